"""One open spreadsheet document: what the engine asks it, and what it remembers of it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.number_formats import NumberFormats
from poc_sheets.hosts.live.libreoffice.uno_bridge import file_path, struct


class Document:
    """A document by its UNO model.

    The model is all that a document needs to be told apart: no state that a person could change in
    the office is kept here.
    """

    def __init__(self, model: Any) -> None:
        self.model = model
        self.uid: str = model.RuntimeUID
        self.formats = NumberFormats(model)
        day = model.getPropertyValue("NullDate")
        self.first_day = datetime(day.Year, day.Month, day.Day)  # noqa: DTZ001 - cells have no zone

    @property
    def path(self) -> Path | None:
        """The file, or None as long as it was never saved (or lies on a server)."""
        url: str = self.model.getURL()
        return Path(file_path(url)) if url.startswith("file:") else None

    @property
    def name(self) -> str:
        """The file's name; the title on screen for one that was never saved."""
        return self.path.name if self.path else str(self.model.getTitle())

    @property
    def controller(self) -> Any:
        """The view: selection, active sheet."""
        return self.model.getCurrentController()

    def several(self, sheet: Any, areas: Iterable[Area]) -> Any:
        """Several rectangles of one sheet as one object, so that one call formats all of them."""
        index = sheet.getRangeAddress().Sheet
        group = self.model.createInstance("com.sun.star.sheet.SheetCellRanges")
        group.addRangeAddresses(
            tuple(range_address(index, area) for area in areas),
            False,  # noqa: FBT003 - UNO takes no names: do not merge them
        )
        return group


def range_address(sheet: int, area: Area) -> Any:
    """A rectangle as the office takes it; `sheet` counts from 0."""
    left, top, right, bottom = area.bounds
    return struct(
        "table.CellRangeAddress",
        Sheet=sheet,
        StartColumn=left,
        StartRow=top,
        EndColumn=right,
        EndRow=bottom,
    )


def cell_address(sheet: int, area: Area) -> Any:
    """The upper left cell of a rectangle as the office takes it; `sheet` counts from 0."""
    return struct("table.CellAddress", Sheet=sheet, Column=area.column - 1, Row=area.row - 1)
