"""`values:append`: which table a range means, and the row below it."""

from collections.abc import Sequence
from typing import Any

from poc_sheets.testing.gsheets.a1 import Area, GridRange, Shift
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.protections import Editor
from poc_sheets.testing.gsheets.structure import insert
from poc_sheets.testing.gsheets.values import Written, write_values


def append_values(
    book: Spreadsheet,
    wanted: GridRange,
    rows: Sequence[Sequence[Any]],
    option: str,
    editor: Editor,
    *,
    insert_rows: bool = False,
) -> tuple[Area | None, Written]:
    """Write rows below the table that a range means; the table found, and what was written."""
    tab = book.tab(wanted.tab)
    asked = tab.area(wanted)
    table = last_table(tab, asked)
    top, left = (table.bottom, table.left) if table else (asked.top, asked.left)
    if insert_rows and top < tab.grid.row_count:
        insert(book, Shift(tab.id, "ROWS", top, len(rows)))
    width = max((len(row) for row in rows), default=1)
    target = GridRange(tab.id, top, top + max(1, len(rows)), left, left + max(1, width))
    if top >= tab.grid.row_count:
        tab.grid.row_count = top + max(1, len(rows))
        book.check_size()
    if target.right and target.right > tab.grid.column_count:
        tab.grid.column_count = target.right
        book.check_size()
    if target.bottom and target.bottom > tab.grid.row_count:
        tab.grid.row_count = target.bottom
        book.check_size()
    return table, write_values(book, target, rows, option, editor)


def last_table(tab: Tab, asked: Area) -> Area | None:
    """The last table that an area touches.

    A table is a block of filled cells without an empty row or column inside it, so a row with a
    hole splits its table and the next append starts right of the hole.
    """
    found = [table for table in tables(tab) if table.touches(asked)]
    return max(found, key=lambda table: (table.bottom, table.right)) if found else None


def tables(tab: Tab) -> list[Area]:
    """All blocks of filled cells; cells that touch, corners included, belong together."""
    left = {
        (filled.row, filled.column)
        for filled in tab.grid.inside(tab.grid.whole())
        if filled.cell.entered is not None
    }
    blocks: list[Area] = []
    while left:
        waiting = [left.pop()]
        rows, columns = [], []
        while waiting:
            row, column = waiting.pop()
            rows.append(row)
            columns.append(column)
            for near_row in (row - 1, row, row + 1):
                for near_column in (column - 1, column, column + 1):
                    if (near_row, near_column) in left:
                        left.remove((near_row, near_column))
                        waiting.append((near_row, near_column))
        blocks.append(Area(min(rows), max(rows) + 1, min(columns), max(columns) + 1))
    return _joined(blocks)


def _joined(blocks: list[Area]) -> list[Area]:
    """Blocks whose rectangles touch, joined until none do."""
    joined: list[Area] = []
    for block in blocks:
        merged = block
        while near := next((other for other in joined if _near(other, merged)), None):
            joined.remove(near)
            merged = Area(
                min(near.top, merged.top),
                max(near.bottom, merged.bottom),
                min(near.left, merged.left),
                max(near.right, merged.right),
            )
        joined.append(merged)
    return joined


def _near(one: Area, other: Area) -> bool:
    return one.touches(Area(other.top - 1, other.bottom + 1, other.left - 1, other.right + 1))
