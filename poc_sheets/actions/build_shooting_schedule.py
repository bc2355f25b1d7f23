"""The button "Build shooting schedule"."""

from datetime import datetime

from poc_sheets.registry import Outcome, action
from poc_sheets.schedules.checks import schedule_findings, schedule_summary
from poc_sheets.schedules.shooting_schedule_paper import shooting_schedule_document
from poc_sheets.snapshots.shoot_day import Shoot


@action("Build shooting schedule", group="Schedule")
def build_shooting_schedule(shoot: Shoot, now: datetime) -> Outcome:
    """Print the shooting schedule: every scene with its cast, props and all its breakdown names.

    Args:
        shoot: schedule, days, cast, places.
        now: the date on it, where the schedule has none.

    Returns:
        The PDF; no cell is changed.

    Problems:
        strips-without-day: strips that are not scheduled yet are left out.
        strip-on-unknown-day: the Shoot Days tab does not have the day of a strip.
        days-without-date: shoot days without a date.
    """
    document = shooting_schedule_document(shoot, now)
    summary = f"{schedule_summary(shoot)}: {document.name}."
    return Outcome(summary, schedule_findings(shoot), documents=[document])
