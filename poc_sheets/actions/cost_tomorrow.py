"""The button "What tomorrow costs"."""

from datetime import datetime, timedelta

from poc_sheets.call_sheets.draft import Draft, draft_sheet
from poc_sheets.day_costs.tomorrow import Assumed, Tomorrow
from poc_sheets.day_costs.tomorrow_findings import (
    extra_sentence,
    findings_of,
    money,
    people_text,
)
from poc_sheets.day_costs.tomorrow_lines import lines_of
from poc_sheets.problems import Exit, Place, Problem
from poc_sheets.production_reports.worked import Worked
from poc_sheets.registry import Outcome, action
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.tomorrow_cost import TomorrowCostLine
from poc_sheets.trade.calling import read_time
from poc_sheets.trade.moment import Moment, moment_of

NOT_A_TIME = Problem(
    "option-not-a-time",
    title="{option} is not a time",
    what='it says "{seen}"',
    do="give a time such as 7:30P",
    exit_code=Exit.WRONG_USE,
)


@action("What tomorrow costs", group="Call sheet")
def cost_tomorrow(
    worked: Worked,
    now: datetime,
    costs: Rows[TomorrowCostLine],
    lines: Rows[CallSheetLine] = Rows(),  # noqa: B008  (no tab, no rows)
    day: int | None = None,
    wrap: str = "",
    lunch: str = "",
    last_out: str = "",
    unit: str = "",
) -> Outcome:
    """Cost a day's calls before they go out: rest, meal penalties, overtime, golden time.

    Each person by their own agreement: the calls as the Call Sheet tab shows them, the planned wrap,
    the rest since their last out in Production Times. Who has no rate is named, and never counted as
    zero. What another plan would save comes first. Figures of the Rules tab, and not legal advice.

    Args:
        worked: the outs so far, with the schedule, people and rules.
        now: the moment of the press; it picks the day.
        costs: written anew.
        lines: the Call Sheet tab.
        day: the number of the shoot day; by default the one whose crew call comes next.
        wrap: the wrap to plan with, such as 8:30P; blank: that of the call sheet.
        lunch: the lunch to plan with; blank: that of the call sheet.
        last_out: the crew's out of the day before, where it is not known yet.
        unit: the unit of the day, such as 2nd; by default the main unit.

    Returns:
        The Tomorrow Cost tab: everybody, each agreement, each person.

    Problems:
        push-saves: a push of the crew call would save penalties.
        later-call-saves: a later call would save a rest or meal penalty.
        earlier-lunch-saves: lunch is planned too late for some.
        second-meal-saves: the day is planned so long that a second meal is due.
        not-in-the-cost: a rate or a time is missing.
        rest-not-in-the-cost: the last out of somebody is not known yet.
    """
    del costs
    worked = worked.of_unit(unit)
    shoot = worked.shoot
    draft = draft_sheet(shoot, shoot.pick(day, now), lines)
    assumed = Assumed(
        _time(draft, "wrap", wrap), _time(draft, "lunch", lunch), _last_out(draft, last_out)
    )
    tomorrow = Tomorrow(draft, worked, assumed)
    rows = lines_of(tomorrow)
    findings = [*draft.findings, *findings_of(tomorrow)]
    return Outcome(_summary(tomorrow), findings, rewrites={TomorrowCostLine: rows})


def _time(draft: Draft, option: str, text: str) -> datetime | None:
    if not text.strip():
        return None
    plan = draft.plan
    read = read_time(text, plan.day, plan.general)
    if not isinstance(read, datetime):
        raise NOT_A_TIME.stop(Place(), option=option, seen=text)
    return read if read >= plan.general else read + timedelta(days=1)


def _last_out(draft: Draft, text: str) -> Moment | None:
    """An out of the day before: of two dates the one that comes before the call."""
    plan = draft.plan
    if not text.strip() or plan.previous is None:
        return None
    day = plan.shoot.dates[plan.previous.number]
    read = read_time(text, day)
    if not isinstance(read, datetime):
        raise NOT_A_TIME.stop(Place(), option="last_out", seen=text)
    call = plan.previous.crew_call or plan.shoot.settings.crew_call
    begins = read_time(call.as_text(), day) if call else None
    if isinstance(begins, datetime) and read < begins:
        read += timedelta(days=1)
    return Moment(day, moment_of(read, day).minutes, plan.zone)


def _summary(tomorrow: Tomorrow) -> str:
    plan, cost = tomorrow.draft.plan, tomorrow.cost
    if plan.untimed:
        return f"Day {plan.number} of {plan.of} has no crew call yet: nothing can be costed."
    if not cost.days:
        return f"Day {plan.number} of {plan.of}: nobody called has a rate that is known."
    least = max((saving.penalties for saving in tomorrow.savings), default=0)
    saved = f" One change alone saves {money(tomorrow, least)}." if least else ""
    total = f"{money(tomorrow, cost.total)} for {people_text(len(cost.days))}"
    return f"Day {plan.number} of {plan.of} costs {total}. {extra_sentence(tomorrow)}{saved}"
