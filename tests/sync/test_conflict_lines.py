"""How long a doubt, a decision and a line of the Sync Conflicts tab hold, and whom it names."""

from datetime import datetime

import pytest

from poc_sheets.problems import Exit, SheetError
from tests.sync.conftest import Crash, Two, once


@pytest.mark.parametrize("step", ["sending", "sent"])
def test_doubts_of_a_run_that_died_outlive_the_next_run_that_fails(two: Two, step: str) -> None:
    """A value astray stays in doubt until people are asked, however many runs fail in between."""
    two.type_office("Cy", "Days", 1002)
    once(two, lambda: two.sheet.sort(two.tab, "A", descending=True))
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
