"""A PostgreSQL of our own, a Google of our own, and the productions of a studio."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from poc_sheets.fleet.database import connect, prepare
from poc_sheets.fleet.roster import Roster
from poc_sheets.fleet.tables import metadata
from poc_sheets.fleet.tasks import Pace
from poc_sheets.fleet.workers import Fleet
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.sync.config import SyncConfig, config_path, write_config
from poc_sheets.testing.gsheets import Emulator, OpenSpreadsheet
from poc_sheets.testing.postgres import own_postgres
from poc_sheets.workbook import Append, Value
from tests.sync.conftest import CONFLICT_HEADINGS, write_workbook

HEADINGS = ["Name", "Phone", "Days"]
TAB = "Crew sheet"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
#: Seconds instead of minutes.
QUICK = Pace(
    look="* * * * * *", folders_every=1.0, heartbeat=0.3, believed_dead=1.5, poll=0.3, retry=1
)


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """A new cluster; the folder of its socket."""
    with own_postgres() as folder:
        yield folder


@pytest.fixture
def address(server: Path) -> Iterator[str]:
    """A new database."""
    admin = sa.create_engine(
        f"postgresql+psycopg://poc@/postgres?host={server}", isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.exec_driver_sql("create database fleet")
    yield f"postgresql://poc:a-secret@/fleet?host={server}"
    with admin.connect() as connection:
        connection.exec_driver_sql("drop database fleet with (force)")
    admin.dispose()


@pytest.fixture
def engine(address: str) -> Iterator[sa.Engine]:
    """The database made ready."""
    made = connect(address)
    prepare(made, metadata)
    yield made
    made.dispose()


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Emulator]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with Emulator() as emulator:
        monkeypatch.setenv("POC_SHEETS_GOOGLE_API", emulator.url)
        yield emulator


@dataclass
class Studio:
    """Some productions, each a workbook in a folder and a Google Sheet."""

    google: Emulator
    folder: Path
    fleet: Fleet
    configs: list[SyncConfig] = field(default_factory=list)

    def sheet(self, number: int) -> OpenSpreadsheet:
        """The Google Sheet of a production."""
        return self.google.spreadsheet(self.configs[number].sheet)

    def office(self, number: int) -> dict[str, list[object]]:
        """The rows of a production's workbook, by name."""
        cells = XlsxWorkbook(self.configs[number].workbook).read([TAB])[TAB].cells
        return {str(row[0]): list(row[1:]) for row in cells[1:] if row and row[0]}

    def add_office(self, number: int, *values: Value) -> None:
        """Add a row to a production's workbook."""
        book = XlsxWorkbook(self.configs[number].workbook)
        last = len(book.read([TAB])[TAB].cells)
        book.write([], [Append(TAB, last, (dict(enumerate(values, 1)),))])


@pytest.fixture
def make_studio(google: Emulator, address: str, tmp_path: Path) -> Callable[..., Studio]:
    """Makes some productions; in each, Google has one row more than the workbook."""

    def make(count: int, pace: Pace = QUICK) -> Studio:
        key = google.service_account()
        key_file = tmp_path / "keys" / "key.json"
        key_file.parent.mkdir()
        key_file.write_text(json.dumps(key), encoding="utf-8")
        key_file.chmod(0o600)
        studio = Studio(google, tmp_path / "films", Fleet(address, (tmp_path / "films",), 15, pace))
        rows: list[list[Any]] = [HEADINGS, ["Ana", "0042", 3], ["Bo", "0043", 2]]
        for number in range(count):
            workbook = studio.folder / f"film{number}" / f"Film {number}.xlsx"
            workbook.parent.mkdir(parents=True)
            write_workbook(workbook, {TAB: rows, "Sync Conflicts": [CONFLICT_HEADINGS]})
            sheet = google.create(f"Film {number}", {TAB: [*rows, ["Cy", "0044", number]]})
            google.share(sheet, key)
            table = {"tab": TAB, "key": ["Name"], "columns": ["Phone", "Days"]}
            config = SyncConfig(
                config_path(workbook), f"film{number}", workbook, sheet, key_file, tables=(table,)
            )
            studio.configs.append(write_config(config))
        return studio

    return make


@pytest.fixture
def roster(engine: sa.Engine) -> Roster:
    """The list of productions in the database."""
    return Roster(engine)
