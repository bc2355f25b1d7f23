"""What goes wrong in real workbooks: each has its finding with its place, and nothing is lost."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

import io
from datetime import datetime
from typing import Any

import pytest
from pypdf import PdfReader

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.problems import Finding
from poc_sheets.runner import press
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Message

NOW = datetime(2026, 3, 11, 18)
OURS = ("Call Sheet", "Call Sheet Issues", "Issued Lines", "Distribution")
Tab = list[list[Any]]


def show(**tabs: Tab) -> MemoryWorkbook:
    """A day that could go out, with the tabs given put in their place."""
    own: dict[str, Tab] = {
        tab.tab: [[spec.heading for spec in columns_of(tab)]]
        for tab in every_tab()
        if tab.tab in OURS
    }
    rest: dict[str, Tab] = {
        "Shoot Days": [
            ["Day", "Date", "Crew call", "Loc"],
            [1.0, datetime(2026, 3, 12), "7:00A", "1"],
            [2.0, datetime(2026, 3, 13), "7:00A", "1"],
        ],
        "Locations": [
            ["No.", "Location", "Hospital", "Permit no.", "Permit from", "Permit to"],
            ["1", "Mill", "Mercy", "P-1", datetime(2026, 3, 1), datetime(2026, 3, 31)],
        ],
        "Schedule": [["Day", "Scene", "Set", "Pages", "Cast"], [1.0, "12", "MILL", "1", "1"]],
        "Cast": [["ID", "Character", "Performer"], ["1", "Ann", "A. Bee"]],
        "Crew": [
            ["Department", "Position", "Name", "Mobile", "E-mail", "Call"],
            ["Grip", "Key Grip", "Jo Lee", "555-0105", "jo@x.example", None],
        ],
    }
    return MemoryWorkbook(own | rest | tabs)


def check(workbook: MemoryWorkbook, day: int = 1) -> Message:
    return press("preflight", workbook, now=NOW, day=day)


def one(message: Message, problem: str) -> Finding:
    [found] = [finding for finding in message.findings if finding.problem == problem]
    return found


def place(finding: Finding) -> tuple[str, str]:
    return finding.place.tab, finding.place.cell


def crew_with(calls: list[Any]) -> Tab:
    """A grip for each of these calls."""
    head = ["Department", "Position", "Name", "Mobile", "E-mail", "Call"]
    people: Tab = [["Grip", "Grip", f"P {n}", "1", None, call] for n, call in enumerate(calls)]
    return [head, *people]


def shown_calls(workbook: MemoryWorkbook) -> dict[str, Any]:
    rows = workbook.read(["Call Sheet"])["Call Sheet"].cells
    head = [str(cell) for cell in rows[0]]
    lines = [dict(zip(head, row, strict=False)) for row in rows[1:]]
    return {str(line["Name"]): line["Call"] for line in lines if line["Block"] == "Crew"}


def test_two_crew_of_one_name_are_named_with_their_posts() -> None:
    """Both get their call; a confirmation by that name is marked for neither."""
    crew = show().cells["Crew"]
    crew.append(["Art", "Buyer", "Jo Lee", "555-0106", "jo2@x.example", "9A"])
    workbook = show(Crew=crew)
    same = one(check(workbook), "same-name")
    assert (same.title, same.what[:15], place(same)) == (
        "2 people are called Jo Lee", "Key Grip, Buyer", ("Crew", "C3"),
    )  # fmt: skip
    press("publish_call_sheet", workbook, now=NOW, day=1, override="a test")
    message = press("confirm_call", workbook, now=NOW, day=1, names="Jo Lee")
    assert one(message, "two-of-that-name").what.startswith("Key Grip, Buyer")
    assert message.changed_cells == 0
    message = press("confirm_call", workbook, now=NOW, day=1, names="Jo Lee, Buyer; nobody")
    assert message.summary.startswith("Day 1: 1 of 3 have confirmed")
    assert one(message, "nobody-of-that-name").title.startswith("nobody is not on")


def test_calls_that_can_be_read_are_read_and_the_others_are_marked() -> None:
    """7:0a is no time: nobody is called at a guess; codes and lost zeros are what they are."""
    calls = ["7:0a", "0700", 7.0, "O/C", "TBD", "7.25", 0.3125]
    workbook = show(Crew=crew_with(calls))
    press("build_call_sheet", workbook, now=NOW, day=1)
    assert list(shown_calls(workbook).values()) == [
        "CHECK", "7:00A", "7:00A", "O/C", "TBD", "CHECK", "7:30A",
    ]  # fmt: skip
    unread = [f for f in check(workbook).findings if f.problem == "unreadable-call"]
    assert [place(f) for f in unread] == [("Crew", "F2"), ("Crew", "F7")]
    refused = press("publish_call_sheet", workbook, now=NOW, day=1)
    assert "not-published" in [finding.problem for finding in refused.findings]
    assert refused.documents == ()


def test_a_scene_on_two_days_is_said_on_both() -> None:
    schedule: Tab = [
        ["Day", "Scene", "Set", "Pages", "Cast"],
        [1.0, "12", "MILL", "1", "1"],
        [2.0, "12", "MILL", "1", "1"],
    ]
    workbook = show(Schedule=schedule)
    for day, cell in ((1, "B2"), (2, "B3")):
        twice = one(check(workbook, day), "scene-on-two-days")
        assert (twice.title, place(twice)) == (
            "Scene 12 stands on days 1 and 2", ("Schedule", cell),
        )  # fmt: skip


def test_a_cast_id_that_the_cast_tab_lacks_is_said_and_still_printed() -> None:
    schedule: Tab = [
        ["Day", "Scene", "Set", "Pages", "Cast"],
        [1.0, "12", "MILL", "1", "1, 77"],
    ]
    workbook = show(Schedule=schedule)
    unknown = one(check(workbook), "cast-id-unknown")
    assert (unknown.title, place(unknown)) == (
        "Cast id 77 of scene 12 is not in the Cast tab", ("Schedule", "E2"),
    )  # fmt: skip
    press("build_call_sheet", workbook, now=NOW, day=1)
    assert any("cast:77" in row for row in workbook.cells["Call Sheet"])


def test_no_hospital_and_a_day_outside_the_permit_keep_the_sheet_back() -> None:
    places: Tab = [
        ["No.", "Location", "Hospital", "Permit no.", "Permit from", "Permit to"],
        ["1", "Mill", None, "P-1", datetime(2026, 3, 1), datetime(2026, 3, 11)],
    ]
    workbook = show(Locations=places)
    message = check(workbook)
    assert place(one(message, "no-hospital")) == ("Locations", "C2")
    outside = one(message, "outside-permit")
    assert (outside.title, place(outside)) == (
        "Day 1 is outside the permit of location 1 Mill", ("Locations", "F2"),
    )  # fmt: skip
    assert press("publish_call_sheet", workbook, now=NOW, day=1).documents == ()


def test_a_day_that_moved_after_publishing_is_said_and_everybody_is_told_again() -> None:
    """The same entry in each calendar moves: one identity, a higher sequence."""
    workbook = show()
    press("publish_call_sheet", workbook, now=NOW, day=1, override="a test")
    workbook.cells["Shoot Days"][1][1] = datetime(2026, 3, 16)
    moved = one(check(workbook), "shoot-day-moved")
    assert moved.title == "Day 1 was published for Thu 12 Mar 2026 and is now Mon 16 Mar 2026"
    assert place(moved) == ("Shoot Days", "B2")
    message = press("publish_call_sheet", workbook, now=NOW, day=1, override="a test")
    assert "REV 1 BLUE" in message.summary
    assert message.summary.endswith("2 people to be sent it.")
    box = [row for row in workbook.cells["Call Sheet"] if "Changes" in row]
    assert any("Thu 12 Mar 2026" in row and "Mon 16 Mar 2026" in row for row in box)


@pytest.mark.timeout(120)
def test_a_crew_of_twelve_hundred_is_printed_whole() -> None:
    """Everyone stands on the tab and in the PDF, which takes more than one back."""
    head = ["Department", "Position", "Name", "Mobile", "E-mail", "Call"]
    people: Tab = [[f"Dept {n % 30}", f"Hand {n}", f"Person{n:04}", "1"] for n in range(1200)]
    workbook = show(Crew=[head, *people])
    message = press("build_call_sheet", workbook, now=NOW, day=1)
    assert message.summary.endswith("1 cast, 1200 crew.")
    assert len(shown_calls(workbook)) == 1200
    printed = PdfReader(io.BytesIO(next(iter(workbook.documents.values()))))
    text = "\n".join(page.extract_text() for page in printed.pages)
    assert sum(f"Person{n:04}" in text for n in range(1200)) == 1200
    large = one(check(workbook), "large-crew")
    assert large.title == "1200 people are called on day 1"
    assert large.place.tab == "Crew"


def test_forty_strips_in_a_day_are_said_and_all_printed() -> None:
    head = ["Day", "Scene", "Set", "Pages", "Cast"]
    strips: Tab = [[1.0, f"{n}", f"SET {n}", "4/8", "1"] for n in range(1, 41)]
    workbook = show(Schedule=[head, *strips])
    long = one(check(workbook), "day-too-long")
    assert long.title == "Day 1 is drafted to end 41.5 h after the crew call"
    assert long.what.startswith("40 strips, 20 pages")
    assert place(long) == ("Shoot Days", "A2")
    press("build_call_sheet", workbook, now=NOW, day=1)
    scenes = [row for row in workbook.cells["Call Sheet"] if "Scenes" in row and "LUNCH" not in row]
    assert len(scenes) == 40


def test_names_in_letters_of_other_fonts_are_said() -> None:
    """Vietnamese and Polish print everywhere; Chinese only where the machine has a font."""
    workbook = show(Crew=crew_with([None, None]))
    workbook.cells["Crew"][1][2] = "Đặng Łukasz"
    workbook.cells["Crew"][2][2] = "王 Wang"
    letters = one(check(workbook), "letters-without-font")
    assert place(letters) == ("Crew", "C3")
    assert '"王 Wang"' in letters.what
