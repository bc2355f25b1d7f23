"""Dates, events and days off of the Universal Schedule Standard."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from poc_sheets.readers.schedule import Calendar, EventKind, ScheduleEvent

_ZONE = re.compile(r"[+-]\d\d:?\d\d$")
_EVENT_WORDS: tuple[tuple[str, EventKind], ...] = (
    ("holiday", "holiday"),
    ("dayoff", "day off"),
    ("travel", "travel"),
    ("fitting", "fitting"),
    ("rehears", "rehearsal"),
)


def read_date(value: object) -> date | None:
    """The calendar date of an ISO time stamp, or `None` where it is none.

    The standard stores a date as local midnight turned into UTC: 07:00Z is midnight in Los Angeles,
    22:00Z is midnight of the next day in Berlin. A time on the quarter hour after noon therefore
    belongs to the next date; any other time is a moment and keeps its date.
    """
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    is_local = moment.tzinfo is None or (_ZONE.search(text) and moment.utcoffset())
    if is_local:
        return _plausible(moment.date())
    is_midnight_somewhere = moment.minute % 15 == 0 and not (moment.second or moment.microsecond)
    if is_midnight_somewhere and moment.hour > 12:
        return _plausible(moment.date(), days_on=1)
    return _plausible(moment.date())


def _plausible(day: date, days_on: int = 0) -> date | None:
    """A year far away is a slip of a program, and would run off the calendar."""
    return day + timedelta(days=days_on) if 1900 <= day.year < 2200 else None


def write_date(day: date | None) -> str | None:
    """A date as the standard writes it."""
    return None if day is None else f"{day.isoformat()}T08:00:00.000Z"


def weekdays(values: object) -> tuple[int, ...]:
    """Weekdays of a file (Sunday 0 to Saturday 6) as Monday 0 to Sunday 6, in order."""
    if not isinstance(values, Sequence) or isinstance(values, str):
        return ()
    days = {value for value in values if isinstance(value, int) and 0 <= value <= 6}
    return tuple(sorted((day + 6) % 7 for day in days))


def write_weekdays(days: Sequence[int]) -> list[int]:
    """Weekdays from Monday 0 as the standard counts them, Sunday 0."""
    return sorted((day + 1) % 7 for day in days)


def event_kind(name: str, effect: str) -> EventKind:
    """What an event is; files write `holiday` as an event as well as a day off."""
    squeezed = re.sub(r"[^a-z]", "", name.casefold())
    for word, kind in _EVENT_WORDS:
        if word in squeezed:
            return kind
    return "day off" if effect == "dayOff" else "other"


def read_events(values: object) -> tuple[tuple[ScheduleEvent, ...], date | None, int]:
    """The events of a calendar or an element.

    Returns:
        The events in file order without the start, the date of the start event, and how many
        events have no date that can be read.
    """
    events: list[ScheduleEvent] = []
    start: date | None = None
    unreadable = 0
    for value in values if isinstance(values, Sequence) and not isinstance(values, str) else ():
        entry = value if isinstance(value, Mapping) else {}
        # Early files call the type `effect` and the name `type`.
        effect = str(entry.get("effect") or entry.get("type") or "")
        name = str(entry.get("name") or (entry.get("type") if "effect" in entry else "") or "")
        day = read_date(entry.get("date"))
        if day is None:
            unreadable += 1
        elif effect == "start":
            start = start or day
        else:
            events.append(ScheduleEvent(day, name.strip(), event_kind(name, effect)))
    return tuple(events), start, unreadable


def read_calendar(entry: Mapping[str, object]) -> tuple[Calendar, int]:
    """A calendar, and how many of its events have no date that can be read."""
    events, start, unreadable = read_events(entry.get("events"))
    calendar = Calendar(
        name=str(entry.get("name") or "").strip(),
        start=start,
        days_off=weekdays(entry.get("daysOff")),
        events=events,
    )
    return calendar, unreadable
