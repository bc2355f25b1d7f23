"""Cells as the sync compares and keeps them."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, Literal, TypeAlias

from poc_sheets.workbook import Cell, ErrorValue, Value, comparable

Side: TypeAlias = Literal["sheet", "office"]
OTHER: Final[Mapping[Side, Side]] = {"sheet": "office", "office": "sheet"}


@dataclass(frozen=True, slots=True)
class Lacks:
    """In place of what was agreed on: the row came to a side while the column was paused.

    That side got no cell. The other one held `was`, as far as it could be seen: nothing was agreed
    about it, but it comes along should the row have to go back from the side that lacks it.
    """

    side: Side
    was: Cell


#: A cell in its one form: empty, text (NFC), number (a date is its serial number), yes/no, error.
Plain: TypeAlias = bool | float | str | ErrorValue | None
#: What is remembered of a cell: what both sides agreed on, or that one of them lacks it.
Known: TypeAlias = Plain | Lacks
#: A row's key: its key cells as a JSON list.
Key: TypeAlias = str

#: Numbers that differ by less are equal.
TOLERANCE = 1e-9


def plain(cell: Cell | Value, *, is_code: bool = False) -> Plain:
    """The one form of a cell.

    Args:
        cell: as any program holds it.
        is_code: the column holds codes: there 42 and the text "42" are the same code. Elsewhere
            they differ, and "0042" differs from 42 everywhere.
    """
    form = comparable(cell)
    if isinstance(form, float) and is_code and not isinstance(cell, date | time):
        return str(int(form)) if form.is_integer() and abs(form) < 1e15 else format(form, ".15g")
    if isinstance(form, str):
        return unicodedata.normalize("NFC", form.replace("\r\n", "\n"))
    return form


def same(one: Known, other: Known) -> bool:
    """Whether two cells in their one form are equal; yes is not 1."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= TOLERANCE * max(1.0, abs(one))
    return type(one) is type(other) and one == other


def agreed(known: Known) -> Plain:
    """What both sides agreed on, as people are told: nothing, where one of them lacks the cell."""
    return None if isinstance(known, Lacks) else known


def writable(cell: Cell) -> Value:
    """A cell's value as it is written on the other side; a moment at midnight is a day.

    Raises:
        TypeError: an error value, which is never copied.
    """
    if isinstance(cell, ErrorValue):
        raise TypeError(cell.code)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return cell


def shown(cell: Cell | Value) -> str:
    """A cell as a person reads it in a list of conflicts."""
    if cell is None or cell == "":
        return "(empty)"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def packed(cell: Cell | Value | Lacks) -> Any:
    """A cell as JSON keeps it."""
    kept: Any
    match cell:
        case Lacks():
            kept = {"lacks": [cell.side, packed(cell.was)]}
        case datetime():
            kept = {"moment": cell.isoformat()}
        case date():
            kept = {"day": cell.isoformat()}
        case time():
            kept = {"time": cell.isoformat()}
        case ErrorValue():
            kept = {"error": cell.code}
        case None | bool() | str():
            kept = cell
        case _:
            kept = float(cell)
    return kept


def unpacked(kept: Any) -> Any:
    """The cell that `packed` kept."""
    if not isinstance(kept, dict):
        return kept
    ((kind, text),) = kept.items()
    match kind:
        case "moment":
            return datetime.fromisoformat(text)
        case "day":
            return date.fromisoformat(text)
        case "time":
            return time.fromisoformat(text)
        case "lacks":
            return Lacks(text[0], unpacked(text[1]))
        case _:
            return ErrorValue(text)


def packed_row(cells: Mapping[str, Cell | Value]) -> dict[str, Any]:
    """A row's cells by column as JSON keeps them."""
    return {column: packed(cell) for column, cell in cells.items()}


def unpacked_row(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The row that `packed_row` kept."""
    return {column: unpacked(cell) for column, cell in kept.items()}


def readable_key(parts: Sequence[str]) -> str:
    """A key as a person types it."""
    return " / ".join(parts)
