"""Call sheets of whole productions: the invented one, and a real schedule."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from poc_sheets.build.demo.people import demo_crew
from poc_sheets.build.demo.production import demo_rows
from poc_sheets.build.demo.show import demo_settings
from poc_sheets.build.workbooks import write_workbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.importing.schedules import read_schedule, schedule_rows
from poc_sheets.runner import press
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.schedule import ShootDayRow, StripRow
from poc_sheets.trade.clock import Clock

TABS = {CrewMember, Department, CastMember, Location, StripRow, ShootDayRow}
EVENING = datetime(2026, 3, 16, 19)


@pytest.fixture
def demo(tmp_path: Path) -> XlsxWorkbook:
    """The invented production, without its money, as a file of the template."""
    path = tmp_path / "demo.xlsx"
    rows = {tab: rows for tab, rows in demo_rows().items() if tab in TABS}
    write_workbook(path, rows, demo_settings())
    return XlsxWorkbook(path)


def test_the_evening_of_a_coordinator(demo: XlsxWorkbook) -> None:
    """Build, check, push for the rest of the crew, publish."""
    built = press("build_call_sheet", demo, now=EVENING, day=12)
    assert built.summary.startswith("Day 12 of 30, crew call 7:00A: 6 scenes")
    checked = press("preflight", demo, now=EVENING, day=12)
    planted = {finding.problem for finding in checked.findings}
    assert {"no-hospital", "rest-invaded", "same-name"} <= planted
    early = sum(finding.problem == "rest-invaded" for finding in checked.findings)
    pushed = press("push_call", demo, now=EVENING, day=12, minutes=75)
    assert sum(f.problem == "rest-invaded" for f in pushed.findings) < early
    assert [f.title for f in pushed.findings if f.problem == "call-kept"] == [
        "Petra Okafor, Key Grip stays at 6:00A",
        "Finn Sable, Caterer stays at 5:30A",
    ]
    issued = press("publish_call_sheet", demo, now=EVENING, day=12, override="stage day")
    assert issued.documents[0].endswith("LAMPLIGHTERS_CS_D12_2026-03-17_FINAL-WHITE.pdf")


@pytest.mark.samples
def test_every_day_of_a_real_schedule_can_be_drafted(samples: Path, tmp_path: Path) -> None:
    """Day 4 of fifty-six has seven scenes; its last one starts at a quarter past ten at night."""
    schedule = read_schedule(samples / "schedule" / "full_sample_schedule.uss")
    rows = schedule_rows(schedule)
    rows[ShootDayRow] = [
        replace(row, crew_call=Clock(7 * 60))
        for row in rows[ShootDayRow]
        if isinstance(row, ShootDayRow)
    ]
    path = tmp_path / "show.xlsx"
    write_workbook(path, rows)
    workbook = XlsxWorkbook(path)
    message = press("build_call_sheet", workbook, day=4)
    assert (
        message.summary == "Day 4 of 56, crew call 7:00A: 7 scenes, 13 6/8 pages, 11 cast, 0 crew."
    )
    cells = workbook.read(["Call Sheet"])["Call Sheet"].cells
    assert any("scene:18" in row and "10:15P" in row for row in cells)
    for day in (1, 28, 56):
        assert press("build_call_sheet", workbook, day=day).ok


@pytest.mark.samples
def test_a_real_schedule_is_published_in_one_command(samples: Path, tmp_path: Path) -> None:
    """Each day with two hundred crew becomes a PDF and an archive of notices, in one write."""
    schedule = read_schedule(samples / "schedule" / "full_sample_schedule.uss")
    rows = schedule_rows(schedule) | {
        CrewMember: [replace(member, start=None) for member in demo_crew()],
        Location: [Location(number="1", name="Bedford Falls", hospital="Mercy")],
    }
    rows[ShootDayRow] = [
        replace(row, crew_call=Clock(7 * 60), breakfast=Clock(390), location="1")
        for row in rows[ShootDayRow][:3]
        if isinstance(row, ShootDayRow)
    ]
    path = tmp_path / "show.xlsx"
    write_workbook(path, rows, replace(demo_settings(), short_title="WONDERFUL"))
    done = subprocess.run(
        [sys.executable, "-m", "poc_sheets", "run", "publish_call_sheet", str(path),
         "--all-days", "--approved-by", "Rosa Delacroix", "--json"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    message = json.loads(done.stdout)
    assert message["summary"].startswith("3 of 3 days issued"), message
    names = [Path(name).name for name in message["documents"] if name.endswith(".pdf")]
    assert names == [
        "WONDERFUL_CS_D01_2022-08-17_FINAL-WHITE.pdf",
        "WONDERFUL_CS_D02_2022-08-18_FINAL-WHITE.pdf",
        "WONDERFUL_CS_D03_2022-08-19_FINAL-WHITE.pdf",
    ]
    again = press("publish_call_sheet", XlsxWorkbook(path), all_days=True, override="a test")
    assert again.summary == "0 of 3 days issued, 0 people to be sent them. Not issued: day 1, 2, 3."
