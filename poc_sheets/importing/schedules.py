"""A schedule file into the Schedule, Shoot Days and Cast tabs."""

from pathlib import Path

from poc_sheets.readers.schedule import MAIN_UNIT, Schedule, Strip
from poc_sheets.readers.schedule_uss import read_uss
from poc_sheets.readers.screenplay_fdx import read_fdx
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.model import Row
from poc_sheets.tabs.schedule import BANNER, DAY_BREAK, STRIP, ShootDayRow, StripRow

_KINDS = {"strip": STRIP, "banner": BANNER, "day break": DAY_BREAK}
#: Breakdown categories that have a column of their own, by words in their name.
_COLUMNS = {
    "stunts": ("stunt",),
    "vehicles": ("vehicle", "picture car"),
    "props": ("prop",),
    "effects": ("special effect", "sfx", "mechanical effect"),
    "visual_effects": ("visual effect", "vfx"),
}


def is_schedule(path: Path) -> bool:
    """Whether a file is one of the schedule files, by its extension."""
    return path.suffix.lower() in {".uss", ".fdx"}


def read_schedule(path: Path, board: str | None = None) -> Schedule:
    """Read a schedule file."""
    if path.suffix.lower() == ".fdx":
        return read_fdx(path)
    return read_uss(path, board=board)


def schedule_rows(schedule: Schedule) -> dict[type[Row], list[Row]]:
    """The rows that a schedule means, by tab."""
    cast: list[Row] = [
        CastMember(
            cast_id=member.cast_id,
            character=member.character,
            may_hold=member.may_hold,
            drop_days=member.drop_days if member.may_drop else None,
        )
        for member in schedule.cast
    ]
    days: list[Row] = [
        ShootDayRow(number=day.number, date=day.date, unit=day.unit) for day in schedule.days
    ]
    return {StripRow: [_strip_row(s) for s in schedule.strips], ShootDayRow: days, CastMember: cast}


def _strip_row(strip: Strip) -> StripRow:
    own: dict[str, str] = {}
    rest: list[str] = []
    for category, names in strip.elements.items():
        column = _column_of(category)
        text = ", ".join(names)
        if column:
            own[column] = f"{own[column]}, {text}" if column in own else text
        else:
            rest.append(f"{category}: {text}")
    return StripRow(
        day=strip.day_number,
        kind=_KINDS[strip.kind],
        scene=strip.scene,
        int_ext=strip.int_ext,
        set_name=strip.set_name or strip.text or strip.synopsis or "(no set)",
        synopsis=strip.synopsis,
        day_night=strip.day_night,
        script_day=strip.script_day,
        pages=strip.pages_eighths,
        cast_ids=strip.cast_ids,
        minutes=strip.minutes,
        background=", ".join(strip.background),
        notes=strip.comments,
        elements="; ".join(rest),
        script_page=strip.script_page,
        episode=strip.episode,
        strip_id=strip.strip_id,
        unit="" if strip.unit == MAIN_UNIT else strip.unit,
        **own,  # type: ignore[arg-type]  # text columns by their keys
    )


def _column_of(category: str) -> str:
    words = category.casefold()
    for column, signs in _COLUMNS.items():
        if any(sign in words for sign in signs):
            return column
    return ""
