"""Times of a call sheet as people write them: with their date, as offsets, past midnight."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from poc_sheets.trade.clock import DAY, CallCode, Clock, NotAClock, Style, format_clock, parse_clock

#: A time longer before the general crew call than this is of the night after it.
EARLIEST_PRE_CALL = timedelta(hours=12)
#: A crew call before this hour can have pins on the evening before; they lie this far after it.
SMALL_HOURS, LATEST_CALL = 6, timedelta(hours=15)

_OFFSET = re.compile(r"([+-]?)(\d{1,2}):([0-5]\d)")
_MINUTES = re.compile(r"([+-]?)(\d{2,3}) ?(?:m|min|minutes)?", re.IGNORECASE)
_SHARE_OF_DAY = re.compile(r"[+-]?0?\.\d{4,}")
_NEXT_DAY = re.compile(r"(.*?)\s*([+-][12])")


def parse_offset(text: str) -> timedelta | None:
    """An offset such as `-0:30`, `+1:00`, `-30` (minutes); `None` where it is no offset.

    A program that took `-0:30` for a time sends a share of a day (-0.0208333333).
    """
    shown = text.strip().replace("\u2212", "-").replace("\u2013", "-")
    if found := _OFFSET.fullmatch(shown):
        minutes = int(found[2]) * 60 + int(found[3])
    elif found := _MINUTES.fullmatch(shown):
        minutes = int(found[2])
    elif _SHARE_OF_DAY.fullmatch(shown):
        return timedelta(minutes=round(float(shown) * DAY))
    else:
        return None
    return timedelta(minutes=-minutes if found[1] == "-" else minutes)


def on_date(clock: Clock, day: date, general: datetime | None = None) -> datetime:
    """A pin as a moment of a shoot day.

    A night shoot runs on past midnight and stays with the day it began: with a crew call at 6:00P a
    pin at 1:00A is on the next date. With a crew call at 5:00A a pin at 11:30P is on the evening
    before.

    Args:
        clock: the time; 24:00 and later is on the next date as it stands.
        day: the shoot day.
        general: the general crew call, where it is known.
    """
    moment = datetime.combine(day, time()) + timedelta(minutes=clock.minutes)
    if general is None or clock.minutes >= DAY:
        return moment
    if moment < general - EARLIEST_PRE_CALL:
        return moment + timedelta(days=1)
    is_before = general.hour < SMALL_HOURS and moment > general + LATEST_CALL
    return moment - timedelta(days=1) if is_before else moment


def read_time(
    text: str, day: date, general: datetime | None = None
) -> datetime | CallCode | NotAClock | None:
    """A time of the Call Sheet tab: `6:30A`, `1:15A+1`, `O/C`; `None` for a blank cell.

    Args:
        text: as printed or typed; `+1` after a time says the date after the shoot day. Without it a
            time is on the shoot day, or in the night after it where it lies long before the call.
        day: the shoot day.
        general: the general crew call, where it is known.
    """
    dated = _NEXT_DAY.fullmatch(text.strip())
    if dated and dated[1]:
        clock = parse_clock(dated[1])
        if isinstance(clock, Clock):
            return datetime.combine(day, time()) + timedelta(
                days=int(dated[2]), minutes=clock.minutes
            )
    call = parse_clock(text.strip() or None)
    if not isinstance(call, Clock):
        return call
    moment = on_date(call, day)
    is_after = general is not None and moment < general - EARLIEST_PRE_CALL
    return moment + timedelta(days=1) if is_after else moment


def show_time(moment: datetime | None, style: Style, day: date) -> str:
    """A time as printed, `1:15A+1` on the date after the shoot day; blank for `None`."""
    if moment is None:
        return ""
    shown = format_clock(moment.hour * 60 + moment.minute, style)
    days = (moment.date() - day).days
    return f"{shown}{days:+d}" if days else shown


def same_text(one: str, other: str) -> bool:
    """Whether two cells say the same, however a time is written: `7A` is `7:00A` is `07:00`."""
    if one.strip() == other.strip():
        return True
    first, second = parse_clock(one.strip() or None), parse_clock(other.strip() or None)
    return isinstance(first, Clock | CallCode) and first == second


def call_sheet_name(
    title: str, day: int, on: date, issue: str, *, unit: str = "", suffix: str = "pdf"
) -> str:
    """The file name of a call sheet: `SHOW_CS_D07_2026-03-12_REV1-BLUE.pdf`.

    It sorts by day and has no blanks.

    Args:
        title: the short title.
        day: the number of the shoot day.
        on: its date.
        issue: `PRELIM`, `FINAL-WHITE`, `REV1-BLUE`.
        unit: named where it is not the main unit.
        suffix: the kind of file.
    """
    parts = [title or "SHOW", "CS", unit, f"D{day:02}", on.isoformat(), issue]
    return joined_name(parts, suffix)


def joined_name(parts: Iterable[str], suffix: str) -> str:
    """A file's name of its parts; signs that some system does not take become hyphens."""
    clean = (re.sub(r"[^\w.-]+", "-", part.strip()).strip("-.") for part in parts)
    return "_".join(part for part in clean if part) + f".{suffix}"
