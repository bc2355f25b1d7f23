"""Preflight: everything that should be settled before a call sheet goes out."""

from collections.abc import Sequence
from datetime import datetime

from poc_sheets.call_sheets.checks_day import day_findings
from poc_sheets.call_sheets.checks_people import people_findings
from poc_sheets.call_sheets.checks_rest import rest_findings
from poc_sheets.call_sheets.checks_size import letter_findings, moved_findings, size_findings
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.problems import Finding
from poc_sheets.production_reports.worked import Worked
from poc_sheets.tabs.call_sheet_issues import IssuedLines

_ORDER = {"error": 0, "warning": 1, "note": 2}


def preflight_findings(
    draft: Draft,
    now: datetime,
    issued: Sequence[IssuedLines] = (),
    worked: Worked | None = None,
) -> list[Finding]:
    """Every finding about a day's sheet, errors first; an error keeps it from going out.

    Args:
        draft: the sheet of the day.
        now: the moment of the check.
        issued: what each issue so far showed.
        worked: each person's own outs; without them the company's wrap counts for everybody.
    """
    findings = [
        *draft.findings,
        *day_findings(draft),
        *people_findings(draft),
        *size_findings(draft),
        *rest_findings(draft, now, worked),
        *moved_findings(draft, issued),
        *letter_findings(draft),
    ]
    return sorted(findings, key=lambda finding: _ORDER[finding.level])
