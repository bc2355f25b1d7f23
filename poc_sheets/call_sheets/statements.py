"""The notices of a call sheet, and the statements that agreements ask for."""

from collections.abc import Iterator, Sequence

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.call_sheets.people import CastOnDay
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.trade.rules import key
from poc_sheets.trade.terms import Terms

COMMERCIAL, UK = "Commercial", "UK/EU"
_CUSTOMARY = (
    ("forced call", "No forced calls, pre-calls or overtime without prior approval of the UPM"),
    ("closed set", "Closed set: no visitors, no photos, no social media"),
    ("safety meeting", "Safety meeting at the general crew call"),
)
_CUSTOMARY_UK = (
    ("additional hours", "No early calls or additional hours without prior approval of the UPM"),
    ("closed set", "Closed set: no visitors, no photos, no social media"),
    ("safety meeting", "Safety meeting at the unit call; the risk assessment is with the 1st AD"),
)
_CONFIDENTIAL = ("confidential", "Boards, product and talent are confidential until first use")
#: The words by which a statement is known on a sheet, whoever wrote it.
STATEMENT_WORDS = (
    "ride", "safety contact", "hotline", "harass", "safety meeting", "risk assessment",
    "movement order",
)  # fmt: skip
#: The Low Budget Theatrical agreement names this hotline of the IATSE.
IATSE_HOTLINE = "844-422-9273"


def crew_agreements(plan: DayPlan) -> tuple[str, ...]:
    """The agreements under which somebody of the crew works, that of the production first."""
    own = (member.agreement for member in plan.shoot.crew if member.agreement)
    return tuple(dict.fromkeys([plan.shoot.settings.agreement, *own]))


def cast_agreements(plan: DayPlan) -> tuple[str, ...]:
    """The agreements under which somebody of the cast works, that of the production first."""
    own = (member.agreement for member in plan.shoot.cast if member.agreement)
    return tuple(dict.fromkeys([plan.shoot.settings.cast_agreement, *own]))


def is_iatse(agreements: Sequence[str]) -> bool:
    """Whether one of them is an agreement of the IATSE."""
    return any("iatse" in key(name) for name in agreements)


def is_low_budget(agreements: Sequence[str]) -> bool:
    """Whether one of them is the Low Budget Theatrical agreement."""
    names = [key(name) for name in agreements]
    return any("low budget" in name or "lbt" in name.split() for name in names)


def notices(plan: DayPlan, cast: Sequence[CastOnDay]) -> Iterator[tuple[str, str]]:
    """The notices of a day as (stable name, text), the one for the black bar first."""
    said = plan.row.notes.casefold()
    # The day's own words take the place of the customary ones.
    settings = plan.shoot.settings
    customary: tuple[tuple[str, str], ...] = (
        _CUSTOMARY_UK if settings.sheet_style == UK else _CUSTOMARY
    )
    if settings.kind == COMMERCIAL:
        customary = (*customary, _CONFIDENTIAL)
    yield from ((name, text) for name, text in customary if name not in said)
    for number, text in enumerate(plan.row.notes.splitlines(), start=1):
        if text.strip():
            yield f"note {number}", text.strip()
    yield from _statements(plan)
    minors = [person for person in cast if person.member and person.member.is_minor]
    if minors:
        yield "minors", _minors(plan, minors)


def _statements(plan: DayPlan) -> Iterator[tuple[str, str]]:
    settings = plan.shoot.settings
    if settings.housing_contact:
        over = Terms(plan.shoot.book, settings.agreement, plan.day).minutes(
            "fatigue.housing_over", required=False
        )
        long_day = f"of more than {over / 60:g} hours" if over else "too long to drive home safely"
        text = f"After a day {long_day} a courtesy room or a round-trip ride is offered: {settings.housing_contact}"
        yield "housing", text
    if settings.safety_contact or settings.safety_hotline:
        parts = (
            f"Safety: {settings.safety_contact}" if settings.safety_contact else "",
            f"Safety hotline: {settings.safety_hotline}" if settings.safety_hotline else "",
        )
        yield "safety", ". ".join(part for part in parts if part)
    if settings.harassment_reporting:
        yield "harassment", f"To report harassment: {settings.harassment_reporting}"


def _minors(plan: DayPlan, minors: Sequence[CastOnDay]) -> str:
    named = ", ".join(f"{person.cast_id} {person.who} (K)" for person in minors)
    teacher = studio_teacher(plan)
    who = f"; studio teacher: {teacher.name} {teacher.mobile}".rstrip() if teacher else ""
    return f"Minors today: {named}{who}. A parent or guardian stays within sight or sound"


def studio_teacher(plan: DayPlan) -> CrewMember | None:
    """The studio teacher of the Crew tab, or `None`."""
    return next((m for m in plan.shoot.crew if "teacher" in key(m.position)), None)
