"""Calls as calendar entries that phones and desktop calendars update in place."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event

_SHORTEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEntry:
    """One person's call on one shoot day.

    `person` is the key that stays the same when a name is spelled anew; `day` is the day's number.
    `starts` and `ends` are local to the production. A call without a time (`O/C`) leaves `starts`
    None and fills the day.
    """

    person: str
    day: int
    on: date
    title: str
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    description: str = ""
    revision: int = 0


def render_calendar(
    entries: Iterable[CallEntry],
    *,
    production: str,
    time_zone: str,
    issued_at: datetime,
    is_cancelled: bool = False,
) -> bytes:
    """The entries as an `.ics` file; the same input gives the same bytes.

    An entry keeps its identity over all revisions, and each revision raises its sequence, so that
    a calendar replaces the entry instead of adding one. Times are written in UTC.

    Args:
        entries: calls, in any order.
        production: the production's own id, the same for the whole show.
        time_zone: where the unit works, such as `America/Los_Angeles`.
        issued_at: the moment of issue, with its time zone.
        is_cancelled: takes the entries out of the calendar instead of writing them in.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//poc_sheets//calls//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    calendar.add("x-wr-timezone", time_zone)
    zone = ZoneInfo(time_zone)
    for entry in sorted(entries, key=lambda one: (one.day, one.person)):
        event = _event(entry, production, zone, issued_at, is_cancelled=is_cancelled)
        calendar.add_component(event)
    return cast("bytes", calendar.to_ical())


def entry_id(production: str, person: str, day: int) -> str:
    """The identity of a call: the same for every revision, telling nothing about the person."""
    digest = hashlib.sha256(f"{production}\0{person}\0{day}".encode()).hexdigest()
    return f"call-{digest[:32]}@poc-sheets"


def _event(
    entry: CallEntry,
    production: str,
    zone: ZoneInfo,
    issued_at: datetime,
    *,
    is_cancelled: bool,
) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry_id(production, entry.person, entry.day))
    event.add("sequence", entry.revision)
    event.add("dtstamp", issued_at.astimezone(UTC))
    event.add("summary", entry.title)
    if entry.starts is None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
    else:
        starts = _utc(entry.starts, zone)
        ends = _utc(entry.ends, zone) if entry.ends else starts + _SHORTEST
        event.add("dtstart", starts)
        event.add("dtend", max(ends, starts + timedelta(minutes=1)))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.starts is None else "OPAQUE")
    for name, text in (("location", entry.place), ("description", entry.description)):
        if text:
            event.add(name, text)
    return event


def _utc(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.astimezone(UTC)
