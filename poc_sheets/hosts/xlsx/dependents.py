"""Which formula cells show something else once some cells have changed."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

from poc_sheets.hosts.xlsx.formula_cells import FormulaCell, formula_cells
from poc_sheets.hosts.xlsx.package import Package, SheetPart
from poc_sheets.hosts.xlsx.precedents import Block, Precedents
from poc_sheets.hosts.xlsx.references import Area

#: Blocks up to this many cells are looked up cell by cell, larger ones one after the other.
_SMALL: Final = 16
#: Comparisons after which every formula counts as dependent, so that a press stays bounded.
_MOST_COMPARISONS: Final = 3_000_000
_MOST_FILLED: Final = 200_000


@dataclass
class Formulas:
    """Every formula of a workbook, and which of them read which cells."""

    cells: list[tuple[str, FormulaCell]] = field(default_factory=list)
    anywhere: list[int] = field(default_factory=list)
    _by_cell: dict[tuple[str, int, int], list[int]] = field(default_factory=dict)
    _by_block: dict[str, dict[Area, list[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, sheets: Iterable[SheetPart]) -> "Formulas":
        """The formulas of these tabs of the workbook, as changed so far."""
        formulas = cls()
        tables = [table for sheet in package.sheets for table in package.tables(sheet)]
        precedents = Precedents.of(
            (each.name for each in package.sheets), package.defined_names(), tables
        )
        for sheet in sheets:
            part = package.worksheet_part(sheet)
            home = sheet.name.casefold()
            for cell in formula_cells(part):
                formulas._add(home, cell, precedents)
        return formulas

    def _add(self, home: str, cell: FormulaCell, precedents: Precedents) -> None:
        number = len(self.cells)
        self.cells.append((home, cell))
        blocks = None
        if cell.kind != "dataTable" and cell.text:
            blocks = precedents.of_formula(cell.text, home, cell.row)
        if blocks is None:
            self.anywhere.append(number)
            return
        for sheet, area in blocks:
            self._listen(sheet, area, number)

    def _listen(self, sheet: str, area: Area, number: int) -> None:
        rows = area.last_row - area.first_row + 1
        columns = area.last_column - area.first_column + 1
        if rows * columns > _SMALL:
            listeners = self._by_block.setdefault(sheet, {})
            listeners.setdefault(area, []).append(number)
            return
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                self._by_cell.setdefault((sheet, row, column), []).append(number)

    def dependents(self, changed: Iterable[Block]) -> set[int]:
        """The numbers of all formulas downstream of the changed blocks, through other formulas."""
        found = set(self.anywhere)
        waiting: deque[Block] = deque(changed)
        for number in self.anywhere:
            waiting.append(self.block(number))
        fresh = {sheet: dict(areas) for sheet, areas in self._by_block.items()}
        left = _MOST_COMPARISONS
        while waiting:
            sheet, block = waiting.popleft()
            hit = set(self._readers(sheet, block))
            areas = fresh.get(sheet, {})
            met = [area for area in areas if area.meets(block)]
            left -= len(areas)
            for area in met:
                hit.update(areas.pop(area))
            if left < 0:
                return set(range(len(self.cells)))
            waiting.extend(self.block(number) for number in hit - found)
            found |= hit
        return found

    def _readers(self, sheet: str, block: Area) -> Iterable[int]:
        rows = block.last_row - block.first_row + 1
        columns = block.last_column - block.first_column + 1
        if rows * columns > len(self._by_cell):
            for (name, row, column), numbers in self._by_cell.items():
                if name == sheet and block.holds(row, column):
                    yield from numbers
            return
        for row in range(block.first_row, block.last_row + 1):
            for column in range(block.first_column, block.last_column + 1):
                yield from self._by_cell.get((sheet, row, column), ())

    def block(self, number: int) -> Block:
        """The cells that a formula fills: its own, or all of an array."""
        sheet, cell = self.cells[number]
        return sheet, cell.fills or Area(cell.row, cell.column, cell.row, cell.column)


def stale_cells(
    package: Package, formulas: Formulas, changed: Mapping[str, Iterable[Area]]
) -> dict[str, set[tuple[int, int]]]:
    """The cells, by tab, whose stored result is no longer sure to be right.

    Args:
        package: the workbook, with the changes made.
        formulas: its formulas.
        changed: the blocks of cells that hold something else now, by tab.
    """
    blocks = [(tab.casefold(), area) for tab, areas in changed.items() for area in areas]
    names = {each.name.casefold(): each.name for each in package.sheets}
    stale: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for number in formulas.dependents(blocks):
        sheet, area = formulas.block(number)
        stale[names[sheet]].update(_places(area))
    return dict(stale)


def _places(area: Area) -> Iterable[tuple[int, int]]:
    """The cells of a block; of one that claims to fill the sheet, the first `_MOST_FILLED`."""
    rows = range(area.first_row, area.last_row + 1)
    columns = range(area.first_column, area.last_column + 1)
    return islice(product(rows, columns), _MOST_FILLED)
