"""Hours in bands, with the figures of the default Rules tab."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.moment import Moment, tenths_up
from poc_sheets.trade.overtime import (
    Band,
    Break,
    Earlier,
    Hours,
    bands_of,
    cost_of_hours,
    worked_minutes,
)
from poc_sheets.trade.rule_values import Step
from poc_sheets.trade.rules import default_book
from poc_sheets.trade.terms import Terms

DAY = date(2026, 3, 12)
CREW = "IATSE West Coast"


def at(text: str) -> Moment:
    hours, minutes = text.split(":")
    return Moment(DAY, int(hours) * 60 + int(minutes))


LUNCH: tuple[Break, ...] = ((at("13:00"), at("13:30")),)


def cost(
    *conditions: str, agreement: str = CREW, out: str = "21:00", on: date = DAY, rate: int = 50_00
) -> Hours:
    terms = Terms(default_book(), agreement, on, frozenset(conditions))
    return cost_of_hours(terms, at("7:00"), at(out), LUNCH, hourly=rate)


def bands(hours: Hours) -> list[tuple[float, float]]:
    return [(band.tenths / 10, float(band.factor)) for band in hours.bands]


def money(hours: Hours) -> int:
    return sum(line.money for line in hours.lines)


def test_television_counts_golden_time_from_hours_worked() -> None:
    """$50/h, 07:00 to 21:00, half an hour of lunch: 8 at 1, 4 at 1.5, 1.5 at 2."""
    hours = cost("tv", "studio")

    assert bands(hours) == [(8, 1), (4, 1.5), (1.5, 2)]
    assert money(hours) == 850_00


def test_features_count_golden_time_from_hours_elapsed() -> None:
    hours = cost("feature")

    assert bands(hours) == [(8, 1), (3.5, 1.5), (2, 2)]
    assert money(hours) == 862_50


def test_on_distant_location_golden_time_begins_after_fourteen() -> None:
    assert bands(cost("feature", "distant")) == [(8, 1), (5.5, 1.5)]


def test_triple_time_begins_after_fifteen_hours_elapsed() -> None:
    hours = cost("feature", out="23:00")

    assert bands(hours) == [(8, 1), (3.5, 1.5), (3, 2), (1, 3)]
    assert "after 15 hours elapsed" in hours.lines[-1].why


def test_there_was_no_triple_time_before_august_2024() -> None:
    assert bands(cost("feature", out="23:00", on=date(2024, 8, 3)))[-1] == (4, 2)


def test_sixth_and_seventh_day() -> None:
    assert bands(cost("feature", "6th day", out="23:00")) == [(11.5, 1.5), (3, 3), (1, 4.5)]
    assert bands(cost("feature", "7th day", out="23:00")) == [(11.5, 2), (3, 4), (1, 6)]
    assert bands(cost("tv", "holiday", out="23:00")) == [(12, 2), (2.5, 4), (1, 6)]


def test_performers_and_background() -> None:
    assert bands(cost(agreement="SAG-AFTRA")) == [(8, 1), (2, 1.5), (3.5, 2)]
    extra = cost(agreement="SAG-AFTRA Background", out="23:36", rate=27_00)
    assert bands(extra) == [(8, 1), (2, 1.5), (6, 2), (0.1, 0)]
    assert [line.rule for line in extra.lines][-1] == "overtime.day_steps"
    assert extra.lines[-1].money == 216_00


def test_drivers_on_a_local_location_earn_two_and_a_half() -> None:
    hours = cost("local location", agreement="Teamsters 399", out="23:30")

    assert bands(hours) == [(8, 1), (5.5, 1.5), (2, 2.5), (0.5, 3)]


def test_an_assistant_director_is_paid_by_the_day_and_its_parts() -> None:
    """14 hours: half a day more after 13, nothing yet after 15."""
    terms = Terms(default_book(), "DGA", DAY, frozenset({"first assistant director", "6th day"}))

    hours = cost_of_hours(terms, at("7:00"), at("21:00"), hourly=0, daily=1_200_00)

    assert [line.money for line in hours.lines] == [1_800_00, 600_00]
    assert terms.findings == []


def test_a_day_payer_without_a_day_rate_is_a_finding() -> None:
    terms = Terms(default_book(), "DGA", DAY)

    cost_of_hours(terms, at("7:00"), at("19:00"), hourly=0)

    assert "day-rate-missing" in [finding.problem for finding in terms.findings]


def test_without_the_kind_of_production_nothing_is_guessed() -> None:
    terms = Terms(default_book(), CREW, DAY)

    hours = cost_of_hours(terms, at("7:00"), at("21:00"), LUNCH, hourly=50_00)

    assert (hours.lines, hours.bands, hours.worked_minutes) == ((), (), 810)
    assert "feature" in terms.findings[0].what


def test_the_minimum_call_is_paid_and_said() -> None:
    hours = cost("feature", out="12:00")

    assert hours.worked_tenths == 50
    assert [(line.rule, line.tenths) for line in hours.lines] == [
        ("overtime.steps", 50),
        ("guarantee.hours", 30),
    ]
    assert money(hours) == 400_00


def test_a_guarantee_of_the_deal_memo_goes_before_the_minimum_call() -> None:
    """Ten hours guaranteed, five worked: 5 + 3 at 1, 2 at 1.5."""
    terms = Terms(default_book(), CREW, DAY, frozenset({"tv"}))

    hours = cost_of_hours(terms, at("7:00"), at("12:00"), hourly=50_00, guarantee_tenths=100)

    assert [(line.tenths, float(line.factor)) for line in hours.lines] == [
        (50, 1),
        (30, 1),
        (20, 1.5),
    ]


def test_a_day_that_continues_the_one_before_begins_in_its_bands() -> None:
    """13 hours worked, 18 elapsed when the short rest ends: all of it is triple time."""
    steps = (Step(Decimal(2), 720), Step(Decimal(3), 900, "elapsed"))

    found = bands_of(steps, at("3:00"), at("6:00"), earlier=Earlier(worked=780, elapsed=1080))

    assert found == (Band(30, Decimal(3), steps[1]),)


def test_lunch_after_wrap_takes_nothing_away() -> None:
    assert worked_minutes(at("7:00"), at("12:00"), LUNCH) == 300
    assert worked_minutes(at("7:00"), at("13:15"), LUNCH) == 360


KINDS = st.sampled_from(
    [
        (CREW, "feature"),
        (CREW, "tv, studio"),
        (CREW, "feature, distant, 6th day"),
        (CREW, "tv, 7th day"),
        ("SAG-AFTRA", ""),
        ("SAG-AFTRA Background", ""),
        ("Teamsters 399", "local location"),
        ("Non-union California", ""),
        ("DGA", "first assistant director"),
    ]
)


@given(KINDS, st.integers(0, 1500), st.integers(0, 120), st.integers(1, 90))
def test_bands_add_up_to_the_hours_worked(
    kind: tuple[str, str], span: int, lunch_at: int, length: int
) -> None:
    terms = Terms(default_book(), kind[0], DAY, frozenset(kind[1].split(", ")))
    call, start = at("7:00"), at("12:00").after(lunch_at)
    breaks = [(start, start.after(length))]

    hours = cost_of_hours(terms, call, call.after(span), breaks, hourly=50_00, daily=400_00)

    assert hours.worked_tenths == tenths_up(hours.worked_minutes)
    assert all(band.tenths > 0 for band in hours.bands)


@given(KINDS, st.integers(390, 1500), st.integers(0, 300), st.integers(1, 300_00))
def test_a_later_wrap_never_costs_less(
    kind: tuple[str, str], span: int, later: int, rate: int
) -> None:
    terms = Terms(default_book(), kind[0], DAY, frozenset(kind[1].split(", ")))

    def price(minutes: int) -> int:
        out = at("7:00").after(minutes)
        hours = cost_of_hours(terms, at("7:00"), out, LUNCH, hourly=rate, daily=rate * 8)
        return money(hours)

    assert price(span + later) >= price(span) >= 0


@pytest.mark.parametrize("rate", [50_01, 33_33, 19_99])
def test_a_minute_at_a_time_the_price_only_rises(rate: int) -> None:
    """Cents round half away from zero; the guarantee must not give one back."""
    prices = [
        money(cost("tv", out=f"{h}:{m:02}", rate=rate)) for h in (13, 14, 15) for m in range(30, 60)
    ]

    assert prices == sorted(prices)
