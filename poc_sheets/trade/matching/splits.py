"""One line for several receipts, and several lines for one receipt."""

from dataclasses import dataclass
from math import exp, log

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.matching.subset_sums import Subset, reachable, subsets
from poc_sheets.trade.matching.tables import Floats, Ints

#: From this step on amounts are round, and a sum of them is a suggestion only.
ROUND_STEP = 100
#: Log-odds that a member must have where credits widen the choice.
_SURE = 4.0
#: What a day between the first and the last member costs.
_SCATTER = 0.08
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
) -> list[tuple[int, tuple[int, ...], float, bool]]:
    """For each single side the likeliest subsets of the other side that add up to it.

    Args:
        related: the possible members of each single side.
        targets: amount of every row of the single side.
        amounts: amount of every row of the other side.
        options: pool and member limits.

    Returns:
        (single row, member rows, log-odds, round) by single row.
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
    rank = np.arange(len(one)) - starts[number]
    limit = np.where(pool == MIXED, options.mixed_candidates, options.subset_candidates)
    kept = rank < limit
    wanted = targets[one[starts]]
    most = options.subset_members
    hopeful = reachable(number[kept], rank[kept], amounts[many[kept]], wanted, most)
    ends = np.append(starts[1:], len(one))
    found = []
    for at in np.flatnonzero(hopeful).tolist():
        start = int(starts[at])
        part = slice(start, min(int(ends[at]), start + int(limit[start])))
        members = list(
            zip((-weight[part]).tolist(), many[part].tolist(), lag[part].tolist(), strict=True)
        )
        hits = subsets(amounts[many[part]].tolist(), int(wanted[at]), most)
        doubt = _MIXED_DOUBT if pool[start] == MIXED else 0.0
        likely = _likeliest(members, hits, doubt, options.suggest)
        found += [(int(one[start]), *group) for group in likely]
    return found


def _likeliest(
    pool: list[_Member], hits: list[Subset], doubted: float, least: float
) -> list[tuple[tuple[int, ...], float, bool]]:
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
        found.append((members, -log(doubt), hit.step >= ROUND_STEP and hit.accidental > 0.01))
    return found


def _score(hit: Subset, pool: list[_Member]) -> float:
    weights = [-pool[at][0] for at in hit.members]
    lags = [pool[at][2] for at in hit.members]
    # The weakest member counts for as much as all together: one odd vendor spoils a sum.
    average = (sum(weights) / len(weights) + min(weights)) / 2.0
    scatter = min((max(lags) - min(lags)) * _SCATTER, 2.0)
    return rules.RULES[rules.ONE_LINE].odds - log(hit.accidental) + average - scatter
