"""Workers: every production once, never twice at once, and killed in the middle."""

import os
import signal
import time
from collections.abc import Callable
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import pytest
import sqlalchemy as sa

from poc_sheets.fleet.once import TryLaterError, run_production
from poc_sheets.fleet.roster import Roster
from poc_sheets.fleet.workers import Fleet, keep_working, sync_all, work
from poc_sheets.problems import Exit
from poc_sheets.sync.config import alone, opened
from poc_sheets.sync.run import run_sync
from poc_sheets.testing.gsheets import Call
from tests.fleet.conftest import TAB, Studio

StudioOf = Callable[..., Studio]


def _confirm(studio: Studio, address: str) -> None:
    """The first run of each production, which a person starts."""
    for config in studio.configs:
        with opened(config, address=address) as pair:
            run_sync(pair, is_confirmed=True)


def _runs(engine: sa.Engine) -> list[tuple[str, str, str]]:
    """The runs of all productions: which, from when, until when."""
    with engine.connect() as connection:
        query = "select book, started, ended from runs order by id"
        return [(r.book, r.started, r.ended) for r in connection.exec_driver_sql(query)]


def _until(is_so: Callable[[], bool], seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def _started(fleet: Fleet, number: int = 1) -> BaseProcess:
    process = get_context("spawn").Process(target=work, args=(fleet, number))
    process.start()
    return process


def _ended(process: BaseProcess) -> None:
    process.terminate()
    process.join(30)
    assert process.exitcode is not None
    process.close()


def test_two_workers_sync_every_production_once(
    make_studio: StudioOf, address: str, engine: sa.Engine
) -> None:
    studio = make_studio(5)
    studio.fleet.take_in()
    _confirm(studio, address)
    for number in range(5):
        studio.sheet(number).put(f"'{TAB}'!B2", "0099")

    sync_all(studio.fleet, 2)

    assert [studio.office(n)["Ana"][0] for n in range(5)] == ["0099"] * 5
    assert sorted(book for book, _, _ in _runs(engine)[5:]) == [f"film{n}" for n in range(5)]
    assert {each.exit_code for each in Roster(engine).every_one()} == {0}
    assert len({each.worker for each in Roster(engine).every_one()}) == 2


def test_a_first_run_waits_for_a_person(make_studio: StudioOf, engine: sa.Engine) -> None:
    """No worker writes into a workbook before somebody has seen what would change."""
    studio = make_studio(1)
    studio.fleet.take_in()

    code = run_production(engine, studio.fleet.address, "film0", "worker")

    assert code == Exit.PERSON
    assert "Cy" not in studio.office(0)
    assert Roster(engine).every_one()[0].failures == 1


def test_a_production_that_somebody_syncs_is_tried_again_later(
    make_studio: StudioOf, address: str, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where that is another computer: the lock lies in the database."""
    studio = make_studio(1)
    studio.fleet.take_in()
    with alone(studio.configs[0], address=address):
        # Another computer has other lock files.
        monkeypatch.setenv("XDG_DATA_HOME", str(studio.folder.parent / "other computer"))
        with pytest.raises(TryLaterError, match="running already"):
            run_production(engine, address, "film0", "worker")
    assert Roster(engine).every_one()[0].exit_code == Exit.LATER


def test_a_killed_worker_is_resumed_by_another(
    make_studio: StudioOf, address: str, engine: sa.Engine
) -> None:
    """Killed after Google took the write and before its answer: nothing is lost, nothing twice."""
    studio = make_studio(1)
    studio.fleet.take_in()
    _confirm(studio, address)
    studio.add_office(0, "Di", "0045", 4.0)
    first = _started(studio.fleet, 1)

    def kill_at_write(call: Call) -> None:
        if call.kind == "write" and first.is_alive() and first.pid is not None:
            os.kill(first.pid, signal.SIGKILL)

    studio.google.between_calls(kill_at_write)
    first.join(40)
    assert first.exitcode == -signal.SIGKILL
    second = _started(studio.fleet, 2)
    roster = Roster(engine)
    _until(lambda: "(2)" in roster.every_one()[0].worker and roster.every_one()[0].exit_code == 0)
    _ended(second)

    names = [row[0] for row in studio.sheet(0).rows(TAB)]
    assert names == ["Name", "Ana", "Bo", "Cy", "Di"]
    assert list(studio.office(0)) == ["Ana", "Bo", "Cy", "Di"]


def test_a_production_never_runs_twice_at_once(
    make_studio: StudioOf, address: str, engine: sa.Engine
) -> None:
    """Three workers, one production that is always due: its runs follow each other."""
    studio = make_studio(1)
    studio.fleet.take_in()
    _confirm(studio, address)
    studio.google.fail("*", delay=0.4, times=1000)
    workers = [_started(studio.fleet, number) for number in (1, 2, 3)]
    roster = Roster(engine)

    def is_done() -> bool:
        with engine.begin() as connection:
            connection.exec_driver_sql("update fleet_productions set due = '2026-01-01'")
        return len(_runs(engine)) > 5

    _until(is_done)
    for worker in workers:
        _ended(worker)

    runs = [run for run in _runs(engine) if run[2]]
    assert all(later[1] >= earlier[2] for earlier, later in pairwise(runs))
    assert roster.every_one()[0].failures == 0  # none met another one's lock


def test_a_fallen_worker_is_started_again_and_all_stop_in_order(
    make_studio: StudioOf, address: str, engine: sa.Engine
) -> None:
    studio = make_studio(2)
    studio.fleet.take_in()
    _confirm(studio, address)
    roster = Roster(engine)

    def processes() -> set[int]:
        """The processes that made the last runs."""
        return {int(each.worker.split()[-2]) for each in roster.every_one() if each.ended}

    supervisor = get_context("spawn").Process(target=keep_working, args=(studio.fleet, 1, print))
    supervisor.start()
    _until(lambda: len(processes()) == 1)
    fallen = processes().pop()
    os.kill(fallen, signal.SIGKILL)
    with engine.begin() as connection:
        connection.exec_driver_sql("update fleet_productions set due = '2026-01-01', ended = null")
    _until(lambda: bool(processes() - {fallen}))
    _ended(supervisor)

    assert not any(_is_alive(pid) for pid in processes())


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
