"""What typing into a cell makes of a text: the subset of USER_ENTERED that the emulator knows."""

import re
from datetime import date

from poc_sheets.testing.gsheets.dates import serial_of
from poc_sheets.testing.gsheets.grid import Entered, Formula
from poc_sheets.testing.gsheets.numbers import marks
from poc_sheets.testing.gsheets.wire import Json

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_SLASHED = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?$")
_TIME = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?$")
_MONTH_NAMES = re.compile(
    r"^(\d{1,2})[- ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[- ](\d{4}))?$",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SYMBOLS = {"$": '"$"#,##0', "€": "[$€]#,##0", "£": "[$£]#,##0"}

#: What a text became: the value, and the number format it brings (none keeps the cell's).
Typed = tuple[Entered, Json | None]


def typed(text: str, locale: str, this_year: int) -> Typed:
    """The value that typing a text gives, as a person at the keyboard would see it."""
    if text == "":
        return None, None
    if text.startswith("'"):
        return text[1:], None
    if text.startswith("=") and len(text) > 1:
        return Formula(text), None
    plain = text.strip()
    if plain.upper() in ("TRUE", "FALSE"):
        return plain.upper() == "TRUE", None
    return _number(plain, locale) or _date(plain, locale, this_year) or _time(plain) or (text, None)


def _number(text: str, locale: str) -> Typed | None:
    decimal_mark, separator = marks(locale)
    body = text.replace("\u00a0", separator).replace(" ", separator if separator > "z" else " ")
    negative = body.startswith("-") or (body.startswith("(") and body.endswith(")"))
    body = body.lstrip("+-").strip("()") if negative else body.removeprefix("+")
    symbol = next((sign for sign in _SYMBOLS if sign in (body[:1], body[-1:])), "")
    if symbol:
        body = body.strip(symbol).strip()
    percent = body.endswith("%")
    body = body.removesuffix("%").strip()
    grouped = separator in body
    if grouped and not re.match(
        rf"^\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+(?:{re.escape(decimal_mark)}\d*)?$", body
    ):
        return None
    body = body.replace(separator, "").replace(decimal_mark, ".")
    if not re.match(r"^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$", body):
        return None
    value = float(body) * (-1 if negative else 1) / (100 if percent else 1)
    places = ".00" if "." in body else ""
    if percent:
        return value, {"type": "PERCENT", "pattern": f"0{places}%"}
    if symbol:
        return value, {"type": "CURRENCY", "pattern": _SYMBOLS[symbol] + places}
    if "e" in body.lower():
        return value, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    return value, ({"type": "NUMBER", "pattern": f"#,##0{places}"} if grouped else None)


def _day(year: int, month: int, day: int) -> float | None:
    try:
        return serial_of(date(year, month, day))
    except ValueError:
        return None


def _date(text: str, locale: str, this_year: int) -> Typed | None:
    if match := _ISO.match(text):
        year, month, day, hour, minute, second = match.groups()
        serial = _day(int(year), int(month), int(day))
        if serial is None:
            return None
        if hour is None:
            return serial, {"type": "DATE", "pattern": "yyyy-mm-dd"}
        serial += (int(hour) * 3600 + int(minute) * 60 + int(second or 0)) / 86_400
        pattern = "yyyy-mm-dd h:mm:ss" if second else "yyyy-mm-dd h:mm"
        return serial, {"type": "DATE_TIME", "pattern": pattern}
    if match := _MONTH_NAMES.match(text):
        month = _MONTHS.index(match.group(2)[:3].lower()) + 1
        serial = _day(int(match.group(3) or this_year), month, int(match.group(1)))
        pattern = "d-mmm-yyyy" if match.group(3) else "d-mmm"
        return None if serial is None else (serial, {"type": "DATE", "pattern": pattern})
    return _slashed(text, locale, this_year)


def _slashed(text: str, locale: str, this_year: int) -> Typed | None:
    match = _SLASHED.match(text)
    if not match:
        return None
    first, sign, second, year_text = match.groups()
    american = locale.endswith("_US")
    month, day = (int(first), int(second)) if american else (int(second), int(first))
    year = int(year_text) if year_text else this_year
    if year < 100:
        year += 2000 if year < 50 else 1900
    serial = _day(year, month, day)
    if serial is None or (sign == "." and (american or not year_text)):
        return None
    order = ("M", "d") if american else ("dd", "MM")
    pattern = sign.join((*order, "yyyy") if year_text else order)
    return serial, {"type": "DATE", "pattern": pattern}


def _time(text: str) -> Typed | None:
    match = _TIME.match(text)
    if not match:
        return None
    hour, minute, second, half = match.groups()
    hours = int(hour)
    if int(minute) > 59 or int(second or 0) > 59 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    value = (hours * 3600 + int(minute) * 60 + int(second or 0)) / 86_400
    pattern = "h:mm" + (":ss" if second else "") + (" am/pm" if half else "")
    return value, {"type": "TIME", "pattern": pattern}
