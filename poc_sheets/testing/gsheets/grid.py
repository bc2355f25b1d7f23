"""The cells of one tab, held sparsely; cells never change, they are replaced."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from poc_sheets.testing.gsheets.a1 import Area, Dimension
from poc_sheets.testing.gsheets.wire import Json

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as typed, with its leading `=`."""

    text: str


#: What a person or a program put into a cell.
Entered = None | bool | float | str | Formula


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `format` and `validation` are JSON objects that nobody changes in place."""

    entered: Entered = None
    format: Json | None = None
    note: str = ""
    validation: Json | None = None


EMPTY = Cell()


class Filled(NamedTuple):
    """A cell with its place, from 0."""

    row: int
    column: int
    cell: Cell


@dataclass(slots=True)
class Grid:
    """Rows and columns from 0; `rows` and `columns` hold properties such as a width."""

    row_count: int = 1000
    column_count: int = 26
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    rows: dict[int, Json] = field(default_factory=dict)
    columns: dict[int, Json] = field(default_factory=dict)

    def copy(self) -> "Grid":
        """An independent copy; the cells themselves are shared."""
        cells = {row: dict(columns) for row, columns in self.cells.items()}
        return Grid(self.row_count, self.column_count, cells, dict(self.rows), dict(self.columns))

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place, an empty one where nothing was ever put."""
        columns = self.cells.get(row)
        return columns.get(column, EMPTY) if columns else EMPTY

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell; an empty one takes no room."""
        if cell == EMPTY:
            columns = self.cells.get(row)
            if columns is not None:
                columns.pop(column, None)
                if not columns:
                    del self.cells[row]
            return
        self.cells.setdefault(row, {})[column] = cell

    def inside(self, area: Area) -> Iterator[Filled]:
        """The cells of an area that hold something, in reading order."""
        for row in sorted(row for row in self.cells if area.top <= row < area.bottom):
            columns = self.cells[row]
            for column in sorted(column for column in columns if area.left <= column < area.right):
                yield Filled(row, column, columns[column])

    def whole(self) -> Area:
        """All of the grid."""
        return Area(0, self.row_count, 0, self.column_count)

    def used(self) -> Area | None:
        """The smallest area from A1 that holds every value; `None` if there is none."""
        places = [
            (f.row, f.column) for f in self.inside(self.whole()) if f.cell.entered is not None
        ]
        if not places:
            return None
        return Area(0, max(p[0] for p in places) + 1, 0, max(p[1] for p in places) + 1)

    def count(self, dimension: Dimension) -> int:
        """How many rows or columns."""
        return self.row_count if dimension == "ROWS" else self.column_count

    def resize(self, rows: int, columns: int) -> None:
        """Set the size; what lies outside is gone."""
        if rows < self.row_count:
            self.remap("ROWS", lambda row: row if row < rows else None)
        if columns < self.column_count:
            self.remap("COLUMNS", lambda column: column if column < columns else None)
        self.row_count, self.column_count = rows, columns

    def remap(self, dimension: Dimension, place: Callable[[int], int | None]) -> None:
        """Move every row or column to a new place; `None` removes it."""
        if dimension == "ROWS":
            self.cells = _moved(self.cells, place)
            self.rows = _moved(self.rows, place)
            return
        self.columns = _moved(self.columns, place)
        kept: dict[int, dict[int, Cell]] = {}
        for row, columns in self.cells.items():
            if moved := _moved(columns, place):
                kept[row] = moved
        self.cells = kept

    def block(self, area: Area) -> list[list[Cell]]:
        """The cells of an area as rows."""
        return [
            [self.at(row, column) for column in range(area.left, area.right)]
            for row in range(area.top, area.bottom)
        ]


def _moved(items: dict[int, _T], place: Callable[[int], int | None]) -> dict[int, _T]:
    moved: dict[int, _T] = {}
    for index, item in items.items():
        target = place(index)
        if target is not None:
            moved[target] = item
    return moved
