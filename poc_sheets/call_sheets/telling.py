"""Who is told of an issue: everybody of the first one, later those whom its changes concern."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from poc_sheets.call_sheets.compare import NEW, Comparison
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.people import CastOnDay, CrewOnDay
from poc_sheets.call_sheets.printing import Issue
from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.distribution import TO_SEND, DistributionLine

#: Where a person goes, and on which date, is part of everybody's call: by the beginning of a line's
#: key the columns that say it.
_CONCERN_ALL = {
    "place:": {"name", "detail", "*"},
    "hospital:": {"name", "detail", "notes", "*"},
    "fact:count": {"name"},
}
NOT_CALLED = "not called"


@dataclass(frozen=True, slots=True)
class Gone:
    """A person of the issue before who is not called any more, as that issue was sent to them."""

    key: str
    person: str
    position: str
    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """The people whom a revision concerns: keys of those called, and those who are not any more."""

    keys: frozenset[str]
    gone: tuple[Gone, ...]


def people_to_tell(draft: Draft, found: Comparison, sent: Sequence[DistributionLine]) -> Told:
    """Those whose own times moved; everybody where the date, a place or the hospital changed.

    Args:
        draft: the sheet of the day.
        found: what differs from the issue before.
        sent: the Distribution tab: it knows the address of who left the crew.
    """
    called = {person.key for person in draft.people if _is_called(draft, person.key)}
    concerns_all = any(
        key.startswith(start) and columns & wanted
        for key, columns in found.changed.items()
        for start, wanted in _CONCERN_ALL.items()
    )
    keys = called if concerns_all else called & set(found.affected)
    gone = [key for key in found.affected if key not in called]
    left = [found_line for key in gone if (found_line := _gone(draft, key, sent))]
    return Told(frozenset(keys), tuple(left))


def _is_called(draft: Draft, key: str) -> bool:
    line = draft.by_key.get(key)
    return line is not None and line.call != "N/A"


def _gone(draft: Draft, key: str, sent: Sequence[DistributionLine]) -> Gone | None:
    number, unit = draft.plan.number, draft.plan.unit
    mine = [row for row in sent if (row.day, unit_key(row.unit)) == (number, unit)]
    known = [row for row in mine if row.line == key]
    if not known:
        return None
    row = max(known, key=lambda row: row.revision)
    return Gone(key, row.person, row.position, row.channel, row.address)


def affected_names(draft: Draft, found: Comparison) -> list[str]:
    """The people whose own call differs, with their new calls."""
    names = []
    for key in found.affected:
        line = draft.by_key.get(key)
        gone = key.rpartition("/")[2].partition("#")[0] if line is None else ""
        names.append(gone or f"{line.name or line.detail} {line.call}".strip() if line else gone)
    return names


def distribution_of(
    draft: Draft, issue: Issue, found: Comparison, told: Told | None
) -> list[DistributionLine]:
    """A line to be sent for each person who is told; of a first issue everybody who is called."""
    rows = []
    for person in draft.people:
        line = draft.by_key.get(person.key)
        if line is None or not _is_called(draft, person.key):
            continue
        if person.member is None or (told is not None and person.key not in told.keys):
            continue
        changed = person.key in found.affected or found.changed.get(person.key) == NEW
        rows.append(_line(draft, issue, person, line, is_changed=changed and issue.revision > 0))
    for gone in told.gone if told else ():
        rows.append(
            replace(
                _blank(draft, issue),
                person=gone.person,
                position=gone.position,
                channel=gone.channel,
                address=gone.address,
                call=NOT_CALLED,
                is_changed="yes",
                line=gone.key,
            )
        )
    return rows


def _line(
    draft: Draft,
    issue: Issue,
    person: CrewOnDay | CastOnDay,
    line: CallSheetLine,
    *,
    is_changed: bool,
) -> DistributionLine:
    member = person.member
    phone = getattr(member, "mobile", "") or getattr(member, "phone", "")
    email = member.email if member else ""
    return replace(
        _blank(draft, issue),
        person=line.name or line.detail,
        position=line.item if person.key.startswith("crew:") else line.detail,
        channel="e-mail" if email else "text" if phone else "paper",
        address=email or phone,
        call=line.call,
        is_changed="yes" if is_changed else "",
        line=person.key,
    )


def _blank(draft: Draft, issue: Issue) -> DistributionLine:
    """A line of an issue before it has a person."""
    return DistributionLine(
        day=draft.plan.number,
        unit=draft.plan.shoot.unit,
        revision=issue.revision,
        color=issue.color.upper(),
        person="",
        status=TO_SEND,
    )
