"""Shoot dates skip days off and holidays, and day X of Y counts shoot days only."""

from datetime import date

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.trade.shooting_days import (
    SATURDAY,
    SUNDAY,
    day_of_shoot,
    shoot_dates,
    show_date,
)

WEEKEND = (SATURDAY, SUNDAY)


def test_skips_weekends_and_holidays() -> None:
    """Labor Day 2026 is a Monday: the day after Friday 4 September is Tuesday the 8th."""
    dates = shoot_dates(date(2026, 9, 3), 4, WEEKEND, [date(2026, 9, 7)])
    assert [day.day for day in dates] == [3, 4, 8, 9]


def test_a_start_on_a_day_off_moves_to_the_next_work_day() -> None:
    assert shoot_dates(date(2026, 9, 5), 1, WEEKEND) == [date(2026, 9, 7)]


def test_a_six_day_week_is_a_setting() -> None:
    assert shoot_dates(date(2026, 9, 4), 2, (SUNDAY,)) == [date(2026, 9, 4), date(2026, 9, 5)]


def test_no_days_are_no_dates() -> None:
    assert shoot_dates(date(2026, 9, 4), 0, range(7)) == []


def test_a_calendar_without_a_work_day_stops_with_what_to_do() -> None:
    with pytest.raises(SheetError, match="take at least one weekday out of the days off"):
        shoot_dates(date(2026, 9, 4), 1, range(7))


def test_day_x_of_y_counts_shoot_days() -> None:
    dates = shoot_dates(date(2026, 9, 3), 4, WEEKEND)
    assert str(day_of_shoot(date(2026, 9, 7), dates)) == "Day 3 of 4"
    assert day_of_shoot(date(2026, 9, 5), dates) is None


def test_dates_read_the_same_on_every_computer() -> None:
    assert show_date(date(2026, 3, 12)) == "Thu 12 Mar 2026"
