"""Purchase orders: the worked examples of production accounting."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.costs import AccountCost, Relief, line_state
from poc_sheets.trade.orders import (
    OrderLine,
    Tier,
    approvals_missing,
    approvals_needed,
    is_over_tolerance,
    next_number,
    rental_overrun,
    spread_invoice,
)

TIERS = (
    Tier("department head", 500_00),
    Tier("UPM", 2_500_00),
    Tier("line producer", 10_000_00),
    Tier("producer", None),
)


def test_invoices_relieve_an_order() -> None:
    """3,000.00 ordered: partial 1,200; change order 500; partial 2,400 goes 100 over."""
    first = Relief(1_200_00)
    assert line_state(3_000_00, [first]).open == 1_800_00
    assert line_state(3_500_00, [first]).open == 2_300_00
    over = line_state(3_500_00, [first, Relief(2_400_00)])
    assert (over.open, over.relieved, over.over) == (0, 3_600_00, 100_00)
    assert not is_over_tolerance(over.over, 3_500_00, 50_00, 5), "2.9 % is within 5 %"
    assert is_over_tolerance(175_01, 3_500_00, 50_00, 5)


def test_a_final_invoice_gives_the_rest_back() -> None:
    """900 final closes the order: 1,400 of 3,500 returns, nothing stays open."""
    closed = line_state(3_500_00, [Relief(1_200_00), Relief(900_00, is_final=True)])
    assert (closed.open, closed.relieved, closed.returned) == (0, 2_100_00, 1_400_00)


def test_a_credit_does_not_reopen_an_order() -> None:
    """-150 lowers the actual; what is open stays."""
    before = line_state(3_000_00, [Relief(1_200_00)])
    assert line_state(3_000_00, [Relief(1_200_00), Relief(-150_00)]).open == before.open


def test_the_cost_report_row() -> None:
    """Budget 10,000, actual 4,200, committed 1,800, in every mode."""
    row = AccountCost(10_000_00, actual=4_200_00, committed=1_800_00)
    assert (row.to_complete, row.final_cost, row.variance) == (4_000_00, 10_000_00, 0)
    more = AccountCost(10_000_00, actual=4_200_00, committed=6_800_00)
    assert (more.to_complete, more.final_cost, more.variance) == (0, 11_000_00, 1_000_00)
    held = AccountCost(10_000_00, 0, 4_700_00, 1_800_00, "Hold ETC", 5_000_00)
    assert (held.to_complete, held.final_cost) == (5_000_00, 11_500_00)
    fixed = AccountCost(10_000_00, 0, 4_700_00, 1_800_00, "Hold EFC", 9_500_00)
    assert (fixed.to_complete, fixed.final_cost, fixed.variance) == (3_000_00, 9_500_00, -500_00)
    raised = AccountCost(10_000_00, 1_500_00, 4_200_00, 6_800_00)
    assert raised.final_cost - raised.revised == 0
    assert AccountCost(10_000_00, 1_500_00, 4_200_00, 6_800_00).remaining == 500_00


@pytest.mark.parametrize(
    ("used", "number"),
    [
        ([], "1001"),
        (["1001", "1003", "1002"], "1004"),
        (["PO-0042", "PO-0041"], "PO-0043"),
        (["PO-0999"], "PO-1000"),
        (["PO-1", "PO-2", "77"], "PO-3"),
        (["lost"], "1001"),
        (["2026-099", "2026-100"], "2026-101"),
    ],
)
def test_the_next_number_is_one_more_than_any_before(used: list[str], number: str) -> None:
    """In the form of the numbers that were given, whatever their order."""
    assert next_number(used) == number


@given(st.lists(st.integers(1, 9999), unique=True, max_size=20))
def test_a_number_is_never_given_twice(given_numbers: list[int]) -> None:
    """The next number is in no list of those before."""
    used = [f"PO-{number:04d}" for number in given_numbers]
    assert next_number(used) not in used


@pytest.mark.parametrize(
    ("total", "who"),
    [
        (500_00, ["department head"]),
        (500_01, ["department head", "UPM"]),
        (2_500_01, ["department head", "UPM", "line producer"]),
        (10_000_01, ["department head", "UPM", "line producer", "producer"]),
    ],
)
def test_approval_goes_by_amount(total: int, who: list[str]) -> None:
    """Each tier comes on top of the one before."""
    assert list(approvals_needed(total, TIERS)) == who


def test_an_approval_counts_for_the_total_that_was_approved() -> None:
    """After a change order both sign again."""
    given_for = {"Department Head": 600_00, "UPM": 600_00}
    assert approvals_missing(600_00, TIERS, given_for) == ()
    assert approvals_missing(700_00, TIERS, given_for) == ("department head", "UPM")


def test_a_deposit_is_relieved_first() -> None:
    """An invoice that names no line takes the deposit, then the lines in order, the last one over."""
    lines = [OrderLine(1, 100), OrderLine(2, 50, is_deposit=True), OrderLine(3, 30)]
    assert spread_invoice(60, lines, {}) == {2: 50, 1: 10}
    assert spread_invoice(200, lines, {}) == {2: 50, 1: 100, 3: 50}
    assert spread_invoice(-20, lines, {}) == {3: -20}
    assert spread_invoice(10, [], {}) == {}


@given(
    st.integers(-500, 2000),
    st.lists(st.tuples(st.integers(0, 500), st.booleans()), min_size=1, max_size=5),
)
def test_a_spread_invoice_loses_no_cent(amount: int, ordered: list[tuple[int, bool]]) -> None:
    """The parts are the invoice."""
    lines = [OrderLine(n, money, is_deposit) for n, (money, is_deposit) in enumerate(ordered, 1)]
    assert sum(spread_invoice(amount, lines, {1: 7}).values()) == amount


@pytest.mark.parametrize(
    ("per", "days", "cost"),
    [("day", 0, 0), ("day", 2, 200_00), ("day", 5, 300_00), ("day", 8, 400_00), ("week", 1, 33_33)],
)
def test_a_rental_that_runs_over_costs_its_rate(per: str, days: int, cost: int) -> None:
    """Three days make a week: five days late cost no more than one week."""
    assert rental_overrun(100_00, per, days, 3) == cost  # type: ignore[arg-type]  # day or week


def test_tolerance_is_the_larger_of_floor_and_share() -> None:
    """50.00 or 5 %."""
    assert not is_over_tolerance(50_00, 100_00, 50_00, Decimal(5))
    assert is_over_tolerance(50_01, 100_00, 50_00, Decimal(5))
