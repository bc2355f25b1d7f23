"""The small calculator, references that follow, number and date formats, A1 notation."""

from datetime import datetime

import pytest

from poc_sheets.testing.gsheets import Emulator
from poc_sheets.testing.gsheets.a1 import Shift, parse_cells, quoted_title, split_title
from poc_sheets.testing.gsheets.dates import serial_of, show_date
from poc_sheets.testing.gsheets.numbers import show_number
from poc_sheets.testing.gsheets.references import after_shift, moved_by


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=1+2*3^2-4/2", 17),
        ("=-A1+10%", -1.9),
        ('="Day "&A1', "Day 2"),
        ("=SUM(A1:A3)", 5),
        ("=SUM(A:A)", 5),
        ("=AVERAGE(A1:A2)", 2.5),
        ("=COUNTA(A1:B3)", 3),
        ('=IF(A1>1,"over","ok")', "over"),
        ("=IF(A1>5,1)", False),
        ("=1/0", "#DIV/0!"),
        ("=SUM(A1,1/0)", "#DIV/0!"),
        ('=IFERROR(1/0,"none")', "none"),
        ('="x"*2', "#VALUE!"),
        ("=NOSUCH(1)", "#NAME?"),
        ("=Gone!A1", "#REF!"),
        ("=1+", "#ERROR!"),
        ("=D1", "#REF!"),
        ("='My tab'!A1+1", 8),
        ("=ROUND(2.345,2)", 2.35),
        ("=B3", "x"),
        ("=A1=2", True),
    ],
)
def test_a_formula_gives_what_google_would_show(
    google: Emulator, formula: str, result: object
) -> None:
    sheet = google.create("t", {"Tab": [[2], [3], [None, "x"]], "My tab": [[7]]})
    hand = google.spreadsheet(sheet)

    hand.put("Tab!D1", [formula])

    found = hand.at("Tab!D1")
    assert found == (pytest.approx(result) if isinstance(result, float) else result)


@pytest.mark.parametrize(
    ("formula", "shift", "after"),
    [
        ("=A5", Shift(0, "ROWS", 2, 1), "=A6"),
        ("=A2", Shift(0, "ROWS", 2, 1), "=A2"),
        ("=$A$5+Tab!B5", Shift(0, "ROWS", 2, 1), "=$A$6+Tab!B6"),
        ("=Other!A5", Shift(0, "ROWS", 2, 1), "=Other!A5"),
        ("=SUM(A1:A5)", Shift(0, "ROWS", 2, 2), "=SUM(A1:A7)"),
        ("=SUM(A1:A5)", Shift(0, "ROWS", 2, -2), "=SUM(A1:A3)"),
        ("=SUM(A3:A4)", Shift(0, "ROWS", 2, -2), "=SUM(#REF!)"),
        ("=SUM(A3:A)", Shift(0, "ROWS", 0, 1), "=SUM(A4:A)"),
        ('=B1&"B1"', Shift(0, "COLUMNS", 0, 1), '=C1&"B1"'),
        ("=SUM(B:C)", Shift(0, "COLUMNS", 1, -1), "=SUM(B:B)"),
    ],
)
def test_references_follow_rows_and_columns(formula: str, shift: Shift, after: str) -> None:
    titles = {None: 0, "Tab": 0, "Other": 1}

    assert after_shift(formula, 0, shift, lambda title, _: titles[title]) == after


def test_a_copy_moves_only_what_is_not_fixed() -> None:
    assert moved_by("=A1+$A1+A$1+$A$1", 1, 1) == "=B2+$A2+B$1+$A$1"
    assert moved_by("=A1", -1, 0) == "=#REF!"


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (-3, "0.00;(0.00)", "(3.00)"),
        (0.125, "0.0%", "12.5%"),
        (2.5, '0 "days"', "3 days"),
        (1234567, "#,##0,", "1,235"),
        (0.5, "#.##", ".5"),
        (12, "0000", "0012"),
        (123456, "0.00E+00", "1.23E+05"),
        (-0.001, "0.00", "0.00"),
        (1.5, '"$"#,##0.00', "$1.50"),
    ],
)
def test_numbers_show_in_their_formats(value: float, pattern: str, shown: str) -> None:
    assert show_number(value, {"type": "NUMBER", "pattern": pattern}) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2, "2"),
        (1 / 3, "0.3333333333"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1E+20"),
        (123456.789, "123456.789"),
    ],
)
def test_numbers_without_a_format_show_ten_digits(value: float, shown: str) -> None:
    assert show_number(value, None) == shown


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("yyyy-mm-dd", "2026-03-04"),
        ("M/d/yyyy h:mm am/pm", "3/4/2026 5:07 PM"),
        ("ddd d mmm yy", "Wed 4 Mar 26"),
        ("dddd, mmmm d", "Wednesday, March 4"),
        ("hh:mm:ss", "17:07:09"),
        ("[h]:mm", "1106057:07"),
        ('"Day" d', "Day 4"),
    ],
)
def test_dates_show_in_their_patterns(pattern: str, shown: str) -> None:
    moment = datetime(2026, 3, 4, 17, 7, 9)  # noqa: DTZ001 - a cell's date has no time zone

    assert show_date(serial_of(moment), pattern) == shown


@pytest.mark.parametrize(
    ("text", "title", "cells"),
    [
        ("'It''s'!A1", "It's", "A1"),
        ("Crew!A1:B2", "Crew", "A1:B2"),
        ("'My tab'", "My tab", ""),
        ("A1", None, "A1"),
    ],
)
def test_a1_notation_names_tab_and_cells(text: str, title: str | None, cells: str) -> None:
    assert split_title(text) == (title, cells)


def test_titles_are_quoted_where_google_quotes_them() -> None:
    assert quoted_title("Sheet1") == "Sheet1"
    assert quoted_title("AB12") == "'AB12'"
    assert quoted_title("It's 2") == "'It''s 2'"
    assert parse_cells("Sheet1") is None
