"""Tabs, columns, headings and rows that people take away or move, also while a run writes."""

from collections.abc import Callable
from typing import Any

import pytest

from poc_sheets.problems import Exit, SheetError
from poc_sheets.sync.history import restore
from poc_sheets.testing.gsheets.a1 import Shift
from poc_sheets.testing.gsheets.document import Spreadsheet
from poc_sheets.testing.gsheets.structure import delete, insert
from tests.sync.conftest import CREW, HEADINGS, Two, once

Make = Callable[..., Two]


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
    once(two, lambda: two.sheet.edit(_without_tab(two)))
    with pytest.raises(SheetError):
        two.sync()
    assert two.sync().exit_code == Exit.PERSON
    assert two.by_key(two.office_rows())["Ana"][1] == 7


@pytest.mark.parametrize("fault", ["", "after"])
def test_a_column_inserted_in_the_moment_of_writing(two: Two, fault: str) -> None:
    """Our value landed in the neighbour's column: it gets its own back, ours goes where it belongs."""
    two.type_office("Ana", "Days", 7)
    tab = two.sheet.tab(two.tab).id
    once(two, lambda: two.sheet.edit(lambda book: insert(book, Shift(tab, "COLUMNS", 1, 1))))
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
    once(two, lambda: two.sheet.edit(lambda book: delete(book, Shift(tab, "COLUMNS", 1, -1))))
    report = two.sync()
    assert "sync-column-paused" in {finding.problem for finding in report.findings}
    assert two.sheet_rows()[1][:2] == ["Ana", 3]
    assert two.by_key(two.office_rows())["Ana"] == ["0555", 3, 46083]


def test_a_heading_renamed_in_the_moment_of_writing_pauses_its_column(two: Two) -> None:
    """What was sent stands under the new heading; the next run says what to do about it."""
    two.type_office("Ana", "Phone", "0555")
    once(two, lambda: two.sheet.put(f"'{two.tab}'!B1", "Telephone"))
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
