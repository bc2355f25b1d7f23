"""What a formula reads: blocks of cells per tab, or everything where that cannot be told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from poc_sheets.hosts.xlsx.package import DefinedName, TablePart
from poc_sheets.hosts.xlsx.references import Area, Token, area_of, corners, tokens

#: Functions whose reach is not in the formula's text. NOW, TODAY and RAND are not among them: they
#: change without us, and every program calculates them anew when it opens the workbook.
_REACHES_ANYWHERE: Final = frozenset({"INDIRECT", "OFFSET", "CELL", "INFO", "GETPIVOTDATA"})
_HIDES_NAMES: Final = frozenset({"LET", "LAMBDA"})
_CONSTANTS: Final = frozenset({"TRUE", "FALSE"})
_SPECIFIER: Final = re.compile(r"\[((?:'.|[^\[\]'])*)\]")
_ESCAPED: Final = re.compile(r"'(.)")
_DEPTH: Final = 12
#: The row of a relative reference; a function such as LOG10( is none.
_RELATIVE: Final = re.compile(r"(?<=[A-Za-z])([0-9]{1,7})(?![\w.(])")

#: A block of cells on a tab; the tab's name is folded, capitals do not count.
Block = tuple[str, Area]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A block as formulas filled down a column share it: relative ends count from their row."""

    block: Area
    first_is_relative: bool
    last_is_relative: bool

    def area(self, row: int) -> Area:
        """The block that the formula in `row` reads."""
        block = self.block
        first = block.first_row + row if self.first_is_relative else block.first_row
        last = block.last_row + row if self.last_is_relative else block.last_row
        return Area(first, block.first_column, last, block.last_column)

    def from_row(self, row: int) -> "_Shape":
        """The shape with its relative ends counted from `row`."""
        return _Shape(self.area(-row), self.first_is_relative, self.last_is_relative)


_FIXED = False, False


def _with_shapes(
    shapes: list[tuple[str, _Shape]] | None, token: Token, blocks: list[Block]
) -> list[tuple[str, _Shape]] | None:
    """The shapes with those of one more token; `None` where the formula is not like its column.

    `Day1!A1` and `Day2!A2` differ in more than their rows, though their pieces look alike.
    """
    if shapes is None or _RELATIVE.search(token.sheet):
        return None
    if token.kind == "table" and not token.text.startswith("["):
        is_this_row = "[#this row]" in token.text.casefold() or "[@" in token.text
        ends = is_this_row, is_this_row
        return [*shapes, *((sheet, _Shape(area, *ends)) for sheet, area in blocks)]
    if token.kind != "range":
        return None if blocks or _RELATIVE.search(token.text) else shapes
    start, end = corners(token.text)
    if start.row is None and end.row is None:
        # Whole columns read the same cells from every row.
        return [*shapes, *((sheet, _Shape(area, *_FIXED)) for sheet, area in blocks)]
    if start.row is None or end.row is None or start.row > end.row:
        return None
    ends = not start.row_is_fixed, not end.row_is_fixed
    return [*shapes, *((sheet, _Shape(area, *ends)) for sheet, area in blocks)]


@dataclass(frozen=True)
class Precedents:
    """Finds what formulas read, from the workbook's names and tables."""

    sheets: frozenset[str]
    names: Mapping[tuple[str, str], DefinedName]
    tables: Mapping[str, TablePart]
    _shapes: dict[tuple[str, str], list[tuple[str, _Shape]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, sheets: Iterable[str], names: Iterable[DefinedName], tables: Iterable[TablePart]
    ) -> "Precedents":
        """For a workbook with these tabs, names and tables."""
        return cls(
            frozenset(each.casefold() for each in sheets),
            {(each.scope.casefold(), each.name.casefold()): each for each in names},
            {each.name.casefold(): each for each in tables},
        )

    @property
    def words(self) -> set[str]:
        """The folded names of tabs, names and tables."""
        return {*self.sheets, *(name for _, name in self.names), *self.tables}

    def of_formula(self, text: str, home: str, row: int, depth: int = 0) -> list[Block] | None:
        """The blocks a formula reads, `None` where it may read any cell.

        Args:
            text: the formula without `=`.
            home: the folded name of the tab it stands on.
            row: the row it stands in, for `[#This Row]`.
            depth: how many names deep, so that names that go in a circle end.
        """
        key = (home, _RELATIVE.sub(lambda found: f"\0{int(found[1]) - row}", text))
        if depth == 0 and key in self._shapes:
            return [(sheet, shape.area(row)) for sheet, shape in self._shapes[key]]
        blocks: list[Block] = []
        shapes: list[tuple[str, _Shape]] | None = []
        colons = text.count(":")
        for token in tokens(text):
            colons -= token.text.count(":") + token.sheet.count(":")
            if token.kind == "text":
                continue
            found = self._of_token(token, home, row, depth)
            if found is None:
                return None
            blocks += found
            shapes = _with_shapes(shapes, token, found)
        # A colon of its own joins calculated ends: `A1:INDEX(...)`.
        if colons:
            return None
        if depth == 0 and shapes is not None:
            rows = [(sheet, shape.from_row(row)) for sheet, shape in shapes]
            self._shapes[key] = rows
        return blocks

    def _of_token(self, token: Token, home: str, row: int, depth: int) -> list[Block] | None:
        if token.kind == "function":
            name = token.text.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
            return None if name in _REACHES_ANYWHERE | _HIDES_NAMES or token.sheet else []
        if token.kind == "table":
            return self._of_table(token.text, home, row)
        sheet = token.sheet.casefold()
        if "[" in sheet:
            # Another workbook; `[0]` is this one.
            return None if sheet.startswith("[0]") else []
        if token.kind == "name":
            return self._of_name(token.text, sheet, home, row, depth)
        if sheet and sheet not in self.sheets:
            return None
        return [(sheet or home, area_of(token.text))]

    def _of_name(
        self, text: str, sheet: str, home: str, row: int, depth: int
    ) -> list[Block] | None:
        if text.upper() in _CONSTANTS:
            return []
        folded = text.casefold()
        if folded in self.tables:
            return self._of_table(f"{text}[]", home, row)
        scopes = (sheet, "") if sheet else (home, "")
        name = next(
            (self.names[(each, folded)] for each in scopes if (each, folded) in self.names), None
        )
        if name is None or depth >= _DEPTH:
            return None
        return self.of_formula(name.text, home, row, depth + 1)

    def _of_table(self, text: str, home: str, row: int) -> list[Block] | None:
        name, _, specifier = text.partition("[")
        table = self.tables.get(name.casefold()) if name else self._table_around(home, row)
        if table is None:
            return None
        specifier = "[" + specifier
        words = _SPECIFIER.findall(specifier) or [specifier[1:-1]]
        words = [_ESCAPED.sub(r"\1", each) for each in words]
        items = {each.casefold() for each in words if each.startswith("#")}
        columns = [each.removeprefix("@").casefold() for each in words if each and each[0] != "#"]
        is_this_row = "#this row" in items or specifier.startswith(("[@", "[[@"))
        first, last = table.first_data_row, table.last_data_row
        if is_this_row:
            first = last = row
        elif items - {"#data"}:
            first, last = table.area.first_row, table.area.last_row
        left, right = table.area.first_column, table.area.last_column
        known = [each.casefold() for each in table.columns]
        places = [known.index(each) for each in columns if each in known]
        if len(places) != len([each for each in columns if each]):
            return [(table.sheet.casefold(), table.area)]
        if places:
            left, right = left + min(places), left + max(places)
        return [(table.sheet.casefold(), Area(first, left, last, right))]

    def _table_around(self, home: str, row: int) -> TablePart | None:
        """The one table that a formula without a table's name can mean."""
        around = [
            each
            for each in self.tables.values()
            if each.sheet.casefold() == home and each.area.first_row <= row <= each.area.last_row
        ]
        return around[0] if len(around) == 1 else None
