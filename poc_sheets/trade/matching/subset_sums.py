"""Which members of a small pool add up to an amount, exactly and smallest first."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import gcd
from typing import TypeVar

import numpy as np

from poc_sheets.trade.matching.tables import Ints

#: Of the first so many candidates every subset is tried, of all only pairs and threes.
_EVERY = 12
_NEAR = 0.10
_MOST_HITS = 12
_PAIRS_AND_THREES = 3
_WIDTHS = (3, 5, 8, 12)
_AT_ONCE = 256
# Fills short pools; no sum with it can equal an amount.
_NEVER = 2**30

_Amount = TypeVar("_Amount", np.int32, np.int64)


@dataclass(frozen=True, slots=True)
class Subset:
    """Members of a pool that add up to the amount asked for."""

    members: tuple[int, ...]
    #: how many subsets no larger than this one would hit such an amount by chance
    accidental: float
    #: the largest step that all amounts share: 1 for odd cents, 500 for fives
    step: int


@lru_cache(maxsize=256)
def _choices(count: int, size: int) -> Ints:
    chosen = np.array(list(combinations(range(count), size)), dtype=np.int64)
    return chosen.reshape(-1, size)


def _sums(
    pools: "np.ndarray[tuple[int, int], np.dtype[_Amount]]", size: int, width: int
) -> "np.ndarray[tuple[int, int], np.dtype[_Amount]]":
    chosen = _choices(width, size)
    sums: np.ndarray[tuple[int, int], np.dtype[_Amount]] = (
        pools[:, chosen[:, 0]] + pools[:, chosen[:, 1]]
    )
    for column in range(2, size):
        sums += pools[:, chosen[:, column]]
    return sums


def reachable(
    pool: Ints, rank: Ints, amounts: Ints, targets: Ints, most: int
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Whether some subset of each pool may add up to its target: `subsets` tells which, if any.

    Pools are laid side by side and tried together, which is far quicker than one by one. Sums are
    kept in 32 bits; the few that agree only because they wrapped around fall out in `subsets`.

    Args:
        pool: number of the pool that each member is in, ascending from 0.
        rank: place of the member in its pool, from 0.
        amounts: amount of each member.
        targets: the amount that each pool should reach.
        most: members at most.
    """
    found = np.zeros(len(targets), dtype=np.bool_)
    sizes = np.bincount(pool, minlength=len(targets))
    low = 1
    for width in (*_WIDTHS, max(int(sizes.max(initial=0)), _WIDTHS[-1])):
        rows = np.flatnonzero((sizes > low) & (sizes <= width))
        low = width
        for part in np.array_split(rows, len(rows) // _AT_ONCE + 1):
            place = np.full(len(targets), -1, dtype=np.int64)
            place[part] = np.arange(len(part))
            inside = place[pool] >= 0
            laid = np.full((len(part), width), _NEVER, dtype=np.int32)
            laid[place[pool[inside]], rank[inside]] = amounts[inside].astype(np.int32)
            wanted = targets[part].astype(np.int32)[:, None]
            for size in range(2, min(most, width) + 1):
                reach = width if size <= _PAIRS_AND_THREES else min(width, _EVERY)
                found[part] |= (_sums(laid, size, reach) == wanted).any(axis=1)
    return found


def subsets(amounts: list[int], target: int, most: int) -> list[Subset]:
    """Subsets of two to `most` members that add up to the target, smallest first.

    Args:
        amounts: the pool in minor units, likeliest members first; credits are negative.
        target: the amount to reach.
        most: members at most.

    Returns:
        At most a dozen subsets; of equal size, the one with the earlier members first.
    """
    pool = np.array(amounts, dtype=np.int64)
    reach = max(int(abs(target) * _NEAR), 1)
    near = 0
    found: list[Subset] = []
    for size in range(2, most + 1):
        count = len(pool) if size <= _PAIRS_AND_THREES else min(len(pool), _EVERY)
        if count < size:
            break
        chosen = _choices(count, size)
        sums = _sums(pool[None, :], size, count)[0]
        away = np.abs(sums - target)
        hits = np.flatnonzero(away == 0)
        near += int((away <= reach).sum()) - len(hits)
        for at in hits[: _MOST_HITS - len(found)].tolist():
            members = tuple(chosen[at].tolist())
            step = gcd(abs(target), *(abs(amounts[member]) for member in members))
            expected = (near + 0.3) * step / max(2 * reach, step)
            found.append(Subset(members, max(expected, 1e-5), max(step, 1)))
        if len(found) >= _MOST_HITS:
            break
    return found
