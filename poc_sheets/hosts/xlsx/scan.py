"""Reading one tab: typed cells and the text of formulas, in one pass over the part's bytes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache, partial
from typing import Final

from poc_sheets.hosts.xlsx.markup import Part, attributes_of, cell_text_of, text_of
from poc_sheets.hosts.xlsx.package import Package
from poc_sheets.hosts.xlsx.problems import DAMAGED_WORKBOOK, WORKBOOK_TOO_LARGE
from poc_sheets.hosts.xlsx.references import LAST_COLUMN, LAST_ROW, column_number, translated
from poc_sheets.hosts.xlsx.serials import from_serial
from poc_sheets.hosts.xlsx.sheet_data import FORMULA, data_span
from poc_sheets.hosts.xlsx.strings import rich_text, shared_strings
from poc_sheets.hosts.xlsx.styles import Styles
from poc_sheets.workbook import NEVER_CALCULATED, Cell, ErrorValue

MOST_CELLS: Final = 20_000_000

_VALUE: Final = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*)<")


@lru_cache(maxsize=16)
def _cell_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """Letters, row, style, type, plain value, other content; two groups for an unusual order."""
    p = re.escape(prefix)
    usual = (
        rb'<%sc r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")?'
        rb"(?:/>|>(?:<%sv>([^<]*)</%sv></%sc>|(.*?)</%sc>))" % (p, p, p, p, p)
    )
    other = rb"<%sc(?=[\s/>])([^>]*?)(?:/>|>(.*?)</%sc\s*>)" % (p, p)
    return re.compile(usual + rb"|" + other, re.DOTALL)


@dataclass
class CellReader:
    """Turns the raw pieces of a cell into its value; `load` reads the strings when one is met."""

    load: Callable[[], list[str]]
    styles: Styles
    is_1904: bool

    @cached_property
    def strings(self) -> list[str]:
        """The workbook's strings by number."""
        return self.load()

    @classmethod
    def of(cls, package: Package, styles: Styles | None = None) -> "CellReader":
        """For a workbook, with its own formats unless others are given."""
        if styles is None:
            paths = package.related(package.workbook_path, "styles")
            styles = Styles.of(package.part(paths[0]) if paths else None)
        return cls(partial(shared_strings, package), styles, package.is_1904)

    def value(self, kind: bytes | None, raw: bytes, style: bytes | None) -> Cell:
        """The value of `<v>` under a cell type and format; a type not known reads as text."""
        if kind is None or kind == b"n":
            return self._number(raw, style)
        if kind == b"s":
            number = int(raw) if raw.strip().isdigit() else -1
            return self.strings[number] if 0 <= number < len(self.strings) else ErrorValue("#REF!")
        if kind == b"b":
            return raw.strip() in (b"1", b"true")
        if kind == b"e":
            return ErrorValue(text_of(raw))
        return _iso_moment(text_of(raw)) if kind == b"d" else cell_text_of(raw)

    def _number(self, raw: bytes, style: bytes | None) -> Cell:
        try:
            number = float(raw)
        except ValueError:
            text = text_of(raw).strip()
            return text or None
        if style is not None and (shown := self.styles.kind(int(style))):
            return from_serial(number, shown, is_1904=self.is_1904)
        return number

    def content(self, kind: bytes | None, inner: bytes, style: bytes | None) -> Cell:
        """The value of a cell with more in it than one `<v>`."""
        if kind == b"inlineStr":
            return rich_text(inner)
        found = _VALUE.search(inner)
        has_formula = FORMULA.search(inner) is not None
        if found is None or (has_formula and not found[1] and kind != b"str"):
            return NEVER_CALCULATED if has_formula else None
        return self.value(kind, found[1], style)


def _iso_moment(text: str) -> datetime | str:
    """The date of a cell in strict workbooks; the text itself where it is none."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text


@dataclass
class Grid:
    """The cells of one tab; `rows[0]` is row 1, each row as long as its last cell."""

    rows: list[list[Cell]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    _masters: dict[bytes, tuple[int, int, str]] = field(default_factory=dict)

    def add_formula(self, row: int, column: int, inner: bytes) -> None:
        """Remember the formula text in a cell's content, a shared one translated to its cell."""
        found = FORMULA.search(inner)
        if found is None:
            return
        raw, attributes = found[2] or b"", found[1]
        if b"shared" not in attributes:
            self.formulas[(row, column)] = "=" + text_of(raw)
            return
        group = attributes_of(attributes).get("si", "").encode()
        if raw:
            self._masters[group] = (row, column, text_of(raw))
        top, left, text = self._masters.get(group, (row, column, ""))
        self.formulas[(row, column)] = "=" + translated(text, row - top, column - left)


def scan_sheet(part: Part, reader: CellReader, workbook: str) -> Grid:
    """Every cell of a tab.

    Raises:
        SheetError: the used extent is beyond what can be held (`MOST_CELLS`).
    """
    grid = Grid()
    rows: dict[int, list[Cell]] = {}
    start, end = data_span(part)
    held = 0
    last_raw, cells, row = b"", [], 0
    columns: dict[bytes, int] = {}
    for found in _cell_pattern(part.prefix).finditer(part.scan, start, end):
        letters, raw_row, style, kind, plain_value, inner, odd, odd_inner = found.groups()
        if odd is not None:
            letters, raw_row, style, kind = _unusual(odd)
            inner = odd_inner
        if raw_row != last_raw:
            last_raw, row = raw_row, int(raw_row)
            cells = rows.setdefault(row, [])
        if plain_value is not None:
            value = reader.value(kind, plain_value, style)
        elif inner is not None:
            value = reader.content(kind, inner, style)
        else:
            continue
        column = columns.get(letters) or columns.setdefault(
            letters, column_number(letters.decode())
        )
        if inner and b"f" in inner:
            grid.add_formula(row, column, inner)
        if value is not None:
            held += _placed(cells, column, value)
        if column > LAST_COLUMN or not 0 < row <= LAST_ROW:
            raise DAMAGED_WORKBOOK.stop(name=workbook, seen=f"a cell at {letters.decode()}{row}")
        if held > MOST_CELLS:
            seen = f"the cells of one tab reach over more than {MOST_CELLS:,} places"
            raise WORKBOOK_TOO_LARGE.stop(name=workbook, seen=seen)
    last = max((number for number, cells in rows.items() if cells), default=0)
    nothing: list[Cell] = []
    grid.rows = [rows.get(number, nothing) for number in range(1, last + 1)]
    return grid


def _placed(cells: list[Cell], column: int, value: Cell) -> int:
    """Put the value into its row; how many places longer the row is now."""
    gap = column - 1 - len(cells)
    if gap < 0:
        cells[column - 1] = value
        return 0
    if 0 < gap < LAST_COLUMN:
        cells.extend([None] * gap)
    cells.append(value)
    return gap + 1


def _unusual(raw: bytes) -> tuple[bytes, bytes, bytes | None, bytes | None]:
    attributes = attributes_of(raw)
    reference = attributes.get("r", "")
    letters = reference.rstrip("0123456789")
    style, kind = attributes.get("s"), attributes.get("t")
    return (
        letters.encode(),
        reference[len(letters) :].encode(),
        style.encode() if style and style.isdecimal() else None,
        kind.encode() if kind else None,
    )
