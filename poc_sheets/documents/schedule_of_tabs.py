"""The Schedule, Shoot Days and Cast tabs as one schedule, for scheduling programs."""

from collections.abc import Sequence

from poc_sheets.readers.schedule import (
    MAIN_UNIT,
    Schedule,
    ScheduledCast,
    ShootDay,
    Strip,
    StripKind,
)
from poc_sheets.settings import Settings
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.schedule import BANNER, DAY_BREAK, ShootDayRow, StripRow
from poc_sheets.trade.dood import DROP_DAYS

_KINDS: dict[str, StripKind] = {BANNER: "banner", DAY_BREAK: "day break"}
#: The breakdown categories of columns of their own, as the standard names them.
_CATEGORIES = {
    "stunts": "Stunts",
    "vehicles": "Vehicles",
    "props": "Props",
    "effects": "Special Effects",
    "visual_effects": "Visual Effects",
}


def schedule_of(
    settings: Settings,
    strips: Sequence[StripRow],
    days: Sequence[ShootDayRow],
    cast: Sequence[CastMember],
) -> Schedule:
    """The schedule that the tabs hold; importing it into an empty workbook gives the same tabs.

    Args:
        settings: title, versions and the days off of the production.
        strips: the Schedule tab in its order.
        days: the Shoot Days tab.
        cast: the Cast tab.
    """
    return Schedule(
        title=settings.title or settings.short_title or "Schedule",
        script_color=settings.script_color,
        script_date=settings.script_date,
        schedule_color=settings.schedule_color,
        schedule_date=settings.schedule_date,
        strips=tuple(_strip(row, order) for order, row in enumerate(strips, start=1)),
        days=tuple(ShootDay(row.number, row.date, _unit(row.unit)) for row in days),
        cast=tuple(_member(member) for member in cast),
    )


def _unit(text: str) -> str:
    """The unit as schedules name it: `2nd Unit` keeps its name, the main one has its own."""
    words = text.strip().casefold().removesuffix("unit").strip()
    return text.strip() if words not in {"", "main", "1st", "first"} else MAIN_UNIT


def _strip(row: StripRow, order: int) -> Strip:
    is_banner = row.kind != "Strip"
    return Strip(
        strip_id=row.strip_id or f"row-{order}",
        order=order,
        kind=_KINDS.get(row.kind, "strip"),
        scene=row.scene,
        int_ext=row.int_ext,
        set_name="" if is_banner else row.set_name,
        day_night=row.day_night,
        script_day=row.script_day,
        synopsis=row.synopsis,
        pages_eighths=row.pages,
        cast_ids=row.cast_ids,
        background=_names(row.background),
        elements=_elements(row),
        minutes=row.minutes,
        script_page=row.script_page,
        comments=row.notes,
        episode=row.episode,
        day_number=row.day,
        text=row.set_name if is_banner else "",
        unit=_unit(row.unit),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _elements(row: StripRow) -> dict[str, tuple[str, ...]]:
    elements: dict[str, tuple[str, ...]] = {}
    for key, category in _CATEGORIES.items():
        if names := _names(getattr(row, key)):
            elements[category] = names
    for part in row.elements.split(";"):
        category, colon, text = part.partition(":")
        if colon and (names := _names(text)):
            elements[category.strip()] = names
    return elements


def _member(member: CastMember) -> ScheduledCast:
    return ScheduledCast(
        cast_id=member.cast_id,
        character=member.character,
        may_hold=member.may_hold,
        may_drop=True,
        drop_days=member.drop_days if member.drop_days is not None else DROP_DAYS,
    )
