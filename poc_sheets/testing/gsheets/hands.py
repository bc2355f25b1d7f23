"""A spreadsheet under a person's hands: what somebody does in the browser, outside any API."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from threading import RLock
from typing import Any, TypeVar

from poc_sheets.testing.gsheets.a1 import Area, GridRange, Shift, column_number
from poc_sheets.testing.gsheets.batch_update.moving import sort_rows
from poc_sheets.testing.gsheets.dates import serial_of
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.files import Drive, File, spreadsheet_of
from poc_sheets.testing.gsheets.grid import Formula
from poc_sheets.testing.gsheets.protections import Editor
from poc_sheets.testing.gsheets.structure import delete, insert, move
from poc_sheets.testing.gsheets.values import View, clear_values, read_values, write_values

_T = TypeVar("_T")


class OpenSpreadsheet:
    """A spreadsheet of the emulator as tests look at it and as people edit it.

    Edits count as made by `person`, use no quota and are not in the log of calls. Rows and
    columns count from 1, as on screen.
    """

    def __init__(self, drive: Drive, file: File, lock: RLock, person: str) -> None:
        self.drive = drive
        self.file = file
        self.lock = lock
        self.person = person

    @property
    def id(self) -> str:
        """The spreadsheet's id."""
        return self.file.id

    @property
    def book(self) -> Spreadsheet:
        """The whole state, to look at only."""
        return spreadsheet_of(self.file)

    @property
    def tabs(self) -> list[str]:
        """The titles of the tabs, in order."""
        return [tab.title for tab in self.book.tabs]

    def tab(self, title: str) -> Tab:
        """One tab.

        Raises:
            KeyError: there is none of that title.
        """
        found = self.book.tab_called(title)
        if found is None:
            raise KeyError(title)
        return found

    def rows(
        self, range_text: str, *, formulas: bool = False, shown: bool = False
    ) -> list[list[Any]]:
        """The values of a range (a tab's title for all of it); `""` for an empty cell.

        Args:
            range_text: A range in A1 notation.
            formulas: Formulas as typed in the place of their results.
            shown: Values as the cells show them, all texts.
        """
        render = "FORMULA" if formulas else "FORMATTED_VALUE" if shown else "UNFORMATTED_VALUE"
        with self.lock:
            found = read_values(self.book, self.book.find_range(range_text), View(render=render))
        values: list[list[Any]] = found.get("values", [])
        return values

    def at(self, cell_text: str) -> Any:
        """The value of one cell (`Crew!B2`); `None` if it is empty."""
        rows = self.rows(cell_text)
        return rows[0][0] if rows and rows[0] else None

    def type(self, range_text: str, *rows: object) -> None:
        """Type values as at the keyboard: `0042` becomes 42, `=1+1` a formula.

        Each argument is a row, or a single value.
        """
        self._write(range_text, rows, "USER_ENTERED")

    def put(self, range_text: str, *rows: object) -> None:
        """Put typed values: texts stay texts, dates become dates, `=` starts a formula."""
        lines = [list(row) if isinstance(row, list | tuple) else [row] for row in rows]
        corner = self.book.find_range(range_text)

        def action(book: Spreadsheet) -> None:
            tab = book.tab(corner.tab)
            for row, values in enumerate(lines, corner.top or 0):
                for column, value in enumerate(values, corner.left or 0):
                    put_value(tab, row, column, value)
            book.computed.clear()

        self._change(action)

    def _write(self, range_text: str, rows: Sequence[object], option: str) -> None:
        lines = [list(row) if isinstance(row, list | tuple) else [row] for row in rows]
        self._change(
            lambda book: write_values(
                book, _corner(book.find_range(range_text)), lines, option, Editor(self.person)
            )
        )

    def clear(self, range_text: str) -> None:
        """Empty the cells of a range."""
        self._change(
            lambda book: clear_values(book, book.find_range(range_text), Editor(self.person))
        )

    def insert_rows(self, title: str, before: int, count: int = 1) -> None:
        """Insert empty rows before a row."""
        self._change(lambda book: insert(book, Shift(_id(book, title), "ROWS", before - 1, count)))

    def delete_rows(self, title: str, first: int, count: int = 1) -> None:
        """Delete rows."""
        self._change(lambda book: delete(book, Shift(_id(book, title), "ROWS", first - 1, -count)))

    def move_row(self, title: str, row: int, before: int) -> None:
        """Drag a row to another place."""
        self._change(lambda book: move(book, _id(book, title), "ROWS", row - 1, row, before - 1))

    def sort(self, title: str, column: str, *, headings: int = 1, descending: bool = False) -> None:
        """Sort a tab's rows below its headings by one column (`"C"`)."""
        order = "DESCENDING" if descending else "ASCENDING"
        spec = {"dimensionIndex": column_number(column) - 1, "sortOrder": order}

        def action(book: Spreadsheet) -> None:
            tab = book.tab(_id(book, title))
            used = tab.grid.used()
            if used:
                area = Area(headings, used.bottom, 0, max(used.right, column_number(column)))
                sort_rows(book, tab, area, [spec])

        self._change(action)

    def rename_tab(self, title: str, new: str) -> None:
        """Give a tab another title."""

        def action(book: Spreadsheet) -> None:
            tab = book.tab(_id(book, title))
            tab.properties = {**tab.properties, "title": new}

        self._change(action)

    def edit(self, action: Callable[[Spreadsheet], _T]) -> _T:
        """Any other edit, on the state itself; all of it counts as one change."""
        return self._change(action)

    def _change(self, action: Callable[[Spreadsheet], _T]) -> _T:
        with self.lock:
            return self.drive.change(self.file, self.person, action)


def _id(book: Spreadsheet, title: str) -> int:
    found = book.tab_called(title)
    if found is None:
        raise KeyError(title)
    return found.id


def _corner(area: GridRange) -> GridRange:
    top, left = area.top or 0, area.left or 0
    return GridRange(area.tab, top, top + 1, left, left + 1)


def put_value(tab: Tab, row: int, column: int, value: object) -> None:
    """Put one typed value into a cell: a text that starts with `=` is a formula.

    A date gets a date format unless the cell has one.

    Raises:
        TypeError: the value is none that a cell can hold.
    """
    grid = tab.grid
    grid.row_count = max(grid.row_count, row + 1)
    grid.column_count = max(grid.column_count, column + 1)
    cell = grid.at(row, column)
    if isinstance(value, date):
        pattern = "yyyy-mm-dd hh:mm:ss" if isinstance(value, datetime) else "yyyy-mm-dd"
        kind = "DATE_TIME" if isinstance(value, datetime) else "DATE"
        own = {"numberFormat": {"type": kind, "pattern": pattern}, **(cell.format or {})}
        grid.put(row, column, replace(cell, entered=serial_of(value), format=own))
    elif isinstance(value, str):
        text = Formula(value) if value.startswith("=") else value or None
        grid.put(row, column, replace(cell, entered=text))
    elif value is None or isinstance(value, bool):
        grid.put(row, column, replace(cell, entered=value))
    elif isinstance(value, int | float):
        grid.put(row, column, replace(cell, entered=float(value)))
    else:
        message = f"A cell cannot hold {value!r}."
        raise TypeError(message)
