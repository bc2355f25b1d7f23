"""What every cell shows: formulas calculated, numbers in their formats."""

from datetime import datetime
from zoneinfo import ZoneInfo

from poc_sheets.testing.gsheets.a1 import GridRange
from poc_sheets.testing.gsheets.calculated import Block, Failure, Result
from poc_sheets.testing.gsheets.dates import serial_of
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.formulas import calculate
from poc_sheets.testing.gsheets.grid import Cell, Formula
from poc_sheets.testing.gsheets.numbers import is_date_format, show_number
from poc_sheets.testing.gsheets.references import parse_reference
from poc_sheets.testing.gsheets.wire import Json

_CIRCLE = Failure("#REF!", "Circular dependency detected.")


def result_of(book: Spreadsheet, tab: Tab, row: int, column: int) -> Result:
    """The value that a cell shows, before any number format."""
    entered = tab.grid.at(row, column).entered
    if not isinstance(entered, Formula):
        return entered
    place = (tab.id, row, column)
    minute = int(book.clock.now() // 60)
    if minute != book.computed_in:  # NOW() goes on
        book.computed.clear()
        book.computed_in = minute
    if place not in book.computed:
        book.computed[place] = _CIRCLE
        book.computed[place] = calculate(entered.text, _Lookup(book, tab))
    found: Result = book.computed[place]
    return found


class _Lookup:
    """References as seen from the tab of a formula."""

    def __init__(self, book: Spreadsheet, home: Tab) -> None:
        self.book = book
        self.home = home

    def block(self, reference_text: str) -> Block | Failure:
        reference = parse_reference(reference_text)
        tab = self.home if reference.title is None else self.book.tab_called(reference.title)
        if tab is None:
            return Failure("#REF!", "Unresolved sheet name.")
        return self._values(tab, reference.in_tab(tab.id))

    def named(self, name: str) -> Block | Failure:
        for entry in self.book.names:
            if str(entry.data["name"]).lower() == name.lower():
                return self._values(self.book.tab(entry.area.tab), entry.area)
        return Failure("#NAME?", f"Unknown range name: '{name}'.")

    def now(self) -> float:
        """The moment in the spreadsheet's time zone, as a serial number."""
        zone = ZoneInfo(str(self.book.properties["timeZone"]))
        return serial_of(datetime.fromtimestamp(self.book.clock.now(), zone))

    def _values(self, tab: Tab, wanted: GridRange) -> Block | Failure:
        area = tab.area(wanted)
        if area.height < 1 or area.width < 1:
            return Failure("#REF!", "Reference does not exist.")
        block: Block = [[None] * area.width for _ in range(area.height)]
        for filled in tab.grid.inside(area):
            value = result_of(self.book, tab, filled.row, filled.column)
            block[filled.row - area.top][filled.column - area.left] = value
        return block


def number_format(cell: Cell) -> Json | None:
    """The number format that a cell was given."""
    return cell.format.get("numberFormat") if cell.format else None


def shown(value: Result, cell: Cell, locale: str) -> str:
    """A value as people see it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return show_number(float(value), number_format(cell), locale)
    return value.text if isinstance(value, Failure) else value


def plain_number(value: float) -> float | int:
    """A number as JSON writes it: whole ones without a point."""
    return int(value) if value == int(value) and abs(value) < 1e17 else value


def is_date(cell: Cell) -> bool:
    """Whether a cell's number is shown as a date or a time."""
    return is_date_format(number_format(cell))
