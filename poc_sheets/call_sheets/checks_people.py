"""Preflight of the people: contacts, names, minors."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.people import CastOnDay, CrewOnDay
from poc_sheets.call_sheets.statements import studio_teacher
from poc_sheets.problems import Finding, Problem
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.calls import ResolvedCall
from poc_sheets.trade.clock import NotAClock
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.minors import MinorDay, check_minor
from poc_sheets.trade.rules import RuleBook, key

NO_PHONE = Problem(
    "no-phone",
    title="{count} called people have no mobile",
    what="{names}; rule: everyone called has a time and a phone (field practice)",
    do="type their mobile numbers",
    level="warning",
)
NO_TIME = Problem(
    "called-without-time",
    title="{count} people are called without a time",
    what="{names}; rule: everyone called has a time or a code (field practice)",
    do="type a time, or a code such as O/C, beside each",
)
SAME_NAME = Problem(
    "same-name",
    title="{count} people are called {name}",
    what="{posts}; rule: a message must reach the right one (field practice)",
    do="add a middle name or an initial to one of them",
    level="warning",
)
MINOR_WITHOUT_AGE = Problem(
    "minor-without-birth-date",
    title="{who} is a minor without a birth date",
    what="Birth date is empty; rule: hours follow from the age ({agreement})",
    do="type the birth date in the Cast tab",
)
NO_TEACHER = Problem(
    "no-studio-teacher",
    title="No studio teacher is on the crew, and {who} works on day {day}",
    what="no position of the Crew tab says teacher; rule: a studio teacher is with the minors ({agreement})",
    do="add the studio teacher to the Crew tab",
)
MINOR_HOURS = Problem(
    "minor-hours",
    title="The day of {who} is not allowed for a minor",
    what="{why}",
    do="call {who} later, or release {who} earlier; a minor's limits cannot be waived",
)
#: What a plan can break; school and recreation are arranged on the day.
_PLANNED = ("minor.on_site", "minor.earliest", "minor.latest", "minor.windows", "minor.meal_within", "minor.turnaround", "minor.bands")  # fmt: skip
_MOST_NAMED = 8


def people_findings(draft: Draft) -> Iterator[Finding]:
    """Everything about the people but their rest and meals."""
    yield from _phones(draft)
    yield from _times(draft)
    yield from _same_names(draft)
    minors = [person for person in draft.cast if person.member and person.member.is_minor]
    if minors:
        yield from _minors(draft, minors)


def named(names: list[str]) -> str:
    """The first names of a list, and how many more."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def is_called(call: ResolvedCall) -> bool:
    """Whether a person of the crew is expected at a time."""
    return call.at is not None


def _phones(draft: Draft) -> Iterator[Finding]:
    crew = [p for p in draft.crew if is_called(p.call) and not p.member.mobile]
    cast = [p for p in draft.cast if p.member and not (p.member.phone or p.member.agent_phone)]
    if crew:
        names = named([p.who for p in crew])
        yield NO_PHONE.at(place_of(crew[0].member, "mobile"), count=len(crew), names=names)
    if cast and cast[0].member:
        names = named([p.who for p in cast])
        yield NO_PHONE.at(place_of(cast[0].member, "phone"), count=len(cast), names=names)


def _times(draft: Draft) -> Iterator[Finding]:
    """People whose call on the sheet is blank or cannot be read, where no tab's cell is to blame."""
    people: list[CrewOnDay | CastOnDay] = [*draft.crew, *draft.cast]
    lost = [
        p for p in people if not p.is_doubtful and isinstance(draft.call_of(p), NotAClock | None)
    ]
    if lost and not draft.plan.untimed:
        line = draft.by_key[lost[0].key]
        names = named([f'{p.who} "{draft.by_key[p.key].call}"' for p in lost])
        yield NO_TIME.at(place_of(line, "call"), count=len(lost), names=names)


def _same_names(draft: Draft) -> Iterator[Finding]:
    posts: dict[str, list[tuple[str, CrewMember | CastMember]]] = defaultdict(list)
    for one in draft.crew:
        posts[key(one.member.name)].append((one.member.position, one.member))
    for other in draft.cast:
        if other.member and other.member.performer:
            posts[key(other.member.performer)].append((other.member.character, other.member))
    for found in posts.values():
        if len(found) > 1:
            row = found[1][1]
            field = "name" if isinstance(row, CrewMember) else "performer"
            facts = {"count": len(found), "posts": named([post for post, _ in found])}
            yield SAME_NAME.at(place_of(row, field), name=getattr(row, field), **facts)


def _minors(draft: Draft, minors: list[CastOnDay]) -> Iterator[Finding]:
    plan = draft.plan
    agreement = _minors_agreement(plan.shoot.book)
    if studio_teacher(plan) is None and minors[0].member:
        who = ", ".join(person.who for person in minors)
        place = place_of(minors[0].member, "is_minor")
        yield NO_TEACHER.at(place, who=who, day=plan.number, agreement=agreement)
    for person in minors:
        member = person.member
        if member is None:
            continue
        if member.birth_date is None:
            place = place_of(member, "birth_date")
            yield MINOR_WITHOUT_AGE.at(place, who=person.who, agreement=agreement)
        elif agreement and person.call is not None:
            yield from _minor_day(draft, person, member, agreement)


def _minor_day(
    draft: Draft, person: CastOnDay, member: CastMember, agreement: str
) -> Iterator[Finding]:
    plan = draft.plan
    call, lunch = draft.call_of(person), draft.fact("lunch")
    arrive = plan.moment(call if isinstance(call, datetime) else person.times.call)
    meals: tuple[Meal, ...] = ()
    leave = plan.moment(person.times.lose_at)
    if lunch and arrive < plan.moment(lunch) < leave:
        start = plan.moment(lunch)
        meals = (Meal(start, start.after(plan.shoot.policy.whole("call_sheet.lunch_minutes"))),)
    worked = plan.previous is not None and _worked(draft, person, plan.previous.number)
    day = MinorDay(
        name=person.who,
        born=member.birth_date or plan.day,
        arrive=arrive,
        leave=leave,
        meals=meals,
        is_school_day=plan.day.weekday() < 5,
        is_school_tomorrow=plan.day.weekday() in {0, 1, 2, 3, 6},
        previous_leave=plan.wrap_before if worked else None,
    )
    for breach in check_minor(day, plan.shoot.book, agreement).breaches:
        if breach.rule in _PLANNED:
            yield MINOR_HOURS.at(place_of(member, "birth_date"), who=person.who, why=breach.why)


def _worked(draft: Draft, person: CastOnDay, number: int) -> bool:
    shoot = draft.plan.shoot
    row, on = shoot.dood.get(person.cast_id), shoot.dates.get(number)
    return row is not None and on is not None and "W" in row.code_on(on)


def _minors_agreement(book: RuleBook) -> str:
    """The agreement that has the table of the minors' hours, or blank."""
    has_bands = (rule.agreement for rule in book.rules() if key(rule.rule) == "minor.bands")
    return next(has_bands, "")
