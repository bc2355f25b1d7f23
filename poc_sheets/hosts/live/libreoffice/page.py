"""Print area, and rows and columns that stay in view."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.document import range_address
from poc_sheets.hosts.live.libreoffice.number_formats import from_office

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.sheet import Sheet


class PageSetup(base_classes.PageSetup):
    """How a tab is printed."""

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The tab in the office."""
        return self._sheet.model

    @property
    def print_area(self) -> str | None:
        """The addresses that are printed, several with commas; None for all."""
        areas = self._sheet.model.getPrintAreas()
        return ",".join(from_office(area).address() for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        index = self._sheet.index - 1
        wanted = value.split(",") if value else []
        areas = [range_address(index, self._sheet.range(text).area) for text in wanted]
        self._sheet.model.setPrintAreas(tuple(areas))


class FreezePanes(base_classes.FreezePanes):
    """Rows and columns that stay in view while the rest scrolls."""

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Keep the rows and columns of a range in view."""
        area = self._sheet.range(frozen_range).area
        columns = 0 if area.is_whole_rows else area.last_column
        rows = 0 if area.is_whole_columns else area.last_row
        self._on_screen(columns, rows)

    def unfreeze(self) -> None:
        """Let everything scroll."""
        self._on_screen(0, 0)

    def _on_screen(self, columns: int, rows: int) -> None:
        # The office freezes the tab in front only.
        controller = self._sheet.book.document.controller
        before = controller.getActiveSheet()
        controller.setActiveSheet(self._sheet.model)
        controller.freezeAtPosition(columns, rows)
        controller.setActiveSheet(before)
