"""What is in the queue: the due productions, and the look at the clock that puts them there."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import procrastinate
import sqlalchemy as sa
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status

from poc_sheets.fleet.database import plain_address
from poc_sheets.fleet.once import TryLaterError, run_production
from poc_sheets.fleet.roster import Roster

SYNC, LOOK, REVIVE = "sync production", "look at the clock", "revive"
#: Looking at the clock goes before any sync that waits.
_FIRST = 10


@dataclass(frozen=True, slots=True)
class Pace:
    """How often workers look, and how soon they believe that another is dead.

    Attributes:
        look: when due productions are put in the queue, in the words of cron.
        folders_every: seconds between two looks for new productions.
        heartbeat: seconds between two signs of life of a worker.
        believed_dead: seconds without a sign after which its run is given to another.
        poll: seconds between two looks into the queue, where the database's call was missed.
        retry: 5 means tries after 5, 25 and 125 seconds.
    """

    look: str = "* * * * *"
    folders_every: float = 600.0
    heartbeat: float = 10.0
    believed_dead: float = 60.0
    poll: float = 5.0
    retry: int = 5


def make_app(
    address: str, engine: sa.Engine, worker: str, pace: Pace = Pace()
) -> procrastinate.App:
    """The queue of a fleet, and the sync that its workers make.

    Args:
        address: the database.
        engine: the same, for the fleet's own tables.
        worker: the name of this worker.
        pace: how soon a run is tried again.
    """
    connector = procrastinate.PsycopgConnector(
        conninfo=plain_address(address), min_size=1, max_size=4
    )
    app = procrastinate.App(connector=connector)
    again = procrastinate.RetryStrategy(
        max_attempts=3, exponential_wait=pace.retry, retry_exceptions=[TryLaterError]
    )

    @app.task(name=SYNC, retry=again)
    def sync_production(production: str) -> None:
        run_production(engine, address, production, worker)

    return app


def watch_the_clock(
    app: procrastinate.App, roster: Roster, folders: tuple[Path, ...], every: int, pace: Pace
) -> None:
    """Let the workers of a queue put in what is due; of several, one does it each time.

    Args:
        app: the queue.
        roster: the productions.
        folders: where they lie; looked through again and again for new ones.
        every: minutes between two runs of a production.
        pace: how often workers look.
    """
    looked = datetime.now(UTC)

    @app.periodic(cron=pace.look)
    @app.task(name=LOOK, queueing_lock=LOOK, priority=_FIRST)
    async def look(timestamp: int) -> None:
        nonlocal looked
        now = datetime.fromtimestamp(timestamp, UTC)
        if datetime.now(UTC) - looked > timedelta(seconds=pace.folders_every):
            looked = datetime.now(UTC)
            await asyncio.to_thread(roster.take_in, folders, every, now)
        await put_due(app, roster, now)

    @app.periodic(cron=pace.look)
    @app.task(name=REVIVE, queueing_lock=REVIVE, priority=_FIRST)
    async def revive(timestamp: int) -> None:  # noqa: ARG001  (every periodic task is told the time)
        await revive_stalled(app, pace.believed_dead)


async def put_due(app: procrastinate.App, roster: Roster, now: datetime) -> int:
    """Put the due productions in the queue, each at most once; how many were put there."""
    due = await asyncio.to_thread(roster.due, now)
    count = 0
    for production, every in due:
        # First into the queue, then out of the list: a crash between puts it there twice, which
        # the queue refuses, instead of never.
        count += await put_one(app, production)
        await asyncio.to_thread(roster.put_off, production, every, now)
    return count


async def put_one(app: procrastinate.App, production: str) -> bool:
    """Put a production in the queue; no where it waits there already.

    The lock keeps a second run from beginning, the queueing lock a second one from waiting.
    """
    task = app.configure_task(SYNC, lock=production, queueing_lock=production)
    try:
        await task.defer_async(production=production)
    except AlreadyEnqueued:
        return False
    return True


async def revive_stalled(app: procrastinate.App, believed_dead: float) -> int:
    """Give the runs of dead workers to living ones; how many."""
    count = 0
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=believed_dead):
        await _again(app, job)
        count += 1
    return count


async def _again(app: procrastinate.App, job: Job) -> None:
    try:
        await app.job_manager.retry_job(job)
    except ConnectorException:
        # The same production waits already: that run resumes what the dead worker left.
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


def run_worker(app: procrastinate.App, worker: str, pace: Pace, *, wait: bool = True) -> None:
    """Work until told to stop, or until the queue is empty.

    Runs are made one at a time: a worker is a process, and a studio starts as many as it likes.
    """
    app.run_worker(
        name=worker,
        wait=wait,
        concurrency=1,
        fetch_job_polling_interval=pace.poll,
        update_heartbeat_interval=pace.heartbeat,
        stalled_worker_timeout=pace.believed_dead,
        delete_jobs="always",
    )
