"""A workbook that travelled here as JSON: tabs in, changes out. The program applies the changes."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from poc_sheets.hosts.web.file_names import file_name
from poc_sheets.problems import Place, Problem
from poc_sheets.workbook import (
    Append,
    Cell,
    Change,
    Document,
    ErrorValue,
    Message,
    Sheet,
    TabInfo,
    Value,
    comparable,
)

_ERROR = re.compile(
    r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|BUSY!|GETTING_DATA)$"
)


NO_ROOM = Problem(
    "no-room-for-rows",
    title="There is no room for new rows",
    what="row {row} below the table holds {seen}",
    do="insert blank rows below the table, and press again",
)


class JsonWorkbook:
    """The tabs of a request.

    Attributes:
        changes: what the program is to write: `{"tab", "row", "column", "was", "value"}`, counted
            from 1; dates are serial numbers, an empty cell is `None`.
        last_message: what `show` was given last.
    """

    def __init__(self, given: Mapping[str, Any], folder: Path | None = None) -> None:
        """Read a request's workbook.

        Args:
            given: `tabs` (rows of cells by tab name), `ids` (our ids by tab name), `formulas`
                (`[row, column, text]` by tab name), `uid`.
            folder: where documents are kept; by default in the person's own Documents.
        """
        formulas = given.get("formulas") or {}
        self._sheets = {
            str(name): Sheet(str(name), _rows(rows), _formulas(formulas.get(name, ())))
            for name, rows in given["tabs"].items()
        }
        self._ids = dict(given.get("ids") or {})
        self.name = str(given.get("uid") or "workbook")
        own = f"{file_name(self.name)} documents"
        self._folder = folder or Path.home() / "Documents" / own
        self.changes: list[dict[str, Any]] = []
        self.last_message: Message | None = None

    def tabs(self) -> list[TabInfo]:
        """Every tab in its order."""
        return [TabInfo(name, self._ids.get(name, "")) for name in self._sheets]

    def read(self, names: Sequence[str]) -> dict[str, Sheet]:
        """The named tabs, with the formulas that stand in them."""
        return {name: self._sheets[name] for name in names}

    def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
        """Note all changes or none.

        Raises:
            SheetError: rows stand where new ones go.
        """
        for append in appends:
            self._check_room(append)
        for change in changes:
            self._note(change.tab, change.row, change.column, change.was, change.value)
        for append in appends:
            for row, cells in enumerate(append.rows, start=append.after_row + 1):
                for column, value in cells.items():
                    self._note(append.tab, row, column, None, value)

    def keep(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """Keep documents in the folder; where each can be opened."""
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = []
        for document in documents:
            path = self._folder / file_name(document.name)
            path.write_bytes(document.content)
            kept.append(str(path))
        return tuple(kept)

    def show(self, message: Message) -> None:
        """Keep the message: it is the answer to the request."""
        self.last_message = message

    def _check_room(self, append: Append) -> None:
        cells = self._sheets[append.tab].cells
        first = append.after_row
        for number, row in enumerate(cells[first : first + len(append.rows)], start=first + 1):
            seen = next((cell for cell in row if cell is not None), None)
            if seen is not None:
                raise NO_ROOM.stop(Place(append.tab, number), row=number, seen=seen)

    def _note(self, tab: str, row: int, column: int, was: Cell, value: Value) -> None:
        change = {"tab": tab, "row": row, "column": column}
        self.changes.append(change | {"was": _json(was), "value": _json(value)})


def read_arguments(arguments: Sequence[Any]) -> list[Any]:
    """A formula's arguments as cells and rows of cells: blank is `None`, `#REF!` an error."""
    return [_rows(each) if isinstance(each, list) else _cell(each) for each in arguments]


def _rows(given: Any) -> list[list[Cell]]:
    return [[_cell(cell) for cell in row] for row in given]


def _formulas(given: Any) -> dict[tuple[int, int], str]:
    return {(int(row), int(column)): str(text) for row, column, text in given}


def _cell(given: object) -> Cell:
    if given == "" or given is None:
        return None
    if isinstance(given, str) and _ERROR.match(given):
        return ErrorValue(given)
    if isinstance(given, bool | str):
        return given
    return float(given) if isinstance(given, int | float) else str(given)


def _json(value: Cell | Value) -> str | float | bool | None:
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime | date | time):
        serial = comparable(value)
        return None if isinstance(serial, ErrorValue) else serial
    return value
