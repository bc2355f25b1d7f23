"""Pending lines that a newer statement file no longer lists: posted under another id, or gone.

A bank shows a purchase as pending with an estimated amount, and posts it days later with another
amount, date and id. Both are one purchase: the row gets the posted line, and keeps what people
typed beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz

from poc_sheets.readers.statement import StatementLine, replaced_pending
from poc_sheets.trade.matching.descriptors import card_key, vendor_name

#: A hold is released or posted within so many days; eight is what card issuers use.
_DAYS = timedelta(days=8)
#: A tip is added when a meal is posted.
_MOST_TIP = 0.30
#: Holds of a petrol pump are for a token amount, in minor units; the posted one says nothing of it.
_TOKEN = 100
#: A posted descriptor is cut and decorated in another way than the pending one.
_ALIKE = 80.0


@dataclass(frozen=True, slots=True)
class Became:
    """A pending line and the posted one that it became; `None` where there is none."""

    pending: StatementLine
    posted: StatementLine | None


def what_became(
    present: Sequence[StatementLine], lines: Sequence[StatementLine], fresh: Sequence[StatementLine]
) -> list[Became]:
    """What became of each pending line that a file no longer lists.

    A posted line stands for one pending line only; where two fit equally well, neither is taken.

    Args:
        present: the lines of the tab.
        lines: all lines of the file.
        fresh: those of them that the tab does not have.
    """
    left = [line for line in fresh if not line.pending]
    found = []
    for pending in replaced_pending(present, lines):
        fitting = [line for line in left if _fits(pending, line)]
        exact = [line for line in fitting if line.amount == pending.amount]
        best = exact or fitting
        posted = best[0] if len(best) == 1 else None
        if posted is not None:
            left.remove(posted)
        found.append(Became(pending, posted))
    return found


def _fits(pending: StatementLine, posted: StatementLine) -> bool:
    if not timedelta(0) <= posted.date - pending.date <= _DAYS:
        return False
    if pending.account != posted.account or card_key(pending.card) != card_key(posted.card):
        return False
    if not _amount_fits(pending.amount, posted.amount):
        return False
    names = vendor_name(pending.vendor), vendor_name(posted.vendor)
    return bool(names[0]) and fuzz.token_set_ratio(*names) >= _ALIKE


def _amount_fits(pending: int, posted: int) -> bool:
    if abs(pending) <= _TOKEN:
        return (pending > 0) == (posted > 0)
    low, high = sorted((pending, round(pending * (1 + _MOST_TIP))))
    return low <= posted <= high
