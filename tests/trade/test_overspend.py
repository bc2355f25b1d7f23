"""When an account is flagged, and when a flag goes away again."""

from dataclasses import replace

import pytest

from poc_sheets.trade.costs import AccountCost
from poc_sheets.trade.overspend import (
    Pace,
    is_ahead_of_shoot,
    is_muted,
    is_stale,
    judge,
    limits_of,
    projected_cost,
)
from poc_sheets.trade.policy import Policy

LIMITS = limits_of(Policy({}), 2, 1_000_000_00)
COST = AccountCost(100_000_00, actual=36_000_00)


def test_the_floor_is_the_larger_of_amount_and_share_of_the_whole() -> None:
    """500.00, or 0.1 % of the whole budget: 1,000.00 of a million."""
    assert LIMITS.floor == 1_000_00
    assert limits_of(Policy({}), 2, 100_000_00).floor == 500_00


def test_a_watched_pace_clears_at_a_lower_mark_than_it_is_raised_at() -> None:
    """36,000 after 10 of 30 days points to 108,000: raised with 105 twice, cleared at 102."""
    first = Pace(10, 30)
    assert judge(COST, LIMITS, first) == ("", "")
    assert judge(COST, LIMITS, replace(first, earlier=[108_000_00])) == ("WATCH", "pace")
    assert judge(COST, LIMITS, replace(first, earlier=[104_000_00])) == ("", "")
    assert judge(COST, LIMITS, replace(first, earlier=[None])) == ("", "")
    lower = replace(COST, actual=34_300_00)
    assert judge(lower, LIMITS, replace(first, earlier=[108_000_00])) == ("", "")
    assert judge(lower, LIMITS, replace(first, was_flagged=True)) == ("WATCH", "pace")
    quiet = replace(COST, actual=34_000_00)
    assert judge(quiet, LIMITS, replace(first, was_flagged=True)) == ("", "")


def test_used_up_is_watched_only_while_the_shoot_lasts() -> None:
    """95 % used on day 10 of 30 is watched; on day 27 it is as it should be."""
    used = replace(COST, actual=95_000_00, mode="Hold ETC", held=0)
    assert judge(used, LIMITS, Pace(10, 30)) == ("WATCH", "nearly")
    assert judge(used, LIMITS, Pace(27, 30)) == ("", "")
    assert judge(used, LIMITS, Pace()) == ("WATCH", "nearly"), "no schedule, no excuse"


def test_what_is_spent_needs_no_second_report() -> None:
    """Orders beyond the budget are red at once, critical by money and share."""
    over = replace(COST, committed=64_000_01)
    assert judge(over, LIMITS, Pace()) == ("OVER", "committed")
    assert judge(replace(COST, committed=74_000_01), LIMITS, Pace()) == ("CRITICAL", "committed")
    assert judge(AccountCost(0), LIMITS, Pace()) == ("", ""), "nothing spent, nothing budgeted"
    assert judge(AccountCost(0, actual=-5_00), LIMITS, Pace()) == ("", ""), "a credit"


@pytest.mark.parametrize(("elapsed", "projected"), [(0, None), (10, 3_00), (15, 2_00), (30, None)])
def test_a_pace_is_known_between_the_first_and_the_last_day(
    elapsed: int, projected: int | None
) -> None:
    """Before and after, there is nothing to project."""
    assert projected_cost(1_00, elapsed, 30) == projected


def test_an_accepted_overspend_is_quiet_up_to_its_share() -> None:
    """5 % of 1,000.00."""
    assert is_muted(1_050_00, 1_000_00, 5)
    assert not is_muted(1_050_01, 1_000_00, 5)


def test_an_estimate_is_stale_when_only_the_cost_moved() -> None:
    """The same estimate in as many reports as the policy says."""
    moved = [(300, 40), (300, 20)]
    assert is_stale(300, 60, moved, 2)
    assert not is_stale(300, 60, moved[:1], 2), "one report is no proof"
    assert not is_stale(310, 60, moved, 2), "it was changed"
    assert not is_stale(300, 20, [(300, 20), (300, 20)], 2), "nothing moved"


def test_a_fund_may_be_some_points_ahead() -> None:
    """A third of the days: 43 % may be used, 44 % not."""
    assert not is_ahead_of_shoot(43, 100, 10, 30, 10)
    assert is_ahead_of_shoot(44, 100, 10, 30, 10)
    assert not is_ahead_of_shoot(99, 100, 0, 0, 10)
    assert not is_ahead_of_shoot(5, 0, 10, 30, 10)
