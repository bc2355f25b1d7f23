"""The processes of a fleet on one computer: started, watched, started again, stopped in order."""

import asyncio
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

from poc_sheets.fleet.database import connect, prepare
from poc_sheets.fleet.roster import Roster
from poc_sheets.fleet.tables import metadata
from poc_sheets.fleet.tasks import (
    Pace,
    make_app,
    put_one,
    revive_stalled,
    run_worker,
    watch_the_clock,
)
from poc_sheets.problems import Finding

#: A worker that falls at once, as without a database, is not started again at once.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


@dataclass(frozen=True, slots=True)
class Fleet:
    """What one computer's part of a fleet is given.

    Attributes:
        address: the database.
        folders: where the productions lie; on several computers under the same path.
        every: minutes between two runs of a production.
        pace: how often workers look.
    """

    address: str = field(repr=False)
    folders: tuple[Path, ...]
    every: int = 15
    pace: Pace = Pace()

    def take_in(self) -> list[Finding]:
        """Make the database ready and take in the productions; what was left out."""
        engine = connect(self.address)
        try:
            prepare(engine, metadata)
            return Roster(engine).take_in(self.folders, self.every, datetime.now(UTC))
        finally:
            engine.dispose()


def work(fleet: Fleet, number: int, *, wait: bool = True) -> None:
    """Be a worker: the body of one process."""
    worker = f"{socket.gethostname()} {os.getpid()} ({number})"
    engine = connect(fleet.address)
    try:
        app = make_app(fleet.address, engine, worker, fleet.pace)
        if wait:
            watch_the_clock(app, Roster(engine), fleet.folders, fleet.every, fleet.pace)
        run_worker(app, worker, fleet.pace, wait=wait)
    finally:
        engine.dispose()


def sync_all(fleet: Fleet, count: int) -> None:
    """Sync every production once with some workers, and come back when all are done."""
    engine = connect(fleet.address)
    try:
        app = make_app(fleet.address, engine, "starter")
        roster = Roster(engine)

        async def put_all() -> None:
            async with app.open_async():
                await revive_stalled(app, fleet.pace.believed_dead)
                for each in roster.every_one():
                    await put_one(app, each.id)
                    roster.put_off(each.id, each.every, datetime.now(UTC))

        asyncio.run(put_all())
    finally:
        engine.dispose()
    workers = [_started(fleet, number, wait=False) for number in range(1, count + 1)]
    for worker in workers:
        worker.join()
        worker.close()


def keep_working(fleet: Fleet, count: int, say: Callable[[str], object]) -> None:
    """Keep some workers running until this process is told to stop.

    A worker that falls is started again. When told to stop, each ends the run it is at.

    Args:
        fleet: what they work on.
        count: how many.
        say: told what happens, a line at a time.
    """
    is_stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_stopping
        is_stopping = True

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    slots = [_Slot(fleet, number) for number in range(1, count + 1)]
    say(f"{count} workers are at work; stop with Ctrl-C.")
    while not is_stopping:
        for slot in slots:
            slot.watch(say)
        time.sleep(0.2)
    say("Stopping: each worker ends the run it is at.")
    for slot in slots:
        slot.stop()


class _Slot:
    """A worker's place: taken by a process, and by the next one when that falls."""

    def __init__(self, fleet: Fleet, number: int) -> None:
        self._fleet, self._number = fleet, number
        self._pause = _FIRST_PAUSE
        self._again_at = 0.0
        self._began = time.monotonic()
        self._process: BaseProcess | None = _started(fleet, number)

    def watch(self, say: Callable[[str], object]) -> None:
        """Start the worker again where it fell, after a pause that grows."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._again_at:
                self._began = now
                self._process = _started(self._fleet, self._number)
        elif not self._process.is_alive():
            lived = now - self._began
            self._pause = (
                _FIRST_PAUSE if lived > _LONGEST_PAUSE else min(2 * self._pause, _LONGEST_PAUSE)
            )
            say(f"Worker {self._number} fell; it is started again in {self._pause:.0f} s.")
            self._process.close()
            self._process, self._again_at = None, now + self._pause

    def stop(self) -> None:
        """End the worker after its run."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._process.close()


def _started(fleet: Fleet, number: int, *, wait: bool = True) -> BaseProcess:
    # A new process instead of a copy: connections to a database are not to be shared. The address
    # goes through a pipe and never stands in a list of processes.
    process = multiprocessing.get_context("spawn").Process(
        target=work, args=(fleet, number), kwargs={"wait": wait}
    )
    process.start()
    return process
