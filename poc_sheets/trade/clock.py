"""What stands in a time cell of a call sheet or a time report.

Such cells mix `7A`, `0700`, `18:30`, fractions of a day and codes such as `O/C`. `parse_clock` reads
one cell. A cell that can be read in two ways is not read at all; it comes back with the reason.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.workbook import Cell

NOT_A_TIME = Problem(
    code="not-a-time",
    title='"{seen}" is not a time',
    what="{why}",
    do="Type the time as 7:00A or 07:00, or a code such as O/C, W/N or TBD.",
)
Style = Literal["12h", "24h"]

DAY = 24 * 60
_LAST_HOUR = 47
#: Serial numbers of the 1900 system: a date of today is beyond the first, none beyond the second.
_FIRST_DATE = 20_000
_AFTER_LAST_DATE = 2_958_466

_TWELVE_HOURS = re.compile(r"(\d{1,2})(?::?(\d{2}))? ?([AP])\.? ?(?:M\.?)?")
_COLON = re.compile(r"(\d{1,2})[:H](\d{2})(?::(\d{2})(?:\.0+)?)?(?: ?HRS?)?")
_FOUR_DIGITS = re.compile(r"(\d{1,2})(\d{2})(?: ?HRS?)?")
_DECIMAL = re.compile(r"\d{1,2}(?:\.\d+)?")
_NAMED = {"NOON": 720, "12N": 720, "12 NOON": 720, "MIDNIGHT": 0}
_CODES = {
    "O/C": ("O/C", "OC", "ON CALL"),
    "W/N": ("W/N", "WN", "WILL NOTIFY"),
    "TBD": ("TBD", "TBA"),
    "H": ("H", "HOLD"),
    "N/A": ("N/A", "NA", "OFF", "-", "–"),
    "SR": ("SR", "SELF REPORT", "SELF-REPORT"),
    "P/U": ("P/U", "PU", "PICK UP", "PICK-UP"),
}
_CODE_OF = {spelling: code for code, spellings in _CODES.items() for spelling in spellings}


@dataclass(frozen=True, slots=True, order=True)
class Clock:
    """A time of day: minutes since midnight; 1440 and more is past the next midnight."""

    minutes: int

    def as_text(self, style: Style = "12h") -> str:
        """The time as a call sheet prints it."""
        return format_clock(self.minutes, style)


@dataclass(frozen=True, slots=True)
class CallCode:
    """A call that is no time: `O/C`, `W/N`, `TBD`, `H`, `N/A`, `SR`, `P/U` or `PER`.

    `clock` is the time beside `P/U` or `SR`; `by` is who gives the time beside `PER` (`HOD`).
    """

    code: str
    clock: Clock | None = None
    by: str = ""

    def as_text(self, style: Style = "12h") -> str:
        """The code as a call sheet prints it: `O/C`, `P/U 5:30A`, `PER HOD`."""
        beside = self.clock.as_text(style) if self.clock else self.by
        return f"{self.code} {beside}".strip()


@dataclass(frozen=True, slots=True)
class NotAClock:
    """What stands in a time cell and cannot be read as a time, with the reason."""

    seen: str
    why: str

    def at(self, place: Place) -> Finding:
        """The finding to show beside the cell."""
        return NOT_A_TIME.at(place, seen=self.seen, why=self.why)


def parse_clock(cell: Cell) -> Clock | CallCode | NotAClock | None:
    """Read one time cell.

    Args:
        cell: text (`7A`, `7:00a`, `0700`, `18:30`, `P/U 5:30A`, `O/C`), a fraction of a day
            (0.2916 is 7:00), a number of hours in tenths (7.0 is 7:00, 18.3 is 18:18), four digits
            that lost their zero (700), a time or a date with a time.

    Returns:
        `None` for an empty cell; a `NotAClock` with the reason where more than one reading is
        possible or none is.
    """
    match cell:
        case None:
            return None
        case datetime() | time():
            return Clock(_whole_minutes(cell.hour, cell.minute, cell.second))
        case str():
            return _from_text(cell)
        case bool():
            return NotAClock(str(cell).upper(), "a yes or no stands where a time belongs")
        case int() | float() if 0 <= cell < _AFTER_LAST_DATE:
            return _from_number(float(cell), seen=format(cell, "g"))
        case _:
            return NotAClock(str(cell), "no time of day can be read from it")


def _whole_minutes(hour: int, minute: int, second: int) -> int:
    return hour * 60 + minute + (second >= 30)


def _from_number(number: float, seen: str) -> Clock | NotAClock:
    if 0 <= number < 1:
        return Clock(round(number * DAY))
    if number >= _FIRST_DATE:
        # A serial date with a time: the shoot day is known elsewhere, the time is the fraction.
        return Clock(round(number % 1 * DAY))
    if number == int(number) and 100 <= number <= 2400:
        return _from_hours(int(number) // 100, int(number) % 100, seen)
    in_tenths = abs(number * 10 - round(number * 10)) < 1e-9
    if 1 <= number < 2 and not in_tenths:
        why = "it can be an hour of the night or, as a time of the program, the next day"
        return NotAClock(seen, why)
    if 1 <= number <= _LAST_HOUR:
        return Clock(round(number * 60))
    return NotAClock(seen, "a day has no such hour")


def _from_hours(hour: int, minute: int, seen: str) -> Clock | NotAClock:
    if hour > _LAST_HOUR or minute > 59:
        return NotAClock(seen, "a day has no such hour or minute")
    return Clock(hour * 60 + minute)


def _from_text(text: str) -> Clock | CallCode | NotAClock | None:
    # A star marks a cell that changed in this revision.
    seen = re.sub(r"\s+", " ", text).strip().strip("*").strip()
    upper = seen.upper()
    if not upper:
        return None
    return _from_code(upper) or _from_digits(upper, seen)


def _from_code(upper: str) -> CallCode | None:
    if upper in _CODE_OF:
        return CallCode(_CODE_OF[upper])
    if upper.startswith("PER ") and re.fullmatch(r"PER [A-Z/ .&]+", upper):
        return CallCode("PER", by=upper[4:].strip())
    for code in ("P/U", "SR"):
        for spelling in _CODES[code]:
            rest = upper.removeprefix(spelling + " ").removeprefix("@").strip()
            if upper.startswith(spelling + " ") and rest:
                clock = _from_digits(rest, rest)
                return CallCode(code, clock=clock) if isinstance(clock, Clock) else None
    return None


def _from_digits(upper: str, seen: str) -> Clock | NotAClock:
    if upper in _NAMED:
        return Clock(_NAMED[upper])
    if found := _TWELVE_HOURS.fullmatch(upper):
        return _from_half_day(int(found[1]), int(found[2] or 0), found[3], seen)
    if found := _COLON.fullmatch(upper):
        clock = _from_hours(int(found[1]), int(found[2]), seen)
        late_second = int(found[3] or 0) >= 30
        return Clock(clock.minutes + late_second) if isinstance(clock, Clock) else clock
    if found := _FOUR_DIGITS.fullmatch(upper):
        return _from_hours(int(found[1]), int(found[2]), seen)
    if _DECIMAL.fullmatch(upper):
        return _from_decimal_text(upper, seen)
    return NotAClock(seen, "it is neither a time nor a code of the call sheet")


def _from_half_day(hour: int, minute: int, half: str, seen: str) -> Clock | NotAClock:
    if hour > 12 or minute > 59:
        return NotAClock(seen, f"the hour or the minute does not go with {half}")
    return Clock(hour % 12 * 60 + minute + (720 if half == "P" else 0))


def _from_decimal_text(upper: str, seen: str) -> Clock | NotAClock:
    decimals = upper.partition(".")[2]
    if len(decimals) > 1 and int(decimals) != 0:
        return NotAClock(seen, "the figures after the point can be minutes or parts of an hour")
    if float(upper) > _LAST_HOUR:
        return NotAClock(seen, "a day has no such hour")
    return Clock(round(float(upper) * 60))


def format_clock(minutes: int, style: Style = "12h") -> str:
    """Minutes since midnight as `7:00A` or `07:00`; times past midnight show their hour of day."""
    hour, minute = divmod(minutes % DAY, 60)
    if style == "24h":
        return f"{hour:02}:{minute:02}"
    return f"{hour % 12 or 12}:{minute:02}{'A' if hour < 12 else 'P'}"
