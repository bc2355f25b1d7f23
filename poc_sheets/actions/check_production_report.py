"""The button "Check production report"."""

from datetime import datetime

from poc_sheets.problems import Place
from poc_sheets.production_reports.checks import NO_REPORT, figure_findings
from poc_sheets.production_reports.figures import Figures, figures_of
from poc_sheets.production_reports.time_checks import time_findings
from poc_sheets.production_reports.times import is_working, of_day
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.production_report import (
    PAGES_ROW,
    SCENES_ROW,
    SCRIPT,
    ProductionTime,
    ReportLine,
)


@action("Check production report", group="Schedule")
def check_production_report(
    shoot: Shoot,
    report: Rows[ReportLine],
    times: Rows[ProductionTime],
    now: datetime,
    day: int | None = None,
    unit: str = "",
) -> Outcome:
    """Say what is missing in a day's production report, and which of its sums do not agree.

    Previous and today are to date, to date and remaining are the script, the pages of the scenes are
    the pages of the day, what was taken before is what the report before says; everybody who was
    called has an out or N/A, and times follow each other.

    Args:
        shoot: schedule, days, people.
        report: the Production Report tab.
        times: the Production Times tab.
        now: the moment of the press; it picks the day.
        day: the number of the shoot day; by default the one whose crew call came last.
        unit: the unit of the day, such as 2nd; by default the main unit.

    Returns:
        Findings; no cell is changed.
    """
    part = shoot.of_unit(unit)
    row = part.pick_begun(day, now)
    days = figures_of(report, row.unit)
    figures = days.get(row.number)
    mine = of_day(times, row)
    if figures is None and not mine:
        finding = NO_REPORT.at(Place(ReportLine.tab), day=row.number)
        return Outcome(f"{finding.title}.", [finding])
    findings = figure_findings(part, days, row.number) if figures else []
    findings += time_findings(part, row, figures, times)
    findings.sort(key=lambda finding: finding.level != "error")
    errors = sum(finding.level == "error" for finding in findings)
    state = f"{errors} to settle" if errors else "everything agrees"
    worked = sum(line.quantity or 1 for line in mine if is_working(line))
    return Outcome(f"Day {row.number}: {state}; {_shot(figures)}, {worked} people.", findings)


def _shot(figures: Figures | None) -> str:
    if figures is None:
        return "no report lines"
    scenes = figures.totals(SCRIPT, SCENES_ROW).today
    pages = figures.today(SCRIPT, PAGES_ROW)
    if scenes is None or not pages:
        return "scenes shot not known yet"
    return f"{scenes.number} scene{'' if scenes.number == 1 else 's'}, {pages} pages shot"
