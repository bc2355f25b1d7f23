"""Single cells that get a new value: checked against what was read, then turned into patches."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final

from poc_sheets.hosts.xlsx.markup import find_tags, text_of
from poc_sheets.hosts.xlsx.package import Package, SheetPart
from poc_sheets.hosts.xlsx.problems import (
    BLOCK_IN_THE_WAY,
    CANNOT_SAVE,
    CHANGED_MEANWHILE,
    COVERED_CELL,
    FORMULA_IN_THE_WAY,
    NO_SUCH_TAB,
    PROTECTED_TAB,
    UNUSUAL_WORKBOOK,
)
from poc_sheets.hosts.xlsx.references import Area, area_of
from poc_sheets.hosts.xlsx.rows import CellSpan, Rows
from poc_sheets.hosts.xlsx.scan import CellReader
from poc_sheets.hosts.xlsx.sheet_data import FORMULA, data_span, merged_areas
from poc_sheets.hosts.xlsx.splice import Patch, Put, column_styles, patched
from poc_sheets.hosts.xlsx.values import encoded, same
from poc_sheets.problems import Place
from poc_sheets.workbook import Cell, Change, Value

# Changes come row by row; to remember all rows of a long tab would take a gigabyte.
_ROWS_REMEMBERED: Final = 100
_BLOCK: Final = re.compile(
    rb"""<(?:[\w.-]+:)?f\s[^>]*\bt\s*=\s*["'](?:array|dataTable)["'][^>]*>"""
)


def sheet_called(package: Package, name: str) -> SheetPart:
    """The tab of that name.

    Raises:
        SheetError: the workbook has none.
    """
    sheet = package.sheet(name)
    if sheet is None:
        tabs = ", ".join(each.name for each in package.sheets)
        raise NO_SUCH_TAB.stop(Place(name), tab=name, tabs=tabs)
    return sheet


@dataclass
class TabCells:
    """The cells of one tab that changes are checked against."""

    package: Package
    sheet: SheetPart
    reader: CellReader
    _by_row: dict[int, dict[int, CellSpan]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> Rows:
        """The rows of the tab."""
        return Rows.of(self.package.worksheet_part(self.sheet), self.package.name)

    @cached_property
    def blocks(self) -> list[Area]:
        """The ranges that array formulas and data tables fill."""
        part = self.rows.part
        if b"array" not in part.scan and b"dataTable" not in part.scan:
            return []
        blocks = []
        for found in _BLOCK.finditer(part.scan, *data_span(part)):
            tag = next(find_tags(found[0], "f"))
            if "ref" in tag.attributes:
                blocks.append(area_of(tag.attributes["ref"]))
        return blocks

    @cached_property
    def merged(self) -> list[Area]:
        """The merged cells."""
        return [area_of(each) for each in merged_areas(self.rows.part) if each]

    @cached_property
    def is_protected(self) -> bool:
        """Whether the tab's locked cells are protected."""
        part = self.rows.part
        tag = next(find_tags(part.scan, "sheetProtection", data_span(part)[1]), None)
        return tag is not None and tag.attributes.get("sheet", "0") in ("1", "true")

    @cached_property
    def column_styles(self) -> dict[int, int]:
        """The format of each column."""
        return column_styles(self.rows.part)

    def cell(self, row: int, column: int) -> CellSpan | None:
        """The cell as it stands in the part."""
        if row not in self._by_row:
            if len(self._by_row) >= _ROWS_REMEMBERED:
                self._by_row.clear()
            span = self.rows.find(row)
            cells = self.rows.cells(span) if span else []
            self._by_row[row] = {each.column: each for each in cells}
        return self._by_row[row].get(column)

    def style(self, cell: CellSpan | None, column: int) -> int:
        """The number of the cell's format; of its column where it is not there."""
        if cell is None:
            return self.column_styles.get(column, 0)
        style = cell.attributes.get("s", "")
        return int(style) if style.isdecimal() else 0

    def value(self, cell: CellSpan | None) -> Cell:
        """What the cell holds now."""
        if cell is None or not cell.inner:
            return None
        attributes = cell.attributes
        kind = attributes.get("t", "").encode() or None
        return self.reader.content(kind, cell.inner, str(self.style(cell, 0)).encode())

    def check(self, row: int, column: int, *, is_emptied: bool = False) -> None:
        """Stop where a value would break or vanish under what stands there.

        Raises:
            SheetError: a formula, part of an array, a rich value, under merged cells, protected.
        """
        place = Place(self.sheet.name, row, column)
        cell = self.cell(row, column)
        formula = FORMULA.search(cell.inner) if cell and b"f" in cell.inner else None
        block = next((each for each in self.blocks if each.holds(row, column)), None)
        if block is not None:
            raise BLOCK_IN_THE_WAY.stop(place, seen=f"one array formula fills {block}")
        if formula is not None:
            shown = f"={text_of(formula[2] or b'')}" if formula[2] else "a formula shared by cells"
            raise FORMULA_IN_THE_WAY.stop(place, formula=shown)
        if cell is not None and {"cm", "vm"} & cell.attributes.keys():
            raise BLOCK_IN_THE_WAY.stop(place, seen="it holds a picture, a checkbox or linked data")
        for area in () if is_emptied else self.merged:
            if area.holds(row, column) and (row, column) != (area.first_row, area.first_column):
                raise COVERED_CELL.stop(place, merged=str(area))
        if self.is_protected and self.reader.styles.locked(self.style(cell, column)):
            raise PROTECTED_TAB.stop(place, tab=self.sheet.name)

    def put(self, row: int, column: int, value: Value, style: int | None = None) -> Put:
        """The patch that gives the cell a value, with a date format where it needs one.

        Raises:
            SheetError: the value cannot be kept in a cell.
        """
        place = Place(self.sheet.name, row, column)
        content = encoded(value, place, is_1904=self.reader.is_1904)
        present = self.style(self.cell(row, column), column) if style is None else style
        styles = self.reader.styles
        if content.shows is None or content.fits(styles.kind(present)):
            return Put(content, style)
        if styles.part is None:
            seen = "it has no list of formats, so a date would show as a number"
            raise UNUSUAL_WORKBOOK.stop(place, name=self.package.name, seen=seen)
        return Put(content, styles.with_format(present, content.shows))


def check_unchanged(cells: TabCells, change: Change) -> None:
    """Stop where the cell no longer holds what it held when it was read.

    Raises:
        SheetError: it does not.
    """
    present = cells.value(cells.cell(change.row, change.column))
    if not same(present, change.was, is_1904=cells.reader.is_1904):
        seen = f"the cell holds {_shown(present)}; it held {_shown(change.was)} when it was read"
        raise CHANGED_MEANWHILE.stop(Place(change.tab, change.row, change.column), seen=seen)


def _shown(value: Cell) -> str:
    return "nothing" if value is None or value == "" else str(value)


def make_changes(
    package: Package, reader: CellReader, changes: Sequence[Change]
) -> dict[str, list[Area]]:
    """Patch the changes into the package; which cells they are, by tab.

    Raises:
        SheetError: any change that cannot be made; nothing has been done then.
    """
    tabs: dict[str, TabCells] = {}
    patches: dict[str, dict[tuple[int, int], Patch]] = defaultdict(dict)
    for change in changes:
        if change.tab not in tabs:
            tabs[change.tab] = TabCells(package, sheet_called(package, change.tab), reader)
        cells = tabs[change.tab]
        cells.check(change.row, change.column, is_emptied=change.value in (None, ""))
        check_unchanged(cells, change)
        patch = cells.put(change.row, change.column, change.value)
        patches[change.tab][(change.row, change.column)] = patch
    changed: dict[str, list[Area]] = {}
    for tab, cells in tabs.items():
        package.put(cells.sheet.path, patched(cells.rows, patches[tab]))
        changed[cells.sheet.name] = [Area(row, column, row, column) for row, column in patches[tab]]
    return changed


def check_written(package: Package, changes: Sequence[Change]) -> None:
    """Read every changed cell back from the new workbook before it may be saved.

    Raises:
        SheetError: a cell does not hold its new value; a fault of ours, and nothing is saved.
    """
    reader = CellReader.of(package)
    tabs: dict[str, TabCells] = {}
    last = {(change.tab, change.row, change.column): change.value for change in changes}
    for (tab, row, column), value in sorted(last.items(), key=lambda each: each[0]):
        if tab not in tabs:
            tabs[tab] = TabCells(package, sheet_called(package, tab), reader)
        found = tabs[tab].value(tabs[tab].cell(row, column))
        expected = float(value) if isinstance(value, Decimal) else value
        if not same(found, expected, is_1904=package.is_1904):
            seen = f"{Place(tab, row, column)} would hold {_shown(found)}"
            raise CANNOT_SAVE.stop(name=package.name, seen=seen)


def keep_styles(package: Package, reader: CellReader) -> None:
    """Write the formats that were appended into the styles part, if any were."""
    changed = reader.styles.changed_part()
    if changed is not None and reader.styles.part is not None:
        package.put(reader.styles.part.name, changed)
