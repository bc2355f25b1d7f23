"""The button "Check call sheet"."""

from datetime import datetime

from poc_sheets.call_sheets.checks import preflight_findings
from poc_sheets.call_sheets.draft import draft_sheet
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.model import Rows


@action("Check call sheet", group="Call sheet")
def preflight(
    shoot: Shoot,
    now: datetime,
    lines: Rows[CallSheetLine] = Rows(),  # noqa: B008  (no tab, no rows)
    day: int | None = None,
) -> Outcome:
    """Check a day's call sheet before it goes out: statements, places, people, rest, meals.

    What people typed over on the Call Sheet tab counts. Errors keep the sheet from being published;
    warnings and notes do not. Figures are those of the Rules tab, and not legal advice.

    Args:
        shoot: schedule, days, people, places, rules.
        now: the moment of the press; it picks the day, and tells how late the call is.
        lines: the Call Sheet tab.
        day: the number of the shoot day; by default the one whose crew call comes next.

    Returns:
        Findings only, errors first.

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
    draft = draft_sheet(shoot, shoot.pick(day, now), lines)
    findings = preflight_findings(draft, now)
    errors = sum(finding.level == "error" for finding in findings)
    warnings = sum(finding.level == "warning" for finding in findings)
    plan = draft.plan
    verdict = "can go out" if not errors else "cannot go out yet"
    counts = f"{errors} to settle, {warnings} to look at" if errors or warnings else "nothing found"
    return Outcome(f"Day {plan.number} of {plan.of} {verdict}: {counts}.", findings)
