"""Publish call sheet: issues, revisions, distribution."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

import email
import email.policy
import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.runner import press
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Message, Workbook

NOW = datetime(2026, 3, 11, 18)
OURS = ("Call Sheet", "Call Sheet Issues", "Issued Lines", "Distribution")


def show() -> dict[str, list[list[Any]]]:
    """A day that can go out."""
    tabs: dict[str, list[list[Any]]] = {
        tab.tab: [[spec.heading for spec in columns_of(tab)]]
        for tab in every_tab()
        if tab.tab in OURS
    }
    return tabs | {
        "Production": [
            ["Setting", "Value"],
            ["Short title", "SHOW"],
            ["Housing and rides", "Jo, 555-0101"],
            ["Safety contact", "Al, 555-0102"],
            ["Safety hotline", "555-0103"],
            ["Harassment reporting", "555-0104"],
        ],
        "Shoot Days": [
            ["Day", "Date", "Crew call", "Loc"],
            [1.0, datetime(2026, 3, 12), "7:00A", "1"],
        ],
        "Locations": [["No.", "Location", "Hospital"], ["1", "Mill", "Mercy"]],
        "Schedule": [["Day", "Scene", "Set", "Pages", "Cast"], [1.0, "12", "MILL", "1", "1"]],
        "Cast": [
            ["ID", "Character", "Performer", "E-mail"],
            ["1", "Ann", "A. Bee", "a@bee.example"],
        ],
        "Crew": [
            ["Department", "Position", "Name", "Mobile", "Call"],
            ["Grip", "Key Grip", "Jo Lee", "555-0105", "6:45A"],
            ["Grip", "Grip", "Al Moe", None, None],
            ["Grip", "Grip", "Di Fox", None, "N/A"],
        ],
    }


@pytest.fixture(params=["memory", "xlsx"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Workbook:
    """The day in each host."""
    if request.param == "memory":
        return MemoryWorkbook(show())
    path = tmp_path / "production.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as file:
        for name, rows_of_tab in show().items():
            sheet = file.add_worksheet(name)
            for number, cells in enumerate(rows_of_tab):
                sheet.write_row(number, 0, cells)
    return XlsxWorkbook(path)


def publish(workbook: Workbook, **options: str) -> Message:
    return press("publish_call_sheet", workbook, now=NOW, day=1, **options)


def rows(workbook: Workbook, tab: str) -> list[dict[str, Any]]:
    cells = workbook.read([tab])[tab].cells
    return [dict(zip(map(str, cells[0]), row, strict=False)) for row in cells[1:]]


def test_the_first_issue_is_final_white_and_everyone_is_to_be_sent_it(book: Workbook) -> None:
    """The issue is logged, its lines are kept, and each called person has a line to be sent."""
    message = publish(book, approved_by="Rosa Delacroix")
    assert message.ok, message
    assert message.summary.startswith("Day 1 of 1 issued as FINAL")
    assert message.documents[0].endswith("SHOW_CS_D01_2026-03-12_FINAL-WHITE.pdf")
    [issue] = rows(book, "Call Sheet Issues")
    assert (issue["Revision"], issue["Colour"], issue["Status"]) == (0, "WHITE", "published")
    assert issue["Approved by"] == "Rosa Delacroix"
    sent = {row["Person"]: (row["By"], row["Status"]) for row in rows(book, "Distribution")}
    assert sent == {
        "Jo Lee": ("text", "to send"),
        "Al Moe": ("paper", "to send"),
        "A. Bee": ("e-mail", "to send"),
    }


def test_each_person_with_an_address_gets_one_draft_with_their_own_call() -> None:
    """A draft holds one person's call and calendar entry, and no address of anybody else."""
    workbook = MemoryWorkbook(show())
    message = publish(workbook)
    archive = next(content for name, content in workbook.documents.items() if name.endswith(".zip"))
    with zipfile.ZipFile(io.BytesIO(archive)) as notices:
        drafts = {name: notices.read(name) for name in notices.namelist()}
    assert len(drafts) == 1
    [(name, draft)] = drafts.items()
    mail = email.message_from_bytes(draft, policy=email.policy.default)
    assert name.startswith("A. Bee")
    assert mail["X-Unsent"] == "1"
    assert mail["To"].addresses[0].display_name == "A. Bee"
    assert "Jo Lee" not in str(mail)
    kinds = [part.get_content_type() for part in mail.iter_attachments()]
    assert kinds == ["text/calendar"]
    assert "no-address" in [finding.problem for finding in message.findings]


def test_a_revision_is_blue_and_names_who_must_be_told(book: Workbook) -> None:
    """The second issue adds to the log, leaves the first as it was, and says whose call moved."""
    publish(book)
    before = rows(book, "Call Sheet Issues")
    press("push_call", book, now=NOW, day=1, minutes=60)
    message = publish(book)
    assert "REV 1 BLUE" in message.summary
    assert message.documents[0].endswith("REV1-BLUE.pdf")
    issues = rows(book, "Call Sheet Issues")
    assert issues[:1] == before
    assert issues[1]["Status"] == "revised"
    assert issues[1]["To be told"] == "A. Bee 7:30A, Al Moe 8:00A"
    changed = [
        r["Person"] for r in rows(book, "Distribution") if r.get("Own call changed") == "yes"
    ]
    assert changed == ["Al Moe", "A. Bee"]
    box = [r for r in rows(book, "Call Sheet") if r.get("Block") == "Changes"]
    assert (box[0]["Item"], box[0]["Name"], box[0]["Detail"]) == (
        "General crew call", "7:00A", "8:00A",
    )  # fmt: skip


def test_nothing_goes_out_with_errors_unless_a_reason_is_given() -> None:
    """A missing hospital keeps the sheet back; a reason lets it go and is kept."""
    tabs = show()
    tabs["Locations"][1][2] = None
    workbook = MemoryWorkbook(tabs)
    refused = publish(workbook)
    assert [f.problem for f in refused.findings][:2] == ["not-published", "no-hospital"]
    assert refused.documents == ()
    assert rows(workbook, "Call Sheet Issues") == []
    assert publish(workbook, override="  ").findings[0].problem == "not-published"
    publish(workbook, override="stage day, nurse on site")
    [issue] = rows(workbook, "Call Sheet Issues")
    assert issue["Published in spite of"] == "stage day, nurse on site"


def test_the_same_sheet_is_not_issued_twice() -> None:
    """Where no line differs there is no new revision."""
    workbook = MemoryWorkbook(show())
    publish(workbook)
    message = publish(workbook)
    assert message.findings[0].problem == "nothing-new"
    assert message.documents == ()
    assert len(rows(workbook, "Call Sheet Issues")) == 1


def test_lines_that_people_changed_are_not_compared_with() -> None:
    """A snapshot that cannot be read is said; the revision goes out all the same."""
    workbook = MemoryWorkbook(show())
    publish(workbook)
    workbook.cells["Issued Lines"][1][3] = "{"
    message = publish(workbook)
    assert "issue-unreadable" in [f.problem for f in message.findings]
    assert "REV 1 BLUE" in message.summary


def test_colours_follow_the_list_of_the_production() -> None:
    """The third issue of a show with three colours begins the second round with the second."""
    tabs = show()
    tabs["Production"].append(["Revision colours", "White, Blue"])
    workbook = MemoryWorkbook(tabs)
    for minutes in (0, 30, 30):
        press("push_call", workbook, now=NOW, day=1, minutes=minutes)
        publish(workbook)
    colors = [row["Colour"] for row in rows(workbook, "Call Sheet Issues")]
    assert colors == ["WHITE", "BLUE", "DOUBLE BLUE"]


def test_a_scene_that_left_the_day_makes_a_revision() -> None:
    """What is gone is a change as well, and stands in the CHANGES box."""
    tabs = show()
    tabs["Schedule"].append([1.0, "14", "YARD", "1", None])
    workbook = MemoryWorkbook(tabs)
    publish(workbook)
    workbook.cells["Schedule"][2][0] = None
    assert "REV 1 BLUE" in publish(workbook).summary
    box = [r for r in rows(workbook, "Call Sheet") if r.get("Block") == "Changes"]
    assert ("14 YARD", "removed") in [(r["Item"], r["Detail"]) for r in box]
