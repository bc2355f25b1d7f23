"""Call times: from the general crew call, by department, to each person; and pushing the day.

A call is a pin (a fixed time), an offset from the call that would be inherited, or a code (`O/C`).
Pins and offsets are kept apart and never boiled down to a time, so that a push moves everyone but the
pins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pin:
    """A fixed time; a push does not move it."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Offset:
    """Earlier (less than zero) or later than the call that would be inherited.

    Of a department that is the general crew call; of a person the call of the department.
    """

    by: timedelta


@dataclass(frozen=True, slots=True)
class CallCode:
    """A call without a time, as printed: `O/C`, `W/N`, `PER DH`, `N/A`, `H`, `TBD`."""

    code: str


#: What stands beside a department or a person; `None` inherits.
CallSpec = Pin | Offset | CallCode


@dataclass(frozen=True, slots=True)
class PersonCall:
    """One person on the sheet of a day.

    `spec` is the person's own call, `None` to follow the department. `pick_up_before` is how long
    before the call the car comes (travel and buffer), `None` for a self-report.
    """

    person: str
    department: str = ""
    spec: CallSpec | None = None
    pick_up_before: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ResolvedCall:
    """The call of one person, and why.

    `at` is `None` exactly where `code` says something else than a time. `origin` names the rule that
    gave the call: `person pin`, `person offset -0:15`, `person offset +0:15 from Grip -0:30`,
    `person offset +0:15 from department pin`, `department pin`, `department offset -0:30`,
    `department code O/C`, `general crew call`.
    """

    person: str
    department: str
    at: datetime | None
    code: str
    origin: str
    is_pre_call: bool
    pick_up: datetime | None = None

    @property
    def is_pinned(self) -> bool:
        """Whether a push leaves this call where it is."""
        return self.origin.endswith(" pin")


def show_offset(offset: timedelta) -> str:
    """An offset as beside a department: `-0:30`, `+1:00`, `+0:00`."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours}:{rest:02}"


def resolve_calls(
    general: datetime,
    departments: Mapping[str, CallSpec],
    people: Sequence[PersonCall],
) -> list[ResolvedCall]:
    """The call of every person, in the order given.

    The first that is there counts: the person's own call, the department's call, the general crew
    call. A person's offset counts from the call of the department, as everybody else of it has it; a
    department's offset, and a person's where the department has a code, from the general crew call.
    Times carry their date, so a call before midnight for a day that starts after it needs nothing
    special.

    Args:
        general: the general crew call.
        departments: the calls of departments that differ from it; names match whatever their
            capitals and spaces.
        people: one entry per person; a department without a call follows the general crew call.
    """
    by_name = {_department_key(name): spec for name, spec in departments.items()}
    return [_resolve(general, by_name, person) for person in people]


def _department_key(name: str) -> str:
    return " ".join(name.casefold().split())


def _resolve(
    general: datetime, departments: Mapping[str, CallSpec], person: PersonCall
) -> ResolvedCall:
    of_department = departments.get(_department_key(person.department))
    if person.spec is None:
        at, code, origin = _stated(general, of_department, "department")
    elif isinstance(person.spec, Offset):
        inherited, _, whence = _stated(general, of_department, "department")
        at, code = (inherited or general) + person.spec.by, ""
        origin = f"person offset {show_offset(person.spec.by)}"
        if isinstance(of_department, Pin):
            origin += f" from {whence}"
        elif isinstance(of_department, Offset) and of_department.by:
            origin += f" from {person.department} {show_offset(of_department.by)}"
    else:
        at, code, origin = _stated(general, person.spec, "person")
    pick_up = None
    if at is not None and person.pick_up_before is not None:
        pick_up = at - person.pick_up_before
    return ResolvedCall(
        person=person.person,
        department=person.department,
        at=at,
        code=code,
        origin=origin,
        # A pre-call needs the approval of the UPM; overtime and meals count from it.
        is_pre_call=at is not None and at < general,
        pick_up=pick_up,
    )


def _stated(
    general: datetime, spec: CallSpec | None, whose: str
) -> tuple[datetime | None, str, str]:
    """The time or the code that a call states, and where it comes from."""
    if isinstance(spec, Pin):
        return spec.at, "", f"{whose} pin"
    if isinstance(spec, Offset):
        return general + spec.by, "", f"{whose} offset {show_offset(spec.by)}"
    if isinstance(spec, CallCode):
        return None, spec.code, f"{whose} code {spec.code}"
    return general, "", "general crew call"


@dataclass(frozen=True, slots=True)
class MovedCall:
    """Somebody whose call moved and who must be told again; the pick-up moves with the call."""

    person: str
    department: str
    before: datetime
    after: datetime
    pick_up_before: datetime | None = None
    pick_up_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class PushResult:
    """A day after a push.

    `moved` are the people to tell again, `kept` those whose pinned call stayed where it was, to be
    decided by a person, `untimed` those with a code instead of a time, `pick_ups` the moved calls
    whose car is re-timed. `calls` are all of them, in the order given.
    """

    general: datetime
    calls: tuple[ResolvedCall, ...]
    moved: tuple[MovedCall, ...] = ()
    kept: tuple[ResolvedCall, ...] = ()
    untimed: tuple[ResolvedCall, ...] = ()
    pick_ups: tuple[MovedCall, ...] = ()


def push(
    general: datetime,
    departments: Mapping[str, CallSpec],
    people: Sequence[PersonCall],
    delta: timedelta,
) -> PushResult:
    """Move the general crew call, and with it every call and pick-up that is not pinned.

    Args:
        general: the general crew call before the push.
        departments: as for `resolve_calls`.
        people: as for `resolve_calls`.
        delta: later, or earlier where less than zero.

    Returns:
        The day after the push. Rest and meal rules are the caller's to check again.
    """
    before = resolve_calls(general, departments, people)
    after = resolve_calls(general + delta, departments, people)
    moved = tuple(
        MovedCall(new.person, new.department, old.at, new.at, old.pick_up, new.pick_up)
        for old, new in zip(before, after, strict=True)
        if old.at is not None and new.at is not None and old.at != new.at
    )
    return PushResult(
        general=general + delta,
        calls=tuple(after),
        moved=moved,
        kept=tuple(call for call in after if call.is_pinned),
        untimed=tuple(call for call in after if call.at is None),
        pick_ups=tuple(move for move in moved if move.pick_up_after is not None),
    )


def push_times(times: Mapping[str, datetime], delta: timedelta) -> dict[str, datetime]:
    """Other times of the day, moved alike: scenes, meals, catering, by whatever names them."""
    return {name: at + delta for name, at in times.items()}
