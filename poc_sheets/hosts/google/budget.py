"""The calls that one sign-in may make in a minute, shared by all processes of this computer."""

import contextlib
import hashlib
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from poc_sheets.hosts.google.problems import BUSY
from poc_sheets.problems import Place

CallKind = Literal["read", "write", "drive"]

#: Google allows 60 and 60; ten are left for people's own scripts under the same sign-in.
#: Drive's own limits are far away.
LIMITS: dict[CallKind, int] = {"read": 50, "write": 50, "drive": 200}
WINDOW = 60.0
_TABLES = """
create table if not exists calls (credential text, kind text, at real);
create index if not exists calls_by_time on calls (credential, kind, at);
create table if not exists pauses (credential text, kind text, until real,
                                   primary key (credential, kind));
"""


@dataclass(slots=True)
class CallBudget:
    """A sliding minute over a SQLite file.

    Attributes:
        file: Where calls are counted; one file for all sign-ins and processes.
        credential: Whose calls; only a digest of it is written down.
        limits: Calls of each kind in a window.
        window: Seconds.
        patience: How many seconds `take` waits at most.
        clock: Seconds since 1970, the same for all processes.
        sleep: Waits some seconds.
    """

    file: Path
    credential: str
    limits: dict[CallKind, int] = field(default_factory=lambda: dict(LIMITS))
    window: float = WINDOW
    patience: float = 150.0
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    @property
    def _digest(self) -> str:
        return hashlib.sha256(self.credential.encode()).hexdigest()[:16]

    def take(self, kind: CallKind) -> float:
        """Count one call, waiting for room if need be; the seconds waited.

        Raises:
            SheetError: there is no room within the patience (try later).
        """
        waited = 0.0
        while True:
            pause = self._try(kind)
            if pause <= 0:
                return waited
            if waited + pause > self.patience:
                said = f"{self.limits[kind]} {kind} calls a minute are used up on this computer"
                raise BUSY.stop(Place(), said=said)
            # Processes that wait for the same moment must not all wake in it.
            pause += random.uniform(0.01, 0.2)  # noqa: S311 - spreads load, keeps no secret
            self.sleep(pause)
            waited += pause

    def punish(self, kind: CallKind, seconds: float) -> None:
        """Let nobody make calls of a kind for some seconds: Google refused one unexpectedly."""
        with self._open() as connection:
            connection.execute(
                "insert into pauses values (?, ?, ?) on conflict (credential, kind) "
                "do update set until = max(until, excluded.until)",
                (self._digest, kind, self.clock() + seconds),
            )

    def used(self, kind: CallKind) -> int:
        """How many calls of a kind lie in the last window."""
        with self._open() as connection:
            row = connection.execute(
                "select count(*) from calls where credential = ? and kind = ? and at > ?",
                (self._digest, kind, self.clock() - self.window),
            ).fetchone()
        return int(row[0])

    def _try(self, kind: CallKind) -> float:
        """Count a call and give 0, or the seconds until there may be room."""
        with self._open() as connection:
            now = self.clock()
            key = (self._digest, kind)
            connection.execute("delete from calls where at <= ?", (now - self.window,))
            paused = connection.execute(
                "select until from pauses where credential = ? and kind = ?", key
            ).fetchone()
            if paused and paused[0] > now:
                return float(paused[0]) - now
            times = connection.execute(
                "select at from calls where credential = ? and kind = ? order by at desc limit ?",
                (*key, self.limits[kind]),
            ).fetchall()
            if len(times) >= self.limits[kind]:
                return max(0.01, float(times[-1][0]) + self.window - now)
            connection.execute("insert into calls values (?, ?, ?)", (*key, now))
            return 0.0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file inside one transaction that no other process shares."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(
            sqlite3.connect(self.file, timeout=30.0, isolation_level=None)
        ) as connection:
            connection.execute("begin immediate")
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            try:
                yield connection
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
