"""Where new rows of a tab go, and whether room can be made for them without harm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from poc_sheets.hosts.xlsx.changes import TabCells
from poc_sheets.hosts.xlsx.markup import find_tags
from poc_sheets.hosts.xlsx.moves import Move
from poc_sheets.hosts.xlsx.package import TablePart
from poc_sheets.hosts.xlsx.problems import NO_ROOM_FOR_ROWS, PROTECTED_TAB
from poc_sheets.hosts.xlsx.references import LAST_ROW, Area, area_of
from poc_sheets.problems import Place
from poc_sheets.workbook import Append

#: What counts as an empty cell.
EMPTY_VALUES: Final = (None, "")


@dataclass(frozen=True, slots=True)
class Room:
    """Where new rows go.

    Attributes:
        first: the first new row.
        blank: how many blank rows from there on are used as they are.
        move: what happens to the workbook before they are filled.
        like: the row that new rows look like, 0 where there is none.
        columns: first and last column of the data.
        table: the table that takes them in, if any.
    """

    first: int
    blank: int
    move: Move
    like: int
    columns: tuple[int, int]
    table: TablePart | None


def room_for(cells: TabCells, append: Append, anchor: int) -> Room:
    """Where the rows go: into a table that holds `after_row`, else below it.

    Args:
        cells: the tab.
        append: the rows.
        anchor: the row of the tab's headings where the workbook names it, else 0.
    """
    columns = sorted({column for values in append.rows for column in values})
    for table in cells.package.tables(cells.sheet):
        area = table.area
        if not area.first_row <= append.after_row <= table.last_data_row:
            continue
        if any(area.first_column <= each <= area.last_column for each in columns):
            return _room_in_table(cells, append, table)
    return _room_below(cells, append, anchor, columns)


def _room_in_table(cells: TabCells, append: Append, table: TablePart) -> Room:
    area, last = table.area, table.last_data_row
    columns = (area.first_column, area.last_column)
    first = max(append.after_row + 1, table.first_data_row)
    blank = 0
    while first + blank <= last and _is_blank(cells, first + blank, columns):
        blank += 1
    blank = min(blank, len(append.rows))
    needed = len(append.rows) - blank
    at = first + blank
    inside = needed and at <= last
    below = not inside and (
        table.totals_rows > 0 or _in_the_way(cells, range(at, at + needed), columns, table)
    )
    header = table.first_data_row - 1
    move = Move(
        sheet=cells.sheet.name,
        at=at,
        shifted=needed if inside or below else 0,
        block=Area(table.first_data_row, columns[0], last, columns[1]),
        header_row=header,
        grown=0 if inside else needed,
        is_table=True,
    )
    like = append.after_row if append.after_row > header else table.first_data_row
    like = like if like <= last else 0
    return Room(first, blank, move, like, columns, table)


def _room_below(cells: TabCells, append: Append, anchor: int, columns: Sequence[int]) -> Room:
    above = cells.rows.find(append.after_row)
    used = [
        each.column
        for each in (cells.rows.cells(above) if above else [])
        if cells.value(each) not in EMPTY_VALUES
    ]
    span = (min([*columns, *used], default=1), max([*columns, *used], default=1))
    first, needed = append.after_row + 1, len(append.rows)
    blank = 0
    while blank < needed and not _in_the_way(cells, range(first + blank, first + blank + 1), span):
        blank += 1
    is_data = append.after_row > anchor if anchor else _has_numbers(cells, append.after_row)
    move = Move(
        sheet=cells.sheet.name,
        at=first + blank,
        shifted=needed - blank,
        block=Area(
            min(anchor + 1 if anchor else 1, append.after_row), span[0], append.after_row, span[1]
        ),
        header_row=anchor,
        grown=needed if is_data else 0,
        is_table=False,
    )
    return Room(first, blank, move, append.after_row if is_data else 0, span, None)


def _is_blank(cells: TabCells, row: int, columns: tuple[int, int]) -> bool:
    """Whether a row of a table waits to be filled: nothing in it but formulas."""
    formula = b"<" + cells.rows.part.prefix + b"f"
    span = cells.rows.find(row)
    return all(
        formula in cell.inner or cells.value(cell) in EMPTY_VALUES
        for cell in (cells.rows.cells(span) if span else [])
        if columns[0] <= cell.column <= columns[1]
    )


def _has_numbers(cells: TabCells, row: int) -> bool:
    """Whether a row can be told from headings: it holds something that is no text."""
    span = cells.rows.find(row)
    values = [cells.value(each) for each in (cells.rows.cells(span) if span else [])]
    return row > 1 and any(value is not None and not isinstance(value, str) for value in values)


def _in_the_way(
    cells: TabCells, rows: range, columns: tuple[int, int], own: TablePart | None = None
) -> bool:
    """Whether anything stands in these rows, between these columns."""
    if not rows:
        return False
    target = Area(rows.start, columns[0], rows.stop - 1, columns[1])
    for row in rows:
        span = cells.rows.find(row)
        for cell in cells.rows.cells(span) if span else []:
            if columns[0] <= cell.column <= columns[1] and cells.value(cell) not in EMPTY_VALUES:
                return True
    others = [
        each.area
        for each in cells.package.tables(cells.sheet)
        if own is None or each.path != own.path
    ]
    return any(area.meets(target) for area in (*cells.merged, *others, *cells.blocks))


def check_room(cells: TabCells, room: Room, append: Append) -> None:
    """Stop where rows cannot be inserted, or cells not be filled, without harm.

    Raises:
        SheetError: in words, what is in the way.
    """
    place = Place(cells.sheet.name, append.after_row + 1)
    move = room.move
    if (move.shifted or (move.grown and room.table)) and cells.is_protected:
        raise PROTECTED_TAB.stop(place, tab=cells.sheet.name)
    for number, values in enumerate(append.rows, start=room.first):
        for column, value in values.items():
            if number < room.first + room.blank or not move.shifted:
                cells.check(number, column, is_emptied=value in EMPTY_VALUES)
    if not move.shifted:
        return
    seen = next(_obstacles(cells, room), "")
    if seen:
        raise NO_ROOM_FOR_ROWS.stop(place, rows=len(append.rows), seen=seen)


def _obstacles(cells: TabCells, room: Room) -> Iterator[str]:
    """What cannot follow when rows are inserted, in words."""
    move, package, sheet = room.move, cells.package, cells.sheet
    own = room.table.path if room.table else ""
    for table in package.tables(sheet):
        if table.path != own and _is_cut(table.area, move):
            yield f"the table {table.name} stands beside"
    for block in cells.blocks:
        if _is_cut(block, move):
            yield f"an array formula fills {block}"
    if b"dataTable" in cells.rows.part.scan:
        yield "the tab holds a what-if data table"
    for path in package.related(sheet.path, "pivotTable"):
        location = next(find_tags(package.part(path).scan, "location"), None)
        if location and area_of(location.attributes.get("ref", "A1")).last_row >= move.at:
            yield "a pivot table stands below or beside"
    if package.related(sheet.path, "tableSingleCells"):
        yield "cells of the tab are tied to an XML map"
    if cells.rows.numbers and cells.rows.numbers[-1] + move.shifted > LAST_ROW:
        yield "the last row of the tab is in use"


def _is_cut(area: Area, move: Move) -> bool:
    return area.first_row < move.at <= area.last_row
