"""The order of the passes: from what is sure to what is only likely."""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from poc_sheets.trade.matching.candidates import Pairs
from poc_sheets.trade.matching.desk import Desk
from poc_sheets.trade.matching.exact_pairs import exact_pairs
from poc_sheets.trade.matching.exceptions import result_of
from poc_sheets.trade.matching.identities import require_unique
from poc_sheets.trade.matching.leftovers import leftover_groups
from poc_sheets.trade.matching.model import Alias, Decision, Line, Receipt, Result
from poc_sheets.trade.matching.options import DEFAULTS, Options
from poc_sheets.trade.matching.splits import Group

#: Log-odds from which an equal amount is settled before anything else is tried.
_SURE = 3.0
#: The most that is said for a link which was no candidate while its rivals were free.
_SECOND_LOOK = 1.5


def reconcile(
    lines: Sequence[Line],
    receipts: Sequence[Receipt],
    decisions: Sequence[Decision] = (),
    aliases: Sequence[Alias] = (),
    options: Options = DEFAULTS,
    stood: Collection[tuple[str, str]] = (),
) -> Result:
    """Match statement lines to receipts, each with a score and a reason.

    The same lines and receipts in any order give the same result. What a person decided stands.

    Args:
        lines: the statement, ids unique.
        receipts: what the production holds, ids unique.
        decisions: earlier answers of people.
        aliases: vendors known under two names.
        options: windows, caps, rates and thresholds.
        stood: the pairs of ids, line and receipt, that were matched in the last run; such a link
            stays matched unless it has become clearly weaker.

    Returns:
        Links, and every line and receipt in exactly one bucket.

    Problems:
        id-twice: an id that stands for two rows; the run stops.
    """
    require_unique("Line", (line.id for line in lines))
    require_unique("Receipt", (receipt.id for receipt in receipts))
    with collector_paused():
        desk = Desk(lines, receipts, decisions, aliases, options)
        desk.stood = frozenset(stood)
        match(desk)
        return result_of(desk)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking all rows again and again while links are made.

    A run makes hundreds of thousands of small tuples and no cycles; pausing saves a third of it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def match(desk: Desk) -> None:
    """Run every pass over what is free on the desk."""
    pairs = exact_pairs(desk)
    if len(pairs):
        if desk.known is None:
            desk.learn(pairs)
        desk.settle(pairs, least=_SURE)
        if desk.known is None and desk.learn_aliases():
            desk.settle(pairs, least=_SURE)
    _take_free(desk, leftover_groups(desk, pairs))
    if desk.known is None:
        second_look(desk, pairs)


def second_look(desk: Desk, pairs: Pairs) -> None:
    """Try what is free once more: what was taken is no rival any more. It only suggests."""
    again = leftover_groups(desk, pairs)
    _take_free(desk, (replace(group, score=min(group.score, _SECOND_LOOK)) for group in again))


def _take_free(desk: Desk, groups: Iterable[Group]) -> None:
    for group in groups:
        free = (
            desk.free_lines[list(group.lines)].all()
            and desk.free_receipts[list(group.receipts)].all()
        )
        if free:
            desk.take(group)
