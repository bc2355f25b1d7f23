"""Reading and writing plain values: `spreadsheets.values` on one range."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from poc_sheets.testing.gsheets.a1 import Area, GridRange
from poc_sheets.testing.gsheets.cells import check_length
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.entries import typed
from poc_sheets.testing.gsheets.grid import Cell, Formula
from poc_sheets.testing.gsheets.protections import Editor, check_protected
from poc_sheets.testing.gsheets.results import (
    is_date,
    number_format,
    plain_number,
    result_of,
    shown,
)
from poc_sheets.testing.gsheets.wire import Json, bad_request, bad_value

_LIST = "type.googleapis.com/google.protobuf.ListValue"
_INPUT_OPTIONS = ("RAW", "USER_ENTERED")


@dataclass(frozen=True, slots=True)
class View:
    """How values are read: which way round, shown or as held, dates as numbers or as shown."""

    major: str = "ROWS"
    render: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"


def read_values(book: Spreadsheet, wanted: GridRange, view: View) -> Json:
    """The values of a range; empty ends are left out, `values` too if all is empty."""
    tab = book.tab(wanted.tab)
    area = tab.area(wanted)
    lines: dict[int, dict[int, Any]] = {}
    for filled in tab.grid.inside(area):
        if filled.cell.entered is None:
            continue
        row, column = filled.row - area.top, filled.column - area.left
        line, place = (column, row) if view.major == "COLUMNS" else (row, column)
        value = _read(book, tab, filled.row, filled.column, view)
        lines.setdefault(line, {})[place] = value
    made: Json = {"range": tab.a1(area), "majorDimension": view.major}
    if lines:
        made["values"] = [_line(lines.get(line, {})) for line in range(max(lines) + 1)]
    return made


def _line(places: dict[int, Any]) -> list[Any]:
    return [places.get(place, "") for place in range(max(places) + 1)] if places else []


def _read(book: Spreadsheet, tab: Tab, row: int, column: int, view: View) -> object:
    cell = tab.grid.at(row, column)
    if view.render == "FORMULA" and isinstance(cell.entered, Formula):
        return cell.entered.text
    value = result_of(book, tab, row, column)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    as_shown = view.render == "FORMATTED_VALUE" or (
        view.dates == "FORMATTED_STRING" and is_number and is_date(cell)
    )
    if as_shown or value is None:
        return shown(value, cell, book.locale)
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return plain_number(float(value))
    return value.text


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did; cells that were given as null do not count."""

    tab: Tab
    area: Area
    rows: int
    columns: int
    cells: int

    def as_json(self, book: Spreadsheet) -> Json:
        """The counts as in an answer; zeros are left out."""
        made: Json = {
            "spreadsheetId": book.id,
            "updatedRange": self.tab.a1(self.area),
            "updatedRows": self.rows,
            "updatedColumns": self.columns,
            "updatedCells": self.cells,
        }
        return {name: value for name, value in made.items() if value}


def check_input_option(option: str) -> str:
    """The way values are typed.

    Raises:
        Refusal: the request does not say RAW or USER_ENTERED.
    """
    if option not in _INPUT_OPTIONS:
        if option in ("", "INPUT_VALUE_OPTION_UNSPECIFIED"):
            bad_request("'valueInputOption' is required but not specified")
        bad_value("value_input_option", "type.googleapis.com/.ValueInputOption", option)
    return option


def given_rows(body: Json, path: str = "data.values") -> list[list[Any]]:
    """The values of a request as rows.

    Raises:
        Refusal: they are no list of lists of plain values.
    """
    values = body.get("values") or []
    if not isinstance(values, list):
        bad_value(path, _LIST, values)
    for number, line in enumerate(values):
        if not isinstance(line, list):
            bad_value(f"{path}[{number}]", _LIST, line)
        for place, value in enumerate(line):
            if isinstance(value, dict | list):
                kind = "struct_value" if isinstance(value, dict) else "list_value"
                bad_request(f"Invalid {path}[{number}][{place}]: {kind} {{}}")
    if body.get("majorDimension") != "COLUMNS":
        return values
    width = max((len(line) for line in values), default=0)
    return [[line[row] if row < len(line) else None for line in values] for row in range(width)]


def write_values(
    book: Spreadsheet, wanted: GridRange, rows: Sequence[Sequence[Any]], option: str, editor: Editor
) -> Written:
    """Put values into a range, from its first cell; the grid grows if they need more room.

    Raises:
        Refusal: the values do not fit the range, or a cell is protected.
    """
    tab = book.tab(wanted.tab)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    asked = _unclamped(tab, wanted)
    area = Area(asked.top, asked.top + height, asked.left, asked.left + width)
    _check_fits(tab, wanted, asked, area)
    if not height or not width:
        return Written(tab, asked, 0, 0, 0)
    grow(book, tab, area)
    check_protected(book, tab.id, area, editor)
    touched: set[tuple[int, int]] = set()
    for row, values in enumerate(rows, area.top):
        for column, value in enumerate(values, area.left):
            if value is not None:
                old = tab.grid.at(row, column)
                tab.grid.put(row, column, _entered(old, value, option, book.locale))
                touched.add((row, column))
    book.computed.clear()
    row_count = len({row for row, _ in touched})
    return Written(tab, area, row_count, len({column for _, column in touched}), len(touched))


def _unclamped(tab: Tab, wanted: GridRange) -> Area:
    """A range to write into: it may end outside the grid, which then grows (pygsheets' tests)."""
    inside = tab.area(wanted)
    bottom = inside.bottom if wanted.bottom is None else wanted.bottom
    right = inside.right if wanted.right is None else wanted.right
    return Area(inside.top, bottom, inside.left, right)


def grow(book: Spreadsheet, tab: Tab, area: Area) -> None:
    """Give a grid as many rows and columns as an area needs."""
    grid = tab.grid
    if area.bottom > grid.row_count or area.right > grid.column_count:
        grid.row_count = max(grid.row_count, area.bottom)
        grid.column_count = max(grid.column_count, area.right)
        book.check_size()


def _check_fits(tab: Tab, wanted: GridRange, asked: Area, area: Area) -> None:
    one_cell = asked.height == 1 and asked.width == 1
    if one_cell and wanted.bottom is not None:
        return
    if wanted.right is not None and area.right > asked.right:
        _refuse_beyond(tab, asked, "column", Area(0, 1, asked.right, asked.right + 1).a1()[:-1])
    if wanted.bottom is not None and area.bottom > asked.bottom:
        _refuse_beyond(tab, asked, "row", str(asked.bottom + 1))


def _refuse_beyond(tab: Tab, asked: Area, what: str, place: str) -> None:
    bad_request(
        f"Requested writing within range [{tab.a1(asked)}], but tried writing to {what} [{place}]"
    )


def _entered(old: Cell, value: object, option: str, locale: str) -> Cell:
    if isinstance(value, bool):
        return replace(old, entered=value)
    if isinstance(value, int | float):
        return replace(old, entered=float(value))
    text = check_length(str(value))
    if text == "":
        return replace(old, entered=None)
    is_text_cell = (number_format(old) or {}).get("type") == "TEXT"
    if option == "RAW" or is_text_cell:
        return replace(old, entered=text)
    return type_into(old, text, locale)


def type_into(old: Cell, text: str, locale: str) -> Cell:
    """A cell after a person typed a text into it."""
    value, brought = typed(text, locale, datetime.now(UTC).year)
    if brought is None or number_format(old):
        return replace(old, entered=value)
    return replace(old, entered=value, format={**(old.format or {}), "numberFormat": brought})


def clear_values(book: Spreadsheet, wanted: GridRange, editor: Editor) -> str:
    """Empty a range, its formats kept; the cleared range as an answer names it."""
    tab = book.tab(wanted.tab)
    area = tab.area(wanted)
    check_protected(book, tab.id, area, editor)
    for filled in list(tab.grid.inside(area)):
        tab.grid.put(filled.row, filled.column, replace(filled.cell, entered=None))
    book.computed.clear()
    return tab.a1(area)
