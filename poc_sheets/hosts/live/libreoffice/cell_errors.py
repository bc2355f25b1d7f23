"""Errors in cells, by the names Excel gives them."""

from collections.abc import Iterable, Iterator
from typing import Any

from poc_sheets.hosts.live.libreoffice.area import Area, runs

_CODES = {
    502: "#VALUE!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
#: Up to so many errors are asked one by one; of more, only the ends of each run in a column.
_ASKED_EACH = 100


class CellError(str):
    """An error in a cell, as Excel writes it: `#REF!`."""

    __slots__ = ()


UNNAMED_ERROR = CellError("#ERROR!")


def error_of(cell: Any) -> CellError:
    """The error that a cell shows; one of LibreOffice's own (`Err:502`) as Excel would show it."""
    return named(cell.getString(), cell.getError())


def named(shown: str, code: int) -> CellError:
    """The error of what a cell shows and of LibreOffice's own number for it."""
    return CellError(shown if shown in _CODES.values() else _CODES.get(code, "#VALUE!"))


def errors_of(
    cells: Any, places: list[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], CellError]]:
    """The errors of many cells.

    The office tells an error one cell at a time. A long run of errors in one column comes from one
    formula filled down: where its first and last cell show the same, so do those between.

    Args:
        cells: the range in the office.
        places: row and column of each error in it, counted from 0.
    """
    if len(places) <= _ASKED_EACH:
        for row, column in places:
            yield (row, column), error_of(cells.getCellByPosition(column, row))
        return
    for run in _column_runs(places):
        yield from _errors_of_run(cells, run)


def _errors_of_run(cells: Any, run: Area) -> Iterator[tuple[tuple[int, int], CellError]]:
    first = error_of(cells.getCellByPosition(run.column, run.row))
    last = error_of(cells.getCellByPosition(run.column, run.last_row))
    for row in range(run.row, run.last_row + 1):
        is_between = first == last or row in {run.row, run.last_row}
        if is_between:
            yield (row, run.column), first if row != run.last_row else last
        else:
            yield (row, run.column), error_of(cells.getCellByPosition(run.column, row))


def _column_runs(places: Iterable[tuple[int, int]]) -> Iterator[Area]:
    # Turned around, columns are rows, and runs along a row are what is wanted.
    for turned in runs((column, row) for row, column in places):
        for column in range(turned.row, turned.last_row + 1):
            yield Area(turned.column, column, turned.columns, 1)
