"""What the sync remembers between runs, in SQLite on this computer or in PostgreSQL by address.

It lies outside the production's folder: that one is shared, and two computers that share a base
would each take the other's half-done run for their own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from poc_sheets.sync.audit import AuditLine
from poc_sheets.sync.cells import Key, Known, packed, unpacked
from poc_sheets.sync.state_tables import (
    AUDIT,
    BASE,
    CONFLICTS,
    FACTS,
    GONE,
    JOURNAL,
    META,
    RUNS,
)


def now_text() -> str:
    """The moment, in UTC, as the state keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def database_url(address: str) -> sa.URL:
    """An address as SQLAlchemy takes it; PostgreSQL is spoken to by the driver we depend on."""
    url = sa.make_url(address)
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


class State:
    """The memory of one workbook's sync.

    Args:
        address: an SQLAlchemy address, or the path of an SQLite file.
        book: the lasting id of the pair of workbook and Google Sheet.
    """

    def __init__(self, address: str | Path, book: str) -> None:
        self.book = book
        if isinstance(address, Path):
            address.parent.mkdir(parents=True, exist_ok=True)
            url = sa.URL.create("sqlite", database=str(address))
        else:
            url = database_url(address)
        self._engine = sa.create_engine(url)
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(self._engine, "connect", _durable)
        META.create_all(self._engine)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    @contextmanager
    def together(self) -> Iterator[sa.Connection]:
        """One transaction: all of it is kept, or none."""
        with self._engine.begin() as connection:
            yield connection

    # What was agreed on.

    def base(self) -> dict[str, dict[Key, dict[str, Known]]]:
        """What both sides agreed on: by table, row and column."""
        found: dict[str, dict[Key, dict[str, Known]]] = {}
        query = sa.select(BASE.c.tab, BASE.c.row_key, BASE.c.col, BASE.c.value)
        with self._engine.connect() as connection:
            lines = connection.execute(query.where(BASE.c.book == self.book)).fetchall()
        # One JSON text for all of them is read ten times as fast as one for each.
        values = json.loads("[" + ",".join([line[3] for line in lines]) + "]")
        for (tab, key, column, _), value in zip(lines, values, strict=True):
            found.setdefault(tab, {}).setdefault(key, {})[column] = unpacked(value)
        return found

    def agree(
        self, connection: sa.Connection, tab: str, agreed: Mapping[Key, Mapping[str, Known]]
    ) -> None:
        """Keep what both sides agree on now; only what differs from before need be given."""
        places = [
            {"old_key": key, "old_col": column} for key, cells in agreed.items() for column in cells
        ]
        if not places:
            return
        connection.execute(
            sa.delete(BASE).where(
                (BASE.c.book == self.book)
                & (BASE.c.tab == tab)
                & (BASE.c.row_key == sa.bindparam("old_key"))
                & (BASE.c.col == sa.bindparam("old_col"))
            ),
            places,
        )
        lines = [
            {
                "book": self.book,
                "tab": tab,
                "row_key": key,
                "col": column,
                "value": json.dumps(packed(value)),
            }
            for key, cells in agreed.items()
            for column, value in cells.items()
        ]
        connection.execute(sa.insert(BASE), lines)

    def forget(self, connection: sa.Connection, tab: str, keys: Iterable[Key]) -> None:
        """Forget rows that are gone on both sides."""
        for key in keys:
            connection.execute(
                sa.delete(BASE).where(
                    (BASE.c.book == self.book) & (BASE.c.tab == tab) & (BASE.c.row_key == key)
                )
            )

    # Facts.

    def fact(self, name: str) -> str:
        """A small thing to remember; blank where there is none."""
        query = sa.select(FACTS.c.value).where((FACTS.c.book == self.book) & (FACTS.c.name == name))
        with self._engine.connect() as connection:
            return str(connection.execute(query).scalar() or "")

    def facts(self) -> dict[str, str]:
        """Every small thing that is remembered, by name."""
        query = sa.select(FACTS.c.name, FACTS.c.value).where(FACTS.c.book == self.book)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def keep_facts(self, connection: sa.Connection, facts: Mapping[str, str]) -> None:
        """Remember small things."""
        where = (FACTS.c.book == self.book) & FACTS.c.name.in_(list(facts))
        connection.execute(sa.delete(FACTS).where(where))
        lines = [{"book": self.book, "name": n, "value": value} for n, value in facts.items()]
        connection.execute(sa.insert(FACTS), lines)

    # Runs.

    def begin_run(self) -> int:
        """Note that a run begins; its number."""
        with self._engine.begin() as connection:
            made = connection.execute(
                sa.insert(RUNS).values(book=self.book, started=now_text()).returning(RUNS.c.id)
            )
            return int(made.scalar_one())

    def end_run(self, run: int, exit_code: int, summary: str) -> None:
        """Note how a run ended."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(RUNS)
                .where(RUNS.c.id == run)
                .values(ended=now_text(), exit_code=exit_code, summary=summary)
            )

    # The journal.

    def journal(self) -> tuple[int, str, dict[str, Any]] | None:
        """The open journal: its run, the step it came to, and what was meant."""
        query = sa.select(JOURNAL.c.run, JOURNAL.c.step, JOURNAL.c.entry)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(JOURNAL.c.book == self.book)).first()
        return (int(row[0]), str(row[1]), json.loads(row[2])) if row else None

    def open_journal(
        self, run: int, entry: Mapping[str, Any], audit: Iterable[AuditLine], version: str
    ) -> None:
        """Write down what is about to be done, before any of it is."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(JOURNAL).where(JOURNAL.c.book == self.book))
            connection.execute(
                sa.insert(JOURNAL).values(
                    book=self.book, run=run, step="open", entry=json.dumps(entry)
                )
            )
            lines = [self._audit_line(run, line, version) for line in audit]
            if lines:
                connection.execute(sa.insert(AUDIT), lines)

    def _audit_line(self, run: int, line: AuditLine, version: str) -> dict[str, Any]:
        return {
            "book": self.book,
            "run": run,
            "at": now_text(),
            "tab": line.tab,
            "row_key": line.key,
            "col": line.column,
            "side": line.side,
            "kind": line.kind,
            "old": json.dumps(line.old),
            "new": json.dumps(line.new),
            "reason": line.reason,
            "version": version,
            "confirmed": False,
        }

    def step(self, name: str) -> None:
        """Note how far the open journal has come."""
        with self._engine.begin() as connection:
            where = JOURNAL.c.book == self.book
            connection.execute(sa.update(JOURNAL).where(where).values(step=name))

    def confirm(self, connection: sa.Connection, run: int) -> None:
        """Count the audit lines of a run as done."""
        where = (AUDIT.c.book == self.book) & (AUDIT.c.run == run)
        connection.execute(sa.update(AUDIT).where(where).values(confirmed=True))

    def close_journal(self, connection: sa.Connection, run: int, *, confirmed: bool) -> None:
        """Forget the open journal; its audit lines count as done, or stay as meant only."""
        connection.execute(sa.delete(JOURNAL).where(JOURNAL.c.book == self.book))
        if confirmed:
            self.confirm(connection, run)

    def audit(self, *, key: Key = "", run: int = 0) -> list[AuditLine]:
        """What was done to a row, or in a run, oldest first."""
        query = sa.select(AUDIT).where(AUDIT.c.book == self.book).order_by(AUDIT.c.id)
        if key:
            query = query.where(AUDIT.c.row_key == key)
        if run:
            query = query.where(AUDIT.c.run == run)
        with self._engine.connect() as connection:
            return [
                AuditLine(
                    row.tab,
                    row.row_key,
                    row.col,
                    row.side,
                    row.kind,
                    json.loads(row.old),
                    json.loads(row.new),
                    row.reason,
                    row.run,
                    row.at,
                    row.confirmed,
                )
                for row in connection.execute(query)
            ]

    # Conflicts and deletions that wait.

    def conflicts(self) -> dict[str, dict[str, str]]:
        """The conflicts on record, by id."""
        query = sa.select(CONFLICTS.c.id, CONFLICTS.c.entry)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(CONFLICTS.c.book == self.book))
            return {row[0]: json.loads(row[1]) for row in rows}

    def keep_conflicts(
        self, connection: sa.Connection, conflicts: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Put the conflicts on record in the place of those that were."""
        connection.execute(sa.delete(CONFLICTS).where(CONFLICTS.c.book == self.book))
        lines = [
            {"book": self.book, "id": name, "entry": json.dumps(entry)}
            for name, entry in conflicts.items()
        ]
        if lines:
            connection.execute(sa.insert(CONFLICTS), lines)

    def gone(self) -> dict[tuple[str, Key, str], int]:
        """Deletions that wait: (table, row, side on which it would be deleted), and since which run."""
        query = sa.select(GONE.c.tab, GONE.c.row_key, GONE.c.side, GONE.c.run)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(GONE.c.book == self.book))
            return {(row[0], row[1], row[2]): row[3] for row in rows}

    def keep_gone(
        self, connection: sa.Connection, gone: Mapping[tuple[str, Key, str], int]
    ) -> None:
        """Remember the deletions that wait."""
        connection.execute(sa.delete(GONE).where(GONE.c.book == self.book))
        lines = [
            {"book": self.book, "tab": tab, "row_key": key, "side": side, "run": run}
            for (tab, key, side), run in gone.items()
        ]
        if lines:
            connection.execute(sa.insert(GONE), lines)


def _durable(connection: Any, _record: object) -> None:
    """SQLite: survive a crash of the machine, let others read meanwhile."""
    cursor = connection.cursor()
    cursor.execute("pragma journal_mode=wal")
    cursor.execute("pragma synchronous=full")
    cursor.close()
