"""The shooting schedule as it is handed out: each scene with everything that its breakdown names."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from poc_sheets.documents.shooting_schedule import (
    BreakdownDay,
    BreakdownStrip,
    render_shooting_schedule,
)
from poc_sheets.documents.typesetting import paper_of
from poc_sheets.schedules.paper import (
    day_heading,
    days_of,
    schedule_name,
    shown_scene,
    strip_color,
    subtitle,
)
from poc_sheets.snapshots.shoot_day import Shoot, unit_key
from poc_sheets.tabs.schedule import BANNER, DAY_BREAK, StripRow
from poc_sheets.trade.eighths import show_eighths
from poc_sheets.trade.one_line import end_of_day
from poc_sheets.workbook import Document

#: The columns of the Schedule tab with a breakdown category of their own.
_CATEGORIES = {
    "background": "Background", "stunts": "Stunts", "vehicles": "Vehicles", "props": "Props",
    "effects": "Special effects", "visual_effects": "Visual effects",
}  # fmt: skip


def shooting_schedule_document(shoot: Shoot, now: datetime) -> Document:
    """The shooting schedule as PDF: each scene with everything that its breakdown names."""
    whole = shoot.whole or shoot
    by_day: dict[tuple[str, int], list[StripRow]] = {(d.unit, d.number): [] for d in days_of(shoot)}
    for strip in whole.strips:
        if strip.day is not None and strip.kind != DAY_BREAK:
            by_day.setdefault((unit_key(strip.unit), strip.day), []).append(strip)
    units = list(dict.fromkeys(unit for unit, _ in by_day))
    days = [
        _breakdown_day(shoot, unit, number, by_day[unit, number])
        for unit, number in sorted(by_day, key=lambda key: (units.index(key[0]), key[1]))
    ]
    content = render_shooting_schedule(
        subtitle(shoot), days, dated=now, paper=paper_of(shoot.settings.paper)
    )
    return Document(schedule_name(shoot, "SCHEDULE", now), content)


def _breakdown_day(
    shoot: Shoot, unit: str, number: int, strips: Sequence[StripRow]
) -> BreakdownDay:
    part = shoot.of_unit(unit)
    row = next((row for row in part.days if row.number == number), None)
    location = row.location if row else ""
    pages = sum(strip.pages for strip in strips)
    return BreakdownDay(
        heading=day_heading(shoot, unit, number),
        strips=tuple(_breakdown(shoot, strip, location) for strip in strips),
        end=end_of_day(number, part.dates.get(number), pages),
    )


def _breakdown(shoot: Shoot, strip: StripRow, day_location: str) -> BreakdownStrip:
    if strip.kind == BANNER:
        return BreakdownStrip(banner=strip.set_name)
    place = shoot.locations_by_number.get(strip.location or day_location)
    return BreakdownStrip(
        scene=shown_scene(strip),
        int_ext=strip.int_ext,
        set_name=strip.set_name,
        day_night=" ".join(part for part in (strip.day_night, strip.script_day) if part),
        pages=show_eighths(strip.pages),
        script_page=strip.script_page,
        location=place.name if place else strip.location,
        minutes=strip.minutes,
        synopsis=strip.synopsis,
        notes=strip.notes,
        fill=strip_color(strip.int_ext, strip.day_night),
        elements=tuple(_elements(shoot, strip).items()),
    )


def _elements(shoot: Shoot, strip: StripRow) -> Mapping[str, tuple[str, ...]]:
    """What the breakdown of a scene names, by category."""
    found: dict[str, tuple[str, ...]] = {}
    if strip.cast_ids:
        found["Cast"] = tuple(_performer(shoot, text) for text in strip.cast_ids)
    for key, category in _CATEGORIES.items():
        if names := _names(getattr(strip, key)):
            found[category] = names
    for part in strip.elements.split(";"):
        category, colon, text = part.partition(":")
        if colon and text.strip():
            found[category.strip()] = (*found.get(category.strip(), ()), *_names(text))
        elif part.strip():
            found["Other"] = (*found.get("Other", ()), part.strip())
    return found


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.replace(";", ",").split(",") if name.strip())


def _performer(shoot: Shoot, text: str) -> str:
    member = shoot.cast_by_id.get(text)
    return f"{text} {member.character}" if member else text
