"""Call sheets of other kinds of production: commercial, episodes, British, a second unit."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

import datetime as dt
import io
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from poc_sheets.build.workbooks import write_workbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.runner import press
from poc_sheets.settings import Settings
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.schedule import BANNER, ShootDayRow, StripRow
from poc_sheets.trade.clock import Clock

NOW = dt.datetime(2026, 3, 11, 18)
MILL = Location(
    number="1", name="Mill", address="1 Mill St", hospital="Mercy", crew_parking="Lot A"
)


def book(path: Path, rows: dict[Any, Any], **settings: Any) -> XlsxWorkbook:
    """A production of these rows."""
    write_workbook(path, rows, Settings(title="The Show", short_title="SHOW", **settings))
    return XlsxWorkbook(path)


def day(number: int, unit: str = "Main", call: int = 420) -> ShootDayRow:
    return ShootDayRow(
        number=number,
        date=dt.date(2026, 3, 11 + number),
        unit=unit,
        crew_call=Clock(call),
        location="1",
    )


def printed(workbook: XlsxWorkbook, **options: Any) -> str:
    """The text of a day's printed sheet."""
    message = press("build_call_sheet", workbook, now=NOW, **options)
    assert message.ok, message
    pages = PdfReader(io.BytesIO(Path(message.documents[0]).read_bytes())).pages
    return "\n".join(page.extract_text() for page in pages)


def commercial(path: Path) -> XlsxWorkbook:
    """A day of three shots for an agency and a client."""
    strips = [
        StripRow(day=1, scene="1A", set_name="Kitchen, dawn", synopsis="Cup lands on table", minutes=60, cast_ids=("1",), location="1"),
        StripRow(day=1, kind=BANNER, set_name="CLIENT APPROVAL", minutes=30),
        StripRow(day=1, scene="2", set_name="Product hero", synopsis="Steam, macro", minutes=120, location="1"),
    ]  # fmt: skip
    crew = [
        CrewMember(department="Camera", position="Operator", name="Pat Roe"),
        CrewMember(department="Agency", position="Creative Director", name="Ilse Kern"),
        CrewMember(department="Client", position="Brand Manager", name="Tom Vane"),
    ]
    cast = [CastMember(cast_id="1", character="Mother", performer="A. Bee")]
    rows = {
        ShootDayRow: [day(1)], StripRow: strips, CrewMember: crew, CastMember: cast, Location: [MILL],
    }  # fmt: skip
    return book(
        path, rows, kind="Commercial", agency="North & Co", client="Daybreak Coffee",
        product="Morning Roast", spots="Dawn :30, Steam :15", production_no="AICP-2211",
    )  # fmt: skip


def test_a_commercial_has_a_timed_schedule_agency_and_client(tmp_path: Path) -> None:
    """Shots from when to when with their talent; no eighths; contacts of both sides in boxes."""
    text = printed(commercial(tmp_path / "spot.xlsx"), day=1)
    for words in (
        "SCHEDULE OF DAY", "8:00A–9:00A", "9:30A–11:30A", "CLIENT APPROVAL", "A. Bee",
        "Kitchen, dawn: Cup lands on table", "North & Co", "Daybreak Coffee", "Ilse Kern",
        "Creative Director", "Tom Vane", "Morning Roast", "Dawn :30, Steam :15", "AICP-2211",
        "are confidential",
    ):  # fmt: skip
        assert words in text, words
    assert "TOTAL PAGES" not in text


def test_a_day_of_several_episodes_names_them(tmp_path: Path) -> None:
    strips = [
        StripRow(day=1, scene="23", set_name="HALL", pages=8, episode="104", location="1"),
        StripRow(day=1, scene="7", set_name="HALL", pages=4, episode="105", location="1"),
    ]
    rows = {ShootDayRow: [day(1)], StripRow: strips, Location: [MILL]}
    text = printed(book(tmp_path / "series.xlsx", rows, kind="Series", episode="104 Fog"), day=1)
    for words in ("Episodes 104, 105", "104-23", "105-7"):
        assert words in text, words


def test_a_british_sheet_speaks_of_the_unit_and_asks_for_its_papers(tmp_path: Path) -> None:
    strips = [StripRow(day=1, scene="1", set_name="HALL", pages=8, cast_ids=("1",), location="1")]
    cast = [CastMember(cast_id="1", character="Ann", performer="A. Bee")]
    rows = {ShootDayRow: [day(1)], StripRow: strips, CastMember: cast, Location: [MILL]}
    workbook = book(
        tmp_path / "uk.xlsx", rows, sheet_style="UK/EU", clock="24h", paper="A4", agreement=""
    )
    text = printed(workbook, day=1)
    for words in ("UNIT CALL", "07:00", "NEAREST A&E", "999 · 112", "ARTISTE", "TURN OVER"):
        assert words in text, words
    found = press("preflight", workbook, now=NOW, day=1).findings
    gaps = [f.title for f in found if f.problem == "call-sheet-incomplete"]
    assert "The call sheet of day 1 has no movement order" in gaps


def test_units_that_share_a_day_number_do_not_collide(tmp_path: Path) -> None:
    """Each unit has its own sheet, calls, issues, people, file and calendar entries."""
    crew = [
        CrewMember(department="Camera", position="Operator", name="Pat Roe", email="pat@x.example"),
        CrewMember(department="Camera", position="Operator", name="Sue Two", email="sue@x.example", unit="2nd Unit"),
    ]  # fmt: skip
    strips = [
        StripRow(day=1, scene="1", set_name="HALL", pages=8, location="1", cast_ids=("1",)),
        StripRow(day=1, scene="90", set_name="ROAD", pages=2, location="1", unit="2nd"),
    ]
    cast = [CastMember(cast_id="1", character="Ann", performer="A. Bee")]
    days = [day(1), day(1, "2nd Unit", 600), day(2)]
    rows = {
        ShootDayRow: days,
        StripRow: strips,
        CrewMember: crew,
        CastMember: cast,
        Location: [MILL],
    }
    workbook = book(tmp_path / "two.xlsx", rows)
    main, second = printed(workbook, day=1), printed(workbook, day=1, unit="2nd")
    assert "HALL" in main
    assert "Pat Roe" in main
    assert "ROAD" not in main
    assert "Sue Two" not in main
    assert "ROAD" in second
    assert "10:00A" in second
    assert "HALL" not in second
    assert "DAY 1 OF 2" in main
    assert "DAY 1 OF 1" in second
    message = press("publish_call_sheet", workbook, now=NOW, all_days=True, override="a test")
    names = sorted(Path(name).name for name in message.documents if name.endswith(".pdf"))
    assert names == [
        "SHOW_CS_2nd-Unit_D01_2026-03-12_FINAL-WHITE.pdf",
        "SHOW_CS_D01_2026-03-12_FINAL-WHITE.pdf",
        "SHOW_CS_D02_2026-03-13_FINAL-WHITE.pdf",
    ]
    press("push_call", workbook, now=NOW, day=1, unit="2nd unit", minutes=30)
    again = press("publish_call_sheet", workbook, now=NOW, day=1, unit="2nd", override="a test")
    assert "of the 2nd unit issued as REV 1 BLUE" in again.summary
    same = press("publish_call_sheet", workbook, now=NOW, day=1, override="a test")
    assert "Nothing has changed since FINAL WHITE" in same.summary
