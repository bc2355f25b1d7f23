"""Hourly, daily and weekly deals in one measure."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.day_cost import DayCost, PersonDay, cost_of_day
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.pay_rates import PayRates, pay_rates
from poc_sheets.trade.rules import default_book
from poc_sheets.trade.terms import Terms

DAY = date(2026, 3, 12)
CREW = "IATSE West Coast"
LUNCH = Meal(Moment(DAY, 780), Moment(DAY, 810))


def rates(
    rate: int, basis: str, guarantee: int | None = None, agreement: str = CREW
) -> PayRates | None:
    terms = Terms(default_book(), agreement, DAY, frozenset({"feature"}))
    return pay_rates(terms, rate, basis, guarantee)


@pytest.mark.parametrize(
    ("rate", "basis", "guarantee", "hourly", "daily"),
    [
        (50_00, "Hour", None, 50, None),
        (50_00, "Hour", 100, 50, None),
        # 12 hours are 14 pay hours, 10 are 11, the 8 of the agreement are 8.
        (700_00, "Day", 120, 50, 700_00),
        (550_00, "Day", 100, 50, 550_00),
        (400_00, "Day", None, 50, 400_00),
        (2000_00, "Week", None, 50, 400_00),
        (3500_00, "Week", 120, 50, 700_00),
    ],
)
def test_a_rate_by_the_hour(
    rate: int, basis: str, guarantee: int | None, hourly: int, daily: int | None
) -> None:
    assert rates(rate, basis, guarantee) == PayRates(Decimal(hourly * 100), daily, guarantee)


def test_a_day_rate_needs_the_hours_that_it_buys_unless_the_day_is_what_is_paid() -> None:
    assert rates(250_00, "Day", agreement="Non-union California") is None
    assert rates(960_00, "Day", agreement="DGA") == PayRates(0, 960_00)


def cost(deal: PayRates, out: int, conditions: str = "feature") -> DayCost:
    person = PersonDay(
        "Pat Ro",
        CREW,
        deal.hourly,
        Moment(DAY, 420),
        Moment(DAY, out),
        (LUNCH,),
        conditions=frozenset({conditions}),
        daily=deal.daily,
        guarantee_tenths=deal.guarantee_tenths,
    )
    return cost_of_day(person, default_book())


def test_a_day_within_its_guarantee_pays_the_day_rate_and_not_a_cent_more() -> None:
    """Wrap at 7:00P: 11.5 worked of 12; the half hour to come is no golden time."""
    deal = rates(700_00, "Day", 120)
    assert deal is not None

    assert cost(deal, 1140).total == 700_00
    assert cost(deal, 900).total == 700_00
    assert cost(deal, 1170).total == 8 * 50_00 + 350 * 75 + 5 * 10_00


def test_the_hourly_rate_of_an_odd_day_rate_keeps_its_parts_of_a_cent() -> None:
    """650.00 for 12 hours: 46.4286; the guaranteed day is 650.00 again."""
    deal = rates(650_00, "Day", 120)
    assert deal is not None

    day = cost(deal, 1140)

    assert day.total == 650_00
    assert "46.4286" in day.lines[0].why


@given(st.integers(100_00, 2000_00), st.integers(80, 140), st.integers(811, 1500))
def test_a_longer_day_never_pays_less_and_never_under_the_day_rate(
    rate: int, guarantee: int, out: int
) -> None:
    deal = rates(rate, "Day", guarantee)
    assert deal is not None

    hours = [cost(deal, out + more) for more in (0, 30)]

    paid = [day.total - day.money_of("meal") for day in hours]
    assert rate - 1 <= paid[0] + 1 <= paid[1] + 1


@given(
    st.sampled_from(["feature", "tv"]),
    st.integers(811, 1800),
    st.integers(1, 100_00),
    st.integers(1, 7),
)
def test_straight_overtime_golden_rest_and_meals_add_up(
    kind: str, out: int, hourly: int, work_day: int
) -> None:
    person = PersonDay(
        "Pat Ro",
        CREW,
        hourly,
        Moment(DAY, 420),
        Moment(DAY, out),
        (LUNCH,),
        conditions=frozenset({kind}),
        previous_out=Moment(DAY, 420 - 9 * 60),
        work_day=work_day,
    )
    day = cost_of_day(person, default_book())

    parts = (day.straight, day.overtime, day.golden, day.money_of("rest"), day.money_of("meal"))
    assert sum(parts) == day.total
    assert all(part >= 0 for part in parts)
    assert (day.golden > 0) == any(band.is_golden for band in day.hours.bands)
