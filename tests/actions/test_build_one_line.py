"""Build one-line and Build shooting schedule: the schedule as it is handed out."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.importing.files import import_file
from poc_sheets.runner import press
from tests.actions.reported import NOW, found, headings, pressed, show, words

ONE_LINE, FULL = "build_one_line", "build_shooting_schedule"
BOTH = pytest.mark.parametrize("action", [ONE_LINE, FULL])


def board(**more: list[list[Any]]) -> MemoryWorkbook:
    """Two days with a banner, a scene without a day, and breakdown elements."""
    strips: list[list[Any]] = [
        ["Day", "Kind", "Scene", "I/E", "Set", "D/N", "Pages", "Cast", "Props", "Other elements"],
        [1.0, "Strip", 12.0, "INT", "MILL", "D", "2 4/8", "1, 2", "Lamp, ladder", None],
        [1.0, "Banner", None, None, "COMPANY MOVE", None, None, None, None, None],
        [1.0, "Strip", "12A", "EXT", "YARD", "N", "1 5/8", "1", None, "Animals: 2 Horses; crane"],
        [1.0, "Day break", None, None, "END", None, None, None, None, None],
        [2.0, "Strip", "14", "INT", "MILL", "D", "7/8", "2", None, None],
        [None, "Strip", "99", "INT", "ATTIC", "D", "4/8", None, None, None],
    ]
    return show(**({"Schedule": strips} | more))


def test_each_day_ends_with_its_pages() -> None:
    workbook = board()
    message = pressed(workbook, ONE_LINE)
    assert message.summary == "2 days, 3 scenes, 5 pages: MILL_ONELINE_2026-03-12.pdf."
    text = words(workbook, "ONELINE")
    for part in (
        "DAY 1 · Wed 11 Mar 2026 · Old Mill", "12 INT MILL D 1, 2 2 4/8 1", "COMPANY MOVE",
        "END OF DAY 1, Wed 11 Mar 2026, total 4 1/8 pages", "END OF DAY 2, Thu 12 Mar 2026",
        "Cast: 1 Ann, 2 Bob, 3 Cy",
    ):  # fmt: skip
        assert part in text, part
    assert "ATTIC" not in text


@BOTH
def test_what_is_not_scheduled_is_left_out_and_said(action: str) -> None:
    [finding] = found(pressed(board(), action), "strips-without-day")
    assert finding.what == "99: 4/8 pages have no day and are left out"
    assert (finding.place.tab, finding.place.cell) == ("Schedule", "A7")


def test_the_shooting_schedule_names_every_element() -> None:
    workbook = board()
    pressed(workbook, FULL)
    text = words(workbook, "SCHEDULE")
    for part in (
        "Props Lamp ladder", "Cast 1 Ann 2 Bob", "Animals 2 Horses", "Other crane", "COMPANY MOVE",
        "END OF DAY 1, Wed 11 Mar 2026, total 4 1/8 pages",
    ):  # fmt: skip
        assert part.casefold() in text.casefold(), part


@BOTH
def test_the_revision_stands_in_the_name_of_the_file(action: str) -> None:
    workbook = board()
    workbook.cells["Production"] += [
        ["Schedule colour", "pink"], ["Schedule date", datetime(2026, 3, 1)],
    ]  # fmt: skip
    pressed(workbook, action)
    [name] = workbook.documents
    assert name.endswith("_2026-03-01_REV2-PINK.pdf")


@BOTH
def test_a_day_that_shoot_days_lacks_is_printed_without_a_date(action: str) -> None:
    workbook = board()
    workbook.cells["Schedule"].append([7.0, "Strip", "77", "INT", "CAVE", "D", "1", "1"])
    [finding] = found(pressed(workbook, action), "strip-on-unknown-day")
    assert finding.title == "The Shoot Days tab has no day 7"
    assert "DAY 7 · no date" in words(workbook, "MILL")


@BOTH
def test_days_without_a_date_are_named(action: str) -> None:
    workbook = board(
        Shoot_Days=[["Day", "Date", "Crew call"], [1.0, None, "7:00A"], [2.0, None, None]]
    )
    [finding] = found(pressed(workbook, action), "days-without-date")
    assert finding.title == "Shoot days without a date: 2"


@BOTH
def test_an_empty_schedule_is_said(action: str) -> None:
    message = pressed(board(Schedule=[headings("Schedule")]), action)
    assert len(found(message, "nothing-scheduled")) == 1


@BOTH
def test_a_second_unit_has_days_of_its_own(action: str) -> None:
    workbook = board(
        Shoot_Days=[
            ["Day", "Date", "Unit"],
            [1.0, datetime(2026, 3, 11), None],
            [1.0, datetime(2026, 3, 13), "2nd"],
        ],
        Schedule=[
            ["Day", "Scene", "Set", "Pages", "Unit"],
            [1.0, "1", "A", "1", None],
            [1.0, "2", "B", "2/8", "2nd Unit"],
        ],
    )
    pressed(workbook, action)
    text = words(workbook, "MILL")
    assert "DAY 1 · Wed 11 Mar 2026" in text
    assert "2ND UNIT, DAY 1 · Fri 13 Mar 2026" in text
    assert "total 2/8 pages" in text


@BOTH
def test_forty_strips_with_signs_of_markup_in_a_day(action: str) -> None:
    """Names such as `#set` or `$a` print as they are typed."""
    strips = [[1.0, str(n), "SET #let $x$ *b*", "1/8", "1"] for n in range(40)]
    workbook = board(Schedule=[["Day", "Scene", "Set", "Pages", "Cast"], *strips])
    pressed(workbook, action)
    text = words(workbook, "MILL")
    assert text.count("SET #let $x$ *b*") == 40
    assert "total 5 pages" in text


@pytest.mark.samples
def test_a_whole_picture_is_printed(samples: Path) -> None:
    """It's a Wonderful Life: 169 scheduled scenes on 56 days, 171 7/8 pages; 4 scenes wait."""
    tabs = ("Production", "Schedule", "Shoot Days", "Cast", "Locations", "Day Out of Days")
    workbook = MemoryWorkbook({tab: [headings(tab)] for tab in tabs})
    import_file("schedule", samples / "schedule" / "full_sample_schedule.uss", workbook)
    for action in (ONE_LINE, FULL, "build_day_out_of_days"):
        message = press(action, workbook, now=NOW)
        assert message.ok
        assert "56 days" in message.summary
        assert len(message.documents) == 1
        assert [f.title for f in message.findings] == ["Scenes not scheduled yet: 4"]
    text = words(workbook, "ONELINE")
    assert "END OF DAY 56, Wed 2 Nov 2022" in text
