"""One mail draft and one calendar entry a person: their own call, and nothing of anybody else."""

import io
import zipfile
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.paper import file_name
from poc_sheets.call_sheets.people import CastOnDay, CrewOnDay
from poc_sheets.call_sheets.printing import Issue, print_content
from poc_sheets.documents.calendar import CallEntry, render_calendar
from poc_sheets.documents.call_sheet import CallSheet, CastCall, CrewCall
from poc_sheets.documents.notices import Attachment, is_one_address, notice_for, notice_mail
from poc_sheets.problems import Finding, Problem
from poc_sheets.tabs.model import place_of
from poc_sheets.workbook import Document

NO_ADDRESS = Problem(
    "no-address",
    title="{person} gets no mail",
    what='the e-mail says "{address}"',
    do="type one address, such as name@example.com, or tell {person} by phone",
    level="note",
)
#: Members of the archive carry no clock of this machine: the same issue gives the same bytes.
_ARCHIVED = (2020, 1, 1, 0, 0, 0)
_SHIFT = timedelta(hours=12)

Person = CrewOnDay | CastOnDay


def notices_of(
    draft: Draft, issue: Issue, affected: Collection[str] | None = None
) -> tuple[Document | None, list[Finding]]:
    """The mail drafts of an issue in one archive, and a note for each person without an address.

    Each draft holds the person's own call and, as an attachment, a calendar entry that replaces
    the one of the issue before.

    Args:
        draft: the sheet of the day.
        issue: which issue it is.
        affected: the keys of the people to tell; `None`: everybody who is called.

    Returns:
        The archive, `None` where nobody is to be told by mail.
    """
    sheet = print_content(draft, issue)
    findings: list[Finding] = []
    mails: list[tuple[str, bytes]] = []
    for person, called in _called(draft, sheet):
        if affected is not None and person.key not in affected:
            continue
        member = person.member
        if member is None or not is_one_address(member.email):
            findings += _without_address(person)
            continue
        mails.append((_mail_name(called), _mail(draft, issue, sheet, called, member.email, person)))
    if not mails:
        return None, findings
    name = file_name(draft, issue).removesuffix(".pdf") + "_NOTICES.zip"
    return Document(name, _archive(mails)), findings


def _called(draft: Draft, sheet: CallSheet) -> Iterator[tuple[Person, CrewCall | CastCall]]:
    """Everybody who is called, with their line on the printed sheet."""
    crew: dict[tuple[str, str], list[CrewCall]] = {}
    for department in sheet.departments:
        for line in department.people:
            crew.setdefault((line.name, line.position), []).append(line)
    cast = {line.number: line for line in sheet.cast}
    for person in draft.people:
        shown = draft.by_key.get(person.key)
        if shown is None or shown.call == "N/A":
            continue
        found: CrewCall | CastCall | None
        if isinstance(person, CrewOnDay):
            # Two people of one name in one position stand on the sheet in the same order.
            same = crew.get((shown.name, shown.item), [])
            found = same.pop(0) if same else None
        else:
            found = cast.get(shown.item)
        if found is not None:
            yield person, found


def _without_address(person: Person) -> list[Finding]:
    member = person.member
    if member is None:
        return []
    name = getattr(member, "name", "") or getattr(member, "performer", "")
    return [NO_ADDRESS.at(place_of(member, "email"), person=name, address=member.email)]


def _mail(
    draft: Draft,
    issue: Issue,
    sheet: CallSheet,
    called: CrewCall | CastCall,
    address: str,
    person: Person,
) -> bytes:
    settings = draft.plan.shoot.settings
    named = f"REV {issue.revision} {issue.color.upper()}" if issue.revision else "FINAL"
    contact = settings.coordinator or settings.second_ad
    phone = f", {settings.office_phone}" if settings.office_phone else ""
    notice = notice_for(sheet, called, issue=named, contact=f"{contact}{phone}" if contact else "")
    day = draft.plan.day
    at = issue.at or datetime(day.year, day.month, day.day)  # noqa: DTZ001  (its zone follows)
    dated = at.replace(tzinfo=ZoneInfo(settings.time_zone))
    starts = draft.call_of(person)
    entry = CallEntry(
        person=person.key,
        day=draft.plan.number,
        on=draft.plan.day,
        title=f"{settings.title}: call, day {draft.plan.number}",
        starts=starts if isinstance(starts, datetime) else None,
        ends=starts + _SHIFT if isinstance(starts, datetime) else None,
        place=notice.report_to,
        revision=issue.revision,
    )
    calendar = render_calendar(
        [entry],
        production=settings.production_id or settings.title,
        time_zone=settings.time_zone,
        issued_at=dated,
    )
    sender = settings.office_email if is_one_address(settings.office_email) else ""
    return notice_mail(
        notice,
        address,
        sender=sender,
        clock=draft.plan.style,
        dated=dated,
        attachments=[Attachment("call.ics", calendar)],
    )


def _mail_name(called: CrewCall | CastCall) -> str:
    if isinstance(called, CrewCall):
        return f"{called.name} - {called.position}"
    return f"{called.performer} - {called.character}"


def _archive(mails: list[tuple[str, bytes]]) -> bytes:
    content = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, mail in mails:
            safe = "".join(c if c.isalnum() or c in " -." else "_" for c in name)
            number = 1
            while (full := f"{safe}.eml" if number == 1 else f"{safe} {number}.eml") in taken:
                number += 1
            taken.add(full)
            archive.writestr(zipfile.ZipInfo(full, _ARCHIVED), mail, zipfile.ZIP_DEFLATED)
    return content.getvalue()
