"""Where the data ends: `end`, `expand`, the current region."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xlwings import expansion

from poc_sheets.hosts.live.libreoffice.area import MOST_COLUMNS, MOST_ROWS, Area
from poc_sheets.hosts.live.libreoffice.base import RangePart
from poc_sheets.hosts.live.libreoffice.number_formats import from_office

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.range import Range

_DIRECTIONS = {
    "d": "down", "down": "down", "u": "up", "up": "up",
    "l": "left", "left": "left", "r": "right", "right": "right",
}  # fmt: skip
_DOWN_MODES = {"down", "vertical", "d"}
_RIGHT_MODES = {"right", "horizontal", "r"}


class RangeEdges(RangePart):
    """Walks to the edge of what is filled, as Ctrl and an arrow key do."""

    def end(self, direction: str) -> "Range":
        """The cell where Ctrl and the arrow key lead from the first cell."""
        way = _DIRECTIONS[direction.lower()]
        row, column = self.area.row, self.area.column
        line = {
            "down": Area(row, column, MOST_ROWS - row + 1),
            "up": Area(1, column, row),
            "right": Area(row, column, 1, MOST_COLUMNS - column + 1),
            "left": Area(row, 1, 1, column),
        }[way]
        steps = _steps(self.other(line).api, line, way)
        if way in {"down", "up"}:
            return self.other(Area(row + (steps if way == "down" else -steps), column))
        return self.other(Area(row, column + (steps if way == "right" else -steps)))

    def expand(self, mode: Any = "table") -> "Range":
        """The range grown to the end of the data below, to the right, or both.

        The same as xlwings does by itself cell by cell, with fewer calls.
        """
        if mode == "table":
            return self._grown(self._down(self.area.at(0, 0)), self._right(self.area.at(0, 0)))
        if mode in _DOWN_MODES:
            return self._grown(self._down(self.area.at(0, 0)), self.area.columns)
        if mode in _RIGHT_MODES:
            return self._grown(self.area.rows, self._right(self.area.at(0, 0)))
        grown: Range = expansion.expanders.get(mode, mode).expand(self).impl
        return grown

    @property
    def current_region(self) -> "Range":
        """The filled cells around, up to the first empty row and column on every side."""
        cursor = self.sheet.model.createCursorByRange(self.first_cell)
        cursor.collapseToCurrentRegion()
        return self.other(from_office(cursor.getRangeAddress()))

    def _grown(self, rows: int, columns: int) -> "Range":
        return self.other(Area(self.area.row, self.area.column, rows, columns))

    def _down(self, cell: Area) -> int:
        below = Area(cell.row + 1, cell.column, MOST_ROWS - cell.row)
        return 1 + self._filled_from(below, lambda found: found.row - below.row)

    def _right(self, cell: Area) -> int:
        beside = Area(cell.row, cell.column + 1, 1, MOST_COLUMNS - cell.column)
        return 1 + self._filled_from(beside, lambda found: found.column - beside.column)

    def _filled_from(self, line: Area, distance: Callable[[Area], int]) -> int:
        """How many cells from the start of a line are filled, up to the first empty one."""
        if line.size < 1 or line.last_row > MOST_ROWS or line.last_column > MOST_COLUMNS:
            return 0
        empty = _empty(self.other(line).api)
        return min((distance(found) for found in empty), default=line.size)


def _steps(cells: Any, line: Area, way: str) -> int:
    """How far the arrow key leads along a line that starts (or for up and left ends) at the cell."""
    length = line.size
    if length == 1:
        return 0
    gaps = sorted(_gap(found, line, way) for found in _empty(cells))
    first_gap = gaps[0] if gaps else (length, length)
    if first_gap[0] > 1:
        return first_gap[0] - 1
    # The cell itself or the next one is empty: on to the next filled cell, or to the edge.
    return min(first_gap[1] + 1, length - 1)


def _gap(found: Area, line: Area, way: str) -> tuple[int, int]:
    if way in {"down", "up"}:
        first, last = found.row - line.row, found.last_row - line.row
    else:
        first, last = found.column - line.column, found.last_column - line.column
    if way in {"down", "right"}:
        return first, last
    return line.size - 1 - last, line.size - 1 - first


def _empty(cells: Any) -> list[Area]:
    return [from_office(found) for found in cells.queryEmptyCells().getRangeAddresses()]
