"""Whether the figures of a production report agree: the script, the scenes, the days, the times."""

from collections.abc import Iterator, Mapping

from poc_sheets.problems import Finding, Problem
from poc_sheets.production_reports.figures import (
    COUNTS,
    UNREAD,
    Figures,
    Totals,
    counting_of,
    pages_shot,
    result_of,
)
from poc_sheets.production_reports.start import script_totals
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.model import column_of, place_of
from poc_sheets.tabs.production_report import (
    COMPLETED,
    DAYS,
    MEDIA,
    PAGES_ROW,
    PARTIAL,
    RESULTS,
    SCENES,
    SCENES_ROW,
    SCRIPT,
    ReportLine,
)
from poc_sheets.trade.eighths import parse_eighths, show_eighths
from poc_sheets.trade.report_counts import Counted, added
from poc_sheets.trade.rules import key

NO_REPORT = Problem(
    "no-production-report",
    title="Day {day} has no production report",
    what="no row of the Production Report or Production Times tab is about that day",
    do="press Start production report, or type the day beside its rows",
)
COUNT_UNREAD = Problem(
    "report-count-unread",
    title="{heading} of {item} cannot be counted",
    what='"{seen}" was typed; nothing that depends on it is added up',
    do="type {expected}",
)
TO_DATE_DIFFERS = Problem(
    "report-to-date-differs",
    title="{item} to date do not add up",
    what="{previous} previously and {today} today are {sum}; {typed} is typed",
    do="correct one of the three, or clear To date and it is added up",
)
REMAINING_DIFFERS = Problem(
    "report-remaining-differs",
    title="{item} remaining do not add up",
    what="{to_date} to date and {typed} remaining are {sum}; the script has {whole}",
    do="correct one of them, or clear Remaining and it is worked out",
)
PREVIOUS_DIFFERS = Problem(
    "report-previous-differs",
    title="{item} taken previously are not what the report before says",
    what="Previous says {typed}; day {before} ended with {to_date} to date",
    do="type {to_date}, or correct the report of day {before}",
)
TODAY_DIFFERS = Problem(
    "report-today-differs",
    title="{item} today are not what the scenes add up to",
    what="{typed} is typed; the results of the scenes come to {counted}",
    do="correct the scenes, or clear Today and it is added up",
)
SCRIPT_DIFFERS = Problem(
    "report-script-differs",
    title="{item} of the script are not those of the Schedule tab",
    what="the report counts against {whole}, added and deleted ones in; the schedule has {schedule}",
    do="type what the revision added or deleted, or correct Scheduled",
    level="warning",
)
NO_RESULT = Problem(
    "scene-without-result",
    title="What became of scene {scene} is not said",
    what="Result is {seen}; scenes and pages of the day cannot be added up",
    do="choose one of {choices}",
)
NO_PAGES_SHOT = Problem(
    "scene-pages-unknown",
    title="How much of scene {scene} was shot is not said",
    what="the scene is {result}, and {seen}",
    do="type the pages that were shot under Today, such as 1 3/8",
)
COMPLETED_BEFORE = Problem(
    "scene-completed-before",
    title="Scene {scene} was completed before",
    what="day {before} completed it, and day {day} counts it again",
    do="choose Retake, or correct the report of day {before}",
)
SCENE_TOO_LONG = Problem(
    "scene-longer-than-scheduled",
    title="More of scene {scene} was shot than it has",
    what="{shot} pages were shot up to day {day}, of {pages} scheduled",
    do="type under Today only what was shot that day",
    level="warning",
)


def figure_findings(shoot: Shoot, days: Mapping[int, Figures], number: int) -> list[Finding]:
    """What does not agree in the figures of a day.

    Args:
        shoot: the schedule.
        days: the reports so far.
        number: the day; it has a report.
    """
    figures = days[number]
    before = _before(shoot, days, number)
    return [
        *_unread(figures),
        *_scene_results(figures),
        *_scenes_again(days, figures),
        *_sums(figures),
        *_against_before(figures, before),
        *_against_schedule(shoot, figures),
    ]


def _before(shoot: Shoot, days: Mapping[int, Figures], number: int) -> Figures | None:
    """The report of the shoot day before; without it nothing is known, even if older ones exist."""
    dates = shoot.dates
    on = dates.get(number)
    earlier = [n for n in dates if on and dates[n] < on]
    return days.get(max(earlier, key=lambda n: dates[n])) if earlier else None


def _unread(figures: Figures) -> Iterator[Finding]:
    for line in figures.lines:
        if key(line.block) not in {key(SCRIPT), key(DAYS), key(SCENES)}:
            continue
        counting = counting_of(line)
        for name in COUNTS:
            seen = getattr(line, name)
            if seen not in {"", UNREAD} and counting.read(seen) is None:
                heading = column_of(ReportLine, name).heading
                facts = {"heading": heading, "item": line.item, "seen": seen}
                yield COUNT_UNREAD.at(place_of(line, name), expected=counting.expected, **facts)


def _scene_results(figures: Figures) -> Iterator[Finding]:
    for scene in figures.of(SCENES):
        result = result_of(scene)
        if not result:
            seen = f'"{scene.result}"' if scene.result else "blank"
            facts = {"scene": scene.item, "seen": seen, "choices": ", ".join(RESULTS)}
            yield NO_RESULT.at(place_of(scene, "result"), **facts)
        elif not scene.today and pages_shot(scene) is None:
            seen = "Today is blank" if result == PARTIAL else "it has no pages"
            facts = {"scene": scene.item, "result": result.lower(), "seen": seen}
            yield NO_PAGES_SHOT.at(place_of(scene, "today"), **facts)


def _scenes_again(days: Mapping[int, Figures], figures: Figures) -> Iterator[Finding]:
    """Scenes that were completed on an earlier day, or shot for more pages than they have."""
    for scene in figures.of(SCENES):
        own = pages_shot(scene)
        same = [
            (day, other)
            for day, report in sorted(days.items())
            if day < figures.day
            for other in report.of(SCENES)
            if key(other.item) == key(scene.item)
        ]
        done = next((day for day, other in same if result_of(other) == COMPLETED), None)
        if done is not None and result_of(scene) == COMPLETED:
            facts = {"scene": scene.item, "before": done, "day": figures.day}
            yield COMPLETED_BEFORE.at(place_of(scene, "result"), **facts)
            continue
        counts = [own, *(pages_shot(other) for _, other in same)]
        shot = sum(int(count.number) for count in counts if count is not None)
        pages = parse_eighths(scene.planned)
        if own is not None and own.number and pages and shot > pages:
            facts = {"scene": scene.item, "day": figures.day}
            sums = {"shot": show_eighths(shot), "pages": show_eighths(pages)}
            yield SCENE_TOO_LONG.at(place_of(scene, "today"), **facts, **sums)


def _sums(figures: Figures) -> Iterator[Finding]:
    for line in figures.lines:
        if key(line.block) not in {key(SCRIPT), key(DAYS), key(MEDIA)}:
            continue
        typed, whole = figures.typed(line), figures.totals(line.block, line.item)
        by_lines = figures.today_by_lines(line)
        if _differ(typed.today, by_lines):
            facts = {"item": line.item, "typed": line.today, "counted": _shown(line, by_lines)}
            yield TODAY_DIFFERS.at(place_of(line, "today"), **facts)
        total = added(typed.previous, whole.today)
        if _differ(typed.to_date, total):
            parts = {"previous": line.previous, "today": _shown(line, whole.today)}
            facts = {"item": line.item, "sum": _shown(line, total), "typed": line.to_date}
            yield TO_DATE_DIFFERS.at(place_of(line, "to_date"), **facts, **parts)
        yield from _remaining(figures, line, typed, whole)


def _remaining(
    figures: Figures, line: ReportLine, typed: Totals, filled: Totals
) -> Iterator[Finding]:
    whole = figures.whole(line, typed)
    total = added(filled.to_date, typed.remaining)
    if _differ(total, whole):
        facts = {"item": line.item, "typed": line.remaining, "sum": _shown(line, total)}
        parts = {"to_date": _shown(line, filled.to_date), "whole": _shown(line, whole)}
        yield REMAINING_DIFFERS.at(place_of(line, "remaining"), **facts, **parts)


def _against_before(figures: Figures, before: Figures | None) -> Iterator[Finding]:
    for line in figures.lines if before else ():
        if before is None or key(line.block) not in {key(SCRIPT), key(DAYS), key(MEDIA)}:
            continue
        known = before.totals(line.block, line.item).to_date
        if _differ(figures.typed(line).previous, known):
            facts = {"item": line.item, "typed": line.previous, "before": before.day}
            place = place_of(line, "previous")
            yield PREVIOUS_DIFFERS.at(place, to_date=_shown(line, known), **facts)


def _against_schedule(shoot: Shoot, figures: Figures) -> Iterator[Finding]:
    of_schedule = script_totals(shoot)
    for item in (SCENES_ROW, PAGES_ROW):
        line = figures.line(SCRIPT, item)
        if line is None or item not in of_schedule:
            continue
        whole = figures.whole(line, figures.typed(line))
        if _differ(whole, counting_of(line).read(of_schedule[item])):
            facts = {"item": item, "whole": _shown(line, whole), "schedule": of_schedule[item]}
            yield SCRIPT_DIFFERS.at(place_of(line, "planned"), **facts)


def _differ(one: Counted | None, other: Counted | None) -> bool:
    """Whether two counts that are both known differ."""
    return one is not None and other is not None and one != other


def _shown(line: ReportLine, count: Counted | None) -> str:
    return "not known" if count is None else counting_of(line).show(count)
