"""The lines of the Sync Conflicts tab, brought up to date on both sides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from poc_sheets.hosts.google import batch
from poc_sheets.hosts.google.spreadsheet import GoogleBook
from poc_sheets.sync.cells import plain, same, shown
from poc_sheets.sync.conflicts import CHOICES, OPEN, SPEC, is_past
from poc_sheets.sync.tables import Found
from poc_sheets.sync.versions import Line
from poc_sheets.tabs.model import columns_of
from poc_sheets.tabs.sync_conflicts import SyncConflict
from poc_sheets.workbook import Append, Cell, Change, Value

#: The line that tells people when the last sync was.
STATUS_LINE = "last sync"
TAB_ID = 1_700_000_001


def lines_wanted(
    records: Mapping[str, Mapping[str, str]], status: str
) -> dict[str, dict[str, Value]]:
    """What the sync writes in each line, by conflict; people's two columns are left alone."""
    columns = (
        *("table", "row_key", "heading", "agreed", "sheet_value", "office_value"),
        *("editor", "status"),
    )
    wanted: dict[str, dict[str, Value]] = {
        STATUS_LINE: {"conflict": STATUS_LINE, "table": "(all tables)", "status": status}
    }
    for name, record in records.items():
        wanted[name] = {"conflict": name, **{c: record.get(c, "") for c in columns}}
        wanted[name]["first_seen"] = datetime.fromisoformat(record["first_seen"])
    return wanted


def has_mark(found: Found | None, mark: str) -> bool:
    """Whether the line of the last sync was written by the round with this mark."""
    lines = found.table.lines.values() if found else ()
    said = [line.cells.get("status") for line in lines if line.cells.get("conflict") == STATUS_LINE]
    return any(str(text).endswith(f", {mark}") for text in said)


def _differences(
    found: Found, wanted: Mapping[str, Mapping[str, Value]]
) -> tuple[list[tuple[int, int, Cell, Value]], list[dict[int, Value]]]:
    """The cells that change, by row and column, and the lines that are new."""
    present = {str(line.cells.get("conflict")): line for line in found.table.lines.values()}
    changed: list[tuple[int, int, Cell, Value]] = []
    added: list[dict[int, Value]] = []
    for name, cells in wanted.items():
        at = {found.columns[c]: value for c, value in cells.items() if c in found.columns}
        line = present.get(name)
        if line is None:
            is_open = cells.get("status") == OPEN or name == STATUS_LINE
            if is_open and f'["{name}"]' not in found.table.held:
                added.append(at)
            continue
        fresh = {
            column: (found.sheet.at(line.number, column), value)
            for column, value in at.items()
            if not same(plain(found.sheet.at(line.number, column)), plain(value))
        }
        is_new = any(found.columns.get(c) in fresh for c in ("sheet_value", "office_value"))
        comes_up_again = fresh.get(found.columns.get("status", 0), ("", ""))[1] == OPEN
        if (is_new or comes_up_again) and "decision" in found.columns:
            # A decision was made for the values that stood there: it is asked for again, also
            # where somebody takes it in this very moment.
            fresh[found.columns["decision"]] = (line.cells.get("decision"), None)
        changed += [(line.number, column, *values) for column, values in fresh.items()]
    return changed, added


def _past_lines(found: Found, now: datetime) -> list[Line]:
    """The lines that were settled so long ago that they go away."""
    lines = found.table.lines.values()
    return [line for line in lines if is_past(str(line.cells.get("status") or ""), now)]


def office_lines(
    found: Found | None, wanted: Mapping[str, Mapping[str, Value]], now: datetime
) -> tuple[list[Change], list[Append]]:
    """The changes that bring the workbook's tab up to date."""
    if found is None:
        return [], []
    changed, added = _differences(found, wanted)
    name = found.sheet.name
    changes = [
        Change(name, row, column, old, value)
        for row, column, old, value in changed
        if (old, value) != (None, None)
    ]
    for line in _past_lines(found, now):
        for column in found.columns.values():
            cell = found.sheet.at(line.number, column)
            if cell is not None:
                changes.append(Change(name, line.number, column, cell, None))
    return changes, [Append(name, found.last_row, tuple(added))] if added else []


def sheet_lines(
    book: GoogleBook,
    found: Found | None,
    wanted: Mapping[str, Mapping[str, Value]],
    now: datetime,
) -> list[dict[str, Any]]:
    """The requests that bring the Google Sheet's tab up to date, or make it."""
    present = next((tab for tab in book.tabs if tab.title == SPEC.name), None)
    if present is None:
        return _new_tab(wanted)
    if found is None:
        return []
    changed, added = _differences(found, wanted)
    by_row: dict[int, dict[int, Value]] = {}
    for row, column, _, value in changed:
        by_row.setdefault(row, {})[column] = value
    made: list[dict[str, Any]] = []
    for row, values in by_row.items():
        made += batch.set_row(present.id, row, values, _dates(values))
    if added:
        rows = [[line.get(c) for c in range(1, max(line) + 1)] for line in map(_texts, added)]
        made.append(batch.append_rows(present.id, rows))
    return made + batch.delete_rows(present.id, [line.number for line in _past_lines(found, now)])


def _texts(line: Mapping[int, Value]) -> dict[int, Value]:
    """A line without dates: an appended cell has no format that would show them."""
    return {c: shown(v) if isinstance(v, datetime) else v for c, v in line.items()}


def _dates(values: Mapping[int, Value]) -> set[int]:
    return {column for column, value in values.items() if isinstance(value, datetime)}


def _new_tab(wanted: Mapping[str, Mapping[str, Value]]) -> list[dict[str, Any]]:
    columns = columns_of(SyncConflict)
    area = {"sheetId": TAB_ID, "startRowIndex": 1}
    decision = next(i for i, spec in enumerate(columns) if spec.key == "decision")
    grid = {"rowCount": 200, "columnCount": len(columns), "frozenRowCount": 1}
    choices = [{"userEnteredValue": choice} for choice in CHOICES]
    made: list[dict[str, Any]] = [
        {
            "addSheet": {
                "properties": {"sheetId": TAB_ID, "title": SPEC.name, "gridProperties": grid}
            }
        },
        batch.set_cells(TAB_ID, 1, 1, [spec.heading for spec in columns]),
        {
            "setDataValidation": {
                "range": {**area, "startColumnIndex": decision, "endColumnIndex": decision + 1},
                "rule": {
                    "condition": {"type": "ONE_OF_LIST", "values": choices},
                    "showCustomUi": True,
                },
            }
        },
        {
            "addProtectedRange": {
                "protectedRange": {
                    "range": {"sheetId": TAB_ID},
                    "description": "Written by the sync; choose in Decision",
                    "warningOnly": True,
                }
            }
        },
    ]
    keys = [spec.key for spec in columns]
    open_lines = [
        cells
        for name, cells in wanted.items()
        if cells.get("status") == OPEN or name == STATUS_LINE
    ]
    for row, cells in enumerate(open_lines, start=2):
        values = {keys.index(column) + 1: value for column, value in cells.items()}
        made += batch.set_row(TAB_ID, row, values, _dates(values))
    return made
