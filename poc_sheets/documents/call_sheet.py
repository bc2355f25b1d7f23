"""The call sheet as PDF: front, then back with the crew by department.

The content is declared in `call_sheet_content` and `call_sheet_rows`; their names may be imported
from here as well.
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from poc_sheets.documents.call_sheet_content import (
    Calls,
    CallSheet,
    Day,
    Emergency,
    Header,
    Principal,
    SignOff,
    Version,
    Weather,
)
from poc_sheets.documents.call_sheet_rows import (
    ALL_CHANGED,
    UNCHANGED,
    AdvanceDay,
    Background,
    Banner,
    CastCall,
    Change,
    CrewCall,
    Department,
    DepartmentNote,
    Location,
    Meal,
    RadioChannel,
    Scene,
    Shot,
    Vehicle,
)
from poc_sheets.documents.clock import Clock, clock_text, long_date, short_date, stamp_text
from poc_sheets.documents.typesetting import Paper, breakable, plain, typeset_measured
from poc_sheets.trade.colors import color_rgb
from poc_sheets.trade.eighths import show_eighths

__all__ = [
    "ALL_CHANGED",
    "UNCHANGED",
    "AdvanceDay",
    "Background",
    "Banner",
    "CallSheet",
    "Calls",
    "CastCall",
    "Change",
    "CrewCall",
    "Day",
    "Department",
    "DepartmentNote",
    "Emergency",
    "Header",
    "Location",
    "Meal",
    "Principal",
    "RadioChannel",
    "Scene",
    "Shot",
    "SignOff",
    "Vehicle",
    "Version",
    "Weather",
    "render_call_sheet",
]

#: Type sizes in points; the largest that keeps the front, or the back, on one page is taken.
_TYPE_SIZES = (9.2, 8.6, 8.0, 7.4, 6.8, 6.3)
_SMALLEST = _TYPE_SIZES[-1]
_FIRST_TRY = 8.0
#: Measured on days of 20 to 200 crew: names on the back wrap soon as type grows.
_GROWTH = {"front": 1.1, "back": 1.8}
_GREY = "DDDDDD"
_BACKGROUND_TOTALS = (
    ("stand-in", "Stand-ins"),
    ("union", "Union"),
    ("non-union", "Non-union"),
    ("", "Other"),
    ("car", "Cars"),
)


def render_call_sheet(
    sheet: CallSheet,
    *,
    paper: Paper = "us-legal",
    clock: Clock = "12h",
    with_phones: bool = False,
) -> bytes:
    """The call sheet as PDF; the same sheet gives the same bytes.

    Type is made smaller, within what can be read, before the front takes a second page.

    Args:
        sheet: what to print.
        paper: the sheet's size.
        clock: how times are printed; codes such as `O/C` are printed as they are.
        with_phones: whether the crew's own phone numbers are printed on the back.
    """
    content = _content(sheet if with_phones else _without_phones(sheet), clock)
    content |= {"paper": paper, "tint": _tint(sheet.day.colour)}
    return _fitted(content, dated=sheet.day.issued_at or sheet.day.date)


def _fitted(content: dict[str, Any], *, dated: datetime | date) -> bytes:
    """Typeset with the largest type that takes no more pages than the smallest would."""
    sizes = {"front": _FIRST_TRY, "back": _FIRST_TRY}
    _, ends = _typeset_at(content, sizes, dated)
    pages = {part: math.ceil(_scaled(part, ends[part], _FIRST_TRY, _SMALLEST)) for part in sizes}
    sizes = {part: _largest(part, ends[part], _FIRST_TRY, pages[part]) for part in sizes}
    while True:
        printed, ends = _typeset_at(content, sizes, dated)
        too_long = [part for part in sizes if ends[part] > pages[part]]
        if not too_long:
            return printed
        for part in too_long:
            if sizes[part] == _SMALLEST:
                pages[part] = math.ceil(ends[part])
                sizes[part] = _largest(part, ends[part], _SMALLEST, pages[part])
            else:
                sizes[part] = max(size for size in _TYPE_SIZES if size < sizes[part])


def _largest(part: str, ends: float, at_size: float, pages: int) -> float:
    """The largest type with which a part should take no more pages."""
    fitting = (size for size in _TYPE_SIZES if _scaled(part, ends, at_size, size) <= pages)
    return next(fitting, _SMALLEST)


def _typeset_at(
    content: dict[str, Any], sizes: dict[str, float], dated: datetime | date
) -> tuple[bytes, dict[str, float]]:
    """The PDF at these type sizes, and how many pages the front and the back fill."""
    content |= {"size": sizes["front"], "back_size": sizes["back"]}
    labels = ("front-ends", "back-ends")
    printed, (front, both) = typeset_measured("call_sheet", content, labels, dated=dated)
    return printed, {"front": front, "back": both - math.ceil(front)}


def _scaled(part: str, pages: float, at_size: float, size: float) -> float:
    """How many pages a part fills at another size: smaller type wraps less, too."""
    return pages * math.pow(size / at_size, _GROWTH[part])


def _without_phones(sheet: CallSheet) -> CallSheet:
    """The sheet without crew phones, so that they are not even inside the file."""
    departments = tuple(
        replace(department, people=tuple(replace(one, phone="") for one in department.people))
        for department in sheet.departments
    )
    return replace(sheet, departments=departments)


def _content(sheet: CallSheet, clock: Clock) -> dict[str, Any]:
    """The sheet as its template reads it: times and pages as text, totals added."""

    def printed(value: object) -> object:
        if isinstance(value, datetime | time):
            return clock_text(value, clock, sheet.day.date)
        if isinstance(value, date):
            return short_date(value)
        return breakable(value) if isinstance(value, str) else None

    content: dict[str, Any] = plain(sheet, printed)
    content["day"]["date"] = long_date(sheet.day.date)
    content["day"]["issued_at"] = stamp_text(sheet.day.issued_at, clock)
    content["day"]["issue"] = issue_name(sheet.day)
    content["scenes"] = _with_pages(sheet.scenes, content["scenes"])
    for one, day in zip(content["advance"], sheet.advance, strict=True):
        one["rows"] = _with_pages(day.rows, one["rows"])
        one["total_pages"] = show_eighths(_eighths(day.rows))
    for one, sign_off in zip(content["sign_off"], sheet.sign_off, strict=True):
        one["at"] = stamp_text(sign_off.at, clock)
    content["total_pages"] = show_eighths(sheet.total_pages)
    content["total_scenes"] = sum(isinstance(row, Scene) for row in sheet.scenes)
    content["background_totals"] = _background_totals(sheet.background)
    return content


def issue_name(day: Day) -> str:
    """Which issue this is, as printed in the top band: `PRELIM`, `FINAL`, `REV 1 · BLUE`."""
    if day.status == "REV":
        return f"REV {day.revision} · {day.colour.upper()}"
    return day.status if day.colour in ("", "White") else f"{day.status} · {day.colour.upper()}"


def _eighths(rows: Iterable[Scene | Banner]) -> int:
    return sum(row.pages for row in rows if isinstance(row, Scene))


def _with_pages(
    rows: Iterable[Scene | Banner], printed: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        shown | {"pages": show_eighths(row.pages)} if isinstance(row, Scene) else shown
        for row, shown in zip(rows, printed, strict=True)
    ]


def _tint(colour: str) -> str:
    """The fill of changed cells; on white paper, and for a colour nobody knows, grey."""
    rgb = color_rgb(colour) if colour.strip() else None
    return _GREY if rgb in (None, "FFFFFF") else str(rgb)


def _background_totals(rows: tuple[Background, ...]) -> str:
    totals = []
    for kind, label in _BACKGROUND_TOTALS:
        counts = [row.quantity for row in rows if row.kind == kind and row.quantity is not None]
        if counts:
            totals.append((label, sum(counts)))
    if len(totals) == 1 and totals[0][0] == "Other":
        return str(totals[0][1])
    return " · ".join(f"{label} {count}" for label, count in totals)
