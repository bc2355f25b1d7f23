"""Rest between days and the price of invading it, with the figures of the default Rules tab."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rest import (
    RestCheck,
    check_rest,
    days_off_between,
    earliest_free_call,
    invaded,
    invaded_minutes,
    required_rest,
    rest_between,
)
from poc_sheets.trade.rules import default_book
from poc_sheets.trade.terms import Terms

YESTERDAY, TODAY = date(2026, 3, 11), date(2026, 3, 12)
OUT = Moment(YESTERDAY, 22 * 60 + 12)
RATE = 40_00
DAY_PAY = 320_00


def terms(agreement: str = "IATSE West Coast", *conditions: str, on: date = TODAY) -> Terms:
    return Terms(default_book(), agreement, on, frozenset(conditions))


def check(call: int, agreement: str = "IATSE West Coast", *conditions: str) -> RestCheck:
    return check_rest(
        terms(agreement, *conditions), OUT, Moment(TODAY, call), hourly=RATE, day_pay=DAY_PAY
    )


def test_grips_called_at_half_past_seven_invade_forty_two_minutes() -> None:
    """Wrap 22:12 with 10 h rest: free from 8:12; 7:30 costs 0.7 h of double time."""
    found = check(7 * 60 + 30)

    assert found.earliest_free_call == Moment(TODAY, 8 * 60 + 12)
    assert (found.rest_minutes, found.invaded_minutes) == (558, 42)
    line = found.lines[0]
    assert (line.rule, line.tenths, line.factor) == ("rest.penalty_factor", 7, Decimal(2))
    assert line.money == 56_00
    for fact in ("10:12P", "7:30A", "0:42", "8:12A", "rest.daily, IATSE West Coast", "56.00"):
        assert fact in line.why


@pytest.mark.parametrize(("minutes", "tenths"), [(1, 5), (13, 5), (30, 5), (36, 6), (37, 7)])
def test_half_an_hour_is_the_least_then_tenths(minutes: int, tenths: int) -> None:
    call = Moment(TODAY, 8 * 60 + 12 - minutes)

    assert invaded(OUT, call, 600, least_tenths=5) == tenths
    assert check(call.minutes).lines[0].tenths == tenths


def test_before_november_2024_an_invasion_paid_straight_time() -> None:
    night = Moment(date(2024, 10, 1), OUT.minutes)
    call = Moment(date(2024, 10, 2), 7 * 60 + 30)

    found = check_rest(terms(on=call.day), night, call, hourly=RATE, day_pay=DAY_PAY)

    assert (found.lines[0].factor, found.lines[0].tenths) == (Decimal(1), 7)


def test_whole_rest_costs_nothing() -> None:
    found = check(8 * 60 + 12)

    assert (found.lines, found.breaches, found.invaded_minutes) == ((), (), 0)


def test_a_camera_operator_rests_an_hour_longer_and_on_distant_location_an_hour_less() -> None:
    assert check(7 * 60, "IATSE West Coast", "camera operator").required_minutes == 660
    assert check(7 * 60, "IATSE West Coast", "distant").required_minutes == 540
    both = check(7 * 60, "IATSE West Coast", "distant", "camera operator")
    assert both.required_minutes == 600


def test_less_than_five_hours_of_rest_makes_one_day_of_two() -> None:
    found = check(3 * 60)

    assert found.is_continuous
    assert found.lines == ()
    assert (found.required_rule, found.required_minutes) == ("rest.daily", 600)
    assert found.breaches[0].rule == "rest.continuous_under"
    assert not check(3 * 60 + 12).is_continuous


def test_a_performer_gets_the_lesser_of_a_days_pay_and_the_cap() -> None:
    call = Moment(TODAY, 9 * 60)
    costs = [
        check_rest(terms("SAG-AFTRA"), OUT, call, hourly=0, day_pay=day_pay).lines[0].money
        for day_pay in (800_00, 1_246_00)
    ]

    assert costs == [800_00, 950_00]


def test_an_assistant_director_gets_a_quarter_of_a_day_for_each_hour_begun() -> None:
    """Company wrap 22:12 and an hour, call 7:00 less an hour: 6:48 of 9:00, three hours begun."""
    found = check(7 * 60, "DGA")

    assert (found.rest_minutes, found.invaded_minutes) == (408, 132)
    assert found.earliest_free_call == Moment(TODAY, 9 * 60 + 12)
    assert (found.lines[0].count, found.lines[0].money) == (3, 240_00)


def test_background_on_set_has_no_rest_to_invade() -> None:
    found = check(3 * 60, "SAG-AFTRA Background")

    assert (found.required_minutes, found.lines) == (None, ())


def test_non_union_rest_is_a_breach_without_a_price() -> None:
    found = check(7 * 60, "Non-union California")

    assert found.lines == ()
    assert found.breaches[0].rule == "rest.daily"


def test_a_penalty_that_nobody_filled_in_is_a_finding_and_no_guess() -> None:
    driver = terms("Teamsters 399")

    found = check_rest(driver, OUT, Moment(TODAY, 5 * 60), hourly=RATE, day_pay=DAY_PAY)

    assert found.invaded_minutes == 72
    assert found.lines == ()
    assert [finding.problem for finding in driver.findings] == ["rule-blank"]


def test_the_earliest_free_call_after_a_performers_weekend_uses_the_shorter_rest() -> None:
    """Out Friday midnight: 54 hours end Monday 6:00A, so 5:30A is short and 6:00A is free."""
    out = Moment(date(2026, 3, 13), 24 * 60)
    free = Moment(date(2026, 3, 16), 6 * 60)

    def found(call: Moment) -> RestCheck:
        return check_rest(terms("SAG-AFTRA"), out, call, hourly=0, day_pay=1, days_off=2)

    assert found(Moment(free.day, 330)).earliest_free_call == free
    assert found(Moment(free.day, 330)).invaded_minutes == 150
    assert found(free).invaded_minutes == 0


@pytest.mark.parametrize(
    ("agreement", "days_off", "call", "hours"),
    [
        ("IATSE West Coast", 2, 360, 54),
        ("IATSE West Coast", 1, 360, 32),
        ("SAG-AFTRA", 2, 359, 56),
        ("SAG-AFTRA", 2, 360, 54),
        ("SAG-AFTRA", 1, 360, 36),
        ("DGA", 2, 360, 50),
        ("DGA", 1, 360, 33),
        ("Teamsters 399", 2, 360, 54),
    ],
)
def test_weekend_rest(agreement: str, days_off: int, call: int, hours: int) -> None:
    minutes, _ = required_rest(terms(agreement), Moment(TODAY, call), days_off)

    assert minutes == hours * 60


def test_a_fraturday_is_seen_from_the_dates() -> None:
    """Out Saturday 3:00A of Friday's day, call Monday 6:00A: 51 of 54 hours."""
    out, call = Moment(date(2026, 3, 13), 27 * 60), Moment(date(2026, 3, 16), 6 * 60)
    off = days_off_between(out, call)

    found = check_rest(terms(), out, call, hourly=RATE, day_pay=DAY_PAY, days_off=off)

    assert (off, found.required_rule, found.invaded_minutes) == (2, "rest.weekend_5", 180)
    assert found.lines[0].money == 240_00


def test_the_night_the_clocks_go_forward_costs_the_lost_hour() -> None:
    zone = "America/Los_Angeles"
    out, call = Moment(date(2026, 3, 7), 1320, zone), Moment(date(2026, 3, 8), 480, zone)

    found = check_rest(terms(on=call.day), out, call, hourly=RATE, day_pay=DAY_PAY)

    assert (found.rest_minutes, found.lines[0].tenths) == (540, 10)


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 900))
def test_a_call_at_the_earliest_free_time_invades_nothing(
    out: int, call: int, required: int
) -> None:
    left, arrived = Moment(YESTERDAY, out), Moment(YESTERDAY, call)

    assert invaded_minutes(left, earliest_free_call(left, required), required) == 0
    assert invaded_minutes(left, arrived, required) >= 0
    assert rest_between(left, left.after(required)) == required


@given(st.integers(300, 1000), st.integers(0, 200))
def test_an_earlier_call_never_costs_less_rest(call: int, earlier: int) -> None:
    def cost(at: int) -> int:
        found = check(at)
        return sum(line.money for line in found.lines) if not found.is_continuous else 10**9

    assert cost(max(240, call - earlier)) >= cost(call)
