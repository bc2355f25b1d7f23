"""Working days of minors, with the California table of the default Rules tab."""

from dataclasses import replace
from datetime import date

import pytest

from poc_sheets.problems import Finding
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.minors import MinorCheck, MinorDay, age_band, check_minor, teachers_needed
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import Rule, RuleBook, default_book

DAY = date(2026, 3, 12)
TABLE = "Minors California"
AGES = ("15 days", "6 months", "2 years", "6 years", "9 years", "16 years", "18 years")


def at(text: str, day: date = DAY) -> Moment:
    hours, minutes = text.split(":")
    return Moment(day, int(hours) * 60 + int(minutes))


#: Ten years old: 9:30 on site with the meal, 3:00 school, 1:00 recreation, 5:00 work.
MAYA = MinorDay(
    "Maya",
    date(2016, 1, 20),
    at("8:00"),
    at("17:30"),
    meals=(Meal(at("12:30"), at("13:00")),),
    school=180,
    recreation=60,
    has_parent=True,
)


def check(minor: MinorDay) -> MinorCheck:
    return check_minor(minor, default_book(), TABLE)


def broken(minor: MinorDay) -> list[str]:
    return [breach.rule for breach in check(minor).breaches]


def test_a_full_day_inside_the_table_breaks_nothing() -> None:
    found = check(MAYA)

    assert (found.band, found.breaches, found.findings) == ("9 years to 16 years", (), ())
    assert MAYA.work_minutes == 300
    assert found.must_leave_by == at("17:30")
    assert found.earliest_next_call == at("29:30")


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2026, 2, 26), None),
        (date(2026, 2, 25), "15 days to 6 months"),
        (date(2025, 9, 12), "6 months to 2 years"),
        (date(2024, 3, 13), "6 months to 2 years"),
        (date(2024, 3, 12), "2 years to 6 years"),
        (date(2017, 3, 12), "9 years to 16 years"),
        (date(2010, 3, 13), "9 years to 16 years"),
        (date(2010, 3, 12), "16 years to 18 years"),
        (date(2008, 3, 12), ""),
    ],
)
def test_the_band_changes_on_the_birthday(born: date, band: str | None) -> None:
    assert age_band(AGES, born, DAY) == band


def test_a_child_of_29_february_is_older_on_1_march() -> None:
    born = date(2020, 2, 29)

    assert age_band(AGES, born, date(2026, 2, 28)) == "2 years to 6 years"
    assert age_band(AGES, born, date(2026, 3, 1)) == "6 years to 9 years"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"leave": at("17:31")}, "minor.on_site"),
        ({"school": 170, "leave": at("17:20")}, "minor.school"),
        ({"recreation": 50, "leave": at("17:20")}, "minor.recreation"),
        ({"arrive": at("4:59"), "leave": at("14:29")}, "minor.earliest"),
        ({"previous_leave": at("20:01", date(2026, 3, 11))}, "minor.turnaround"),
        ({"week_minutes": 48 * 60 - 539}, "minor.week"),
        ({"has_parent": False}, "minor.parent_under"),
    ],
)
def test_each_limit_is_broken_by_one_minute_too_many(change: dict[str, object], rule: str) -> None:
    assert rule in broken(replace(MAYA, **change))  # type: ignore[arg-type] # fields named above


def test_the_turnaround_has_no_grace_to_the_minute() -> None:
    assert broken(replace(MAYA, previous_leave=at("20:00", date(2026, 3, 11)))) == []


def test_the_first_meal_is_due_after_six_hours_without_any_grace() -> None:
    late = replace(MAYA, meals=(Meal(at("14:01"), at("14:31")),))

    assert broken(late) == ["minor.meal_within"]
    assert broken(replace(MAYA, meals=(Meal(at("14:00"), at("14:30")),))) == []


def test_from_five_in_the_morning_on() -> None:
    early = replace(
        MAYA, arrive=at("5:00"), leave=at("14:30"), meals=(Meal(at("9:00"), at("9:30")),)
    )

    assert broken(early) == []


def test_a_meal_of_twenty_minutes_is_no_meal() -> None:
    short = replace(MAYA, meals=(Meal(at("12:30"), at("12:50")),))

    assert broken(short)[-2:] == ["minor.meal_minimum", "minor.meal_within"]


def test_no_school_day_allows_more_work_and_a_later_night() -> None:
    """Two until half past eleven: too late before school, fine before a Saturday."""
    evening = replace(
        MAYA,
        arrive=at("14:00"),
        leave=at("23:30"),
        meals=(Meal(at("18:00"), at("18:30")),),
        is_school_day=False,
        school=0,
        recreation=120,
    )

    assert broken(evening) == ["minor.latest"]
    assert broken(replace(evening, arrive=at("12:30"), leave=at("22:00"))) == []
    assert broken(replace(evening, is_school_tomorrow=False)) == []
    assert check(evening).must_leave_by == at("22:00")


def test_time_nobody_accounts_for_is_work() -> None:
    unknown = replace(MAYA, recreation=None)

    assert broken(unknown) == ["minor.work"]
    assert "6:00 of work, at most 5:00" in check(unknown).breaches[0].why


def test_a_baby_works_inside_one_of_two_windows() -> None:
    baby = MinorDay(
        "Noa", date(2026, 1, 1), at("9:30"), at("11:30"), recreation=100, is_school_day=False
    )

    assert broken(baby) == []
    assert broken(replace(baby, arrive=at("11:00"), leave=at("13:00"))) == ["minor.windows"]


def test_a_newborn_may_not_work_and_an_adult_is_not_checked() -> None:
    assert broken(replace(MAYA, born=date(2026, 3, 1))) == ["minor.bands"]
    assert check(replace(MAYA, born=date(2000, 1, 1), leave=at("30:00"))) == MinorCheck()


def test_at_sixteen_no_parent_is_needed() -> None:
    teen = replace(MAYA, born=date(2009, 6, 1), has_parent=False)

    assert "minor.parent_under" not in broken(teen)


def test_each_breach_names_the_child_and_the_rule() -> None:
    breach = check(replace(MAYA, leave=at("18:00"))).breaches[0]

    assert breach.why.startswith("Maya: 9:30 on site")
    assert "minor.on_site, Minors California" in breach.why


@pytest.mark.parametrize(
    ("minors", "is_school_day", "teachers"),
    [(0, True, 0), (10, True, 1), (11, True, 2), (20, False, 1)],
)
def test_studio_teachers(minors: int, is_school_day: bool, teachers: int) -> None:  # noqa: FBT001 - a column of the table above
    needed = teachers_needed(default_book(), TABLE, DAY, minors, is_school_day=is_school_day)

    assert needed == teachers


def test_a_table_that_cannot_be_read_is_a_finding() -> None:
    book = RuleBook([Rule("minor.bands", TABLE, value="15 d; 6 mo", unit="text list")])

    assert [finding.problem for finding in check_minor(MAYA, book, TABLE).findings] == [
        "rule-unreadable"
    ]
    missing = teachers_needed(book, TABLE, DAY, 5, is_school_day=True)
    assert isinstance(missing, Finding)
