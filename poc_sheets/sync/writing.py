"""A plan as changes of the workbook and as one batch for the Google Sheet, and whether it arrived."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from poc_sheets.hosts.google import batch
from poc_sheets.hosts.google.spreadsheet import column_ranges
from poc_sheets.sync.cells import Key, plain, same, writable
from poc_sheets.sync.plan import TablePlan
from poc_sheets.sync.tables import BESIDE, Found
from poc_sheets.sync.versions import Table
from poc_sheets.workbook import Append, Cell, Change, Value


def office_changes(plan: TablePlan) -> tuple[list[Change], list[Append]]:
    """What the plan changes in the workbook.

    A file has no way to take a row out without moving what stands beside it, so a deleted row is
    emptied: its typed cells under the headings. Formulas of the row stay.
    """
    found, name = plan.office, plan.office.sheet.name
    lines, columns = found.table.lines, found.columns
    changes = [
        Change(name, lines[w.key].number, columns[w.column], w.old, writable(w.new))
        for w in plan.writes("office")
    ]
    for delete in plan.deletes("office"):
        row = lines[delete.key].number
        for column in found.used_columns():
            cell = found.sheet.at(row, column)
            if cell is not None and (row, column) not in found.sheet.formulas:
                changes.append(Change(name, row, column, cell, None))
    rows = tuple(
        {columns[column]: writable(value) for column, value in insert.cells.items()}
        for insert in plan.inserts("office")
    )
    return changes, [Append(name, found.last_row, rows)] if rows else []


def sheet_requests(plan: TablePlan, tab_id: int) -> list[dict[str, Any]]:
    """What the plan changes in the Google Sheet: cells, then new rows, then deletions."""
    found = plan.sheet
    lines, columns = found.table.lines, found.columns
    by_row: dict[int, dict[int, Value]] = defaultdict(dict)
    undated: dict[int, set[int]] = defaultdict(set)
    added: dict[Key, dict[str, Cell]] = {i.key: dict(i.cells) for i in plan.inserts("sheet")}
    for write in plan.writes("sheet"):
        if write.key not in lines:  # the row is put back in the same batch
            added[write.key][write.column] = write.new
            continue
        line = lines[write.key]
        by_row[line.number][columns[write.column]] = writable(write.new)
        if not isinstance(line.cells.get(write.column), date | time):
            undated[line.number].add(columns[write.column])
    made: list[dict[str, Any]] = []
    for row, values in sorted(by_row.items()):
        made += batch.set_row(tab_id, row, values, undated[row])
    if added:
        made.append(batch.append_rows(tab_id, [_row(found, cells) for cells in added.values()]))
    rows = [lines[d.key].number for d in plan.deletes("sheet") if d.key in lines]
    return made + batch.delete_rows(tab_id, rows)


def shown_again(plans: Sequence[TablePlan]) -> list[str]:
    """The ranges that the batch brings back: of each table written to, the columns to look at.

    Those are the columns of its key, and those that are written: of a new row all.
    """
    ranges: list[str] = []
    for plan in plans:
        if not plan.touches("sheet"):
            continue
        wanted = {*plan.sheet.spec.keys, *(write.column for write in plan.writes("sheet"))}
        for insert in plan.inserts("sheet"):
            wanted |= insert.cells.keys()
        places = {plan.sheet.place_of(column) for column in wanted}
        at = {place for place in places if place is not None}
        ranges += column_ranges(plan.sheet.sheet.name, at)
    return ranges


def _row(found: Found, cells: Mapping[str, Cell]) -> list[Value]:
    by_column = {
        at: writable(value)
        for column, value in cells.items()
        if (at := found.place_of(column)) is not None
    }
    return [by_column.get(column) for column in range(1, max(by_column, default=0) + 1)]


def has_arrived(plan: TablePlan, after: Table) -> bool:
    """Whether all that the plan meant for the Google Sheet stands in it."""
    codes = plan.sheet.spec.codes

    def holds(key: Key, column: str, value: Cell) -> bool:
        line = after.lines.get(key)
        wanted = plain(value, is_code=column in codes)
        return line is not None and same(
            plain(line.cells.get(column), is_code=column in codes), wanted
        )

    changed = {(write.key, write.column) for write in plan.writes("sheet")}
    if not all(holds(write.key, write.column, write.new) for write in plan.writes("sheet")):
        return False
    for insert in plan.inserts("sheet"):
        for column, value in insert.cells.items():
            if column.startswith(BESIDE) or (insert.key, column) in changed:
                continue
            if not holds(insert.key, column, value):
                return False
    there = after.lines.keys() | after.held.keys()
    if any(delete.key in there for delete in plan.deletes("sheet")):
        return False
    # A row that nobody meant to delete went in the place of ours, or with ours.
    deleted = {delete.key for delete in plan.deletes("sheet")}
    return not deleted or plan.sheet.table.lines.keys() - deleted <= there


def undressed(plan: TablePlan, after: Found, tab_id: int) -> list[dict[str, Any]]:
    """Date formats for new rows whose dates show as bare numbers in the Google Sheet."""
    made: list[dict[str, Any]] = []
    for insert in plan.inserts("sheet"):
        line = after.table.lines.get(insert.key)
        for column, value in insert.cells.items():
            if line is None or not isinstance(value, date | time):
                continue
            is_synced = column in after.columns
            if is_synced and not isinstance(line.cells.get(column), date | time):
                at = {after.columns[column]: writable(value)}
                made += batch.set_row(tab_id, line.number, at, at)
    return made


def cells_touched(plans: Sequence[TablePlan]) -> int:
    """How many cells the plans write on both sides; a deleted row counts its cells."""
    total = 0
    for plan in plans:
        total += len(plan.merge.writes)
        total += sum(len(insert.cells) for insert in plan.merge.inserts)
        total += sum(
            sum(cell is not None for cell in delete.cells.values()) for delete in plan.merge.deletes
        )
    return total
