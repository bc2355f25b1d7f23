"""A schedule as every schedule file is read into: strips, shoot days and cast.

The words are those of a stripboard. A *strip* is a scene (or part of one) with its breakdown, a
*banner* is a line of text between strips, a *day break* closes a day on boards that draw one. The
*boneyard* holds strips that are not scheduled.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from poc_sheets.problems import Finding
from poc_sheets.trade.dood import DROP_DAYS, DoodRow, day_out_of_days

StripKind = Literal["strip", "banner", "day break"]
EventKind = Literal["holiday", "day off", "travel", "fitting", "rehearsal", "other"]

MAIN_UNIT = "Main"
#: What stands between two sets (or times of day) of one strip.
TWO_OF_A_KIND = " / "


@dataclass(frozen=True, slots=True)
class ScheduleEvent:
    """Something on a date, for the company or for one cast member; `name` as in the file."""

    date: dt.date
    name: str
    kind: EventKind


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the company shoots.

    `start` is the first shoot day, `None` where the file has none. `days_off` are weekdays, Monday
    0 to Sunday 6. Events of the kinds `holiday` and `day off` are dates without shooting.
    """

    name: str = ""
    start: dt.date | None = None
    days_off: tuple[int, ...] = ()
    events: tuple[ScheduleEvent, ...] = ()

    @property
    def closed_dates(self) -> frozenset[dt.date]:
        """Single dates on which the company does not shoot."""
        return frozenset(e.date for e in self.events if e.kind in {"holiday", "day off"})


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip of the board; text that a file does not give is blank.

    `order` counts from 1 over the whole schedule: the days in order, then the boneyard.
    `pages_eighths` counts eighths of a page. `minutes` is the time to shoot it, `None` where not
    estimated. `cast_ids` are board ids, or character names where a file has none. `background` and
    `elements` hold names; `elements` has every category that has no field of its own.
    `day_number` is the shoot day of `unit`, `None` in the boneyard or where nothing is scheduled.
    """

    strip_id: str
    order: int
    kind: StripKind = "strip"
    scene: str = ""
    int_ext: str = ""
    set_name: str = ""
    location_hint: str = ""
    day_night: str = ""
    script_day: str = ""
    synopsis: str = ""
    pages_eighths: int = 0
    cast_ids: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    elements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minutes: int | None = None
    script_page: str = ""
    comments: str = ""
    episode: str = ""
    day_number: int | None = None
    text: str = ""
    unit: str = MAIN_UNIT


@dataclass(frozen=True, slots=True)
class ShootDay:
    """A shoot day of a unit, numbered from 1; `date` is `None` where the file gives no calendar."""

    number: int
    date: dt.date | None
    unit: str = MAIN_UNIT


@dataclass(frozen=True, slots=True)
class ScheduledCast:
    """A cast member as in the breakdown.

    `cast_id` is the board id, or the character's name where the file has none. `drop_days` are
    calendar days between two work days. `days_off` are weekdays the performer cannot work, Monday 0
    to Sunday 6; `events` are travel, fittings, rehearsals and single days off.
    """

    cast_id: str
    character: str
    may_hold: bool = True
    may_drop: bool = True
    drop_days: int = DROP_DAYS
    events: tuple[ScheduleEvent, ...] = ()
    days_off: tuple[int, ...] = ()
    in_dood: bool = True


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a schedule file holds; `findings` is what a person should look at.

    `board` is the schedule that was read where a file holds several. `elements` lists everything of
    the breakdown by category, also what no strip uses; the cast stands in `cast`.
    """

    title: str
    script_color: str = ""
    script_date: dt.date | None = None
    schedule_color: str = ""
    schedule_date: dt.date | None = None
    strips: tuple[Strip, ...] = ()
    days: tuple[ShootDay, ...] = ()
    cast: tuple[ScheduledCast, ...] = ()
    source: str = ""
    findings: tuple[Finding, ...] = ()
    board: str = ""
    calendar: Calendar | None = None
    elements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def pages_eighths(self) -> int:
        """The pages of all strips, scheduled or not, in eighths."""
        return sum(strip.pages_eighths for strip in self.strips)

    def strips_of(self, day_number: int | None, unit: str = MAIN_UNIT) -> tuple[Strip, ...]:
        """The strips and banners of a shoot day in order; `None` for those without a day."""
        if day_number is None:
            return tuple(strip for strip in self.strips if strip.day_number is None)
        return tuple(
            strip for strip in self.strips if (strip.day_number, strip.unit) == (day_number, unit)
        )

    def work_dates(self) -> dict[str, tuple[dt.date, ...]]:
        """The dates on which each cast member is in a strip, by cast id in cast order."""
        dates = {(day.number, day.unit): day.date for day in self.days}
        worked: dict[str, set[dt.date]] = {member.cast_id: set() for member in self.cast}
        for strip in self.strips:
            day = None if strip.day_number is None else dates.get((strip.day_number, strip.unit))
            if day is not None:
                for cast_id in strip.cast_ids:
                    worked.setdefault(cast_id, set()).add(day)
        return {cast_id: tuple(sorted(days)) for cast_id, days in worked.items()}


def schedule_dood(schedule: Schedule) -> tuple[DoodRow, ...]:
    """The day out of days of a schedule's cast, with each member's own hold and drop setting."""
    shown = {member.cast_id: member for member in schedule.cast if member.in_dood}
    worked = schedule.work_dates()

    def events(kind: EventKind) -> dict[str, list[dt.date]]:
        return {
            cast_id: [event.date for event in member.events if event.kind == kind]
            for cast_id, member in shown.items()
        }

    calendar = schedule.calendar or Calendar()
    return day_out_of_days(
        {cast_id: worked[cast_id] for cast_id in shown},
        sorted({day.date for day in schedule.days if day.date is not None}),
        may_hold={cast_id: member.may_hold for cast_id, member in shown.items()},
        drop_days={
            cast_id: member.drop_days if member.may_drop else None
            for cast_id, member in shown.items()
        },
        travel=events("travel"),
        fitting=events("fitting"),
        rehearsal=events("rehearsal"),
        holidays=[event.date for event in calendar.events if event.kind == "holiday"],
    )
