"""A studio on one sign-in: every production has an edit on both sides; the quota is Google's.

    python -m benchmarks.fleet --productions 200 --workers 2

Prints runs, calls by kind, refusals for too many calls, lost edits, and seconds; the peer is the
floor that the quota itself sets: reads divided by 60 a minute. Needs PostgreSQL and several minutes,
because a minute of the quota is a minute.
"""

import argparse
import json
import os
import tempfile
import time
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import sqlalchemy as sa
import xlsxwriter

from poc_sheets.fleet.workers import Fleet, sync_all
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.sync.config import SyncConfig, config_path, opened, write_config
from poc_sheets.sync.run import run_sync
from poc_sheets.tabs.model import columns_of
from poc_sheets.tabs.sync_conflicts import SyncConflict
from poc_sheets.testing.gsheets import Emulator, Limits
from poc_sheets.testing.postgres import own_postgres
from poc_sheets.workbook import Change

TAB = "Crew sheet"
HEADINGS = ["Name", "Phone", "Days"]
ROWS = 200
LIMIT = 60


def _rows() -> list[list[str | float]]:
    return [[f"Person {n}", f"00{n:03}", float(n % 7)] for n in range(ROWS)]


def _production(google: Emulator, folder: Path, number: int, key: dict[str, str]) -> SyncConfig:
    workbook = folder / f"film{number}" / f"Film {number}.xlsx"
    workbook.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(str(workbook)) as book:
        sheet = book.add_worksheet(TAB)
        rows: list[list[str | float]] = [[*HEADINGS], *_rows()]
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                sheet.write(row, column, value)
        conflicts = [spec.heading for spec in columns_of(SyncConflict)]
        book.add_worksheet(SyncConflict.tab).write_row(0, 0, conflicts)
    sheet_id = google.create(f"Film {number}", {TAB: [HEADINGS, *_rows()]})
    google.share(sheet_id, key)
    table = {"tab": TAB, "key": ["Name"], "columns": ["Phone", "Days"]}
    keys = folder.parent / "key.json"
    return write_config(
        SyncConfig(
            config_path(workbook), f"film{number}", workbook, sheet_id, keys, "", (), (table,)
        )
    )


def _edit(google: Emulator, config: SyncConfig) -> None:
    """Another person's edit on each side."""
    google.spreadsheet(config.sheet).put(f"'{TAB}'!B2", "0777")
    XlsxWorkbook(config.workbook).write([Change(TAB, 3, 2, "00001", "0888")])


def _lost(google: Emulator, config: SyncConfig) -> int:
    rows = google.spreadsheet(config.sheet).rows(TAB)
    cells = XlsxWorkbook(config.workbook).read([TAB])[TAB].cells
    sides = [(rows[1][1], rows[2][1]), (cells[1][1], cells[2][1])]
    return sum(side != ("0777", "0888") for side in sides)


def _measure(count: int, workers: int, folder: Path, socket: Path) -> None:
    address = f"postgresql://poc@/postgres?host={socket}"
    with Emulator(limits=Limits(per_user=LIMIT)) as google:
        os.environ["POC_SHEETS_GOOGLE_API"] = google.url
        key = google.service_account()
        key_file = folder / "key.json"
        key_file.write_text(json.dumps(key), encoding="utf-8")
        key_file.chmod(0o600)
        configs = [_production(google, folder / "films", n, key) for n in range(count)]
        fleet = Fleet(address, (folder / "films",))
        fleet.take_in()
        google.quota.limits = None  # the first runs are not measured
        for config in configs:
            with opened(config, address=address, counts=_Uncounted()) as pair:
                run_sync(pair, is_confirmed=True)
        google.quota.limits = Limits(per_user=LIMIT)
        rounds = (("an edit on both sides", True), ("the run after", False), ("nothing new", False))
        for name, change in rounds:
            for config in configs if change else []:
                _edit(google, config)
            google.calls.clear()
            began = time.monotonic()
            sync_all(fleet, workers)
            seconds = time.monotonic() - began
            _report(name, google, configs, workers, seconds)
        _overlaps(address)


class _Uncounted:
    """Counts nothing."""

    def claim(self, *_: object) -> float:
        """There is always room."""
        return 0.0

    def pause(self, *_: object) -> None:
        """Nobody waits."""

    def used(self, *_: object) -> int:
        """Nothing is used."""
        return 0


def _report(
    name: str, google: Emulator, configs: list[SyncConfig], workers: int, seconds: float
) -> None:
    sheets = [call for call in google.calls if call.api == "sheets"]
    reads = sum(call.kind == "read" for call in sheets)
    refused = sum(call.status == 429 for call in google.calls)
    floor = reads / LIMIT * 60
    lost = sum(_lost(google, config) for config in configs)
    print(f"{len(configs)} productions, {workers} workers: {name}")
    print(f"  reads {reads}, writes {len(sheets) - reads}, Drive {google.count('drive')}")
    print(f"  refused for too many calls {refused}, lost edits {lost}")
    ratio = f", {seconds / floor:.2f} times the floor of the quota" if floor else ""
    print(f"  {seconds:.0f} s{ratio}")


def _overlaps(address: str) -> None:
    engine = sa.create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        query = "select book, started, ended from runs order by book, id"
        runs = [tuple(row) for row in connection.exec_driver_sql(query)]
    engine.dispose()
    both = sum(
        a[0] == b[0] and datetime.fromisoformat(b[1]) < datetime.fromisoformat(a[2])
        for a, b in pairwise(runs)
    )
    print(f"runs of one production that overlapped: {both} of {len(runs)}")


def main() -> None:
    """Print the figures."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--productions", type=int, default=200)
    words.add_argument("--workers", type=int, default=2)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder, own_postgres() as socket:
        os.environ["XDG_DATA_HOME"] = str(Path(folder) / "data")
        _measure(given.productions, given.workers, Path(folder), socket)


if __name__ == "__main__":
    main()
