"""List crew and List cast: what may be seen, and what changed since the last issue."""

import json
from typing import Any

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.published.publishable import allowed
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import ErrorValue
from tests.actions.reported import found, headings, pressed, rows, show, words

CREW: list[list[Any]] = [
    ["Department", "Position", "Name", "Mobile", "E-mail", "Rate", "Home address", "Publish"],
    ["Grip", "Key Grip", "Jo Lee", "555-0101", "jo@mill.example", 61.25, "1 Secret Ln", None],
    ["Grip", "Grip", "Al Moe", "555-0102", None, 44.5, None, None],
    ["Camera", "Loader", "Chris Lee", 5550103.0, None, 44.5, None, "Name only"],
    ["Camera", "Loader", "Chris Lee", "555-0104", None, 44.5, None, None],
    ["Art", "Buyer", "Di Fox", "555-0105", "di@mill.example", 44.5, "2 Hidden Rd", "No"],
]  # fmt: skip
CAST: list[list[Any]] = [
    ["ID", "Character", "Performer", "Mobile", "E-mail", "Agent", "Agent phone", "Minor", "Birth date", "Rate", "Publish"],
    ["2", "Bob", "B. Cee", "555-0202", "b@mill.example", "North", "555-0300", None, None, 900.0, None],
    ["10", "Cy", "C. Dee", "555-0203", "c@mill.example", "South", "555-0301", "Yes", "2015-04-01", 800.0, None],
    ["3", "Di", "D. Eff", "555-0204", "d@mill.example", "East", "555-0302", None, None, 800.0, "Agent, Mobile"],
]  # fmt: skip


def people(**more: list[list[Any]]) -> MemoryWorkbook:
    """A show with a crew of five and a cast of three."""
    copies = {"Crew": [list(row) for row in CREW], "Cast": [list(row) for row in CAST]}
    return show(**(copies | more))


def issues(workbook: MemoryWorkbook) -> list[tuple[object, object, object]]:
    return [(r["List"], r["Revision"], r["Colour"]) for r in rows(workbook, "Published Lists")]


def test_the_crew_stands_by_department_with_phone_and_mail() -> None:
    """Departments of the Departments tab come first; No is left out, Name only has no contact."""
    workbook = people()
    message = pressed(workbook, "list_crew")
    assert message.summary == "Crew list issued, White: 4 people."
    assert list(workbook.documents) == ["MILL_CREW_2026-03-12.pdf"]
    text = words(workbook, "CREW")
    assert "Grip Key Grip Jo Lee 555-0101 jo@mill.example Grip Al Moe 555-0102" in text
    assert "Camera Loader Chris Lee Loader Chris Lee 555-0104" in text
    assert "Di Fox" not in text


def test_one_phone_change_marks_that_cell_alone() -> None:
    workbook = people()
    pressed(workbook, "list_crew")
    workbook.cells["Crew"][2][3] = "555-9999"
    message = pressed(workbook, "list_crew")
    assert message.summary == "Crew list issued, REV 1 Blue: 4 people."
    [finding] = found(message, "list-changes")
    assert finding.what == "Al Moe (Mobile)"
    assert words(workbook, "REV1-BLUE").count("*") == len(["555-9999*", "* changed since"])
    assert issues(workbook) == [("Crew list", 0, "White"), ("Crew list", 1, "Blue")]


def test_the_second_of_two_with_one_name_is_told_apart() -> None:
    workbook = people()
    pressed(workbook, "list_crew")
    workbook.cells["Crew"][4][3] = "555-7777"
    [finding] = found(pressed(workbook, "list_crew"), "list-changes")
    assert (finding.title, finding.what) == (
        "Lines of the crew list changed since the first issue (White): 1",
        "Chris Lee (Mobile)",
    )


def test_who_comes_and_goes_is_named() -> None:
    workbook = people()
    pressed(workbook, "list_crew")
    workbook.cells["Crew"][2] = ["Grip", "Grip", "Bo Lum", "555-0109", None, None, None, None]
    [finding] = found(pressed(workbook, "list_crew"), "list-changes")
    assert finding.what == "Bo Lum (new), Al Moe (no longer listed)"
    assert "No longer listed: Al Moe." in words(workbook, "REV1")


def test_nothing_new_is_no_new_issue() -> None:
    """The same list is printed again as it was issued, with its stars."""
    workbook = people()
    pressed(workbook, "list_crew")
    workbook.cells["Crew"][2][3] = "555-9999"
    pressed(workbook, "list_crew")
    printed = workbook.documents["MILL_CREW_2026-03-12_REV1-BLUE.pdf"]
    message = pressed(workbook, "list_crew")
    assert message.summary == "Crew list unchanged, REV 1 Blue: 4 people."
    assert len(found(message, "list-unchanged")) == 1
    assert len(issues(workbook)) == 2
    assert workbook.documents["MILL_CREW_2026-03-12_REV1-BLUE.pdf"] == printed


def test_a_preview_is_not_remembered() -> None:
    workbook = people()
    message = pressed(workbook, "list_crew", preview=True)
    assert message.summary == "Crew list would be issued, White: 4 people."
    assert issues(workbook) == []
    assert list(workbook.documents) == ["MILL_CREW-PREVIEW_2026-03-12.pdf"]
    assert "PREVIEW of White" in words(workbook, "PREVIEW")


def private_values(tab: str) -> dict[str, str]:
    """A value that would be recognised anywhere, for each private column of a tab."""
    found_tab = next(each for each in every_tab() if each.tab == tab)
    values = {}
    for number, spec in enumerate(s for s in columns_of(found_tab) if s.private):
        values[spec.heading] = f"PRIVATE{number}"
    return values


@pytest.mark.parametrize(("tab", "action"), [("Crew", "list_crew"), ("Cast", "list_cast")])
def test_no_private_column_is_printed_or_remembered(tab: str, action: str) -> None:
    """Every private column of the tab holds a mark; text columns can hold it as it is."""
    first: dict[str, Any] = {
        "Department": "Grip", "Position": "Grip", "Name": "Al Moe", "ID": "1", "Character": "Ann",
        "Performer": "A. Bee", "Notes": "PRIVATE-NOTE",
    }  # fmt: skip
    numbers = {
        "Rate": 77777.77,
        "Guaranteed hours": 66666.0,
        "Fringe": 0.55555,
        "Kit rental": 44444.0,
    }
    names = headings(tab)
    row = [first.get(str(n)) for n in names]
    for heading, mark in private_values(tab).items():
        row[names.index(heading)] = numbers.get(heading, mark)
    workbook = people(**{tab: [names, row]})
    pressed(workbook, action)
    kept = json.dumps([r["What it showed"] for r in rows(workbook, "Published Lists")])
    for text in (words(workbook, "MILL"), kept):
        assert "PRIVATE" not in text
        for number in ("77777", "66666", "55555", "44444"):
            assert number not in text


def test_a_home_address_stands_only_where_its_row_says_so() -> None:
    workbook = people()
    workbook.cells["Crew"][1][7] = "Home address; mobile"
    pressed(workbook, "list_crew")
    text = words(workbook, "CREW")
    assert "Jo Lee 555-0101 1 Secret Ln" in text
    assert "Hidden" not in text
    assert "jo@mill.example" not in text


def test_words_under_publish_that_are_not_understood_list_the_name_only() -> None:
    workbook = people()
    workbook.cells["Crew"][1][7] = "Mobile but not at night"
    [finding] = found(pressed(workbook, "list_crew"), "publish-unread")
    assert (finding.place.tab, finding.place.cell) == ("Crew", "H2")
    assert "555-0101" not in words(workbook, "CREW")


def test_a_damaged_cell_of_publish_lists_the_name_only() -> None:
    workbook = people()
    workbook.cells["Crew"][1][7] = ErrorValue("#REF!")
    pressed(workbook, "list_crew")
    text = words(workbook, "CREW")
    assert "Jo Lee" in text
    assert "555-0101" not in text


def test_nobody_drops_off_because_of_a_cell_that_cannot_be_read() -> None:
    """A phone that shows an error is CHECK; so is a name; both people stay listed."""
    workbook = people()
    pressed(workbook, "list_crew")
    workbook.cells["Crew"][1][3] = ErrorValue("#REF!")
    workbook.cells["Crew"][2][2] = ErrorValue("#NAME?")
    message = pressed(workbook, "list_crew")
    assert message.summary.endswith("REV 1 Blue: 4 people.")
    text = words(workbook, "REV1")
    assert "Jo Lee CHECK*" in text
    assert "CHECK* 555-0102*" in text


def test_the_cast_stands_by_id_with_the_agent_alone() -> None:
    """2 before 3 before 10; an own phone only where the row names it; never a birth date."""
    workbook = people()
    message = pressed(workbook, "list_cast")
    assert message.summary == "Cast list issued, White: 3 people."
    text = words(workbook, "CAST")
    assert text.index("B. Cee") < text.index("D. Eff") < text.index("C. Dee (K)")
    assert "South 555-0301" in text
    assert "555-0204" in text
    for hidden in ("555-0202", "555-0203", "b@mill.example", "2015", "900"):
        assert hidden not in text


def test_both_lists_count_their_own_revisions() -> None:
    workbook = people()
    pressed(workbook, "list_crew")
    pressed(workbook, "list_cast")
    workbook.cells["Cast"][1][5] = "West"
    pressed(workbook, "list_cast")
    assert issues(workbook) == [
        ("Crew list", 0, "White"), ("Cast list", 0, "White"), ("Cast list", 1, "Blue"),
    ]  # fmt: skip


def test_a_lost_issue_stars_nothing_and_takes_no_number_twice() -> None:
    workbook = people()
    pressed(workbook, "list_crew")
    workbook.cells["Published Lists"][1][-1] = "{gone"
    message = pressed(workbook, "list_crew")
    assert len(found(message, "list-issue-unreadable")) == 1
    assert issues(workbook)[-1] == ("Crew list", 1, "Blue")
    assert "*" not in words(workbook, "REV1")


@pytest.mark.parametrize(("tab", "action"), [("Crew", "list_crew"), ("Cast", "list_cast")])
def test_an_empty_tab_is_said(tab: str, action: str) -> None:
    workbook = people(**{tab: [headings(tab)]})
    message = pressed(workbook, action)
    assert [f.problem for f in message.findings] == ["nobody-to-list"]
    assert workbook.documents == {}


def test_a_crew_of_twelve_hundred_is_remembered_in_parts() -> None:
    """A cell holds no more than 32,767 characters; one change is still one change."""
    crew = [
        [
            "Grip",
            f"Grip {n}",
            f"Person {n % 700}",
            f"555-{n:04}",
            f"p{n}@mill.example",
            None,
            None,
            None,
        ]
        for n in range(1200)
    ]
    workbook = people(Crew=[CREW[0], *crew])
    pressed(workbook, "list_crew")
    parts = rows(workbook, "Published Lists")
    assert len(parts) > 2
    assert max(len(str(r["What it showed"])) for r in parts) <= 32_767
    assert found(pressed(workbook, "list_crew"), "list-unchanged")
    workbook.cells["Crew"][900][3] = "555-x"
    [finding] = found(pressed(workbook, "list_crew"), "list-changes")
    assert finding.what == "Person 199 (Mobile)"


def test_who_has_neither_phone_nor_mail_is_named() -> None:
    workbook = people()
    workbook.cells["Crew"][2][3] = None
    [finding] = found(pressed(workbook, "list_crew"), "listed-without-contact")
    assert (finding.what, finding.place.cell) == ("Al Moe", "D3")


@pytest.mark.parametrize(
    ("text", "is_listed", "parts", "is_read"),
    [
        ("", True, {"mobile"}, True),
        ("Yes", True, {"mobile"}, True),
        ("NO", False, set(), True),
        ("name  only", True, set(), True),
        ("E-mail, Phone", True, {"email", "mobile"}, True),
        ("No, Mobile", True, set(), False),
        ("rate", True, set(), False),
    ],
)
def test_what_a_row_allows(text: str, is_listed: bool, parts: set[str], is_read: bool) -> None:  # noqa: FBT001  (cases of a table)
    may = allowed(text, frozenset({"mobile"}), frozenset({"mobile", "email"}))
    assert (may.is_listed, set(may.parts), may.is_read) == (is_listed, parts, is_read)


def test_every_private_column_is_covered() -> None:
    """The proof above is only as good as the marks: there are private columns in both tabs."""
    for tab in (CrewMember, CastMember):
        assert {spec.heading for spec in columns_of(tab) if spec.private} >= {"Rate"}
