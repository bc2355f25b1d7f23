"""Calls counted in the database, by workers that know nothing of each other."""

import multiprocessing
import time

import pytest
import sqlalchemy as sa

from poc_sheets.fleet.counts import DatabaseCounts
from poc_sheets.fleet.database import connect
from poc_sheets.hosts.google.budget import CallBudget, CallKind
from poc_sheets.problems import Exit, SheetError

LIMITS: dict[CallKind, int] = {"read": 3, "write": 3, "drive": 3}


def _budget(engine: sa.Engine, whose: str = "robot", patience: float = 30.0) -> CallBudget:
    return CallBudget(DatabaseCounts(engine), whose, LIMITS, window=0.5, patience=patience)


def test_the_fourth_call_waits_for_the_first_to_be_old(engine: sa.Engine) -> None:
    budget = _budget(engine)

    waits = [budget.take("read") for _ in range(4)]

    assert waits[:3] == [0, 0, 0]
    assert waits[3] > 0.2


def test_kinds_and_sign_ins_count_apart(engine: sa.Engine) -> None:
    for _ in range(3):
        _budget(engine).take("read")

    assert _budget(engine).take("write") == 0
    assert _budget(engine, "ana@example.com").take("read") == 0
    assert _budget(engine).used("read") == 3


def test_after_an_unexpected_refusal_every_worker_waits(engine: sa.Engine) -> None:
    _budget(engine).punish("read", 60)
    _budget(engine).punish("read", 1)  # a shorter one does not end a longer one

    with pytest.raises(SheetError) as raised:
        _budget(engine, patience=20).take("read")

    assert raised.value.exit_code == Exit.LATER
    assert _budget(engine).take("write") == 0


def test_no_address_is_written_down(engine: sa.Engine) -> None:
    _budget(engine, "robot@example.com").take("read")

    with engine.connect() as connection:
        kept = connection.exec_driver_sql("select credential from fleet_calls").scalars().all()
    assert len(kept) == 1
    assert "robot" not in kept[0]


def _take_many(address: str, count: int, times: "multiprocessing.Queue[float]") -> None:
    engine = connect(address)
    limits: dict[CallKind, int] = {"read": 10, "write": 10, "drive": 10}
    budget = CallBudget(DatabaseCounts(engine), "robot", limits, window=0.8)
    for _ in range(count):
        budget.take("read")
        times.put(time.time())
    engine.dispose()


def test_four_processes_together_stay_within_the_limit(address: str, engine: sa.Engine) -> None:
    assert engine  # the tables are there
    context = multiprocessing.get_context("spawn")
    times: multiprocessing.Queue[float] = context.Queue()
    workers = [context.Process(target=_take_many, args=(address, 6, times)) for _ in range(4)]
    for worker in workers:
        worker.start()
    taken = sorted(times.get(timeout=60) for _ in range(24))
    for worker in workers:
        worker.join()
        worker.close()
    times.close()
    times.join_thread()

    # Noted outside the lock, so a call can be seen a little late: one more is let pass.
    assert all(later - first > 0.7 for first, later in zip(taken, taken[11:], strict=False))
