"""Amounts as people and banks write them: `(1,234.56)`, `1.234,56-`, `RM 9.00`, `12.50 CR`.

A cell by itself does not always say which sign stands before the cents: `1,234` is either. What
decides is the whole column, never the row.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from poc_sheets.readers.currencies import CURRENCY_SIGNS, CURRENCY_TOKEN
from poc_sheets.trade.money import shown_decimal
from poc_sheets.workbook import Cell

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d\u2796"
_APOSTROPHES = "\u2019\u2018\u02bc\u02b9\u2032\u00b4`\uff07"
_PLAIN = str.maketrans(
    dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'") | {"\u066b": ".", "\u066c": "'"}
)
_MARK = re.compile(
    r"^(?P<before>[cd]r)\.?(?=[^a-z.])|(?<=[\d\s).,-])(?P<after>[cd]r|[cdhs])\.?$", re.IGNORECASE
)
#: The way most files write all of their amounts; read without a second look.
_SIMPLE = re.compile(r"^-?[0-9]{1,15}(?:\.[0-9]{1,2})?$")
_NO_CENTS = re.compile(r"(?<=\d)[.,](?:-{1,2})$")
_CURRENCY_BEFORE = re.compile(rf"^([-+(\s]*)(?:{CURRENCY_TOKEN}\s*){{1,2}}", re.IGNORECASE)
_CURRENCY_BEHIND = re.compile(rf"(?:\s*{CURRENCY_TOKEN}){{1,2}}([-+)\s]*)$", re.IGNORECASE)
_NUMBERS = {
    decimal: re.compile(
        rf"^(?:\d+|[1-9]\d{{0,2}}(?:(?P<a>[{group}' ])\d{{3}})(?:(?P=a)\d{{3}})*"
        rf"|[1-9]\d?(?:(?P<b>[{group}])\d{{2}})(?:(?P=b)\d{{2}})*(?P=b)\d{{3}})?"
        rf"(?:{re.escape(decimal)}\d*)?$"
    )
    for decimal, group in ((".", ","), (",", "."))
}


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """An amount that reads differently with a point and with a comma before the cents."""

    text: str
    with_point: Decimal
    with_comma: Decimal


@dataclass(frozen=True, slots=True)
class Style:
    """How a column writes its amounts.

    `decimal` is the sign before the cents, blank where no cell shows it. `ambiguous` are the texts
    that need it, `points` and `commas` count the cells that show it.
    """

    decimal: str
    ambiguous: tuple[str, ...] = ()
    points: int = 0
    commas: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether every cell of the column can be read in one way only."""
        return bool(self.decimal) or not self.ambiguous


def is_blank(cell: Cell) -> bool:
    """Whether a cell says that there is no amount: empty, or dashes alone."""
    if cell is None:
        return True
    return isinstance(cell, str) and not _plain(cell).strip("- '")


def parse_amount(text: str, *, decimal: str | None = None) -> Decimal | Ambiguous | None:
    """The amount that a text shows.

    A minus sign of any sort before or behind, brackets, and the letters CR say negative, DR says
    positive (the sense of a card account: a charge is a debit). Two marks say it twice, they do
    not cancel: `-$-42.55` is -42.55.

    Args:
        text: the cell as it stands; currency signs and codes around the number do not matter.
        decimal: the sign before the cents, "." or ","; without it a text such as `1,234` is
            ambiguous.

    Returns:
        The amount; `None` where the text is blank or shows no amount; `Ambiguous` where it could
        be either of two.
    """
    if decimal != "," and _SIMPLE.match(text):
        return Decimal(text)
    number, is_negative = _split_sign(text)
    if not number or not any(c.isdigit() for c in number):
        return None
    signs = (decimal,) if decimal else (".", ",")
    readings = [reading for sign in signs if (reading := _number(number, sign)) is not None]
    if not readings:
        return None
    if len(set(readings)) > 1:
        point, comma = ((-r if is_negative else r) for r in readings)
        return Ambiguous(text.strip(), point, comma)
    return -readings[0] if is_negative else readings[0]


def read_amount(cell: Cell, *, decimal: str | None = None) -> Decimal | Ambiguous | None:
    """The amount in a cell: a number as shown, or a text as `parse_amount` reads it."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return shown_decimal(cell)
    return parse_amount(cell, decimal=decimal) if isinstance(cell, str) else None


def amount_style(cells: Sequence[Cell]) -> Style:
    """How a column writes its amounts, decided from the cells that can be read in one way only.

    A column where both signs occur is decided by the sign that all but one in twenty cells show;
    else it stays open.
    """
    points = commas = 0
    ambiguous: list[str] = []
    for cell in cells:
        if not isinstance(cell, str):
            continue
        if _SIMPLE.match(cell):
            points += "." in cell
            continue
        reading = parse_amount(cell)
        if isinstance(reading, Ambiguous):
            ambiguous.append(reading.text)
        elif reading is not None:
            point = parse_amount(cell, decimal=".") is not None
            comma = parse_amount(cell, decimal=",") is not None
            points += point and not comma
            commas += comma and not point
    decimal = "." if points > commas else ","
    if min(points, commas) * 20 > max(points, commas) or not points + commas:
        decimal = ""
    return Style(decimal, tuple(ambiguous), points, commas)


def credit_mark(text: str) -> str:
    """`credit` or `debit` where the text carries CR or DR, else blank."""
    if text[-1:].isdigit() and not text[:1].isalpha():
        return ""
    mark, _ = _take_mark(_plain(text))
    return mark


def currency_in(text: str) -> str:
    """The ISO 4217 code that a text names beside its amount, blank where none or not certain."""
    for token in re.findall(CURRENCY_TOKEN, unicodedata.normalize("NFKC", text), re.IGNORECASE):
        code = CURRENCY_SIGNS.get(token.upper().rstrip("."), "")
        if code:
            return code
    return ""


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain).strip()


def _take_mark(plain: str) -> tuple[str, str]:
    """CR or DR off the text: which one, and the rest."""
    found = _MARK.search(plain)
    if found is None:
        return "", plain
    letters = (found["before"] or found["after"]).casefold()
    rest = plain[: found.start()] + plain[found.end() :]
    # German banks write H (Haben) and S (Soll).
    return ("credit" if letters[0] in "ch" else "debit"), rest.strip()


def _split_sign(text: str) -> tuple[str, bool]:
    """The bare number of a text, and whether anything says that it is negative."""
    # Footnote marks and fractions would turn into digits of the amount.
    if len(text) > 80 or any(unicodedata.category(c) == "No" for c in text):
        return "", False
    mark, rest = _take_mark(_plain(text).removeprefix("'"))
    rest = _CURRENCY_BEFORE.sub(r"\1 ", rest, count=1)
    rest = _CURRENCY_BEHIND.sub(r" \1", rest, count=1)
    rest = _NO_CENTS.sub("", rest.strip())
    is_negative = rest.startswith("-") or rest.endswith("-") or "(" in rest
    if rest.count("(") != rest.count(")") or rest.count("(") > 1:
        return "", False
    bare = re.sub(r"^[-+(\s]+", "", rest)
    bare = re.sub(r"[-+)\s]+$", "", bare)
    return bare, is_negative if not mark else mark == "credit"


def _number(bare: str, decimal: str) -> Decimal | None:
    found = _NUMBERS[decimal].match(bare)
    if found is None or not any(c.isdigit() for c in bare):
        return None
    digits = re.sub(r"[^\d" + re.escape(decimal) + "]", "", bare).replace(decimal, ".")
    return Decimal(digits)
