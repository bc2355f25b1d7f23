"""Statements as tables (CSV and Excel): one test for each way they come wrong."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.spreadsheet import Grid
from poc_sheets.readers.statement import Mapping, Statement, read_statement, signature
from poc_sheets.readers.statement_table import read_table
from poc_sheets.workbook import Cell, ErrorValue


def read(tmp_path: Path, text: str, **options: Any) -> Statement:
    """The one statement of a text table; blanks around the cells do not count."""
    path = tmp_path / "statement.csv"
    path.write_text("\n".join(line.strip() for line in text.strip().split("\n")), encoding="utf-8")
    (statement,) = read_statement(path, **options)
    return statement


def read_cells(rows: list[list[Cell]]) -> Statement:
    """The one statement of a sheet with the given cells; its lines have no ids yet."""
    ((statement, drafts),) = read_table(Grid("Lines", rows), Options())
    return replace(statement, lines=tuple(draft.line for draft in drafts))


def amounts(statement: Statement) -> list[int]:
    return [line.amount for line in statement.lines]


def problems(statement: Statement) -> list[str]:
    return [finding.problem for finding in statement.findings]


def stopped(tmp_path: Path, text: str, **options: Any) -> str:
    with pytest.raises(SheetError) as error:
        read(tmp_path, text, **options)
    return error.value.finding.problem


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


def test_brackets_are_money_back_in_a_column_of_positive_charges(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Merchant,Amount
        2026-04-01,Lumber,"$1,900.23"
        2026-04-02,Paint,$12.00
        2026-04-02,Paint refund,($900.23)
        2026-04-03,Paint refund,$(63.12)
        """,
    )
    assert amounts(statement) == [190023, 1200, -90023, -6312]


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


def test_debits_go_out_and_credits_come_in(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Details,Money Out,Money In
        2026-04-01,Lumber,12.50,0.00
        2026-04-02,Deposit,0.00,100.00
        """,
    )
    assert amounts(statement) == [1250, -10000]


def test_a_line_on_both_sides_is_left_out_and_told(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Details,Debit,Credit
        2026-04-01,Lumber,12.50,
        2026-04-02,Odd,5.00,7.00
        """,
    )
    assert amounts(statement) == [1250]
    assert problems(statement) == ["both-sides-filled"]
    assert "Odd" in statement.findings[0].what
    assert (statement.left_out, statement.is_final) == (1, False)


def test_a_negative_debit_among_positive_ones_is_money_back(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Details,Debit,Credit
        2026-04-01,Lumber,12.50,
        2026-04-02,Lumber back,-12.50,
        """,
    )
    assert amounts(statement) == [1250, -1250]


def test_a_debit_column_that_is_negative_throughout_still_goes_out(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Name,Money Out,Money In
        2026-04-01,Lumber,-12.50,
        2026-04-02,Paint,-3.00,
        2026-04-03,Top up,,100.00
        """,
    )
    assert amounts(statement) == [1250, 300, -10000]


@pytest.mark.parametrize("row", ["2026-04-01,Lumber,-12.50,", "2026-04-01,Lumber,12.50,-0.00"])
def test_a_lone_line_of_money_out_goes_out_and_a_negative_credit_comes_in(
    tmp_path: Path, row: str
) -> None:
    out = read(tmp_path, f"Date,Name,Money Out,Money In\n{row}")
    assert amounts(out) == [1250]
    back = read(
        tmp_path, f"Date,Name,Debit,Credit\n{row.replace('-12', '12')}\n2026-04-02,Paid,,-100.00"
    )
    assert amounts(back) == [1250, -10000]


def test_a_bank_account_with_a_running_balance_pays_with_negative_amounts(tmp_path: Path) -> None:
    text = "Date,Payee,Amount,Balance\n2026-04-01,A,100.00,100.00\n2026-04-02,B,-12.50,87.50"
    assert amounts(read(tmp_path, text)) == [-10000, 1250]


def test_the_last_digits_that_an_issuer_calls_account_are_the_card(tmp_path: Path) -> None:
    text = "Date,Description,Card Member,Account #,Amount\n2026-04-13,'GRIP,J Doe,-11006,12.50"
    (line,) = read(tmp_path, text).lines
    assert (line.card, line.account, line.vendor) == ("11006", "", "GRIP")


def test_a_double_minus_stays_one(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Merchant,Amount
        2026-04-01,Lumber,$-42.55
        2026-04-02,Paint,-$-42.55
        2026-04-03,Tape,--42.55
        """,
    )
    assert amounts(statement) == [4255, 4255, 4255]


def test_marks_beside_the_amounts_say_which_side_they_are_on(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Merchant,Amount
        2026-04-01,Lumber,12.50
        2026-04-02,Paint,3.00 CR
        2026-04-03,Tape,1.00DR
        """,
    )
    assert amounts(statement) == [1250, -300, 100]


def test_a_column_of_marks_says_which_side_the_amounts_are_on(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Merchant,Amount,Debit/Credit
        2026-04-01,Lumber,12.50,D
        2026-04-02,Paint,3.00,C
        """,
    )
    assert amounts(statement) == [1250, -300]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_known_payment_says_what_sign_charges_have(tmp_path: Path, sign: int) -> None:
    statement = read(
        tmp_path,
        f"""
        Date,Description,Amount
        2026-04-01,Lumber,{sign * 12.5:.2f}
        2026-04-02,PAYMENT - THANK YOU,{sign * -100.0:.2f}
        """,
    )
    assert amounts(statement) == [1250, -10000]
    assert not problems(statement)
    assert statement.mapping is not None
    assert statement.mapping.charges_positive is (sign > 0)


def test_without_a_known_line_charges_are_what_most_lines_are_and_it_is_told(
    tmp_path: Path,
) -> None:
    text = """
        Date,Description,Amount
        2026-04-01,Lumber,-12.50
        2026-04-02,Paint,-3.00
        2026-04-03,Tape,-1.00
        2026-04-04,Lumber,5.00
        """
    statement = read(tmp_path, text)
    assert amounts(statement) == [1250, 300, 100, -500]
    assert problems(statement) == ["sign-taken"]
    assert amounts(read(tmp_path, text, charges_positive=True)) == [-1250, -300, -100, 500]


def test_signs_that_say_nothing_ask(tmp_path: Path) -> None:
    text = "Date,Description,Amount\n2026-04-01,Lumber,-12.50\n2026-04-02,Paint,3.00"
    assert stopped(tmp_path, text) == "ambiguous-sign"


def test_a_credit_note_keyed_positive_is_turned_and_told(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        """
        Date,Merchant,Amount,Type
        2026-04-01,Lumber,12.50,Sale
        2026-04-02,Paint,8.00,Sale
        2026-04-03,Paint credit note,3.00,
        2026-04-04,Tape,2.00,Return
        """,
    )
    assert amounts(statement) == [1250, 800, -300, -200]
    assert problems(statement).count("sign-repaired") == 2


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
