"""Notice of calls, with the figures of the default Rules tab."""

from datetime import date

import pytest

from poc_sheets.trade.call_notice import check_change, check_issued, cost_of_cancelling
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import default_book
from poc_sheets.trade.terms import Terms

YESTERDAY, TODAY = date(2026, 3, 11), date(2026, 3, 12)
CREW = "IATSE West Coast"


def terms(agreement: str = CREW, *conditions: str) -> Terms:
    return Terms(default_book(), agreement, TODAY, frozenset(conditions))


def yesterday(hour: int, minute: int = 0) -> Moment:
    return Moment(YESTERDAY, hour * 60 + minute)


def today(hour: int, minute: int = 0) -> Moment:
    return Moment(TODAY, hour * 60 + minute)


def test_the_call_is_due_within_an_hour_of_wrap_under_area_standards_only() -> None:
    wrap = yesterday(22, 12)
    city = terms("IATSE Area Standards")

    assert check_issued(city, wrap, yesterday(23, 12)) is None
    late = check_issued(city, wrap, yesterday(23, 13))
    assert late is not None
    assert "1:01 after wrap at 10:12P" in late.why
    assert check_issued(terms(), wrap, yesterday(23, 50)) is None


@pytest.mark.parametrize(
    ("new", "told", "is_in_time"),
    [
        (today(6), yesterday(19, 59), True),
        (today(6), yesterday(20), False),
        (today(8), yesterday(23), True),
        (today(8), yesterday(23, 1), False),
        (today(7), yesterday(23, 59), True),
    ],
)
def test_a_call_changes_before_eight_or_later_with_nine_hours(
    new: Moment,
    told: Moment,
    is_in_time: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert (check_change(terms(), today(7), new, told) is None) == is_in_time


def test_assistant_directors_are_told_by_four() -> None:
    late = check_change(terms("DGA"), today(7), today(8), yesterday(16))

    assert late is not None
    assert "4:00P of the day before (call.change_before, DGA)" in late.why


def test_a_late_cancellation_pays_the_minimum_call() -> None:
    def cost(told: Moment) -> int | None:
        line = cost_of_cancelling(terms(), today(7), told, hourly=50_00, day_pay=400_00)
        return line.money if line else None

    assert cost(yesterday(17, 59)) is None
    assert cost(yesterday(18)) == 400_00


def test_a_weather_call_costs_half_where_it_is_cancelled_in_time() -> None:
    def cost(who: Terms, told: Moment) -> int | None:
        line = cost_of_cancelling(
            who, today(7), told, hourly=50_00, day_pay=400_00, is_weather=True
        )
        return line.money if line else None

    assert cost(terms(), today(3)) == 200_00
    assert cost(terms(), today(3, 1)) == 400_00
    assert cost(terms("SAG-AFTRA"), today(5)) == 200_00
    assert cost(terms("Teamsters 399"), today(5)) is None


def test_a_late_weather_call_without_a_price_is_a_finding() -> None:
    second = terms("DGA", "daily second second assistant director")

    line = cost_of_cancelling(second, today(7), today(5), hourly=0, day_pay=1, is_weather=True)

    assert line is None
    assert [finding.problem for finding in second.findings] == ["rule-missing"]
