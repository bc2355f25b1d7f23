"""What every part of a range knows: its sheet, its rectangle, and the office's own object."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.document import Document

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.range import Range
    from poc_sheets.hosts.live.libreoffice.sheet import Sheet


class RangePart(base_classes.Range):
    """The base of the files that together make a range.

    Attributes:
        sheet: the sheet it stands on.
        area: its rectangle; fixed, it does not follow inserted rows.
        options: what `Range.options(...)` was given; xlwings sets it.
        arg1_input: the address it was asked for by, as xlwings' grouping wants to know.
    """

    def __init__(self, sheet: "Sheet", area: Area, arg1_input: str = "") -> None:
        self.sheet = sheet
        self.area = area
        self.options: dict[str, Any] = {}
        self.arg1_input = arg1_input
        self._cells: Any = None

    @property
    def api(self) -> Any:
        """The range in the office; None for a range without cells."""
        if self._cells is None and self.area.size:
            self._cells = self.sheet.model.getCellRangeByPosition(*self.area.bounds)
        return self._cells

    @property
    def document(self) -> Document:
        """The document it belongs to."""
        return self.sheet.book.document

    def other(self, area: Area) -> "Range":
        """Another rectangle of the same sheet."""
        return self.sheet.at(area)

    @property
    def first_cell(self) -> Any:
        """The upper left cell in the office."""
        return self.sheet.model.getCellByPosition(self.area.column - 1, self.area.row - 1)
