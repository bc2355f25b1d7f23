"""Times of day as they are printed: `6:00A` or `06:00`, with `+1` after midnight of a night shoot."""

from datetime import date, datetime, time
from typing import Literal

Clock = Literal["12h", "24h"]

#: A time of day, a time on a known date, a call code printed as typed (`O/C`, `W/N`), or blank.
When = time | datetime | str | None


def clock_text(value: When, clock: Clock, day: date | None = None) -> str:
    """A time as printed; codes and other text come back as they are, blank is blank.

    Args:
        value: what to print. Seconds are left out.
        clock: `12h` prints `6:00A` and `12:30P`, `24h` prints `06:00` and `12:30`.
        day: the date the document is about. A time on a later date gets `+1`, on an earlier `-1`.
    """
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if clock == "24h":
        text = f"{value.hour:02d}:{value.minute:02d}"
    else:
        half = "A" if value.hour < 12 else "P"
        text = f"{value.hour % 12 or 12}:{value.minute:02d}{half}"
    if day is not None and isinstance(value, datetime) and value.date() != day:
        text += f"{(value.date() - day).days:+d}"
    return text


def long_date(day: date) -> str:
    """A date nobody reads two ways: `Thursday, 12 March 2026`."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def short_date(day: date | None) -> str:
    """A date for a narrow column: `Thu 12 Mar 2026`; blank stays blank."""
    return "" if day is None else f"{day:%a} {day.day} {day:%b} {day.year}"


def stamp_text(moment: datetime | None, clock: Clock) -> str:
    """A date with its time: `11 Mar 2026 6:42P`; blank stays blank."""
    if moment is None:
        return ""
    return f"{moment.day} {moment:%b} {moment.year} {clock_text(moment, clock)}"
