"""Google's typed cells as ours, and ours as Google's."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from poc_sheets.workbook import Cell, ErrorValue, Value

Json = dict[str, Any]

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date has no time zone
_SHOWN_ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}
#: The last day that a sheet's calendar knows, 31 December 9999.
_LAST_SERIAL = 2_958_466


def cell_of(data: Json) -> Cell:
    """The value of a cell as Google sends it (CellData); `None` for an empty one.

    A number whose cell shows a date becomes a `datetime`, one that shows a time of day a `time`.
    """
    value = data.get("effectiveValue") or {}
    if "errorValue" in value:
        kind = str(value["errorValue"].get("type", ""))
        return ErrorValue(_SHOWN_ERRORS.get(kind, "#ERROR!"))
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "numberValue" in value:
        formats = (data.get("effectiveFormat") or {}).get("numberFormat") or {}
        return _number(float(value["numberValue"]), str(formats.get("type", "")))
    text = value.get("stringValue")
    return None if text is None or text == "" else str(text)


def _number(number: float, kind: str) -> Cell:
    if kind in ("DATE", "DATE_TIME", "TIME") and 0 <= number < _LAST_SERIAL:
        moment = _EPOCH + timedelta(milliseconds=round(number * 86_400_000))
        return moment.time() if kind == "TIME" and number < 1 else moment
    return number


def formula_of(data: Json) -> str | None:
    """The formula of a cell with its leading `=`; `None` where a value was typed."""
    formula = (data.get("userEnteredValue") or {}).get("formulaValue")
    return None if formula is None else str(formula)


def typed_value(value: Value) -> Json:
    """A value as Google's ExtendedValue; empty for an empty cell.

    Text is text whatever it starts with: a name such as `=HYPERLINK(...)` never becomes alive.
    """
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float | Decimal):
        return {"numberValue": float(value)}
    if isinstance(value, date | time):
        return {"numberValue": _serial(value)}
    return {"stringValue": value}


def _serial(value: date | time) -> float:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - _EPOCH.date()).days)
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return seconds / 86_400


def date_format(value: Value) -> Json | None:
    """The number format that a date needs in a cell that has none."""
    if isinstance(value, datetime):
        return {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}
    if isinstance(value, date):
        return {"type": "DATE", "pattern": "yyyy-mm-dd"}
    if isinstance(value, time):
        return {"type": "TIME", "pattern": "hh:mm"}
    return None
