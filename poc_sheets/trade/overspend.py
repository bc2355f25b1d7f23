"""When an account is flagged: on its forecast, not on what is used up.

What is spent and ordered beyond the budget is a fact, and red at once. What a typed estimate says
is measured by the house's tolerance. What only the pace of spending says must show in several
reports before it is raised, and is cleared at a lower mark than it was raised at, so that a flag
does not come and go.

Source: earned value practice and a backtest of alert rules on a year of cost categories: alerts on
the forecast with two-period confirmation change state half as often, at the same precision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from poc_sheets.trade.costs import AccountCost, threshold
from poc_sheets.trade.policy import Policy

Flag = Literal["", "WATCH", "OVER", "CRITICAL"]
Reason = Literal["", "committed", "forecast", "nearly", "pace"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of the Policy tab, amounts in minor units, shares in percent."""

    watch_percent: Decimal
    over_amount: int
    over_percent: Decimal
    critical_amount: int
    critical_percent: Decimal
    raise_percent: Decimal
    clear_percent: Decimal
    confirm_periods: int
    worsen_percent: Decimal
    #: What only the pace says is not flagged below this.
    floor: int


def limits_of(policy: Policy, exponent: int, whole_budget: int) -> Limits:
    """The limits of a house for a budget of this size."""
    return Limits(
        watch_percent=policy.number("overspend.watch_percent"),
        over_amount=policy.amount("overspend.over_amount", exponent),
        over_percent=policy.number("overspend.over_percent"),
        critical_amount=policy.amount("overspend.critical_amount", exponent),
        critical_percent=policy.number("overspend.critical_percent"),
        raise_percent=policy.number("overspend.raise_percent"),
        clear_percent=policy.number("overspend.clear_percent"),
        confirm_periods=policy.whole("overspend.confirm_periods"),
        worsen_percent=policy.number("overspend.worsen_percent"),
        floor=threshold(
            whole_budget,
            policy.amount("overspend.floor_amount", exponent),
            policy.number("overspend.floor_percent"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Pace:
    """How far the shoot is, and what earlier reports projected for an account.

    Attributes:
        elapsed: shoot days that are over.
        days: all shoot days; 0 where the schedule is not known.
        earlier: the final cost that earlier reports projected, the latest first; `None` where a
            report projected none.
        was_flagged: the account was flagged when it was last looked at.
    """

    elapsed: int = 0
    days: int = 0
    earlier: Sequence[int | None] = ()
    was_flagged: bool = False


def projected_cost(actual: int, elapsed: int, days: int) -> int | None:
    """The final cost if money goes on as it did; `None` before the first day and after the last."""
    if not 0 < elapsed < days:
        return None
    return (actual * days + elapsed // 2) // elapsed


def judge(cost: AccountCost, limits: Limits, pace: Pace) -> tuple[Flag, Reason]:
    """The flag of an account, and what raised it."""
    if cost.total > cost.revised and cost.total > 0:
        return _grade(cost.at_risk, cost.revised, limits), "committed"
    if cost.at_risk > threshold(cost.revised, limits.over_amount, limits.over_percent):
        return _grade(cost.at_risk, cost.revised, limits), "forecast"
    is_late = pace.elapsed * 100 >= pace.days * limits.watch_percent and pace.days > 0
    if cost.total > 0 and cost.total * 100 >= cost.revised * limits.watch_percent and not is_late:
        return "WATCH", "nearly"
    if _runs_over(cost, limits, pace):
        return "WATCH", "pace"
    return "", ""


def _grade(at_risk: int, revised: int, limits: Limits) -> Flag:
    critical = threshold(revised, limits.critical_amount, limits.critical_percent)
    return "CRITICAL" if at_risk > critical else "OVER"


def _runs_over(cost: AccountCost, limits: Limits, pace: Pace) -> bool:
    now = projected_cost(cost.actual, pace.elapsed, pace.days)
    if now is None or now - cost.revised <= limits.floor:
        return False
    if pace.was_flagged:
        return now * 100 > cost.revised * limits.clear_percent
    needed = max(1, limits.confirm_periods)
    seen = [now, *pace.earlier[: needed - 1]]
    mark = cost.revised * limits.raise_percent
    return len(seen) == needed and all(p is not None and p * 100 > mark for p in seen)


def is_muted(at_risk: int, accepted_at: int, worsen_percent: Decimal | int) -> bool:
    """Whether an accepted overspend stays quiet: it is no worse than when it was accepted."""
    return at_risk <= accepted_at + threshold(accepted_at, 0, worsen_percent)


def is_stale(
    held: int, total: int, earlier: Sequence[tuple[int | None, int]], reports: int
) -> bool:
    """Whether a typed estimate stood still while cost moved.

    Args:
        held: the typed estimate now.
        total: actual and committed now.
        earlier: estimate and total of earlier reports, the latest first.
        reports: so many reports must have shown the same estimate.
    """
    last = list(earlier[:reports])
    if len(last) < reports or any(estimate != held for estimate, _ in last):
        return False
    return any(then != total for _, then in last)


def is_ahead_of_shoot(used: int, fund: int, elapsed: int, days: int, points: Decimal | int) -> bool:
    """Whether a fund, such as the contingency, is used up faster than the shoot goes on.

    Args:
        used: what was taken from it.
        fund: what it held at first.
        elapsed: shoot days that are over.
        days: all shoot days; 0: not known, never ahead.
        points: so many percentage points ahead are allowed.
    """
    if days <= 0 or fund <= 0:
        return False
    return Decimal(used * 100) / fund > Decimal(elapsed * 100) / days + points
