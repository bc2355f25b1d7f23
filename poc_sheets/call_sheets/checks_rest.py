"""Preflight of rest and meals: yesterday's wrap and today's lunch against every call."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.call_sheets.day import BREAKFAST
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.people import CastOnDay
from poc_sheets.call_sheets.statements import crew_agreements
from poc_sheets.problems import Finding, Problem
from poc_sheets.production_reports.worked import Worked
from poc_sheets.snapshots.deals import agreement_of, conditions_of
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.call_notice import check_issued
from poc_sheets.trade.meals import Meal, check_meals
from poc_sheets.trade.moment import Moment, hours_text, moment_of, tenths_up
from poc_sheets.trade.rest import check_rest, days_off_between
from poc_sheets.trade.terms import Terms, span_text

REST_INVADED = Problem(
    "rest-invaded",
    title="Rest cut short by {hours} h: {who}",
    what="{why}",
    do="call {whom} at {free} or later, or have the UPM approve the forced call",
)
REST_OF_CAST = Problem(
    "rest-of-cast",
    title="Rest cut short by {hours} h if out with the crew: {who}",
    what="{why}; counted from the crew's wrap",
    do="check their own outs of the day before, or call {whom} at {free} or later",
    level="warning",
)
LATE_MEAL = Problem(
    "late-meal",
    title="{who}: no meal within the hours of the agreement",
    what="{why}",
    do="plan lunch earlier, call them later, or plan a breakfast (NDB)",
)
SECOND_MEAL = Problem(
    "second-meal-due",
    title="{who}: a second meal is due before the wrap",
    what="{why}",
    do="plan a second meal, or an earlier wrap",
    level="warning",
)
CALL_ISSUED_LATE = Problem(
    "call-issued-late",
    title="The call comes later after wrap than the agreement allows",
    what="{why}",
    do="publish now, and tell the UPM",
    level="warning",
)
SHORT_NOTICE = Problem(
    "short-notice",
    title="The call sheet goes out {ahead} before the crew call",
    what="it is {now}; rule: {hours} hours ahead (Policy, call_sheet.hours_ahead; field practice)",
    do="publish now, and tell early calls by phone",
    level="note",
)
WRAP_UNKNOWN = Problem(
    "wrap-unknown",
    title="The rest before day {day} is not checked yet",
    what="Actual wrap of day {before} {seen}",
    do="type the crew's wrap of day {before} as soon as it is known, and check again",
    level="note",
)
RULE_OPEN = Problem(
    "rest-not-checked",
    title="Rest and meals of {agreement} cannot be checked in full",
    what="{why}",
    do="{remedy}",
    level="warning",
)


@dataclass(frozen=True)
class _Out:
    """When somebody was out the day before; `None` where they did not work, or nobody knows."""

    at: Moment | None = None
    #: From their own line of the production report, not from the company's wrap.
    is_own: bool = False


@dataclass(frozen=True)
class _Group:
    """People with the same call under the same terms: checked once, reported together."""

    agreement: str
    conditions: frozenset[str]
    call: datetime
    out: _Out
    department: str = ""
    rows: list[CrewMember | CastMember] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def who(self) -> str:
        if len(self.names) == 1:
            return self.names[0]
        return f"{self.department or 'Cast'}, {len(self.names)} people called"


@dataclass(frozen=True)
class _Late:
    """A meal that comes late for everyone to whom the same holds."""

    number: int
    due: Moment
    given: Moment
    is_wrap: bool
    cited: str


def rest_findings(draft: Draft, now: datetime, worked: Worked | None = None) -> Iterator[Finding]:
    """Rest, meals and the moment of the issue, for everyone called at a time.

    Args:
        draft: the sheet of the day.
        now: the moment of the check.
        worked: each person's own outs; who has none is taken to leave with the company.
    """
    if draft.plan.untimed:
        return
    late: dict[_Late, list[_Group]] = {}
    open_rules: dict[str, list[Finding]] = {}
    for group in _groups(draft, worked):
        terms = Terms(draft.plan.shoot.book, group.agreement, draft.plan.day, group.conditions)
        if group.out.at is not None:
            yield from _rest(draft, terms, group, group.out.at)
        for meal in _meals(draft, terms, group):
            late.setdefault(meal, []).append(group)
        found = open_rules.setdefault(group.agreement, [])
        found += [finding for finding in terms.findings if finding not in found]
    for meal, groups in late.items():
        yield _meal_finding(draft, meal, groups)
    for agreement, findings in open_rules.items():
        if findings:
            why = "; ".join(dict.fromkeys(f"{f.title}: {f.what}" for f in findings[:3]))
            facts = {"agreement": agreement or "no agreement", "remedy": findings[0].do}
            yield RULE_OPEN.at(findings[0].place, why=why, **facts)
    yield from _unknown_wrap(draft)
    yield from _timing(draft, now)


def _unknown_wrap(draft: Draft) -> Iterator[Finding]:
    plan = draft.plan
    before = plan.previous
    if before is not None and plan.wrap_before is None:
        is_doubtful = plan.shoot.days.is_doubtful(before, "actual_wrap")
        seen = "cannot be read" if is_doubtful or before.actual_wrap else "is empty"
        place = place_of(before, "actual_wrap")
        yield WRAP_UNKNOWN.at(place, day=plan.number, before=before.number, seen=seen)


def _groups(draft: Draft, worked: Worked | None) -> list[_Group]:
    shoot = draft.plan.shoot
    groups: dict[tuple[object, ...], _Group] = {}
    for one in draft.crew:
        call = draft.call_of(one)
        if isinstance(call, datetime):
            agreement = agreement_of(one.member, shoot)
            conditions, department = conditions_of(one.member, shoot), one.member.department
            out = _out_of(draft, worked, one.member) or _Out(draft.plan.wrap_before)
            new = _Group(agreement, conditions, call, out, department)
            group = groups.setdefault((agreement, conditions, call, out, department), new)
            group.rows.append(one.member)
            group.names.append(one.who)
    for other in draft.cast:
        call = draft.call_of(other)
        # A minor has limits of its own.
        if other.member is not None and isinstance(call, datetime) and not other.member.is_minor:
            agreement = agreement_of(other.member, shoot)
            conditions = conditions_of(other.member, shoot)
            out = _out_of(draft, worked, other.member) or _with_the_crew(draft, other)
            new = _Group(agreement, conditions, call, out)
            group = groups.setdefault((agreement, conditions, out, call), new)
            group.rows.append(other.member)
            group.names.append(other.who)
    return list(groups.values())


def _out_of(draft: Draft, worked: Worked | None, member: CrewMember | CastMember) -> _Out | None:
    """Somebody's own out of the day before; `None` where their times are not known."""
    previous = draft.plan.previous
    if worked is None or previous is None:
        return None
    line = worked.on(member, draft.plan.shoot.dates[previous.number])
    if line is None or (line.is_worked and line.out is None):
        return None
    return _Out(line.out, is_own=True)


def _with_the_crew(draft: Draft, person: CastOnDay) -> _Out:
    """The company's wrap, for a performer in the strips of the day before."""
    shoot, previous = draft.plan.shoot, draft.plan.previous
    row = shoot.dood.get(person.cast_id)
    is_in = row and previous and "W" in row.code_on(shoot.dates[previous.number])
    return _Out(draft.plan.wrap_before) if is_in else _Out()


def _rest(draft: Draft, terms: Terms, group: _Group, out: Moment) -> Iterator[Finding]:
    call = draft.plan.moment(group.call)
    days_off = days_off_between(out, call)
    check = check_rest(terms, out, call, hourly=0, day_pay=0, days_off=days_off)
    if not check.invaded_minutes or check.earliest_free_call is None:
        return
    is_guess = isinstance(group.rows[0], CastMember) and not group.out.is_own
    problem = REST_OF_CAST if is_guess else REST_INVADED
    tenths = (
        check.lines[0].tenths
        if check.lines and check.lines[0].tenths
        else tenths_up(check.invaded_minutes)
    )
    breach = check.breaches[0]
    source = terms.book.find(terms.agreement, check.required_rule, terms.on, terms.conditions)
    cited = (
        f"; source: {source.source}" if not isinstance(source, Finding) and source.source else ""
    )
    yield problem.at(
        place_of(group.rows[0], "call"),
        who=group.who,
        hours=hours_text(tenths),
        why=f"{breach.why}{cited}; {named(group.names)}",
        whom="them" if len(group.names) > 1 else group.names[0],
        free=check.earliest_free_call.as_text(draft.plan.style),
    )


def _meals(draft: Draft, terms: Terms, group: _Group) -> Iterator[_Late]:
    plan = draft.plan
    lunch, wrap, breakfast = draft.fact("lunch"), draft.fact("wrap"), draft.fact("breakfast")
    call = plan.moment(group.call)
    if lunch is None or plan.moment(lunch) <= call:
        return
    start = plan.moment(lunch)
    end = start.after(plan.shoot.policy.whole("call_sheet.lunch_minutes"))
    out = max(plan.moment(wrap), end) if wrap else end
    at = plan.moment(breakfast) if breakfast else None
    ndb = Meal(at, at.after(BREAKFAST)) if at else None
    general = plan.moment(plan.general)
    check = check_meals(
        terms, call, out, (Meal(start, end),), hourly=0, ndb=ndb, general_call=general, is_plan=True
    )
    for late in check.late:
        rule = "meal.first_within" if late.number == 1 else "meal.next_within"
        yield _Late(late.number, late.due, late.given, late.is_wrap, terms.cites(rule))


def _meal_finding(draft: Draft, meal: _Late, groups: list[_Group]) -> Finding:
    plan, style = draft.plan, draft.plan.style
    given = "the wrap" if meal.is_wrap else "lunch"
    names = [name for group in groups for name in group.names]
    calls = ", ".join(
        plan.moment(at).as_text(style) for at in sorted({group.call for group in groups})
    )
    why = (
        f"called {calls}, a meal is due by {meal.due.as_text(style)}, {given} is at "
        f"{meal.given.as_text(style)}: {span_text(meal.given - meal.due)} late ({meal.cited}); "
        f"{named(names)}"
    )
    departments = list(dict.fromkeys(group.department or "Cast" for group in groups))
    who = names[0] if len(names) == 1 else f"{named(departments)}, {len(names)} people"
    problem = LATE_MEAL if meal.number == 1 else SECOND_MEAL
    key = "lunch" if meal.number == 1 else "wrap"
    return problem.at(place_of(plan.row, key), who=who, why=why)


def _timing(draft: Draft, now: datetime) -> Iterator[Finding]:
    plan = draft.plan
    wrap = plan.wrap_before
    moment = Moment(wrap.day, moment_of(now, wrap.day).minutes, plan.zone) if wrap else None
    for agreement in crew_agreements(plan) if wrap and moment else ():
        terms = Terms(plan.shoot.book, agreement, plan.day)
        breach = check_issued(terms, wrap, moment)  # type: ignore[arg-type]  # both known by the loop's condition
        if breach and plan.previous and now < plan.general:
            yield CALL_ISSUED_LATE.at(place_of(plan.previous, "actual_wrap"), why=breach.why)
    hours = plan.shoot.policy.whole("call_sheet.hours_ahead")
    minutes = round((plan.general - now.replace(tzinfo=None)).total_seconds() / 60)
    if 0 < minutes < hours * 60:
        shown = now.strftime("%H:%M")
        place = place_of(plan.row, "crew_call")
        yield SHORT_NOTICE.at(place, ahead=span_text(minutes), now=shown, hours=hours)
