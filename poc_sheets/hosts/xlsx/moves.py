"""How references change when rows are inserted on a tab or a block of data grows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from poc_sheets.hosts.xlsx.references import Area, Point, Token, area_of, corners, tokens
from poc_sheets.problems import column_letters


@dataclass(frozen=True, slots=True)
class Move:
    """Rows inserted on a tab, and the block of data above them that grew.

    Attributes:
        sheet: the tab.
        at: the first inserted row; what stood there and below is `shifted` rows further down.
        shifted: how many rows further down; 0 where blank rows were filled.
        block: the data before it grew (headings excluded); ranges that cover it grow with it.
        header_row: the row of headings, a range may start there too; 0 where there is none.
        grown: how many rows the block grew by.
        is_table: a range must then begin at the first data row or the headings to grow.
    """

    sheet: str
    at: int
    shifted: int
    block: Area
    header_row: int
    grown: int
    is_table: bool

    def row(self, row: int) -> int:
        """Where a row is afterwards."""
        return row + self.shifted if row >= self.at else row

    def area(self, area: Area) -> Area:
        """Where a block of cells is afterwards, stretched where rows were inserted in it."""
        first, last = self.row(area.first_row), self.row(area.last_row)
        return Area(first, area.first_column, last, area.last_column)

    def covers_block(self, area: Area) -> bool:
        """Whether a range stands for the data of the block, so that new rows belong to it."""
        if area.last_row != self.block.last_row or not self.grown:
            return False
        if not (
            self.block.first_column <= area.first_column
            and area.last_column <= self.block.last_column
        ):
            return False
        starts = (self.block.first_row, self.header_row)
        return area.first_row in starts or not self.is_table

    def reaches_end(self, area: Area) -> bool:
        """Whether a range ends with the block and shares columns with it (formats, print area)."""
        return self.grown > 0 and area.last_row == self.block.last_row and area.meets(self.block)


def moved_formula(text: str, home: str, move: Move, cell: tuple[int, int] | None = None) -> str:
    """The formula (without `=`) as it reads after the move.

    Args:
        text: the formula.
        home: the tab it stands on; blank for names and charts, which always name the tab.
        move: what happened.
        cell: row and column of the formula where it stands in a cell, before the move.
    """
    if home.casefold() != move.sheet.casefold() and not mentions(text, move.sheet):
        return text
    in_block = bool(cell and home.casefold() == move.sheet.casefold() and move.block.holds(*cell))
    return _with_ranges(text, home, move, partial(_moved_range, move=move, in_block=in_block))


def moved_print_area(text: str, move: Move) -> str:
    """The print area after the move: it grows with a block whose last row it ends with."""

    def replaced(token: Token) -> str:
        area = area_of(token.text)
        by = move.grown if move.reaches_end(area) and ":" in token.text else 0
        return _moved_range(token, move=move, in_block=False, by=by)

    return _with_ranges(text, "", move, replaced)


def mentions(text: str, sheet: str) -> bool:
    """Whether a formula can refer to the tab at all."""
    return sheet.casefold().replace("'", "''") in text.casefold()


def _with_ranges(text: str, home: str, move: Move, replaced: Callable[[Token], str]) -> str:
    pieces: list[str] = []
    at = 0
    for token in tokens(text):
        if token.kind != "range":
            continue
        if (token.sheet or home).casefold() != move.sheet.casefold():
            continue
        pieces += [text[at : token.start], replaced(token)]
        at = token.end
    return "".join([*pieces, text[at:]])


def _moved_range(token: Token, *, move: Move, in_block: bool, by: int = 0) -> str:
    start, end = corners(token.text)
    if start.row is None or end.row is None:
        return token.text
    is_range = ":" in token.text
    area = area_of(token.text)
    # A running total of a row of the block ends at its own row; it must not grow with the block.
    if is_range and not by and move.covers_block(area) and not (in_block and not end.row_is_fixed):
        by = move.grown
    if by:
        last = _at_row(end, area.last_row + by)
        return f"{_at_row(start, move.row(area.first_row))}:{last}"
    first = _at_row(start, move.row(start.row))
    return f"{first}:{_at_row(end, move.row(end.row))}" if is_range else str(first)


def _at_row(point: Point, row: int) -> Point:
    return Point(row, point.column, point.row_is_fixed, point.column_is_fixed)


def moved_ranges(text: str, move: Move, *, grows: bool) -> str:
    """A list of ranges (`sqref`, `ref`) after the move; a `sqref` grows with the block."""
    ranges = []
    for each in text.split():
        try:
            area = area_of(each)
        except ValueError:
            ranges.append(each)
            continue
        after = move.area(area)
        if grows and move.reaches_end(area):
            after = Area(
                after.first_row, area.first_column, area.last_row + move.grown, area.last_column
            )
        ranges.append(each if after == area else _written(after, is_range=":" in each))
    return " ".join(ranges)


def _written(area: Area, *, is_range: bool) -> str:
    first = f"{column_letters(area.first_column)}{area.first_row}"
    last = f"{column_letters(area.last_column)}{area.last_row}"
    return f"{first}:{last}" if is_range or first != last else first
