"""Cells between the port and xlwings: errors, text that must stay text, values Excel takes."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from poc_sheets.workbook import Cell, ErrorValue, Value

_ERRORS: Final = frozenset(
    {
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    }
)
# Excel reads numbers, amounts, dates and yes/no out of text that a program writes.
_READ_AS_SOMETHING_ELSE: Final = re.compile(
    r"\s*(?:[-+(.,$€£¥]*\d.*|(?:true|false)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*\d.*)",
    re.IGNORECASE | re.DOTALL,
)
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "'")
_NO_FORMULAS: Final = frozenset({"=TRUE", "=FALSE"})


def from_program(value: Any) -> Cell:
    """A value as xlwings gives it (errors as text), as a cell of the port."""
    if isinstance(value, str) and value in _ERRORS:
        return ErrorValue(value)
    cell: Cell = value
    return cell


def to_program(value: Value) -> Any:
    """A value as xlwings takes it; text stays text whatever it starts with.

    The apostrophe is Excel's own mark for text; every program takes it off again.
    """
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return float(value) if isinstance(value, Decimal) else value


def needs_text_format(value: Value) -> bool:
    """Whether Excel would make a number, a date or a yes/no of a text: "0042", "3/4", "1E5"."""
    return isinstance(value, str) and bool(_READ_AS_SOMETHING_ELSE.fullmatch(value))


def formulas_in(texts: list[list[Any]], values: list[list[Any]]) -> Mapping[tuple[int, int], str]:
    """The formulas of a block, by row and column counted from 1 in the block.

    Args:
        texts: what the program says each cell was typed as.
        values: what the cells hold; a text that only looks like a formula equals its own text.
    """
    return {
        (row, column): text
        for row, (line, held) in enumerate(zip(texts, values, strict=True), 1)
        for column, (text, value) in enumerate(zip(line, held, strict=True), 1)
        if isinstance(text, str)
        and text.startswith("=")
        and text != value
        and text.upper() not in _NO_FORMULAS
    }


def as_rows(found: Any) -> list[list[Any]]:
    """What a program gives for a block, which it shortens for a single row or cell, as rows."""
    if not isinstance(found, (list, tuple)):
        return [[found]]
    if not found or not isinstance(found[0], (list, tuple)):
        return [list(found)]
    return [list(row) for row in found]
