"""One mail draft and one calendar entry a person: their own call, and nothing of anybody else."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.paper import file_name
from poc_sheets.call_sheets.people import CastOnDay, CrewOnDay
from poc_sheets.call_sheets.printing import Issue, print_content
from poc_sheets.call_sheets.telling import NOT_CALLED, Gone, Told
from poc_sheets.documents.calendar import CallEntry, render_calendar
from poc_sheets.documents.call_sheet import CallSheet, CastCall, CrewCall
from poc_sheets.documents.notices import (
    Attachment,
    CallNotice,
    is_one_address,
    notice_for,
    notice_mail,
)
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
    draft: Draft, issue: Issue, told: Told | None = None
) -> tuple[Document | None, list[Finding]]:
    """The mail drafts of an issue in one archive, and a note for each person without an address.

    Each draft holds the person's own call and, as an attachment, a calendar entry that replaces
    the one of the issue before; who is not called any more gets one that takes it out again.

    Args:
        draft: the sheet of the day.
        issue: which issue it is.
        told: the people to tell; `None`: everybody who is called.

    Returns:
        The archive, `None` where nobody is to be told by mail.
    """
    sheet = print_content(draft, issue)
    findings: list[Finding] = []
    mails: list[tuple[str, bytes]] = []
    for person, called in _called(draft, sheet):
        if told is not None and person.key not in told.keys:
            continue
        member = person.member
        if member is None or not is_one_address(member.email):
            findings += _without_address(person)
            continue
        call = draft.call_of(person)
        starts = call if isinstance(call, datetime) else None
        notice = notice_for(sheet, called, issue=_named(issue), contact=_contact(draft))
        mail = _mail(draft, issue, notice, member.email, person.key, starts)
        mails.append((_mail_name(notice), mail))
    for gone in told.gone if told else ():
        if is_one_address(gone.address):
            mails.append(_taken_off(draft, issue, sheet, gone))
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


def _named(issue: Issue) -> str:
    return f"REV {issue.revision} {issue.color.upper()}" if issue.revision else "FINAL"


def _contact(draft: Draft) -> str:
    settings = draft.plan.shoot.settings
    contact = settings.coordinator or settings.second_ad
    phone = f", {settings.office_phone}" if settings.office_phone else ""
    return f"{contact}{phone}" if contact else ""


def _taken_off(draft: Draft, issue: Issue, sheet: CallSheet, gone: Gone) -> tuple[str, bytes]:
    """The mail to a person who was told of this day and is not called any more."""
    called = CrewCall(position=gone.position, name=gone.person, call=NOT_CALLED)
    notice = notice_for(sheet, called, issue=_named(issue), contact=_contact(draft))
    mail = _mail(draft, issue, notice, gone.address, gone.key, None, is_cancelled=True)
    return _mail_name(notice), mail


def _mail(
    draft: Draft,
    issue: Issue,
    notice: CallNotice,
    address: str,
    key: str,
    starts: datetime | None,
    *,
    is_cancelled: bool = False,
) -> bytes:
    plan, settings = draft.plan, draft.plan.shoot.settings
    at = issue.at or datetime(plan.day.year, plan.day.month, plan.day.day)  # noqa: DTZ001  (its zone follows)
    dated = at.replace(tzinfo=ZoneInfo(settings.time_zone))
    production = settings.production_id or settings.title
    # The main unit came first: its keys carry no unit.
    person = f"{plan.unit}/{key}" if plan.unit else key
    entry = CallEntry(
        person=person,
        day=plan.number,
        on=plan.day,
        title=f"{settings.title}: call, day {plan.number}",
        starts=starts,
        ends=starts + _SHIFT if starts else None,
        place=notice.report_to,
        revision=issue.revision,
    )
    calendar = render_calendar(
        [entry],
        production=production,
        time_zone=settings.time_zone,
        issued_at=dated,
        is_cancelled=is_cancelled,
    )
    sender = settings.office_email if is_one_address(settings.office_email) else ""
    parts = (production, person, str(plan.number), str(issue.revision))
    return notice_mail(
        notice,
        address,
        sender=sender,
        clock=plan.style,
        dated=dated,
        attachments=[Attachment("call.ics", calendar)],
        message_id=f"call-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}@poc-sheets",
    )


def _mail_name(notice: CallNotice) -> str:
    return f"{notice.person} - {notice.position}"


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
