"""The daily production report as PDF: the day on the front, the crew's times on the back."""

from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from poc_sheets.documents.approvals import approval_lines
from poc_sheets.documents.clock import Clock, clock_text, long_date, short_date
from poc_sheets.documents.production_report import CrewTime, ProductionReport, ScriptCount
from poc_sheets.documents.typesetting import Paper, breakable, plain, typeset
from poc_sheets.trade.eighths import show_eighths


def render_production_report(
    report: ProductionReport, *, paper: Paper = "us-legal", clock: Clock = "12h"
) -> bytes:
    """The report as PDF; the same report gives the same bytes.

    Args:
        report: what to print.
        paper: the sheet's size.
        clock: how times are printed.
    """

    def printed(value: object) -> object:
        if isinstance(value, datetime | time):
            return clock_text(value, clock, report.date)
        if isinstance(value, date):
            return short_date(value)
        return breakable(value) if isinstance(value, str) else None

    content: dict[str, Any] = plain(report, printed)
    content |= {
        "paper": paper,
        "date": long_date(report.date),
        "standing": _standing(report.days_ahead),
        "days": [[one.kind, one.scheduled, one.actual] for one in report.days],
        "script": [_script_row(one) for one in report.script],
        "media": [[one.what, one.previous, one.today, one.to_date] for one in report.media],
        "cast": [list(one.values()) for one in content["cast"]],
        "extras": [list(one.values()) for one in content["extras"]],
        "crew": _departments(report.crew, content["crew"]),
        "meals": [list(one.values()) for one in content["meals"]],
        "approvals": approval_lines(report.approvals, clock),
    }
    return typeset("production_report", content, dated=report.issued_at or report.date)


def _standing(days_ahead: int | None) -> str:
    if days_ahead is None:
        return ""
    if days_ahead == 0:
        return "On schedule"
    days = "day" if abs(days_ahead) == 1 else "days"
    return f"{abs(days_ahead)} {days} {'ahead' if days_ahead > 0 else 'behind'}"


def _script_row(row: ScriptCount) -> list[str]:
    def number(value: int | None) -> str:
        return "" if value is None else str(value)

    sign = "-" if row.seconds is not None and row.seconds < 0 else ""
    minutes, seconds = divmod(abs(row.seconds or 0), 60)
    return [
        row.row,
        number(row.scenes),
        "" if row.pages is None else show_eighths(row.pages),
        "" if row.seconds is None else f"{sign}{minutes}:{seconds:02d}",
        number(row.setups),
    ]


def _departments(crew: tuple[CrewTime, ...], printed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The crew's rows under their departments, in the order given."""
    rows = [
        (one.department, list(row.values())[1:]) for one, row in zip(crew, printed, strict=True)
    ]
    return [
        {"department": name, "rows": [row for _, row in group]}
        for name, group in groupby(rows, key=lambda pair: pair[0])
    ]
