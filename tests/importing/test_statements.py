"""Statement files into a workbook: asked once, never doubled, pending lines become posted ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from poc_sheets.build.new_production import make_production
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.importing.files import FileOptions, import_file
from poc_sheets.importing.tables import Conventions
from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.tabs.statement_layouts import StatementLayout
from poc_sheets.workbook import Change, Message

Import = Callable[..., Message]
HEAD = "Date,Merchant,Amount,Status\n"


@pytest.fixture
def workbook(tmp_path: Path) -> XlsxWorkbook:
    path = tmp_path / "Film.xlsx"
    make_production(path)
    return XlsxWorkbook(path)


@pytest.fixture
def take_in(workbook: XlsxWorkbook, tmp_path: Path) -> Import:
    """Imports a text as a statement file."""

    def take(text: str, name: str = "april.csv", options: FileOptions | None = None) -> Message:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return import_file("statement", path, workbook, options)

    return take


def _lines(workbook: XlsxWorkbook) -> Rows[CardLine]:
    return open_tabs(workbook, [CardLine]).rows(CardLine)


def _problems(message: Message) -> list[str]:
    return [finding.problem for finding in message.findings]


def test_what_a_person_said_of_an_issuer_is_not_asked_again(
    workbook: XlsxWorkbook, take_in: Import
) -> None:
    """Days up to the twelfth only: asked for the first file, remembered for the next."""
    first = "Posted,Name,Value\n03/04/2026,Lumber,12.50\n05/04/2026,Refund Lumber,-2.00\n"
    assert take_in(first).ok is False
    assert len(_lines(workbook)) == 0
    message = take_in(first, options=FileOptions(Conventions(day_first=True)))
    assert message.ok

    again = take_in("posted,NAME,Value\n06/05/2026,Paint,7.00\n", "may.csv")

    assert "was remembered" not in again.summary
    assert [row.date.isoformat() for row in _lines(workbook)] == [
        "2026-04-03",
        "2026-04-05",
        "2026-05-06",
    ]
    (layout,) = open_tabs(workbook, [StatementLayout]).rows(StatementLayout)
    assert layout.issuer == "april"


def test_a_question_waits_in_a_cell_and_is_answered_there(
    workbook: XlsxWorkbook, take_in: Import
) -> None:
    """Nobody has to know a command line: a drop-down answers, then the same file is imported."""
    text = "Posted,Name,Value\n03/04/2026,Lumber,12.50\n05/04/2026,Refund Lumber,-2.00\n"
    (finding,) = take_in(text).findings
    assert (finding.problem, finding.place.tab) == ("layout-asked", "Statement Layouts")
    assert finding.place.heading == "Dates"
    assert finding.place.row is not None
    assert finding.place.column is not None
    assert take_in(text).findings[0].place == finding.place  # asked in the same cell again
    cell = (finding.place.row, finding.place.column)
    workbook.write([Change("Statement Layouts", *cell, None, "Day first")])

    message = take_in(text, "april.csv")

    assert message.ok
    assert [row.date.isoformat() for row in _lines(workbook)] == ["2026-04-03", "2026-04-05"]


def test_a_file_that_shows_another_habit_is_believed(
    workbook: XlsxWorkbook, take_in: Import
) -> None:
    """The issuer changed to months first: 04/25 shows it, whatever was remembered."""
    take_in("Posted,Name,Value\n25/04/2026,Lumber,12.50\n")
    take_in("Posted,Name,Value\n05/26/2026,Paint,7.00\n05/02/2026,Nails,3.00\n", "may.csv")

    assert [row.date.isoformat() for row in _lines(workbook)][1:] == ["2026-05-26", "2026-05-02"]


def test_a_person_corrects_a_layout_in_its_tab(workbook: XlsxWorkbook, take_in: Import) -> None:
    take_in(HEAD + "2026-04-01,Lumber,12.50,Posted\n")
    opened = open_tabs(workbook, [StatementLayout])
    (row,) = opened.rows(StatementLayout)
    bound = opened.bound[StatementLayout]
    place = bound.place(row.row, "columns")
    assert place.row is not None
    assert place.column is not None
    workbook.write([Change(bound.sheet.name, place.row, place.column, row.columns, "{Date")])

    message = take_in(HEAD + "2026-04-02,Paint,2.50,Posted\n", "may.csv")

    assert "unreadable-layout" in _problems(message)
    assert len(_lines(workbook)) == 2


def test_a_pending_line_becomes_the_posted_one_and_keeps_what_was_typed(
    workbook: XlsxWorkbook, take_in: Import
) -> None:
    """A meal: pending 80.00, posted two days later with the tip, under another id."""
    take_in(HEAD + "2026-04-01,Lumber,12.50,Posted\n2026-04-02,TST* Cafe Luna,80.00,Pending\n")
    opened = open_tabs(workbook, [CardLine])
    bound = opened.bound[CardLine]
    column = bound.column("note")
    pending = _lines(workbook)[1]
    assert pending.is_pending
    assert column is not None
    assert pending.row is not None
    workbook.write([Change(bound.sheet.name, pending.row, column, None, "crew dinner")])

    message = take_in(
        HEAD + "2026-04-04,CAFE LUNA LOS ANGELES,96.00,Posted\n2026-04-05,Paint,3.00,Posted\n"
    )

    assert "pending-posted" in _problems(message)
    lines = _lines(workbook)
    assert [(row.amount, row.is_pending) for row in lines] == [
        (1250, False),
        (9600, False),
        (300, False),
    ]
    assert (lines[1].row, lines[1].note) == (pending.row, "crew dinner")
    assert lines[1].line_id != pending.line_id


def test_a_released_hold_is_told_and_counts_nowhere(
    workbook: XlsxWorkbook, take_in: Import
) -> None:
    """The hotel's deposit is never posted; another purchase there does not stand for it."""
    take_in(HEAD + "2026-04-02,Hotel Miramar,500.00,Pending\n")
    message = take_in(HEAD + "2026-04-06,Hotel Miramar,120.00,Posted\n")

    assert "pending-gone" in _problems(message)
    assert [(row.amount, row.is_pending) for row in _lines(workbook)] == [
        (50000, True),
        (12000, False),
    ]


def test_two_posted_lines_that_fit_equally_leave_the_question_open(
    workbook: XlsxWorkbook, take_in: Import
) -> None:
    take_in(HEAD + "2026-04-02,Cafe Luna,80.00,Pending\n")
    message = take_in(
        HEAD + "2026-04-03,Cafe Luna,84.00,Posted\n2026-04-04,Cafe Luna,88.00,Posted\n"
    )

    assert "pending-gone" in _problems(message)
    assert len(_lines(workbook)) == 3


def test_a_petrol_pump_holds_one_dollar(workbook: XlsxWorkbook, take_in: Import) -> None:
    take_in(HEAD + "2026-04-02,SHELL OIL 5744,1.00,Pending\n")
    take_in(HEAD + "2026-04-03,SHELL OIL 5744,62.18,Posted\n")

    assert [(row.amount, row.is_pending) for row in _lines(workbook)] == [(6218, False)]


def _ofx(numbers: list[str]) -> str:
    entries = "".join(
        f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>2026040{n}<TRNAMT>-1{n}.00<FITID>{number}<NAME>Shop {n}"
        "</STMTTRN>"
        for n, number in enumerate(numbers, start=1)
    )
    return (
        "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD"
        "<BANKACCTFROM><BANKID>1<ACCTID>777<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
        f"<DTSTART>20260401<DTEND>20260430{entries}</BANKTRANLIST></STMTRS></STMTTRNRS>"
        "</BANKMSGSRSV1></OFX>"
    )


def test_a_bank_that_numbers_anew_with_every_download_doubles_nothing(
    workbook: XlsxWorkbook, take_in: Import
) -> None:
    take_in(_ofx(["a1", "a2"]), "april.ofx")
    message = take_in(_ofx(["b1", "b2", "b3"]), "april again.ofx")

    assert "1 added" in message.summary
    assert "2 were there already" in message.summary
    assert [row.amount for row in _lines(workbook)] == [1100, 1200, 1300]
    assert {row.bank_account for row in _lines(workbook)} == {"777"}
