"""Twenty tabs of 200 rows: how many calls a run makes, and that it touches nothing else."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.sign_in import service_account
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.sync.pair import Pair
from poc_sheets.sync.run import run_sync
from poc_sheets.sync.state import State
from poc_sheets.sync.tables import own_table
from poc_sheets.testing.gsheets import Emulator
from poc_sheets.workbook import Change
from tests.sync.conftest import write_workbook

TABS, ROWS = 20, 200
HEADINGS = ["Id", "Phone", "Scene", "Day", "Amount", "Working", "Note", "Double"]


def _rows() -> list[list[Any]]:
    rows: list[list[Any]] = [HEADINGS]
    for n in range(1, ROWS + 1):
        day = datetime(2026, 3, 1 + n % 28)  # noqa: DTZ001  (a sheet's day has no time zone)
        rows.append([f"K{n}", f"00{n}", "3-4", day, n / 4, n % 2 == 0, "1e5", f"=E{n + 1}*2"])
    return rows


def test_the_floor_of_calls_and_not_one_cell_too_many(
    google: Emulator, key_file: Path, tmp_path: Path
) -> None:
    """One call when nothing changed, two when five cells of each tab did; the rest stays as it is."""
    names = [f"Tab {n}" for n in range(1, TABS + 1)]
    rows = _rows()
    path = tmp_path / "Film.xlsx"
    write_workbook(path, dict.fromkeys(names, rows))
    sheet_id = google.create("Film", dict.fromkeys(names, rows))
    google.share(sheet_id, google.service_account())
    specs = tuple(own_table(name, HEADINGS[:1], HEADINGS[1:7]) for name in names)
    client = GoogleHttp(service_account(key_file).credentials)
    state = State(tmp_path / "state.sqlite", "film")
    pair = Pair(path, client, sheet_id, specs, state)
    run_sync(pair, is_confirmed=True)

    assert _calls(google, lambda: run_sync(pair)) == ["GET drive"]
    book = XlsxWorkbook(path)
    changes = [
        Change(name, row, 2, f"00{row - 1}", f"07{row}") for name in names for row in range(2, 7)
    ]
    book.write(changes)
    before = {name: google.spreadsheet(sheet_id).rows(f"'{name}'", formulas=True) for name in names}
    assert _calls(google, lambda: run_sync(pair)) == ["GET sheets", "POST sheets"]
    for name in names:
        after = google.spreadsheet(sheet_id).rows(f"'{name}'", formulas=True)
        for row in range(2, 7):
            assert after[row - 1][1] == f"07{row}"
            after[row - 1][1] = before[name][row - 1][1]
        assert repr(after) == repr(before[name])
    client.close()
    state.close()


def _calls(google: Emulator, action: Callable[[], object]) -> list[str]:
    before = len(google.calls)
    action()
    return [f"{call.method} {call.api}" for call in google.calls[before:] if call.api != "token"]
