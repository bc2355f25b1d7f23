"""What is left of the reconciler when one kind of evidence, or one pass, is taken away."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import Any

from benchmarks.noise_rates import Month
from poc_sheets.trade.matching import Result, engine, leftovers, reconcile, similarity
from poc_sheets.trade.matching.desk import Desk
from poc_sheets.trade.matching.splits import Group


@contextmanager
def _instead(owner: Any, name: str, value: object) -> Iterator[None]:
    """Another value for a name of a module or class, for a while."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def _nothing_tolerant(*_: object) -> list[Group]:
    return []


#: What is taken away, and how: a change of the month, and a change of the engine.
WITHOUT: dict[str, tuple[Callable[[Month], Month], Callable[[], AbstractContextManager[None]]]] = {
    "everything": (lambda month: month, nullcontext),
    "no vendor names": (
        lambda month: replace(month, lines=[replace(x, vendor="") for x in month.lines]),
        nullcontext,
    ),
    "no card or holder": (
        lambda month: replace(month, lines=[replace(x, card="", holder="") for x in month.lines]),
        nullcontext,
    ),
    "no references": (
        lambda month: replace(month, receipts=[replace(x, reference="") for x in month.receipts]),
        nullcontext,
    ),
    "no aliases": (lambda month: month, lambda: _instead(Desk, "learn_aliases", lambda _: False)),
    "no usual words": (
        lambda month: month,
        lambda: _instead(similarity, "usual_words", lambda _: frozenset()),
    ),
    "nothing learned": (lambda month: month, lambda: _instead(Desk, "learn", lambda *_: None)),
    "no tolerances": (
        lambda month: month,
        lambda: _instead(leftovers, "_tolerant", _nothing_tolerant),
    ),
    "no subset sums": (
        lambda month: replace(month, options=replace(month.options, subset_members=1)),
        nullcontext,
    ),
    "sums before all": (
        lambda month: month,
        lambda: _instead(leftovers, "_rank", _sums_first),
    ),
    "no second look": (
        lambda month: month,
        lambda: _instead(engine, "second_look", lambda *_: None),
    ),
}


def _sums_first(group: Group) -> tuple[object, ...]:
    alone = len(group.lines) == len(group.receipts) == 1
    return alone, -group.strength, group.rule, group.lines, group.receipts


def without(part: str, month: Month) -> Result:
    """The month reconciled with one part missing; a key of `WITHOUT`."""
    change, engine_without = WITHOUT[part]
    with engine_without():
        changed = change(month)
        return reconcile(changed.lines, changed.receipts, options=changed.options)
