"""Statements as tables: amounts and dates in the forms that countries and programs write."""

from datetime import date
from pathlib import Path

import pytest

from poc_sheets.workbook import Cell, ErrorValue
from tests.readers.statement_tables import amounts, problems, read, read_cells, stopped


def test_european_amounts_are_read_to_the_cent(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Buchungstag;Text;Betrag
        13.03.26;Holz;-1.000,00 €
        14.03.26;Farbe;-950,00
        15.03.26;Licht;-1.234
        """,
    )
    assert amounts(statement) == [100000, 95000, 123400]
    assert statement.lines[0].currency == "EUR"


def test_a_column_of_ambiguous_amounts_asks_which_sign_stands_before_the_cents(
    tmp_path: Path,
) -> None:
    text = """
        Date,Merchant,Amount
        2026-04-01,Lumber,"1,234"
        2026-04-02,Paint,500
        """
    assert stopped(tmp_path, text) == "ambiguous-amounts"
    assert amounts(read(tmp_path, text, decimal=".")) == [123400, 50000]
    assert amounts(read(tmp_path, text, decimal=",")) == [123, 50000]


def test_a_currency_without_cents_leaves_no_amount_ambiguous(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        'Date,Merchant,Amount,Currency\n2026-04-01,Prop,"1,234",JPY\n2026-04-02,Tea,"-",JPY',
    )
    assert amounts(statement) == [1234]


def test_a_dash_in_an_unused_column_is_no_amount(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Details,Debit,Credit
        2026-04-01,Lumber,12.50,-
        2026-04-02,Payment,-,100.00
        """,
    )
    assert amounts(statement) == [1250, -10000]
    assert not statement.left_out


def test_original_and_billed_amount_are_told_apart() -> None:
    statement = read_cells(
        [
            ["TRANS DATE", "ORIGINAL GROSS AMT", "ORIGINAL CUR", "BILLING GROSS AMT",
             "BILLING CUR CODE", "MERCHANT NAME"],
            [date(2026, 4, 28), 1999.0, "JPY", 12.5, "GBP", "Prop shop"],
            [date(2026, 4, 29), -10.0, "EUR", -8.6, "GBP", "Prop shop"],
            [date(2026, 4, 29), 10.0, "EUR", 8.6, "GBP", "Prop shop"],
            [date(2026, 4, 29), "n/a", "EUR", 8.6, "GBP", "Prop shop"],
        ]
    )  # fmt: skip
    found = [
        (line.amount, line.original_amount, line.original_currency) for line in statement.lines
    ]
    assert found == [
        (1250, 1999, "JPY"),
        (-860, -1000, "EUR"),
        (860, 1000, "EUR"),
        (860, None, "EUR"),
    ]
    assert "detail-not-read" in problems(statement)


@pytest.mark.parametrize(
    ("cell", "seen"),
    [(ErrorValue("#REF!"), "#REF!"), ("12O.50", "12O.50"), ("=1+1", "=1+1"), ("N/A", "N/A"), (None, "")],
)  # fmt: skip
def test_an_amount_that_cannot_be_read_is_never_zero(cell: Cell, seen: str) -> None:
    statement = read_cells(
        [
            ["Date", "Merchant", "Amount"],
            [date(2026, 4, 28), "Lumber", "12.50"],
            [date(2026, 4, 28), "Paint", cell],
        ]
    )
    finding = next(f for f in statement.findings if f.problem == "amount-not-read")
    assert amounts(statement) == [1250]
    assert (finding.place.cell, finding.place.heading) == ("C3", "Amount")
    assert f'"{seen}"' in finding.what
    assert "Paint" in finding.what
    assert not statement.is_final


def test_a_single_amount_in_the_other_style_is_read_and_told(tmp_path: Path) -> None:
    rows = "2026-04-01,Shop,1.25\n" * 30
    statement = read(tmp_path, f'Date,Payee,Amount\n{rows}2026-04-02,Lumber,"12,50"')
    assert statement.lines[-1].amount == 1250
    assert "amount-repaired" in problems(statement)


def test_an_amount_finer_than_its_currency_is_rounded_and_told(tmp_path: Path) -> None:
    statement = read(tmp_path, "Date,Payee,Amount\n2026-04-01,Shop,1.0051\n2026-04-01,Shop,1.00")
    assert amounts(statement) == [101, 100]
    assert "amount-rounded" in problems(statement)


def test_one_order_of_day_and_month_holds_for_the_whole_file(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Posted Date,Transaction Date,Payee,Amount
        03/04/2026,02/04/2026,Lumber,12.50
        05/04/2026,28/03/2026,Paint,3.00
        """,
    )
    assert [line.date for line in statement.lines] == [date(2026, 4, 3), date(2026, 4, 5)]


def test_dates_that_show_no_order_ask(tmp_path: Path) -> None:
    text = "Date,Payee,Amount\n03/04/2026,Lumber,12.50\n05/06/2026,Paint,3.00"
    assert stopped(tmp_path, text) == "ambiguous-dates"
    assert read(tmp_path, text, day_first=True).lines[0].date == date(2026, 4, 3)
    assert read(tmp_path, text, day_first=False).lines[0].date == date(2026, 3, 4)


def test_a_date_in_the_other_order_is_left_out_not_turned(tmp_path: Path) -> None:
    rows = "\n".join(f"{day}/04/2026,Shop,1.00" for day in range(13, 29)) + "\n"
    statement = read(tmp_path, "Date,Payee,Amount\n" + rows * 2 + "04/13/2026,Lumber,12.50")
    assert len(statement.lines) == 32
    assert problems(statement).count("date-not-read") == 1
    assert "Lumber" in statement.findings[-1].what


def test_two_digit_years_are_read_and_shown(tmp_path: Path) -> None:
    statement = read(tmp_path, "Date;Payee;Amount\n13.03.21;Lumber;12,50\n14.03.21;Paint;1,00")
    assert statement.lines[0].date == date(2021, 3, 13)
    assert "short-years" in problems(statement)


def test_a_missing_posting_date_is_taken_from_the_purchase_and_told(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Post Date,Trans Date,Payee,Amount,Status
        2026-04-03,2026-04-01,Lumber,12.50,Posted
        ,2026-04-02,Paint,3.00,Posted
        ,2026-04-05,Fuel,100.00,Pending
        """,
    )
    assert statement.lines[1].date == date(2026, 4, 2)
    assert problems(statement).count("date-repaired") == 1, "a pending line has no posting date"
    assert [line.pending for line in statement.lines] == [False, False, True]
