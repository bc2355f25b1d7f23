"""New rows below a table of a running program: the table grows, what is below moves down."""

import re
from collections.abc import Iterator
from typing import Any

import xlwings as xw

from poc_sheets.hosts.live.cells import as_rows
from poc_sheets.hosts.live.libreoffice.area import runs
from poc_sheets.hosts.live.problems import CANNOT_MOVE_DOWN, NO_ROOM_FOR_ROWS
from poc_sheets.problems import Place
from poc_sheets.workbook import Append, Table

_RANGE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+):(\$?[A-Z]{1,3}\$?)(\d+)")


def tables_of(sheet: xw.Sheet) -> Iterator[tuple[xw.main.Table, Table]]:
    """The tables of a tab, each with its place as the port tells it."""
    for table in sheet.tables:
        whole = table.range
        rows, columns = whole.shape
        has_totals = bool(table.show_totals)
        header = whole.row if table.show_headers else whole.row - 1
        last = whole.row + rows - 1 - int(has_totals)
        if last == header + 1 and _is_blank(sheet, last, whole.column, columns):
            last = header
        yield (
            table,
            Table(
                name=table.name,
                header_row=header,
                last_row=last,
                first_column=whole.column,
                last_column=whole.column + columns - 1,
                has_totals=has_totals,
            ),
        )


def check_room(sheet: xw.Sheet, append: Append) -> None:
    """Whether the rows can be added without overwriting or tearing anything.

    Raises:
        SheetError: something stands below, and it is in no table that could grow.
    """
    found = table_above(sheet, append.after_row)
    count = len(append.rows)
    columns = [column for row in append.rows for column in row]
    if found is None:
        _check_blank(sheet, append, 1, max([*columns, _used_columns(sheet)]))
        return
    place = found[1]
    outside = [c for c in columns if not place.first_column <= c <= place.last_column]
    if outside:
        _check_blank(sheet, append, min(outside), max(outside))
    for _, other in tables_of(sheet):
        is_below = other.header_row > append.after_row
        beside = other.first_column > place.last_column or other.last_column < place.first_column
        inside = place.first_column <= other.first_column and other.last_column <= place.last_column
        if is_below and not beside and not inside:
            where = Place(append.tab, other.header_row, other.first_column)
            seen = f"the table {other.name}, which is wider"
            raise NO_ROOM_FOR_ROWS.stop(where, rows=count, row=other.header_row, seen=seen)


def make_room(sheet: xw.Sheet, append: Append) -> None:
    """Free the rows below `after_row`; a table that ends there takes them in."""
    found = table_above(sheet, append.after_row)
    if found is None:
        return
    table, place = found
    count = len(append.rows)
    # A table without data shows one empty row, which the first new row fills.
    spare = 1 if place.last_row == place.header_row else 0
    missing = count - spare
    if missing > 0:
        _grow(sheet, table, place, append.after_row + 1 + spare, missing)
        _continue(sheet, place, append.after_row + spare, append.after_row + count)


def _grow(sheet: xw.Sheet, table: xw.main.Table, place: Table, first: int, missing: int) -> None:
    size_before = table.range.shape[0]
    if place.has_totals or not _is_blank(
        sheet, first, place.first_column, place.last_column - place.first_column + 1, missing
    ):
        block = sheet.range((first, place.first_column), (first + missing - 1, place.last_column))
        block.insert("down")
        _check_moved(sheet, place, first, missing)
    if table.range.shape[0] == size_before:
        table.resize(table.range.resize(size_before + missing))
    if place.has_totals:
        _stretch_totals(table, place, first - 1, missing)


def _check_moved(sheet: xw.Sheet, place: Table, first: int, missing: int) -> None:
    """LibreOffice moves nothing, and says nothing, where merged cells or an array would be torn.

    Raises:
        SheetError: what stood there stands there still; the press is taken back.
    """
    columns = place.last_column - place.first_column + 1
    if not _is_blank(sheet, first, place.first_column, columns, missing):
        where = Place(sheet.name, first, place.first_column)
        raise CANNOT_MOVE_DOWN.stop(where, rows=missing, row=first)


def _continue(sheet: xw.Sheet, place: Table, model_row: int, last_row: int) -> None:
    """Let new rows look like the row above them, and carry its formulas on."""
    if model_row <= place.header_row or model_row >= last_row:
        return
    model = sheet.range((model_row, place.first_column), (model_row, place.last_column))
    model.autofill(model.resize(row_size=last_row - model_row + 1))
    texts = as_rows(model.formula)[0]
    formulas = {
        column for column, text in enumerate(texts, place.first_column) if _is_formula(text)
    }
    _fill_hidden(sheet, model, formulas, last_row)
    columns = range(place.first_column, place.last_column + 1)
    for area in runs((1, column) for column in columns if column not in formulas):
        sheet.range((model_row + 1, area.column), (last_row, area.last_column)).clear_contents()


def _fill_hidden(sheet: xw.Sheet, model: xw.Range, formulas: set[int], last_row: int) -> None:
    """Copy the row to rows that a filter hides: filling passes over them."""
    if not formulas:
        return
    column = min(formulas)
    below = sheet.range((model.row + 1, column), (last_row, column))
    for row, (text,) in enumerate(as_rows(below.formula), model.row + 1):
        if not _is_formula(text):
            model.copy(sheet.range((row, model.column)))


def table_above(sheet: xw.Sheet, after_row: int) -> tuple[xw.main.Table, Table] | None:
    """The table whose last row of data (or heading, without data) is `after_row`."""
    return next((found for found in tables_of(sheet) if found[1].last_row == after_row), None)


def _stretch_totals(table: xw.main.Table, place: Table, old_last: int, count: int) -> None:
    """Let totals written with plain ranges (`D2:D9`) take in the new rows."""

    def stretched(match: re.Match[str]) -> str:
        left, top, right, bottom = match.groups()
        if int(bottom) != old_last or int(top) <= place.header_row:
            return match.group()
        return f"{left}{top}:{right}{int(bottom) + count}"

    totals = table.totals_row_range
    if totals is None:
        return
    for number, text in enumerate(as_rows(totals.formula)[0], 1):
        if _is_formula(text):
            longer = _RANGE.sub(stretched, text)
            if longer != text:
                totals(1, number).formula = longer


def _check_blank(sheet: xw.Sheet, append: Append, first: int, last: int) -> None:
    count = len(append.rows)
    block = sheet.range((append.after_row + 1, first), (append.after_row + count, last))
    for row, line in enumerate(as_rows(block.formula), append.after_row + 1):
        for column, seen in enumerate(line, first):
            if not _blank(seen):
                where = Place(append.tab, row, column)
                raise NO_ROOM_FOR_ROWS.stop(where, rows=count, row=row, seen=seen)


def _is_blank(sheet: xw.Sheet, row: int, column: int, columns: int, rows: int = 1) -> bool:
    block = sheet.range((row, column), (row + rows - 1, column + columns - 1))
    return all(_blank(cell) for line in as_rows(block.formula) for cell in line)


def _is_formula(text: Any) -> bool:
    return isinstance(text, str) and text.startswith("=")


def _blank(text: Any) -> bool:
    return text is None or text == ""


def _used_columns(sheet: xw.Sheet) -> int:
    return int(sheet.used_range.last_cell.column)
