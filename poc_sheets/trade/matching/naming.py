"""Which of many spellings are one vendor: on statements, on receipts, and between the two."""

import numpy as np

from poc_sheets.trade.matching.candidates import distinct, spread
from poc_sheets.trade.matching.similarity import ALIKE, Likeness
from poc_sheets.trade.matching.tables import Bools, Codes, Ints

#: Names are compared where so many first letters of the name, or of a longer word, agree.
_LETTERS = 5
_LONG = 4
#: Starts that more names share say nothing.
_WORD_LIMIT = 40
_START_LIMIT = 400
#: Links that show an alias, and their share of all sure links of one of its sides.
_TWICE = 2
_SHARE = 0.2


def _starts(codes: Ints, vendors: Codes, known: Codes) -> tuple[Ints, Ints, Bools]:
    """The first letters of every name and of its longer words: code, number, whether the name's."""
    found: list[tuple[int, int, bool]] = []
    for code in codes.tolist():
        name = vendors.texts[code]
        start = name.replace(" ", "")[:_LETTERS]
        found.append((code, known.number(start), True))
        for word in name.split(" "):
            if len(word) >= _LONG and word[:_LETTERS] != start:
                found.append((code, known.number(word[:_LETTERS]), False))
    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2].astype(np.bool_)


def alike_vendors(
    left: Ints, right: Ints, vendors: Codes, likeness: Likeness, *, once: bool = False
) -> tuple[Ints, Ints]:
    """Pairs of vendor codes (line, receipt) that look like one vendor.

    Only names that share the first five letters of a word are compared; words that stand in very
    many names on both sides ("restaurant") are no ground for comparing.

    Args:
        left: different codes.
        right: different codes.
        vendors: their texts.
        likeness: of names.
        once: give each pair the smaller code first, where both sides are the same names.
    """
    known = Codes()
    one, key, is_start = _starts(left[left != 0], vendors, known)
    two, other, _ = _starts(right[right != 0], vendors, known)
    order = np.argsort(other, kind="stable")
    two, other = two[order], other[order]
    begin = np.searchsorted(other, key, side="left")
    end = np.searchsorted(other, key, side="right")
    crowded = end - begin > np.where(is_start, _START_LIMIT, _WORD_LIMIT)
    at, position = spread(begin, np.where(crowded, begin, end))
    one, two = one[at], two[position]
    if once:
        one, two = one[one <= two], two[one <= two]
    both = np.intersect1d(left, right)
    aliases = likeness.aliases()
    aliases = aliases[np.isin(aliases >> 32, left) & np.isin(aliases & 0xFFFFFFFF, right)]
    keys = distinct(np.concatenate([(one << 32) + two, (both << 32) + both, aliases]))
    one, two = keys >> 32, keys & 0xFFFFFFFF
    alike = (one != 0) & (likeness.of(one, two) >= ALIKE)
    return one[alike], two[alike]


def one_name(codes: Ints, vendors: Codes, likeness: Likeness) -> Ints:
    """The name under which each vendor code goes, by the commonest of the names like it.

    People write one vendor in several ways; together their receipts make up a cheque.

    Args:
        codes: the vendor of every receipt that counts.
        vendors: the texts.
        likeness: of names.

    Returns:
        For every code of `vendors`, the code to pool it under; itself where nothing is alike.
    """
    named = np.arange(len(vendors.texts), dtype=np.int64)
    some = distinct(codes[codes != 0])
    one, two = alike_vendors(some, some, vendors, likeness, once=True)
    left, right = np.concatenate([one, two]), np.concatenate([two, one])
    times = np.bincount(codes, minlength=len(named))
    order = np.lexsort((-right, times[right]))
    named[left[order]] = right[order]
    return named


def alike_to(code: int, names: Ints) -> list[int]:
    """Every vendor code that goes under the name of one; itself at least."""
    if code >= len(names):
        return [code]
    found: list[int] = np.flatnonzero(names == names[code]).tolist()
    return found


def repeated(left: Ints, right: Ints, odd: Ints) -> list[tuple[int, int, int]]:
    """Pairs of names that sure links show again and again, and a link that shows each.

    Args:
        left: name of the line of every sure link.
        right: name of the receipt.
        odd: places of the links whose names are not alike.

    Returns:
        (name on the line, name on the receipt, place), by name.
    """
    keys, first, counts = np.unique(
        (left[odd] << 32) + right[odd], return_index=True, return_counts=True
    )
    one, two = keys >> 32, keys & 0xFFFFFFFF
    of_left, of_right = np.bincount(left), np.bincount(right)
    share = counts / np.minimum(of_left[one], of_right[two])
    good = np.flatnonzero((counts >= _TWICE) & (share >= _SHARE))
    return [(int(one[at]), int(two[at]), int(odd[first[at]])) for at in good.tolist()]
