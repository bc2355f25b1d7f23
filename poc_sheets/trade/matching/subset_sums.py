"""Which members of small pools add up to an amount, exactly, and how often chance would do it.

Pools are laid side by side in a table and tried together, which is far quicker than one by one.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import gcd
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from poc_sheets.trade.matching.tables import Ints

#: Sums of four and more are tried among so many members that follow each other by day.
_REACH = 12
_PAIRS_AND_THREES = 3
#: In wider pools sums of many members are nearly always accidents, and they are most of the work.
_FULLY = 18
_IN_WIDE_POOLS = 4
#: How far from the target a sum still counts as one that chance might have put on it.
_NEAR = 0.10
_MOST_HITS = 24
# More than the members of the largest subset, so that (row, members) fits into one number.
_SIZES = 64
_WIDTHS = (3, 5, 8, 12, 18, 30)
_CELLS_AT_ONCE = 600_000
# Fills short pools; no sum with it can equal an amount.
_NEVER = 2**60
_NEVER_SHORT = 2**30

_Amount = TypeVar("_Amount", np.int32, np.int64)


@dataclass(frozen=True, slots=True)
class Subset:
    """Members of a pool that add up to the amount asked for."""

    members: tuple[int, ...]
    #: how many subsets no larger and no wider in days would hit such an amount by chance
    accidental: float
    #: the largest step that all amounts share: 1 for odd cents, 500 for fives
    step: int


@dataclass(frozen=True, slots=True)
class Pools:
    """Pools one after another, each with its members by day.

    `number` is the pool of each member, ascending from 0; `targets` has one amount for each pool.
    """

    number: Ints
    amounts: Ints
    days: Ints
    targets: Ints

    def sizes(self) -> Ints:
        """How many members each pool has."""
        return np.bincount(self.number, minlength=len(self.targets))

    def laid(self, some: Ints, sizes: Ints, width: int) -> tuple[Ints, Ints]:
        """Amounts and days of some pools as tables of `width` columns; credits are negative."""
        starts = np.searchsorted(self.number, some)
        columns = np.arange(width)
        at = np.minimum(starts[:, None] + columns, len(self.number) - 1)
        inside = columns < sizes[some][:, None]
        return np.where(inside, self.amounts[at], _NEVER), np.where(inside, self.days[at], 0)


@lru_cache(maxsize=256)
def _choices(count: int, size: int) -> Ints:
    """Places of every choice of `size` of `count` members, as far as they are tried."""
    reach = count if size <= _PAIRS_AND_THREES else min(count, _REACH)
    others = np.array(list(combinations(range(1, reach), size - 1)), dtype=np.int64)
    others = others.reshape(-1, size - 1)
    found = [
        np.insert(others[others[:, -1] + first < count] + first, 0, first, axis=1)
        for first in range(count)
    ]
    return np.concatenate(found)


def _sums(laid: "npt.NDArray[_Amount]", chosen: Ints) -> "npt.NDArray[_Amount]":
    sums = laid[:, chosen[:, 0]]
    for column in range(1, chosen.shape[1]):
        sums += laid[:, chosen[:, column]]
    return sums


def found_subsets(pools: Pools, most: int) -> Iterator[tuple[int, list[Subset]]]:
    """Subsets of two to `most` members that add up to the target of their pool.

    Args:
        pools: the members, at most thirty a pool, and the targets.
        most: members at most.

    Yields:
        Number of the pool, and at most two dozen subsets: smallest first, of these the ones closest
        together in days.
    """
    sizes = pools.sizes()
    low = 1
    for width in _WIDTHS:
        rows = np.flatnonzero((sizes > low) & (sizes <= width))
        low = width
        largest_sum = min(most, width if width <= _FULLY else _IN_WIDE_POOLS)
        tables = [_choices(width, size) for size in range(2, largest_sum + 1)]
        largest = max((len(chosen) for chosen in tables), default=1)
        for some in np.array_split(rows, len(rows) * largest // _CELLS_AT_ONCE + 1):
            if len(some):
                yield from _searched(pools, some, *pools.laid(some, sizes, width), tables)


def _searched(
    pools: Pools, some: Ints, laid: Ints, days: Ints, tables: list[Ints]
) -> Iterator[tuple[int, list[Subset]]]:
    # 32 bits are twice as fast; the few sums that agree only because they wrapped fall out below.
    short = np.where(laid == _NEVER, _NEVER_SHORT, laid).astype(np.int32)
    wanted = pools.targets[some]
    hopeful = np.zeros(len(some), dtype=np.bool_)
    for chosen in tables:
        hopeful |= (_sums(short, chosen) == wanted.astype(np.int32)[:, None]).any(axis=1)
    rows = np.flatnonzero(hopeful)
    if len(rows) == 0:
        return
    found = _hits(laid[rows], days[rows], wanted[rows], tables)
    for row, subsets in found.items():
        yield int(some[rows[row]]), subsets


def _hits(laid: Ints, days: Ints, wanted: Ints, tables: list[Ints]) -> dict[int, list[Subset]]:
    reach = np.maximum(np.abs(wanted) * _NEAR, 1).astype(np.int64)
    exact: dict[int, list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
    keys, spans = [], []
    for chosen in tables:
        size = chosen.shape[1]
        away = np.abs(_sums(laid, chosen) - wanted[:, None])
        row, at = np.nonzero(away <= reach[:, None])
        span = days[row, chosen[at, -1]] - days[row, chosen[at, 0]]
        hit = away[row, at] == 0
        for one, width, members in zip(
            row[hit].tolist(), span[hit].tolist(), chosen[at[hit]].tolist(), strict=True
        ):
            exact[one].append((size, width, tuple(members)))
        keys.append(row[~hit] * _SIZES + size)
        spans.append(span[~hit])
    near, width = np.concatenate(keys), np.concatenate(spans)
    order = np.argsort(near, kind="stable")
    width = width[order]
    ends = np.searchsorted(near[order], np.arange(len(wanted) * _SIZES + 1)).tolist()
    amounts, targets, reaches = laid.tolist(), wanted.tolist(), reach.tolist()
    found = {}
    for place, hits in exact.items():
        begin = ends[place * _SIZES]
        found[place] = [
            _judged(
                members,
                int(np.count_nonzero(width[begin : ends[place * _SIZES + size + 1]] <= span)),
                amounts[place],
                targets[place],
                reaches[place],
            )
            for size, span, members in sorted(hits)[:_MOST_HITS]
        ]
    return found


def _judged(
    members: tuple[int, ...], rivals: int, amounts: list[int], target: int, reach: int
) -> Subset:
    step = max(gcd(target, *(amounts[member] for member in members)), 1)
    expected = (rivals + 0.3) * step / max(2 * reach, step)
    return Subset(members, max(expected, 1e-5), step)
