"""The machine dies at every step, Google fails in every way, and rows move while we write."""

from collections.abc import Callable
from typing import Any

import pytest

from poc_sheets.problems import Exit, SheetError
from poc_sheets.testing.gsheets.calls import Call
from tests.sync.conftest import HEADINGS, Crash, Two

STEPS = ["read", "planned", "journal", "workbook saved", "sending", "sent", "verified"]
FAULTS: dict[str, dict[str, Any]] = {
    "429": {"status": 429},
    "429 with Retry-After": {"status": 429, "retry_after": 30},
    "503": {"status": 503},
    "502 as a page": {"status": 502, "html": True},
    "reset before": {"reset": "before"},
    "reset after": {"reset": "after"},
    "half an answer": {"truncate": True},
}


def _edit_both(two: Two) -> None:
    two.type_sheet("Ana", "Phone", "0099")
    two.type_sheet("Cy", "Days", 50)
    two.type_office("Ana", "Days", 7)
    two.type_office("Bo", "Phone", "0555")
    two.add_office("Ed", "0777", 4, None)
    two.sheet.put(f"'{two.tab}'!A6", ["Fi", "0888", 6])


EXPECTED = {
    "Ana": ["0099", 7, 46083],
    "Bo": ["0555", 2, 46084],
    "Cy": ["0044", 50],
    "Di": ["0045", 1],
    "Ed": ["0777", 4],
    "Fi": ["0888", 6],
}


@pytest.mark.parametrize("step", STEPS)
def test_after_a_crash_the_next_run_ends_the_work(two: Two, step: str) -> None:
    """Nothing is lost, nothing stands twice, nobody is asked about our own half-done write."""
    _edit_both(two)
    with pytest.raises(Crash):
        two.sync(crash_at=step)
    report = two.sync()
    assert report.exit_code == Exit.DONE
    assert two.by_key(two.sheet_rows()) == EXPECTED
    assert two.agree()
    assert two.pair.state.journal() is None


@pytest.mark.parametrize("step", STEPS[2:])
def test_after_a_crash_an_edit_over_our_half_done_write_is_no_conflict(two: Two, step: str) -> None:
    """The sheet's 50 came into the workbook; before the next run the sheet says 51."""
    _edit_both(two)
    with pytest.raises(Crash):
        two.sync(crash_at=step)
    two.type_sheet("Cy", "Days", 51)
    assert two.sync().exit_code == Exit.DONE
    assert two.by_key(two.office_rows())["Cy"][1] == 51
    assert two.agree()


@pytest.mark.parametrize("step", STEPS[2:])
def test_a_decision_survives_a_crash(two: Two, step: str) -> None:
    """Use New value writes both sides; with one of them done it is carried on, not turned back."""
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Ana", "Days", 9)
    two.sync()
    rows = two.sheet_rows("Sync Conflicts")
    name = next(row[0] for row in rows if row[1] == two.tab)
    two.type_sheet(name, "New value", 12, "Sync Conflicts")
    two.type_sheet(name, "Decision", "use New value", "Sync Conflicts")
    with pytest.raises(Crash):
        two.sync(crash_at=step)
    two.sync()
    assert two.by_key(two.office_rows())["Ana"][1] == 12
    assert two.agree()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_is_never_repeated_without_a_read(two: Two, fault: str) -> None:
    """After any doubt the sheet is read; what arrived is not sent again."""
    _edit_both(two)
    two.google.fail("*:batchUpdate", **FAULTS[fault])
    before = len(two.google.calls)
    two.sync()
    kinds = [call.kind for call in two.google.calls[before:] if call.api == "sheets"]
    assert "write write" not in " ".join(kinds)
    assert two.by_key(two.sheet_rows()) == EXPECTED
    assert two.agree()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_read_that_fails_leaves_everything_as_it_was(two: Two, fault: str) -> None:
    """A table is read whole or not at all."""
    _edit_both(two)
    office, sheet = two.office_rows(), two.sheet_rows()
    facts = FAULTS[fault]
    two.google.fail("/v4/spreadsheets/*", method="GET", times=-1, **facts)
    with pytest.raises(SheetError) as stopped:
        two.sync()
    assert stopped.value.exit_code == Exit.LATER
    assert (two.office_rows(), two.sheet_rows()) == (office, sheet)
    two.google.heal()
    two.sync()
    assert two.by_key(two.sheet_rows()) == EXPECTED


def test_a_refused_batch_goes_with_the_next_run(two: Two) -> None:
    """Google refuses the whole batch; the workbook has its part, the base knows it."""
    _edit_both(two)
    two.google.fail("*:batchUpdate", status=400, message="Invalid requests[0]")
    with pytest.raises(SheetError):
        two.sync()
    two.type_sheet("Cy", "Days", 51)
    assert two.sync().exit_code == Exit.DONE
    assert two.by_key(two.office_rows())["Cy"][1] == 51
    assert two.agree()


def _once(two: Two, action: Callable[[], object]) -> None:
    """Somebody does something in the moment before our batch is done."""
    done = False

    def between(call: Call) -> None:
        nonlocal done
        if call.path.endswith(":batchUpdate") and not done:
            done = True
            action()

    two.google.between_calls(between)


MOVES: dict[str, Callable[[Two], object]] = {
    "sorted": lambda two: two.sheet.sort(two.tab, "A", descending=True),
    "a row inserted above": lambda two: two.sheet.insert_rows(two.tab, 2),
    "a row dragged": lambda two: two.sheet.move_row(two.tab, 2, 5),
}


@pytest.mark.parametrize("fault", ["", "reset after"])
@pytest.mark.parametrize("move", MOVES)
def test_values_that_landed_in_another_row_are_put_back(two: Two, move: str, fault: str) -> None:
    """Rows moved between our read and our write: the neighbour gets its value back."""
    two.type_office("Ana", "Days", 7)
    two.type_office("Bo", "Phone", "0555")
    _once(two, lambda: MOVES[move](two))
    if fault:
        two.google.fail("*:batchUpdate", **FAULTS[fault])
    report = two.sync()
    assert report.exit_code == Exit.DONE
    assert "sync-misplaced" in {finding.problem for finding in report.findings}
    expected = {
        "Ana": ["0042", 7, 46083],
        "Bo": ["0555", 2, 46084],
        "Cy": ["0044", 5],
        "Di": ["0045", 1],
    }
    assert two.by_key(_without_blank(two.sheet_rows())) == expected
    assert two.by_key(two.office_rows()) == expected


def _without_blank(rows: list[list[Any]]) -> list[list[Any]]:
    return [row for row in rows if row and row[0]]


def test_a_row_deleted_in_the_place_of_ours_comes_back(two: Two) -> None:
    """We meant Bo's row; a sort had put another one there."""
    two.delete_office("Bo")
    two.sync()
    _once(two, lambda: two.sheet.sort(two.tab, "A", descending=True))
    two.sync()
    two.sync()
    assert set(two.by_key(two.sheet_rows())) == {"Ana", "Cy", "Di"}
    assert two.agree()


def test_a_value_found_astray_in_a_later_run_is_asked_about(two: Two) -> None:
    """The reply was lost, the machine died: that 7 may be ours or a person's."""
    two.type_office("Ana", "Days", 7)
    with pytest.raises(Crash):
        two.sync(crash_at="sending")
    two.type_sheet("Cy", "Days", 7)
    assert two.sync().exit_code == Exit.CONFLICTS
    assert two.sync().exit_code == Exit.CONFLICTS
    assert two.by_key(two.office_rows())["Cy"][1] == 5
    assert two.by_key(two.sheet_rows())["Cy"][1] == 7
    assert two.by_key(two.sheet_rows())["Ana"][1] == 7


def test_a_run_gives_up_after_five_rounds(two: Two) -> None:
    """Google never answers a write: no endless loop, and the next run goes on."""
    two.type_office("Ana", "Days", 7)
    two.google.fail("*:batchUpdate", times=-1, reset="before")
    with pytest.raises(SheetError) as stopped:
        two.sync()
    assert stopped.value.exit_code == Exit.LATER
    assert two.google.calls[-1].kind == "read"
    two.google.heal()
    two.sync()
    assert two.agree()


def test_headings_alone_are_a_table_too(make_two: Callable[..., Two]) -> None:
    """The first row of an empty table arrives."""
    two = make_two([HEADINGS], [HEADINGS])
    two.sync()
    two.add_office("Ed", "0777", 4, None)
    two.sync()
    assert two.by_key(two.sheet_rows()) == {"Ed": ["0777", 4]}
