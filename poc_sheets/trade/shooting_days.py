"""The calendar of a shoot: which dates are shoot days, and day X of Y."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from poc_sheets.problems import Problem

NO_SHOOT_DATE_LEFT = Problem(
    code="no-shoot-date-left",
    title="The calendar leaves no date to shoot on",
    what="{count} shoot days from {start}, but every weekday is a day off",
    do="take at least one weekday out of the days off",
)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def shoot_dates(
    start: date,
    count: int,
    days_off: Collection[int] = (SATURDAY, SUNDAY),
    holidays: Collection[date] = (),
) -> list[date]:
    """The dates of the first `count` shoot days.

    Args:
        start: the first day of photography; a start on a day off moves to the next work day.
        count: how many shoot days.
        days_off: weekdays without shooting, Monday 0 to Sunday 6.
        holidays: single dates without shooting: holidays and company days off.

    Raises:
        SheetError: every weekday is a day off.
    """
    if count > 0 and set(days_off) >= set(range(7)):
        raise NO_SHOOT_DATE_LEFT.stop(count=count, start=show_date(start))
    dates: list[date] = []
    closed = set(holidays)
    day = start
    while len(dates) < count:
        if day.weekday() not in days_off and day not in closed:
            dates.append(day)
        day += timedelta(days=1)
    return dates


@dataclass(frozen=True, slots=True)
class DayCount:
    """Day X of Y: only shoot days count."""

    day: int
    of: int

    def __str__(self) -> str:
        return f"Day {self.day} of {self.of}"


def day_of_shoot(day: date, dates: Sequence[date]) -> DayCount | None:
    """Which shoot day a date is, or `None` for a date on which the company does not shoot."""
    ordered = sorted(set(dates))
    return DayCount(ordered.index(day) + 1, len(ordered)) if day in ordered else None


def show_date(day: date) -> str:
    """A date as on a one-liner, the same on every computer: `Thu 12 Mar 2026`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
