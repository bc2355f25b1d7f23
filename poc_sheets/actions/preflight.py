"""The button "Check call sheet"."""

from datetime import datetime

from poc_sheets.call_sheets.checks import preflight_findings
from poc_sheets.call_sheets.draft import draft_sheet
from poc_sheets.call_sheets.every_day import day_rows, worst_first
from poc_sheets.day_costs.tomorrow import Tomorrow
from poc_sheets.day_costs.tomorrow_findings import extra_sentence
from poc_sheets.problems import Finding
from poc_sheets.production_reports.worked import Worked
from poc_sheets.registry import Outcome, action
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.call_sheet_issues import IssuedLines
from poc_sheets.tabs.model import Rows


@action("Check call sheet", group="Call sheet")
def preflight(
    worked: Worked,
    now: datetime,
    lines: Rows[CallSheetLine] = Rows(),  # noqa: B008  (no tab, no rows)
    issued: Rows[IssuedLines] = Rows(),  # noqa: B008  (as above)
    day: int | None = None,
    unit: str = "",
    *,
    all_days: bool = False,
) -> Outcome:
    """Check a day's call sheet before it goes out: statements, places, people, rest, meals.

    What people typed over on the Call Sheet tab counts. Errors keep the sheet from being published;
    warnings and notes do not. Figures are those of the Rules tab, and not legal advice.

    Args:
        worked: schedule, days, people, places, rules, and the outs of the days before.
        now: the moment of the press; it picks the day, and tells how late the call is.
        lines: the Call Sheet tab.
        issued: what each issue showed.
        day: the number of the shoot day; by default the one whose crew call comes next.
        unit: the unit of the day, such as 2nd; by default the main unit.
        all_days: yes checks every day of every unit.

    Returns:
        Findings only, errors first. Where rates are known, the summary says what the calls cost
        beyond straight time.

    Problems:
        no-hospital: a location of the day has no hospital.
        rest-invaded: a call comes too soon after yesterday's wrap.
        late-meal: a call lies more hours before lunch than the agreement allows.
        cast-id-unknown: a scene names a cast id that the Cast tab does not have.
        scene-on-two-days: a scene is scheduled on two days.
        outside-permit: the day is outside the permit of its location.
        statement-missing: an agreement asks for a statement that is missing.
        unreadable-call: a call or an offset cannot be read.
    """
    shoot = worked.shoot
    part = shoot.of_unit(unit)
    undated: list[Finding] = []
    drafts = (
        [draft_sheet(each, row, lines) for each, row in day_rows(shoot, undated)]
        if all_days
        else [draft_sheet(part, part.pick(day, now), lines)]
    )
    found = (f for draft in drafts for f in preflight_findings(draft, now, issued, worked))
    findings = worst_first([*undated, *found])
    errors = sum(finding.level == "error" for finding in findings)
    warnings = sum(finding.level == "warning" for finding in findings)
    verdict = "can go out" if not errors else "cannot go out yet"
    counts = f"{errors} to settle, {warnings} to look at" if errors or warnings else "nothing found"
    plan = drafts[0].plan if drafts else None
    days = f"Day {plan.number} of {plan.of}" if plan and not all_days else f"{len(drafts)} days"
    extra = "" if all_days else f" {extra_sentence(Tomorrow(drafts[0], worked.of_unit(unit)))}"
    return Outcome(f"{days} {verdict}: {counts}.{extra}".strip(), findings)
