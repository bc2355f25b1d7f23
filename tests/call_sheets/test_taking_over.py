"""A call sheet that the 2nd AD built elsewhere is taken over, checked, published, logged."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from poc_sheets.build.workbooks import write_workbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.importing.call_sheets import Which, import_call_sheet
from poc_sheets.problems import SheetError
from poc_sheets.runner import press
from poc_sheets.settings import Settings
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.schedule import ShootDayRow, StripRow
from poc_sheets.trade.clock import Clock
from poc_sheets.workbook import Message

from .foreign import american, british

NOW = dt.datetime(2026, 3, 11, 18)


@pytest.fixture
def show(tmp_path: Path) -> XlsxWorkbook:
    """Two days; the crew call in the workbook is seven o'clock, theirs is later."""
    path = tmp_path / "production.xlsx"
    days = [
        ShootDayRow(number=n, date=dt.date(2026, 3, 11 + n), crew_call=Clock(420), location="1")
        for n in (1, 2)
    ]
    strips = [
        StripRow(
            day=1,
            scene="12A",
            int_ext="INT",
            set_name="KITCHEN",
            day_night="D",
            pages=20,
            cast_ids=("1", "3"),
            location="1",
        ),
        StripRow(
            day=1,
            scene="14",
            int_ext="EXT",
            set_name="YARD",
            day_night="N",
            pages=4,
            cast_ids=("3",),
        ),
        StripRow(day=1, scene="15", int_ext="INT", set_name="HALL", pages=8, cast_ids=("1",)),
    ]
    cast = [
        CastMember(cast_id="1", character="Ann", performer="A. Bee"),
        CastMember(cast_id="3", character="Cy", performer="C. Dee"),
    ]
    people = (
        ("Camera", "Operator", "Pat Roe"), ("Camera", "1st AC", "Kit Ray"),
        ("Grip", "Key Grip", "Jo Lee"), ("Grip", "Grip", "Al Moe"), ("Grip", "Grip", "Ian Fry"),
        ("Sound", "Mixer", "Sid Lund"), ("Sound", "Boom", "Bea Orr"),
    )  # fmt: skip
    crew = [
        CrewMember(department=d, position=p, name=n, email=f"{n[0]}@x.example".lower())
        for d, p, n in people
    ]
    rows: dict[Any, Any] = {
        ShootDayRow: days, StripRow: strips, CastMember: cast, CrewMember: crew,
        Department: [Department(department=d) for d in ("Camera", "Grip", "Sound")],
        Location: [Location(number="1", name="Mill", hospital="County")],
    }  # fmt: skip
    facts: dict[str, Any] = {
        "safety_contact": "Al, 555",
        "safety_hotline": "555",
        "housing_contact": "Jo, 555",
    }
    write_workbook(path, rows, Settings(short_title="SHOW", title="The Show", **facts))
    return XlsxWorkbook(path)


def taken(book: XlsxWorkbook, path: Path, which: Which = Which()) -> Message:  # noqa: B008  (frozen)
    return import_call_sheet(path, book, which, NOW)


def lines(book: XlsxWorkbook) -> dict[str, dict[str, Any]]:
    """The lines of the tab by key, those added by hand by block and name."""
    cells = [row for row in book.read(["Call Sheet"])["Call Sheet"].cells if any(row)]
    start = next(i for i, row in enumerate(cells) if "Block" in row)
    head = list(cells[start])
    rows = [dict(zip(map(str, head), row, strict=False)) for row in cells[start + 1 :]]
    return {str(r.get("Line") or f"{r['Block']}/{r.get('Name')}"): r for r in rows}


def test_an_american_sheet_becomes_typed_over_lines(show: XlsxWorkbook, tmp_path: Path) -> None:
    """Calls, cast times, scenes and the hospital are theirs; what follows from them is drafted."""
    message = taken(show, american(tmp_path / "their call sheet.xlsx"))
    assert message.summary == (
        "their call sheet.xlsx: 5 facts, 3 scenes, 2 cast, 7 crew taken over as day 1."
    )
    seen = lines(show)
    assert seen["fact:crew_call"]["Time"] == "7:30A"
    assert seen["fact:lunch"]["Time"] == "1:00P"
    hospital = seen["hospital:1"]
    assert (hospital["Name"], hospital["Detail"], hospital["Notes"]) == (
        "Mercy General", "1300 Hill Ave", "(323) 555-0911",
    )  # fmt: skip
    calls = {k.rpartition("/")[2]: r["Call"] for k, r in seen.items() if k.startswith("crew:")}
    assert calls == {
        "Pat Roe": "7:15A", "Kit Ray": "7:00A", "Jo Lee": "6:00A", "Al Moe": "6:45A",
        "Ian Fry": "7:30A", "Sid Lund": "7:30A", "Bea Orr": "7:00A",
    }  # fmt: skip
    assert "typed over Call, was 7:30A" in seen["crew:Grip/Key Grip/Jo Lee"]["From"]
    assert (seen["cast:1"]["Time"], seen["cast:1"]["On set"]) == ("6:10A", "8:30A")
    assert seen["Crew/New Hand"]["Call"] == "O/C"
    assert seen["Scenes/INT. ATTIC"]["Item"] == "99"
    assert seen["scene:12A"].get("From") is None


def test_what_was_not_understood_is_said_with_its_cell(show: XlsxWorkbook, tmp_path: Path) -> None:
    message = taken(show, american(tmp_path / "theirs.xlsx"))
    unread = [f for f in message.findings if f.problem == "foreign-cell-not-understood"]
    assert [(f.place.tab, f.place.cell, f.what.partition(":")[0]) for f in unread] == [
        ("CS Day 1", "F20", '"7'), ("CS Day 1", "K26", '"soon"'),
    ]  # fmt: skip
    [others] = [f for f in message.findings if f.problem == "foreign-cells-not-recognised"]
    assert 'A31 "CATERING BY TASTY"' in others.what
    added = [f.title for f in message.findings if f.problem == "foreign-line-added"]
    assert len(added) == 2
    missing = [f.what for f in message.findings if f.problem == "foreign-line-missing"]
    assert missing == ["15", "Ian Fry"]


def test_it_is_checked_published_and_logged_with_the_original(
    show: XlsxWorkbook, tmp_path: Path
) -> None:
    """The day goes out as their file; the log names it, notices are made of what it says."""
    theirs = american(tmp_path / "theirs.xlsx")
    kept = taken(show, theirs).documents
    assert [Path(name).name for name in kept] == ["SHOW_CS_D01_2026-03-12_ORIGINAL.xlsx"]
    assert Path(kept[0]).read_bytes() == theirs.read_bytes()
    checked = press("preflight", show, now=NOW, day=1)
    # The workbook has all of them, and his sheet has none.
    missing = [f.title for f in checked.findings if f.problem == "statement-missing"]
    assert "The call sheet does not say the safety hotline" in missing
    assert len(missing) == 4
    issued = press("publish_call_sheet", show, now=NOW, day=1, override="his sheet")
    assert issued.summary.endswith("The sheet itself is SHOW_CS_D01_2026-03-12_ORIGINAL.xlsx.")
    assert [Path(name).suffix for name in issued.documents] == [".zip"]
    log = show.read(["Call Sheet Issues"])["Call Sheet Issues"].cells
    assert any("SHOW_CS_D01_2026-03-12_ORIGINAL.xlsx" in row for row in log)


def test_taking_it_over_twice_changes_nothing(show: XlsxWorkbook, tmp_path: Path) -> None:
    theirs = american(tmp_path / "theirs.xlsx")
    taken(show, theirs)
    assert taken(show, theirs).changed_cells == 0


def test_a_british_sheet_of_two_tabs_is_known_by_its_date(
    show: XlsxWorkbook, tmp_path: Path
) -> None:
    """No Day X of Y: the date finds the day. Unit call, artistes, 24 hours."""
    message = taken(show, british(tmp_path / "unit.xlsx"))
    assert message.summary.endswith("taken over as day 1.")
    seen = lines(show)
    assert seen["fact:crew_call"]["Time"] == "8:00A"
    assert seen["fact:wrap"]["Time"] == "7:00P"
    assert seen["hospital:1"]["Name"] == "St Mary's, Praed Street"
    assert (seen["cast:1"]["Time"], seen["cast:1"]["HMU"]) == ("6:30A", "7:15A")
    assert seen["crew:Grip/Grip/Al Moe"]["Call"] == "PER HOD"
    assert seen["crew:Camera/Operator/Pat Roe"]["Call"] == "7:30A"


def test_our_own_print_is_read_back_from_its_pdf(show: XlsxWorkbook, tmp_path: Path) -> None:
    """A PDF with text is read by its columns: nothing of it differs from what was printed."""
    press("build_call_sheet", show, now=NOW, day=1)
    before = lines(show)
    printed = next((tmp_path / "production documents").glob("*_PRELIM.pdf"))
    message = taken(show, printed)
    assert "3 scenes, 2 cast, 7 crew taken over as day 1" in message.summary
    after = lines(show)
    for name, row in before.items():
        if name.startswith(("crew:", "cast:", "fact:crew", "fact:lunch", "hospital:")):
            same = {k: v for k, v in after[name].items() if row.get(k) != v}
            assert same == {}, name


def test_a_tab_of_the_workbook_is_taken_over_and_the_workbook_is_sent_to_nobody(
    show: XlsxWorkbook, tmp_path: Path
) -> None:
    """By the command line, as he presses it; then our own print goes out."""
    book = openpyxl.load_workbook(show.path)
    theirs = openpyxl.load_workbook(american(tmp_path / "theirs.xlsx")).active
    tab = book.create_sheet("CS Day 1")
    for row in theirs.iter_rows():
        for cell in row:
            if cell.value is not None:
                tab.cell(cell.row, cell.column, cell.value)
    book.save(show.path)
    done = subprocess.run(
        [sys.executable, "-m", "poc_sheets", "import", "call_sheet", str(show.path),
         "--sheet", "CS Day 1", "--into", str(show.path), "--json"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    message = json.loads(done.stdout)
    assert message["ok"], message
    assert message["documents"] == []
    workbook = XlsxWorkbook(show.path)
    assert lines(workbook)["crew:Grip/Key Grip/Jo Lee"]["Call"] == "6:00A"
    issued = press("publish_call_sheet", workbook, now=NOW, day=1, override="his sheet")
    assert issued.documents[0].endswith("SHOW_CS_D01_2026-03-12_FINAL-WHITE.pdf")


def test_what_is_no_call_sheet_is_refused(show: XlsxWorkbook, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Fruit,Colour\nApple,red\n")
    with pytest.raises(SheetError) as refused:
        taken(show, path)
    assert refused.value.finding.problem == "not-a-call-sheet"


def test_a_sheet_of_another_date_is_said(show: XlsxWorkbook, tmp_path: Path) -> None:
    message = taken(show, american(tmp_path / "theirs.xlsx"), Which(day=2))
    [other] = [f for f in message.findings if f.problem == "foreign-date-differs"]
    assert other.what == "it says Thu 12 Mar 2026, the Shoot Days tab has Fri 13 Mar 2026 for day 2"
