"""The road: what a press writes, refuses, reports and never raises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest
import xlsxwriter

from poc_sheets.changes import NotAllowedError
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import SheetError
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.runner import press, run
from poc_sheets.tabs.budget import BudgetLine
from poc_sheets.tabs.cells import Code, Money, Text
from poc_sheets.tabs.kinds import Reading
from poc_sheets.tabs.model import Row, Rows, column
from poc_sheets.tabs.reading import Bound, read_tab
from poc_sheets.workbook import Append, Cell, Change, ErrorValue, Sheet, Workbook

NOW = datetime(2026, 3, 12, 19, 5)  # noqa: DTZ001  (a press happens in the office's own time)


@action("Trial fill")
def trial_fill(budget: Rows[BudgetLine], *, fail: bool = False) -> Outcome:
    """Fill a column that belongs to another action."""
    if fail:
        raise ZeroDivisionError
    return Outcome("done", fills=[Fill(row, "flag", "X") for row in budget])


def test_findings_tab_is_written_anew_with_places_as_on_screen(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Budget | Flag |
    | 2400    | ten    |      |
    | 2500    | 500    |      |

    Findings:
    | When | Button | Level | What happened | Tab | Cell | What was seen | What to do |
    |      | Old    | note  | one           | x   | A1   | a             | b          |
    |      | Old    | note  | two           | x   | A1   | a             | b          |
    |      | Old    | note  | three         | x   | A1   | a             | b          |
    """
    message = press("flag_overspend", workbook, now=NOW)
    sheet = workbook.read(["Findings"])["Findings"]
    shown = [(sheet.at(row, 4), sheet.at(row, 6)) for row in range(2, 5)]
    expected = [(finding.title, finding.place.cell) for finding in message.findings]
    assert expected[0] == ("A cell of Budget cannot be read", "B2")
    assert shown[: len(expected)] == expected
    assert shown[len(expected) :] == [(None, None)] * (3 - len(expected))


def test_a_column_of_another_action_is_never_filled() -> None:
    """The runner refuses, the person sees a fault of ours, and no cell changes."""
    workbook = MemoryWorkbook({"Budget": [["Account", "Budget", "Flag"], ["2400", 1.0, None]]})
    with pytest.raises(NotAllowedError):
        run("trial_fill", workbook)
    message = press("trial_fill", workbook)
    assert not message.ok
    assert message.exit_code == 70
    assert workbook.cells["Budget"][1][2] is None


def test_a_fault_of_ours_is_told_in_words_and_logged(tmp_path: Path) -> None:
    """No traceback reaches the person; the log's path does."""
    workbook = MemoryWorkbook({"Budget": [["Account", "Budget"], ["2400", 1.0]]})
    message = press("trial_fill", workbook, fail="yes")
    assert message.summary == "Nothing was changed."
    log = Path(message.findings[0].do.split(" file ")[1].split(" to ")[0])
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert "Traceback" not in message.as_text()


def test_a_cell_edited_during_the_press_stops_it() -> None:
    """Nothing is written when a cell no longer holds what was read."""

    class Edited(MemoryWorkbook):
        def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
            self.cells["Budget"][1][2] = "typed meanwhile"
            super().write(changes, appends)

    workbook = Edited({"Budget": [["Account", "Budget", "Flag"], ["2400", 1.0, "OVER"]]})
    message = press("flag_overspend", workbook)
    assert message.findings[0].problem == "changed-meanwhile"
    assert message.exit_code == 30
    assert workbook.cells["Budget"][1][2] == "typed meanwhile"


@pytest.mark.parametrize(
    ("name", "options", "problem"),
    [
        ("flag_overspnd", {}, "no-action"),
        ("flag_overspend", {"day": "3"}, "no-option"),
        ("trial_fill", {"fail": "maybe"}, "wrong-option"),
    ],
)
def test_a_press_that_was_typed_wrongly_says_what_there_is(
    name: str, options: dict[str, object], problem: str
) -> None:
    """Exit code 2, and the known names in the message."""
    workbook = MemoryWorkbook({"Budget": [["Account", "Budget"]]})
    message = press(name, workbook, **options)  # type: ignore[arg-type]  # as a command line gives them
    assert message.findings[0].problem == problem
    assert message.exit_code == 2


def test_a_missing_tab_names_the_tabs_that_are_there() -> None:
    """The message says how to go on."""
    message = press("flag_overspend", MemoryWorkbook({"Notes": [["a"]], "Crew": []}))
    assert message.findings[0].title == "The workbook has no Budget tab"
    assert message.findings[0].what == "its tabs are Notes, Crew"


RENAMED: list[list[Cell]] = [
    ["Show budget, do not print"],
    [],
    ["Cost Code", "spacer", "Acct Name", "Bid", "Flag"],
    [2400.0, None, "Strike", 1000.0],
    ["CAMERA"],
    [3300.0, None, "Camera", 20.0],
    ["Total", None, None, 1020.0],
]


@pytest.mark.parametrize("host", ["memory", "xlsx"])
def test_a_renamed_tab_is_found_by_its_id(host: str, tmp_path: Path) -> None:
    """By the id in memory, by the defined name in a file; banner and total are no accounts."""
    name = "Working copy v7"
    workbook: Workbook = MemoryWorkbook({name: RENAMED}, ids={name: "budget"})
    if host == "xlsx":
        path = tmp_path / "renamed.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(RENAMED):
                sheet.write_row(number, 0, cells)
            book.define_name("_poc_tab_budget", f"='{name}'!$A$3")
        workbook = XlsxWorkbook(path)
    message = press("flag_overspend", workbook)
    assert message.summary.startswith("0 of 2 accounts will be over budget"), message.as_text()


def test_a_missing_heading_names_the_nearest(workbook: Workbook) -> None:
    """
    Budget:
    | Account | Bdgt | Status |
    | 2400    | 1000 |        |
    """
    message = press("flag_overspend", workbook)
    finding = message.findings[0]
    assert finding.title == 'The Budget tab has no "Budget" heading'
    assert finding.what == "its headings are Account, Bdgt, Status"
    assert finding.do == 'rename the heading "Bdgt" to Budget, if that is what it holds'


@dataclass(frozen=True)
class Sample(Row):
    """A small tab."""

    tab: ClassVar[str] = "Sample"
    tab_id: ClassVar[str] = "sample"
    key: ClassVar[tuple[str, ...]] = ("code",)

    code: Code = column("Code", required=True)
    amount: Money = column("Amount", default=0)
    note: Text = column("Note")
    share: Money | None = column("Share")


def _read(*rows: list[object]) -> Bound[Sample]:
    cells = [["Code", "Amount", "Note", "Share"], *rows]
    return read_tab(Sample, Sheet("Sample", cells), Reading())  # type: ignore[arg-type]  # cells of any type


def test_a_row_is_left_out_only_where_it_cannot_be_used() -> None:
    """An unreadable amount that counts takes the row out; an optional one does not."""
    bound = _read(
        ["1", "x", None, None], ["2", 5.0, ErrorValue("#REF!"), "?"], [3.0, None, 7.0, 1.005]
    )
    assert [row.code for row in bound.rows] == ["2", "3"]
    assert [unread.values["code"] for unread in bound.rows.unreadable] == ["1"]
    assert [finding.place.cell for finding in bound.findings] == ["B2", "C3", "D3"]
    assert bound.rows[1].share == 101
    assert bound.rows[1].note == "7"


def test_the_same_key_twice_is_a_finding() -> None:
    """2400 and "2400" are one account."""
    bound = _read([2400.0, 1.0, None, None], ["2400", 2.0, None, None])
    assert [finding.problem for finding in bound.findings] == ["twice"]


def test_declaring_without_a_docstring_fails() -> None:
    """The tooltip comes from the docstring, so there must be one."""

    def silent(budget: Rows[BudgetLine]) -> Outcome:
        return Outcome("")

    with pytest.raises(TypeError, match="no docstring"):
        action("Silent")(silent)


def test_a_column_without_a_kind_fails() -> None:
    """A type that is no kind of cell is a mistake of the tab's author, told at once."""
    with pytest.raises(TypeError, match="needs a kind"):

        @dataclass(frozen=True)
        class Wrong(Row):
            tab: ClassVar[str] = "Wrong"
            plain: str = column("Plain")


def test_a_stop_of_a_run_is_raised_to_callers_of_run() -> None:
    """`run` raises, `press` tells."""
    with pytest.raises(SheetError):
        run("flag_overspend", MemoryWorkbook({"Notes": []}))
