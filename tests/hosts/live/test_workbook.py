"""The workbook open in a real LibreOffice, as the port."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlwings as xw

from poc_sheets.hosts.live.workbook import LiveWorkbook
from poc_sheets.problems import SheetError
from poc_sheets.workbook import (
    Append,
    Change,
    Document,
    ErrorValue,
    Message,
    TabInfo,
    Table,
    Value,
    Workbook,
)

MARCH_1, MARCH_2, MORNING = (
    datetime.fromisoformat(text) for text in ("2026-03-01", "2026-03-02", "2026-04-05T06:30")
)

pytestmark = pytest.mark.office


def test_is_the_port(production: xw.Book) -> None:
    """A live workbook has all verbs of the port, and the file's name."""
    workbook: Workbook = LiveWorkbook(production)

    assert workbook.name == "Harvest Moon.xlsx"


def test_tabs_have_ids_from_names(production: xw.Book) -> None:
    """A tab is known by the name that points at it, whatever it is called on screen."""
    production.sheets["Budget"].name = "Bob's budget"

    assert LiveWorkbook(production).tabs() == [
        TabInfo("Bob's budget", "budget"),
        TabInfo("Petty Cash", "petty_cash"),
        TabInfo("Notes"),
    ]


def test_reads_every_kind_of_cell(production: xw.Book) -> None:
    """Codes keep zeros, dates are dates, yes/no is yes/no, errors are errors, formulas are told."""
    sheet = LiveWorkbook(production).read(["Budget"])["Budget"]

    assert sheet.cells[1] == ["0042", 1000.5, MARCH_1, True, 2001.0]
    assert sheet.cells[2] == ["2818", 0.0, MARCH_2, False, 0.0]
    assert sheet.at(5, 1) is None
    assert sheet.at(7, 1) == ErrorValue("#DIV/0!")
    assert sheet.formulas == {
        (2, 5): "=B2*2",
        (3, 5): "=B3*2",
        (4, 2): "=SUBTOTAL(109,B2:B3)",
        (7, 1): "=1/0",
    }
    assert sheet.tables == (Table("BudgetLines", 1, 3, 1, 5, has_totals=True),)


def test_a_table_without_data(production: xw.Book) -> None:
    """The heading is then the last row."""
    sheet = LiveWorkbook(production).read(["Petty Cash"])["Petty Cash"]

    assert sheet.tables == (Table("PettyCash", 1, 1, 1, 2),)


def test_unknown_tab(production: xw.Book) -> None:
    """A tab that is not there stops the press and names those that are."""
    with pytest.raises(SheetError, match=r"Budget, Petty Cash, Notes"):
        LiveWorkbook(production).read(["Crew"])


def test_writes_every_kind_of_value(production: xw.Book) -> None:
    """What is written is read again as the same kind; text is never taken for anything else."""
    workbook = LiveWorkbook(production)
    written: list[Value] = [
        "07700",
        "=A1",
        "'quoted",
        "1E5",
        Decimal("12.50"),
        MORNING,
        True,
    ]

    workbook.write([Change("Notes", 5, n, None, value) for n, value in enumerate(written, 1)])

    read = workbook.read(["Notes"])["Notes"]
    assert read.cells[4] == [float(v) if isinstance(v, Decimal) else v for v in written]
    assert read.formulas == {}


def test_changed_meanwhile(production: xw.Book) -> None:
    """Nothing is written when one of the cells holds something else by now."""
    workbook = LiveWorkbook(production)
    production.sheets["Notes"]["A2"].value = "second"

    with pytest.raises(SheetError, match="holds second now"):
        workbook.write(
            [Change("Notes", 1, 1, "Note", "Notes"), Change("Notes", 2, 1, "first", "third")]
        )

    assert production.sheets["Notes"]["A1:A2"].value == ["Note", "second"]


def test_never_overwrites_a_formula(production: xw.Book) -> None:
    """A value that would replace a formula is refused."""
    with pytest.raises(SheetError, match=r"=B2\*2"):
        LiveWorkbook(production).write([Change("Budget", 2, 5, 2001.0, 5.0)])


def test_protected_tab(production: xw.Book) -> None:
    """A locked cell of a protected tab is refused in words."""
    production.sheets["Notes"].api.protect("")

    with pytest.raises(SheetError, match="Notes tab is protected"):
        LiveWorkbook(production).write([Change("Notes", 1, 1, "Note", "Notes")])


def test_one_undo_step_and_selection_stays(production: xw.Book) -> None:
    """A press is one step to undo, and the person's selection is where it was."""
    workbook = LiveWorkbook(production)
    production.sheets["Petty Cash"]["B7"].select()

    workbook.write(
        [Change("Notes", 1, 1, "Note", "Notes"), Change("Budget", 2, 2, 1000.5, 7.0)],
        [Append("Notes", 2, ({1: "second"},))],
    )

    assert production.app.range("B7") == production.selection
    production.api.getUndoManager().undo()
    assert production.sheets["Notes"]["A1:A3"].value == ["Note", "first", None]
    assert production.sheets["Budget"]["B2"].value == 1000.5


def test_append_above_totals(production: xw.Book) -> None:
    """The table grows, totals and notes move down, and the total counts the new rows."""
    workbook = LiveWorkbook(production)

    workbook.write(
        [], [Append("Budget", 3, ({1: "0100", 2: 10.0}, {1: "0200", 2: Decimal("20.5")}))]
    )

    sheet = workbook.read(["Budget"])["Budget"]
    assert sheet.tables == (Table("BudgetLines", 1, 5, 1, 5, has_totals=True),)
    assert [row[:2] for row in sheet.cells[3:6]] == [
        ["0100", 10.0],
        ["0200", 20.5],
        ["Total", 1031.0],
    ]
    assert sheet.at(8, 1) == "Agreed with the line producer"


def test_appended_rows_look_like_those_above(production: xw.Book) -> None:
    """Dates look as they did, and a column of formulas goes on."""
    LiveWorkbook(production).write([], [Append("Budget", 3, ({2: 10.0, 3: MORNING}, {2: 20.0}))])

    assert production.sheets["Budget"]["C4:C5"].number_format == "dd/mm/yyyy"
    assert production.sheets["Budget"]["A4"].number_format == "@"
    assert production.sheets["Budget"]["A4:E5"].value == [
        [None, 10.0, MORNING, None, 20.0],
        [None, 20.0, None, None, 40.0],
    ]


def test_appending_is_undone_in_one_step(production: xw.Book) -> None:
    """The table is as it was, totals and notes are back in their places."""
    workbook = LiveWorkbook(production)
    before = workbook.read(["Budget"])["Budget"]
    workbook.write([], [Append("Budget", 3, ({1: "0100", 2: 10.0}, {1: "0200", 2: 5.0}))])

    production.api.getUndoManager().undo()

    after = workbook.read(["Budget"])["Budget"]
    assert (after.cells, after.formulas) == (before.cells, before.formulas)
    assert after.tables == before.tables


def test_append_to_a_table_without_data(production: xw.Book) -> None:
    """The first new row fills the empty one; formulas that name the table follow."""
    workbook = LiveWorkbook(production)

    workbook.write([], [Append("Petty Cash", 1, ({1: "0001", 2: 2.0}, {1: "0002", 2: 3.0}))])

    sheet = workbook.read(["Petty Cash"])["Petty Cash"]
    assert sheet.tables == (Table("PettyCash", 1, 3, 1, 2),)
    assert [row[:2] for row in sheet.cells] == [["Receipt", "Amount"], ["0001", 2.0], ["0002", 3.0]]
    assert sheet.at(1, 4) == 5.0


def test_append_without_room(production: xw.Book) -> None:
    """Rows that belong to something else are never overwritten."""
    with pytest.raises(SheetError, match="row 6 below holds Agreed"):
        LiveWorkbook(production).write([], [Append("Budget", 5, ({1: "x"},))])


def test_appended_rows_survive_saving(
    production: xw.Book, production_file: Path, app: xw.App
) -> None:
    """Saved as .xlsx and opened again, the table has the rows and the codes their zeros."""
    LiveWorkbook(production).write([], [Append("Petty Cash", 1, ({1: "0001", 2: 2.0},))])
    target = production_file.with_name("saved.xlsx")
    production.save(target)
    production.close()
    production = app.books.open(target)

    sheet = LiveWorkbook(production).read(["Petty Cash"])["Petty Cash"]

    assert sheet.tables == (Table("PettyCash", 1, 2, 1, 2),)
    assert sheet.cells[1][:2] == ["0001", 2.0]


def test_keeps_documents_beside_the_workbook(production: xw.Book, production_file: Path) -> None:
    """A document lies in the folder named after the workbook, under a name every system takes."""
    (place,) = LiveWorkbook(production).keep([Document("Call sheet: day 3.pdf", b"%PDF")])

    assert Path(place) == production_file.parent / "Harvest Moon documents/Call sheet- day 3.pdf"
    assert Path(place).read_bytes() == b"%PDF"


def test_shows_a_message(production: xw.Book) -> None:
    """The message is kept, and told by whatever tells it; without a screen nothing blocks."""
    workbook = LiveWorkbook(production)
    message = Message(ok=True, title="Flag overspend", summary="2 of 2 accounts")
    told: list[Message] = []

    workbook.show(message)
    workbook.tell = told.append
    workbook.show(message)

    assert workbook.last_message == message
    assert told == [message]
