"""The Sync Conflicts tab on both sides: what stands in it, and what people decided there."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from poc_sheets.hosts.google import batch
from poc_sheets.hosts.google.spreadsheet import GoogleBook, GoogleTab
from poc_sheets.problems import SheetError
from poc_sheets.sync.cells import Key, packed, plain, same, shown
from poc_sheets.sync.plan import TablePlan, readable
from poc_sheets.sync.tables import Found, TableSpec, find_table
from poc_sheets.sync.versions import Clash, Decision
from poc_sheets.tabs.headings import normalise
from poc_sheets.tabs.model import columns_of
from poc_sheets.tabs.sync_conflicts import KEEP_OFFICE, KEEP_SHEET, USE_NEW, SyncConflict
from poc_sheets.workbook import Append, Cell, Change, Value

SPEC = TableSpec(
    SyncConflict.tab_id,
    SyncConflict.tab,
    (),
    SyncConflict.key,
    {spec.key: spec.accepted for spec in columns_of(SyncConflict)},
)
#: The line that tells people when the last sync was.
STATUS_LINE = "last sync"
OPEN, DONE = "open", "settled"
_TAB_ID = 1_700_000_001
_CHOICES = {KEEP_SHEET: "sheet", KEEP_OFFICE: "office", USE_NEW: "new"}


def conflict_id(tab: str, key: Key, column: str) -> str:
    """The lasting name of a conflict: the same cell has the same one in every run."""
    return hashlib.sha256(json.dumps([tab, key, column]).encode()).hexdigest()[:10]


def new_record(
    plan: TablePlan, clash: Clash, before: Mapping[str, str] | None, now: datetime
) -> dict[str, str]:
    """A conflict as it is kept, with what is shown of it."""
    first_seen = before["first_seen"] if before and before["status"] == OPEN else ""
    return {
        "tab": plan.id,
        "key": clash.key,
        "column": clash.column,
        "kind": clash.kind,
        "values": json.dumps([packed(clash.sheet), packed(clash.office)]),
        "table": plan.sheet.spec.name,
        "row_key": readable(clash.key),
        "heading": plan.office.heading(clash.column) if clash.column else "(the whole row)",
        "agreed": shown(clash.base),
        "sheet_value": shown(clash.sheet),
        "office_value": shown(clash.office),
        "first_seen": first_seen or now.replace(microsecond=0).isoformat(),
        "status": OPEN,
    }


def records_after(
    before: Mapping[str, Mapping[str, str]], plans: Iterable[TablePlan], now: datetime
) -> dict[str, dict[str, str]]:
    """The conflicts on record after a round: the open ones, and those that are settled now."""
    records = {name: dict(record) for name, record in before.items()}
    planned = {plan.id for plan in plans}
    still: set[str] = set()
    for plan in plans:
        for clash in plan.merge.clashes:
            name = conflict_id(plan.id, clash.key, clash.column)
            records[name] = new_record(plan, clash, before.get(name), now)
            still.add(name)
    for name, record in records.items():
        if record["tab"] in planned and name not in still and record["status"] == OPEN:
            record["status"] = f"{DONE} {now:%Y-%m-%d %H:%M}"
    return records


def find_tab(sheet_like: Any) -> Found | None:
    """The tab on one side; `None` where its headings are gone."""
    try:
        return find_table(SPEC, sheet_like, "")
    except SheetError:
        return None


def decisions_of(
    records: Mapping[str, Mapping[str, str]], sides: Iterable[Found | None]
) -> dict[tuple[str, Key, str], tuple[Decision, str]]:
    """What people decided about open conflicts, with the values they saw.

    Two sides that decide differently have not decided.
    """
    chosen: dict[str, list[Decision]] = {}
    for found in sides:
        for line in found.table.lines.values() if found else ():
            name = str(line.cells.get("conflict", ""))
            words = normalise(line.cells.get("decision"))
            choice = next((c for text, c in _CHOICES.items() if normalise(text) == words), "")
            if name not in records or records[name]["status"] != OPEN or not choice:
                continue
            value = line.cells.get("new_value") if choice == "new" else None
            match choice:
                case "sheet":
                    chosen.setdefault(name, []).append(Decision("sheet"))
                case "office":
                    chosen.setdefault(name, []).append(Decision("office"))
                case _:
                    chosen.setdefault(name, []).append(Decision("new", value))
    decided = {}
    for name, decisions in chosen.items():
        first = decisions[0]
        if all(
            d.choice == first.choice and same(plain(d.value), plain(first.value)) for d in decisions
        ):
            record = records[name]
            place = (record["tab"], record["key"], record["column"])
            decided[place] = (first, record["values"])
    return decided


def lines_wanted(
    records: Mapping[str, Mapping[str, str]], status: str
) -> dict[str, dict[str, Value]]:
    """What the sync writes in each line, by conflict; people's two columns are left alone."""
    columns = ("table", "row_key", "heading", "agreed", "sheet_value", "office_value", "status")
    wanted: dict[str, dict[str, Value]] = {
        STATUS_LINE: {"conflict": STATUS_LINE, "table": "(all tables)", "status": status}
    }
    for name, record in records.items():
        wanted[name] = {"conflict": name, **{column: record[column] for column in columns}}
        wanted[name]["first_seen"] = datetime.fromisoformat(record["first_seen"])
    return wanted


def _differences(
    found: Found, wanted: Mapping[str, Mapping[str, Value]]
) -> tuple[list[tuple[int, int, Cell, Value]], list[dict[int, Value]]]:
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
        for column, value in at.items():
            old = found.sheet.at(line.number, column)
            if not same(plain(old), plain(value)):
                changed.append((line.number, column, old, value))
    return changed, added


def office_lines(
    found: Found | None, wanted: Mapping[str, Mapping[str, Value]]
) -> tuple[list[Change], list[Append]]:
    """The changes that bring the workbook's tab up to date."""
    if found is None:
        return [], []
    changed, added = _differences(found, wanted)
    name = found.sheet.name
    changes = [Change(name, row, column, old, value) for row, column, old, value in changed]
    return changes, [Append(name, found.last_row, tuple(added))] if added else []


def sheet_lines(
    book: GoogleBook, found: Found | None, wanted: Mapping[str, Mapping[str, Value]]
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
    return made


def _texts(line: Mapping[int, Value]) -> dict[int, Value]:
    """A line without dates: an appended cell has no format that would show them."""
    return {c: shown(v) if isinstance(v, datetime) else v for c, v in line.items()}


def _dates(values: Mapping[int, Value]) -> set[int]:
    return {column for column, value in values.items() if isinstance(value, datetime)}


def _new_tab(wanted: Mapping[str, Mapping[str, Value]]) -> list[dict[str, Any]]:
    columns = columns_of(SyncConflict)
    area = {"sheetId": _TAB_ID, "startRowIndex": 1}
    decision = next(i for i, spec in enumerate(columns) if spec.key == "decision")
    grid = {"rowCount": 200, "columnCount": len(columns), "frozenRowCount": 1}
    choices = [{"userEnteredValue": choice} for choice in _CHOICES]
    made: list[dict[str, Any]] = [
        {
            "addSheet": {
                "properties": {"sheetId": _TAB_ID, "title": SPEC.name, "gridProperties": grid}
            }
        },
        batch.set_cells(_TAB_ID, 1, 1, [spec.heading for spec in columns]),
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
                    "range": {"sheetId": _TAB_ID},
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
        made += batch.set_row(_TAB_ID, row, values, _dates(values))
    return made


def google_tab(book: GoogleBook) -> GoogleTab | None:
    """The tab in the Google Sheet."""
    return next((tab for tab in book.tabs if tab.title == SPEC.name), None)
