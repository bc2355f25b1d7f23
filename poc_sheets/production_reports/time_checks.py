"""Whether the times of a production report are complete and make sense."""

from collections.abc import Iterator, Sequence

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.problems import Finding, Problem
from poc_sheets.production_reports.figures import Figures, result_of
from poc_sheets.production_reports.times import (
    Clocked,
    clocked,
    company_times,
    is_working,
    kind_of,
    of_day,
)
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.model import Rows, column_of, place_of
from poc_sheets.tabs.production_report import (
    CAMERA_WRAP,
    CAST,
    CREW,
    CREW_CALL,
    FIRST_SHOT,
    LAST_MAN_OUT,
    NOT_SHOT,
    SCENES,
    TIMES,
    ProductionTime,
)
from poc_sheets.tabs.schedule import ShootDayRow
from poc_sheets.trade.clock import Clock
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import key

NO_OUT = Problem(
    "no-out-time",
    title="{count} without an out: {group}",
    what="{names}",
    do="type when they were dismissed under Wrap, or N/A for who did not work",
)
NO_IN = Problem(
    "no-in-time",
    title="{who} has an out and no in",
    what="Wrap says {out}, and Call is blank",
    do="type the call",
)
HALF_A_MEAL = Problem(
    "meal-half-known",
    title="{meal} of {who} has only one time",
    what="{heading} is blank, and the other is {seen}",
    do="type {heading}; without it the meal does not count",
)
OUT_OF_ORDER = Problem(
    "report-times-out-of-order",
    title="The times of {who} do not follow each other",
    what="{what}",
    do="check the two times; A and P are often swapped",
)
NO_COMPANY_TIME = Problem(
    "no-company-time",
    title="{item} is not typed",
    what="Time is blank in the Production Report tab",
    do="type it as 7:42A or 07:42",
)
AFTER_LAST_OUT = Problem(
    "out-after-last-man-out",
    title="{who} was out after the last man out",
    what="out {out}, last man out {last}",
    do="correct one of the two",
)
NO_ACTUAL_WRAP = Problem(
    "no-actual-wrap",
    title="The Shoot Days tab does not know the wrap of day {day}",
    what="Actual wrap is blank; the report says camera wrap {wrap}",
    do="type when the crew wrapped: tomorrow's rest is counted from it",
    level="warning",
)
CAST_WITHOUT_TIMES = Problem(
    "cast-without-times",
    title="Cast id {number} was in scene {scene} and has no times",
    what="the Production Times tab has no row of day {day} with No. {number}, or its Status is H",
    do="type Status and times there; Start production report adds a missing row",
)
WORKED_NOT_CALLED = Problem(
    "times-of-unknown-cast",
    title="The Cast tab has no id {number}",
    what="{who} has times on day {day}",
    do="correct No., or add the performer to the Cast tab",
    level="warning",
)
_MEALS = {
    "Breakfast": ("breakfast_out", "breakfast_in"),
    "Meal 1": ("meal_out", "meal_in"),
    "Meal 2": ("second_meal_out", "second_meal_in"),
}
#: Company times without which the day cannot be reported.
_NEEDED = (CREW_CALL, FIRST_SHOT, CAMERA_WRAP)


def time_findings(
    shoot: Shoot,
    row: ShootDayRow,
    figures: Figures | None,
    times: Rows[ProductionTime],
) -> list[Finding]:
    """What is missing or makes no sense in the times of a day.

    Args:
        shoot: the shoot.
        row: the day.
        figures: its report, or `None` where it has none.
        times: the Production Times tab.
    """
    day = shoot.date_of(row)
    mine = of_day(times, row)
    findings = [*_without_out(mine, times)]
    outs: list[tuple[Moment, ProductionTime]] = []
    for line in mine:
        found = clocked(line, day)
        findings += _own_times(line, found, times)
        if found.finding is None and "wrap" in found.moments and kind_of(line) == CREW:
            outs.append((found.moments["wrap"], line))
    findings += _unknown_cast(shoot, mine)
    if figures is None:
        return findings
    return [*_company(shoot, row, figures, outs), *findings, *_cast_missing(shoot, figures, mine)]


def _without_out(mine: Sequence[ProductionTime], times: Rows[ProductionTime]) -> Iterator[Finding]:
    groups: dict[str, list[ProductionTime]] = {}
    for line in mine:
        if line.wrap is None and is_working(line) and not times.is_doubtful(line, "wrap"):
            kind = kind_of(line)
            group = (line.department or kind) if kind == CREW else kind
            groups.setdefault(group, []).append(line)
    for group, lines in groups.items():
        count = "1 person" if len(lines) == 1 else f"{len(lines)} people"
        facts = {"count": count, "group": group, "names": named([line.person for line in lines])}
        yield NO_OUT.at(place_of(lines[0], "wrap"), **facts)


def _own_times(
    line: ProductionTime, found: Clocked, times: Rows[ProductionTime]
) -> Iterator[Finding]:
    own = {line.person: None, line.position: None}
    who = ", ".join(part for part in own if part)
    if isinstance(line.wrap, Clock) and line.call is None and not times.is_doubtful(line, "call"):
        yield NO_IN.at(place_of(line, "call"), who=who, out=line.wrap.as_text())
    for meal, pair in _MEALS.items():
        typed = [name for name in pair if isinstance(getattr(line, name), Clock)]
        blank = [n for n in pair if getattr(line, n) is None and not times.is_doubtful(line, n)]
        if len(typed) == len(blank) == 1:
            facts = {"heading": column_of(ProductionTime, blank[0]).heading, "meal": meal}
            seen = getattr(line, typed[0]).as_text()
            yield HALF_A_MEAL.at(place_of(line, blank[0]), who=who, seen=seen, **facts)
    if found.finding is not None:
        place = place_of(line, "wrap" if line.wrap else "call")
        yield OUT_OF_ORDER.at(place, who=who, what=found.finding.what)


def _unknown_cast(shoot: Shoot, mine: Sequence[ProductionTime]) -> Iterator[Finding]:
    for line in mine:
        if kind_of(line) == CAST and line.number and line.number not in shoot.cast_by_id:
            facts = {"number": line.number, "who": line.person, "day": line.day}
            yield WORKED_NOT_CALLED.at(place_of(line, "number"), **facts)


def _company(
    shoot: Shoot,
    row: ShootDayRow,
    figures: Figures,
    outs: Sequence[tuple[Moment, ProductionTime]],
) -> Iterator[Finding]:
    found = company_times(figures, shoot.date_of(row))
    for item in _NEEDED:
        line = figures.line(TIMES, item)
        if line is None or line.at is None:
            place = place_of(line, "at") if line else place_of(figures.lines[0])
            yield NO_COMPANY_TIME.at(place, item=item)
    if found.finding is not None:
        line = figures.line(TIMES, next(iter(found.moments))) or figures.lines[0]
        facts = {"who": "the company", "what": found.finding.what}
        yield OUT_OF_ORDER.at(place_of(line, "at"), **facts)
    last = found.moments.get(LAST_MAN_OUT)
    later = [(out, person) for out, person in outs if last is not None and out > last]
    if last is not None and later:
        out, person = max(later, key=lambda pair: pair[0].absolute)
        facts = {"out": out.as_text(), "last": last.as_text()}
        yield AFTER_LAST_OUT.at(place_of(person, "wrap"), who=person.person, **facts)
    wrap = found.moments.get(CAMERA_WRAP)
    if (
        wrap is not None
        and row.actual_wrap is None
        and not shoot.days.is_doubtful(row, "actual_wrap")
    ):
        place = place_of(row, "actual_wrap")
        yield NO_ACTUAL_WRAP.at(place, day=row.number, wrap=wrap.as_text())


def _cast_missing(
    shoot: Shoot, figures: Figures, mine: Sequence[ProductionTime]
) -> Iterator[Finding]:
    """Performers of scenes that were shot, without a line of times."""
    present = {line.number for line in mine if is_working(line) or line.wrap is not None}
    strips = {key(strip.scene): strip for strip in shoot.strips_by_day.get(figures.day, ())}
    for scene in figures.of(SCENES):
        strip = strips.get(key(scene.item)) or strips.get(key(scene.item.rpartition("-")[2]))
        if strip is None or result_of(scene) in {"", NOT_SHOT}:
            continue
        for cast_id in shoot.cast_ids_of(strip):
            if cast_id not in present:
                present.add(cast_id)
                facts = {"number": cast_id, "scene": scene.item, "day": figures.day}
                yield CAST_WITHOUT_TIMES.at(place_of(scene, "item"), **facts)
