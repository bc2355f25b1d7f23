"""What a kind is, and the plainest of them: text, on which others are built.

A *kind* says how a column's cells are read and written. `read` gets a cell that is not blank and
returns its value, or raises `Unreadable` with what the cell should look like; a blank cell never
reaches a kind.
"""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from poc_sheets.trade.money import shown_decimal
from poc_sheets.workbook import Cell, Value


@dataclass(frozen=True, slots=True)
class Reading:
    """What a production's settings say about reading cells: decimals of its currency."""

    exponent: int = 2


class Unreadable(Exception):  # noqa: N818  (a state of a cell, not an error of ours)
    """The cell holds something else; the text says what it should look like."""


class Kind:
    """How one sort of column is read and written; `number_format` is the template's."""

    name = "text"
    number_format = "@"
    expected = "text"
    width = 16

    def read(self, cell: Cell, reading: Reading) -> Any:
        """The value of a cell that is not blank."""
        raise NotImplementedError

    def write(self, value: Any, reading: Reading) -> Value:
        """The cell for a value."""
        del reading
        return value  # type: ignore[no-any-return]  # kinds without a form of their own

    def text(self, value: Any, reading: Reading) -> str:
        """The value in a CSV export."""
        cell = self.write(value, reading)
        return "" if cell is None else str(cell)


def _plain_number(number: float) -> str:
    """A number as typed: Excel sends whole numbers as 2400.0."""
    return format(shown_decimal(number).normalize(), "f")


class TextKind(Kind):
    """Words; a number typed there is read as its digits."""

    def read(self, cell: Cell, reading: Reading) -> str:
        """The text without outer blanks."""
        del reading
        if isinstance(cell, bool):
            return "TRUE" if cell else "FALSE"
        if isinstance(cell, int | float):
            return _plain_number(cell)
        if isinstance(cell, datetime):
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        return str(cell).strip()
