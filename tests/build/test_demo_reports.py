"""The production reports of the invented show: one day that agrees, one with planted trouble."""

from poc_sheets.build.demo.production import demo_rows
from poc_sheets.build.demo.reports import YESTERDAY, demo_shoot
from poc_sheets.production_reports.checks import figure_findings
from poc_sheets.production_reports.figures import figures_of
from poc_sheets.production_reports.time_checks import time_findings
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.production_report import ProductionTime, ReportLine


def test_only_what_is_planted_is_wrong() -> None:
    """Yesterday an eighth too much is typed and a grip has no out; the day before agrees."""
    rows = demo_rows()
    shoot = demo_shoot(rows)
    days = figures_of(row for row in rows[ReportLine] if isinstance(row, ReportLine))
    times = Rows([row for row in rows[ProductionTime] if isinstance(row, ProductionTime)])
    found = {
        row.number: [
            finding.problem
            for finding in (
                *figure_findings(shoot, days, row.number),
                *time_findings(shoot, row, days[row.number], times),
            )
            if finding.level == "error"
        ]
        for row in shoot.days
        if row.number in days
    }
    assert found == {
        YESTERDAY - 1: [],
        YESTERDAY: ["report-today-differs", "no-out-time"],
    }
