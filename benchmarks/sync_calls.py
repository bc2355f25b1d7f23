"""Calls, time and harm of an ordinary write-back: `python -m benchmarks.sync_calls [TABS ...]`.

Tabs of 200 rows in a Google Sheet of the emulator; five cells of each tab change. Each library does
it as its documentation shows, the sync with a real workbook beside it. Wrong are the cells that hold
something else afterwards and were not meant (leading zeros, dates, scene numbers, formulas), and
the edits that arrived as something else (`072` as 72).
"""

import importlib.util
import json
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gspread
import requests
from google.oauth2.credentials import Credentials
from requests.adapters import HTTPAdapter

from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.sync.pair import Pair
from poc_sheets.sync.run import run_sync
from poc_sheets.sync.state import State
from poc_sheets.sync.tables import own_table
from poc_sheets.testing.gsheets import Emulator, OpenSpreadsheet
from poc_sheets.workbook import Change
from tests.sync.conftest import write_workbook

ROWS = 200
HEADINGS = ["Id", "Phone", "Scene", "Day", "Amount", "Working", "Note", "Double"]
#: The cells of each tab that change: rows 2 to 6 of the column Phone.
CHANGED = {row: f"07{row}" for row in range(2, 7)}
SOMEBODY = "somebody@example.com"


def _rows() -> list[list[Any]]:
    rows: list[list[Any]] = [HEADINGS]
    for n in range(1, ROWS + 1):
        day = datetime(2026, 3, 1 + n % 28)  # noqa: DTZ001  (a sheet's day has no time zone)
        rows.append([f"K{n}", f"00{n}", "3-4", day, n / 4, n % 2 == 0, "1e5", f"=E{n + 1}*2"])
    return rows


@contextmanager
def _requests_to(base: str) -> Iterator[None]:
    """Let every session of `requests` find the emulator in Google's place."""
    kept = HTTPAdapter.send

    def send(self: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> Any:
        request.url = _there(str(request.url), base)
        return kept(self, request, **options)

    HTTPAdapter.send = send  # type: ignore[method-assign, assignment]  # put back below
    try:
        yield
    finally:
        HTTPAdapter.send = kept  # type: ignore[method-assign]  # as it was


def _there(url: str, base: str) -> str:
    parts = urlsplit(url)
    return base + parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass
class Trial:
    """One library before one fresh Google Sheet."""

    google: Emulator
    sheet: OpenSpreadsheet
    names: list[str]
    folder: Path

    def credentials(self) -> Credentials:
        """A sign-in that needs no token server."""
        return Credentials(self.google.token(SOMEBODY))  # type: ignore[no-untyped-call]  # google-auth

    def client(self) -> gspread.Client:
        """Gspread's own client, as it comes."""
        return gspread.Client(auth=self.credentials())


def tutorial(trial: Trial) -> None:
    """A tab by its name, all records, one call for each cell."""
    book = trial.client().open_by_key(trial.sheet.id)
    for name in trial.names:
        tab = book.worksheet(name)
        tab.get_all_records()
        for row, value in CHANGED.items():
            tab.update_cell(row, 2, value)


def per_tab(trial: Trial) -> None:
    """All values and one batch for each tab, written raw."""
    for tab in trial.client().open_by_key(trial.sheet.id).worksheets():
        tab.get_all_values()
        tab.batch_update([{"range": f"B{row}", "values": [[v]]} for row, v in CHANGED.items()])


def dataframe(trial: Trial) -> None:
    """gspread-dataframe: read, change, write the table back."""
    from gspread_dataframe import get_as_dataframe, set_with_dataframe  # noqa: PLC0415  (may not be installed)

    for tab in trial.client().open_by_key(trial.sheet.id).worksheets():
        table = get_as_dataframe(tab)
        set_with_dataframe(tab, _changed(table))


def pandas_style(trial: Trial) -> None:
    """gspread-pandas: read, change, write the table back."""
    from gspread_pandas import Spread  # noqa: PLC0415  (may not be installed)
    from gspread_pandas.client import Client  # noqa: PLC0415  (may not be installed)

    spread = Spread(trial.sheet.id, client=Client(creds=trial.credentials(), config={}))
    for name in trial.names:
        table = spread.sheet_to_df(index=0, sheet=name)
        spread.df_to_sheet(_changed(table), index=False, sheet=name)


def pygsheets_style(trial: Trial) -> None:
    """pygsheets: read, change, write the table back."""
    import pygsheets  # noqa: PLC0415  (may not be installed)

    with _httplib2_to(trial.google.url):
        client = pygsheets.authorize(custom_credentials=trial.credentials())
        for tab in client.open_by_key(trial.sheet.id).worksheets():
            table = tab.get_as_df()
            tab.set_dataframe(_changed(table), "A1")


def _changed(table: Any) -> Any:
    table["Phone"] = table["Phone"].astype(object)
    for row, value in CHANGED.items():
        table.loc[table.index[row - 2], "Phone"] = value
    return table


@contextmanager
def _httplib2_to(base: str) -> Iterator[None]:
    import httplib2  # noqa: PLC0415  (may not be installed)

    kept = httplib2.Http.request

    def request(self: Any, uri: str, *args: Any, **options: Any) -> Any:
        return kept(self, _there(uri, base), *args, **options)

    httplib2.Http.request = request
    try:
        yield
    finally:
        httplib2.Http.request = kept


def prepared(trial: Trial) -> tuple[Pair, Callable[[], None]]:
    """A workbook that was synced before, with the five cells of each tab changed in it."""
    path = trial.folder / f"Film {len(trial.names)}.xlsx"
    write_workbook(path, dict.fromkeys(trial.names, _rows()))
    specs = tuple(own_table(name, HEADINGS[:1], HEADINGS[1:7]) for name in trial.names)
    state = State(trial.folder / f"{len(trial.names)}.sqlite", trial.sheet.id)
    client = GoogleHttp(trial.credentials())
    pair = Pair(path, client, trial.sheet.id, specs, state)
    run_sync(pair, is_confirmed=True)
    XlsxWorkbook(path).write(
        [
            Change(name, row, 2, f"00{row - 1}", value)
            for name in trial.names
            for row, value in CHANGED.items()
        ]
    )

    def close() -> None:
        client.close()
        state.close()

    return pair, close


PEERS: dict[str, tuple[str, Callable[[Trial], None]]] = {
    "gspread, tutorial style": ("gspread", tutorial),
    "gspread, a batch a tab": ("gspread", per_tab),
    "gspread-dataframe": ("gspread_dataframe", dataframe),
    "gspread-pandas": ("gspread_pandas", pandas_style),
    "pygsheets": ("pygsheets", pygsheets_style),
}


def main() -> int:
    """Print the table."""
    counts = [int(word) for word in sys.argv[1:]] or [1, 5, 20]
    warnings.simplefilter("ignore")
    print("| library | tabs | calls (read/write/Drive) | kB down | process s | wrong cells a tab |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name, Emulator() as google, _requests_to(google.url):
        os.environ["POC_SHEETS_GOOGLE_API"] = google.url
        os.environ["GSPREAD_PANDAS_CONFIG_DIR"] = name
        for tabs in counts:
            for label, (module, act) in PEERS.items():
                if importlib.util.find_spec(module) is None:
                    print(f"| {label} | {tabs} | not installed | | | |")
                    continue
                trial = _trial(google, Path(name), tabs)
                print(_line(label, trial, partial(act, trial)))
            trial = _trial(google, Path(name), tabs)
            pair, close = prepared(trial)
            print(_line("poc_sheets, five cells a tab", trial, partial(run_sync, pair)))
            run_sync(pair)
            trial_again = Trial(google, trial.sheet, trial.names, trial.folder)
            print(_line("poc_sheets, nothing changed", trial_again, partial(run_sync, pair)))
            close()
    return 0


def _trial(google: Emulator, folder: Path, tabs: int) -> Trial:
    names = [f"Tab {number}" for number in range(1, tabs + 1)]
    sheet_id = google.create("Film", dict.fromkeys(names, _rows()))
    return Trial(google, google.spreadsheet(sheet_id), names, folder)


def _line(label: str, trial: Trial, action: Callable[[], object]) -> str:
    before = _cells(trial)
    first, began = len(trial.google.calls), time.process_time()
    try:
        action()
    except Exception as error:  # noqa: BLE001  (a library that fails is a line of the table)
        return f"| {label} | {len(trial.names)} | failed: {type(error).__name__}: {error} | | | |"
    seconds = time.process_time() - began
    calls = [call for call in trial.google.calls[first:] if call.api != "token"]
    drive = sum(call.api == "drive" for call in calls)
    writes = sum(call.kind == "write" and call.api == "sheets" for call in calls)
    kilobytes = sum(call.sent for call in calls) / 1000
    harmed = _harmed(before, _cells(trial)) / len(trial.names)
    reads = len(calls) - drive - writes
    return (
        f"| {label} | {len(trial.names)} | {len(calls)} ({reads}/{writes}/{drive}) | "
        f"{kilobytes:,.0f} | {seconds:.2f} | {harmed:g} |"
    )


def _cells(trial: Trial) -> dict[tuple[str, int, int], str]:
    return {
        (name, row, column): json.dumps(cell)
        for name in trial.names
        for row, cells in enumerate(trial.sheet.rows(f"'{name}'", formulas=True), 1)
        for column, cell in enumerate(cells, 1)
    }


def _harmed(before: dict[tuple[str, int, int], str], after: dict[tuple[str, int, int], str]) -> int:
    """The cells that changed and are none of the five; an edit that arrived wrong counts too."""
    harmed = 0
    for place in before.keys() | after.keys():
        _, row, column = place
        if column == 2 and row in CHANGED:
            harmed += after.get(place) not in (json.dumps(CHANGED[row]), before.get(place))
        else:
            harmed += before.get(place) != after.get(place)
    return harmed


if __name__ == "__main__":
    sys.exit(main())
