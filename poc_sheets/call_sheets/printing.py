"""The lines of the Call Sheet tab as the content of its print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.printing_rows import RowPrinter, emergency_line
from poc_sheets.call_sheets.statements import COMMERCIAL, UK
from poc_sheets.documents.call_sheet import (
    Calls,
    CallSheet,
    Change,
    Day,
    Emergency,
    Header,
    Principal,
    SignOff,
    Version,
    Weather,
)
from poc_sheets.documents.clock import When
from poc_sheets.settings import Settings
from poc_sheets.tabs.call_sheet import CHANGES, NOTICES, CallSheetLine
from poc_sheets.trade.calling import read_time

Style = Literal["feature", "episodic", "commercial", "uk"]
_STYLES: dict[str, Style] = {"Series": "episodic", "Commercial": "commercial"}
#: Whom to ring first: in the United States, and in the United Kingdom and Europe.
_EMERGENCY = {"US": "911", UK: "999 · 112"}
_PRINCIPALS = (
    ("Exec. producers", "executive_producers", ""),
    ("Producers", "producers", ""),
    ("Director", "director", ""),
    ("Writer", "writer", ""),
    ("UPM", "upm", ""),
    ("1st AD", "first_ad", ""),
    ("2nd AD", "second_ad", ""),
    ("Coordinator", "coordinator", ""),
    ("Agency", "agency", "agency"),
    ("Client", "client", "client"),
)


@dataclass(frozen=True, slots=True)
class Issue:
    """Which issue of a day's sheet is printed; revision 0 is the first one."""

    status: Literal["PRELIM", "FINAL", "REV"] = "PRELIM"
    revision: int = 0
    color: str = "White"
    at: datetime | None = None
    approved_by: str = ""

    @property
    def in_file_name(self) -> str:
        """`PRELIM`, `FINAL-WHITE`, `REV1-BLUE`."""
        if self.status == "PRELIM":
            return self.status
        number = str(self.revision) if self.status == "REV" else ""
        return f"{self.status}{number}-{self.color.upper()}"


def print_content(
    draft: Draft,
    issue: Issue,
    changed: Mapping[str, frozenset[str]] | None = None,
    changes: Sequence[tuple[str, str, str]] = (),
) -> CallSheet:
    """What the call sheet of a day prints: exactly what its lines say.

    Args:
        draft: the day's sheet.
        issue: which issue it is.
        changed: by line key, the columns that differ from the issue before; `*` for a new line.
        changes: the CHANGES box as (what, before, after); by default the Changes lines of the tab.
    """
    plan, settings = draft.plan, draft.plan.shoot.settings
    rows = RowPrinter(draft, changed or {})
    facts = {
        line.line.removeprefix("fact:"): line
        for line in draft.lines
        if line.line.startswith("fact:")
    }
    box = changes or _changes(draft.lines)
    is_commercial = settings.kind == COMMERCIAL
    plain: Style = "uk" if settings.sheet_style == UK else "feature"
    style = _STYLES.get(settings.kind, plain) if plain == "feature" or is_commercial else plain
    return CallSheet(
        header=_header(draft),
        day=_day(draft, issue, facts),
        calls=_calls(draft, facts),
        style=style,
        versions=_versions(facts),
        weather=_weather(draft, facts),
        emergency=replace(
            _emergency(draft.lines, facts), number=_EMERGENCY.get(settings.sheet_style, "911")
        ),
        locations=tuple(rows.locations()),
        notices=tuple(_notices(draft.lines)),
        radios=tuple(rows.radios()),
        scenes=() if is_commercial else tuple(rows.scenes()),
        shots=tuple(rows.shots()) if is_commercial else (),
        cast=tuple(rows.cast()),
        background=tuple(rows.background()),
        department_notes=tuple(rows.department_notes()),
        advance=tuple(rows.advance()),
        sign_off=_sign_off(settings, issue),
        departments=tuple(rows.departments(plan.shoot.departments)),
        meals=tuple(rows.meals()),
        vehicles=tuple(rows.vehicles()),
        changes=tuple(Change(what=w, before=b, after=a) for w, b, a in box),
        changed=_changed_facts(changed or {}),
    )


def _header(draft: Draft) -> Header:
    settings = draft.plan.shoot.settings
    is_commercial = settings.kind == COMMERCIAL
    people = ((role, str(getattr(settings, key)), side) for role, key, side in _PRINCIPALS)
    named = [Principal(role=r, name=n, side=s) for r, n, s in people if n]
    return Header(
        title=settings.title or settings.short_title or "Untitled",
        company=settings.company,
        production_number="" if is_commercial else settings.production_no,
        episode=_episode(draft),
        office_address=settings.office_address,
        office_phone=settings.office_phone,
        office_email=settings.office_email,
        principals=(*named, *_contacts(draft)),
        job=_job(settings) if is_commercial else (),
    )


def _episode(draft: Draft) -> str:
    """The episode of the production, or those of the day where it shoots several."""
    episodes = dict.fromkeys(strip.episode for strip in draft.plan.scenes if strip.episode)
    several = len(episodes) > 1
    return f"Episodes {', '.join(episodes)}" if several else draft.plan.shoot.settings.episode


def _contacts(draft: Draft) -> list[Principal]:
    """Who comes for the agency and the client: people of the Crew tab in departments so named."""
    return [
        Principal(role=person.member.position, name=person.member.name, side=side)
        for side in ("agency", "client")
        for person in draft.crew
        if person.member.department.strip().casefold() == side
    ]


def _job(settings: Settings) -> tuple[tuple[str, str], ...]:
    """What a commercial is known by."""
    pairs = (
        ("Job no.", settings.production_no),
        ("Product", settings.product),
        ("Spots", settings.spots),
    )
    return tuple((label, text) for label, text in pairs if text)


def _day(draft: Draft, issue: Issue, facts: Mapping[str, CallSheetLine]) -> Day:
    plan = draft.plan
    number, of = plan.number, plan.of
    words = facts["count"].detail.split()
    numbers = [int(word) for word in words if word.isdigit()]
    if len(numbers) == 2 and len(words) == 3:
        number, of = numbers
    return Day(
        date=plan.day,
        number=number,
        of=of,
        unit=plan.row.unit if "unit" in plan.row.unit.casefold() else f"{plan.row.unit} Unit",
        sheet_number=str(plan.number),
        status=issue.status,
        revision=issue.revision,
        colour=issue.color.title(),
        issued_at=issue.at.replace(second=0, microsecond=0) if issue.at else None,
    )


def _when(text: str, draft: Draft) -> When:
    """A time cell as it is printed: a time where it is one, else the words that stand there."""
    moment = read_time(text, draft.plan.day, draft.plan.general)
    return moment if isinstance(moment, datetime) else text or None


def _calls(draft: Draft, facts: Mapping[str, CallSheetLine]) -> Calls:
    return Calls(
        crew_call=_when(facts["crew_call"].time, draft),
        shooting_call=_when(facts["shooting_call"].time, draft),
        breakfast=_when(facts["breakfast"].time, draft),
        lunch=_when(facts["lunch"].time, draft),
        est_wrap=_when(facts["wrap"].time, draft),
    )


def _versions(facts: Mapping[str, CallSheetLine]) -> tuple[Version, ...]:
    versions = []
    for name in ("script", "schedule"):
        line = facts[f"version {name}"]
        dated = _date_of(line.detail)
        # A date in other words is printed as it was typed.
        color = line.name if dated or not line.detail else f"{line.name} {line.detail}"
        if line.name or line.detail:
            versions.append(Version(what=line.item, colour=color, dated=dated))
    return tuple(versions)


def _date_of(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%a %d %b %Y").date()  # noqa: DTZ007  (a day has no time zone)
    except ValueError:
        return None


def _weather(draft: Draft, facts: Mapping[str, CallSheetLine]) -> Weather:
    return Weather(
        condition=facts["weather"].detail,
        high=facts["high"].detail,
        low=facts["low"].detail,
        precipitation=facts["precipitation"].detail,
        wind=facts["wind"].detail,
        sunrise=_when(facts["sunrise"].time, draft),
        sunset=_when(facts["sunset"].time, draft),
        first_light=_when(facts["dawn"].time, draft),
        last_light=_when(facts["dusk"].time, draft),
    )


def _emergency(lines: Iterable[CallSheetLine], facts: Mapping[str, CallSheetLine]) -> Emergency:
    medic = facts["medic"]
    line = emergency_line(lines)
    if line is None:
        return Emergency(medic=medic.name, medic_phone=medic.detail)
    return Emergency(
        hospital=line.name,
        address=line.detail,
        phone=line.notes,
        distance=line.code,
        medic=medic.name,
        medic_phone=medic.detail,
    )


def _notices(lines: Iterable[CallSheetLine]) -> Iterable[str]:
    for line in lines:
        if line.block == NOTICES:
            text = " ".join(part for part in (line.item, line.name, line.detail) if part)
            if text:
                yield text


def _changes(lines: Iterable[CallSheetLine]) -> list[tuple[str, str, str]]:
    return [(line.item, line.name, line.detail) for line in lines if line.block == CHANGES]


def _sign_off(settings: Settings, issue: Issue) -> tuple[SignOff, ...]:
    approved = issue.at if issue.approved_by else None
    return (
        SignOff(role="Prepared: 2nd AD", name=settings.second_ad),
        SignOff(role="1st AD", name=settings.first_ad),
        SignOff(role="Approved: UPM", name=issue.approved_by or settings.upm, at=approved),
    )


_FACT_FIELDS = {
    "crew_call": "calls.crew_call", "shooting_call": "calls.shooting_call",
    "breakfast": "calls.breakfast", "lunch": "calls.lunch", "wrap": "calls.est_wrap",
    "weather": "weather.condition", "high": "weather.high", "low": "weather.low",
    "precipitation": "weather.precipitation", "wind": "weather.wind",
    "sunrise": "weather.sunrise", "sunset": "weather.sunset", "dawn": "weather.first_light",
    "dusk": "weather.last_light", "count": "day.number", "medic": "emergency.medic",
}  # fmt: skip
_HOSPITAL_FIELDS = {
    "name": "emergency.hospital", "detail": "emergency.address", "notes": "emergency.phone",
    "code": "emergency.distance",
}  # fmt: skip


def _changed_facts(changed: Mapping[str, frozenset[str]]) -> frozenset[str]:
    fields: set[str] = set()
    for line, keys in changed.items():
        if line.startswith("fact:"):
            fields.add(_FACT_FIELDS.get(line.removeprefix("fact:"), ""))
        elif line.startswith("hospital:"):
            fields |= {f for key, f in _HOSPITAL_FIELDS.items() if key in keys or "*" in keys}
    return frozenset(fields - {""})
