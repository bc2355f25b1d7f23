"""Reads a schedule of the Universal Schedule Standard (`.uss`, JSON).

Source:
    Universal Schedule Standard 1.0.0 and its sample files, which differ from its prose: both are
    read. Names of settings of earlier versions (0.1) are read too.
"""

import json
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from poc_sheets.problems import Place
from poc_sheets.readers.problems import NO_FILE
from poc_sheets.readers.schedule import (
    MAIN_UNIT,
    TWO_OF_A_KIND,
    Calendar,
    Schedule,
    ShootDay,
    Strip,
    StripKind,
)
from poc_sheets.readers.schedule_problems import (
    BAD_DATES,
    NO_DATES,
    NOT_A_SCHEDULE,
    PAGES_UNCLEAR,
    SAME_STRIP_ID,
    START_MOVED,
    UNKNOWN_ELEMENT,
    Notes,
)
from poc_sheets.readers.uss_boards import Entry, Placed, Placement, choose, entries, name_of, place
from poc_sheets.readers.uss_breakdown import (
    BACKGROUND,
    CAST,
    DAY_NIGHT,
    INT_EXT,
    LOCATION,
    OWN_CATEGORIES,
    SCRIPT_DAY,
    SET,
    Breakdown,
    read_breakdown,
    text,
)
from poc_sheets.readers.uss_calendar import read_calendar, read_date
from poc_sheets.readers.uss_notes import in_order, note_board, note_breakdown
from poc_sheets.trade.eighths import EIGHTHS_A_PAGE, parse_eighths, show_eighths
from poc_sheets.trade.scenes import scene_text
from poc_sheets.trade.shooting_days import shoot_dates, show_date


def read_uss(
    source: str | PathLike[str] | bytes, *, board: str | None = None, name: str = ""
) -> Schedule:
    """Read a schedule file.

    Args:
        source: the path of the file, or its content.
        board: which of the file's schedules to read; `None`: the last one with shoot days.
        name: what to call the file in findings, where only its content is given.

    Returns:
        Every strip: the days in order, the boneyard, what the schedule does not place.

    Raises:
        SheetError: the file is no such schedule, or has no schedule of that name.
    """
    content, file = file_content(source, name)
    notes = Notes(file)
    root = _root(content, file)
    breakdown = read_breakdown(root)
    strips = _by_id(entries(root["breakdowns"]), notes)
    stripboards = entries(root.get("stripboards"))
    day_breaks = {each for each, entry in strips.items() if _kind(entry) == "day break"}
    chosen = choose(stripboards, board, day_breaks)
    banners = {each for each, entry in strips.items() if _kind(entry) == "banner"}
    placement = place(chosen, day_breaks, banners) if chosen else Placement()
    used = name_of(chosen) if chosen else ""
    placed = in_order(strips, placement, notes, used)
    calendar = _calendar(root, chosen, notes)
    read = tuple(
        _strip(strips[each.strip_id], order, each, breakdown, text(root.get("episode")), notes)
        for order, each in enumerate(placed, 1)
    )
    note_board(notes, [name_of(each) for each in stripboards], used, placement, read)
    note_breakdown(notes, breakdown, read)
    return Schedule(
        title=text(root.get("project")) or text(root.get("name")),
        script_color=text(root.get("scriptColor")),
        script_date=read_date(root.get("scriptDate")),
        schedule_color=text(root.get("schedColor")),
        schedule_date=read_date(root.get("schedDate")),
        strips=read,
        days=_days(placement, calendar, notes),
        cast=breakdown.cast,
        source=file,
        findings=tuple(notes.findings),
        board=used,
        calendar=calendar,
        elements=breakdown.names,
    )


def _root(content: bytes, file: str) -> Mapping[str, Any]:
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NOT_A_SCHEDULE.stop(Place(tab=file), file=file, seen="no JSON text") from error
    root = whole.get("universalScheduleStandard", whole) if isinstance(whole, dict) else None
    if not isinstance(root, dict) or not isinstance(root.get("breakdowns"), list):
        seen = "JSON text without a list of breakdowns"
        raise NOT_A_SCHEDULE.stop(Place(tab=file), file=file, seen=seen)
    return root


def _by_id(breakdowns: Sequence[Entry], notes: Notes) -> dict[str, Entry]:
    """Every strip by its id; one without an id, or with the id of another, gets one of its own."""
    by_id: dict[str, Entry] = {}
    for number, entry in enumerate(breakdowns, 1):
        strip_id = text(entry.get("id"))
        if not strip_id or strip_id in by_id:
            notes.add(SAME_STRIP_ID, scene=text(entry.get("scene")) or number, id=strip_id)
            strip_id = f"{strip_id or 'strip'}-{number}"
        by_id[strip_id] = entry
    return by_id


def _kind(entry: Entry) -> StripKind:
    kinds: dict[str, StripKind] = {"banner": "banner", "day": "day break"}
    return kinds.get(text(entry.get("type")).casefold(), "strip")


def file_content(source: str | PathLike[str] | bytes, name: str) -> tuple[bytes, str]:
    """The bytes of a file, and what to call it in findings.

    Raises:
        SheetError: the file cannot be opened.
    """
    if isinstance(source, bytes):
        return source, name or "the file"
    file = name or Path(source).name
    try:
        return Path(source).read_bytes(), file
    except OSError as error:
        reason = error.strerror or str(error)
        raise NO_FILE.stop(Place(tab=file), file=file, reason=reason) from None


def _strip(
    entry: Entry, order: int, placed: Placed, breakdown: Breakdown, episode: str, notes: Notes
) -> Strip:
    kind = _kind(entry)
    scene = scene_text(entry.get("scene"))
    found, unknown = _elements(entry, breakdown)
    if unknown:
        total = len(entry["elements"]) if isinstance(entry["elements"], list) else unknown
        notes.add(UNKNOWN_ELEMENT, scene=scene or order, count=unknown, all=total)
    banner, description = text(entry.get("bannerText")), text(entry.get("description"))
    # Earlier files keep the text of a banner in its description.
    is_banner_text = kind != "strip" and not banner

    def own(category: str) -> str:
        return TWO_OF_A_KIND.join(found.get(category, ()))

    return Strip(
        strip_id=placed.strip_id,
        order=order,
        kind=kind,
        scene=scene,
        int_ext=own(INT_EXT),
        set_name=own(SET),
        location_hint=own(LOCATION),
        day_night=own(DAY_NIGHT),
        script_day=own(SCRIPT_DAY),
        synopsis="" if is_banner_text else description,
        pages_eighths=_pages(entry.get("pages"), kind, scene or str(order), notes),
        cast_ids=found.get(CAST, ()),
        background=found.get(BACKGROUND, ()),
        elements={k: names for k, names in found.items() if k not in OWN_CATEGORIES.values()},
        minutes=_minutes(entry.get("duration", entry.get("time"))),
        script_page=text(entry.get("scriptPage")),
        comments=text(entry.get("comments")),
        episode=episode,
        day_number=placed.day_number,
        text=description if is_banner_text else banner,
        unit=placed.unit,
    )


def _elements(entry: Entry, breakdown: Breakdown) -> tuple[dict[str, tuple[str, ...]], int]:
    """Names by category, each once, and how many elements the file does not hold."""
    found: dict[str, dict[str, None]] = {}
    unknown = 0
    listed = entry.get("elements")
    for element_id in listed if isinstance(listed, list) else []:
        element = breakdown.elements.get(text(element_id))
        if element is None:
            unknown += 1
        else:
            found.setdefault(element.category, {})[element.name] = None
    return {category: tuple(names) for category, names in found.items()}, unknown


def _pages(value: object, kind: StripKind, scene: str, notes: Notes) -> int:
    exact = parse_eighths(value)
    if exact is not None:
        return exact
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    near = 0
    if is_number and isinstance(value, (int, float)) and 0 < value < 1000:
        near = max(1, round(value * EIGHTHS_A_PAGE))
    if value is not None or kind == "strip":
        seen = "blank" if value is None else value
        notes.add(PAGES_UNCLEAR, scene=scene, seen=seen, pages=show_eighths(near))
    return near


def _minutes(milliseconds: object) -> int | None:
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, (int, float)):
        return None
    # A program that cannot leave the time blank writes 0.
    return round(milliseconds / 60_000) or None if 0 < milliseconds < 1e12 else None


def _calendar(root: Entry, chosen: Entry | None, notes: Notes) -> Calendar | None:
    calendars = entries(root.get("calendars"))
    wanted = text(chosen.get("calendar")) if chosen else ""
    entry = next((each for each in calendars if text(each.get("id")) == wanted), None)
    if entry is None:
        return None
    calendar, unreadable = read_calendar(entry)
    if unreadable:
        notes.add(BAD_DATES, count=unreadable)
    return calendar


def _days(placement: Placement, calendar: Calendar | None, notes: Notes) -> tuple[ShootDay, ...]:
    """The shoot days of each unit; only the main unit's dates follow from the calendar."""
    days: list[ShootDay] = []
    for unit, count in placement.days.items():
        numbers = range(1, count + 1)
        if unit == MAIN_UNIT and calendar is not None and calendar.start is not None:
            dates = shoot_dates(calendar.start, count, calendar.days_off, calendar.closed_dates)
            days += [ShootDay(number, day) for number, day in zip(numbers, dates, strict=True)]
            if dates and dates[0] != calendar.start:
                start, first = show_date(calendar.start), show_date(dates[0])
                notes.add(START_MOVED, start=start, first=first)
        else:
            days += [ShootDay(number, None, unit) for number in numbers]
            which = "" if unit == MAIN_UNIT else f" of {unit}"
            reason = "no calendar with a start" if unit == MAIN_UNIT else "the file dates one unit"
            notes.add(NO_DATES, unit=which, seen=f"{count} days, {reason}")
    return tuple(days)
