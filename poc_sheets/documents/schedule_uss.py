"""Writes a schedule as a file of the Universal Schedule Standard, for scheduling programs.

Source:
    Universal Schedule Standard 1.0.0 and its list of category ids. The standard wants every key in
    every object; what we do not hold is null.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from poc_sheets.readers.schedule import (
    MAIN_UNIT,
    TWO_OF_A_KIND,
    Calendar,
    Schedule,
    ScheduledCast,
    ScheduleEvent,
    Strip,
)
from poc_sheets.readers.uss_breakdown import (
    BACKGROUND,
    CAST,
    DAY_NIGHT,
    INT_EXT,
    LOCATION,
    SCRIPT_DAY,
    SET,
)
from poc_sheets.readers.uss_calendar import write_date, write_weekdays
from poc_sheets.trade.dood import DROP_DAYS
from poc_sheets.trade.eighths import EIGHTHS_A_PAGE
from poc_sheets.trade.shooting_days import shoot_dates

_CATEGORY_IDS = {
    SET: 0,
    INT_EXT: 1,
    DAY_NIGHT: 2,
    SCRIPT_DAY: 3,
    "Unit": 4,
    "Sequence": 5,
    LOCATION: 6,
    CAST: 100,
    BACKGROUND: 101,
    "Stunts": 102,
    "Vehicles": 103,
    "Props": 104,
    "Special Effects": 105,
    "SFX": 105,
    "Wardrobe": 106,
    "Makeup/Hair": 107,
    "Animals": 108,
    "Animal Wranglers": 109,
    "Animal Handler": 109,
    "Camera": 110,
}
_FIRST_OWN_CATEGORY_ID = 500
_TYPES = {"strip": "scene", "banner": "banner", "day break": "day"}
_UNKNOWN_DATE = date(1970, 1, 1)

Names = Mapping[str, tuple[str, ...]]


def write_uss(schedule: Schedule) -> bytes:
    """A schedule as a `.uss` file; reading it gives the same strips, days, cast and elements.

    The dates of days become a calendar: the schedule's own where it gives these dates, else single
    days off. Dates of other units than the main one have no place in the standard.

    Returns:
        JSON text in UTF-8; the same schedule always gives the same bytes.
    """
    known = dict(schedule.elements)
    created = write_date(schedule.schedule_date or schedule.script_date or _UNKNOWN_DATE)
    used = [_named(strip, known) for strip in schedule.strips]
    names = _all_names(known, used)
    calendar = _calendar(schedule)
    root = {
        "id": _id("schedule", schedule.title, schedule.board),
        "author": None,
        "company": None,
        "created": created,
        "description": None,
        "episode": next((strip.episode for strip in schedule.strips if strip.episode), None),
        "episodeName": None,
        "name": schedule.board or schedule.title,
        "project": schedule.title,
        "schedColor": schedule.schedule_color or None,
        "schedDate": write_date(schedule.schedule_date),
        "scriptColor": schedule.script_color or None,
        "scriptDate": write_date(schedule.script_date),
        "season": None,
        "source": "poc_sheets",
        "ussVersion": "1.0.0",
        "breakdowns": [
            _breakdown(strip, listed, created)
            for strip, listed in zip(schedule.strips, used, strict=True)
        ],
        "categories": _categories([CAST, *names], created),
        "elements": [
            *(_cast_element(member, created) for member in _whole_cast(schedule)),
            *(_element(kind, name, created) for kind, all_ in names.items() for name in all_),
        ],
        "stripboards": [_stripboard(schedule, calendar)],
        "calendars": [] if calendar is None else [_write_calendar(calendar)],
    }
    text = json.dumps({"universalScheduleStandard": root}, ensure_ascii=False, indent=2)
    return text.encode()


def _id(*parts: str) -> str:
    """A lasting id: the standard recommends twelve bytes."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _strip_id(strip: Strip) -> str:
    return strip.strip_id or _id("strip", str(strip.order))


def _named(strip: Strip, known: Names) -> dict[str, tuple[str, ...]]:
    """What a strip lists, by category; two sets in one field are two elements again."""
    single = {
        SET: strip.set_name,
        INT_EXT: strip.int_ext,
        DAY_NIGHT: strip.day_night,
        SCRIPT_DAY: strip.script_day,
        LOCATION: strip.location_hint,
    }
    named: dict[str, tuple[str, ...]] = {}
    for category, shown in single.items():
        parts = tuple(shown.split(TWO_OF_A_KIND))
        listed = known.get(category, ())
        is_joined = shown not in listed and set(parts) <= set(listed) and len({*parts}) > 1
        if shown:
            named[category] = parts if is_joined else (shown,)
    if strip.background:
        named[BACKGROUND] = strip.background
    return named | dict(strip.elements)


def _all_names(known: Names, used: Iterable[Names]) -> dict[str, list[str]]:
    names: dict[str, dict[str, None]] = {
        category: dict.fromkeys(all_) for category, all_ in known.items()
    }
    for listed in used:
        for category, each in listed.items():
            names.setdefault(category, {}).update(dict.fromkeys(each))
    return {category: list(all_) for category, all_ in names.items()}


def _whole_cast(schedule: Schedule) -> list[ScheduledCast]:
    """The cast, and ids that a strip lists but the cast does not: a strip keeps all its ids."""
    known = {member.cast_id for member in schedule.cast}
    listed = dict.fromkeys(each for strip in schedule.strips for each in strip.cast_ids)
    return [
        *schedule.cast,
        *(ScheduledCast(cast_id, cast_id) for cast_id in listed if cast_id not in known),
    ]


def _breakdown(strip: Strip, listed: Names, created: str | None) -> dict[str, Any]:
    has_pages = strip.kind == "strip" or strip.pages_eighths > 0
    return {
        "id": _strip_id(strip),
        "bannerText": strip.text or None,
        "comments": strip.comments or None,
        "created": created,
        "description": strip.synopsis or None,
        "elements": [
            *(_id(CAST, cast_id) for cast_id in strip.cast_ids),
            *(_id(category, name) for category, names in listed.items() for name in names),
        ],
        "pages": strip.pages_eighths / EIGHTHS_A_PAGE if has_pages else None,
        "scene": strip.scene or None,
        "scriptPage": strip.script_page or None,
        "duration": None if strip.minutes is None else strip.minutes * 60_000,
        "type": _TYPES[strip.kind],
    }


def _categories(names: Sequence[str], created: str | None) -> list[dict[str, Any]]:
    own = _FIRST_OWN_CATEGORY_ID
    written = []
    for name in names:
        number = _CATEGORY_IDS.get(name)
        if number is None:
            number, own = own, own + 1
        entry = {"id": _id("category", name), "ucid": number, "created": created, "name": name}
        written.append(entry)
    return written


def _element(category: str, name: str, created: str | None) -> dict[str, Any]:
    return {
        "id": _id(category, name),
        "category": _id("category", category),
        "created": created,
        "daysOff": [],
        "dropDayCount": DROP_DAYS,
        "elementId": None,
        "events": [],
        "isDood": True,
        "isDrop": True,
        "isHold": True,
        "isIdLock": False,
        "linkedElements": [],
        "name": name,
    }


def _cast_element(member: ScheduledCast, created: str | None) -> dict[str, Any]:
    has_board_id = member.cast_id != member.character
    return _element(CAST, member.character, created) | {
        "id": _id(CAST, member.cast_id),
        "daysOff": write_weekdays(member.days_off),
        "dropDayCount": member.drop_days,
        "elementId": member.cast_id if has_board_id else None,
        "events": [_event(event) for event in member.events],
        "isDood": member.in_dood,
        "isDrop": member.may_drop,
        "isHold": member.may_hold,
    }


def _event(event: ScheduleEvent) -> dict[str, Any]:
    is_closed = event.kind in {"holiday", "day off"}
    return {
        "id": _id("event", event.date.isoformat(), event.name),
        "date": write_date(event.date),
        "type": "dayOff" if is_closed else "event",
        "name": event.name,
    }


def _stripboard(schedule: Schedule, calendar: Calendar | None) -> dict[str, Any]:
    name = schedule.board or schedule.title
    last_day = {MAIN_UNIT: 0}
    numbered = [(day.unit, day.number) for day in schedule.days]
    numbered += [(each.unit, each.day_number) for each in schedule.strips if each.day_number]
    for unit, number in numbered:
        last_day[unit] = max(last_day.get(unit, 0), number)
    boards = []
    for unit, count in last_day.items():
        board_name = "stripboard" if unit == MAIN_UNIT else unit
        days = [
            [_strip_id(strip) for strip in schedule.strips_of(number, unit)]
            for number in range(1, count + 1)
        ]
        boards.append({"id": _id("board", name, unit), "name": board_name, "breakdownIds": days})
    boneyard = [_strip_id(strip) for strip in schedule.strips_of(None)]
    boards.append({"id": _id("board", name), "name": "boneyard", "breakdownIds": boneyard})
    return {
        "id": _id("stripboard", name),
        "boards": boards,
        "calendar": None if calendar is None else _calendar_id(calendar),
        "name": name,
    }


def _calendar_id(calendar: Calendar) -> str:
    return _id("calendar", calendar.name)


def _calendar(schedule: Schedule) -> Calendar | None:
    """A calendar that gives the dates of the main unit's days."""
    own = schedule.calendar
    dates = [day.date for day in schedule.days if day.unit == MAIN_UNIT and day.date is not None]
    if not dates:
        return own
    if own is not None and own.start is not None:
        given = shoot_dates(own.start, len(dates), own.days_off, own.closed_dates)
        if given == dates:
            return own
    kept = [event for event in (own.events if own else ()) if event.date not in dates]
    taken = {event.date for event in kept}
    span = (dates[-1] - dates[0]).days
    gaps = {dates[0] + timedelta(days=each) for each in range(span)} - {*dates, *taken}
    closed = [ScheduleEvent(day, "dayOff", "day off") for day in sorted(gaps)]
    return Calendar(own.name if own else "", dates[0], (), (*kept, *closed))


def _write_calendar(calendar: Calendar) -> dict[str, Any]:
    start = {"id": _id("start"), "date": write_date(calendar.start), "type": "start", "name": None}
    return {
        "id": _calendar_id(calendar),
        "daysOff": write_weekdays(calendar.days_off),
        "events": [
            *([start] if calendar.start is not None else []),
            *(_event(event) for event in calendar.events),
        ],
        "name": calendar.name,
    }
