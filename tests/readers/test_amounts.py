"""Amounts in every way people and banks write them; a column decides what a cell cannot."""

from decimal import Decimal

import pytest

from poc_sheets.readers.amounts import (
    Ambiguous,
    amount_style,
    credit_mark,
    currency_in,
    is_blank,
    parse_amount,
    read_amount,
)
from poc_sheets.workbook import ErrorValue

READ_IN_ONE_WAY = [
    ("12.50", "12.50"),
    ("-12.50", "-12.50"),
    ("+12.50", "12.50"),
    (".50", "0.50"),
    ("107,", "107"),
    ("(123.45)", "-123.45"),
    ("($900.23)", "-900.23"),
    ("$(63.12)", "-63.12"),
    ("(-12.34)", "-12.34"),
    ("-1.000,00 €", "-1000.00"),
    ("-950,00", "-950.00"),
    ("1.234.567,89", "1234567.89"),
    ("1,234,567.89", "1234567.89"),
    ("1.234.567", "1234567"),
    ("1,23,456.78", "123456.78"),
    ("1 234,56", "1234.56"),
    ("1\u00a0234,56", "1234.56"),
    ("1\u202f234,56", "1234.56"),
    ("1'234.56", "1234.56"),
    ("1\u2019234.56", "1234.56"),
    ("1,234.56-", "-1234.56"),
    ("\u22121,234.56", "-1234.56"),
    ("\u201312.50", "-12.50"),
    ("- 12.34", "-12.34"),
    ("12.50 CR", "-12.50"),
    ("12.50CR", "-12.50"),
    ("12.50 cr.", "-12.50"),
    ("CR 12.50", "-12.50"),
    ("12.50 DR", "12.50"),
    ("1.234,56 S", "1234.56"),
    ("1.234,56 H", "-1234.56"),
    ("$-42.55", "-42.55"),
    ("-$42.55", "-42.55"),
    ("-$-42.55", "-42.55"),
    ("--42.55", "-42.55"),
    ("RM 9.00", "9.00"),
    ("RM9.00", "9.00"),
    ("US$ 12.00", "12.00"),
    ("C$12.50", "12.50"),
    ("USD $12.50", "12.50"),
    ("12.50 USD", "12.50"),
    ("12.34 EUR-", "-12.34"),
    ("EUR-12.34", "-12.34"),
    ("R$ 1.234,56", "1234.56"),
    ("12,00 zł", "12.00"),
    ("kr 1 234,50", "1234.50"),
    ("Fr. 12.–", "12"),
    ("12,-", "12"),
    ("１２３．４５", "123.45"),
    ("１，２３４．５６", "1234.56"),
    ("٣٤٫٥", "34.5"),
    ("0,123", "0.123"),
    ("'-12.50", "-12.50"),
]


@pytest.mark.parametrize(("text", "amount"), READ_IN_ONE_WAY)
def test_an_amount_is_read_as_it_is_meant(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["12O.50", "=1+1", "#REF!", "#N/A", "N/A", "1.9E+18", "12.50²", "(12.50", "12 %", "1,2,3",
     "1 2 3", "12..5", "50p", "2-05", "abc", "9" * 100],
)  # fmt: skip
def test_what_shows_no_amount_is_never_read_as_one(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "–", " - ", "--"])
def test_dashes_alone_say_that_there_is_no_amount(cell: str | None) -> None:
    assert is_blank(cell)


def test_zero_is_an_amount() -> None:
    assert not is_blank("0.00")
    assert parse_amount("0.00") == 0


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12,345", "€ 1.234"])
def test_three_digits_behind_a_lone_sign_are_ambiguous(text: str) -> None:
    assert isinstance(parse_amount(text), Ambiguous)


def test_a_stated_decimal_sign_settles_an_ambiguous_amount() -> None:
    assert parse_amount("1,234", decimal=".") == 1234
    assert parse_amount("1,234", decimal=",") == Decimal("1.234")


def test_a_column_is_decided_by_its_cells_that_read_in_one_way() -> None:
    style = amount_style(["1,234", "12.50", None, "(3.10)", "900"])
    assert (style.decimal, style.is_settled) == (".", True)
    assert amount_style(["1.234", "12,50"]).decimal == ","


def test_a_column_of_ambiguous_cells_stays_open() -> None:
    style = amount_style(["1.234", "500", "12"])
    assert (style.decimal, style.is_settled) == ("", False)


def test_a_column_that_mixes_both_signs_stays_open_and_one_slip_in_many_does_not() -> None:
    assert not amount_style(["1.234", "12,50", "12.50"]).decimal
    assert amount_style(["12.50"] * 40 + ["12,50"]).decimal == "."


def test_a_number_in_a_cell_is_the_number_on_the_screen() -> None:
    assert read_amount(1.005) == Decimal("1.005")
    assert read_amount(2400.0) == 2400
    assert read_amount(ErrorValue("#REF!")) is None
    assert read_amount(cell=True) is None


def test_the_letters_beside_an_amount_name_its_side_and_its_currency() -> None:
    assert credit_mark("12.50 CR") == "credit"
    assert credit_mark("DR 12.50") == "debit"
    assert not credit_mark("C$12.50")
    assert currency_in("-1.000,00 €") == "EUR"
    assert currency_in("RM 9.00") == "MYR"
    assert not currency_in("$12.50"), "dollars of which country is not said"
