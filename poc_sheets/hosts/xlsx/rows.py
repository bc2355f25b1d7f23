"""Where rows and cells stand in a tab's part."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from poc_sheets.hosts.xlsx.markup import Edit, Part, attributes_of, spliced
from poc_sheets.hosts.xlsx.problems import UNUSUAL_WORKBOOK
from poc_sheets.hosts.xlsx.references import column_number
from poc_sheets.hosts.xlsx.sheet_data import data_span
from poc_sheets.problems import column_letters

_NUMBER: Final = re.compile(rb"""\sr\s*=\s*["']\s*([0-9]+)""")
# A press looks at each row that it changes twice; all rows of a very long tab would fill the memory.
_MOST_REMEMBERED: Final = 25_000
_REFERENCE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)([0-9]+)""")


@dataclass(frozen=True, slots=True)
class RowSpan:
    """A row in the part: its tag at `start:body`, its cells at `body:body_end`, all up to `end`."""

    number: int
    start: int
    body: int
    body_end: int
    end: int


class CellSpan(NamedTuple):
    """A cell in the part: `tag` is its start tag, `inner` its content (blank if it has none)."""

    column: int
    start: int
    end: int
    tag: bytes
    inner: bytes

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of the start tag."""
        return attributes_of(self.tag)


@dataclass
class Rows:
    """The rows of a tab in ascending order.

    Where they stand is looked for when asked: a press needs a few of many thousands.
    """

    part: Part
    numbers: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _data_start: int = 0
    _data_end: int = 0
    _last_found: tuple[int, int] = (0, 0)
    _remembered: dict[int, list[CellSpan]] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Part, workbook: str) -> "Rows":
        """The rows of the part.

        Raises:
            SheetError: no `sheetData`, or rows out of order.
        """
        start, end = data_span(part)
        if start == 0:
            raise UNUSUAL_WORKBOOK.stop(name=workbook, seen=f"no rows are marked in {part.name}")
        rows = cls(part, _data_start=start, _data_end=end, _last_found=(0, start))
        numbers = _usual_row_pattern(part.prefix).findall(part.scan, start, end)
        rows.numbers = list(map(int, numbers))
        if len(numbers) != part.scan.count(b"<" + part.prefix + b"row", start, end):
            rows._find_unusual()
        if rows.numbers != sorted(set(rows.numbers)) or (rows.numbers and rows.numbers[0] < 1):
            raise UNUSUAL_WORKBOOK.stop(name=workbook, seen=f"rows out of order in {part.name}")
        return rows

    def _find_unusual(self) -> None:
        """The rows of a part where `r` is not always the first attribute."""
        self.numbers = []
        pattern = _row_pattern(self.part.prefix)
        for found in pattern.finditer(self.part.scan, self._data_start, self._data_end):
            number = _NUMBER.search(found[0])
            self.numbers.append(int(number[1]) if number else 0)
            self._starts.append(found.start())

    def find(self, number: int) -> RowSpan | None:
        """The row of that number, `None` where the part has none."""
        at = bisect_left(self.numbers, number)
        return self._span(at) if self.numbers[at : at + 1] == [number] else None

    def place(self, number: int) -> int:
        """Where a new row of that number goes."""
        at = bisect_left(self.numbers, number)
        return self._start(at) if at < len(self.numbers) else self._data_end

    def _start(self, at: int) -> int:
        if self._starts:
            return self._starts[at]
        before, position = self._last_found
        tag = b'<%srow r="%d"' % (self.part.prefix, self.numbers[at])
        start = self.part.scan.find(tag, position if before <= at else self._data_start)
        self._last_found = (at, start)
        return start

    def _span(self, at: int) -> RowSpan:
        scan, start = self.part.scan, self._start(at)
        body = scan.index(b">", start) + 1
        if scan[body - 2 : body] == b"/>":
            return RowSpan(self.numbers[at], start, body, body, body)
        body_end = scan.find(b"</" + self.part.prefix + b"row", body)
        return RowSpan(self.numbers[at], start, body, body_end, scan.find(b">", body_end) + 1)

    def cells(self, row: RowSpan) -> list[CellSpan]:
        """The cells of a row, left to right as the part has them."""
        if row.number in self._remembered:
            return self._remembered[row.number]
        cells = []
        for found in _cell_pattern(self.part.prefix).finditer(
            self.part.scan, row.body, row.body_end
        ):
            tag, letters, inner = found.groups()
            if letters is None:
                reference = _REFERENCE.search(tag)
                letters = reference[1] if reference else b""
            cells.append(CellSpan(_column(letters), *found.span(), tag, inner or b""))
        if len(self._remembered) < _MOST_REMEMBERED:
            self._remembered[row.number] = cells
        return cells


@lru_cache(maxsize=16)
def _row_pattern(prefix: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<%srow(?=[\s/>])[^>]*>" % re.escape(prefix))


@lru_cache(maxsize=16)
def _usual_row_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """Rows as nearly every program writes them; a leading zero is not usual."""
    return re.compile(rb'<%srow r="([1-9][0-9]*)"' % re.escape(prefix))


@lru_cache(maxsize=16)
def _cell_pattern(prefix: bytes) -> re.Pattern[bytes]:
    p = re.escape(prefix)
    # `r` nearly always stands first, and no part of the pattern looks at a sign twice.
    tag = rb'(<%sc(?: r="([A-Z]+)[0-9]+")?(?=[\s/>])[^>/]*(?:/(?!>)[^>/]*)*)' % p
    return re.compile(tag + rb"(?:/>|>(.*?)</%sc\s*>)" % p, re.DOTALL)


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    return column_number(letters.decode()) if letters else 0


def with_references(part: Part) -> Part:
    """The part with `r` on every row and cell: programs may leave it out and count instead."""
    start, end = data_span(part)
    p, scan = part.prefix, part.scan
    marked = all(
        scan.count(b"<" + p + name, start, end) == scan.count(b"<" + p + name + b' r="', start, end)
        for name in (b"row", b"c")
    )
    if marked:
        return part
    edits: list[Edit] = []
    row = column = 0
    escaped = re.escape(p)
    pattern = re.compile(rb"<%s(row|c)(?=[\s/>])([^>]*)>" % escaped)
    for found in pattern.finditer(scan, start, end):
        at = found.end(1)
        if found[1] == b"row":
            number = _NUMBER.search(found[2])
            row, column = int(number[1]) if number else row + 1, 0
            if number is None:
                edits.append(Edit(at, at, f' r="{row}"'.encode()))
            continue
        reference = _REFERENCE.search(found[2])
        column = column_number(reference[1].decode()) if reference else column + 1
        if reference is None:
            edits.append(Edit(at, at, f' r="{column_letters(column)}{row}"'.encode()))
    if not edits:
        return part
    return Part(part.name, spliced(part.data, edits), spliced(part.scan, edits), part.prefix)
