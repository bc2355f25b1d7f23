"""What stands in cells, out of LibreOffice and into it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xlwings as xw

pytestmark = pytest.mark.office

MORNING = datetime.fromisoformat("2026-03-01T06:30:15")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("07700 900123", "07700 900123"),
        ("0042", "0042"),
        ("1E5", "1E5"),
        ("3/4", "3/4"),
        ("TRUE", "TRUE"),
        ("'=A1", "=A1"),
        ("éöà 🎬", "éöà 🎬"),
        (2400, 2400.0),
        (Decimal("12.34"), 12.34),
        (True, True),
        (False, False),
        (MORNING, MORNING),
        (date(2026, 3, 1), datetime.fromisoformat("2026-03-01")),
        (np.int64(7), 7.0),
        (np.float64("nan"), None),
        (np.bool_(True), True),  # noqa: FBT003 - a cell of a data frame
        (pd.Timestamp(MORNING), MORNING),
        (pd.NaT, None),
        (None, None),
    ],
)
def test_a_value_keeps_its_kind(sheet: xw.Sheet, written: Any, read: Any) -> None:
    """A cell gives back what was put in, text above all."""
    sheet["B2"].value = written

    assert sheet["B2"].value == read
    assert type(sheet["B2"].value) is type(read)


def test_a_block_with_everything(sheet: xw.Sheet) -> None:
    """Mixed kinds in one block come back as they were, empty cells as None."""
    block = [["0042", 1.5, None], [True, MORNING, "=1+1"], [None, False, "x"]]

    sheet["A1"].value = block

    assert sheet["A1:C3"].value == [
        ["0042", 1.5, None],
        [True, MORNING, 2.0],
        [None, False, "x"],
    ]


def test_a_number_over_a_yes_no_is_a_number(sheet: xw.Sheet) -> None:
    """The look of a former yes/no does not make a yes/no of a number."""
    sheet["A1"].value = [True, True]
    sheet["A1"].value = [5.0, "x"]

    assert sheet["A1:B1"].value == [5.0, "x"]


def test_a_date_keeps_the_look_of_its_cell(sheet: xw.Sheet) -> None:
    """A cell that shows dates in the person's own way goes on doing so."""
    sheet["A1"].number_format = "dd/mm/yy"
    sheet["A1:A2"].value = [[MORNING], [MORNING]]

    assert sheet["A1"].number_format == "dd/mm/yy"
    assert sheet["A2"].number_format == "yyyy-mm-dd hh:mm:ss"


def test_errors_by_name(sheet: xw.Sheet) -> None:
    """Errors are None, or their names where asked for."""
    sheet["A1"].value = [["=1/0", "=NA()", '="a"+1', "=nosuch"]]

    assert sheet["A1:D1"].value == [None, None, None, None]
    assert sheet["A1:D1"].options(err_to_str=True).value == [
        "#DIV/0!",
        "#N/A",
        "#VALUE!",
        "#NAME?",
    ]


def test_many_errors(sheet: xw.Sheet) -> None:
    """Hundreds of errors keep their names, also where two kinds stand in one column."""
    sheet["A1:A300"].formula = "=1/0"
    sheet["A150"].formula = "=NA()"
    sheet["A151"].value = 5.0

    read = sheet["A1:A300"].options(err_to_str=True).value

    assert read == ["#DIV/0!"] * 149 + ["#N/A", 5.0] + ["#DIV/0!"] * 149


def test_data_frame_both_ways(sheet: xw.Sheet) -> None:
    """A data frame with codes and dates goes in and comes out the same."""
    frame = pd.DataFrame(
        {"amount": [1.5, 2.5], "due": pd.to_datetime(["2026-03-01", "2026-04-01"])},
        index=pd.Index(["0042", "0100"], name="account"),
    )

    sheet["B3"].value = frame
    read = sheet["B3"].expand().options(pd.DataFrame).value

    pd.testing.assert_frame_equal(
        read, frame, check_dtype=False, check_index_type=False, check_column_type=False
    )


def test_formulas_fill_and_read(sheet: xw.Sheet) -> None:
    """One formula over many cells moves along; constants read as they would be typed."""
    sheet["A1"].value = [[1.0], [2.0], ["0042"]]
    sheet["B1:B3"].formula = "=A1*2"

    assert list(sheet["A1:B3"].formula) == [("1", "=A1*2"), ("2", "=A2*2"), ("0042", "=A3*2")]
    assert sheet["B1:B2"].value == [2.0, 4.0]


def test_every_step_can_be_undone(sheet: xw.Sheet) -> None:
    """Undo gives back what was there, and empty where nothing was."""
    sheet["A1"].value = "old"
    steps = sheet.book.api.getUndoManager()
    steps.clear()
    steps.enterUndoContext("all")
    sheet["A1"].value = [["new", 1.0], ["x", "=A1"]]
    steps.leaveUndoContext()

    steps.undo()

    assert sheet["A1:B2"].value == [["old", None], [None, None]]


def test_rows_of_unequal_length(sheet: xw.Sheet) -> None:
    """Values that make no rectangle are refused before anything is written."""
    with pytest.raises(ValueError, match="do not fit"):
        sheet["A1:B2"].impl.raw_value = [[1, 2], [3]]

    assert sheet["A1"].value is None
