"""Preflight: everything that should be settled before a call sheet goes out."""

from datetime import datetime

from poc_sheets.call_sheets.checks_day import day_findings
from poc_sheets.call_sheets.checks_people import people_findings
from poc_sheets.call_sheets.checks_rest import rest_findings
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.problems import Finding

_ORDER = {"error": 0, "warning": 1, "note": 2}


def preflight_findings(draft: Draft, now: datetime) -> list[Finding]:
    """Every finding about a day's sheet, errors first; an error keeps it from going out."""
    findings = [
        *draft.findings,
        *day_findings(draft),
        *people_findings(draft),
        *rest_findings(draft, now),
    ]
    return sorted(findings, key=lambda finding: _ORDER[finding.level])
