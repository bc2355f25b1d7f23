"""The button "Start production report"."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import TypeVar

from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.production_reports.figures import Figures, figures_of, of_unit
from poc_sheets.production_reports.start import Source, report_lines, source_of
from poc_sheets.production_reports.start_people import time_lines
from poc_sheets.production_reports.times import kind_of
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.call_sheet_issues import CallSheetIssue, IssuedLines
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.production_report import (
    BACKGROUND,
    CAST,
    CREW,
    PAGES_ROW,
    SCENES,
    SCENES_ROW,
    SCRIPT,
    STUNT,
    ProductionTime,
    ReportLine,
)
from poc_sheets.trade.rules import key

R = TypeVar("R", bound=ReportLine | ProductionTime)

FROM_A_DRAFT = Problem(
    "report-from-draft",
    title="The report of day {day} was started from a call sheet that was not issued",
    what="{seen}",
    do="publish the call sheet and press again: what it has beyond the draft is added",
    level="warning",
)
NO_REPORT_BEFORE = Problem(
    "no-report-before",
    title="What was taken before day {day} is not known",
    what="the Production Report tab has no report of day {before}",
    do="type the figures of Previous once; later reports carry them on",
    level="warning",
)
NOT_COUNTED_YET = Problem(
    "previous-not-known",
    title="The report of day {before} does not say where {items} stand",
    what="To date is blank there and cannot be added up",
    do="finish the report of day {before}, then type Previous of day {day}",
    level="warning",
)
#: Without these the report of the next day cannot be added up.
_COUNTED_ON = (SCENES_ROW, PAGES_ROW)


@action("Start production report", group="Schedule")
def start_production_report(
    shoot: Shoot,
    report: Rows[ReportLine],
    times: Rows[ProductionTime],
    now: datetime,
    lines: Rows[CallSheetLine] = Rows(),  # noqa: B008  (no tab, no rows)
    issues: Rows[CallSheetIssue] = Rows(),  # noqa: B008
    issued: Rows[IssuedLines] = Rows(),  # noqa: B008
    day: int | None = None,
    unit: str = "",
) -> Outcome:
    """Put in what is known of a shoot day: people with their calls, scenes, what was taken before.

    It comes from the call sheet in force, the last one issued, else the draft. What is there already
    stays as it is: only what is missing is added, so that it can be pressed again after a revision.

    Args:
        shoot: schedule, days, people.
        report: the Production Report tab; missing lines of the day are added.
        times: the Production Times tab; missing people of the day are added.
        now: the moment of the press; it picks the day.
        lines: the Call Sheet tab as it stands.
        issues: every call sheet that was issued.
        issued: what each issue showed.
        day: the number of the shoot day; by default the one whose crew call came last.
        unit: the unit of the day, such as 2nd; by default the main unit.

    Returns:
        Adds to the Production Report and Production Times tabs.

    Problems:
        report-from-draft: no call sheet of the day was issued.
        no-report-before: nothing says what was taken on earlier days.
        previous-not-known: the report of the day before is not finished.
    """
    part = shoot.of_unit(unit)
    source = source_of(part, part.pick_begun(day, now), lines, issues, issued)
    before = _before(source, report)
    new_times = _missing(time_lines(source), _of_day(source, ProductionTime, times), _who)
    new_lines = _missing(report_lines(source, before), _of_day(source, ReportLine, report), _what)
    findings = [*_source_findings(source), *_before_findings(source, before, new_lines)]
    return Outcome(
        _summary(source, new_lines, new_times),
        findings,
        appends=[*new_lines, *new_times],
    )


def _before(source: Source, report: Sequence[ReportLine]) -> Figures | None:
    previous = source.plan.previous
    return figures_of(report, source.unit).get(previous.number) if previous else None


def _of_day(source: Source, tab: type[R], rows: Rows[R]) -> list[R]:
    """The rows of the day; one with an unreadable cell still names its person or its line."""
    number = source.plan.number
    damaged: list[R] = [
        tab(**({"day": number} | dict(unread.values))) for unread in rows.unreadable
    ]
    return [row for row in of_unit((*rows, *damaged), source.unit) if row.day == number]


def _who(line: ProductionTime) -> Hashable:
    """Who a line is about: a performer by id, background by what it is, others by name and post."""
    kind = kind_of(line)
    if kind == CAST and line.number:
        return line.number
    # The scenes that background stands for change with a revision.
    return (key(line.person), BACKGROUND if kind == BACKGROUND else key(line.position))


def _what(line: ReportLine) -> Hashable:
    return (key(line.block), key(line.item))


def _missing(known: Sequence[R], there: Sequence[R], name: Callable[[R], Hashable]) -> list[R]:
    """What of `known` is not there yet; two people of one name and position need two lines."""
    present = Counter(name(row) for row in there)
    missing = []
    for row in known:
        if present[name(row)]:
            present[name(row)] -= 1
        else:
            missing.append(row)
    return missing


def _source_findings(source: Source) -> list[Finding]:
    if source.name:
        return []
    number = source.plan.number
    seen = "the Call Sheet Issues tab has no issue of the day that can be read; the draft counts"
    return [FROM_A_DRAFT.at(place_of(source.plan.row, "number"), day=number, seen=seen)]


def _before_findings(
    source: Source, before: Figures | None, added: Sequence[ReportLine]
) -> list[Finding]:
    previous = source.plan.previous
    if previous is None or not added:
        return []
    day = source.plan.number
    if before is None:
        place = Place(ReportLine.tab)
        return [NO_REPORT_BEFORE.at(place, day=day, before=previous.number)]
    unknown = [
        line.item
        for line in added
        if key(line.block) == key(SCRIPT)
        and line.item in _COUNTED_ON
        and not line.previous
        and before.line(line.block, line.item)
    ]
    if not unknown:
        return []
    place = place_of(before.line(SCRIPT, unknown[0]) or before.lines[0], "to_date")
    facts = {"before": previous.number, "items": " and ".join(unknown), "day": day}
    return [NOT_COUNTED_YET.at(place, **facts)]


def _summary(source: Source, lines: Sequence[ReportLine], people: Sequence[ProductionTime]) -> str:
    number = source.plan.number
    if not lines and not people:
        return f"Day {number}: everything is there already; nothing was added."
    scenes = sum(line.block == SCENES for line in lines)
    counts = Counter(person.kind for person in people)
    heads = sum(person.quantity or 1 for person in people if person.kind == BACKGROUND)
    parts = [f"{scenes} scene{'' if scenes == 1 else 's'}", f"{counts[CAST]} cast"]
    parts += [f"{counts[STUNT]} of stunts"] if counts[STUNT] else []
    parts += [f"{heads} background"] if heads else []
    parts.append(f"{counts[CREW]} crew")
    origin = source.name or "the draft of the call sheet"
    return f"Day {number}, from {origin}: {', '.join(parts)} put in."
