"""Number formats of one document: Excel's codes, and what kind of value a format stands for."""

import re
from collections.abc import Iterator
from typing import Any

from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.uno_bridge import struct

DATE = "date"
DATETIME = "datetime"
TIME = "time"
BOOLEAN = "boolean"
TEXT = "text"
NUMBER = "number"

#: The format a cell gets when a value of that kind is written and it has none for it. The order
#: year, month, day is the one that nobody reads wrongly.
CODES = {
    DATE: "yyyy-mm-dd",
    DATETIME: "yyyy-mm-dd hh:mm:ss",
    TIME: "hh:mm",
    BOOLEAN: "BOOLEAN",
    NUMBER: "General",
    TEXT: "@",
}

# The bits of com.sun.star.util.NumberFormat.
_DATE_BIT, _TIME_BIT, _TEXT_BIT, _LOGICAL_BIT = 2, 4, 256, 1024
_KEPT_AS_WRITTEN = re.compile(r'("[^"]*"|\\.|\[(?![HMSJ]+\])[^\]]*\]|AM/PM|A/P)')
_DATE_LETTERS = re.compile(r"[DMYHSJT]+")


class NumberFormats:
    """The formats of one document; what was asked once is remembered."""

    def __init__(self, document: Any) -> None:
        self._formats = document.getNumberFormats()
        self._english = struct("lang.Locale", Language="en", Country="US", Variant="")
        self._kinds: dict[int, str] = {}
        self._keys: dict[str, int] = {}

    def kind(self, key: int) -> str:
        """What a value in that format is: a date, a time, a yes/no, text or a number."""
        if key not in self._kinds:
            bits = self._formats.getByKey(key).getPropertyValue("Type")
            self._kinds[key] = kind_of_type(bits)
        return self._kinds[key]

    def key(self, code: str) -> int:
        """The document's number for one of Excel's codes; a new code is added."""
        if code not in self._keys:
            key: int = self._formats.queryKey(code, self._english, False)  # noqa: FBT003 - UNO takes no names
            self._keys[code] = key if key >= 0 else self._formats.addNew(code, self._english)
        return self._keys[code]

    def code(self, key: int) -> str:
        """Excel's code of a format: English, dates in small letters."""
        found = self._formats.getByKey(key)
        if found.getPropertyValue("Locale").Language not in {"en", ""}:
            key = self._formats.getFormatForLocale(key, self._english)
            found = self._formats.getByKey(key)
        text: str = found.getPropertyValue("FormatString")
        return excel_code(text) if self.kind(key) in {DATE, TIME, DATETIME} else text

    def key_for(self, kind: str) -> int:
        """The format that a value of a kind gets by itself."""
        return self.key(CODES[kind])

    def areas(self, cells: Any, area: Area) -> Iterator[tuple[Area, str]]:
        """The rectangles of a range with the kind of their format.

        Args:
            cells: the range in the office.
            area: the same range; rectangles come in the sheet's own rows and columns.
        """
        if area.size == 1:
            yield area, self.kind(cells.getPropertyValue("NumberFormat"))
            return
        for group in cells.getUniqueCellFormatRanges():
            kind = self.kind(group.getPropertyValue("NumberFormat"))
            for found in group.getRangeAddresses():
                yield from_office(found), kind


def from_office(address: Any) -> Area:
    """The rectangle of an address as the office gives it (counted from 0)."""
    return Area(
        address.StartRow + 1,
        address.StartColumn + 1,
        address.EndRow - address.StartRow + 1,
        address.EndColumn - address.StartColumn + 1,
    )


def excel_code(code: str) -> str:
    """A date or time format in Excel's letters: `MM/DD/YY;@` is `mm/dd/yy;@`."""
    parts = _KEPT_AS_WRITTEN.split(code)
    for place in range(0, len(parts), 2):
        parts[place] = _DATE_LETTERS.sub(lambda match: match.group().lower(), parts[place])
    return "".join(parts)


def kind_of_type(bits: int) -> str:
    """What a format's type (com.sun.star.util.NumberFormat) stands for."""
    if bits & _LOGICAL_BIT:
        return BOOLEAN
    if bits & _DATE_BIT:
        return DATETIME if bits & _TIME_BIT else DATE
    if bits & _TIME_BIT:
        return TIME
    return TEXT if bits & _TEXT_BIT else NUMBER
