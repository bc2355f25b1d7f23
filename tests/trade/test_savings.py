"""What another plan would save: each change worked out by itself."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.day_cost import DayCost, PersonDay, cost_of_day
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import default_book
from poc_sheets.trade.savings import Saving, savings

YESTERDAY, TODAY = date(2026, 3, 11), date(2026, 3, 12)


def at(text: str, day: date = TODAY) -> Moment:
    hours, minutes = text.split(":")
    return Moment(day, int(hours) * 60 + int(minutes))


GRIP = PersonDay(
    "Al Moe",
    "IATSE West Coast",
    50_00,
    at("7:30"),
    at("19:00"),
    (Meal(at("13:30"), at("14:00")),),
    general_call=at("8:00"),
    conditions=frozenset({"feature"}),
    previous_out=at("22:12", YESTERDAY),
    department="Grip",
)


def costs(*people: PersonDay) -> list[DayCost]:
    return [cost_of_day(person, default_book(), is_plan=True) for person in people]


def found(*people: PersonDay, pinned: tuple[PersonDay, ...] = ()) -> list[Saving]:
    return list(savings(costs(*people), default_book(), pinned=pinned))


def test_a_later_call_saves_the_rest_penalty_and_the_hours_before_it() -> None:
    """7:30 to 8:12: 0.7 h of double time; 0.7 h less at the end of the day, at 1.5."""
    [saving] = found(GRIP)

    assert (saving.change, saving.before, saving.after) == ("call", at("7:30"), at("8:12"))
    assert (saving.penalties, saving.money) == (70_00, 70_00 + 52_50)


def test_people_of_one_department_with_the_same_change_come_together() -> None:
    people = [replace(GRIP, name=name) for name in ("Al Moe", "Bo Lum")]
    other = replace(GRIP, name="Pat Ro", department="Sound")

    calls = [saving for saving in found(*people, other) if saving.change == "call"]

    assert [[person.name for person in saving.people] for saving in calls] == [
        ["Al Moe", "Bo Lum"],
        ["Pat Ro"],
    ]
    assert [saving.penalties for saving in calls] == [140_00, 70_00]


def test_a_push_leaves_the_pins_where_they_are() -> None:
    other = replace(GRIP, name="Bo Lum")
    pin = replace(GRIP, name="Key Grip", call=at("6:00"))

    [push] = [
        saving for saving in found(GRIP, other, pin, pinned=(pin,)) if saving.change == "push"
    ]

    assert (push.before, push.after) == (at("8:00"), at("8:42"))
    assert [person.name for person in push.people] == ["Al Moe", "Bo Lum"]
    # The pin's lunch moves along and comes 42 minutes later after the same call.
    assert push.penalties == 2 * 70_00 - (2 * 12_50)


def test_rest_so_short_that_two_days_are_one_is_worth_the_rates_of_the_long_day() -> None:
    night = replace(
        GRIP,
        previous_call=at("8:00", YESTERDAY),
        previous_out=at("27:00", YESTERDAY),
        previous_worked_tenths=180,
    )

    [saving] = [saving for saving in found(night) if saving.change == "call"]

    assert saving.after == at("13:00")
    assert saving.penalties == saving.money > 0


def test_a_plan_without_penalties_has_nothing_to_save() -> None:
    assert found(replace(GRIP, previous_out=None)) == []


@given(st.integers(300, 780), st.integers(60, 600), st.integers(0, 300))
def test_every_saving_is_what_the_changed_day_costs_less(call: int, lunch: int, more: int) -> None:
    start = Moment(TODAY, call)
    meal = Meal(start.after(lunch), start.after(lunch + 30))
    person = replace(GRIP, call=start, meals=(meal,), out=meal.end.after(60 + more))
    [day] = costs(person)

    for saving in found(person):
        assert saving.penalties > 0
        if saving.change == "call":
            [other] = costs(replace(person, call=saving.after))
            assert day.total - other.total == saving.money
