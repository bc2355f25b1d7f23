"""What Google, the network and people do to a run, one by one."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.google.budget import CallBudget, FileCounts
from poc_sheets.problems import Exit, SheetError
from poc_sheets.sync.history import restore
from poc_sheets.testing.gsheets import Limits, ManualClock
from poc_sheets.testing.gsheets.a1 import Shift
from poc_sheets.testing.gsheets.calls import Call
from poc_sheets.testing.gsheets.document import Spreadsheet
from poc_sheets.testing.gsheets.structure import delete, insert
from tests.sync.conftest import CREW, HEADINGS, Crash, Two

Make = Callable[..., Two]


def _impatient(two: Two) -> None:
    two.pair.client.patience = replace(two.pair.client.patience, read=0.4, write=0.4)


def _once(two: Two, action: Callable[[], object]) -> None:
    """Somebody does something in the moment before our batch is done."""
    waiting = [action]

    def between(call: Call) -> None:
        if call.path.endswith(":batchUpdate") and waiting:
            waiting.pop()()

    two.google.between_calls(between)


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
    _once(two, two.google.expire_tokens)
    assert two.sync().exit_code == Exit.DONE
    assert two.agree()


def test_access_taken_back_in_the_middle_needs_a_person_and_loses_nothing(two: Two) -> None:
    """The workbook has its part; once the sheet is shared again the rest follows."""
    two.type_office("Ana", "Days", 7)
    two.type_sheet("Bo", "Days", 8)
    robot = two.pair.client.address
    kept = list(two.sheet.file.permissions)
    _once(
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


def _without_tab(two: Two) -> Callable[[Spreadsheet], object]:
    def action(book: Spreadsheet) -> None:
        book.tabs = [tab for tab in book.tabs if tab.title != two.tab]

    return action


def test_a_tab_that_was_deleted_on_google_empties_nothing(two: Two) -> None:
    """The table stops and says so; the workbook keeps its rows; an undo by hand goes on."""
    tab = two.sheet.tab(two.tab).copy()
    two.sheet.edit(lambda book: book.tabs.insert(0, _other_tab(book)))
    two.sheet.edit(_without_tab(two))
    report = two.sync()
    assert report.exit_code == Exit.PERSON
    assert {f.problem for f in report.findings} == {"sync-table-stopped"}
    assert len(two.office_rows()) == 5
    two.sheet.edit(lambda book: book.tabs.append(tab))
    two.type_office("Ana", "Days", 7)
    assert two.sync().exit_code == Exit.DONE
    assert two.agree()


def _other_tab(book: Spreadsheet) -> Any:
    other = book.tabs[0].copy()
    other.id, other.properties = 99, {"title": "Notes"}
    return other


def test_a_tab_deleted_in_the_moment_of_writing_refuses_the_batch(two: Two) -> None:
    """All or nothing: the batch is refused, and the next run says that the tab is gone."""
    two.sheet.edit(lambda book: book.tabs.insert(0, _other_tab(book)))
    two.type_office("Ana", "Days", 7)
    _once(two, lambda: two.sheet.edit(_without_tab(two)))
    with pytest.raises(SheetError):
        two.sync()
    assert two.sync().exit_code == Exit.PERSON
    assert two.by_key(two.office_rows())["Ana"][1] == 7


@pytest.mark.parametrize("fault", ["", "after"])
def test_a_column_inserted_in_the_moment_of_writing(two: Two, fault: str) -> None:
    """Our value landed in the neighbour's column: it gets its own back, ours goes where it belongs."""
    two.type_office("Ana", "Days", 7)
    tab = two.sheet.tab(two.tab).id
    _once(two, lambda: two.sheet.edit(lambda book: insert(book, Shift(tab, "COLUMNS", 1, 1))))
    if fault:
        two.google.fail("*:batchUpdate", reset="after")
    assert two.sync().exit_code == Exit.DONE
    assert [row[0:1] + row[2:4] for row in two.sheet_rows()[1:3]] == [
        ["Ana", "0042", 7],
        ["Bo", "0043", 2],
    ]
    assert two.by_key(two.office_rows())["Ana"] == ["0042", 7, 46083]


def test_a_column_deleted_in_the_moment_of_writing(two: Two) -> None:
    """The column that took its place gets its value back; the deleted one pauses."""
    two.type_office("Ana", "Phone", "0555")
    tab = two.sheet.tab(two.tab).id
    _once(two, lambda: two.sheet.edit(lambda book: delete(book, Shift(tab, "COLUMNS", 1, -1))))
    report = two.sync()
    assert "sync-column-paused" in {finding.problem for finding in report.findings}
    assert two.sheet_rows()[1][:2] == ["Ana", 3]
    assert two.by_key(two.office_rows())["Ana"] == ["0555", 3, 46083]


def test_a_heading_renamed_in_the_moment_of_writing_pauses_its_column(two: Two) -> None:
    """What was sent stands under the new heading; the next run says what to do about it."""
    two.type_office("Ana", "Phone", "0555")
    _once(two, lambda: two.sheet.put(f"'{two.tab}'!B1", "Telephone"))
    report = two.sync()
    assert "sync-column-paused" in {finding.problem for finding in report.findings}
    two.sheet.put(f"'{two.tab}'!B1", "Phone")
    assert two.sync().exit_code == Exit.DONE
    assert two.agree()


def test_nothing_is_deleted_while_a_column_is_lost(two: Two) -> None:
    """What people type under the new heading cannot be seen, so that it must not go with its row."""
    two.sheet.put(f"'{two.tab}'!B1", "Telephone")
    two.delete_office("Cy")
    two.sheet.put(f"'{two.tab}'!B4", "0666")
    for _ in range(3):
        two.sync()
    assert "Cy" in two.by_key(two.sheet_rows())
    two.sheet.put(f"'{two.tab}'!B1", "Phone")
    two.sync()
    assert two.by_key(two.office_rows())["Cy"] == ["0666", 5]


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


def test_a_row_deleted_on_google_keeps_what_was_not_synced(make_two: Make) -> None:
    """The audit log has every cell under a heading, also the private ones; restore brings them."""
    headings = [*HEADINGS, "Rate"]
    office = [
        headings,
        *([*row, *[None] * (4 - len(row)), 900 + n] for n, row in enumerate(CREW[1:])),
    ]
    two = make_two(CREW, office)
    two.sync()
    two.delete_sheet("Bo")
    two.sync()
    two.sync()
    assert "Bo" not in two.by_key(two.office_rows())
    assert restore(two.pair.state, two.path, two.pair.tables, "Bo") == 1
    row = two.by_key(two.office_rows())["Bo"]
    assert (row[0], row[1], row[3]) == ("0043", 2, 901)


@pytest.mark.parametrize("step", ["sending", "sent"])
def test_doubts_of_a_run_that_died_outlive_the_next_run_that_fails(two: Two, step: str) -> None:
    """A value astray stays in doubt until people are asked, however many runs fail in between."""
    two.type_office("Cy", "Days", 1002)
    _once(two, lambda: two.sheet.sort(two.tab, "A", descending=True))
    with pytest.raises(Crash):
        two.sync(crash_at=step)
    two.google.fail("*:batchUpdate", status=400, message="no")
    two.type_office("Ana", "Days", 7)
    with pytest.raises(SheetError):
        two.sync()
    report = two.sync()
    if step == "sent":
        assert report.exit_code == Exit.CONFLICTS
        assert two.by_key(two.office_rows())["Bo"][1] == 2
    else:
        assert report.exit_code == Exit.DONE


def test_an_old_decision_says_nothing_about_new_values(two: Two) -> None:
    """It was taken for 8 and 9; then 10 was typed: the drop-down is emptied and asks again."""
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Ana", "Days", 9)
    two.sync()
    name = next(str(row[0]) for row in two.sheet_rows("Sync Conflicts") if row[1] == two.tab)
    two.type_sheet(name, "Decision", "keep office", "Sync Conflicts")
    two.type_sheet("Ana", "Days", 10)
    for _ in range(3):
        assert two.sync().exit_code == Exit.CONFLICTS
    assert two.by_key(two.sheet_rows())["Ana"][1] == 10
    assert two.by_key(two.office_rows())["Ana"][1] == 9


def test_a_line_goes_thirty_days_after_it_was_settled(two: Two) -> None:
    """On both sides; open ones stay."""
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Ana", "Days", 9)
    two.type_sheet("Bo", "Days", 18)
    two.type_office("Bo", "Days", 19)
    two.sync()
    two.type_office("Ana", "Days", 8)
    two.sync()
    assert _lines(two) == [{"Ana", "Bo"}, {"Ana", "Bo"}]
    two.type_office("Cy", "Days", 50)
    two.sync(now=datetime(2026, 4, 2, 12))  # noqa: DTZ001  (a sheet's day has no time zone)
    assert _lines(two) == [{"Bo"}, {"Bo"}]


def _lines(two: Two) -> list[set[str]]:
    return [
        {str(row[2]) for row in rows if row[1] == two.tab}
        for rows in (two.sheet_rows("Sync Conflicts"), two.office_rows("Sync Conflicts"))
    ]


def test_the_last_editor_is_told_where_google_knows(two: Two) -> None:
    """One more call, only where a conflict is new."""
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Ana", "Days", 9)
    assert two.calls_of(two.sync) == (1, 1, 1)
    headings, *rows = two.sheet_rows("Sync Conflicts")
    line = next(row for row in rows if row[1] == two.tab)
    assert line[headings.index("Last editor in Google")] == "somebody@example.com"
    two.type_office("Cy", "Days", 50)
    assert two.calls_of(two.sync) == (1, 1, 0)
