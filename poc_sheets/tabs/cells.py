"""One cell into one value of the trade, and back: the kinds of columns there are.

A tab names the kind of a column by its type, such as `Money`; `kinds` says what a kind is.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated

from poc_sheets.tabs.kinds import Kind, Reading, TextKind, Unreadable
from poc_sheets.trade.clock import DAY, CallCode, Clock, NotAClock, parse_clock
from poc_sheets.trade.eighths import parse_eighths, show_eighths
from poc_sheets.trade.money import from_minor, shown_decimal, to_minor
from poc_sheets.workbook import Cell, Value

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet's day has no time zone)
_AMOUNT = re.compile(r"^[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$")


class RawKind(Kind):
    """A cell whose sort depends on its row, such as the value of a setting."""

    name = "value"
    number_format = "General"
    expected = "a value"

    def read(self, cell: Cell, reading: Reading) -> Cell:
        """The cell as it is."""
        del reading
        return cell


class CodeKind(TextKind):
    """A code, such as an account: text that may look like a number. `2400.0` is `2400`."""

    name = "code"
    expected = "a code such as 2400"
    width = 11

    def read(self, cell: Cell, reading: Reading) -> str:
        """The code; a date says that the program took a code such as 2-05 for a day."""
        if isinstance(cell, date | time):
            raise Unreadable("a code as text; the program took it for a date")
        text = super().read(cell, reading)
        return re.sub(r"^(\d+)\.0+$", r"\1", text)


class MoneyKind(Kind):
    """An amount of the production's currency, in minor units inside."""

    name = "money"
    number_format = "#,##0.00;[Red]-#,##0.00"
    expected = "an amount such as 1234.50"
    width = 13

    def read(self, cell: Cell, reading: Reading) -> int:
        """Minor units, rounded half away from zero."""
        return to_minor(_decimal(cell, self.expected), reading.exponent)

    def write(self, value: int, reading: Reading) -> Decimal:
        """Major units."""
        return from_minor(value, reading.exponent)


class NumberKind(Kind):
    """A quantity."""

    name = "number"
    number_format = "#,##0.###"
    expected = "a number"
    width = 10

    def read(self, cell: Cell, reading: Reading) -> Decimal:
        """The number as shown."""
        del reading
        return _decimal(cell, self.expected)


class PercentKind(NumberKind):
    """A share: 12.5 % stands as 0.125 in the cell."""

    name = "percent"
    number_format = "0.0%"
    expected = "a percentage such as 12.5%"

    def read(self, cell: Cell, reading: Reading) -> Decimal:
        """The share as a fraction."""
        if isinstance(cell, str) and cell.strip().endswith("%"):
            return _decimal(cell.strip()[:-1], self.expected) / 100
        return super().read(cell, reading)


class WholeKind(NumberKind):
    """A count."""

    name = "whole number"
    number_format = "0"
    expected = "a whole number"

    def read(self, cell: Cell, reading: Reading) -> int:  # type: ignore[override]  # a narrower value
        """The count."""
        number = super().read(cell, reading)
        if number != number.to_integral_value():
            raise Unreadable(self.expected)
        return int(number)


class DateKind(Kind):
    """A day."""

    name = "date"
    number_format = "ddd d mmm yyyy"
    expected = "a date such as 2026-03-12"
    width = 16

    def read(self, cell: Cell, reading: Reading) -> date:
        """The day, of a date cell, a serial number or an ISO text."""
        del reading
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        if isinstance(cell, int | float) and not isinstance(cell, bool) and 1 <= cell < 2958466:
            return (_EPOCH + timedelta(days=int(cell))).date()
        if isinstance(cell, str):
            try:
                return date.fromisoformat(cell.strip()[:10])
            except ValueError:
                pass
        raise Unreadable(self.expected)


class MomentKind(Kind):
    """A day and a time of day."""

    name = "date and time"
    number_format = "yyyy-mm-dd hh:mm"
    expected = "a date and time such as 2026-03-12 19:05"
    width = 17

    def read(self, cell: Cell, reading: Reading) -> datetime:
        """The moment, to the second, without a time zone."""
        del reading
        if isinstance(cell, datetime):
            return cell
        if isinstance(cell, date):
            return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  (as in the sheet)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and 1 <= cell < 2958466:
            return _EPOCH + timedelta(seconds=round(cell * 86400))
        if isinstance(cell, str):
            try:
                return datetime.fromisoformat(cell.strip()).replace(tzinfo=None)
            except ValueError:
                pass
        raise Unreadable(self.expected)


class CallKind(Kind):
    """A call: a time of day, or a code such as O/C."""

    name = "call"
    number_format = "h:mm AM/PM"
    expected = "a time such as 7:00a, or a call code such as O/C"
    width = 11

    def read(self, cell: Cell, reading: Reading) -> Clock | CallCode:
        """The time or the code."""
        del reading
        call = parse_clock(cell)
        if isinstance(call, NotAClock):
            raise Unreadable(f"{self.expected}: {call.why}")
        if call is None:
            raise Unreadable(self.expected)
        return call

    def write(self, value: Clock | CallCode, reading: Reading) -> Value:
        """A time as a time of day, a code as text."""
        del reading
        if isinstance(value, CallCode):
            return value.as_text()
        hour, minute = divmod(value.minutes % DAY, 60)
        return time(hour, minute)


class EighthsKind(Kind):
    """Script pages in eighths; never reduced."""

    name = "pages"
    expected = "pages and eighths such as 2 4/8"
    width = 8

    def read(self, cell: Cell, reading: Reading) -> int:
        """Whole eighths."""
        del reading
        eighths = parse_eighths(cell)
        if eighths is None:
            raise Unreadable(self.expected)
        return eighths

    def write(self, value: int, reading: Reading) -> str:
        """As text, so that no program takes 4/8 for a date or a half."""
        del reading
        return show_eighths(value)


class YesKind(Kind):
    """Yes or no."""

    name = "yes/no"
    expected = "Yes or No"
    width = 7

    def read(self, cell: Cell, reading: Reading) -> bool:
        """True for yes."""
        del reading
        text = str(cell).strip().casefold()
        if text in {"yes", "y", "true", "x", "1", "1.0", "on", "\u2713"}:
            return True
        if text in {"no", "n", "false", "0", "0.0", "off", "-"}:
            return False
        raise Unreadable(self.expected)

    def write(self, value: bool, reading: Reading) -> str:  # noqa: FBT001  (the value itself)
        """`Yes` or `No`."""
        del reading
        return "Yes" if value else "No"


class IdsKind(Kind):
    """A list of ids, such as cast numbers: `1, 3, 5x`."""

    name = "ids"
    expected = "ids separated by commas"

    def read(self, cell: Cell, reading: Reading) -> tuple[str, ...]:
        """The ids in their order."""
        text = TextKind().read(cell, reading)
        return tuple(part.strip() for part in re.split(r"[,;/\n]+", text) if part.strip())

    def write(self, value: tuple[str, ...], reading: Reading) -> str:
        """Separated by commas."""
        del reading
        return ", ".join(value)


def _decimal(cell: Cell, expected: str) -> Decimal:
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise Unreadable(expected)
    if isinstance(cell, int | float):
        return shown_decimal(cell)
    text = cell.strip().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()") if negative else text
    text = text.replace("$", "").replace("\u00a3", "").replace("\u20ac", "")
    if not _AMOUNT.match(text) or not any(c.isdigit() for c in text):
        raise Unreadable(expected)
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise Unreadable(expected) from None
    return -number if negative else number


Text = Annotated[str, TextKind()]
Raw = Annotated[Cell, RawKind()]
Code = Annotated[str, CodeKind()]
Money = Annotated[int, MoneyKind()]
Number = Annotated[Decimal, NumberKind()]
Percent = Annotated[Decimal, PercentKind()]
Whole = Annotated[int, WholeKind()]
Day = Annotated[date, DateKind()]
Moment = Annotated[datetime, MomentKind()]
Call = Annotated[Clock | CallCode, CallKind()]
Eighths = Annotated[int, EighthsKind()]
Yes = Annotated[bool, YesKind()]
Ids = Annotated[tuple[str, ...], IdsKind()]
