"""A sync that only brings: nothing is ever written to the Google Sheet."""

from collections.abc import Callable

import pytest

from poc_sheets.problems import Exit
from tests.sync.conftest import CREW, HEADINGS, Two

Make = Callable[..., Two]


@pytest.mark.parametrize("pull", ["ask", "overwrite"])
def test_edits_of_the_google_sheet_come_in_and_none_goes_out(make_two: Make, pull: str) -> None:
    """Cells, new rows and deletions come; the Google Sheet stays as it is, cell by cell."""
    two = make_two([*CREW, ["Ed", "0777", 4]], CREW, pull=pull)
    two.sync()
    two.type_sheet("Ana", "Days", 8)
    two.add_office("Fi", "0888", 6, None)
    two.delete_sheet("Bo")
    before = two.sheet_rows()
    for _ in range(3):
        two.sync()
    assert two.sheet_rows() == before
    assert two.google.count("sheets", "write") == 0
    rows = two.by_key(two.office_rows())
    assert rows["Ana"][1] == 8
    assert rows["Ed"] == ["0777", 4]
    assert rows["Fi"] == ["0888", 6]
    assert "Bo" not in rows


def test_a_cell_changed_here_is_asked_about(make_two: Make) -> None:
    """Both keep their value; keep sheet takes the Google Sheet's."""
    two = make_two(pull="ask")
    two.sync()
    two.type_office("Ana", "Days", 9)
    assert two.sync().exit_code == Exit.CONFLICTS
    assert two.by_key(two.office_rows())["Ana"][1] == 9
    name = next(str(row[0]) for row in two.office_rows("Sync Conflicts") if row[1] == two.tab)
    two.type_office(name, "Decision", "keep sheet", "Sync Conflicts")
    assert two.sync().exit_code == Exit.DONE
    assert two.by_key(two.office_rows())["Ana"][1] == 3


def test_a_cell_changed_here_is_overwritten_where_that_is_wished_for(make_two: Make) -> None:
    """The Google Sheet's value is back; the audit log has what stood there."""
    two = make_two(pull="overwrite")
    two.sync()
    two.type_office("Ana", "Days", 9)
    assert two.sync().exit_code == Exit.DONE
    assert two.by_key(two.office_rows())["Ana"][1] == 3
    line = two.pair.state.audit(key='["Ana"]')[-1]
    assert (line.old, line.new, line.reason) == (9, 3, "pull")


def test_a_first_run_leaves_what_only_the_workbook_has(make_two: Make) -> None:
    """An empty cell of the Google Sheet is no wish to empty the workbook's."""
    two = make_two([HEADINGS, ["Ana", None, 3]], [HEADINGS, ["Ana", "0042", 3]], pull="overwrite")
    two.sync()
    assert two.by_key(two.office_rows())["Ana"] == ["0042", 3]
