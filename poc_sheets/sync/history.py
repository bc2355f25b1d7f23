"""What the sync did, and taking it back: log, undo, restore.

Taking back is an ordinary edit of the workbook; the next run carries it to the Google Sheet like
any other, so that an edit made there meanwhile is asked about and not lost.
"""

from collections.abc import Sequence
from pathlib import Path

from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import SheetError
from poc_sheets.sync import problems
from poc_sheets.sync.audit import AuditLine
from poc_sheets.sync.cells import plain, same, shown, unpacked, unpacked_row, writable
from poc_sheets.sync.plan import readable
from poc_sheets.sync.state import State
from poc_sheets.sync.tables import Found, TableSpec, find_table, tab_called
from poc_sheets.sync.versions import key_of, key_parts
from poc_sheets.workbook import Append, Change, ErrorValue


def key_typed(text: str) -> str:
    """A key as a person types it: its parts with a slash between blanks."""
    return key_of(part.strip() for part in text.split(" / "))


def log_lines(state: State, key: str) -> list[str]:
    """What was done to a row, oldest first.

    Raises:
        SheetError: nothing was.
    """
    lines = state.audit(key=key_typed(key))
    if not lines:
        raise problems.NOTHING_KNOWN.stop(name=key, seen="no run ever wrote such a row")
    return [_line(line) for line in lines]


def _line(line: AuditLine) -> str:
    side = "Google Sheet" if line.side == "sheet" else "workbook"
    mark = "" if line.is_confirmed else " (meant; not confirmed)"
    what = {
        "insert": "row added",
        "delete": "row deleted",
    }.get(line.kind) or f"{line.column}: {shown(unpacked(line.old))} -> {shown(unpacked(line.new))}"
    return f"{line.at}  run {line.run}  {line.tab}  {readable(line.key)}  {side}: {what} ({line.reason}){mark}"


def undo(
    state: State, workbook: Path, specs: Sequence[TableSpec], run: int
) -> tuple[int, list[str]]:
    """Put back in the workbook what cells held before a run, and the rows it deleted.

    Returns:
        How many cells and rows were put back, and a line for each that was left alone: it changed
        since, or was added by the run.

    Raises:
        SheetError: the run wrote nothing, or the workbook cannot be saved.
    """
    lines = [line for line in state.audit(run=run) if line.reason != "repair"]
    if not lines:
        raise problems.NOTHING_KNOWN.stop(name=f"run {run}", seen="it wrote nothing")
    office = XlsxWorkbook(workbook)
    tables = _tables(office, specs)
    changes: list[Change] = []
    left: list[str] = []
    for line in lines:
        found = tables.get(line.tab)
        row = found.table.lines.get(line.key) if found else None
        if line.kind == "write" and found and row and line.column in found.columns:
            now = row.cells.get(line.column)
            is_code = line.column in found.spec.codes
            if same(plain(now, is_code=is_code), plain(unpacked(line.new), is_code=is_code)):
                at = found.columns[line.column]
                old = writable(unpacked(line.old))
                changes.append(Change(found.sheet.name, row.number, at, now, old))
                continue
        if line.kind != "delete":
            left.append(_line(line))
    appends = _rows_back(tables, [line for line in lines if line.kind == "delete"])
    unique = {(change.tab, change.row, change.column): change for change in changes}
    office.write(list(unique.values()), appends)
    return len(unique) + sum(len(append.rows) for append in appends), left


def restore(state: State, workbook: Path, specs: Sequence[TableSpec], key: str) -> int:
    """Put a deleted row back in the workbook, with all its values; how many were put back.

    Raises:
        SheetError: no such row was deleted, or it is there.
    """
    deleted = [line for line in state.audit(key=key_typed(key)) if line.kind == "delete"]
    office = XlsxWorkbook(workbook)
    newest = {line.tab: line for line in deleted}
    appends = _rows_back(_tables(office, specs), list(newest.values()))
    if not appends:
        raise problems.NOTHING_KNOWN.stop(name=key, seen="no row of that name is missing")
    office.write([], appends)
    return sum(len(append.rows) for append in appends)


def _tables(office: XlsxWorkbook, specs: Sequence[TableSpec]) -> dict[str, Found]:
    found = {}
    for spec in specs:
        name = tab_called(spec, office.tabs())
        try:
            found[spec.id] = find_table(spec, office.read([name])[name], "the workbook")
        except SheetError:
            continue
    return found


def _rows_back(tables: dict[str, Found], lines: Sequence[AuditLine]) -> list[Append]:
    appends = []
    for tab, found in tables.items():
        rows = {}
        for line in lines:
            if line.tab != tab or line.key in found.table.lines or not key_parts(line.key):
                continue
            cells = unpacked_row(line.old)
            rows[line.key] = {
                at: writable(value)
                for column, value in cells.items()
                if value is not None and not isinstance(value, ErrorValue)
                if column not in found.table.calculated
                if (at := found.place_of(column)) is not None
            }
        if rows:
            appends.append(Append(found.sheet.name, found.last_row, tuple(rows.values())))
    return appends
