"""Cells that a press must not change, and values that no cell can hold: nothing is written."""

from datetime import date
from pathlib import Path

import pytest

from poc_sheets.hosts.xlsx.workbook import open_workbook
from poc_sheets.problems import Exit, SheetError
from poc_sheets.workbook import Cell, Change, Value
from tests.hosts.xlsx.crew_tab import book, press


@pytest.mark.parametrize(
    ("row", "column", "was"),
    [(1, 2, 2400.5), (1, 2, "2400"), (1, 2, None), (1, 1, "name"), (2, 3, date(2026, 3, 4))],
)
def test_nothing_is_written_over_what_changed_meanwhile(
    tmp_path: Path, row: int, column: int, was: Cell
) -> None:
    """A cell that no longer holds what was read stops the whole write."""
    path = book(tmp_path)
    before = path.read_bytes()

    with pytest.raises(SheetError) as stopped:
        open_workbook(path).write(
            [Change("Crew", 5, 5, None, "x"), Change("Crew", row, column, was, "y")]
        )

    assert stopped.value.finding.problem == "changed-meanwhile"
    assert stopped.value.exit_code == Exit.LATER
    assert path.read_bytes() == before


REFUSED = {
    "formula-in-the-way": ('<c r="A1"><f>1+1</f><v>2</v></c>', ""),
    "block-in-the-way": ('<c r="A1" cm="1"><f t="array" ref="A1:B2">X</f><v>2</v></c>', ""),
    "covered-cell": (
        '<c r="B1"/>',
        '<mergeCells count="1"><mergeCell ref="A0:B2"/></mergeCells>'.replace("A0", "A1"),
    ),
    "protected-tab": ('<c r="A1"/>', '<sheetProtection sheet="1"/>'),
}


@pytest.mark.parametrize("problem", REFUSED)
def test_a_cell_that_cannot_take_a_value_is_refused_in_words(tmp_path: Path, problem: str) -> None:
    """A formula, an array, a merged or a locked cell is never overwritten."""
    cell, after = REFUSED[problem]
    path = book(tmp_path, f'<row r="1">{cell}</row>', after=after)
    before = path.read_bytes()
    row, column = (1, 2) if problem == "covered-cell" else (1, 1)
    was = open_workbook(path).read(["Crew"])["Crew"].at(row, column)

    with pytest.raises(SheetError) as stopped:
        press(path, row, column, was, 5)

    assert stopped.value.finding.problem == problem
    assert stopped.value.finding.place.tab == "Crew"
    assert path.read_bytes() == before


def test_spilled_and_linked_cells_are_refused(tmp_path: Path) -> None:
    """A cell filled by an array next to it, and a picture in a cell."""
    rows = (
        '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">X</f><v>2</v></c>'
        '<c r="C1" t="e" vm="1"><v>#VALUE!</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
    )
    for row, column in ((2, 1), (1, 3)):
        path = book(tmp_path, rows)
        was = open_workbook(path).read(["Crew"])["Crew"].at(row, column)
        with pytest.raises(SheetError, match="cannot be changed cell by cell"):
            press(path, row, column, was, 5)


def test_an_unlocked_cell_of_a_protected_tab_takes_a_value(tmp_path: Path) -> None:
    """Protection counts for locked cells only, as in the program."""
    path = book(tmp_path, after='<sheetProtection sheet="1"/>')

    assert press(path, 2, 1, None, 5).read(["Crew"])["Crew"].at(2, 1) == 5.0


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("x" * 32_768, "text-too-long"),
        (float("nan"), "no-cell-value"),
        (date(1899, 1, 1), "no-cell-value"),
    ],
)
def test_a_value_no_cell_can_hold_is_refused(tmp_path: Path, value: Value, problem: str) -> None:
    """Excel would cut the text, or call the file damaged."""
    path = book(tmp_path)

    with pytest.raises(SheetError) as stopped:
        press(path, 9, 9, None, value)

    assert stopped.value.finding.problem == problem
