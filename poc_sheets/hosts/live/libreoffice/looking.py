"""Whole tabs in one call: what stands in them, their formulas, tables and names.

A range asks the office for what it needs, a call each. A press needs a dozen tabs at once: then the
office collects everything by itself (`inside_office`) and gives it in one text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from poc_sheets.hosts.live.libreoffice import inside, values
from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.cell_errors import named
from poc_sheets.hosts.live.libreoffice.document import Document
from poc_sheets.hosts.live.libreoffice.formulas import to_excel
from poc_sheets.hosts.live.libreoffice.number_formats import kind_of_type
from poc_sheets.hosts.live.libreoffice.office import Office
from poc_sheets.hosts.live.libreoffice.uno_bridge import within

#: Seconds in which the largest workbook is read.
LOOK_SECONDS = 120.0


class FormulaTexts(Mapping[tuple[int, int], str]):
    """Formulas in Excel's grammar by (row, column); a text is asked for when it is wanted.

    Where formulas stand is known at once. Their texts are dear, and nearly nobody reads them.
    """

    def __init__(
        self, model: Any, tab: str, areas: list[Area], without: set[tuple[int, int]]
    ) -> None:
        self._model, self._tab = model, tab
        self._texts: dict[Area, Any] = {}
        self._areas = {
            (row, column): area
            for area in areas
            for row in range(area.row, area.last_row + 1)
            for column in range(area.column, area.last_column + 1)
            if (row, column) not in without
        }

    def __getitem__(self, place: tuple[int, int]) -> str:
        area = self._areas[place]
        if area not in self._texts:
            sheet = self._model.getSheets().getByName(self._tab)
            self._texts[area] = sheet.getCellRangeByPosition(*area.bounds).getFormulaArray()
        text: str = self._texts[area][place[0] - area.row][place[1] - area.column]
        return to_excel(text.strip("{}"))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._areas)

    def __len__(self) -> int:
        return len(self._areas)

    def __contains__(self, place: object) -> bool:
        return place in self._areas


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table: its tab counted from 1, and all of its rectangle, headings and totals included."""

    name: str
    sheet: int
    area: Area
    has_headings: bool
    has_totals: bool


@dataclass(frozen=True, slots=True)
class TabLook:
    """A rectangle of a tab: values as `values.read` gives them, and what else was asked."""

    area: Area
    values: values.Cells
    formulas: FormulaTexts
    is_protected: bool
    #: The rectangles with the kind of their number format; none where no number stands.
    formats: list[tuple[Area, str]]


@dataclass(frozen=True, slots=True)
class Look:
    """A document as it was at one moment.

    Attributes:
        sheets: the tabs in the order on screen.
        names: what each name stands for, in LibreOffice's grammar, without `=`.
        tables: of all tabs.
        tabs: those that were asked for and are there.
    """

    sheets: list[str]
    names: dict[str, str] = field(default_factory=dict)
    tables: list[TableLook] = field(default_factory=list)
    tabs: dict[str, TabLook] = field(default_factory=dict)


def look(
    office: Office,
    document: Document,
    tabs: Mapping[str, Area | None],
    *,
    names: bool = False,
    tables: bool = False,
    formats: bool = False,
) -> Look:
    """Look at a document.

    Args:
        office: the office it is open in.
        document: the document.
        tabs: the tabs wanted by name, each with a rectangle, or None for A1 to its last used cell.
        names: whether its names are wanted.
        tables: whether its tables are wanted.
        formats: whether formats are wanted where no number stands as well.

    Raises:
        OfficeTimeoutError: no answer in time.
    """
    bounds = {name: list(area.bounds) if area else None for name, area in tabs.items()}
    asked = {"tabs": bounds, "names": names, "tables": tables, "formats": formats}
    told = within(LOOK_SECONDS, "reading", lambda: inside.look(office, document.model, asked))
    return Look(
        sheets=told["sheets"],
        names=dict(told.get("names", ())),
        tables=[
            TableLook(name, sheet + 1, area_of(area), headings, totals)
            for name, sheet, area, headings, totals in told.get("tables", ())
        ],
        tabs={
            name: _tab(document, name, tab) for name, tab in told["tabs"].items() if tab is not None
        },
    )


def _tab(document: Document, name: str, told: dict[str, Any]) -> TabLook:
    area = area_of(told["bounds"])
    data: values.Cells = [[None if cell == "" else cell for cell in row] for row in told["data"]]
    formats = [
        (area_of(place), kind_of_type(kind)) for kind, areas in told["formats"] for place in areas
    ]
    for place, kind in formats:
        values.read_kind(document, data, area, place, kind)
    for row, column, shown, code in told["errors"]:
        data[row][column] = named(shown, code)
    constants = {(row + 1, column + 1) for row, column in told["constants"]}
    places = [area_of(place) for place in told["formulas"]]
    formulas = FormulaTexts(document.model, name, places, constants)
    return TabLook(area, data, formulas, told["protected"], formats)


def area_of(bounds: list[int]) -> Area:
    """The rectangle of left, top, right, bottom, counted from 0."""
    left, top, right, bottom = bounds
    return Area(top + 1, left + 1, bottom - top + 1, right - left + 1)
