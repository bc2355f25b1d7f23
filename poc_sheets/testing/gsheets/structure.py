"""Rows and columns that come, go and move, with everything tied to them."""

from collections.abc import Callable
from dataclasses import replace

from poc_sheets.testing.gsheets.a1 import Dimension, Shift
from poc_sheets.testing.gsheets.document import Spreadsheet
from poc_sheets.testing.gsheets.grid import Formula
from poc_sheets.testing.gsheets.references import after_shift
from poc_sheets.testing.gsheets.wire import bad_request


def insert(book: Spreadsheet, shift: Shift) -> None:
    """Insert `shift.count` rows or columns before `shift.start`."""
    grid = book.tab(shift.tab).grid
    if shift.start > grid.count(shift.dimension):
        bad_request(
            f"range.startIndex[{shift.start}] must be less than the grid size "
            f"({grid.count(shift.dimension)})."
        )
    _apply(book, shift)
    book.check_size()


def delete(book: Spreadsheet, shift: Shift) -> None:
    """Delete `-shift.count` rows or columns from `shift.start`.

    Raises:
        Refusal: nothing would be left, or they are not there.
    """
    size = book.tab(shift.tab).grid.count(shift.dimension)
    what = "rows" if shift.dimension == "ROWS" else "columns"
    if shift.start - shift.count > size:
        bad_request(f"Cannot delete {what} beyond the grid: it has {size}.")
    if -shift.count >= size:
        bad_request(f"You can't delete all the {what} on the sheet.")
    _apply(book, shift)


def _apply(book: Spreadsheet, shift: Shift) -> None:
    grid = book.tab(shift.tab).grid
    _rewrite_formulas(book, shift)
    grid.remap(shift.dimension, shift.of_index)
    if shift.dimension == "ROWS":
        grid.row_count += shift.count
    else:
        grid.column_count += shift.count
    book.follow(shift)
    book.computed.clear()


def _rewrite_formulas(book: Spreadsheet, shift: Shift) -> None:
    def tab_of(title: str | None, home: int) -> int | None:
        if title is None:
            return home
        tab = book.tab_called(title)
        return tab.id if tab else None

    for tab in book.tabs:
        for columns in tab.grid.cells.values():
            for column, cell in columns.items():
                if isinstance(cell.entered, Formula):
                    text = after_shift(cell.entered.text, tab.id, shift, tab_of)
                    if text != cell.entered.text:
                        columns[column] = replace(cell, entered=Formula(text))


def move(
    book: Spreadsheet, tab_id: int, dimension: Dimension, start: int, end: int, target: int
) -> None:
    """Move rows or columns `start` to `end` before what stands at `target`; formulas stay as typed.

    Raises:
        Refusal: the target lies inside what is moved.
    """
    if start < target < end:
        bad_request("Cannot move a dimension into itself.")
    place = _moving(start, end, target)
    book.tab(tab_id).grid.remap(dimension, place)
    for entry in book.metadata:
        if entry.tab == tab_id and entry.dimension == dimension:
            entry.start = place(entry.start)
            entry.end = entry.start + 1
    book.computed.clear()


def _moving(start: int, end: int, target: int) -> Callable[[int], int]:
    count = end - start

    def place(index: int) -> int:
        if start <= index < end:
            return index + (target - end if target >= end else target - start)
        if end <= index < target:
            return index - count
        if target <= index < start:
            return index + count
        return index

    return place
