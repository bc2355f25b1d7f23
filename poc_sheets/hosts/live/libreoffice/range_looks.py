"""How a range looks: number format, colour, alignment, font, merged cells."""

from collections.abc import Sequence
from types import EllipsisType
from typing import Any

from poc_sheets.hosts.live.libreoffice.area import Area, runs
from poc_sheets.hosts.live.libreoffice.base import RangePart
from poc_sheets.hosts.live.libreoffice.colors import Color, from_calc, to_calc
from poc_sheets.hosts.live.libreoffice.fonts import Characters, Font
from poc_sheets.hosts.live.libreoffice.uno_bridge import enum

_HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
# com.sun.star.table.CellVertJustify2
_VERTICAL = {"bottom": 3, "top": 1, "center": 2, "justify": 4}
_VERTICAL_STANDARD = 0


class RangeLooks(RangePart):
    """Formats of cells."""

    @property
    def number_format(self) -> str | None:
        """Excel's code of the number format; None where cells differ."""
        formats = self.document.formats
        key = self._same("NumberFormat")
        return None if key is None else formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.api.setPropertyValue("NumberFormat", self.document.formats.key(value))

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Red, green, blue behind the cells; None for none, or where cells differ."""
        return from_calc(self._same("CellBackColor"))

    @color.setter
    def color(self, color_or_rgb: Color) -> None:
        self.api.setPropertyValue("CellBackColor", to_calc(color_or_rgb))

    def set_colors(self, colors: Sequence[Sequence[Color | EllipsisType]]) -> None:
        """One colour for each cell; `...` leaves a cell as it is. One call for each colour."""
        places: dict[int, list[tuple[int, int]]] = {}
        for row, line in enumerate(colors, self.area.row):
            for column, color in enumerate(line, self.area.column):
                if not isinstance(color, EllipsisType):
                    places.setdefault(to_calc(color), []).append((row, column))
        for color, cells in places.items():
            group = self.document.several(self.sheet.model, runs(cells))
            group.setPropertyValue("CellBackColor", color)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long text is broken into lines; None where cells differ."""
        found: bool | None = self._same("IsTextWrapped")
        return found

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.api.setPropertyValue("IsTextWrapped", bool(value))

    @property
    def horizontal_alignment(self) -> str | None:
        """In xlwings' words; None where cells differ."""
        found = self._same("HoriJustify")
        names = {calc: name for name, calc in _HORIZONTAL.items()}
        return None if found is None else names.get(found.value, "general")

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in _HORIZONTAL:
            raise NotImplementedError(f"LibreOffice has no horizontal alignment {value!r}.")
        wanted = enum("table.CellHoriJustify", _HORIZONTAL[value])
        self.api.setPropertyValue("HoriJustify", wanted)

    @property
    def vertical_alignment(self) -> str | None:
        """In xlwings' words; None where cells differ."""
        found = self._same("VertJustify")
        names = {calc: name for name, calc in _VERTICAL.items()} | {_VERTICAL_STANDARD: "bottom"}
        return None if found is None else names.get(found, "bottom")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        if value not in _VERTICAL:
            raise NotImplementedError(f"LibreOffice has no vertical alignment {value!r}.")
        self.api.setPropertyValue("VertJustify", _VERTICAL[value])

    @property
    def font(self) -> Font:
        """The font of the cells."""
        return Font(self.api)

    @property
    def characters(self) -> Characters:
        """The text of the first cell, so that single letters can look different."""
        return Characters(self.first_cell)

    @property
    def merge_cells(self) -> bool:
        """Whether the first cell is merged with others."""
        return bool(self.first_cell.getIsMerged()) or self.merge_area.area.size > 1

    def merge(self, across: bool = False) -> None:  # noqa: FBT001, FBT002 - xlwings' signature
        """Merge the cells into one, or with `across` each row for itself."""
        self.unmerge()
        if not across:
            self.api.merge(True)  # noqa: FBT003 - UNO takes no names
            return
        for row in range(self.area.rows):
            line = Area(self.area.row + row, self.area.column, 1, self.area.columns)
            self.other(line).api.merge(True)  # noqa: FBT003 - UNO takes no names

    def unmerge(self) -> None:
        """Take merged cells apart."""
        self.api.merge(False)  # noqa: FBT003 - UNO takes no names

    def _same(self, name: str) -> Any:
        """A property that all cells share, or None."""
        ambiguous = enum("beans.PropertyState", "AMBIGUOUS_VALUE")
        if self.area.size > 1 and self.api.getPropertyState(name) == ambiguous:
            return None
        return self.api.getPropertyValue(name)
