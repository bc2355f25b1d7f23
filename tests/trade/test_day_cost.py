"""What a day costs, and what tomorrow's calls would cost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.problems import Place
from poc_sheets.trade.day_cost import DayCost, PersonDay, cost_of_day
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment, tenths_up
from poc_sheets.trade.rules import RuleBook, default_book
from poc_sheets.trade.tomorrow_cost import what_tomorrow_costs

YESTERDAY, TODAY = date(2026, 3, 11), date(2026, 3, 12)
CREW = "IATSE West Coast"


def at(text: str, day: date = TODAY) -> Moment:
    hours, minutes = text.split(":")
    return Moment(day, int(hours) * 60 + int(minutes))


LUNCH = Meal(at("13:00"), at("13:30"))
GRIP = PersonDay(
    "Sam Okafor",
    CREW,
    40_00,
    at("7:30"),
    at("20:00"),
    (LUNCH,),
    conditions=frozenset({"feature"}),
    previous_out=at("22:12", YESTERDAY),
    department="Grip",
    place=Place("Crew", 12),
)


def cost(person: PersonDay) -> DayCost:
    return cost_of_day(person, default_book())


def test_a_grip_with_a_short_night() -> None:
    """7:30 to 20:00 with lunch: 12 worked; 0.7 of rest invaded; second meal due 7:30P."""
    day = cost(GRIP)

    assert day.hours.worked_tenths == 120
    assert [(line.rule, line.tenths or line.count, line.money) for line in day.lines] == [
        ("overtime.steps", 80, 320_00),
        ("overtime.steps", 35, 210_00),
        ("overtime.steps", 5, 40_00),
        ("meal.penalties", 1, 7_50),
        ("rest.penalty_factor", 7, 56_00),
    ]
    assert day.total == 633_50
    assert (day.money_of("rest"), day.money_of("meal")) == (56_00, 7_50)
    assert day.premium == 633_50 - 12 * 40_00
    assert day.is_complete


def test_every_line_says_its_rule_and_its_amount() -> None:
    for line in cost(GRIP).lines:
        assert line.rule in line.why
        assert f"{line.money / 100:,.2f}" in line.why


def test_the_sixth_day_comes_from_the_work_week() -> None:
    day = cost(replace(GRIP, work_day=6, previous_out=None, meals=(LUNCH,), out=at("19:30")))

    assert [line.money for line in day.lines] == [690_00]


def test_under_five_hours_of_rest_the_hours_of_the_day_before_count_on() -> None:
    """Out 26:00 after 18 h elapsed, call 6:30: all of the day is triple time."""
    person = replace(
        GRIP,
        call=at("6:30"),
        out=at("10:00"),
        meals=(),
        previous_call=at("8:00", YESTERDAY),
        previous_out=at("26:00", YESTERDAY),
        previous_worked_tenths=170,
    )

    day = cost(person)

    assert [(line.rule, float(line.factor)) for line in day.lines] == [
        ("overtime.steps", 3),
        ("guarantee.hours", 3),
    ]
    unknown = cost(replace(person, previous_call=None))
    assert [finding.problem for finding in unknown.findings] == ["earlier-day-unknown"]
    assert not unknown.is_complete


def test_the_fifteenth_day_in_a_row_pays_additional_straight_time() -> None:
    person = replace(GRIP, agreement="IATSE Area Standards", previous_out=None, out=at("19:30"))

    day = cost(replace(person, consecutive_day=15))

    assert day.total - cost(replace(person, consecutive_day=14)).total == 11.5 * 40_00
    assert day.lines[-1].rule == "consecutive.factor"


def test_after_fourteen_hours_housing_is_to_be_offered() -> None:
    long = cost(replace(GRIP, previous_out=None, out=at("21:36")))

    assert [breach.rule for breach in long.breaches] == ["fatigue.housing_over"]
    assert "14:06" in long.breaches[0].why
    assert cost(replace(GRIP, previous_out=None, out=at("21:30"))).breaches == ()
    zone = frozenset({"feature", "secondary zone"})
    assert cost(replace(GRIP, previous_out=None, conditions=zone)).breaches != ()


def test_non_union_background_must_stop_at_sixteen_hours() -> None:
    person = replace(
        GRIP,
        agreement="Non-union California",
        conditions=frozenset({"background"}),
        out=at("24:30"),
        previous_out=None,
    )

    assert "hours.cap" in [breach.rule for breach in cost(person).breaches]


@pytest.mark.parametrize(
    ("out", "problem"), [(None, "out-missing"), (at("7:00"), "out-before-call")]
)
def test_without_a_usable_out_there_is_no_cost_but_a_finding(
    out: Moment | None, problem: str
) -> None:
    day = cost(replace(GRIP, out=out))

    assert (day.total, day.lines) == (0, ())
    assert [(finding.problem, finding.place.row) for finding in day.findings] == [(problem, 12)]


def test_an_agreement_that_nobody_wrote_down_costs_nothing_and_says_so_once() -> None:
    day = cost(replace(GRIP, agreement="Local 9999"))

    assert (day.total, day.is_complete) == (0, False)
    assert [finding.problem for finding in day.findings] == ["agreement-unknown"]


def test_a_mistyped_condition_is_named() -> None:
    day = cost(replace(GRIP, conditions=frozenset({"Feature", "distnat"})))

    assert [finding.problem for finding in day.findings] == ["condition-unknown"]
    assert "distnat" in day.findings[0].title


def test_an_empty_rules_tab_is_reported() -> None:
    assert cost_of_day(GRIP, RuleBook([])).findings[0].problem == "agreement-unknown"


def test_wages_in_yen_have_no_cents() -> None:
    day = cost_of_day(replace(GRIP, hourly=4000, meals=(), out=at("12:00")), default_book())

    assert day.lines[0].money == 18_000


def test_tomorrows_call_sheet_before_it_is_published() -> None:
    """Three grips at 7:30 after a 22:12 wrap, planned wrap 20:00, lunch 13:42."""
    grips = [replace(GRIP, name=name, out=None, meals=()) for name in ("Sam", "Ada", "Lee")]
    actor = PersonDay("Kim", "SAG-AFTRA", 150_00, at("8:00"), previous_out=at("20:30", YESTERDAY))
    lunch = Meal(at("13:42"), at("14:12"))

    draft = what_tomorrow_costs([*grips, actor], default_book(), wrap=at("20:00"), lunch=lunch)

    crew, cast = draft.by_agreement().values()
    assert (crew.people, crew.rest) == (3, 3 * 56_00)
    assert crew.meals == 3 * 7_50
    assert (cast.rest, cast.meals) == (950_00, 0)
    assert draft.total == crew.total + cast.total == sum(day.total for day in draft.days)
    names = [name for name, line in draft.avoidable if line.rule.startswith("rest.")]
    assert names == ["Sam", "Ada", "Lee", "Kim"]
    free = draft.days[0].rest
    assert free is not None
    assert free.earliest_free_call == at("8:12")


def test_a_draft_without_a_wrap_says_what_is_missing() -> None:
    draft = what_tomorrow_costs([replace(GRIP, out=None)], default_book())

    assert draft.total == 0
    assert [finding.problem for finding in draft.findings] == ["out-missing"]


def test_lunch_is_not_given_to_those_called_after_it() -> None:
    late = replace(GRIP, call=at("15:00"), out=None, meals=(), previous_out=None)

    draft = what_tomorrow_costs([late], default_book(), wrap=at("20:00"), lunch=LUNCH)

    assert draft.days[0].hours.worked_tenths == 50
    assert draft.days[0].breaches == ()


PEOPLE = st.sampled_from(
    [
        GRIP,
        replace(GRIP, conditions=frozenset({"tv", "studio"}), work_day=7),
        replace(GRIP, agreement="IATSE Area Standards", consecutive_day=15),
        replace(GRIP, agreement="SAG-AFTRA", work_day=6),
        replace(GRIP, agreement="SAG-AFTRA Background"),
        replace(GRIP, agreement="DGA", conditions=frozenset({"unit production manager"}), daily=1),
        replace(GRIP, agreement="Non-union California", guarantee_tenths=120),
    ]
)


@given(PEOPLE, st.integers(370, 1300), st.integers(0, 400), st.integers(1, 200_00))
def test_a_later_wrap_never_costs_less_and_no_line_is_negative(
    person: PersonDay, span: int, later: int, rate: int
) -> None:
    days = [
        cost(replace(person, hourly=rate, out=person.call.after(span + more)))
        for more in (0, later)
    ]

    assert days[0].total <= days[1].total
    assert all(line.money >= 0 for day in days for line in day.lines)
    assert all(day.hours.worked_tenths == tenths_up(day.hours.worked_minutes) for day in days)
    # Hours and guarantee are each rounded to the cent.
    assert all(day.premium >= -1 for day in days)
