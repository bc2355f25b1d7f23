"""The button "Push call"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.call_sheets.checks_rest import rest_findings
from poc_sheets.call_sheets.compare import Comparison, change_lines, compare, shown
from poc_sheets.call_sheets.draft import Draft, draft_sheet
from poc_sheets.call_sheets.statements import crew_agreements
from poc_sheets.call_sheets.typed_over import placed, typed_cells
from poc_sheets.problems import Exit, Finding, Place, Problem
from poc_sheets.production_reports.worked import Worked
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import DAY_BLOCK, CallSheetLine, derived_line
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.trade.call_notice import check_change
from poc_sheets.trade.calling import read_time, show_time
from poc_sheets.trade.clock import Clock
from poc_sheets.trade.moment import moment_of
from poc_sheets.trade.terms import Terms

KEPT = Problem(
    "call-kept",
    title="{who} stays at {call}",
    what="{why}; it does not move with the general crew call, {before} to {after}",
    do="change it by hand if it should move",
    level="note",
)
TIME_KEPT = Problem(
    "time-kept",
    title="{fact} stays at {time}",
    what="it is typed in the Shoot Days tab, and the crew call moved from {before} to {after}",
    do="change it there if it should move",
    level="warning",
)
TELL_AGAIN = Problem(
    "tell-again",
    title="{count} people must be told of a new call",
    what="{names}",
    do="publish the revised call sheet; the Distribution tab then lists them",
    level="note",
)
CHANGED_LATE = Problem(
    "call-changed-late",
    title="The crew call is changed later than the agreement allows",
    what="{why}",
    do="ask the UPM before the new call goes out",
    level="warning",
)
TWO_CREW_CALLS = Problem(
    "two-crew-calls",
    title="The call sheet says {sheet}, the Shoot Days tab {tab}",
    what="the crew call was pushed on the call sheet, which counts; everything follows it",
    do="type {sheet} in the Shoot Days tab as well",
    level="note",
)
NO_CALL_TO_PUSH = Problem(
    "no-call-to-push",
    title="There is no crew call that could be pushed by {minutes} minutes",
    what="the crew call of day {day} is {seen}",
    do="type the crew call of the day, or give the new one",
)
NOT_A_CREW_CALL = Problem(
    "not-a-crew-call",
    title='"{seen}" is no crew call',
    what="a push needs a time",
    do="give a time such as 8:00A",
    exit_code=Exit.WRONG_USE,
)
#: The origin of a call that follows the general crew call.
GENERAL = "general crew call"
_FACTS = {"shooting_call": "Shooting call", "breakfast": "Breakfast", "lunch": "Lunch", "wrap": "Est. wrap"}  # fmt: skip


@action("Push call", group="Call sheet")
def push_call(
    worked: Worked,
    lines: Rows[CallSheetLine],
    now: datetime,
    day: int | None = None,
    minutes: int | None = None,
    crew_call: str = "",
    unit: str = "",
) -> Outcome:
    """Move the general crew call, and with it every call, meal, scene and pick-up but the pins.

    Change the crew call in the Shoot Days tab and press, or give the new call or the minutes; then
    it is typed over on the Call Sheet tab. Pinned people stay and are named. Rest and meals are
    checked again.

    Args:
        worked: schedule, days, people, places, rules, and the outs of the days before.
        lines: the Call Sheet tab as it stands; written anew.
        now: the moment of the press: the moment at which people are told.
        day: the number of the shoot day; by default the one whose crew call comes next.
        minutes: how much later; less than zero is earlier.
        crew_call: the new general crew call, such as 8:00A.
        unit: the unit of the day, such as 2nd; by default the main unit.

    Returns:
        Writes the Call Sheet tab anew, with a Changes block.

    Problems:
        call-kept: a pinned call did not move.
        time-kept: a time of the Shoot Days tab did not move.
        tell-again: the people whose times changed.
        rest-invaded: a call comes too soon after yesterday's wrap.
        call-changed-late: the change comes later than the agreement allows.
    """
    shoot = worked.shoot.of_unit(unit)
    row = shoot.pick(day, now)
    old = draft_sheet(shoot, row, lines)
    before = [line for line in placed(lines, old.plan.sheet) if line.day == old.plan.sheet]
    was = _crew_call_shown(before, old)
    new = _pushed(shoot, old, lines, minutes, crew_call)
    earlier = shown(before or old.lines)
    found = compare(earlier, shown(new.lines), new.plan.day, new.plan.general)
    changes = change_lines(new.plan.sheet, found.changes) or None
    findings = [*new.findings, *_two_calls(new), *_told_again(new, found)]
    if was is not None and was != new.plan.general:
        findings += [
            *_late_change(new, was, now),
            *_kept(new, was),
            *_kept_times(new, earlier, was),
        ]
    findings += rest_findings(new, now, worked)
    return Outcome(_summary(new, was, found), findings, rewrites={CallSheetLine: new.rows(changes)})


def _pushed(
    shoot: Shoot, old: Draft, lines: Sequence[CallSheetLine], minutes: int | None, text: str
) -> Draft:
    """The day with its new crew call; without one given, as the tabs say by now."""
    if minutes is None and not text:
        return old
    call = _new_call(old, minutes, text)
    return draft_sheet(shoot, old.plan.row, _with_call(lines, old, call))


def _crew_call_shown(before: Sequence[CallSheetLine], old: Draft) -> datetime | None:
    """The crew call that the tab's lines followed until now; the crew call cell may be new."""
    shown_calls = [line.was_call for line in before if line.origin == GENERAL]
    shown_calls += [line.was_time for line in before if line.line == "fact:crew_call"]
    for text in shown_calls:
        moment = read_time(text, old.plan.day, old.plan.general)
        if isinstance(moment, datetime):
            return moment
    return None if old.plan.untimed else old.plan.general


def _new_call(old: Draft, minutes: int | None, text: str) -> datetime:
    plan = old.plan
    if text:
        moment = read_time(text, plan.day)
        if not isinstance(moment, datetime):
            raise NOT_A_CREW_CALL.stop(Place(CallSheetLine.tab), seen=text)
        return moment
    if plan.untimed:
        facts = {"minutes": minutes, "day": plan.number, "seen": plan.untimed}
        raise NO_CALL_TO_PUSH.stop(place_of(plan.row, "crew_call"), **facts)
    return plan.general + timedelta(minutes=minutes or 0)


def _with_call(lines: Sequence[CallSheetLine], old: Draft, call: datetime) -> list[CallSheetLine]:
    """The tab with a crew call typed over."""
    plan = old.plan
    text = show_time(call, plan.style, plan.day)
    result = placed(lines, plan.sheet)
    for index, line in enumerate(result):
        if line.line == "fact:crew_call" and line.day == plan.sheet:
            result[index] = replace(line, time=text, was_time=plan.crew_call_text)
            return result
    line = derived_line(plan.sheet, DAY_BLOCK, "fact:crew_call", time=plan.crew_call_text)
    return [*result, replace(line, time=text)]


def _two_calls(new: Draft) -> list[Finding]:
    plan = new.plan
    if plan.general == plan.listed:
        return []
    sheet = show_time(plan.general, plan.style, plan.day)
    place = place_of(plan.row, "crew_call")
    return [TWO_CREW_CALLS.at(place, sheet=sheet, tab=plan.crew_call_text)]


def _late_change(new: Draft, was: datetime, now: datetime) -> list[Finding]:
    plan = new.plan
    told = replace(plan.moment(was), minutes=moment_of(now.replace(tzinfo=None), plan.day).minutes)
    findings = []
    for agreement in crew_agreements(plan):
        terms = Terms(plan.shoot.book, agreement, plan.day)
        breach = check_change(terms, plan.moment(was), plan.moment(plan.general), told)
        if breach and told < plan.moment(was):
            findings.append(CHANGED_LATE.at(place_of(plan.row, "crew_call"), why=breach.why))
    return findings


def _moves(new: Draft, was: datetime | None) -> dict[str, str]:
    plan = new.plan
    before = show_time(was, plan.style, plan.day)
    return {"before": before, "after": show_time(plan.general, plan.style, plan.day)}


def _kept(new: Draft, was: datetime) -> list[Finding]:
    """Everyone with a time that did not move: pinned in a tab, or typed over on the call sheet."""
    moves = _moves(new, was)
    findings = []
    for person in new.people:
        line = new.by_key.get(person.key)
        if line is None or not isinstance(new.call_of(person), datetime):
            continue
        if "call" in typed_cells(line):
            place, why = place_of(line, "call"), "it is typed over on the Call Sheet tab"
        elif " pin" in line.origin and person.member is not None:
            place = place_of(person.member, "call")
            why = f"it is pinned in the {place.tab} tab ({line.origin})"
        else:
            continue
        findings.append(KEPT.at(place, who=person.who, call=line.call, why=why, **moves))
    return findings


def _kept_times(
    new: Draft, earlier: dict[str, tuple[str, dict[str, str]]], was: datetime
) -> list[Finding]:
    findings = []
    for fact, name in _FACTS.items():
        line = new.by_key[f"fact:{fact}"]
        before = earlier.get(line.line, ("", {}))[1].get("time", "")
        if line.time and line.time == before and isinstance(getattr(new.plan.row, fact), Clock):
            facts = {"fact": name, "time": line.time}
            findings.append(TIME_KEPT.at(place_of(new.plan.row, fact), **facts, **_moves(new, was)))
    return findings


def _told_again(new: Draft, found: Comparison) -> list[Finding]:
    if not found.affected:
        return []
    names = []
    for key in found.affected:
        line = new.by_key.get(key)
        if line is not None:
            names.append(f"{line.name or line.detail} {line.call}".strip())
    place = Place(CallSheetLine.tab, None, None, "Call")
    return [TELL_AGAIN.at(place, count=len(found.affected), names=named(names))]


def _summary(new: Draft, was: datetime | None, found: Comparison) -> str:
    plan = new.plan
    moves = _moves(new, was)
    if was is None:
        return f"Day {plan.number}: crew call {plan.untimed or moves['after']}; {found.cells} cells changed."
    if was == plan.general:
        return f"Day {plan.number}: the crew call is {moves['after']} as before; {found.cells} cells changed."
    kept = sum(person.call.is_pinned for person in new.crew)
    return (
        f"Day {plan.number}: crew call {moves['before']} to {moves['after']}; "
        f"{len(found.affected)} people to be told, {kept} pinned stay."
    )
