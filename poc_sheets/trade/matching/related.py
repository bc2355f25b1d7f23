"""Which leftover lines and receipts have a vendor or a card in common."""

import numpy as np

from poc_sheets.trade.matching.candidates import distinct, spread
from poc_sheets.trade.matching.tables import UNDATED, Ints, Lines, Receipts

_DAY_BITS = 22
# A card on which nearly everything is bought tells nothing; its pairs are too many to look through.
_USUAL = 400_000


def _block(
    group: Ints, day: Ints, first: Ints, last: Ints, groups: Ints, days: Ints
) -> tuple[Ints, Ints]:
    keys = (groups << _DAY_BITS) + np.maximum(days, 0)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begin = np.searchsorted(keys, (group << _DAY_BITS) + day - last, side="left")
    end = np.searchsorted(keys, (group << _DAY_BITS) + day - first, side="right")
    rows, positions = spread(begin, end)
    found = order[positions]
    if not (days == UNDATED).any():
        return rows, found
    begin = np.searchsorted(keys, group << _DAY_BITS, side="left")
    end = np.searchsorted(keys, group << _DAY_BITS, side="right")
    more_rows, positions = spread(begin, end)
    return np.concatenate([rows, more_rows]), np.concatenate([found, order[positions]])


def same_vendor(
    lines: Lines,
    rows: Ints,
    receipts: Receipts,
    columns: Ints,
    first: Ints,
    last: Ints,
    alike: tuple[Ints, Ints],
) -> tuple[Ints, Ints]:
    """Pairs (line row, receipt row) of alike vendors within each line's window of lags.

    Receipts without a date fit every line of their vendor.
    """
    vendor = lines.vendor[rows]
    order = np.argsort(alike[0], kind="stable")
    left, right = alike[0][order], alike[1][order]
    begin = np.searchsorted(left, vendor, side="left")
    end = np.searchsorted(left, vendor, side="right")
    at, positions = spread(begin, end)
    group = right[positions]
    pair, column = _block(
        group,
        lines.day[rows][at],
        first[at],
        last[at],
        receipts.vendor[columns],
        receipts.day[columns],
    )
    return rows[at[pair]], columns[column]


def same_card(
    lines: Lines, rows: Ints, receipts: Receipts, columns: Ints, first: Ints, last: Ints
) -> tuple[Ints, Ints]:
    """Pairs (line row, receipt row) of one card, or of one holder where no card is named."""
    found: list[tuple[Ints, Ints]] = []
    for left, right in (
        (lines.card[rows], receipts.card[columns]),
        (lines.holder[rows], receipts.holder[columns]),
    ):
        size = int(max(left.max(initial=0), right.max(initial=0))) + 1
        usual = np.bincount(left, minlength=size) * np.bincount(right, minlength=size) > _USUAL
        some = np.flatnonzero((left != 0) & ~usual[left])
        others = np.flatnonzero((right != 0) & ~usual[right])
        if len(some) == 0 or len(others) == 0:
            continue
        pair, column = _block(
            left[some],
            lines.day[rows[some]],
            first[some],
            last[some],
            right[others],
            receipts.day[columns[others]],
        )
        found.append((rows[some[pair]], columns[others[column]]))
    return unique_pairs(found)


def within_days(
    lines: Lines, rows: Ints, receipts: Receipts, columns: Ints, first: Ints, last: Ints
) -> tuple[Ints, Ints]:
    """Pairs (line row, receipt row) by nothing but the window: for cheques that name nobody."""
    columns = columns[receipts.day[columns] != UNDATED]
    pair, column = _block(
        np.zeros(len(rows), dtype=np.int64),
        lines.day[rows],
        first,
        last,
        np.zeros(len(columns), dtype=np.int64),
        receipts.day[columns],
    )
    return rows[pair], columns[column]


def same_reference(
    lines: Lines, rows: Ints, receipts: Receipts, columns: Ints
) -> tuple[Ints, Ints]:
    """Pairs (line row, receipt row) where the line mentions the receipt's reference."""
    free = np.zeros(len(lines), dtype=np.bool_)
    free[rows] = True
    mentions = lines.mentions[free[lines.mentions >> 32]]
    columns = columns[receipts.reference[columns] != 0]
    order = np.argsort(receipts.reference[columns], kind="stable")
    keys = receipts.reference[columns][order]
    wanted = mentions & 0xFFFFFFFF
    at, position = spread(
        np.searchsorted(keys, wanted, side="left"), np.searchsorted(keys, wanted, side="right")
    )
    return (mentions >> 32)[at], columns[order[position]]


def unique_pairs(found: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Several lists of pairs as one, each pair once, in order."""
    if not found:
        none = np.empty(0, dtype=np.int64)
        return none, none
    keys = distinct(np.concatenate([(one << 32) + two for one, two in found]))
    return keys >> 32, keys & 0xFFFFFFFF
