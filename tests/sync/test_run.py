"""A run against a Google Sheet over HTTP: what travels, what waits, what is never lost."""

from collections.abc import Callable
from datetime import datetime

import pytest

from poc_sheets.problems import Exit, SheetError
from tests.sync.conftest import CREW, HEADINGS, Two

Make = Callable[..., Two]


def test_a_first_run_asks_before_it_writes(make_two: Make) -> None:
    """Nothing was agreed on yet: a person looks at the plan first."""
    two = make_two(CREW, [HEADINGS, ["Ana", "0042", 3, None]])
    with pytest.raises(SheetError) as stopped:
        two.sync(yes=False)
    assert stopped.value.finding.problem == "sync-first-run"
    assert len(two.office_rows()) == 2
    assert two.sync(dry_run=True, yes=False).summary.startswith("Would change")
    assert len(two.office_rows()) == 2


def test_a_first_run_adopts_equal_rows_and_fills_the_rest(make_two: Make) -> None:
    """Rows of one side go to the other; different cells are asked about; no text is changed."""
    two = make_two(
        [HEADINGS, ["Ana", "0042", 3, datetime(2026, 3, 2)], ["Bo", "0043", 9]],  # noqa: DTZ001  (a sheet's day has no time zone)
        [HEADINGS, ["Bo", "0043", 2], ["Cy", "0044", 5, datetime(2026, 3, 4)]],  # noqa: DTZ001  (a sheet's day has no time zone)
    )
    report = two.sync()
    assert report.exit_code == Exit.CONFLICTS
    assert two.by_key(two.sheet_rows()) == {
        "Ana": ["0042", 3, 46083],
        "Bo": ["0043", 9],
        "Cy": ["0044", 5, 46085],
    }
    assert two.by_key(two.office_rows())["Bo"] == ["0043", 2]
    assert two.sheet.rows(f"'{two.tab}'!D4", shown=True) == [["2026-03-04"]]


def test_first_sheet_lets_the_google_sheet_win(make_two: Make) -> None:
    """An explicit choice settles what a first run cannot know."""
    two = make_two([HEADINGS, ["Bo", "0043", 9]], [HEADINGS, ["Bo", "0043", 2]])
    assert two.sync(first="sheet", yes=False).exit_code == Exit.DONE
    assert two.by_key(two.office_rows()) == {"Bo": ["0043", 9]}


def test_edits_of_both_sides_meet(two: Two) -> None:
    """Different cells of one row: both edits arrive on both sides."""
    two.type_sheet("Ana", "Phone", "0099")
    two.type_office("Ana", "Days", 7)
    two.type_office("Cy", "Start", datetime(2026, 3, 9))  # noqa: DTZ001  (a sheet's day has no time zone)
    two.add_office("Ed", "=HYPERLINK(1)", 4, None)
    assert two.sync().exit_code == Exit.DONE
    assert two.agree()
    assert two.by_key(two.sheet_rows())["Ana"] == ["0099", 7, 46083]
    assert two.by_key(two.sheet_rows())["Ed"] == ["=HYPERLINK(1)", 4]
    assert two.sheet.rows(f"'{two.tab}'!D4", shown=True) == [["2026-03-09"]]


def test_nothing_changed_is_one_call_and_a_change_two(two: Two) -> None:
    """The floor of the sync: Drive's version alone, or one read and one write."""
    two.sync()
    assert two.calls_of(two.sync) == (0, 0, 1)
    two.type_office("Bo", "Days", 8)
    assert two.calls_of(two.sync) == (1, 1, 0)


def test_one_cell_changed_twice_waits_for_a_person(two: Two) -> None:
    """Both keep their own value, the conflict stays, and each run reports it."""
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Ana", "Days", 9)
    assert two.sync().exit_code == Exit.CONFLICTS
    assert two.sync().exit_code == Exit.CONFLICTS
    assert two.by_key(two.sheet_rows())["Ana"][1] == 8
    assert two.by_key(two.office_rows())["Ana"][1] == 9
    for rows in (two.sheet_rows("Sync Conflicts"), two.office_rows("Sync Conflicts")):
        assert [row[1:7] for row in rows if row[1] == two.tab] == [
            [two.tab, "Ana", "Days", "3", "8", "9"]
        ]


@pytest.mark.parametrize(
    ("side", "decision", "new", "result"),
    [
        ("sheet", "keep sheet", None, 8),
        ("sheet", "keep office", None, 9),
        ("office", "Keep sheet", None, 8),
        ("office", "use New value", 12, 12),
    ],
)
def test_a_decision_is_carried_out_by_the_next_run(
    two: Two, side: str, decision: str, new: float | None, result: float
) -> None:
    """The drop-down on either side decides, also from a phone."""
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Ana", "Days", 9)
    two.sync()
    _decide(two, side, decision, new)
    assert two.sync().exit_code == Exit.DONE
    assert two.by_key(two.sheet_rows())["Ana"][1] == result
    assert two.agree()
    status = [row[-1] for row in two.sheet_rows("Sync Conflicts") if row[1] == two.tab]
    assert status == ["settled 2026-03-01 12:00"]
    two.sync()
    assert two.calls_of(two.sync) == (0, 0, 1)


def _decide(two: Two, side: str, decision: str, new: float | None = None) -> None:
    rows = (
        two.sheet_rows("Sync Conflicts") if side == "sheet" else two.office_rows("Sync Conflicts")
    )
    name = next(str(row[0]) for row in rows if row[1] == two.tab)
    type_into = two.type_sheet if side == "sheet" else two.type_office
    if new is not None:
        type_into(name, "New value", new, "Sync Conflicts")
    type_into(name, "Decision", decision, "Sync Conflicts")


def test_a_decision_about_values_that_changed_since_is_asked_again(two: Two) -> None:
    """A person decided about 8 and 9; now it is 10 and 9."""
    two.type_sheet("Ana", "Days", 8)
    two.type_office("Ana", "Days", 9)
    two.sync()
    _decide(two, "sheet", "keep office")
    two.type_sheet("Ana", "Days", 10)
    assert two.sync().exit_code == Exit.CONFLICTS
    assert two.by_key(two.sheet_rows())["Ana"][1] == 10


def test_a_deleted_row_goes_with_the_second_run(two: Two) -> None:
    """A row that is cut has a run's time to be pasted elsewhere."""
    two.delete_sheet("Bo")
    two.delete_office("Cy")
    report = two.sync()
    assert {f.problem for f in report.findings} == {"sync-delete-waits"}
    assert "Bo" in two.by_key(two.office_rows())
    two.sync()
    assert set(two.by_key(two.office_rows())) == {"Ana", "Di"} == set(two.by_key(two.sheet_rows()))


def test_an_edit_wins_over_a_deletion(two: Two) -> None:
    """Deleted here, changed there: the row comes back with the change."""
    two.delete_sheet("Bo")
    two.type_office("Bo", "Days", 6)
    report = two.sync()
    assert "sync-came-back" in {f.problem for f in report.findings}
    assert two.by_key(two.sheet_rows())["Bo"][1] == 6
    assert two.agree()


def test_the_guard_stops_a_table_that_would_lose_too_much(make_two: Make) -> None:
    """A broken import emptied the sheet; it is read again, and then nothing is written."""
    rows = [HEADINGS, *([f"P{n}", f"00{n}", n] for n in range(20))]
    two = make_two(rows, rows)
    two.sync()
    two.sheet.delete_rows(two.tab, 2, 12)
    reads, writes, _ = two.calls_of(lambda: _stopped(two))
    assert (reads, writes) == (2, 0)
    assert len(two.office_rows()) == 21
    two.sync(allow_deletes=12)
    two.sync(allow_deletes=12)
    assert len(two.office_rows()) == 9


def _stopped(two: Two) -> None:
    assert two.sync().exit_code == Exit.GUARD


def test_a_renamed_row_is_asked_about(two: Two) -> None:
    """One went, one came, and they are nearly the same: nothing is deleted until a person says."""
    two.type_sheet("Bo", "Name", "Bob")
    report = two.sync()
    assert [f.problem for f in report.findings] == ["sync-renamed"]
    assert "Bob" not in two.by_key(two.office_rows())
    _decide(two, "sheet", "keep sheet")
    two.sync()
    two.sync()
    assert "Bob" in two.by_key(two.office_rows())
    assert two.agree()


def test_a_rename_that_does_not_hold_is_taken_back(two: Two) -> None:
    """The old name comes back, the new one goes."""
    two.type_sheet("Bo", "Name", "Bob")
    two.sync()
    _decide(two, "office", "keep office")
    two.sync()
    assert set(two.by_key(two.sheet_rows())) == {"Ana", "Bo", "Cy", "Di"}
    assert two.agree()


def test_duplicates_and_rows_without_a_key_are_held_and_told(two: Two) -> None:
    """Rows that cannot be told apart are left alone; the others go on."""
    two.add_office("Bo", "0777", 1, None)
    two.add_office(None, "0888", 1, None)
    two.type_office("Ana", "Days", 6)
    report = two.sync()
    assert {f.problem for f in report.findings} == {"sync-key-twice", "sync-no-key"}
    assert two.by_key(two.sheet_rows())["Ana"][1] == 6
    assert two.by_key(two.sheet_rows())["Bo"][0] == "0043"


def test_formulas_stay_on_their_side_and_errors_are_not_copied(make_two: Make) -> None:
    """A formula's result travels; a value never goes over it."""
    sheet = [HEADINGS, ["Ana", "0042", "=1+2"], ["Bo", "0043", "=1/0"], ["Cy", "0044", 5]]
    two = make_two(sheet, [HEADINGS, ["Ana", "0042", 3], ["Bo", "0043", 2], ["Cy", "0044", 5]])
    report = two.sync()
    assert "sync-error-cell" in {f.problem for f in report.findings}
    two.sheet.put(f"'{two.tab}'!C2", "=2+2")
    two.sync()
    assert two.by_key(two.office_rows())["Ana"][1] == 4
    two.type_office("Ana", "Days", 9)
    assert two.sync().exit_code == Exit.CONFLICTS
    assert two.sheet.rows(f"'{two.tab}'!C2", formulas=True) == [["=2+2"]]
    assert two.by_key(two.office_rows())["Bo"][1] == 2


def test_columns_are_found_by_heading_and_a_lost_one_pauses(two: Two) -> None:
    """Order is each side's own; a renamed heading pauses its column, the rest goes on."""
    two.sheet.put(f"'{two.tab}'!B1", "Telephone")
    two.type_office("Ana", "Days", 6)
    report = two.sync()
    paused = next(f for f in report.findings if f.problem == "sync-column-paused")
    assert "Telephone" in paused.do
    assert two.by_key(two.sheet_rows())["Ana"] == ["0042", 6, 46083]


def test_a_column_that_one_side_never_had_keeps_no_row(make_two: Callable[..., Two]) -> None:
    """It was never synced: a row is deleted like any other, whatever stands there."""
    narrow = [[row[0], *row[2:]] for row in CREW]
    two = make_two(sheet_rows=narrow)
    two.sync()
    two.add_office("Flo", "0046", 4)
    two.sync()
    assert two.by_key(two.sheet_rows())["Flo"] == [4]
    two.delete_sheet("Flo")
    two.sync()
    two.sync()
    assert "Flo" not in two.by_key(two.office_rows())
    assert "Ana" in two.by_key(two.office_rows())


def test_a_renamed_google_tab_is_found_and_a_lost_heading_stops_the_table(two: Two) -> None:
    """Google's number of a tab survives its renaming; without a key column nothing is written."""
    two.sheet.rename_tab(two.tab, "People")
    two.type_office("Ana", "Days", 6)
    assert two.sync().exit_code == Exit.DONE
    assert two.sheet.at("People!C2") == 6
    two.sheet.put("People!A1", "Who")
    two.type_office("Ana", "Days", 7)
    report = two.sync()
    assert report.exit_code == Exit.PERSON
    assert two.sheet.at("People!C2") == 6


def test_an_open_workbook_stops_the_run_and_the_next_one_goes_on(two: Two) -> None:
    """Excel has the file open: nothing is written anywhere."""
    two.type_sheet("Ana", "Days", 6)
    two.type_office("Bo", "Days", 7)
    lock = two.path.with_name(f"~${two.path.name}")
    lock.write_bytes(b"\x03Ana" + b" " * 161)
    with pytest.raises(SheetError) as stopped:
        two.sync()
    assert stopped.value.exit_code == Exit.PERSON
    assert two.by_key(two.sheet_rows())["Bo"][1] == 2
    lock.unlink()
    two.sync()
    assert two.agree()
