"""The few kinds of request of a `batchUpdate` that we send, as plain builders.

Rows and columns count from 1, as on screen; the API's own counting stays in here.
"""

from collections.abc import Container, Iterable, Mapping, Sequence

from poc_sheets.hosts.google.cells import Json, date_format, typed_value
from poc_sheets.workbook import Value


def set_cells(
    tab_id: int, row: int, column: int, values: Sequence[Value], *, dated: bool = False
) -> Json:
    """Typed values into neighbouring cells of a row; formats stay as they are.

    Args:
        tab_id: The tab's id.
        row: The row.
        column: The first cell's column.
        values: One for each cell; `None` empties it.
        dated: Give every cell a date format: for dates in cells that show none yet.
    """
    cells: list[Json] = []
    for value in values:
        cell: Json = {"userEnteredValue": typed_value(value)}
        if dated:
            cell["userEnteredFormat"] = {"numberFormat": date_format(value)}
        cells.append(cell)
    fields = "userEnteredValue" + (",userEnteredFormat.numberFormat" if dated else "")
    start = {"sheetId": tab_id, "rowIndex": row - 1, "columnIndex": column - 1}
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": fields}}


def set_row(
    tab_id: int, row: int, values: Mapping[int, Value], undated: Container[int] = ()
) -> list[Json]:
    """Typed values by column into one row; neighbouring cells share a request.

    Args:
        tab_id: The tab's id.
        row: The row.
        values: The value for each column.
        undated: Columns whose cells show no dates yet: a date written there gets a format.
    """
    made: list[Json] = []
    run: list[int] = []
    run_dated = False
    for column in sorted(values):
        dated = date_format(values[column]) is not None and column in undated
        if run and (column != run[-1] + 1 or dated != run_dated):
            chosen = [values[each] for each in run]
            made.append(set_cells(tab_id, row, run[0], chosen, dated=run_dated))
            run = []
        run.append(column)
        run_dated = dated
    if run:
        chosen = [values[each] for each in run]
        made.append(set_cells(tab_id, row, run[0], chosen, dated=run_dated))
    return made


def append_rows(tab_id: int, rows: Iterable[Sequence[Value]]) -> Json:
    """New rows below the last row that holds a value, from column A; Google picks the row."""
    made = [{"values": [{"userEnteredValue": typed_value(v)} for v in row]} for row in rows]
    return {"appendCells": {"sheetId": tab_id, "rows": made, "fields": "userEnteredValue"}}


def insert_rows(tab_id: int, before: int, count: int) -> Json:
    """Empty rows before a row, with the formats of the row above."""
    return {
        "insertDimension": {
            "range": _rows(tab_id, before, count),
            "inheritFromBefore": before > 1,
        }
    }


def add_rows_at_the_end(tab_id: int, count: int) -> Json:
    """Empty rows below the grid's last one."""
    return {"appendDimension": {"sheetId": tab_id, "dimension": "ROWS", "length": count}}


def delete_rows(tab_id: int, rows: Iterable[int]) -> list[Json]:
    """Rows out of a tab, from the bottom up so that no number shifts before its turn."""
    made: list[Json] = []
    for row in sorted(set(rows), reverse=True):
        made.append({"deleteDimension": {"range": _rows(tab_id, row, 1)}})
    return made


def _rows(tab_id: int, first: int, count: int) -> Json:
    return {
        "sheetId": tab_id,
        "dimension": "ROWS",
        "startIndex": first - 1,
        "endIndex": first - 1 + count,
    }
