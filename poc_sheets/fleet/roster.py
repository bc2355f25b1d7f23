"""The productions of a fleet: where each lies, when it is due, how its last runs ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from poc_sheets.fleet import problems
from poc_sheets.fleet.tables import productions
from poc_sheets.problems import Exit, Finding, Place, SheetError
from poc_sheets.sync.config import ENDING, read_config

#: A run that ends like this did what it could; the rest is a failure.
_ENDED_WELL = (Exit.DONE, Exit.CONFLICTS)
#: The first failure passes in silence: most are gone by the next run.
FAILURES_TO_TELL = 2


@dataclass(frozen=True, slots=True)
class Production:
    """A production of the fleet and how its last run ended; blank before the first."""

    id: str
    path: Path
    every: int
    due: datetime
    ended: datetime | None
    exit_code: int | None
    summary: str
    failures: int
    worker: str

    @property
    def name(self) -> str:
        """As people call it: the workbook's name."""
        return self.path.name.removesuffix(ENDING)

    @property
    def finding(self) -> Finding | None:
        """What somebody has to look at."""
        if not self.path.exists():
            return problems.GONE.at(Place(), name=self.name, path=self.path)
        if self.failures < FAILURES_TO_TELL:
            return None
        return problems.FAILING.at(
            Place(), name=self.name, count=self.failures, said=self.summary, path=self.path
        )


def slot(production: str, every: int, after: datetime) -> datetime:
    """The production's next moment after another: each has its own within the interval.

    Productions are spread over the interval by their id, so that a studio's do not all call at
    the full quarter of an hour. A production that missed several gets one run.
    """
    seconds = every * 60
    offset = int.from_bytes(sha256(production.encode()).digest()[:4]) % seconds
    past = int(after.timestamp()) - offset
    return datetime.fromtimestamp((past // seconds + 1) * seconds + offset, UTC)


class Roster:
    """The list of productions in the database."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def take_in(self, folders: Iterable[Path], every: int, now: datetime) -> list[Finding]:
        """Take in every production below some folders.

        New ones are due at once; known ones keep their moment. A copy of a production in another
        folder is left out: two runs of one id would each undo what the other did.

        Args:
            folders: searched with all that is in them.
            every: minutes between two runs.
            now: the moment.

        Returns:
            What was left out, and why.
        """
        findings = []
        known = {each.id: each.path for each in self.every_one()}
        for path in sorted({p.resolve() for f in folders for p in f.rglob(f"*{ENDING}")}):
            try:
                config = read_config(path)
            except SheetError as unreadable:
                findings.append(_left_out(path, unreadable))
                continue
            other = known.get(config.id, path)
            if other != path and other.exists():
                findings.append(problems.TWO_FOLDERS.at(Place(), first=other, second=path))
                continue
            known[config.id] = path
            line = insert(productions).values(id=config.id, path=str(path), every=every, due=now)
            kept = {"path": line.excluded.path, "every": line.excluded.every}
            with self._engine.begin() as connection:
                connection.execute(line.on_conflict_do_update(index_elements=["id"], set_=kept))
        return findings

    def due(self, now: datetime) -> list[tuple[str, int]]:
        """The ids whose moment has come, longest waiting first, with their minutes between runs."""
        query = sa.select(productions.c.id, productions.c.every).order_by(productions.c.due)
        with self._engine.connect() as connection:
            found = connection.execute(query.where(productions.c.due <= now))
            return [(row.id, row.every) for row in found]

    def put_off(self, production: str, every: int, now: datetime) -> None:
        """Give a production that was put in the queue its next moment."""
        with self._engine.begin() as connection:
            self._set(connection, production, due=slot(production, every, now))

    def begin(self, production: str, worker: str, now: datetime) -> None:
        """Note that a run begins."""
        with self._engine.begin() as connection:
            self._set(connection, production, started=now, worker=worker)

    def end(self, production: str, exit_code: int, summary: str, now: datetime) -> None:
        """Note how a run ended."""
        failed = exit_code not in _ENDED_WELL
        count = productions.c.failures + 1 if failed else 0
        with self._engine.begin() as connection:
            values = {"exit_code": exit_code, "summary": summary, "failures": count}
            self._set(connection, production, ended=now, **values)

    def forget(self, path: Path) -> int:
        """Leave a production out from now on; how many that were."""
        where = productions.c.path == str(path.resolve())
        with self._engine.begin() as connection:
            return connection.execute(sa.delete(productions).where(where)).rowcount

    def path_of(self, production: str) -> Path | None:
        """Where a production's configuration lies; `None` for one that was forgotten."""
        query = sa.select(productions.c.path).where(productions.c.id == production)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return Path(found) if found else None

    def every_one(self) -> Sequence[Production]:
        """All productions, those in trouble first."""
        query = sa.select(productions).order_by(productions.c.failures.desc(), productions.c.path)
        with self._engine.connect() as connection:
            return [
                Production(
                    row.id,
                    Path(row.path),
                    row.every,
                    row.due,
                    row.ended,
                    row.exit_code,
                    row.summary,
                    row.failures,
                    row.worker,
                )
                for row in connection.execute(query)
            ]

    @staticmethod
    def _set(connection: sa.Connection, production: str, **values: object) -> None:
        where = productions.c.id == production
        connection.execute(sa.update(productions).where(where).values(**values))


def _left_out(path: Path, stopped: SheetError) -> Finding:
    return problems.UNREADABLE.at(Place(), path=path, seen=stopped.finding.what)
