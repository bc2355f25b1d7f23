"""What Google and the network do to a run, one by one."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.google.budget import CallBudget, FileCounts
from poc_sheets.problems import Exit, SheetError
from poc_sheets.testing.gsheets import Limits, ManualClock
from poc_sheets.testing.gsheets.calls import Call
from tests.sync.conftest import HEADINGS, Two, once

Make = Callable[..., Two]


def _impatient(two: Two) -> None:
    two.pair.client.patience = replace(two.pair.client.patience, read=0.4, write=0.4)


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(100):
        if until():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")


def test_an_answer_that_comes_too_late_is_read_for(two: Two) -> None:
    """The write was done, its answer never came in time: a read finds it, nothing is sent again."""
    _impatient(two)
    two.type_office("Ana", "Days", 7)
    two.add_office("Ed", "0777", 4, None)
    two.google.fail("*:batchUpdate", late=0.9)
    before = two.google.count("sheets", "write")
    assert two.sync().exit_code == Exit.DONE
    assert two.google.count("sheets", "write") == before + 1
    assert two.agree()


def test_a_write_that_arrives_after_the_next_read_doubles_a_row_and_loses_nothing(two: Two) -> None:
    """It was sent again by then. Cells are the same twice over; a new row stands twice and is told."""
    two.type_office("Bo", "Days", 8)
    two.sync()
    _impatient(two)
    two.type_office("Ana", "Days", 7)
    two.add_office("Ed", "0777", 4, None)
    two.google.fail("*:batchUpdate", delay=0.9)
    two.sync()
    _wait(lambda: sum(row[:1] == ["Ed"] for row in two.sheet_rows()) == 2)
    two.google.heal()
    assert "sync-key-twice" in {finding.problem for finding in two.sync().findings}
    assert two.by_key(two.sheet_rows())["Ana"][1] == 7
    two.delete_sheet("Ed")
    two.sync()
    assert two.agree()


def test_a_read_that_never_answers_ends_with_the_time_out(two: Two) -> None:
    """No endless wait; the next run does the work."""
    _impatient(two)
    two.pair.client.patience = replace(two.pair.client.patience, tries=1)
    two.type_office("Ana", "Days", 7)
    two.google.fail("/v4/*", method="GET", delay=0.9)
    with pytest.raises(SheetError) as stopped:
        two.sync()
    assert stopped.value.exit_code == Exit.LATER
    two.google.heal()
    two.sync()
    assert two.agree()


def test_a_used_up_minute_is_waited_for_by_every_process(two: Two, tmp_path: Path) -> None:
    """After a 429 nobody calls until the next minute; then the write goes out once."""
    clock = ManualClock()
    two.google.clock = two.google.quota.clock = clock
    two.google.quota.limits = Limits(per_user=2)
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(seconds)

    counts = FileCounts(tmp_path / "calls.sqlite", clock=clock.now)
    two.pair.client.budget = CallBudget(counts, "robot", sleep=sleep)
    two.pair.client._sleep = sleep
    for days in range(10, 16):
        two.type_office("Ana", "Days", days)
        assert two.sync().exit_code == Exit.DONE
        assert two.agree()
    refused = [call for call in two.google.calls if call.status == 429]
    assert 1 <= len(refused) <= 6
    assert max(waits) >= 50


def test_a_token_that_runs_out_between_read_and_write_is_renewed(two: Two) -> None:
    """Nobody notices."""
    two.type_office("Ana", "Days", 7)
    once(two, two.google.expire_tokens)
    assert two.sync().exit_code == Exit.DONE
    assert two.agree()


def test_access_taken_back_in_the_middle_needs_a_person_and_loses_nothing(two: Two) -> None:
    """The workbook has its part; once the sheet is shared again the rest follows."""
    two.type_office("Ana", "Days", 7)
    two.type_sheet("Bo", "Days", 8)
    robot = two.pair.client.address
    kept = list(two.sheet.file.permissions)
    once(
        two,
        lambda: two.sheet.file.permissions.remove(
            next(p for p in kept if p.get("emailAddress") == robot)
        ),
    )
    with pytest.raises(SheetError) as stopped:
        two.sync()
    assert stopped.value.exit_code == Exit.PERSON
    assert robot in stopped.value.finding.as_text()
    assert two.by_key(two.sheet_rows())["Ana"][1] == 3
    two.sheet.file.permissions[:] = kept
    assert two.sync().exit_code == Exit.DONE
    assert two.by_key(two.sheet_rows())["Ana"][1] == 7
    assert two.agree()


def test_an_empty_read_is_read_again_and_then_stops_the_table(make_two: Make) -> None:
    """Google once answers with an empty sheet: the second reading holds."""
    rows = [HEADINGS, *([f"P{n}", f"00{n}", n] for n in range(20))]
    two = make_two(rows, rows)
    two.sync()
    two.type_office("P3", "Days", 99)
    grids: list[Any] = []

    def flicker(call: Call) -> None:
        reads = [c for c in two.google.calls if c.kind == "read" and c.api == "sheets"]
        book = two.sheet.file.book
        assert book is not None
        if call.kind == "read" and not grids:
            grids.append((len(reads), book.tabs[0].grid))
            book.tabs[0].grid = type(book.tabs[0].grid)()
            for column, heading in enumerate(HEADINGS):
                book.tabs[0].grid.put(0, column, grids[0][1].at(0, column))
                assert heading
        elif grids and len(grids) == 1:
            book.tabs[0].grid = grids[0][1]
            grids.append(None)

    two.google.between_calls(flicker)
    assert two.sync().exit_code == Exit.DONE
    assert len(two.sheet_rows()) == 21
    assert two.agree()
