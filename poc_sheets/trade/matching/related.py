"""Which leftover lines and receipts have a vendor or a card in common."""

from collections import defaultdict

import numpy as np

from poc_sheets.trade.matching.candidates import spread
from poc_sheets.trade.matching.similarity import ALIKE, Likeness
from poc_sheets.trade.matching.tables import Codes, Ints, Lines, Receipts

_DAY_BITS = 22
_WORD_LIMIT = 40
# A card on which nearly everything is bought tells nothing; its pairs are too many to look through.
_USUAL = 400_000


def _keys_of(name: str) -> set[str]:
    squeezed = name.replace(" ", "")
    return {squeezed[:5], *(word[:5] for word in name.split() if len(word) >= 4)}


def alike_vendors(left: Ints, right: Ints, vendors: Codes, likeness: Likeness) -> tuple[Ints, Ints]:
    """Pairs of vendor codes (line, receipt) that look like one vendor.

    Only names that share the first five letters of a word are compared; words that stand in very
    many names on both sides ("restaurant") are no ground for comparing.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for code in right.tolist():
        for key in _keys_of(vendors.texts[code]):
            index[key].append(code)
    found: set[tuple[int, int]] = set()
    for code in left.tolist():
        name = vendors.texts[code]
        start = name.replace(" ", "")[:5]
        for key in _keys_of(name):
            codes = index.get(key, ())
            if len(codes) <= _WORD_LIMIT or key == start:
                found.update((code, other) for other in codes)
    found.update((code, code) for code in set(left.tolist()) & set(right.tolist()))
    found.update(likeness.aliases())
    pairs = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    one, two = pairs[:, 0], pairs[:, 1]
    keep = (one != 0) & (two != 0)
    one, two = one[keep], two[keep]
    alike = likeness.of(one, two) >= ALIKE
    return one[alike], two[alike]


def _block(
    group: Ints, day: Ints, first: Ints, last: Ints, groups: Ints, days: Ints
) -> tuple[Ints, Ints]:
    keys = (groups << _DAY_BITS) + np.maximum(days, 0)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begin = np.searchsorted(keys, (group << _DAY_BITS) + day - last, side="left")
    end = np.searchsorted(keys, (group << _DAY_BITS) + day - first, side="right")
    rows, positions = spread(begin, end)
    return rows, order[positions]


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
    keys = np.unique(np.concatenate([(one << 32) + two for one, two in found]))
    return keys >> 32, keys & 0xFFFFFFFF
