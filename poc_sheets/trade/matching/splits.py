"""One line for several receipts, and several lines for one receipt."""

from dataclasses import dataclass
from math import exp, log

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.matching.subset_sums import Pools, Subset, found_subsets
from poc_sheets.trade.matching.tables import Bools, Floats, Ints

#: From this step on amounts are round, and a sum of them is a suggestion only.
ROUND_STEP = 100
#: Log-odds that a member must have where credits widen the choice.
_SURE = 4.0
#: What a day between the first and the last member costs.
_SCATTER = 0.04
#: Subsets kept for one single side: the second is wanted where the first loses a member.
_KEPT = 3
#: The pool of members whose vendors need not agree, and how much less likely its sums are.
MIXED = -1
_MIXED_DOUBT = 1.0

_Member = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """A possible link of any shape: rows of lines and receipts, rule, log-odds."""

    lines: tuple[int, ...]
    receipts: tuple[int, ...]
    rule: int
    score: float
    #: sums of round amounts, which chance reaches easily
    round: bool = False
    #: log-odds before rivals that would explain the same rows alike cast doubt; decides the order
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class Related:
    """Pairs of a single side and a possible member, amounts aside."""

    one: Ints
    many: Ints
    #: log-odds of each pair
    weight: Floats
    #: days from the receipt to the line
    lag: Ints
    #: pools of one single side that must not be mixed: the vendor, where the line names none
    pool: Ints


def groups(
    related: Related, targets: Ints, amounts: Ints, options: Options
) -> list[tuple[int, tuple[int, ...], float, bool, float]]:
    """For each single side the likeliest subsets of the other side that add up to it.

    Args:
        related: the possible members of each single side.
        targets: amount of every row of the single side.
        amounts: amount of every row of the other side.
        options: pool and member limits.

    Returns:
        (single row, member rows, log-odds, round, strength) by single row.
    """
    target, amount = targets[related.one], amounts[related.many]
    same_way = np.sign(target) == np.sign(amount)
    sure = related.weight > _SURE
    netted = np.isin(related.one, related.one[~same_way & sure])
    fits = np.where(same_way, (np.abs(amount) < np.abs(target)) | (netted & sure), sure)
    chosen = np.flatnonzero(fits)
    one, many = related.one[chosen], related.many[chosen]
    weight, pool = related.weight[chosen], related.pool[chosen]
    order = np.lexsort((many, -weight, pool, one))
    one, many, weight, pool = one[order], many[order], weight[order], pool[order]
    lag = related.lag[chosen][order]
    fresh = np.ones(len(one), dtype=np.bool_)
    fresh[1:] = (one[1:] != one[:-1]) | (pool[1:] != pool[:-1])
    starts = np.flatnonzero(fresh)
    number = np.cumsum(fresh) - 1
    limit = np.where(pool == MIXED, options.mixed_candidates, options.subset_candidates)
    kept = np.arange(len(one)) - starts[number] < limit
    kept = np.flatnonzero(kept & _enough(number, kept, amounts[many], targets[one[starts]])[number])
    kept = kept[np.lexsort((many[kept], lag[kept], number[kept]))]
    begins = np.searchsorted(number[kept], np.arange(len(starts)))
    crowd = _crowd(one[starts], pool[starts])
    wanted = targets[one[starts]]
    pools = Pools(number[kept], amounts[many[kept]], lag[kept], wanted)
    found = []
    for at, hits in found_subsets(pools, options.subset_members):
        part = kept[begins[at] : begins[at] + int(limit[starts[at]])]
        members = list(
            zip((-weight[part]).tolist(), many[part].tolist(), lag[part].tolist(), strict=True)
        )
        doubt = crowd[at] + (_MIXED_DOUBT if pool[starts[at]] == MIXED else 0.0)
        single = int(one[starts[at]])
        likely = _likeliest(members, hits, doubt, options.suggest)
        found += [(single, *group) for group in likely]
    return sorted(found, key=lambda group: group[0])


def _enough(number: Ints, kept: Bools, amounts: Ints, targets: Ints) -> Bools:
    """Which pools hold enough to reach their target at all."""
    way = np.sign(targets)[number] * amounts * kept
    total = np.bincount(number, weights=np.maximum(way, 0), minlength=len(targets))
    enough: Bools = total >= np.abs(targets)
    return enough


def _crowd(one: Ints, pool: Ints) -> Floats:
    """Doubt for single sides that name nobody: each vendor tried is another chance to be wrong."""
    some = np.bincount(one[pool != MIXED], minlength=int(one.max(initial=0)) + 1)
    return np.log(np.maximum(some[one], 1))


def _likeliest(
    pool: list[_Member], hits: list[Subset], doubted: float, least: float
) -> list[tuple[tuple[int, ...], float, bool, float]]:
    scored = sorted(
        ((_score(hit, pool) - doubted, hit) for hit in hits),
        key=lambda item: (-item[0], item[1].members),
    )
    found = []
    for at, (score, hit) in enumerate(scored[:_KEPT]):
        if score < least:
            break
        # Another subset that adds up as well casts doubt, by how likely it is beside this one.
        doubt = exp(-score) + sum(
            exp(min(other - score, 5.0)) for place, (other, _) in enumerate(scored) if place != at
        )
        members = tuple(sorted(pool[member][1] for member in hit.members))
        is_round = hit.step >= ROUND_STEP and hit.accidental > 0.01
        found.append((members, -log(doubt), is_round, score))
    return found


def _score(hit: Subset, pool: list[_Member]) -> float:
    weights = [-pool[at][0] for at in hit.members]
    lags = [pool[at][2] for at in hit.members]
    # The weakest member counts for as much as all together: one odd vendor spoils a sum.
    average = (sum(weights) / len(weights) + min(weights)) / 2.0
    scatter = min((max(lags) - min(lags)) * _SCATTER, 2.0)
    return rules.RULES[rules.ONE_LINE].odds - log(hit.accidental) + average - scatter
