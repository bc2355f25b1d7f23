"""A workbook on disk and a Google Sheet of the emulator, synced over real HTTP."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from poc_sheets.hosts.google.http import GoogleHttp, Patience
from poc_sheets.hosts.google.sign_in import service_account
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.sync.pair import Pair, Report
from poc_sheets.sync.plan import Wishes
from poc_sheets.sync.pulling import Pull
from poc_sheets.sync.run import run_sync
from poc_sheets.sync.state import State
from poc_sheets.sync.tables import TableSpec, own_table
from poc_sheets.tabs.model import columns_of
from poc_sheets.tabs.sync_conflicts import SyncConflict
from poc_sheets.testing.gsheets import Emulator, OpenSpreadsheet
from poc_sheets.testing.gsheets.calls import Call
from poc_sheets.workbook import Append, Cell, Change, Value

HEADINGS = ["Name", "Phone", "Days", "Start"]
CREW: list[list[Any]] = [
    HEADINGS,
    ["Ana", "0042", 3, datetime(2026, 3, 2)],  # noqa: DTZ001  (a sheet's day has no time zone)
    ["Bo", "0043", 2, datetime(2026, 3, 3)],  # noqa: DTZ001  (a sheet's day has no time zone)
    ["Cy", "0044", 5, None],
    ["Di", "0045", 1, None],
]
CONFLICT_HEADINGS = [spec.heading for spec in columns_of(SyncConflict)]
SPEC = own_table("Crew sheet", ["Name"], ["Phone", "Days", "Start"])
NOW = datetime(2026, 3, 1, 12, 0)  # noqa: DTZ001  (a sheet's day has no time zone)


class Crash(BaseException):
    """The machine dies here."""


def write_workbook(path: Path, tabs: dict[str, Sequence[Sequence[Any]]]) -> None:
    """A workbook of typed rows; a text that starts with `=` is a formula with the result 0."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in tabs.items():
            sheet = book.add_worksheet(name)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, str) and not value.startswith("="):
                        sheet.write_string(row, column, value)
                    elif value is not None:
                        sheet.write(row, column, value)


@dataclass
class Two:
    """Both sides of a sync, as a test looks at them and edits them."""

    google: Emulator
    sheet: OpenSpreadsheet
    path: Path
    pair: Pair
    tab: str = SPEC.name
    steps: list[str] = field(default_factory=list)

    def sync(
        self,
        *,
        crash_at: str = "",
        dry_run: bool = False,
        yes: bool = True,
        now: datetime = NOW,
        **wishes: Any,
    ) -> Report:
        """Run once; `crash_at` kills the run when it reports that step."""

        def progress(step: str) -> None:
            self.steps.append(step)
            if step == crash_at:
                raise Crash(step)

        return run_sync(
            self.pair,
            Wishes(**wishes),
            dry_run=dry_run,
            is_confirmed=yes,
            now=now,
            progress=progress,
        )

    def office_rows(self, tab: str = "") -> list[list[Cell]]:
        """The rows of the workbook without blank ones, blank cells at their ends cut off."""
        sheet = XlsxWorkbook(self.path).read([tab or self.tab])[tab or self.tab]
        return [_cut(row) for row in sheet.cells if _cut(row)]

    def sheet_rows(self, tab: str = "") -> list[list[Any]]:
        """The rows of the Google Sheet in the same form."""
        return [cut for row in self.sheet.rows(tab or self.tab) if (cut := _cut(row))]

    def type_office(self, key: str, heading: str, value: Value, tab: str = "") -> None:
        """Type into the workbook, in the row of a key."""
        name = tab or self.tab
        book = XlsxWorkbook(self.path)
        cells = book.read([name])[name].cells
        row = next(i for i, line in enumerate(cells, 1) if line and line[0] == key)
        column = list(cells[0]).index(heading) + 1
        was = cells[row - 1][column - 1] if column <= len(cells[row - 1]) else None
        book.write([Change(name, row, column, was, value)])

    def type_sheet(self, key: str, heading: str, value: object, tab: str = "") -> None:
        """Type into the Google Sheet, in the row of a key."""
        name = tab or self.tab
        rows = self.sheet.rows(name)
        row = next(i for i, line in enumerate(rows, 1) if line and line[0] == key)
        column = chr(ord("A") + rows[0].index(heading))
        if value is None:
            self.sheet.clear(f"'{name}'!{column}{row}")
        else:
            self.sheet.put(f"'{name}'!{column}{row}", value)

    def add_office(self, *values: Value) -> None:
        """Add a row to the workbook."""
        book = XlsxWorkbook(self.path)
        last = len(book.read([self.tab])[self.tab].cells)
        book.write([], [Append(self.tab, last, (dict(enumerate(values, 1)),))])

    def delete_office(self, key: str) -> None:
        """Empty a row of the workbook."""
        book = XlsxWorkbook(self.path)
        cells = book.read([self.tab])[self.tab].cells
        row = next(i for i, line in enumerate(cells, 1) if line and line[0] == key)
        line = cells[row - 1]
        book.write(
            [Change(self.tab, row, c, v, None) for c, v in enumerate(line, 1) if v is not None]
        )

    def delete_sheet(self, key: str) -> None:
        """Delete a row of the Google Sheet."""
        rows = self.sheet.rows(self.tab)
        row = next(i for i, line in enumerate(rows, 1) if line and line[0] == key)
        self.sheet.delete_rows(self.tab, row)

    def by_key(self, rows: Sequence[Sequence[Any]]) -> dict[Any, list[Any]]:
        """Rows below the headings by their first cell, dates as serial numbers."""
        return {row[0]: [_plain(cell) for cell in row[1:]] for row in rows[1:]}

    def agree(self) -> bool:
        """Whether both sides hold the same rows."""
        return self.by_key(self.office_rows()) == self.by_key(self.sheet_rows())

    def calls_of(self, action: Callable[[], object]) -> tuple[int, int, int]:
        """How many reads, writes and calls to Drive an action makes."""
        before = len(self.google.calls)
        action()
        made = [call for call in self.google.calls[before:] if call.api != "token"]
        drive = sum(call.api == "drive" for call in made)
        writes = sum(call.kind == "write" for call in made)
        return len(made) - drive - writes, writes, drive


def once(two: Two, action: Callable[[], object]) -> None:
    """Somebody does something in the moment before our batch is done."""
    waiting = [action]

    def between(call: Call) -> None:
        if call.path.endswith(":batchUpdate") and waiting:
            waiting.pop()()

    two.google.between_calls(between)


def _cut(row: Sequence[Any]) -> list[Any]:
    cells = [None if cell == "" else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return float((cell - datetime(1899, 12, 30)).days)  # noqa: DTZ001  (a sheet's day has no time zone)
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator() as emulator:
        monkeypatch.setenv("POC_SHEETS_GOOGLE_API", emulator.url)
        yield emulator


@pytest.fixture
def key_file(google: Emulator, tmp_path: Path) -> Path:
    """A service account's key, outside the production's folder."""
    folder = tmp_path / "keys"
    folder.mkdir()
    path = folder / "key.json"
    path.write_text(json.dumps(google.service_account()), encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def make_two(google: Emulator, key_file: Path, tmp_path: Path) -> Iterator[Callable[..., Two]]:
    """Makes a workbook and a Google Sheet of these rows, with a client whose waits take no time."""
    closing: list[Callable[[], None]] = []
    count = 0

    def make(
        sheet_rows: Sequence[Sequence[Any]] = CREW,
        office_rows: Sequence[Sequence[Any]] = CREW,
        spec: TableSpec = SPEC,
        *,
        conflicts_tab: bool = True,
        pull: Pull = "",
    ) -> Two:
        nonlocal count
        count += 1
        folder = tmp_path / f"production{count}"
        folder.mkdir()
        path = folder / "Film.xlsx"
        tabs: dict[str, Sequence[Sequence[Any]]] = {spec.name: office_rows}
        if conflicts_tab:
            tabs[SyncConflict.tab] = [CONFLICT_HEADINGS]
        write_workbook(path, tabs)
        sheet_id = google.create("Film", {spec.name: sheet_rows})
        google.share(sheet_id, google.service_account())
        account = service_account(key_file)
        client = GoogleHttp(
            account.credentials, address=account.address, patience=Patience(), sleep=lambda _: None
        )
        state = State(tmp_path / f"state{count}.sqlite", f"film{count}")
        closing.extend([client.close, state.close])
        pair = Pair(path, client, sheet_id, (spec,), state, pull)
        return Two(google, google.spreadsheet(sheet_id), path, pair, spec.name)

    yield make
    for close in closing:
        close()


@pytest.fixture
def two(make_two: Callable[..., Two]) -> Two:
    """Both sides equal and synced once."""
    made = make_two()
    made.sync()
    return made
