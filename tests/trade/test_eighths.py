"""Page counts are read as people and programs write them, and never reduced."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.eighths import parse_eighths, show_eighths, total
from poc_sheets.workbook import ErrorValue


@pytest.mark.parametrize(
    ("value", "eighths"),
    [
        ("2 4/8", 20),
        ("2-4/8", 20),
        ("2 – 4/8", 20),
        ("2\u00a04/8", 20),
        ("2 4/8 pgs", 20),
        ("4/8", 4),
        ("0/8", 0),
        ("3/8", 3),
        ("12/8", 12),
        ("1/2", 4),
        ("1 3/4", 14),
        ("7", 56),
        ("1 page", 8),
        ("2.5", 20),
        ("2½", 20),
        ("⅞", 7),
        (3.875, 31),
        (2.5, 20),
        (0.125, 1),
        (7.0, 56),
        (7, 56),
        (0, 0),
        (Decimal("1.625"), 13),
    ],
)
def test_reads_pages(value: object, eighths: int) -> None:
    assert parse_eighths(value) == eighths


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "  ",
        "TBD",
        "/8",
        "4/",
        "1/3",
        "2 9/8",
        "24/8/1",
        "2.5 4/8",
        "-1",
        "- 4/8",
        "24/80",
        -0.125,
        0.13,
        float("nan"),
        float("inf"),
        True,
        datetime(2026, 4, 8),  # noqa: DTZ001 - a cell has no time zone
        46120.0,
        "46120",
        ErrorValue("#REF!"),
    ],
)
def test_what_is_no_page_count_is_not_zero(value: object) -> None:
    """4/8 that a program turned into 8 April, a serial date, thirds and text are unreadable."""
    assert parse_eighths(value) is None


@pytest.mark.parametrize(
    ("eighths", "shown"),
    [(0, "0/8"), (4, "4/8"), (6, "6/8"), (8, "1"), (20, "2 4/8"), (40, "5"), (-20, "-2 4/8")],
)
def test_shows_eighths_without_reducing(eighths: int, shown: str) -> None:
    assert show_eighths(eighths) == shown


def test_sums_carry_at_eight() -> None:
    """2 4/8 + 1 5/8 + 7/8 is 5; 3/8 + 3/8 is 6/8 and never 3/4."""
    assert show_eighths(total(["2 4/8", "1 5/8", "7/8"]) or 0) == "5"
    assert show_eighths(total(["3/8", "3/8", None, ""]) or 0) == "6/8"


def test_a_total_with_an_unreadable_cell_is_unknown() -> None:
    assert total(["2 4/8", "see script"]) is None


@given(st.integers(min_value=0, max_value=79_992))
def test_what_is_shown_reads_back(eighths: int) -> None:
    assert parse_eighths(show_eighths(eighths)) == eighths
    assert parse_eighths(eighths / 8) == eighths


@given(st.text(alphabet="0123456789/-. ½", max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    read = parse_eighths(text)
    assert read is None or read >= 0
