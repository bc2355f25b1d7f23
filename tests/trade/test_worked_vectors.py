"""The worked examples and the table of agreements that the trade's specification states."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from poc_sheets.trade.calls import CallSpec, Offset, PersonCall, Pin, push
from poc_sheets.trade.costs import AccountCost, Mode, Relief, line_state
from poc_sheets.trade.day_cost import PersonDay, cost_of_day
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.petty_cash import EnvelopeState
from poc_sheets.trade.rule_values import DayStep, Step
from poc_sheets.trade.rules import default_book
from poc_sheets.trade.terms import Terms

ON = date(2025, 3, 12)
WEST, CITY, SAG, EXTRAS = (
    "IATSE West Coast",
    "IATSE Area Standards",
    "SAG-AFTRA",
    "SAG-AFTRA Background",
)
DGA, DRIVERS, NON_UNION = "DGA", "Teamsters 399", "Non-union California"
AD = "first assistant director"


def value(rule: str, agreement: str, conditions: str = "", on: date = ON) -> object:
    given = frozenset(part for part in conditions.split(", ") if part)
    return default_book().value(agreement, rule, on, given)


@pytest.mark.parametrize(
    ("rule", "agreement", "conditions", "hours"),
    [
        ("rest.daily", WEST, "", 10), ("rest.daily", WEST, "studio", 10),
        ("rest.daily", WEST, "camera operator", 11), ("rest.daily", WEST, "distant", 9),
        ("rest.daily", WEST, "director of photography, bus-to", 10),
        ("rest.daily", SAG, "", 12), ("rest.daily", SAG, "nearby exterior", 10),
        ("rest.daily", SAG, "overnight, feature", 11), ("rest.daily", DGA, "", 9),
        ("rest.daily", DRIVERS, "", 8), ("rest.daily", NON_UNION, "", 10),
        ("rest.margin_after_wrap", DGA, "", 1), ("rest.margin_before_call", DGA, "", 1),
        ("rest.weekend_5", WEST, "", 54), ("rest.weekend_5", WEST, "weekend exception", 50),
        ("rest.weekend_6", WEST, "", 32), ("rest.weekend_5", SAG, "", 56),
        ("rest.weekend_5_late_call", SAG, "", 54), ("rest.weekend_5_late_call_from", SAG, "", 6),
        ("rest.weekend_6", SAG, "", 36), ("rest.weekend_5", DGA, "", 50),
        ("rest.weekend_6", DGA, "", 33), ("rest.weekend_5", DRIVERS, "", 54),
        ("rest.weekend_6", DRIVERS, "", 32), ("rest.continuous_under", WEST, "", 5),
        ("meal.first_within", WEST, "", 6), ("meal.next_within", WEST, "", 6),
        ("meal.earliest", WEST, "", 2), ("meal.first_within", SAG, "", 6),
        ("ndb.within", SAG, "", 2), ("ndb.within", DRIVERS, "", 2),
        ("meal.first_within", NON_UNION, "", 6),
        ("call.change_before", WEST, "", 20), ("call.push_notice", WEST, "", 9),
        ("call.cancel_before", WEST, "", 18), ("call.cancel_pay", WEST, "", 8),
        ("call.callback_by", SAG, "", 17), ("call.change_before", DGA, "", 16),
        ("call.cancel_before", EXTRAS, "", 18), ("weather.cancel_notice", WEST, "", 4),
        ("weather.cancel_pay", WEST, "", 4), ("weather.hold", SAG, "", 4),
        ("fatigue.housing_over", WEST, "", 14), ("fatigue.housing_over", CITY, "", 14),
        ("fatigue.housing_over", WEST, "secondary zone", 12),
        ("fatigue.safety_meeting_after", DGA, "", 16), ("hours.cap", NON_UNION, "background", 16),
        ("call.issue_within", CITY, "", 1),
    ],
)  # fmt: skip
def test_hours_of_the_table_of_agreements(
    rule: str, agreement: str, conditions: str, hours: int
) -> None:
    assert value(rule, agreement, conditions) == hours * 60


@pytest.mark.parametrize(
    ("rule", "agreement", "conditions", "expected"),
    [
        ("rest.daily", EXTRAS, "", None), ("rest.penalty_kind", NON_UNION, "", None),
        ("meal.first_within", DGA, "", None), ("rest.penalty_kind", WEST, "", "hours"),
        ("rest.penalty_factor", WEST, "", Decimal(2)), ("rest.penalty_minimum_tenths", WEST, "", 5),
        ("rest.flat_penalty_cap", SAG, "", 950_00), ("rest.penalty_day_share", DGA, "", Decimal("0.25")),
        ("meal.minimum", WEST, "", 30), ("meal.maximum", WEST, "", 60), ("ndb.minimum", SAG, "", 15),
        ("meal.grace", WEST, "", 12), ("meal.grace", SAG, "", 12), ("meal.extension", WEST, "", 30),
        ("meal.penalties", WEST, "", (7_50, 10_00, 12_50)),
        ("meal.penalties", WEST, "tv, studio", (8_50, 11_00, 13_50)),
        ("meal.penalties", SAG, "", (25_00, 35_00, 50_00)),
        ("meal.penalties", DRIVERS, "", (10_00, 12_50, 15_00)),
        ("meal.penalties", EXTRAS, "", (7_50, 10_00, 12_50)),
        ("meal.penalties", NON_UNION, "", (Decimal(1),)), ("meal.weekly_reversion", WEST, "", 20),
        ("meal.penalty_unit_minutes", WEST, "", 30),
        ("consecutive.days", CITY, "", 14), ("consecutive.factor", CITY, "", Decimal(1)),
        ("weather.cancel_share", SAG, "", Decimal("0.5")),
        ("weather.cancel_share", DGA, "daily second second assistant director", Decimal("0.5")),
        ("zone.radius_miles", WEST, "", 30), ("mileage.per_mile", WEST, "", Decimal("0.30")),
        ("mileage.per_mile", EXTRAS, "", Decimal("0.30")), ("per_diem.incidentals", DGA, "", 24_00),
        ("pay.day_factor", DGA, "6th day", Decimal("1.5")), ("pay.day_factor", DGA, "7th day", Decimal(2)),
    ],
)  # fmt: skip
def test_other_figures_of_the_table_of_agreements(
    rule: str, agreement: str, conditions: str, expected: object
) -> None:
    assert value(rule, agreement, conditions) == expected


def steps(*parts: tuple[str, float, str]) -> tuple[Step, ...]:
    return tuple(
        Step(Decimal(factor), int(after * 60), "elapsed" if basis == "elapsed" else "worked")
        for factor, after, basis in parts
    )


@pytest.mark.parametrize(
    ("agreement", "conditions", "expected"),
    [
        (WEST, "tv, studio", steps(("1.5", 8, ""), ("2", 12, ""), ("3", 15, "elapsed"))),
        (WEST, "feature", steps(("1.5", 8, ""), ("2", 12, "elapsed"), ("3", 15, "elapsed"))),
        (WEST, "feature, distant", steps(("1.5", 8, ""), ("2", 14, "elapsed"), ("3", 15, "elapsed"))),
        (WEST, "feature, 6th day", steps(("1.5", 0, ""), ("3", 12, "elapsed"), ("4.5", 15, "elapsed"))),
        (WEST, "feature, 7th day", steps(("2", 0, ""), ("4", 12, "elapsed"), ("6", 15, "elapsed"))),
        (SAG, "", steps(("1.5", 8, ""), ("2", 10, ""))),
        (SAG, "7th day", steps(("2", 0, ""))),
        (DRIVERS, "", steps(("1.5", 8, ""), ("2", 14, "elapsed"), ("3", 16, "elapsed"))),
        (DRIVERS, "local location", steps(("1.5", 8, ""), ("2.5", 14, "elapsed"), ("3", 16, "elapsed"))),
        (NON_UNION, "background", steps(("1.5", 8, ""), ("2", 10, ""))),
    ],
)  # fmt: skip
def test_overtime_of_the_table_of_agreements(
    agreement: str, conditions: str, expected: tuple[Step, ...]
) -> None:
    assert value("overtime.steps", agreement, conditions) == expected


def test_days_paid_again_of_the_table_of_agreements() -> None:
    """Assistant directors after 13 hours, the UPM after 16; background a day for each hour past 16."""
    first = value("overtime.day_steps", DGA, AD)
    manager = value("overtime.day_steps", DGA, "unit production manager")
    extras = value("overtime.day_steps", EXTRAS)

    assert isinstance(first, tuple)
    assert isinstance(manager, tuple)
    assert (first[0].after, manager[0].after) == (13 * 60, 16 * 60)
    assert extras == (DayStep(Decimal(1), 16 * 60, 60, "worked"),)


@pytest.mark.parametrize(
    ("on", "day", "meals"),
    [
        (date(2024, 8, 3), 59_50, None),
        (date(2024, 8, 4), 70_00, (14_00, 21_00, 35_00)),
        (date(2026, 8, 2), 75_00, (16_00, 22_00, 37_00)),
    ],
)
def test_per_diem_of_area_standards(on: date, day: int, meals: tuple[int, int, int] | None) -> None:
    assert value("per_diem.day", CITY, on=on) == day
    if meals:
        names = ("breakfast", "lunch", "dinner")
        assert tuple(value(f"per_diem.{name}", CITY, on=on) for name in names) == meals


def test_living_allowance_of_nearby_hires_in_2023() -> None:
    on = date(2023, 9, 1)
    assert (
        value("per_diem.nearby_day", CITY, on=on),
        value("per_diem.nearby_week", CITY, on=on),
    ) == (91_00, 637_00)


@pytest.mark.parametrize(("kind", "money"), [("tv, studio", 850_00), ("feature", 862_50)])
def test_the_day_of_thirteen_and_a_half_hours(kind: str, money: int) -> None:
    """$50 an hour, call 07:00, lunch 13:00 to 13:30, wrap 21:00."""
    person = PersonDay(
        "Grip",
        WEST,
        50_00,
        Moment(ON, 420),
        Moment(ON, 1260),
        (Meal(Moment(ON, 780), Moment(ON, 810)),),
        conditions=frozenset(kind.split(", ")),
    )
    day = cost_of_day(person, default_book())

    assert day.straight + day.overtime + day.golden == money


@pytest.mark.parametrize(
    ("mode", "held", "actual", "committed", "changes", "expected"),
    [
        ("Auto", None, 4_200, 1_800, 0, (4_000, 10_000, 0)),
        ("Auto", None, 4_200, 6_800, 0, (0, 11_000, 1_000)),
        ("Hold ETC", 5_000, 4_200, 1_800, 0, (5_000, 11_000, 1_000)),
        ("Hold ETC", 5_000, 4_700, 1_800, 0, (5_000, 11_500, 1_500)),
        ("Hold EFC", 9_500, 4_200, 1_800, 0, (3_500, 9_500, -500)),
        ("Hold EFC", 9_500, 4_700, 1_800, 0, (3_000, 9_500, -500)),
        ("Hold EFC", 11_000, 4_200, 1_800, 1_500, (5_000, 11_000, -500)),
    ],
)
def test_the_cost_report_row_in_every_mode(
    mode: Mode,
    held: int | None,
    actual: int,
    committed: int,
    changes: int,
    expected: tuple[int, int, int],
) -> None:
    """Budget 10,000; the last one has an approved overage of 1,500."""
    row = AccountCost(10_000, changes, actual, committed, mode, held)

    assert (row.to_complete, row.final_cost, row.variance) == expected


def test_the_other_column_of_the_cost_report_has_the_same_final_cost() -> None:
    """Cost to complete as commitments and the estimate: 5,800 beside 4,200."""
    row = AccountCost(10_000, 0, 4_200, 1_800)
    assert row.committed + row.to_complete == 5_800
    assert row.actual + row.committed + row.to_complete == row.final_cost == 10_000


def test_a_purchase_order_is_relieved_line_by_line() -> None:
    """1,200 of 3,000; a change order of 500; 2,400 goes 100 over; the other line stays whole."""
    assert line_state(3_000_00, [Relief(1_200_00)]).open == 1_800_00
    over = line_state(3_500_00, [Relief(1_200_00), Relief(2_400_00)])
    other = line_state(800_00, [])
    assert (over.open, over.over, other.open) == (0, 100_00, 800_00)


def test_an_envelope_with_and_without_the_alcohol() -> None:
    """212.47, 31.05 and 18.00 of a float of 500.00, 237.48 counted."""
    whole = EnvelopeState(212_47 + 31_05 + 18_00, 0, 500_00, 237_48)
    less = EnvelopeState(212_47 + 31_05 + 18_00, 31_05, 500_00, 237_48)
    assert (whole.over_short, whole.replenish) == (-1_00, 261_52)
    assert (less.replenish, less.owed - whole.owed) == (230_47, 31_05)


def test_the_push_of_the_day_with_its_rest() -> None:
    """Crew 7:00, grips 6:30, pins 6:00 and 5:30; an hour later the grips invade 0:42 of their rest."""

    def at(hour: int, minute: int = 0) -> datetime:
        return datetime(2025, 3, 12, hour, minute)  # noqa: DTZ001  (a call sheet's times are local)

    departments: dict[str, CallSpec] = {"Grip": Offset(timedelta(minutes=-30))}
    people = [
        PersonCall("Grip", "Grip"),
        PersonCall("Key Grip", "Grip", Pin(at(6))),
        PersonCall("Caterer", "Catering", Pin(at(5, 30))),
    ]

    pushed = push(at(7), departments, people, timedelta(hours=1))

    assert pushed.general == at(8)
    assert [(call.person, call.at) for call in pushed.calls] == [
        ("Grip", at(7, 30)), ("Key Grip", at(6)), ("Caterer", at(5, 30)),
    ]  # fmt: skip
    assert [call.person for call in pushed.kept] == ["Key Grip", "Caterer"]
    wrap = Moment(date(2025, 3, 11), 22 * 60 + 12)
    day = PersonDay("Grip", WEST, 50_00, Moment(ON, 450), Moment(ON, 900), conditions=frozenset({"feature"}), previous_out=wrap)  # fmt: skip
    rest = cost_of_day(day, default_book()).rest
    assert rest is not None
    assert rest.earliest_free_call == Moment(ON, 8 * 60 + 12)
    assert (rest.invaded_minutes, rest.lines[0].tenths, rest.lines[0].factor) == (42, 7, Decimal(2))


def test_terms_of_the_day_are_dated() -> None:
    """The rest penalty doubled in November 2024."""
    assert Terms(default_book(), WEST, date(2024, 11, 2)).number("rest.penalty_factor") == 1
    assert Terms(default_book(), WEST, date(2024, 11, 3)).number("rest.penalty_factor") == 2
