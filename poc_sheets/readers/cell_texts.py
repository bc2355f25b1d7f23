"""Cells of a foreign table as text: names as they read, codes with every digit or a finding."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.problems import CODE_BECAME_DATE, DIGITS_LOST
from poc_sheets.readers.texts import one_line
from poc_sheets.trade.money import shown_decimal
from poc_sheets.workbook import Cell, ErrorValue

#: Above this a spreadsheet program has replaced digits by zeros.
_SAFE_DIGITS = 10**15
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+?\d{2,}$", re.IGNORECASE)


def text_of(cell: Cell) -> str:
    """A cell as the words it shows: one line, full-width letters as plain ones."""
    if isinstance(cell, str):
        return one_line(cell if cell.isascii() else unicodedata.normalize("NFKC", cell))
    if cell is None or isinstance(cell, ErrorValue):
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return format(shown_decimal(cell).normalize(), "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat()


def code_of(cell: Cell, place: Place) -> tuple[str, Finding | None]:
    """A cell as a code (card, account, reference), and what is wrong with it.

    A number loses its `.0`; one that has lost digits, or has become a date, gets a finding.
    """
    text = text_of(cell).removeprefix("'")
    if isinstance(cell, date):
        return text, CODE_BECAME_DATE.at(place, heading=place.heading, seen=text)
    is_long = isinstance(cell, int | float) and abs(cell) >= _SAFE_DIGITS
    if is_long or _SCIENTIFIC.match(text):
        return text, DIGITS_LOST.at(place, heading=place.heading, seen=text)
    return text, None


def seen_text(cell: Cell) -> str:
    """A cell as it is quoted in a finding."""
    return str(cell) if isinstance(cell, ErrorValue) else text_of(cell)


def raw_text(cells: Sequence[Cell]) -> str:
    """A whole row as it is kept with its line."""
    text = " | ".join(seen_text(cell) for cell in cells if cell is not None)
    return text if len(text) <= 300 else text[:299] + "…"
