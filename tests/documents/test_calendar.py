"""Calendar entries keep their identity, know their revision, and stand at the right moment."""

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import vobject

from poc_sheets.documents.calendar import CallEntry, entry_id, render_calendar

ISSUED = datetime(2026, 3, 7, 18, tzinfo=UTC)


def entry(**changes: object) -> CallEntry:
    """A gaffer's call on day 7, the day clocks go forward in Los Angeles."""
    facts: dict[str, object] = {
        "person": "crew-12",
        "day": 7,
        "on": date(2026, 3, 8),
        "title": "Call 6:30A; day 7, crew, ünit",
        "starts": datetime(2026, 3, 8, 6, 30),  # noqa: DTZ001  (local to the production)
        "place": "812 S Oakland Ave, Pasadena",
        "description": "Report to Bailey House\nParking: Lot C",
    }
    return CallEntry(**(facts | changes))  # type: ignore[arg-type]  # facts are typed by hand


def events(printed: bytes) -> list[Any]:
    """The entries as a calendar reads them."""
    calendar = icalendar.Calendar.from_ical(printed)
    return list(calendar.walk("VEVENT"))


def render(*entries: CallEntry, is_cancelled: bool = False) -> bytes:
    """The file of a show in Los Angeles."""
    return render_calendar(
        entries,
        production="show-1",
        time_zone="America/Los_Angeles",
        issued_at=ISSUED,
        is_cancelled=is_cancelled,
    )


def test_the_call_is_at_the_right_moment_on_the_day_clocks_change() -> None:
    found = events(render(entry()))[0]

    assert found["DTSTART"].dt == datetime(2026, 3, 8, 13, 30, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2026, 3, 8, 14, 30, tzinfo=UTC)


def test_a_revision_replaces_the_entry() -> None:
    first = events(render(entry()))[0]
    later = events(render(entry(revision=2, title="Call 7:00A")))[0]

    assert first["UID"] == later["UID"] == entry_id("show-1", "crew-12", 7)
    assert (first["SEQUENCE"], later["SEQUENCE"]) == (0, 2)
    assert entry_id("show-1", "crew-12", 8) != first["UID"]
    assert entry_id("show-2", "crew-12", 7) != first["UID"]


def test_a_person_taken_off_is_cancelled_under_the_same_identity() -> None:
    printed = render(entry(revision=1), is_cancelled=True)

    assert b"METHOD:CANCEL" in printed
    assert events(printed)[0]["STATUS"] == "CANCELLED"
    assert events(printed)[0]["UID"] == entry_id("show-1", "crew-12", 7)


def test_a_code_without_a_time_fills_the_day() -> None:
    found = events(render(entry(starts=None, title="O/C")))[0]

    assert found["DTSTART"].dt == date(2026, 3, 8)
    assert found["DTEND"].dt == date(2026, 3, 9)
    assert found["TRANSP"] == "TRANSPARENT"


def test_text_with_commas_and_line_breaks_comes_back_as_it_was() -> None:
    found = events(render(entry()))[0]

    assert str(found["SUMMARY"]) == "Call 6:30A; day 7, crew, ünit"
    assert str(found["DESCRIPTION"]) == "Report to Bailey House\nParking: Lot C"


def test_lines_are_folded_and_end_as_the_standard_asks() -> None:
    """RFC 5545, section 3.1: CRLF, and no line over 75 octets."""
    printed = render(entry(title="long " * 60))

    assert printed.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in printed.split(b"\r\n"))
    assert b"\n" not in printed.replace(b"\r\n", b"")


def test_the_order_of_entries_does_not_matter() -> None:
    other = entry(person="crew-13")

    assert render(entry(), other) == render(other, entry())


def test_another_library_reads_the_same_calendar() -> None:
    """A revision has the identity of the entry it replaces and a higher sequence; text is whole."""
    first = vobject.readOne(render(entry()).decode())
    later = vobject.readOne(render(entry(revision=3)).decode())
    one, other = first.vevent, later.vevent

    assert first.method.value == "PUBLISH"
    assert one.uid.value == other.uid.value == entry_id("show-1", "crew-12", 7)
    assert [int(one.sequence.value), int(other.sequence.value)] == [0, 3]
    assert one.dtstart.value == datetime(2026, 3, 8, 13, 30, tzinfo=UTC)
    assert one.summary.value == "Call 6:30A; day 7, crew, ünit"
    assert one.location.value == "812 S Oakland Ave, Pasadena"
    assert one.description.value == "Report to Bailey House\nParking: Lot C"
    cancelled = vobject.readOne(render(entry(revision=4), is_cancelled=True).decode())
    assert (cancelled.method.value, cancelled.vevent.status.value) == ("CANCEL", "CANCELLED")
    whole_day = vobject.readOne(render(entry(starts=None)).decode())
    assert whole_day.vevent.dtstart.value == date(2026, 3, 8)
