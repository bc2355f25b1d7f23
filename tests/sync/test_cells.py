"""Cells as the sync compares and keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.sync.cells import Lacks, packed, plain, same, unpacked
from poc_sheets.workbook import Cell

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 3) + 0.0),
    st.text("aé0", max_size=3).map(lambda text: text or None),
)


@pytest.mark.parametrize(
    ("one", "other", "is_code", "equal"),
    [
        ("0042", 42.0, False, False),
        ("42", 42.0, False, False),
        ("42", 42.0, True, True),
        ("0042", 42.0, True, False),
        (True, 1.0, False, False),
        (True, 1.0, True, False),
        (None, "", False, True),
        (0.0, None, False, False),
        (False, None, False, False),
        ("Zoe\u0308", "Zo\u00eb", False, True),
        (0.1 + 0.2, 0.3, False, True),
        (46083.0, 46084.0, False, False),
        ("a\r\nb", "a\nb", False, True),
        ("nan", "NaN", False, False),
    ],
)
def test_when_two_cells_are_equal(one: Cell, other: Cell, is_code: bool, equal: bool) -> None:  # noqa: FBT001  (a row of the table)
    """Types differ unless the column holds codes; composed and decomposed letters are the same."""
    assert same(plain(one, is_code=is_code), plain(other, is_code=is_code)) is equal


@given(cells)
def test_what_is_kept_comes_back(cell: Cell) -> None:
    """The state keeps a cell with its type."""
    assert repr(unpacked(packed(cell))) == repr(cell)
    lacking = Lacks("office", cell)
    assert repr(unpacked(packed(lacking))) == repr(lacking)
