"""Reading tabs of a running program: Excel tab by tab, LibreOffice all of them in one call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlwings as xw

from poc_sheets.hosts.live.appends import tables_of
from poc_sheets.hosts.live.cells import as_rows, formulas_in, from_program
from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.looking import Look, TableLook, TabLook, look
from poc_sheets.hosts.live.problems import NO_SUCH_TAB, PROGRAM_REFUSED
from poc_sheets.problems import Place
from poc_sheets.workbook import Cell, Sheet, TabInfo, Table

_TAB_NAME: Final = "_poc_tab_"


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of a tab: its values, and the formulas in it by the tab's own rows and columns."""

    area: Area
    values: list[list[Cell]]
    formulas: Mapping[tuple[int, int], str]
    is_protected: bool

    def at(self, row: int, column: int) -> Cell:
        """The value at a row and column of the tab."""
        return self.values[row - self.area.row][column - self.area.column]


def is_libreoffice(book: xw.Book) -> bool:
    """Whether the program is LibreOffice."""
    return bool(book.app.engine.name == "libreoffice")


def tab_infos(book: xw.Book) -> Sequence[TabInfo]:
    """Every tab in the order on screen; its id comes from the name `_poc_tab_<id>` on it."""
    if is_libreoffice(book):
        found = _look(book, {}, names=True)
        sheets, names = found.sheets, found.names
        quoted = {name: text.removeprefix("$").rpartition(".")[0] for name, text in names.items()}
    else:
        sheets = book.sheet_names
        texts = {name.name: str(name.refers_to or "") for name in book.names}
        quoted = {name: text.removeprefix("=").rpartition("!")[0] for name, text in texts.items()}
    ids: dict[str, str] = {}
    for name, tab in quoted.items():
        if name.startswith(_TAB_NAME):
            plain = tab.removeprefix("'").removesuffix("'").replace("''", "'")
            ids[plain.casefold()] = name.removeprefix(_TAB_NAME)
    return [TabInfo(name, ids.get(name.casefold(), "")) for name in sheets]


def read_tabs(book: xw.Book, names: Sequence[str]) -> dict[str, Sheet]:
    """The named tabs.

    Raises:
        SheetError: a tab is not there.
    """
    if not is_libreoffice(book):
        return {name: _read_in_excel(sheet_of(book, name)) for name in names}
    found = _look(book, dict.fromkeys(names), tables=True)
    return {name: _sheet(found, name) for name in names}


def read_blocks(book: xw.Book, areas: Mapping[str, Area]) -> dict[str, Block]:
    """One rectangle of each of several tabs, as they are at one moment.

    Raises:
        SheetError: a tab is not there.
    """
    if not is_libreoffice(book):
        return {name: _block_in_excel(sheet_of(book, name), area) for name, area in areas.items()}
    found = _look(book, areas)
    blocks = {}
    for name, area in areas.items():
        tab = _tab(found, name)
        values = [[from_program(value) for value in row] for row in tab.values]
        blocks[name] = Block(area, values, tab.formulas, tab.is_protected)
    return blocks


def sheet_of(book: xw.Book, tab: str) -> xw.Sheet:
    """A tab of the program.

    Raises:
        SheetError: it is not there.
    """
    try:
        return book.sheets[tab]
    except Exception as problem:
        seen = ", ".join(book.sheet_names)
        if tab in book.sheet_names:
            raise PROGRAM_REFUSED.stop(Place(tab), seen=str(problem)) from problem
        raise NO_SUCH_TAB.stop(Place(tab), tab=tab, tabs=seen) from problem


def cells_in(sheet: xw.Sheet, area: Area) -> xw.Range:
    """The cells of a rectangle of a tab."""
    return sheet.range((area.row, area.column), (area.last_row, area.last_column))


def _look(book: xw.Book, tabs: Mapping[str, Area | None], **wanted: bool) -> Look:
    impl = book.impl
    return look(impl.app.office, impl.document, tabs, **wanted)


def _tab(found: Look, name: str) -> TabLook:
    if name not in found.tabs:
        raise NO_SUCH_TAB.stop(Place(name), tab=name, tabs=", ".join(found.sheets))
    return found.tabs[name]


def _sheet(found: Look, name: str) -> Sheet:
    tab = _tab(found, name)
    cells = [[from_program(value) for value in row] for row in tab.values]
    number = found.sheets.index(name) + 1
    tables = [table for table in found.tables if table.sheet == number]
    tables.sort(key=lambda table: (table.area.row, table.area.column, table.name))
    return Sheet(name, cells, tab.formulas, tuple(_table(table, tab) for table in tables))


def _table(table: TableLook, tab: TabLook) -> Table:
    area = table.area
    header = area.row if table.has_headings else area.row - 1
    last = area.last_row - int(table.has_totals)
    if last == header + 1 and _is_blank(tab, last, area.column, area.last_column):
        last = header
    return Table(table.name, header, last, area.column, area.last_column, table.has_totals)


def _is_blank(tab: TabLook, row: int, first: int, last: int) -> bool:
    if row > tab.area.last_row:
        return True
    cells = tab.values[row - 1][first - 1 : last]
    has_formula = any((row, column) in tab.formulas for column in range(first, last + 1))
    return not has_formula and all(cell is None for cell in cells)


def _read_in_excel(sheet: xw.Sheet) -> Sheet:
    last = sheet.used_range.last_cell
    block = _block_in_excel(sheet, Area(1, 1, last.row, last.column))
    tables = tuple(place for _, place in tables_of(sheet))
    return Sheet(sheet.name, block.values, block.formulas, tables)


def _block_in_excel(sheet: xw.Sheet, area: Area) -> Block:
    cells = cells_in(sheet, area)
    values: list[list[Any]] = cells.options(ndim=2, err_to_str=True).value
    found = formulas_in(as_rows(cells.formula), values)
    above, left = area.row - 1, area.column - 1
    formulas = {(row + above, column + left): text for (row, column), text in found.items()}
    read = [[from_program(value) for value in row] for row in values]
    return Block(area, read, formulas, bool(sheet.api.ProtectContents))
