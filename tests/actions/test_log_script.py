"""Log script: numbered copies of a colour, and who still works from an older one."""

from typing import Any

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import ErrorValue
from tests.actions.reported import NOW, day, found, headings, pressed, rows, show, type_in

LOG, TAB = "log_script", "Script Distribution"


def office(**more: list[list[Any]]) -> MemoryWorkbook:
    """A crew of four, two of them called Chris Lee, and a cast of two with one part uncast."""
    tabs: dict[str, list[list[Any]]] = {
        "Crew": [
            ["Department", "Position", "Name", "E-mail"],
            ["Grip", "Key Grip", "Jo Lee", "jo@mill.example"],
            ["Grip", "Grip", "Chris Lee", None],
            ["Set Dec", "Buyer", "Chris Lee", None],
            ["Set Dec", "Leadman", "Di Fox", None],
        ],
        "Cast": [
            ["ID", "Character", "Performer"], ["1", "Ann", "A. Bee"], ["2", "Bob", None],
        ],
    }  # fmt: skip
    return show(**(tabs | more))


def copies(workbook: MemoryWorkbook) -> list[tuple[object, ...]]:
    return [
        (r["Copy no."], r["Colour"], r["Person"], r.get("Position")) for r in rows(workbook, TAB)
    ]


def test_everybody_gets_a_numbered_copy() -> None:
    """The crew, then the performers that are cast; e-mail where there is an address."""
    workbook = office()
    workbook.cells["Production"] += [["Script colour", "Blue"], ["Script date", "2026-03-01"]]
    message = pressed(workbook, LOG, to="everybody", handed_by="Noor")
    assert message.summary == "Blue: copies 1 to 5 handed out."
    assert [c[2] for c in copies(workbook)] == [
        "Jo Lee", "Chris Lee", "Chris Lee", "Di Fox", "A. Bee",
    ]  # fmt: skip
    assert rows(workbook, TAB)[0] == {
        "Copy no.": 1, "Colour": "Blue", "Draft dated": day("2026-03-01"), "Pages": "Full",
        "Person": "Jo Lee", "Position": "Key Grip", "Department": "Grip", "Date": NOW.date(),
        "By": "e-mail", "Handed out by": "Noor", "Watermark": "1 JO LEE BLUE",
    }  # fmt: skip


def test_departments_and_people_are_named_with_semicolons() -> None:
    workbook = office()
    pressed(workbook, LOG, to="grip; a. bee ;CHRIS LEE, Buyer", color="pink", pages="12-14, 33A")
    assert [(c[2], c[3]) for c in copies(workbook)] == [
        ("Jo Lee", "Key Grip"), ("Chris Lee", "Grip"), ("Chris Lee", "Buyer"), ("A. Bee", "Ann"),
    ]  # fmt: skip
    assert {r["Pages"] for r in rows(workbook, TAB)} == {"12-14, 33A"}


def test_a_name_of_two_is_never_guessed() -> None:
    workbook = office()
    message = pressed(workbook, LOG, to="Chris Lee; Di Fox; Nobody")
    [two] = found(message, "script-to-two")
    assert (two.title, two.do) == (
        "There are 2 people called Chris Lee", "write name and position, such as Chris Lee, Grip",
    )  # fmt: skip
    assert found(message, "script-to-nobody")[0].title.endswith("called Nobody")
    assert copies(workbook) == [(1, "White", "Di Fox", "Leadman")]


def test_who_has_the_colour_gets_no_second_copy() -> None:
    workbook = office()
    pressed(workbook, LOG, to="Grip")
    message = pressed(workbook, LOG, to="everybody")
    assert message.summary == "White: copies 3 to 5 handed out. 2 have it already."
    message = pressed(workbook, LOG, to="everybody")
    assert message.summary == "White: no copy was handed out, 5 are logged. 5 have it already."
    type_in(workbook, TAB, {"Person": "Di Fox"}, {"Returned": "Yes"})
    assert pressed(workbook, LOG, to="everybody").summary.startswith("White: copy 6 handed out")


def test_two_people_of_one_name_and_position_get_two_copies() -> None:
    workbook = office(
        Crew=[["Department", "Position", "Name"], ["Grip", "Grip", "Al"], ["Grip", "Grip", "Al"]]
    )
    pressed(workbook, LOG, to="Grip")
    assert [c[0] for c in copies(workbook)] == [1, 2]
    assert "2 have it already" in pressed(workbook, LOG, to="Grip").summary


def test_a_number_is_never_given_twice() -> None:
    """Not after its rows were deleted, and not where a higher one was typed by hand."""
    workbook = office()
    pressed(workbook, LOG, to="everybody")
    del workbook.cells[TAB][3:]
    pressed(workbook, LOG, to="everybody")
    assert [c[0] for c in copies(workbook)] == [1, 2, 6, 7, 8]
    workbook.cells[TAB].append([40.0, "White", None, None, "Visitor"])
    pressed(workbook, LOG, to="everybody", color="Blue")
    assert [c[0] for c in copies(workbook)][-5:] == [41, 42, 43, 44, 45]


def test_a_damaged_row_keeps_its_number() -> None:
    workbook = office()
    workbook.cells[TAB].append([17.0, ErrorValue("#REF!"), None, None, "Al"])
    message = pressed(workbook, LOG, to="Di Fox")
    assert "copy 18 handed out" in message.summary
    assert found(message, "error-in-cell")


def test_who_still_holds_an_older_colour_is_told() -> None:
    """Jo has pink and white, Di only white, Chris gave white back, A. Bee has a colour unknown."""
    workbook = office()
    pressed(workbook, LOG, to="Jo Lee; Di Fox; Chris Lee, Buyer")
    pressed(workbook, LOG, to="Jo Lee", color="Pink")
    type_in(workbook, TAB, {"Position": "Buyer"}, {"Returned": day("2026-03-10")})
    workbook.cells[TAB].append([9.0, "Mauve", None, None, "A. Bee", "Ann"])
    message = pressed(workbook, LOG)
    assert message.summary == "White: no copy was handed out, 5 are logged."
    [old] = found(message, "script-older-colour")
    assert (old.title, old.what) == (
        "Nothing newer than White is with 1 person", "Di Fox; the newest colour out is Pink",
    )  # fmt: skip
    [pages] = found(message, "script-old-pages-out")
    assert (pages.what, pages.place.heading) == ("Jo Lee (White)", "Returned")
    [unknown] = found(message, "script-colour-unknown")
    assert "copy 9 of A. Bee" in unknown.what


def test_double_blue_comes_after_cherry() -> None:
    workbook = office()
    pressed(workbook, LOG, to="Jo Lee", color="cherry")
    message = pressed(workbook, LOG, to="Di Fox", color="2nd blue")
    assert copies(workbook)[-1] == (2, "Double Blue", "Di Fox", "Leadman")
    assert found(message, "script-older-colour")[0].title.startswith("Nothing newer than Cherry")


def test_an_older_colour_is_handed_out_with_a_word() -> None:
    workbook = office()
    pressed(workbook, LOG, to="Jo Lee", color="Pink")
    message = pressed(workbook, LOG, to="Di Fox", color="Blue")
    [finding] = found(message, "script-older-than-out")
    assert finding.what == "Pink comes after Blue in the Revision colours"


def test_the_production_tab_should_name_the_same_colour() -> None:
    [finding] = found(
        pressed(office(), LOG, to="Di Fox", color="Blue"), "script-colour-of-production"
    )
    assert finding.title == "The Production tab still says that the script is White"


def test_a_colour_that_the_show_does_not_have_stops_the_press() -> None:
    workbook = office()
    message = press(LOG, workbook, now=NOW, to="everybody", color="Tartan")
    assert (message.ok, message.exit_code) == (False, 2)
    assert message.findings[0].problem == "no-such-script-colour"
    assert copies(workbook) == []


@pytest.mark.parametrize("tab", ["Crew", "Cast"])
def test_an_empty_tab_leaves_the_other(tab: str) -> None:
    workbook = office(**{tab: [headings(tab)]})
    pressed(workbook, LOG, to="everybody")
    assert len(copies(workbook)) == {"Crew": 1, "Cast": 4}[tab]


def test_twelve_hundred_get_their_numbers_in_one_press() -> None:
    crew = [["Grip", f"Grip {n}", f"Person {n}"] for n in range(1200)]
    workbook = office(Crew=[["Department", "Position", "Name"], *crew])
    pressed(workbook, LOG, to="Grip")
    assert [c[0] for c in copies(workbook)] == list(range(1, 1201))
