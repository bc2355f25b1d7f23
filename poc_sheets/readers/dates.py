"""Dates as people and banks write them, decided for a whole column.

`03/04/2021` by itself is two days. What decides is every row of the column; a row is never read
the other way round. A date is what the file shows: no time zone moves it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from poc_sheets.readers.texts import folded
from poc_sheets.workbook import Cell

Order = Literal["dmy", "mdy", "ymd", ""]

#: Two-digit years: 70 to 99 are of the last century, as in POSIX.
_CENTURY_PIVOT = 70
_YEARS = range(1950, 2100)
#: Serial numbers of 1 January 1980 and of 31 December 2079 in the 1900 system.
_SERIALS = range(29221, 65745)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_MONTHS = {
    1: "jan gen ene", 2: "feb fev", 3: "mar mrt maerz", 4: "apr avr abr", 5: "may mai mag mei",
    6: "jun juin giu", 7: "jul juil lug", 8: "aug aou ago", 9: "sep set", 10: "oct okt ott out",
    11: "nov", 12: "dec dez dic",
}  # fmt: skip
_MONTH_OF = {start: month for month, starts in _MONTHS.items() for start in starts.split()}

_TIME = r"(?:[t ,]+\d{1,2}[:.h]\d{2}.*|z)?$"
_THREE_NUMBERS = re.compile(r"^(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})\.?" + _TIME)
_EIGHT_DIGITS = re.compile(r"^(\d{2})(\d{2})(\d{2})(\d{2})(?:\d{6}\b.*)?" + _TIME)
_WEEKDAY = re.compile(r"^[a-z]{2,9}\.?,?\s+(?=\d|[a-z])")
_DAY_MONTH = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th|\.)?[-/. ]*([a-z]{3,10})\.?[-/., ]*(\d{4}|\d{2})" + _TIME
)
_MONTH_DAY = re.compile(
    r"^([a-z]{3,10})\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})" + _TIME
)
_YEAR_MONTH_DAY = re.compile(r"^(\d{4})[-/. ]([a-z]{3,10})\.?[-/. ](\d{1,2})" + _TIME)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a column writes its dates.

    `order` is blank where no cell shows it. `ambiguous` are the texts that need it; `day_first`
    and `month_first` count the cells that show it, `date_cells` those that are dates already.
    """

    order: Order
    ambiguous: tuple[str, ...] = ()
    day_first: int = 0
    month_first: int = 0
    date_cells: int = 0
    latest_day_of_date_cells: int = 0
    short_year: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether every cell of the column can be read in one way only."""
        return bool(self.order) or not self.ambiguous

    @property
    def is_half_turned(self) -> bool:
        """Whether a program turned only those dates that it could read its own way.

        The sign of it: the texts left over all have a day after the twelfth, the date cells never.
        """
        shown = self.day_first + self.month_first
        no_small_text = shown > 0 and not self.ambiguous
        return no_small_text and self.date_cells >= 3 and self.latest_day_of_date_cells <= 12


def date_style(
    cells: Sequence[Cell],
    day_first: bool | None = None,  # noqa: FBT001  (what a person says: yes, no or nothing)
) -> DateStyle:
    """How a column writes its dates, decided from all of its cells.

    Args:
        cells: the column's cells below the heading.
        day_first: what a person says; it wins over what the cells show.
    """
    style = _Evidence()
    for cell in cells:
        style.add(cell)
    order: Order = ""
    if day_first is not None:
        order = "dmy" if day_first else "mdy"
    elif min(style.day_first, style.month_first) * 20 <= max(style.day_first, style.month_first):
        if style.day_first > style.month_first:
            order = "dmy"
        elif style.month_first:
            order = "mdy"
        elif style.year_first:
            order = "ymd"
    return DateStyle(
        order,
        tuple(style.ambiguous),
        style.day_first,
        style.month_first,
        style.date_cells,
        style.latest_day,
        style.short_year,
    )


def read_date(cell: Cell, order: Order = "", *, is_1904: bool = False) -> date | None:
    """The day in a cell, `None` where it shows none, or shows one in another order.

    Args:
        cell: a date, a serial number of the 1900 or 1904 system, or text.
        order: the column's order; without it only texts that read in one way are read.
        is_1904: whether serial numbers count from 1904.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    if isinstance(cell, int | float):
        return _from_number(cell, order, is_1904=is_1904)
    readings = {day for candidate in _readings(cell) if (day := candidate[1]) is not None}
    chosen = {day for candidate, day in _readings(cell) if day and candidate in {order, "any"}}
    if len(chosen) == 1:
        return chosen.pop()
    return readings.pop() if len(readings) == 1 and not order else None


def parse_iso_start(text: str) -> date | None:
    """The day a text starts with, year first, as it stands; time and time zone do not move it.

    OFX writes `20190213120000.000[-5:EST]`, CAMT `2019-02-13T12:00:00-05:00`.
    """
    found = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})", text)
    return _day(found[1], found[2], found[3]) if found else None


def nearest_year(month: int, day: int, near: date) -> date | None:
    """The day of a date without a year: the one nearest to another date."""
    days = [d for year in (-1, 0, 1) if (d := _day(near.year + year, month, day))]
    return min(days, key=lambda d: abs(d - near), default=None)


def _day(year: int | str, month: int | str, day: int | str) -> date | None:
    number = int(year)
    if number < 100 and len(str(year)) <= 2:
        number += 1900 if number >= _CENTURY_PIVOT else 2000
    try:
        return date(number, int(month), int(day)) if number in _YEARS else None
    except ValueError:
        return None


def _from_number(number: float, order: Order, *, is_1904: bool) -> date | None:
    """A serial number, or eight digits that stand for a date."""
    if is_1904 and 0 <= number < 70000:
        return _EPOCH_1904 + timedelta(days=int(number))
    if int(number) in _SERIALS:
        return _EPOCH + timedelta(days=int(number))
    if number == int(number) and 10**6 <= number < 10**8:
        return read_date(f"{int(number):08d}", order)
    return None


def _month(word: str) -> int:
    starts = (_MONTH_OF.get(word[:length], 0) for length in (5, 4, 3))
    return next((month for month in starts if month), 0)


@lru_cache(maxsize=1 << 14)
def _readings(text: str) -> Sequence[tuple[str, date | None]]:
    """Every way to read a text, with the order it stands for; `any` where no order matters."""
    plain = folded(text.strip().strip("'"))
    if plain[:1].isalpha() and plain[-1:].isdigit() and "/" in plain:
        plain = _WEEKDAY.sub("", plain)
    found = _THREE_NUMBERS.match(plain)
    if found:
        return _of_three(found[1], found[2], found[3])
    found = _EIGHT_DIGITS.match(plain)
    if found:
        first = [("any", _day(found[1] + found[2], found[3], found[4]))]
        return first if first[0][1] else _of_three(found[1], found[2], found[3] + found[4])
    if plain.isdigit() and int(plain) in _SERIALS:
        return [("any", _EPOCH + timedelta(days=int(plain)))]
    return _of_words(plain)


def _of_three(first: str, second: str, third: str) -> list[tuple[str, date | None]]:
    if len(first) >= 3:
        return [("any", _day(first, second, third))] if len(first) == 4 else []
    readings: list[tuple[str, date | None]] = []
    if len(third) in {1, 2, 4}:
        readings = [("dmy", _day(third, second, first)), ("mdy", _day(third, first, second))]
    if len(third) <= 2 and int(first) > 31:
        readings.append(("ymd", _day(first, second, third)))
    return readings


def _of_words(plain: str) -> list[tuple[str, date | None]]:
    for text in (plain, _WEEKDAY.sub("", plain)):
        if found := _DAY_MONTH.match(text):
            day, word, year = found[1], found[2], found[3]
        elif found := _MONTH_DAY.match(text):
            word, day, year = found[1], found[2], found[3]
        elif found := _YEAR_MONTH_DAY.match(text):
            year, word, day = found[1], found[2], found[3]
        else:
            continue
        if _month(word):
            return [("any", _day(year, _month(word), day))]
    return []


class _Evidence:
    """What the cells of a column show about its order, added up cell by cell."""

    def __init__(self) -> None:
        self.day_first = self.month_first = self.year_first = 0
        self.date_cells = self.latest_day = 0
        self.ambiguous: list[str] = []
        self.short_year = ""

    def add(self, cell: Cell) -> None:
        if isinstance(cell, date):
            self.date_cells += 1
            self.latest_day = max(self.latest_day, cell.day)
        if isinstance(cell, int | float) and cell == int(cell) and 10**6 <= cell < 10**8:
            cell = f"{int(cell):08d}"
        if not isinstance(cell, str):
            return
        readings = [(order, day) for order, day in _readings(cell) if day]
        if len({day for _, day in readings}) > 1:
            self.ambiguous.append(cell.strip())
        elif len(readings) == 1:
            self.day_first += readings[0][0] == "dmy"
            self.month_first += readings[0][0] == "mdy"
            self.year_first += readings[0][0] == "ymd"
        if readings and not self.short_year and _has_short_year(cell):
            self.short_year = cell.strip()


def _has_short_year(text: str) -> bool:
    return re.search(r"\d{4}", text) is None
