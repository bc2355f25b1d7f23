"""Statements as tables: which amounts are money out, and which are money back."""

from pathlib import Path

import pytest

from tests.readers.statement_tables import amounts, problems, read, stopped


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
