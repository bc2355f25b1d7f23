"""Statements as tables (CSV and Excel): headings, rows, codes, balances, mappings."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.statement import Mapping, read_statement, signature
from tests.readers.statement_tables import amounts, problems, read, read_cells


def test_a_card_export_gives_lines_with_every_field(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Transaction Date,Post Date,Description,Category,Type,Amount,Memo,Card No.,Card Member,Reference
        04/12/2026,04/14/2026,SQ *GRIP HOUSE,Rental,Sale,-1234.50,lamps,1147,J Doe,0042
        04/13/2026,04/15/2026,AUTOMATIC PAYMENT - THANK YOU,,Payment,500.00,,1147,,
        """,
        currency="usd",
    )
    line, payment = statement.lines
    assert (line.date, line.transaction_date) == (date(2026, 4, 14), date(2026, 4, 12))
    assert (line.amount, line.currency, line.kind) == (123450, "USD", "charge")
    assert (line.vendor, line.memo, line.category) == ("SQ *GRIP HOUSE", "lamps", "Rental")
    assert (line.card, line.holder, line.reference) == ("1147", "J Doe", "0042")
    assert (line.source_row, payment.amount, payment.kind) == (2, -50000, "payment")


def test_the_last_digits_that_an_issuer_calls_account_are_the_card(tmp_path: Path) -> None:
    text = "Date,Description,Card Member,Account #,Amount\n2026-04-13,'GRIP,J Doe,-11006,12.50"
    (line,) = read(tmp_path, text).lines
    assert (line.card, line.account, line.vendor) == ("11006", "", "GRIP")


def test_a_purchase_that_was_never_charged_is_no_line(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Type,Started Date,Completed Date,Description,Amount,Fee,Currency,State
        CARD_PAYMENT,2026-04-01 10:00:00,2026-04-02 11:00:00,Lumber,-12.50,0.00,GBP,COMPLETED
        CARD_PAYMENT,2026-04-01 10:00:00,,Lumber,-12.50,0.00,GBP,REVERTED
        ATM,2026-04-03 10:00:00,2026-04-03 11:00:00,Cash,-100.00,1.50,GBP,COMPLETED
        """,
    )
    assert [(line.amount, line.kind) for line in statement.lines] == [
        (1250, "charge"), (10000, "cash"), (150, "fee"),
    ]  # fmt: skip
    assert "not-charged" in problems(statement)


def test_titles_totals_and_blank_rows_are_no_lines_and_totals_are_compared(tmp_path: Path) -> None:
    text = """
        Purchase cards
        ,,
        Period,April,
        ,,
        Date,Merchant,Amount
        2026-04-01,Lumber,12.50

        2026-04-02,Paint,3.00
        ,Sub total,15.50
        Date,Merchant,Amount
        2026-04-03,Tape,1.00
        Grand Total,,{total}
        """
    statement = read(tmp_path, text.format(total="16.50"))
    assert amounts(statement) == [1250, 300, 100]
    assert [line.source_row for line in statement.lines] == [6, 8, 11]
    assert problems(statement) == ["sign-taken"]
    wrong = read(tmp_path, text.format(total="20.00"))
    assert "total-differs" in problems(wrong)
    assert wrong.findings[-1].place.row == 12


def test_headings_over_two_rows_and_empty_columns_are_found() -> None:
    statement = read_cells(
        [
            ["Statement of account", None, None, None],
            ["Transaction", None, "Merchant", "Billing"],
            ["Date", None, "Name", "Amount"],
            [datetime(2026, 4, 28), None, "Lumber", 12.5],  # noqa: DTZ001
            [46141.0, None, "Paint", 3.0],
        ]
    )
    assert amounts(statement) == [1250, 300]
    assert [line.date for line in statement.lines] == [date(2026, 4, 28), date(2026, 4, 29)]


def test_a_heading_that_stands_twice_is_told_and_the_first_is_read() -> None:
    statement = read_cells(
        [
            ["TRANS DATE", "ORIGINAL GROSS AMT", "MERCHANT NAME", "BILLING CUR CODE ", "BILLING CUR CODE"],
            [date(2026, 4, 28), 12.5, "Lumber", "GBP", "EUR"],
        ]
    )  # fmt: skip
    assert (statement.lines[0].currency, statement.lines[0].amount) == ("GBP", 1250)
    assert "heading-twice" in problems(statement)


def test_codes_keep_their_digits_or_are_told() -> None:
    statement = read_cells(
        [
            ["Date", "Merchant", "Amount", "Reference", "Card", "Account Number"],
            [date(2026, 4, 28), "Lumber", 12.5, "0010", 1147.0, "0042"],
            [date(2026, 4, 28), "Paint", 3.0, date(2026, 5, 2), 1.9e18, "0042"],
            [date(2026, 4, 28), "Tape", 3.0, "1.9E+18", "1147", "0042"],
        ]
    )
    first = statement.lines[0]
    assert (first.reference, first.card, first.account) == ("0010", "1147", "0042")
    found = sorted(problems(statement))
    assert found == ["code-became-date", "digits-lost", "digits-lost", "sign-taken"]


def test_a_row_with_too_many_cells_is_told(tmp_path: Path) -> None:
    statement = read(
        tmp_path, "Date,Amount,Payee\n2026-04-01,1.00,Grip, Electric\n2026-04-01,2.00,A"
    )
    assert "too-many-cells" in problems(statement)


def test_a_running_balance_proves_the_lines_in_either_order(tmp_path: Path) -> None:
    text = "Date,Payee,Amount,Balance\n"
    rows = ["2026-04-01,A,-10.00,90.00", "2026-04-02,B,-5.00,85.00", "2026-04-03,C,-1.00,84.00"]
    for lines in (rows, rows[::-1]):
        statement = read(tmp_path, text + "\n".join(lines))
        assert (statement.opening, statement.closing) == (-10000, -8400)
        assert statement.is_proven


def test_lines_that_do_not_lead_to_the_closing_balance_are_not_final(tmp_path: Path) -> None:
    text = """
        Date,Details,Amount
        ,Opening balance,{opening}
        2026-04-01,Lumber,12.50
        2026-04-02,Paint,3.00
        ,Closing balance,115.50
        """
    proven = read(tmp_path, text.format(opening="100.00"))
    assert (proven.difference, proven.is_proven, proven.is_final) == (0, True, True)
    wrong = read(tmp_path, text.format(opening="90.00"))
    assert (wrong.difference, wrong.is_final) == (-1000, False)
    assert problems(wrong)[-1] == "balance-differs"
    assert "10.00 apart" in wrong.findings[-1].what


def test_a_file_without_headings_is_read_by_what_its_columns_hold(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        "04/13/2026","-12.50","*","","GRIP HOUSE LA"
        "04/14/2026","-3.00","*","","PAINT SHOP"
        """,
    )
    assert amounts(statement) == [1250, 300]
    assert statement.lines[0].vendor == "GRIP HOUSE LA"
    assert problems(statement)[0] == "headings-guessed"


def test_a_table_of_something_else_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="Crew member") as error:
        read(tmp_path, "Crew member,Phone\nAnn,555\nBob,556")
    assert error.value.finding.problem == "no-statement-headings"


def test_names_keep_their_letters_and_a_blank_name_is_no_trouble(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Merchant,Amount
        2026-04-01,Müller & Söhne's,12.50
        2026-04-02,７-Ｅｌｅｖｅｎ,3.00
        2026-04-03,,1.00
        """,
    )
    assert [line.vendor for line in statement.lines] == ["Müller & Söhne's", "7-Eleven", ""]


def test_a_currency_behind_the_heading_is_the_currency_of_the_lines(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)
        13/04/2026,Lumber,REF,CARD,-12.50,100.00
        """,
        currency="USD",
    )
    assert statement.lines[0].currency == "GBP"


def test_several_accounts_in_one_file_are_several_statements(tmp_path: Path) -> None:
    path = tmp_path / "statement.csv"
    path.write_text("Date,Payee,Amount,IBAN\n2026-04-01,A,1.00,X1\n2026-04-01,A,2.00,X2\n")
    found = [(s.account, [line.amount for line in s.lines]) for s in read_statement(path)]
    assert found == [("X1", [100]), ("X2", [200])]


def test_an_html_page_under_the_name_of_an_excel_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "statement.xls"
    path.write_text(
        "<html><body><table><tr><td colspan=3>April</td></tr><tr><th>Date</th><th>Payee</th>"
        "<th>Amount</th></tr><tr><td>2026-04-01<td>Grip &amp; Co<td>12.50</tr></table></body></html>"
    )
    (statement,) = read_statement(path)
    assert [(line.vendor, line.amount) for line in statement.lines] == [("Grip & Co", 1250)]


def test_a_mapping_reads_headings_that_nobody_knows_and_is_learned(tmp_path: Path) -> None:
    text = "Wann,Wer,Wieviel\n03/04/2026,Lumber,1.234\n05/04/2026,Paint,2.000"
    mapping = Mapping(
        {"Wann": "date", "Wer": "vendor", "Wieviel": "amount"},
        day_first=True,
        decimal=",",
        charges_positive=True,
    )
    statement = read(tmp_path, text, remembered=[mapping])
    assert amounts(statement) == [123400, 200000]
    assert statement.lines[0].date == date(2026, 4, 3)
    assert statement.mapping is not None
    assert replace(statement.mapping, layout="") == mapping
    assert Mapping.from_dict(mapping.as_dict()) == mapping


def test_a_heading_mapped_to_nothing_is_not_read(tmp_path: Path) -> None:
    text = "Date,Merchant,Description,Amount\n2026-04-01,Lumber,Note,1.00"
    statement = read(tmp_path, text, remembered=[Mapping({"Description": ""})])
    assert (statement.lines[0].vendor, statement.lines[0].memo) == ("Lumber", "")


def test_the_signature_of_headings_does_not_depend_on_their_spelling() -> None:
    assert signature(["Post Date", "Amount"]) == signature([" POST DATE", "amount "])
    assert signature(["Post Date", "Amount"]) != signature(["Amount", "Post Date"])
