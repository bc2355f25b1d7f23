"""Rectangles and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.hosts.live.libreoffice.area import (
    Area,
    column_letters,
    column_number,
    parse_address,
    runs,
)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("A1", Area(1, 1)),
        ("$B$2:D5", Area(2, 2, 4, 3)),
        ("D5:B2", Area(2, 2, 4, 3)),
        ("A:C", Area(1, 1, 1_048_576, 3)),
        ("2:4", Area(2, 1, 3, 16_384)),
        ("XFD1048576", Area(1_048_576, 16_384)),
    ],
)
def test_parse_address(text: str, area: Area) -> None:
    """Every form that Excel writes, corners in any order."""
    assert area == parse_address(text)


@pytest.mark.parametrize("text", ["budget_total", "XFE1", "A", "1", "Budget!A1", ""])
def test_names_are_no_addresses(text: str) -> None:
    """What is no address can still be a name."""
    assert parse_address(text) is None


@pytest.mark.parametrize("text", ["A0", "A1048577"])
def test_outside_of_the_sheet(text: str) -> None:
    """A row that no sheet has is refused."""
    with pytest.raises(IndexError):
        parse_address(text)


@given(st.integers(1, 16_384))
def test_letters_and_numbers_of_columns(number: int) -> None:
    """Letters and numbers are two names of the same column."""
    assert column_number(column_letters(number)) == number


@given(st.sets(st.tuples(st.integers(1, 8), st.integers(1, 8))))
def test_runs_hold_every_cell_once(cells: set[tuple[int, int]]) -> None:
    """Taken apart into rectangles, no cell is lost and none is in two."""
    found = [
        (row, column)
        for area in runs(cells)
        for row in range(area.row, area.last_row + 1)
        for column in range(area.column, area.last_column + 1)
    ]

    assert sorted(found) == sorted(cells)


def test_a_full_block_is_one_run() -> None:
    """A column of results is written by one call."""
    cells = [(row, column) for row in range(2, 500) for column in (3, 4)]

    assert list(runs(cells)) == [Area(2, 3, 498, 2)]


def test_whole_columns_and_rows_in_addresses() -> None:
    """Whole columns and rows are written as such."""
    assert Area(1, 1, 1_048_576, 3).address() == "$A:$C"
    assert Area(1, 1, 2, 16_384).address(row_absolute=False) == "1:2"
