"""Cells, ranges and names inside the text of a formula."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, cast

from poc_sheets.problems import column_letters

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384

Kind = Literal["range", "table", "name", "function", "text"]

_SHEET: Final = (
    r"(?P<sheet>'(?:[^']|'')+'!|(?:\[[^\[\]]*\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!|\[[^\[\]]*\]!)?"
)
_CELL: Final = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w.(])"
_TOKEN: Final = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<error>\#[A-Z/0]+[!?]?)"
    rf"|{_SHEET}(?:"
    rf"(?P<range>{_CELL}(?::{_CELL})?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(])"
    r"|\$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w.(]))"
    r"|(?P<table>(?:[^\W\d][\w.\\]*)?\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\])"
    r"|(?P<name>[^\W\d][\w.\\?]*|\\[\w.\\?]+))"
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)"
)
_POINT: Final = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]{1,7})?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula; `sheet` is the name before `!`, unquoted, blank where there is none."""

    kind: Kind
    text: str
    sheet: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """One corner of a range; row or column is `None` in a whole column or row."""

    row: int | None
    column: int | None
    row_is_fixed: bool
    column_is_fixed: bool

    def __str__(self) -> str:
        letters = "" if self.column is None else column_letters(self.column)
        fixed_column = "$" if self.column_is_fixed else ""
        fixed_row = "$" if self.row_is_fixed else ""
        return f"{fixed_column}{letters}{fixed_row}{'' if self.row is None else self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells, both ends counted in."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        first = f"{column_letters(self.first_column)}{self.first_row}"
        last = f"{column_letters(self.last_column)}{self.last_row}"
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )

    def meets(self, other: "Area") -> bool:
        """Whether the two share a cell."""
        return (
            self.first_row <= other.last_row
            and other.first_row <= self.last_row
            and self.first_column <= other.last_column
            and other.first_column <= self.last_column
        )


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The number of a column from its letters: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=5_000)
def tokens(formula: str) -> tuple[Token, ...]:
    """The pieces of a formula (without its `=`) that can refer to something, and its texts.

    Remembered by text: a calculated column has the same formula in every row.
    """
    return tuple(_tokens(formula))


def _tokens(formula: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(formula):
        kind = found.lastgroup
        if kind in ("number", "error", None):
            continue
        start, end = found.span()
        if kind == "name" and formula[end : end + 1] == "(":
            kind = "function"
        sheet = found["sheet"] or ""
        start += len(sheet)
        if sheet:
            quoted = sheet.startswith("'")
            sheet = sheet[1:-2].replace("''", "'") if quoted else sheet.rstrip("!")
        yield Token(cast("Kind", kind), formula[start:end], sheet, start, end)


def point_of(text: str) -> Point:
    """The corner written as `$A$1`, `A`, `$7`."""
    found = _POINT.match(text)
    if found is None:
        raise ValueError(text)
    row = int(found[4]) if found[4] else None
    column = column_number(found[2]) if found[2] else None
    if column is None:
        return Point(row, None, bool(found[1] or found[3]), column_is_fixed=False)
    return Point(row, column, bool(found[3]), bool(found[1]))


def corners(text: str) -> tuple[Point, Point]:
    """Both corners of a range as written; one cell is both of its corners."""
    first, _, last = text.partition(":")
    start = point_of(first)
    return start, point_of(last) if last else start


@lru_cache(maxsize=50_000)
def area_of(text: str) -> Area:
    """The block that a range (`A1`, `$B$2:C9`, `A:A`, `3:4`) covers."""
    start, end = corners(text)
    rows = (start.row or 1, end.row or LAST_ROW)
    columns = (start.column or 1, end.column or LAST_COLUMN)
    return Area(min(rows), min(columns), max(rows), max(columns))


def areas_of(text: str) -> list[Area]:
    """The blocks of a list of ranges separated by spaces (`sqref`)."""
    return [area_of(each) for each in text.split()]


def translated(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads after being copied that many rows down and columns right.

    A reference that would leave the sheet becomes `#REF!`.
    """
    if not _moves_when_copied(formula):
        return formula
    pieces: list[str] = []
    at = 0
    for token in tokens(formula):
        if token.kind != "range":
            continue
        start, end = corners(token.text)
        moved = [_copied(each, rows, columns) for each in (start, end)]
        if None in moved:
            text = "#REF!"
        else:
            text = f"{moved[0]}:{moved[1]}" if ":" in token.text else str(moved[0])
        pieces += [formula[at : token.start], text]
        at = token.end
    pieces.append(formula[at:])
    return "".join(pieces)


@lru_cache(maxsize=5_000)
def _moves_when_copied(formula: str) -> bool:
    return any(
        not (point.row_is_fixed or point.row is None)
        or not (point.column_is_fixed or point.column is None)
        for token in tokens(formula)
        if token.kind == "range"
        for point in corners(token.text)
    )


def _copied(point: Point, rows: int, columns: int) -> Point | None:
    row, column = point.row, point.column
    if row is not None and not point.row_is_fixed:
        row += rows
        if not 1 <= row <= LAST_ROW:
            return None
    if column is not None and not point.column_is_fixed:
        column += columns
        if not 1 <= column <= LAST_COLUMN:
            return None
    return Point(row, column, point.row_is_fixed, point.column_is_fixed)
