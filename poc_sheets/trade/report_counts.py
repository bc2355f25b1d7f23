"""Counts of a production report: scenes, pages in eighths, minutes of screen time, media.

A count is typed as the trade writes it. What cannot be read is `None`, never zero, and every sum that
it would be part of is `None` too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from poc_sheets.trade.eighths import parse_eighths, show_eighths

_MINUTES = re.compile(r"(-?)(\d+):([0-5]\d)(?::\d\d)?")
_NUMBER = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*([^\d\s]*)")


@dataclass(frozen=True, slots=True)
class Counted:
    """A count; `unit` is what stands behind its number (`TB`), or blank."""

    number: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """How one sort of count is read, and shown as the trade writes it."""

    read: Callable[[str], Counted | None]
    show: Callable[[Counted], str]
    expected: str


def _read_pages(text: str) -> Counted | None:
    eighths = parse_eighths(text)
    return None if eighths is None else Counted(Decimal(eighths))


def _show_pages(count: Counted) -> str:
    sign = "-" if count.number < 0 else ""
    return sign + show_eighths(abs(int(count.number)))


def _read_minutes(text: str) -> Counted | None:
    found = _MINUTES.fullmatch(text.strip())
    if found:
        seconds = int(found[2]) * 60 + int(found[3])
        return Counted(Decimal(-seconds if found[1] else seconds))
    plain = _read_number(text)
    return None if plain is None or plain.unit else Counted(round(plain.number * 60, 0))


def _show_minutes(count: Counted) -> str:
    minutes, seconds = divmod(abs(int(count.number)), 60)
    return f"{'-' if count.number < 0 else ''}{minutes}:{seconds:02}"


def _read_number(text: str) -> Counted | None:
    found = _NUMBER.fullmatch(text.strip().replace(",", "").replace("\u2212", "-"))
    return Counted(Decimal(found[1]), found[2]) if found else None


def _show_number(count: Counted) -> str:
    return f"{count.number.normalize():f} {count.unit}".strip()


#: Kept in eighths.
PAGES = Counting(_read_pages, _show_pages, "pages and eighths such as 2 4/8")
#: Kept in seconds.
MINUTES = Counting(_read_minutes, _show_minutes, "minutes and seconds such as 4:30")
NUMBERS = Counting(_read_number, _show_number, "a number such as 12")


def added(one: Counted | None, other: Counted | None, sign: int = 1) -> Counted | None:
    """The sum, or with `sign` -1 the difference; `None` where one is unknown or units differ."""
    if one is None or other is None:
        return None
    units = {unit.casefold() for unit in (one.unit, other.unit) if unit}
    # Nothing in no unit goes with any unit: 0 cards before, 3 TB today.
    if len(units) > 1 or (units and not _is_alike(one, other)):
        return None
    return Counted(one.number + sign * other.number, one.unit or other.unit)


def _is_alike(one: Counted, other: Counted) -> bool:
    return bool(one.unit and other.unit) or not (one if not one.unit else other).number
