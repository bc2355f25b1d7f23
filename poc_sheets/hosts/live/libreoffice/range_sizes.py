"""Widths, heights, hidden rows and columns of a range, in Excel's units."""

from collections.abc import Iterator
from typing import Any

from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.base import RangePart

# The office measures in hundredths of a millimetre and keeps twentieths of a point.
_TWIPS = 1440 / 2540
# Excel counts a column in characters of 7 pixels, plus 5 for its edges, at 96 pixels an inch.
_CHARACTER_PIXELS, _EDGE_PIXELS, _PIXELS = 7, 5, 96 / 2540
#: As many rows or columns are looked at one by one; of more, only first and last.
_LOOKED_AT = 200


def points(hundredths: int) -> float:
    """Hundredths of a millimetre in points, exact to the twentieth that the office keeps."""
    return round(hundredths * _TWIPS) / 20


def hundredths(in_points: float) -> int:
    """Points in hundredths of a millimetre."""
    return round(in_points * 20 / _TWIPS)


def characters(width: int) -> float:
    """A column's width in Excel's characters."""
    pixels = round(width * _PIXELS)
    if pixels < _CHARACTER_PIXELS + _EDGE_PIXELS:
        return round(pixels / (_CHARACTER_PIXELS + _EDGE_PIXELS), 2)
    return round((pixels - _EDGE_PIXELS) / _CHARACTER_PIXELS, 2)


def width_of(in_characters: float) -> int:
    """Excel's characters in hundredths of a millimetre."""
    if in_characters < 1:
        pixels = in_characters * (_CHARACTER_PIXELS + _EDGE_PIXELS)
    else:
        pixels = in_characters * _CHARACTER_PIXELS + _EDGE_PIXELS
    return round(pixels / _PIXELS)


class RangeSizes(RangePart):
    """How wide and high the cells are."""

    @property
    def column_width(self) -> float | None:
        """Width of the columns in characters; None where they differ."""
        widths = {column.Width for column in _some(self.api.getColumns())}
        return characters(widths.pop()) if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.api.getColumns().Width = width_of(value)

    @property
    def row_height(self) -> float | None:
        """Height of the rows in points; None where they differ."""
        heights = {row.Height for row in _some(self.api.getRows())}
        return points(heights.pop()) if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.api.getRows().Height = hundredths(value)

    @property
    def width(self) -> float:
        """Width of the whole range in points."""
        columns = self.api.getColumns()
        return _length(columns, "Width") if _few(columns) else points(self.api.Size.Width)

    @property
    def height(self) -> float:
        """Height of the whole range in points."""
        rows = self.api.getRows()
        return _length(rows, "Height") if _few(rows) else points(self.api.Size.Height)

    @property
    def left(self) -> float:
        """Distance from the left edge of the sheet in points."""
        if self.area.column == 1:
            return 0.0
        return self.other(Area(1, 1, 1, self.area.column - 1)).width

    @property
    def top(self) -> float:
        """Distance from the upper edge of the sheet in points."""
        if self.area.row == 1:
            return 0.0
        return self.other(Area(1, 1, self.area.row - 1)).height

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden; None where some are."""
        return _one({not row.IsVisible for row in _some(self.api.getRows())})

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.api.getRows().IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None where some are."""
        return _one({not column.IsVisible for column in _some(self.api.getColumns())})

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.api.getColumns().IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        """Make columns, rows or both as wide and high as what stands in them."""
        used = self.area.common(self.sheet.used_range.area)
        cells = self.other(used).api if used else self.api
        if axis is None or axis.startswith("c"):
            cells.getColumns().OptimalWidth = True
        if axis is None or axis.startswith("r"):
            cells.getRows().OptimalHeight = True


def _some(lines: Any) -> Iterator[Any]:
    count = lines.getCount()
    places = range(count) if count <= _LOOKED_AT else (0, count - 1)
    for place in places:
        yield lines.getByIndex(place)


def _few(lines: Any) -> bool:
    return bool(lines.getCount() <= _LOOKED_AT)


def _length(lines: Any, side: str) -> float:
    # Line by line, because the office rounds each one and the sum would carry the error.
    return sum(points(getattr(line, side)) for line in _some(lines) if line.IsVisible)


def _one(found: set[bool]) -> bool | None:
    return found.pop() if len(found) == 1 else None
