"""What a printed schedule leaves out, and what it cannot date."""

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.snapshots.shoot_day import Shoot, unit_key
from poc_sheets.tabs.model import place_of
from poc_sheets.tabs.schedule import STRIP, ShootDayRow, StripRow
from poc_sheets.trade.eighths import show_eighths

NO_DAY_YET = Problem(
    "strips-without-day",
    title="Scenes not scheduled yet: {count}",
    what="{scenes}: {pages} pages have no day and are left out",
    do="type the day beside them, or leave them for later",
    level="warning",
)
UNKNOWN_DAY = Problem(
    "strip-on-unknown-day",
    title="The Shoot Days tab has no day {day}",
    what="scene {scene} is scheduled on it; it is printed without a date",
    do="add the day to the Shoot Days tab, or correct the day of the strip",
)
UNDATED = Problem(
    "days-without-date",
    title="Shoot days without a date: {count}",
    what="day {days}; neither the Shoot Days tab nor Shoot start of the Production tab gives one",
    do="type Shoot start in the Production tab, or the dates beside the days",
    level="warning",
)
NOTHING_SCHEDULED = Problem(
    "nothing-scheduled",
    title="The Schedule tab has no scene",
    what="no strip stands in it",
    do="import the schedule, or type the strips",
)


def schedule_findings(shoot: Shoot) -> list[Finding]:
    """What is left out of a printed schedule, or stands on it without a date."""
    whole = shoot.whole or shoot
    scenes = [strip for strip in whole.strips if strip.kind == STRIP]
    if not scenes:
        return [NOTHING_SCHEDULED.at(Place(StripRow.tab))]
    findings = []
    waiting = [strip for strip in scenes if strip.day is None]
    if waiting:
        pages = show_eighths(sum(strip.pages for strip in waiting))
        facts = {"count": len(waiting), "scenes": _named(waiting), "pages": pages}
        findings.append(NO_DAY_YET.at(place_of(waiting[0], "day"), **facts))
    return [*findings, *_unknown_days(whole), *_undated(shoot)]


def schedule_summary(shoot: Shoot) -> str:
    """How much is scheduled."""
    whole = shoot.whole or shoot
    strips = [strip for strip in whole.strips if strip.kind == STRIP and strip.day is not None]
    pages = show_eighths(sum(strip.pages for strip in strips))
    days = {(unit_key(row.unit), row.number) for row in whole.days}
    return f"{len(days)} days, {len(strips)} scenes, {pages} pages"


def _named(strips: list[StripRow]) -> str:
    return named([strip.scene or f"row {strip.row}" for strip in strips])


def _unknown_days(whole: Shoot) -> list[Finding]:
    known = {(unit_key(row.unit), row.number) for row in whole.days}
    findings: dict[tuple[str, int], Finding] = {}
    for strip in whole.strips:
        key = (unit_key(strip.unit), strip.day or 0)
        if strip.day is None or strip.kind != STRIP or key in known or key in findings:
            continue
        facts = {"day": strip.day, "scene": strip.scene or strip.set_name}
        findings[key] = UNKNOWN_DAY.at(place_of(strip, "day"), **facts)
    return list(findings.values())


def _undated(shoot: Shoot) -> list[Finding]:
    rows: list[ShootDayRow] = []
    for unit in shoot.units:
        part = shoot.of_unit(unit)
        rows += [row for row in part.days if row.number not in part.dates]
    if not rows:
        return []
    days = named([str(row.number) for row in rows])
    return [UNDATED.at(place_of(rows[0], "date"), count=len(rows), days=days)]
