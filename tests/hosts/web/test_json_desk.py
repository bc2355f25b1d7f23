"""A workbook that comes with the request: what is read of it, and what goes back."""

from pathlib import Path

import pytest

from poc_sheets.hosts.web.json_desk import JsonDesk
from poc_sheets.hosts.web.json_workbook import JsonWorkbook
from poc_sheets.hosts.web.wire import Call, FormulaRequest, PressRequest
from poc_sheets.problems import SheetError
from poc_sheets.workbook import Append, Document, ErrorValue

BUDGET = [
    ["Account", "Budget", "Flag", "Money at risk", "Why", "Notes"],
    [2818, 1000, "", "", "", "keep me"],
    ["0042", 500, "", "", "", ""],
]
ACTUALS = [["Account", "Amount", "Date"], ["2818", 1250.5, 46093], ["0042", 10, 46093]]
WORKBOOK = {"uid": "abc", "revision": 1, "tabs": {"Budget": BUDGET, "Actuals": ACTUALS}}


def test_cells_are_read_as_the_program_sends_them() -> None:
    """Whole numbers as floats, empty text as nothing, errors as errors, formulas by their place."""
    given = {
        "tabs": {"Money": [["A", 7, "", True, "#REF!", "#1 grip"]]},
        "formulas": {"Money": [[1, 2, "=3+4"]]},
        "ids": {"Money": "budget"},
    }
    book = JsonWorkbook(given)
    sheet = book.read(["Money"])["Money"]
    assert sheet.cells == [["A", 7.0, None, True, ErrorValue("#REF!"), "#1 grip"]]
    assert isinstance(sheet.cells[0][1], float)
    assert sheet.formulas == {(1, 2): "=3+4"}
    assert [(t.name, t.id) for t in book.tabs()] == [("Money", "budget")]


def test_a_press_gives_back_only_the_cells_that_it_fills(tmp_path: Path) -> None:
    desk = JsonDesk(tmp_path)
    message = desk.press(PressRequest("flag_overspend", "request-1", {}, WORKBOOK))
    assert message.ok, message.as_text()
    changes = desk.take_changes("request-1")
    filled = [c for c in changes if c["tab"] == "Budget"]
    assert {c["row"] for c in filled} == {2}
    assert {c["column"] for c in filled} <= {3, 4, 5}
    assert any(c["value"] == 250.5 for c in filled)
    assert all(c["was"] is None for c in filled)
    assert desk.take_changes("request-1") == []


def test_new_rows_go_back_as_cells() -> None:
    book = JsonWorkbook(WORKBOOK)
    book.write((), (Append("Actuals", 3, ({1: "2818", 2: 5},)),))
    assert [(c["row"], c["column"], c["value"]) for c in book.changes] == [
        (4, 1, "2818"),
        (4, 2, 5),
    ]


def test_new_rows_never_take_the_place_of_what_stands_there() -> None:
    book = JsonWorkbook({"tabs": {"Actuals": [*ACTUALS, ["", "", ""], ["Total", 1260.5, ""]]}})
    with pytest.raises(SheetError, match="no room"):
        book.write((), (Append("Actuals", 3, ({1: "2818"}, {1: "2819"})),))
    assert book.changes == []


def test_the_tabs_travel_once_for_each_revision() -> None:
    desk = JsonDesk()
    calls = (Call("SPENT", ("2818",)), Call("SPENT", ("0042",)), Call("SPENT", ("9",)))
    assert desk.calculate(FormulaRequest(WORKBOOK, calls)) == [1250.5, 10.0, "#no account 9"]
    again = {"uid": "abc", "revision": 1}
    assert desk.calculate(FormulaRequest(again, calls))[0] == 1250.5
    with pytest.raises(SheetError, match="was not sent"):
        desk.calculate(FormulaRequest(again | {"revision": 2}, calls))


def test_a_workbook_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(SheetError, match="rows of cells"):
        JsonDesk().calculate(FormulaRequest({"uid": "x", "tabs": [1]}, ()))


def test_documents_are_kept_under_names_that_every_system_takes(tmp_path: Path) -> None:
    (kept,) = JsonWorkbook(WORKBOOK, tmp_path).keep([Document("Day 12: call/sheet.pdf", b"%PDF")])
    assert Path(kept).parent == tmp_path
    assert Path(kept).read_bytes() == b"%PDF"
