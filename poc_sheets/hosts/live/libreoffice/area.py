"""A rectangle of cells, its address in Excel's way of writing, and how to take rectangles apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384

_CELLS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; `row` and `column` count from 1, a side may be 0 cells long."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def last_row(self) -> int:
        """The row of the lower edge."""
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        """The column of the right edge."""
        return self.column + self.columns - 1

    @property
    def size(self) -> int:
        """How many cells."""
        return self.rows * self.columns

    @property
    def is_whole_rows(self) -> bool:
        """Every cell of its rows."""
        return self.column == 1 and self.columns >= MOST_COLUMNS

    @property
    def is_whole_columns(self) -> bool:
        """Every cell of its columns."""
        return self.row == 1 and self.rows >= MOST_ROWS

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom counted from 0, the order the office wants."""
        return self.column - 1, self.row - 1, self.last_column - 1, self.last_row - 1

    def at(self, row_offset: int, column_offset: int, rows: int = 1, columns: int = 1) -> "Area":
        """A rectangle placed from the upper left cell; offsets count from 0."""
        return Area(self.row + row_offset, self.column + column_offset, rows, columns)

    def joined(self, other: "Area") -> "Area":
        """The smallest rectangle around both."""
        top, left = min(self.row, other.row), min(self.column, other.column)
        bottom = max(self.last_row, other.last_row)
        right = max(self.last_column, other.last_column)
        return Area(top, left, bottom - top + 1, right - left + 1)

    def common(self, other: "Area") -> "Area | None":
        """The cells in both, or None."""
        top, left = max(self.row, other.row), max(self.column, other.column)
        bottom = min(self.last_row, other.last_row)
        right = min(self.last_column, other.last_column)
        if bottom < top or right < left:
            return None
        return Area(top, left, bottom - top + 1, right - left + 1)

    def address(self, *, row_absolute: bool = True, column_absolute: bool = True) -> str:
        """The address in Excel's way of writing: `$A$1:$B$2`, `$A:$B`, `$1:$3`."""
        row_mark = "$" if row_absolute else ""
        column_mark = "$" if column_absolute else ""
        left = f"{column_mark}{column_letters(self.column)}"
        right = f"{column_mark}{column_letters(self.last_column)}"
        top, bottom = f"{row_mark}{self.row}", f"{row_mark}{self.last_row}"
        if self.size == 1:
            return left + top
        if self.is_whole_columns:
            return f"{left}:{right}"
        if self.is_whole_rows:
            return f"{top}:{bottom}"
        return f"{left}{top}:{right}{bottom}"


def from_corners(top: int, left: int, bottom: int, right: int) -> Area:
    """The rectangle between two corners, given in any order, counted from 1.

    Raises:
        IndexError: a corner outside the sheet.
    """
    top, bottom = min(top, bottom), max(top, bottom)
    left, right = min(left, right), max(left, right)
    if top < 1 or left < 1:
        raise IndexError("Rows and columns count from 1: there is no row 0 and no column 0.")
    if bottom > MOST_ROWS or right > MOST_COLUMNS:
        raise IndexError(f"The sheet ends at row {MOST_ROWS} and column {MOST_COLUMNS}.")
    return Area(top, left, bottom - top + 1, right - left + 1)


def parse_address(text: str) -> Area | None:
    """The rectangle of `A1`, `$A$1:B2`, `A:C` or `1:3`; None for anything else (a name)."""
    if match := _CELLS.fullmatch(text):
        left, top, right, bottom = match.groups()
        if column_number(left) > MOST_COLUMNS:
            return None
        return from_corners(
            int(top), column_number(left), int(bottom or top), column_number(right or left)
        )
    if match := _COLUMNS.fullmatch(text):
        first, last = match.groups()
        return from_corners(1, column_number(first), MOST_ROWS, column_number(last))
    if match := _ROWS.fullmatch(text):
        return from_corners(int(match[1]), 1, int(match[2]), MOST_COLUMNS)
    return None


def runs(cells: Iterable[tuple[int, int]]) -> Iterator[Area]:
    """Cells gathered into few rectangles: runs along rows, equal runs of neighbouring rows joined.

    Args:
        cells: (row, column) in any order, counted from 1; repeats are taken once.
    """
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(set(cells)):
        by_row.setdefault(row, []).append(column)
    open_runs: dict[tuple[int, int], tuple[int, int]] = {}
    previous = 0
    for row, columns in by_row.items():
        spans = set(_spans(columns))
        for span in list(open_runs):
            if span not in spans or row != previous + 1:
                yield _closed(span, open_runs.pop(span))
        for span in spans:
            first, _ = open_runs.get(span, (row, row))
            open_runs[span] = (first, row)
        previous = row
    for span, rows in open_runs.items():
        yield _closed(span, rows)


def _closed(span: tuple[int, int], rows: tuple[int, int]) -> Area:
    return Area(rows[0], span[0], rows[1] - rows[0] + 1, span[1] - span[0] + 1)


def _spans(columns: list[int]) -> Iterator[tuple[int, int]]:
    first = last = columns[0]
    for column in columns[1:]:
        if column != last + 1:
            yield first, last
            first = column
        last = column
    yield first, last
