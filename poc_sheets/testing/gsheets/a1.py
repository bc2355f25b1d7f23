"""Ranges: A1 notation, the API's half-open GridRange, and what a structural change does to them."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from poc_sheets.problems import column_letters
from poc_sheets.testing.gsheets.wire import Json, bad_request

Dimension = Literal["ROWS", "COLUMNS"]

#: ZZZ, the last column that Google accepts.
LAST_COLUMN = 18278
_CORNER = re.compile(r"^\$?([A-Za-z]{0,3})\$?([1-9][0-9]*)?$")
_R1C1 = re.compile(r"^R([1-9][0-9]*)C([1-9][0-9]*)$")
_PLAIN_TITLE = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


@dataclass(frozen=True, slots=True)
class GridRange:
    """A range as the API writes it: from 0, the end excluded, `None` where it is open."""

    tab: int
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @staticmethod
    def of_json(value: Json) -> "GridRange":
        """A range from a request.

        Raises:
            Refusal: the range ends before it starts.
        """
        found = GridRange(
            int(value.get("sheetId") or 0),
            value.get("startRowIndex"),
            value.get("endRowIndex"),
            value.get("startColumnIndex"),
            value.get("endColumnIndex"),
        )
        for start, end, name in (
            (found.top, found.bottom, "RowIndex"),
            (found.left, found.right, "ColumnIndex"),
        ):
            if end is not None and (start or 0) >= end:
                bad_request(
                    f"Invalid range: end{name} ({end}) must be after start{name} ({start or 0})."
                )
        return found

    def as_json(self) -> Json:
        """The range as in an answer: sheet 0 and open ends are left out."""
        named = {
            "sheetId": self.tab or None,
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {name: value for name, value in named.items() if value is not None}

    def within(self, rows: int, columns: int) -> "Area":
        """The range with its open ends closed at the edges of a grid."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Area(self.top or 0, bottom, self.left or 0, right)


@dataclass(frozen=True, slots=True)
class Area:
    """A closed rectangle of cells; from 0, the end excluded."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """How many rows."""
        return max(0, self.bottom - self.top)

    @property
    def width(self) -> int:
        """How many columns."""
        return max(0, self.right - self.left)

    def touches(self, other: "Area") -> bool:
        """Whether the two rectangles share a cell."""
        return (
            self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def holds(self, other: "Area") -> bool:
        """Whether the other rectangle lies wholly inside."""
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def in_tab(self, tab: int) -> GridRange:
        """The rectangle as a range of a tab."""
        return GridRange(tab, self.top, self.bottom, self.left, self.right)

    def a1(self) -> str:
        """The rectangle as on screen: `A1:B2`, `D4` for one cell."""
        first = f"{column_letters(self.left + 1)}{self.top + 1}"
        if self.height == 1 and self.width == 1:
            return first
        return f"{first}:{column_letters(self.right)}{self.bottom}"


def column_number(letters: str) -> int:
    """The column of letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def quoted_title(title: str) -> str:
    """A tab's title as A1 notation needs it: quoted unless it is a plain word."""
    looks_like_cell = parse_cells(title) is not None or _R1C1.match(title)
    if _PLAIN_TITLE.match(title) and not looks_like_cell:
        return title
    return "'" + title.replace("'", "''") + "'"


def split_title(text: str) -> tuple[str | None, str]:
    """The tab's title and the cells of `'My tab'!A1:B2`; `None` where no tab is named.

    A wholly quoted text is a title without cells.
    """
    text = text.strip()
    if text.startswith("'"):
        position = 1
        while position < len(text):
            if text[position] == "'":
                if text[position + 1 : position + 2] != "'":
                    break
                position += 1
            position += 1
        title = text[1:position].replace("''", "'")
        rest = text[position + 1 :]
        return title, rest.removeprefix("!")
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def parse_cells(text: str, tab: int = 0) -> GridRange | None:
    """The range of `A1`, `A1:B2`, `A:A`, `2:3`, `A2:C`; `None` if the text is none of them."""
    if match := _R1C1.match(text):
        row, column = int(match.group(1)), int(match.group(2))
        return GridRange(tab, row - 1, row, column - 1, column)
    first, mark, last = text.partition(":")
    start, end = _corner(first), _corner(last if mark else first)
    if start is None or end is None or (not mark and None in start):
        return None
    top, bottom = _ordered(start[0], end[0])
    left, right = _ordered(start[1], end[1])
    return GridRange(tab, top, bottom, left, right)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    match = _CORNER.match(text.strip())
    if not match or not (match.group(1) or match.group(2)):
        return None
    column = column_number(match.group(1)) if match.group(1) else None
    if column is not None and column > LAST_COLUMN:
        return None
    return (int(match.group(2)) if match.group(2) else None), column


def _ordered(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    """Start and end, from 0 and half-open, of two numbers as on screen."""
    if first is None and last is None:
        return None, None
    if first is None or last is None:
        return (first or last or 1) - 1, None
    return min(first, last) - 1, max(first, last)


@dataclass(frozen=True, slots=True)
class Shift:
    """A structural change along one dimension of a tab: `count` places in, or out if negative."""

    tab: int
    dimension: Dimension
    start: int
    count: int

    def of_index(self, index: int) -> int | None:
        """Where a row or column lands; `None` if it is gone."""
        if index < self.start:
            return index
        if self.count < 0 and index < self.start - self.count:
            return None
        return index + self.count

    def of_interval(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        """Where a half-open interval lands; `None` if all of it is gone."""
        if self.count > 0:
            new_start = start + self.count if start >= self.start else start
            new_end = end + self.count if end is not None and end > self.start else end
            return new_start, new_end
        gone = self.start - self.count
        if end is not None and start >= self.start and end <= gone:
            return None
        return self._closed_up(start), None if end is None else self._closed_up(end)

    def _closed_up(self, index: int) -> int:
        return max(self.start, index + self.count) if index > self.start else index

    def of_range(self, area: GridRange) -> GridRange | None:
        """Where a range lands; `None` if all of it is gone."""
        if area.tab != self.tab:
            return area
        rows = self.dimension == "ROWS"
        start, end = (area.top, area.bottom) if rows else (area.left, area.right)
        if start is None and end is None:
            return area
        moved = self.of_interval(start or 0, end)
        if moved is None:
            return None
        kept = None if start is None else moved[0]
        if rows:
            return replace(area, top=kept, bottom=moved[1])
        return replace(area, left=kept, right=moved[1])
