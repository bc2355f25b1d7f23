"""A value as a cell keeps it, and whether two values are the same to a person."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from poc_sheets.hosts.xlsx.markup import escape_cell_text
from poc_sheets.hosts.xlsx.problems import NO_CELL_VALUE, TEXT_TOO_LONG
from poc_sheets.hosts.xlsx.serials import TOLERANCE, to_serial
from poc_sheets.hosts.xlsx.styles import DATE_FORMAT, MOMENT_FORMAT, TIME_FORMAT, FormatKind
from poc_sheets.problems import Place
from poc_sheets.workbook import Cell, ErrorValue, Value

MOST_CHARACTERS: Final = 32_767


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into a cell: its type (`t`), its XML without prefix, the format it needs.

    `shows` is the number format that an unformatted cell gets, `None` where any format will do.
    """

    kind: str
    tag: str
    text: bytes
    shows: int | None = None

    def xml(self, prefix: bytes) -> bytes:
        """The content of the cell's element."""
        if self.tag == "":
            return b""
        if self.tag == "is":
            return b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (
                prefix,
                prefix,
                self.text,
                prefix,
                prefix,
            )
        return b"<%sv>%s</%sv>" % (prefix, self.text, prefix)

    def fits(self, kind: FormatKind) -> bool:
        """Whether a cell that shows `kind` shows this value as what it is."""
        if self.shows is None:
            return True
        if self.shows == TIME_FORMAT:
            return kind == "time"
        return kind == "date"


EMPTY: Final = Content("", "", b"")


def encoded(value: Value, place: Place, *, is_1904: bool) -> Content:
    """The value as a cell keeps it.

    Raises:
        SheetError: longer than a cell holds, a date before the calendar of the workbook, or a
            number that is none.
    """
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return Content("b", "v", b"1" if value else b"0")
    if isinstance(value, str):
        length = len(value.encode("utf-16-le", "surrogatepass")) // 2
        if length > MOST_CHARACTERS:
            raise TEXT_TOO_LONG.stop(place, length=f"{length:,}")
        return Content("inlineStr", "is", escape_cell_text(value))
    if isinstance(value, date | time):
        return _moment(value, place, is_1904=is_1904)
    if not math.isfinite(value):
        raise NO_CELL_VALUE.stop(place, seen=f"{value} is no number")
    if isinstance(value, Decimal):
        return Content("", "v", format(value, "f").encode())
    return Content("", "v", repr(value).encode())


def _moment(value: date | time, place: Place, *, is_1904: bool) -> Content:
    serial = to_serial(value, is_1904=is_1904)
    if serial is None:
        year = 1904 if is_1904 else 1900
        raise NO_CELL_VALUE.stop(place, seen=f"{value} is before {year}, where its dates begin")
    text = repr(int(serial) if serial == int(serial) else serial).encode()
    if isinstance(value, time):
        return Content("", "v", text, TIME_FORMAT)
    return Content("", "v", text, MOMENT_FORMAT if isinstance(value, datetime) else DATE_FORMAT)


def same(first: Cell, second: Cell, *, is_1904: bool) -> bool:
    """Whether two cells hold the same to a person: 2400 and 2400.0, blank and nothing.

    A date is the same as its serial number in the workbook's calendar.
    """
    one, two = (_canonical(each, is_1904=is_1904) for each in (first, second))
    if isinstance(one, float) and isinstance(two, float):
        if isinstance(first, date | time) or isinstance(second, date | time):
            return abs(one - two) <= TOLERANCE
        return one == two
    return type(one) is type(two) and one == two


def _canonical(value: Cell, *, is_1904: bool) -> bool | float | str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, date | time):
        serial = to_serial(value, is_1904=is_1904)
        return str(value) if serial is None else float(serial)
    return f"error {value.code}" if isinstance(value, ErrorValue) else float(value)
