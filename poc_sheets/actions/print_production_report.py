"""The button "Print production report"."""

from datetime import datetime
from typing import Literal

from poc_sheets.documents.exhibit_g import render_exhibit_g
from poc_sheets.documents.naming import file_name
from poc_sheets.documents.production_report_pdf import render_production_report
from poc_sheets.documents.typesetting import paper_of
from poc_sheets.problems import Place, Problem
from poc_sheets.production_reports.checks import NO_REPORT, figure_findings
from poc_sheets.production_reports.day_report import DayReport
from poc_sheets.production_reports.exhibit_g_paper import exhibit_g
from poc_sheets.production_reports.figures import Figures, figures_of
from poc_sheets.production_reports.paper import production_report
from poc_sheets.production_reports.time_checks import time_findings
from poc_sheets.production_reports.times import of_day
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot, unit_key
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.production_report import ProductionTime, ReportLine
from poc_sheets.workbook import Document

NOT_SETTLED = Problem(
    "report-not-settled",
    title="The production report of day {day} was printed with {count} things to settle",
    what="the first: {first}",
    do="press Check production report, settle them, and print again before it is signed",
    level="warning",
)


@action("Print production report", group="Schedule")
def print_production_report(
    shoot: Shoot,
    report: Rows[ReportLine],
    times: Rows[ProductionTime],
    now: datetime,
    day: int | None = None,
    unit: str = "",
    what: Literal["both", "report", "exhibit g"] = "both",
) -> Outcome:
    """Print a day's production report, and the performers' time report (Exhibit G) to be signed.

    Blank totals are added up from the scenes and from the day before; where a part is not known the
    total stays blank. It prints although something is to be settled, and says so.

    Args:
        shoot: schedule, days, people, places.
        report: the Production Report tab.
        times: the Production Times tab.
        now: the moment of the press; it picks the day.
        day: the number of the shoot day; by default the one whose crew call came last.
        unit: the unit of the day, such as 2nd; by default the main unit.
        what: both, or one of the two; the time report can be printed before the day is over.

    Returns:
        The documents; no cell is changed.

    Problems:
        report-not-settled: something is missing, or a sum does not agree.
    """
    part = shoot.of_unit(unit)
    row = part.pick_begun(day, now)
    number = row.number
    days = figures_of(report, row.unit)
    mine = tuple(of_day(times, row))
    if number not in days and not mine:
        raise NO_REPORT.stop(Place(ReportLine.tab), day=number)
    content = DayReport(part, row, days.get(number) or Figures(number, ()), mine)
    findings = figure_findings(part, days, number) if number in days else []
    findings += time_findings(part, row, days.get(number), times)
    errors = [finding for finding in findings if finding.level == "error"]
    settled = []
    if errors and what != "exhibit g":
        facts = {"day": number, "count": len(errors), "first": errors[0].title}
        settled.append(NOT_SETTLED.at(place_of(row, "number"), **facts))
    documents = _documents(content, now, what)
    return Outcome(
        f"Day {number}: {' and '.join(document.name for document in documents)}.",
        settled,
        documents=documents,
    )


def _documents(content: DayReport, now: datetime, what: str) -> list[Document]:
    settings = content.shoot.settings
    paper, clock = paper_of(settings.paper), content.style
    title = settings.short_title or settings.title.upper()
    number, day = content.row.number, content.day
    other = f"-{content.row.unit}" if unit_key(content.row.unit) else ""
    documents = []
    if what != "exhibit g":
        pages = render_production_report(production_report(content, now), paper=paper, clock=clock)
        documents.append(Document(file_name(title, f"DPR{other}", number, day), pages))
    if what != "report":
        pages = render_exhibit_g(exhibit_g(content), paper=paper, clock=clock)
        documents.append(Document(file_name(title, f"EXG{other}", number, day), pages))
    return documents
