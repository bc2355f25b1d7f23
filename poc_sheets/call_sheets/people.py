"""Who is called on a day, when, and why: the crew by inheritance, the cast by their scenes."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.problems import Finding, Problem
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.model import place_of
from poc_sheets.trade import calls as trade
from poc_sheets.trade.calling import on_date, parse_offset
from poc_sheets.trade.calls import CallSpec, Offset, PersonCall, Pin, ResolvedCall
from poc_sheets.trade.cast_times import CastTimes
from poc_sheets.trade.clock import CallCode, Clock
from poc_sheets.trade.rules import key

UNREADABLE_CALL = Problem(
    "unreadable-call",
    title="The call of {who} cannot be read",
    what="{seen}; rule: nobody is called at a time that had to be guessed",
    do="type a time such as 7:00A, an offset such as -0:30, or a code such as O/C",
)
#: What stands for a call that cannot be read, until a person corrects it.
CHECK = "CHECK"


@dataclass(frozen=True, slots=True)
class CrewOnDay:
    """A person of the crew on a day; a call that cannot be read has `is_doubtful`."""

    key: str
    member: CrewMember
    call: ResolvedCall
    is_doubtful: bool = False

    @property
    def who(self) -> str:
        """The person in a sentence."""
        return f"{self.member.name}, {self.member.position}"


@dataclass(frozen=True, slots=True)
class CastOnDay:
    """A performer on a day; `member` is `None` for an id that the Cast tab does not have."""

    cast_id: str
    member: CastMember | None
    status: str
    times: CastTimes
    call: datetime | None
    code: str
    origin: str
    pick_up: datetime | None
    is_doubtful: bool = False

    @property
    def key(self) -> str:
        """The key of the line on the call sheet."""
        return f"cast:{self.cast_id}"

    @property
    def who(self) -> str:
        """The performer in a sentence."""
        if self.member is None:
            return f"Cast id {self.cast_id}"
        return self.member.performer or self.member.character


def is_on(member: CrewMember, plan: DayPlan) -> bool:
    """Whether the day lies within a person's dates."""
    started = member.start is None or member.start <= plan.day
    return started and (member.end is None or plan.day <= member.end)


def crew_on(plan: DayPlan) -> tuple[list[CrewOnDay], list[Finding]]:
    """The crew of a day with their calls, by department in the order of the Departments tab.

    The first that is there counts: the person's time or code, the person's offset (from the
    department's call), the department's call, the department's offset, the general crew call.
    """
    departments, doubtful, findings = _department_calls(plan)
    order = [key(row.department) for row in plan.shoot.departments]
    present = [member for member in plan.shoot.crew if is_on(member, plan)]
    places = {
        name: index
        for index, name in enumerate(dict.fromkeys([*order, *(key(m.department) for m in present)]))
    }
    present.sort(key=lambda member: places[key(member.department)])
    keys: Counter[str] = Counter()
    people: list[CrewOnDay] = []
    for member in present:
        name = f"crew:{member.department}/{member.position}/{member.name}"
        keys[name] += 1
        line = name if keys[name] == 1 else f"{name}#{keys[name]}"
        own, problem = _own_call(plan, member)
        of_department = departments.get(key(member.department))
        inherits = own is None or isinstance(own, Offset)
        is_doubtful = problem is not None or (inherits and key(member.department) in doubtful)
        if problem:
            findings.append(problem)
        person = PersonCall(line, member.department, own)
        of_theirs = {member.department: of_department} if of_department else {}
        [call] = trade.resolve_calls(plan.general, of_theirs, [person])
        people.append(CrewOnDay(line, member, call, is_doubtful))
    return people, findings


def _department_calls(
    plan: DayPlan,
) -> tuple[dict[str, CallSpec], set[str], list[Finding]]:
    calls: dict[str, CallSpec] = {}
    doubtful: set[str] = set()
    findings: list[Finding] = []
    for row in plan.shoot.departments:
        spec, problem = _spec(plan, row, row.department)
        if problem:
            doubtful.add(key(row.department))
            findings.append(problem)
        elif spec is not None:
            calls[key(row.department)] = spec
    return calls, doubtful, findings


def _own_call(plan: DayPlan, member: CrewMember) -> tuple[CallSpec | None, Finding | None]:
    if not member.is_called:
        return trade.CallCode("N/A"), None
    return _spec(plan, member, f"{member.name}, {member.position}")


def _spec(
    plan: DayPlan, row: CrewMember | Department, who: str
) -> tuple[CallSpec | None, Finding | None]:
    rows = plan.shoot.crew if isinstance(row, CrewMember) else plan.shoot.departments
    if rows.is_doubtful(row, "call"):
        seen = "its cell holds neither a time nor a code"
        return None, UNREADABLE_CALL.at(place_of(row, "call"), who=who, seen=seen)
    if isinstance(row.call, Clock):
        return Pin(on_date(row.call, plan.day, plan.general)), None
    if isinstance(row.call, CallCode):
        return trade.CallCode(row.call.as_text(plan.style)), None
    if not row.offset:
        return None, None
    offset = parse_offset(row.offset)
    if offset is None:
        seen = f'the offset says "{row.offset}"'
        return None, UNREADABLE_CALL.at(place_of(row, "offset"), who=who, seen=seen)
    return Offset(offset), None


def cast_on(plan: DayPlan) -> tuple[list[CastOnDay], list[Finding]]:
    """The performers in the strips of a day with their drafted times, by cast id."""
    findings: list[Finding] = []
    people: list[CastOnDay] = []
    for times in sorted(plan.draft.cast, key=lambda times: cast_order(times.cast_id)):
        member = plan.shoot.cast_by_id.get(times.cast_id)
        row = plan.shoot.dood.get(times.cast_id)
        person = CastOnDay(
            cast_id=times.cast_id,
            member=member,
            status=row.code_on(plan.day) if row else "",
            times=times,
            call=times.call,
            code="",
            origin=f"drafted from scene {times.scenes[0]}",
            pick_up=times.pick_up,
        )
        if member is not None and plan.shoot.cast.is_doubtful(member, "call"):
            seen = "its cell holds neither a time nor a code"
            findings.append(UNREADABLE_CALL.at(place_of(member, "call"), who=person.who, seen=seen))
            person = replace(person, call=None, code=CHECK, pick_up=None, is_doubtful=True)
        elif member is not None and member.call is not None:
            person = _pinned(plan, person, member.call)
        people.append(person)
    return people, findings


def _pinned(plan: DayPlan, person: CastOnDay, call: Clock | CallCode) -> CastOnDay:
    if isinstance(call, CallCode):
        code = call.as_text(plan.style)
        return replace(person, call=None, code=code, origin=f"person code {code}", pick_up=None)
    at = on_date(call, plan.day, plan.general)
    earlier: timedelta = person.times.call - at
    pick_up = person.pick_up - earlier if person.pick_up else None
    return replace(person, call=at, origin="person pin", pick_up=pick_up)


def cast_order(cast_id: str) -> tuple[int, str]:
    """Cast ids in the order of the sheet: 2 before 10, 5 before 5A."""
    digits = "".join(letter for letter in cast_id if letter.isdigit())
    return (int(digits) if digits else 10**6, cast_id)


def hold_on(plan: DayPlan) -> list[str]:
    """The cast ids that are held on the day."""
    held = [i for i, row in plan.shoot.dood.items() if row.code_on(plan.day) == "H"]
    return sorted(held, key=cast_order)
