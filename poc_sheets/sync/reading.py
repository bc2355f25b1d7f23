"""Both sides read and their tables found: what a round is planned from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from poc_sheets.hosts.google.spreadsheet import GoogleBook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import Finding, Place, SheetError
from poc_sheets.sync import conflicts, problems
from poc_sheets.sync.cells import Key, packed
from poc_sheets.sync.tables import Found, TableSpec, find_table, tab_called
from poc_sheets.sync.versions import Decision
from poc_sheets.workbook import Sheet, TabInfo

_TAB_NAME = "_poc_tab_"


@dataclass(slots=True)
class BothSides:
    """The tables as both sides have them now."""

    book: GoogleBook
    office: XlsxWorkbook
    #: By table: the Google tab's id, the table there, the table in the workbook.
    tables: dict[str, tuple[int, Found, Found]] = field(default_factory=dict)
    #: Tables that cannot be synced.
    stopped: list[Finding] = field(default_factory=list)
    sheet_conflicts: Found | None = None
    office_conflicts: Found | None = None

    def decisions(
        self, records: Mapping[str, Mapping[str, str]]
    ) -> dict[str, dict[tuple[Key, str], Decision]]:
        """What people decided, by table; a decision about values that changed since is left out."""
        decided = conflicts.decisions_of(records, (self.sheet_conflicts, self.office_conflicts))
        valid: dict[str, dict[tuple[Key, str], Decision]] = {}
        for (tab, key, column), (decision, values) in decided.items():
            if tab in self.tables and (not column or values == self._values(tab, key, column)):
                valid.setdefault(tab, {})[key, column] = decision
        return valid

    def _values(self, tab: str, key: Key, column: str) -> str:
        _, sheet, office = self.tables[tab]
        lines = (sheet.table.lines.get(key), office.table.lines.get(key))
        return json.dumps([packed(line.cells.get(column)) if line else None for line in lines])


def digest_of(path: Path) -> str:
    """What tells whether a file changed; blank where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def both_sides(
    book: GoogleBook,
    office: XlsxWorkbook,
    specs: Sequence[TableSpec],
    known_ids: Mapping[str, int],
) -> BothSides:
    """Find the tables on both sides.

    Args:
        book: the Google Sheet as read.
        office: the workbook.
        specs: the synced tables.
        known_ids: Google's numbers of their tabs, as earlier runs saw them: they survive renaming.
    """
    sides = BothSides(book, office)
    present = office.tabs()
    names = {spec.id: tab_called(spec, present) for spec in (*specs, conflicts.SPEC)}
    sheets = office.read([name for name in names.values() if name])
    for spec in specs:
        try:
            tab_id, left = _in_sheet(book, spec, known_ids)
            if not names[spec.id]:
                raise _no_tab(spec, "the workbook")
            right = find_table(spec, sheets[names[spec.id]], "the workbook")
        except SheetError as stopped:
            sides.stopped.append(stopped.finding)
            continue
        sides.tables[spec.id] = (tab_id, left, right)
    sheet_tab = conflicts.google_tab(book)
    sides.sheet_conflicts = conflicts.find_tab(sheet_tab.sheet) if sheet_tab else None
    own = names[conflicts.SPEC.id]
    sides.office_conflicts = conflicts.find_tab(sheets[own]) if own else None
    return sides


def _in_sheet(book: GoogleBook, spec: TableSpec, known_ids: Mapping[str, int]) -> tuple[int, Found]:
    tab = book.tab_by_id(known_ids[spec.id]) if spec.id in known_ids else None
    if tab is None:
        ids = {number: name.removeprefix(_TAB_NAME) for name, number in book.names.items()}
        infos = [TabInfo(each.title, ids.get(each.id, "")) for each in book.tabs]
        name = tab_called(spec, infos)
        if not name:
            raise _no_tab(spec, "the Google Sheet")
        tab = book.tab(name)
    return tab.id, find_table(spec, tab.sheet, "the Google Sheet")


def _no_tab(spec: TableSpec, where: str) -> SheetError:
    keys = " and ".join(spec.headings[key][0] for key in spec.keys)
    seen = f"{where} has no tab {spec.name}"
    return problems.TABLE_STOPPED.stop(Place(spec.name), table=spec.name, seen=seen, keys=keys)


def table_after(before: Found, sheet: Sheet) -> Found | None:
    """The table as a batch's answer shows it; `None` where its headings are gone."""
    try:
        return find_table(before.spec, sheet, "the Google Sheet", before.header.row)
    except SheetError:
        return None
