"""The calls that one sign-in may make in a minute, shared by all processes that count together."""

import contextlib
import hashlib
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

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


class CallCounts(Protocol):
    """Where calls are counted; whoever shares the counts shares the minute."""

    def claim(self, credential: str, kind: CallKind, limit: int, window: float) -> float:
        """Count a call and give 0, or the seconds until there may be room."""

    def pause(self, credential: str, kind: CallKind, seconds: float) -> None:
        """Let nobody claim calls of a kind for some seconds."""

    def used(self, credential: str, kind: CallKind, window: float) -> int:
        """How many calls of a kind lie in the last window."""


@dataclass(slots=True)
class CallBudget:
    """A sliding minute.

    Attributes:
        counts: Where calls are counted; one place for all sign-ins and processes.
        credential: Whose calls; only a digest of it is written down.
        limits: Calls of each kind in a window.
        window: Seconds.
        patience: How many seconds `take` waits at most.
        sleep: Waits some seconds.
    """

    counts: CallCounts
    credential: str
    limits: dict[CallKind, int] = field(default_factory=lambda: dict(LIMITS))
    window: float = WINDOW
    patience: float = 150.0
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
            pause = self.counts.claim(self._digest, kind, self.limits[kind], self.window)
            if pause <= 0:
                return waited
            if waited + pause > self.patience:
                said = f"{self.limits[kind]} {kind} calls a minute are used up"
                raise BUSY.stop(Place(), said=said)
            # Processes that wait for the same moment must not all wake in it.
            pause += random.uniform(0.01, 0.2)  # noqa: S311 - spreads load, keeps no secret
            self.sleep(pause)
            waited += pause

    def punish(self, kind: CallKind, seconds: float) -> None:
        """Let nobody make calls of a kind for some seconds: Google refused one unexpectedly."""
        self.counts.pause(self._digest, kind, seconds)

    def used(self, kind: CallKind) -> int:
        """How many calls of a kind lie in the last window."""
        return self.counts.used(self._digest, kind, self.window)


@dataclass(slots=True)
class FileCounts:
    """Counts in an SQLite file, for all processes of this computer.

    Attributes:
        file: The file; it is made where there is none.
        clock: Seconds since 1970, the same for all processes.
    """

    file: Path
    clock: Callable[[], float] = time.time

    def claim(self, credential: str, kind: CallKind, limit: int, window: float) -> float:
        """Count a call and give 0, or the seconds until there may be room."""
        with self._open() as connection:
            now = self.clock()
            key = (credential, kind)
            connection.execute("delete from calls where at <= ?", (now - window,))
            paused = connection.execute(
                "select until from pauses where credential = ? and kind = ?", key
            ).fetchone()
            if paused and paused[0] > now:
                return float(paused[0]) - now
            times = connection.execute(
                "select at from calls where credential = ? and kind = ? order by at desc limit ?",
                (*key, limit),
            ).fetchall()
            if len(times) >= limit:
                return max(0.01, float(times[-1][0]) + window - now)
            connection.execute("insert into calls values (?, ?, ?)", (*key, now))
            return 0.0

    def pause(self, credential: str, kind: CallKind, seconds: float) -> None:
        """Let nobody claim calls of a kind for some seconds."""
        with self._open() as connection:
            connection.execute(
                "insert into pauses values (?, ?, ?) on conflict (credential, kind) "
                "do update set until = max(until, excluded.until)",
                (credential, kind, self.clock() + seconds),
            )

    def used(self, credential: str, kind: CallKind, window: float) -> int:
        """How many calls of a kind lie in the last window."""
        with self._open() as connection:
            row = connection.execute(
                "select count(*) from calls where credential = ? and kind = ? and at > ?",
                (credential, kind, self.clock() - window),
            ).fetchone()
        return int(row[0])

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
