"""Calls to Google counted in the database: all workers on all computers share one minute."""

from dataclasses import dataclass

import sqlalchemy as sa

from poc_sheets.fleet.tables import calls, pauses
from poc_sheets.hosts.google.budget import CallKind

#: The database's clock: computers whose clocks differ still agree on what a minute is.
_NOW = sa.text("select extract(epoch from clock_timestamp())::float8")
_ONE_AT_A_TIME = sa.text("select pg_advisory_xact_lock(hashtextextended(:whose, 0))")


@dataclass(frozen=True, slots=True)
class DatabaseCounts:
    """Where the workers of a fleet count their calls."""

    engine: sa.Engine

    def claim(self, credential: str, kind: CallKind, limit: int, window: float) -> float:
        """Count a call and give 0, or the seconds until there may be room."""
        with self.engine.begin() as connection:
            now = _alone(connection, credential, kind)
            mine = (calls.c.credential == credential) & (calls.c.kind == kind)
            connection.execute(sa.delete(calls).where(mine & (calls.c.at <= now - window)))
            paused = _paused(connection, credential, kind)
            if paused > now:
                return paused - now
            newest = sa.select(calls.c.at).where(mine).order_by(calls.c.at.desc()).limit(limit)
            times = connection.execute(newest).scalars().all()
            if len(times) >= limit:
                return max(0.01, float(times[-1]) + window - now)
            connection.execute(sa.insert(calls).values(credential=credential, kind=kind, at=now))
            return 0.0

    def pause(self, credential: str, kind: CallKind, seconds: float) -> None:
        """Let nobody claim calls of a kind for some seconds."""
        with self.engine.begin() as connection:
            now = _alone(connection, credential, kind)
            until = max(now + seconds, _paused(connection, credential, kind))
            mine = (pauses.c.credential == credential) & (pauses.c.kind == kind)
            connection.execute(sa.delete(pauses).where(mine))
            line = {"credential": credential, "kind": kind, "until": until}
            connection.execute(sa.insert(pauses).values(line))

    def used(self, credential: str, kind: CallKind, window: float) -> int:
        """How many calls of a kind lie in the last window."""
        with self.engine.begin() as connection:
            now = float(connection.execute(_NOW).scalar_one())
            mine = (calls.c.credential == credential) & (calls.c.kind == kind)
            query = sa.select(sa.func.count()).where(mine & (calls.c.at > now - window))
            return int(connection.execute(query).scalar_one())


def _alone(connection: sa.Connection, credential: str, kind: CallKind) -> float:
    """Wait until nobody else counts for this sign-in; the moment."""
    connection.execute(_ONE_AT_A_TIME, {"whose": f"{credential} {kind}"})
    return float(connection.execute(_NOW).scalar_one())


def _paused(connection: sa.Connection, credential: str, kind: CallKind) -> float:
    query = sa.select(pauses.c.until).where(
        (pauses.c.credential == credential) & (pauses.c.kind == kind)
    )
    return float(connection.execute(query).scalar() or 0.0)
