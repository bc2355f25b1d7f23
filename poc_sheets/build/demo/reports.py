"""Two days of production reports: started from their call sheets, then filled in as on the set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from poc_sheets.build.demo.show import LATE_WRAP, TOMORROW, demo_settings
from poc_sheets.production_reports.figures import figures_of
from poc_sheets.production_reports.start import report_lines, source_of
from poc_sheets.production_reports.start_people import time_lines
from poc_sheets.snapshots.shoot_day import Shoot, shoot
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.model import Row, Rows
from poc_sheets.tabs.production_report import (
    AFTER_LUNCH,
    AHEAD,
    CAMERA_WRAP,
    COMPLETED,
    CREW,
    FIRST_SHOT,
    LAST_MAN_OUT,
    LUNCH_IN,
    LUNCH_OUT,
    MEALS,
    MEDIA,
    MINUTES_ROW,
    NOT_SHOT,
    NOTES,
    PAGES_ROW,
    PARTIAL,
    SCENES,
    SCENES_ROW,
    SCRIPT,
    SECOND_IN,
    SECOND_OUT,
    SETUPS_ROW,
    TIMES,
    ProductionTime,
    ReportLine,
)
from poc_sheets.tabs.schedule import STRIP, ShootDayRow, StripRow
from poc_sheets.trade.clock import CallCode, Clock
from poc_sheets.trade.eighths import parse_eighths, show_eighths

R = TypeVar("R", bound=Row)

#: The day before tomorrow ran late; on its report an eighth too much is typed: planted.
YESTERDAY = TOMORROW - 1
#: Who has no out on that day: planted.
NO_OUT = "Dolly Grip"
_USUAL_WRAP = Clock(19 * 60 + 24)
_LUNCH = (Clock(13 * 60), Clock(13 * 60 + 30))
#: The second meal of the late day came too late.
_SECOND = (Clock(19 * 60 + 18), Clock(19 * 60 + 48))
_SET_WRAP = Clock(21 * 60)
#: Who stayed to wrap the set out on the late day, and who had left before.
_LAST_OUT = {"ADs", "Grip", "Electric", "Transportation"}
_OFFICE = {"Production", "Accounting", "Art", "Construction", "Rigging Electric", "Rigging Grip"}
_SETUPS, _SECONDS = 26, 348
_NOTES = {
    "Delays": ("25", "Generator of the second set failed, replaced by the stand-by"),
    "Safety meeting": ("", "At call: ladders, open flame"),
}


def demo_reports(
    rows: Mapping[type[Row], Sequence[Row]],
) -> tuple[list[ReportLine], list[ProductionTime]]:
    """The reports of yesterday and of the day before, and the times of everybody.

    Args:
        rows: the other tabs of the invented production.
    """
    whole = demo_shoot(rows)
    lines: list[ReportLine] = []
    times: list[ProductionTime] = []
    for row in whole.days:
        if row.number not in {YESTERDAY - 1, YESTERDAY}:
            continue
        source = source_of(whole, row, (), (), ())
        known = report_lines(source, figures_of(lines).get(row.number - 1))
        lines += _filled(whole, known, row.number)
        times += [_worked(line) for line in time_lines(source)]
    return lines, times


def demo_shoot(rows: Mapping[type[Row], Sequence[Row]]) -> Shoot:
    """The invented shoot, of its rows."""

    def of(tab: type[R]) -> Rows[R]:
        return Rows([row for row in rows[tab] if isinstance(row, tab)])

    return shoot(
        of(ShootDayRow),
        demo_settings(),
        of(StripRow),
        of(CrewMember),
        of(Department),
        of(CastMember),
        of(Location),
    )


def _filled(whole: Shoot, known: Sequence[ReportLine], day: int) -> Iterator[ReportLine]:
    """The lines of a day with what the set reported."""
    is_late = day == YESTERDAY
    clocks = _company_times(is_late=is_late)
    scenes = [line.item for line in known if line.block == SCENES]
    # On the late day one scene was begun and the last one was dropped.
    results = dict.fromkeys(scenes, COMPLETED)
    if is_late:
        results |= {scenes[-2]: PARTIAL, scenes[-1]: NOT_SHOT}
    shot = sum(
        1 if results[line.item] == PARTIAL else parse_eighths(line.planned) or 0
        for line in known
        if line.block == SCENES and results[line.item] != NOT_SHOT
    )
    for line in known:
        if line.block == TIMES:
            yield replace(line, at=clocks.get(line.item, line.at))
        elif line.block == SCENES:
            result = results[line.item]
            yield replace(line, result=result, today="1/8" if result == PARTIAL else "")
        elif line.block == SCRIPT:
            yield _script(whole, line, day, shot + 1 if is_late else None)
        else:
            yield _rest(line, is_late=is_late)


def _company_times(*, is_late: bool) -> dict[str, Clock]:
    wrap, last = (_SET_WRAP, LATE_WRAP) if is_late else (Clock(18 * 60 + 50), _USUAL_WRAP)
    clocks = {
        FIRST_SHOT: Clock(8 * 60 + 7), LUNCH_OUT: _LUNCH[0], LUNCH_IN: _LUNCH[1],
        AFTER_LUNCH: Clock(13 * 60 + 52), CAMERA_WRAP: wrap, LAST_MAN_OUT: last,
    }  # fmt: skip
    return clocks | ({SECOND_OUT: _SECOND[0], SECOND_IN: _SECOND[1]} if is_late else {})


def _script(whole: Shoot, line: ReportLine, day: int, typed: int | None) -> ReportLine:
    earlier = [strip for n, strips in whole.strips_by_day.items() if n < day for strip in strips]
    before = {
        SCENES_ROW: str(sum(strip.kind == STRIP for strip in earlier)),
        PAGES_ROW: show_eighths(sum(strip.pages for strip in earlier)),
        MINUTES_ROW: "52:14",
        SETUPS_ROW: str(_SETUPS * (day - 1)),
    }
    today = {
        PAGES_ROW: show_eighths(typed) if typed else "",
        MINUTES_ROW: f"{(_SECONDS - day) // 60}:{(_SECONDS - day) % 60:02}",
        SETUPS_ROW: str(_SETUPS - day % 4),
    }
    previous = line.previous or before.get(line.item, "")
    return replace(line, previous=previous, today=today.get(line.item, ""))


def _rest(line: ReportLine, *, is_late: bool) -> ReportLine:
    if line.block == MEDIA:
        today = {"Camera cards": "9", "Camera data": "3.4 TB", "Sound rolls": "1"}
        before = {"Camera cards": "81", "Camera data": "30.2 TB", "Sound rolls": "9"}
        previous = line.previous or before.get(line.item, "")
        return replace(line, previous=previous, today=today.get(line.item, ""))
    if line.block == MEALS:
        is_second = line.item == "Second meal"
        if is_second and not is_late:
            return line
        at = {"Lunch": _LUNCH[0], "Second meal": _SECOND[0]}.get(line.item, Clock(6 * 60 + 30))
        return replace(line, today=line.planned or "204", at=at)
    if line.block == NOTES and is_late and line.item in _NOTES:
        minutes, text = _NOTES[line.item]
        return replace(line, today=minutes, detail=text)
    if line.item == AHEAD:
        return replace(line, today="-1" if is_late else "0")
    return line


def _worked(line: ProductionTime) -> ProductionTime:
    """A line of times as worked: lunch with the company, out as the department was wrapped."""
    if not isinstance(line.call, Clock):
        # Who was to be notified did not come; held and on-call people have no times.
        is_open = line.call is None and not line.status
        return replace(line, wrap=CallCode("N/A")) if is_open else line
    is_late = line.day == YESTERDAY
    wrap = _late_out(line) if is_late else _USUAL_WRAP
    if line.call > _LUNCH[0]:
        return replace(line, wrap=wrap)
    fed = replace(line, meal_out=_LUNCH[0], meal_in=_LUNCH[1], wrap=wrap)
    if is_late and wrap > _SECOND[1]:
        fed = replace(fed, second_meal_out=_SECOND[0], second_meal_in=_SECOND[1])
    return replace(fed, wrap=None) if is_late and line.position == NO_OUT else fed


def _late_out(line: ProductionTime) -> Clock:
    """The late day: the set wrapped at nine, some stayed to wrap it out, the office had left."""
    if line.kind != CREW:
        return Clock(_SET_WRAP.minutes - 15)
    if line.department in _LAST_OUT:
        return LATE_WRAP
    return Clock(19 * 60) if line.department in _OFFICE else _SET_WRAP
