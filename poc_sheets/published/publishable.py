"""What of a person may stand on a published list: the contact that their row allows, nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.call_sheets.people import cast_order
from poc_sheets.problems import Finding, Problem
from poc_sheets.published.lists import CHECK, Listing, ListRow, keyed
from poc_sheets.settings import Settings
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.published_lists import CAST_LIST, CREW_LIST
from poc_sheets.trade.rules import key
from poc_sheets.trade.shooting_days import show_date

PUBLISH_UNREAD = Problem(
    "publish-unread",
    title="What may be published of {who} is not understood",
    what='Publish says "{seen}"; only the name is listed',
    do="type {known}, Name only, or No",
)
NO_CONTACT = Problem(
    "listed-without-contact",
    title="Listed without a phone or an e-mail address: {count}",
    what="{names}",
    do="type the contact, or Name only under Publish",
    level="warning",
)
M = TypeVar("M", bound=CrewMember | CastMember)
_NO, _NAME_ONLY = {"no", "not listed", "none"}, {"name only", "name"}
_WORDS = {
    "mobile": "mobile", "phone": "mobile", "cell": "mobile", "e-mail": "email", "email": "email",
    "mail": "email", "home address": "address", "address": "address", "agent": "agent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a row's Publish allows; `is_read` is false where its words are not understood."""

    is_listed: bool = True
    parts: frozenset[str] = frozenset()
    is_read: bool = True


def allowed(text: str, default: frozenset[str], possible: frozenset[str]) -> Allowed:
    """What may be published of a person.

    Args:
        text: the Publish cell: parts separated by commas, `Name only`, `No`, or blank.
        default: the parts that a blank cell allows.
        possible: the parts that the list knows.
    """
    words = [key(word) for word in text.replace(";", ",").split(",") if word.strip()]
    if not words or words == ["yes"]:
        return Allowed(parts=default)
    if words[0] in _NO and len(words) == 1:
        return Allowed(is_listed=False)
    if words[0] in _NAME_ONLY and len(words) == 1:
        return Allowed()
    parts = [_WORDS.get(word, "") for word in words]
    if not set(parts) <= possible:
        return Allowed(is_read=False)
    return Allowed(parts=frozenset(parts))


_CREW_PARTS = {"mobile": "Mobile", "email": "E-mail", "address": "Home address"}
_CREW_FIELDS = {"mobile": "mobile", "email": "email", "address": "home_address"}
_CAST_PARTS = {"agent": "Agent", "mobile": "Mobile", "email": "E-mail"}
_CAST_FIELDS = {"agent": "agent", "mobile": "phone", "email": "email"}


def crew_listing(
    crew: Rows[CrewMember], departments: Sequence[Department], settings: Settings
) -> Listing:
    """The crew by department in the order of the Departments tab."""
    everybody = _everybody(CrewMember, crew, ("name", "position"))
    order = [key(row.department) for row in departments]
    names = dict.fromkeys([*order, *(key(member.department) for member in everybody)])
    places = {name: place for place, name in enumerate(names)}
    people = sorted(everybody, key=lambda member: places[key(member.department)])
    keys = keyed(f"{m.department}/{m.position}/{m.name}" for m in people)
    default = frozenset({"mobile", "email"})
    findings: list[Finding] = []
    rows: list[ListRow] = []
    for name, member in zip(keys, people, strict=True):
        may = _may(crew, member, member.publish, default, _CREW_PARTS, findings)
        if may.is_listed:
            cells = {"Position": member.position, "Name": member.name}
            cells |= _contact(crew, member, may, _CREW_PARTS, _CREW_FIELDS)
            rows.append(ListRow(name, member.department or "No department", _full(cells)))
    contact = (settings.office_address, settings.office_phone, settings.office_email)
    office = ", ".join(part for part in contact if part)
    return Listing(
        CREW_LIST,
        CrewMember.tab,
        {"Position": 1.0, "Name": 1.0, "Mobile": None, "E-mail": 1.2, "Home address": 1.3},
        frozenset({"Mobile", "E-mail", "Home address"}),
        tuple(rows),
        (*findings, *_without_contact(crew, people)),
        f"Production office: {office}." if office else "",
    )


def cast_listing(cast: Rows[CastMember]) -> Listing:
    """The cast by id, each with the agent; own phone and e-mail only where the row allows it."""
    everybody = _everybody(CastMember, cast, ("cast_id", "character"))
    people = sorted(everybody, key=lambda member: cast_order(member.cast_id))
    keys = keyed(f"{m.cast_id}/{m.performer or m.character}" for m in people)
    findings: list[Finding] = []
    rows: list[ListRow] = []
    for name, member in zip(keys, people, strict=True):
        may = _may(cast, member, member.publish, frozenset({"agent"}), _CAST_PARTS, findings)
        if not may.is_listed:
            continue
        cells = {
            "#": member.cast_id,
            "Character": member.character,
            "Name": f"{member.performer} (K)" if member.is_minor else member.performer,
            "Start": show_date(member.start) if member.start else "",
            "Finish": show_date(member.finish) if member.finish else "",
        }
        cells |= _contact(cast, member, may, _CAST_PARTS, _CAST_FIELDS)
        if "agent" in may.parts:
            cells["Agent phone"] = member.agent_phone
        rows.append(ListRow(name, "", _full(cells)))
    columns = {
        "#": None, "Character": 1.0, "Name": 1.0, "Agent": 0.9, "Agent phone": None, "Mobile": None,
        "E-mail": 1.1, "Start": None, "Finish": None,
    }  # fmt: skip
    optional = frozenset({"Agent", "Agent phone", "Mobile", "E-mail", "Start", "Finish"})
    is_note = any(member.is_minor for member in people)
    note = "K: minor." if is_note else ""
    return Listing(CAST_LIST, CastMember.tab, columns, optional, tuple(rows), tuple(findings), note)


def _everybody(tab: type[M], rows: Rows[M], names: Sequence[str]) -> list[M]:
    """The rows in their order, with those of which a cell cannot be read: nobody drops off a list."""
    damaged = [
        tab(**(dict.fromkeys(names, CHECK) | dict(unread.values) | {"row": unread.row}))
        for unread in rows.unreadable
    ]
    return sorted([*rows, *damaged], key=lambda member: member.row)


def _may(
    rows: Rows[CrewMember] | Rows[CastMember],
    member: CrewMember | CastMember,
    text: str,
    default: frozenset[str],
    parts: Mapping[str, str],
    findings: list[Finding],
) -> Allowed:
    if rows.is_doubtful(member, "publish"):
        return Allowed()
    may = allowed(text, default, frozenset(parts))
    if not may.is_read:
        who = getattr(member, "name", "") or getattr(member, "character", "")
        facts = {"who": who, "seen": text, "known": ", ".join(parts.values())}
        findings.append(PUBLISH_UNREAD.at(place_of(member, "publish"), **facts))
    return may


def _contact(
    rows: Rows[CrewMember] | Rows[CastMember],
    member: CrewMember | CastMember,
    may: Allowed,
    headings: Mapping[str, str],
    fields: Mapping[str, str],
) -> dict[str, str]:
    return {
        heading: CHECK if rows.is_doubtful(member, fields[part]) else getattr(member, fields[part])
        for part, heading in headings.items()
        if part in may.parts
    }


def _full(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells that hold something, on one line each."""
    return {heading: " ".join(text.split()) for heading, text in cells.items() if text.strip()}


def _without_contact(crew: Rows[CrewMember], people: Sequence[CrewMember]) -> list[Finding]:
    silent = [
        member
        for member in people
        if not (member.mobile or member.email or member.publish)
        and not crew.is_doubtful(member, "mobile")
        and not crew.is_doubtful(member, "email")
    ]
    if not silent:
        return []
    names = named([member.name for member in silent])
    return [NO_CONTACT.at(place_of(silent[0], "mobile"), count=len(silent), names=names)]
