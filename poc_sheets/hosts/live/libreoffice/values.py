"""Values of cells: out of the office and into it, a whole rectangle in one call.

The office gives text, floats, `''` for an empty cell and None for an error; a date or a yes/no is a
float whose format says so. It takes text and floats only: None or a boolean inside a row of values
ends the whole office process (seen with 7.4.7), so nothing else is ever handed over.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Number
from typing import Any

from poc_sheets.hosts.live.libreoffice.area import Area, runs
from poc_sheets.hosts.live.libreoffice.cell_errors import UNNAMED_ERROR, errors_of
from poc_sheets.hosts.live.libreoffice.document import Document
from poc_sheets.hosts.live.libreoffice.formulas import filled, to_calc
from poc_sheets.hosts.live.libreoffice.number_formats import (
    BOOLEAN,
    DATE,
    DATETIME,
    NUMBER,
    TIME,
    from_office,
)
from poc_sheets.hosts.live.libreoffice.uno_bridge import enum, uno_exception

Cells = list[list[Any]]

_CONTENT_FORMULA = 16
#: Writing a larger block is not made to be undone: it would take three times as long.
_UNDONE_UP_TO = 50_000
# Text that is not simply text: formulas, and Excel's mark for text.
_MARKS = frozenset("='")


def read(document: Document, cells: Any, area: Area, *, name_errors: bool = False) -> Cells:
    """The values of a rectangle.

    Args:
        document: the document.
        cells: the rectangle in the office.
        area: the same rectangle.
        name_errors: ask for the code of each error, one call for each such cell.

    Returns:
        One list for each row: None, text, float, bool, datetime or `CellError`. A time of day
        without a date stays a fraction of a day, as in Excel.
    """
    data: Cells = [list(row) for row in cells.getDataArray()]
    errors: list[tuple[int, int]] = []
    has_numbers = False
    for row_index, row in enumerate(data):
        for column_index, value in enumerate(row):
            if value == "":
                row[column_index] = None
            elif value is None:
                errors.append((row_index, column_index))
            elif type(value) is float:
                has_numbers = True
    if has_numbers:
        _read_kinds(document, cells, area, data)
    for row_index, column_index in errors:
        data[row_index][column_index] = UNNAMED_ERROR
    if name_errors:
        for (row_index, column_index), error in errors_of(cells, errors):
            data[row_index][column_index] = error
    return data


def _read_kinds(document: Document, cells: Any, area: Area, data: Cells) -> None:
    for place, kind in document.formats.areas(cells, area):
        read_kind(document, data, area, place, kind)


def read_kind(document: Document, data: Cells, area: Area, place: Area, kind: str) -> None:
    """Make dates or yes/no of the numbers in a place whose format says so."""
    if kind not in {DATE, DATETIME, BOOLEAN}:
        return
    first = place.column - area.column
    for row in data[place.row - area.row : place.last_row - area.row + 1]:
        for column_index in range(first, first + place.columns):
            value = row[column_index]
            if type(value) is float:
                is_date = kind != BOOLEAN
                row[column_index] = to_datetime(document, value) if is_date else value != 0


def to_datetime(document: Document, serial: float) -> datetime | float:
    """A day number as a date, to the millisecond; one that no calendar knows stays a number."""
    try:
        return document.first_day + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return serial


def write(
    document: Document, sheet: Any, cells: Any, area: Area, rows: Sequence[Sequence[Any]]
) -> None:
    """Put values into a rectangle; text that starts with `=` is a formula in Excel's grammar.

    Text stays text, whatever it looks like. A leading apostrophe is taken off, as in Excel, and
    makes text of what follows (`'=A1`). A date, a time or a yes/no gives its cell a format where
    the cell has none of that kind; a number takes a yes/no format away.
    """
    formulas: dict[tuple[int, int], str] = {}
    kinds: dict[tuple[int, int], str] = {}
    data = []
    for row_index, row in enumerate(rows):
        line: list[float | str] = []
        for column_index, value in enumerate(row):
            if type(value) is str and value[:1] not in _MARKS:
                line.append(value)
                continue
            plain, kind = to_office(document, value)
            if kind == "formula":
                formulas[area.row + row_index, area.column + column_index] = str(plain)
                plain = ""
            elif kind not in {"", NUMBER}:
                kinds[area.row + row_index, area.column + column_index] = kind
            line.append(plain)
        data.append(tuple(line))
    with _can_be_undone(document, sheet, cells, area):
        if len(formulas) < area.size:
            cells.setDataArray(tuple(data))
            _write_kinds(document, sheet, cells, area, data, kinds)
        write_formulas(sheet, formulas)


def fill(document: Document, sheet: Any, cells: Any, area: Area, formula: str) -> None:
    """Put one formula of Excel's grammar into all cells, moving along as when filled by hand."""
    calc = to_calc(formula)
    if len(list(document.formats.areas(cells, area))) > 1:
        # Filling by hand would spread the look of the first cell as well.
        with _can_be_undone(document, sheet, cells, area):
            cells.setFormulaArray(filled(calc, area.rows, area.columns))
        return
    cells.getCellByPosition(0, 0).setFormula(calc)
    if area.columns > 1:
        top = cells.getCellRangeByPosition(0, 0, area.columns - 1, 0)
        top.fillAuto(enum("sheet.FillDirection", "TO_RIGHT"), 1)
    if area.rows > 1:
        cells.fillAuto(enum("sheet.FillDirection", "TO_BOTTOM"), 1)


@contextmanager
def _can_be_undone(document: Document, sheet: Any, cells: Any, area: Area) -> Iterator[None]:
    """Let a person undo what is written into empty cells.

    LibreOffice's undo of its bulk calls leaves values in cells that were empty (seen with 7.4.7). It
    does clear cells that an array formula filled, so that stands there for a moment; one for each
    rectangle of one look, because an array formula spreads the look of its first cell.
    """
    gaps = []
    if area.size <= _UNDONE_UP_TO:
        gaps = [from_office(found) for found in cells.queryEmptyCells().getRangeAddresses()]
    if gaps:
        alike = [place for place, _ in document.formats.areas(cells, area)]
        gaps = [common for gap in gaps for place in alike if (common := gap.common(place))]
    for gap in gaps:
        sheet.getCellRangeByPosition(*gap.bounds).setArrayFormula("=0")
    try:
        yield
    except uno_exception():
        for gap in gaps:
            sheet.getCellRangeByPosition(*gap.bounds).clearContents(_CONTENT_FORMULA)
        raise


def to_office(document: Document, value: Any) -> tuple[float | str, str]:
    """A value as the office takes it, and what kind of format it needs: blank for text."""
    if isinstance(value, str):
        is_formula = value.startswith("=") and len(value) > 1
        return (value, "formula") if is_formula else (value.removeprefix("'"), "")
    if value is None:
        return "", ""
    if isinstance(value, (date, time, timedelta)):
        return _day_number(document, value)
    if isinstance(value, bool):
        return float(value), BOOLEAN
    if isinstance(value, (Number, Decimal)):
        number = float(value)  # type: ignore[arg-type]  # Number promises no __float__, all have it
        return (number, NUMBER) if math.isfinite(number) else ("", "")
    return str(value), ""


def _day_number(document: Document, value: date | time | timedelta) -> tuple[float, str]:
    if isinstance(value, datetime):
        days = (value.replace(tzinfo=None) - document.first_day) / timedelta(days=1)
        return days, DATETIME if value.time() != time() else DATE
    if isinstance(value, date):
        return float((value - document.first_day.date()).days), DATE
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    return value / timedelta(days=1), TIME


def _write_kinds(
    document: Document,
    sheet: Any,
    cells: Any,
    area: Area,
    data: Sequence[Sequence[float | str]],
    kinds: dict[tuple[int, int], str],
) -> None:
    missing: dict[str, list[tuple[int, int]]] = {}
    for place, has in document.formats.areas(cells, area):
        if has == BOOLEAN:
            for cell in _numbers(area, place, data):
                if cell not in kinds:
                    missing.setdefault(NUMBER, []).append(cell)
        for cell, wanted in kinds.items():
            if _holds(place, cell) and not suits(has, wanted):
                missing.setdefault(wanted, []).append(cell)
    for kind, places in missing.items():
        group = document.several(sheet, runs(places))
        group.setPropertyValue("NumberFormat", document.formats.key_for(kind))


def _numbers(
    area: Area, place: Area, data: Sequence[Sequence[float | str]]
) -> Iterator[tuple[int, int]]:
    for row in range(place.row, place.last_row + 1):
        for column in range(place.column, place.last_column + 1):
            if isinstance(data[row - area.row][column - area.column], float):
                yield row, column


def _holds(place: Area, cell: tuple[int, int]) -> bool:
    row, column = cell
    return place.row <= row <= place.last_row and place.column <= column <= place.last_column


def suits(has: str, wanted: str) -> bool:
    """Whether a format of one kind shows a value of another as a person would want it."""
    if wanted in {DATE, DATETIME}:
        return has in {DATE, DATETIME}
    return has == wanted or (wanted == TIME and has == DATETIME)


def write_formulas(sheet: Any, formulas: dict[tuple[int, int], str]) -> None:
    """Put formulas into cells of a sheet: one call for each rectangle that they fill."""
    for place in runs(formulas):
        rows = tuple(
            tuple(
                to_calc(formulas[row, column])
                for column in range(place.column, place.last_column + 1)
            )
            for row in range(place.row, place.last_row + 1)
        )
        sheet.getCellRangeByPosition(*place.bounds).setFormulaArray(rows)


def formula_places(cells: Any) -> Iterator[Area]:
    """The rectangles of a range that hold formulas."""
    for found in cells.queryContentCells(_CONTENT_FORMULA).getRangeAddresses():
        yield from_office(found)
