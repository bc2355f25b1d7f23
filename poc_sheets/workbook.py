"""The port between our functions and any spreadsheet program.

A host is one program (or the file itself). It offers a `Workbook` with five verbs: `tabs`, `read`,
`write`, `keep`, `show`. Nothing else of a host is known outside its folder.

Cells travel as what the program holds: `None` for an empty cell, text, numbers as floats, booleans,
dates as `datetime` (or as a serial number of the 1900 system where the cell has no date format),
and an `ErrorValue` for `#REF!` and its like. Rows and columns count from 1, as on screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

from poc_sheets.problems import Finding


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that shows an error: `#REF!`, `#N/A`."""

    code: str

    def __str__(self) -> str:
        return self.code


#: A formula whose result no program has computed yet (a file that was never opened and saved).
NEVER_CALCULATED = ErrorValue("(formula not calculated yet)")

#: What a cell can hold when it is read.
Cell = None | bool | int | float | str | date | datetime | time | ErrorValue
#: What can be written into a cell. Text is written as text, whatever it starts with.
Value = None | bool | int | float | Decimal | str | date | datetime | time


@dataclass(frozen=True, slots=True)
class Table:
    """The range of a spreadsheet table (Excel: list object).

    `last_row` is the last row of data: a totals row is not counted. `header_row == last_row` says
    that the table has no data row yet.
    """

    name: str
    header_row: int
    last_row: int
    first_column: int
    last_column: int
    has_totals: bool = False


@dataclass(frozen=True, slots=True)
class TabInfo:
    """A tab of the workbook: its name on screen and, where the workbook carries it, our id."""

    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All cells of one tab, as read.

    `cells[0]` is row 1; rows can differ in length. `formulas` has the text of each formula cell
    (with its leading `=`), by (row, column).
    """

    name: str
    cells: Sequence[Sequence[Cell]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place, `None` beyond what was read."""
        if row < 1 or column < 1 or row > len(self.cells):
            return None
        cells = self.cells[row - 1]
        return cells[column - 1] if column <= len(cells) else None


@dataclass(frozen=True, slots=True)
class Change:
    """One cell gets a new value; `was` is what it held when it was read."""

    tab: str
    row: int
    column: int
    was: Cell
    value: Value


@dataclass(frozen=True, slots=True)
class Append:
    """New rows below `after_row`, each as {column: value}; a table there grows by them.

    Cells below that belong to something else (a totals row, notes) are moved down or the host
    refuses in words; they are never overwritten.
    """

    tab: str
    after_row: int
    rows: tuple[Mapping[int, Value], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file for people: a PDF, a mail draft, a calendar."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """What the person who pressed a button is shown.

    `documents` are the places where the documents were kept, as a person can open them.
    """

    ok: bool
    title: str
    summary: str
    findings: tuple[Finding, ...] = ()
    changed_cells: int = 0
    documents: tuple[str, ...] = ()
    exit_code: int = 0

    def as_text(self, most: int = 3) -> str:
        """The box: the summary, the first findings, the documents made."""
        parts = [self.summary]
        parts += [finding.as_text() for finding in self.findings[:most]]
        rest = len(self.findings) - most
        if rest > 0:
            parts.append(f"{rest} more in the Findings tab.")
        if self.documents:
            parts.append("Made: " + "\n      ".join(self.documents))
        return "\n\n".join(parts)


_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet's day has no time zone)


def comparable(cell: Cell | Value) -> str | float | bool | ErrorValue | None:
    """A cell in the one form in which two programs' versions of it are equal.

    Empty text is an empty cell, 2400 is 2400.0, a date is its serial number, a time its share of
    a day.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool | str | ErrorValue):
        return cell
    if isinstance(cell, datetime):
        return round((cell.replace(tzinfo=None) - _EPOCH).total_seconds() / 86400, 9)
    if isinstance(cell, date):
        return float((datetime(cell.year, cell.month, cell.day) - _EPOCH).days)  # noqa: DTZ001  (as above)
    if isinstance(cell, time):
        return round((cell.hour * 3600 + cell.minute * 60 + cell.second) / 86400, 9)
    return float(format(cell, ".15g"))


def same_cell(one: Cell | Value, other: Cell | Value) -> bool:
    """Whether two cells hold the same, whatever program read them."""
    left, right = comparable(one), comparable(other)
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= 1e-9 * max(1.0, abs(left))
    return type(left) is type(right) and left == right


class Workbook(Protocol):
    """An open production workbook, in any program."""

    @property
    def name(self) -> str:
        """The file's name as the person knows it."""

    def tabs(self) -> Sequence[TabInfo]:
        """Every tab in the order on screen."""

    def read(self, names: Sequence[str]) -> dict[str, Sheet]:
        """The named tabs, in one call to the program."""

    def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
        """All changes or none.

        Raises:
            SheetError: a cell no longer holds what it held when it was read, the workbook is open
                elsewhere or protected, or the change cannot be made without losing something.
        """

    def keep(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """Keep documents where the production keeps them; where each can be opened."""

    def show(self, message: Message) -> None:
        """Tell the person what happened."""
