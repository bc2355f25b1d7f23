"""Every finding of a workbook, with nothing written."""

from datetime import datetime

from poc_sheets.problems import Finding, SheetError
from poc_sheets.registry import every_action
from poc_sheets.runner import preview
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.findings import FindingRow
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.workbook import Workbook


def check_workbook(workbook: Workbook, now: datetime | None = None) -> list[Finding]:
    """What cannot be read on any tab, and what every button without options would find."""
    tabs = [tab for tab in every_tab() if tab is not FindingRow]
    opened = open_tabs(workbook, tabs, optional=tabs)
    findings = list(opened.findings)
    for action in every_action():
        if any(option.required for option in action.options):
            continue
        try:
            outcome, seen = preview(action.name, workbook, now=now)
        except SheetError as stopped:
            if not _is_absent(stopped):
                findings.append(stopped.finding)
            continue
        findings += [seen.completed(finding) for finding in outcome.findings]
    return list(dict.fromkeys(findings))


def _is_absent(stopped: SheetError) -> bool:
    """A tab that this workbook does not have is no trouble of the workbook."""
    return stopped.finding.problem == "no-tab"
