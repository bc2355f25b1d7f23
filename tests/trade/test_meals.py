"""When meals are due and what late ones cost, with the figures of the default Rules tab."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.meals import Meal, MealCheck, check_meals, latest_meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import RuleBook, default_book
from poc_sheets.trade.terms import Terms

DAY = date(2026, 3, 12)
CREW = "IATSE West Coast"


def at(text: str) -> Moment:
    hours, minutes = text.split(":")
    return Moment(DAY, int(hours) * 60 + int(minutes))


def meal(start: str, end: str, *, is_extended: bool = False) -> Meal:
    return Meal(at(start), at(end), is_extended)


def check(
    *meals: Meal,
    agreement: str = CREW,
    conditions: str = "",
    call: str = "7:00",
    out: str = "19:00",
    **more: object,
) -> MealCheck:
    terms = Terms(default_book(), agreement, DAY, frozenset(conditions.split(", ")))
    facts: dict[str, object] = {"hourly": 50_00, **more}
    return check_meals(terms, at(call), at(out), meals, **facts)  # type: ignore[arg-type] # each test names the options it needs


def money(found: MealCheck) -> int:
    return sum(line.money for line in found.lines)


@pytest.mark.parametrize(
    ("agreement", "lunch", "penalty"),
    [
        (CREW, "13:31", 17_50),
        (CREW, "14:10", 30_00),
        ("SAG-AFTRA", "13:31", 60_00),
        ("SAG-AFTRA", "14:10", 110_00),
        ("SAG-AFTRA Background", "13:31", 17_50),
        ("Teamsters 399", "13:31", 22_50),
        (CREW, "13:30", 7_50),
        (CREW, "15:01", 55_00),
    ],
)
def test_a_late_lunch(agreement: str, lunch: str, penalty: int) -> None:
    """Due 1:00P; 31 minutes late are two penalties, 70 minutes three."""
    found = check(meal(lunch, "15:45"), agreement=agreement)

    assert money(found) == penalty


def test_the_reason_names_times_amounts_and_the_rule() -> None:
    why = check(meal("13:31", "14:01")).lines[0].why

    for fact in ("1:31P", "1:00P", "0:31", "7.50 + 10.00 = 17.50", "meal.penalties", CREW):
        assert fact in why


def test_television_in_the_studio_has_its_own_scale() -> None:
    assert money(check(meal("13:31", "14:01"), conditions="tv, studio")) == 19_50
    assert money(check(meal("13:31", "14:01"), conditions="tv, distant")) == 17_50


def test_twelve_minutes_of_grace_but_never_in_a_plan() -> None:
    assert money(check(meal("13:12", "13:42"))) == 0
    assert money(check(meal("13:13", "13:43"))) == 7_50
    assert money(check(meal("13:12", "13:42"), is_plan=True)) == 7_50


def test_no_grace_on_top_of_the_extension() -> None:
    assert money(check(meal("13:30", "14:00", is_extended=True))) == 0
    assert money(check(meal("13:31", "14:01", is_extended=True))) == 7_50


def test_drivers_have_no_grace_in_the_rules() -> None:
    assert money(check(meal("13:01", "13:31"), agreement="Teamsters 399")) == 10_00


def test_the_second_meal_counts_from_the_end_of_the_first() -> None:
    """Lunch until 1:30P, so the second meal is due by 7:30P."""
    lunch = meal("13:00", "13:30")

    assert money(check(lunch, out="19:42")) == 0
    late = check(lunch, out="20:01")
    assert (late.late[0].number, late.late[0].is_wrap, money(late)) == (2, True, 17_50)
    assert "no meal 2 before the wrap at 8:01P" in late.lines[0].why
    assert money(check(lunch, meal("19:30", "20:00"), out="23:00")) == 0


def test_a_day_without_any_meal() -> None:
    assert money(check(out="13:00")) == 0
    assert money(check(out="14:00")) == 17_50


def test_beyond_twenty_penalties_of_the_week_the_hourly_rate_is_paid() -> None:
    """The 20th is the last of the scale; the 21st pays 50.00."""
    found = check(meal("13:31", "14:01"), penalties_this_week=19)

    assert money(found) == 7_50 + 50_00
    assert "hourly rate" in found.lines[0].why
    assert money(check(meal("13:31", "14:01"), penalties_this_week=18)) == 17_50


def test_california_non_union_pays_one_hour_once_a_day() -> None:
    found = check(meal("14:10", "14:40"), agreement="Non-union California", out="22:00")

    assert (money(found), found.penalties) == (50_00, 1)


def test_assistant_directors_have_no_meal_penalties() -> None:
    assert check(agreement="DGA", out="23:00").lines == ()


def test_a_short_meal_is_no_meal_and_no_break() -> None:
    found = check(meal("12:30", "12:59"), out="14:00")

    assert found.breaks == ()
    assert money(found) == 17_50
    assert [breach.rule for breach in found.breaches] == ["meal.minimum"]


def test_of_a_long_meal_one_hour_is_unpaid() -> None:
    found = check(meal("12:30", "14:00"))

    assert found.breaks == ((at("12:30"), at("13:30")),)
    assert [breach.rule for breach in found.breaches] == ["meal.maximum"]


def test_a_meal_within_two_hours_of_the_call_does_not_count() -> None:
    found = check(meal("8:30", "9:00"), out="13:30")

    assert [breach.rule for breach in found.breaches] == ["meal.earliest"]
    assert money(found) == 7_50
    assert check(meal("9:00", "9:30"), out="13:30").breaches == ()


def test_meals_outside_the_day_or_over_each_other_are_named() -> None:
    found = check(meal("12:00", "12:30"), meal("12:15", "12:45"), meal("20:00", "20:30"))

    assert [breach.rule for breach in found.breaches] == ["meal.times", "meal.times"]
    assert len(found.breaks) == 1


def test_the_six_hour_rule_gives_the_latest_lunch() -> None:
    terms = Terms(default_book(), CREW, DAY)

    assert latest_meal(terms, at("7:12")) == at("13:12")
    assert latest_meal(Terms(default_book(), "DGA", DAY), at("7:12")) is None


def test_breakfast_brings_an_early_call_in_step_with_the_crew() -> None:
    """Called 5:30A, crew call 7:00A, breakfast 6:45 to 7:15: lunch is due by 1:00P."""
    terms, general = Terms(default_book(), CREW, DAY), at("7:00")
    breakfast = meal("6:45", "7:15")

    assert latest_meal(terms, at("5:30"), ndb=breakfast, general_call=general) == at("13:00")
    assert latest_meal(terms, at("5:30"), general_call=general) == at("11:30")


@pytest.mark.parametrize(
    ("breakfast", "rule"),
    [(meal("5:45", "6:15"), "ndb.within"), (meal("6:45", "7:10"), "ndb.minimum")],
)
def test_a_breakfast_that_does_not_count_says_why(breakfast: Meal, rule: str) -> None:
    found = check(
        meal("13:00", "13:30"), call="5:30", ndb=breakfast, general_call=at("7:00"), out="19:00"
    )

    assert found.breaches[0].rule == rule
    assert found.late[0].due == at("11:30")


def test_a_breakfast_without_a_known_crew_call_is_not_counted() -> None:
    found = check(meal("13:00", "13:30"), call="5:30", ndb=meal("6:45", "7:15"))

    assert found.breaches[0].rule == "ndb.counts_from"


def test_drivers_count_from_the_end_of_their_breakfast() -> None:
    terms = Terms(default_book(), "Teamsters 399", DAY)

    assert latest_meal(terms, at("4:00"), ndb=meal("5:30", "6:00")) == at("12:00")


def test_a_scale_without_its_unit_of_time_is_reported_once_a_meal_is_late() -> None:
    rows = [row for row in default_book().rules() if row.rule != "meal.penalty_unit_minutes"]
    terms = Terms(RuleBook(rows), CREW, DAY)

    found = check_meals(terms, at("7:00"), at("14:00"), [], hourly=50_00)

    assert found.lines == ()
    assert [finding.problem for finding in terms.findings] == ["rule-missing"]


def test_a_night_shoot_counts_across_midnight() -> None:
    """Call 6:00P, lunch 12:31A."""
    found = check(meal("24:31", "25:01"), call="18:00", out="30:00")

    assert money(found) == 17_50


@given(
    st.sampled_from([CREW, "SAG-AFTRA", "Non-union California", "Teamsters 399"]),
    st.integers(120, 600),
    st.integers(30, 90),
    st.integers(0, 600),
    st.integers(0, 200),
)
def test_a_later_wrap_never_makes_meals_cheaper_and_none_is_negative(
    agreement: str, lunch: int, length: int, after: int, later: int
) -> None:
    call = at("7:00")
    one = Meal(call.after(lunch), call.after(lunch + length))
    terms = Terms(default_book(), agreement, DAY)

    costs = [
        money(check_meals(terms, call, one.end.after(wrap), [one], hourly=50_00))
        for wrap in (after, after + later)
    ]

    assert 0 <= costs[0] <= costs[1]


@given(st.integers(0, 300), st.integers(0, 60), st.integers(0, 25))
def test_a_later_lunch_never_costs_less(late: int, more: int, week: int) -> None:
    def price(minutes: int) -> int:
        start = at("13:00").after(minutes)
        terms = Terms(default_book(), CREW, DAY)
        return money(
            check_meals(
                terms,
                at("7:00"),
                start.after(60),
                [Meal(start, start.after(30))],
                hourly=50_00,
                penalties_this_week=week,
            )
        )

    assert price(late + more) >= price(late)
