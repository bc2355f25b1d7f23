"""The Sync Conflicts tab on both sides: what stands in it, and what people decided there."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from poc_sheets.hosts.google.spreadsheet import GoogleBook, GoogleTab
from poc_sheets.problems import SheetError
from poc_sheets.sync.cells import Key, packed, plain, same, shown
from poc_sheets.sync.plan import TablePlan, readable
from poc_sheets.sync.tables import Found, TableSpec, find_table
from poc_sheets.sync.versions import Clash, Decision
from poc_sheets.tabs.headings import normalise
from poc_sheets.tabs.model import columns_of
from poc_sheets.tabs.sync_conflicts import KEEP_OFFICE, KEEP_SHEET, USE_NEW, SyncConflict

SPEC = TableSpec(
    SyncConflict.tab_id,
    SyncConflict.tab,
    (),
    SyncConflict.key,
    {spec.key: spec.accepted for spec in columns_of(SyncConflict)},
)
OPEN, DONE = "open", "settled"
#: A line stays so long after it was settled.
KEPT_FOR = timedelta(days=30)
CHOICES = {KEEP_SHEET: "sheet", KEEP_OFFICE: "office", USE_NEW: "new"}


def conflict_id(tab: str, key: Key, column: str) -> str:
    """The lasting name of a conflict: the same cell has the same one in every run."""
    return hashlib.sha256(json.dumps([tab, key, column]).encode()).hexdigest()[:10]


def new_record(
    plan: TablePlan, clash: Clash, before: Mapping[str, str] | None, now: datetime, editor: str
) -> dict[str, str]:
    """A conflict as it is kept, with what is shown of it."""
    known = before if before and before["status"] == OPEN else None
    first_seen = known["first_seen"] if known else ""
    return {
        "tab": plan.id,
        "key": clash.key,
        "column": clash.column,
        "kind": clash.kind,
        "values": json.dumps([packed(clash.sheet), packed(clash.office)]),
        "table": plan.sheet.spec.name,
        "row_key": readable(clash.key),
        "heading": plan.office.heading(clash.column) if clash.column else "(the whole row)",
        "base": json.dumps(packed(clash.base)),
        "agreed": shown(clash.base),
        "sheet_value": shown(clash.sheet),
        "office_value": shown(clash.office),
        "editor": known.get("editor", "") if known else editor,
        "first_seen": first_seen or now.replace(microsecond=0).isoformat(),
        "status": OPEN,
    }


def records_after(
    before: Mapping[str, Mapping[str, str]],
    plans: Iterable[TablePlan],
    now: datetime,
    editor: str = "",
) -> dict[str, dict[str, str]]:
    """The conflicts on record after a round: the open ones, and those settled of late.

    Args:
        before: those before it.
        plans: what is done.
        now: the moment.
        editor: who last changed the Google Sheet, where that is known.
    """
    records = {
        name: dict(record) for name, record in before.items() if not is_past(record["status"], now)
    }
    planned = {plan.id: plan for plan in plans}
    still: set[str] = set()
    for plan in planned.values():
        for clash in plan.merge.clashes:
            name = conflict_id(plan.id, clash.key, clash.column)
            records[name] = new_record(plan, clash, before.get(name), now, editor)
            still.add(name)
    for name, record in records.items():
        if record["tab"] not in planned or name in still or record["status"] != OPEN:
            continue
        if not _waits(record, planned[record["tab"]]):
            record["status"] = f"{DONE} {now:%Y-%m-%d %H:%M}"
    return records


def _waits(record: Mapping[str, str], plan: TablePlan) -> bool:
    """Whether a question cannot be looked at, because its column is paused."""
    is_paused = bool(record["column"]) and record["column"] not in plan.columns
    rows = plan.sheet.table.lines.keys() | plan.office.table.lines.keys()
    return is_paused and record["key"] in rows


def is_past(status: str, now: datetime) -> bool:
    """Whether a line was settled so long ago that it goes away."""
    settled = status.removeprefix(f"{DONE} ")
    try:
        return settled != status and now - datetime.fromisoformat(settled) > KEPT_FOR
    except ValueError:
        return False


def has_new(before: Mapping[str, Mapping[str, str]], plans: Iterable[TablePlan]) -> bool:
    """Whether a conflict comes up that is not on record."""
    open_ones = {name for name, record in before.items() if record["status"] == OPEN}
    return any(
        conflict_id(plan.id, clash.key, clash.column) not in open_ones
        for plan in plans
        for clash in plan.merge.clashes
    )


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
            choice = next((c for text, c in CHOICES.items() if normalise(text) == words), "")
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


def google_tab(book: GoogleBook) -> GoogleTab | None:
    """The tab in the Google Sheet."""
    return next((tab for tab in book.tabs if tab.title == SPEC.name), None)
