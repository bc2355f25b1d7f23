"""A person's own call: the text, and a mail draft with its calendar entry attached.

One person a mail. A notice holds that person's facts and those of the company, nothing of others.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from poc_sheets.documents.call_sheet_content import CallSheet
from poc_sheets.documents.call_sheet_rows import CastCall, CrewCall
from poc_sheets.documents.clock import Clock, When, clock_text, long_date
from poc_sheets.problems import Place, Problem

NOT_ONE_ADDRESS = Problem(
    "not-one-address",
    title="{person} has no e-mail address that can be used",
    what='the address is "{address}"',
    do="put one address into the e-mail column, such as name@example.com",
)
_KINDS = {"pdf": ("application", "pdf"), "ics": ("text", "calendar")}
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNotice:
    """What one person is told. Blank fields are left out; `earlier_call` says the call has moved."""

    production: str
    on: date
    day: str
    issue: str
    person: str
    position: str = ""
    call: When = None
    earlier_call: When = None
    pick_up: When = None
    on_set: When = None
    crew_call: When = None
    report_to: str = ""
    parking: str = ""
    map_link: str = ""
    weather: str = ""
    hospital: str = ""
    bring: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail."""

    name: str
    content: bytes


def notice_for(
    sheet: CallSheet,
    called: CrewCall | CastCall,
    *,
    issue: str,
    contact: str = "",
    earlier_call: When = None,
) -> CallNotice:
    """The notice of one person of a call sheet; where to report is the first location.

    Args:
        sheet: the sheet the call stands on.
        called: the person's line on it.
        issue: which issue it is, as printed: `FINAL`, `REV 1 BLUE`.
        contact: whom to ask: name and phone of the 2nd AD or coordinator.
        earlier_call: the call of the issue before, where it was another.
    """
    first = sheet.locations[0] if sheet.locations else None
    parking = next((one for one in sheet.locations if "parking" in one.label.casefold()), None)
    hospital, weather = sheet.emergency, sheet.weather
    notice = CallNotice(
        production=sheet.header.title,
        on=sheet.day.date,
        day=f"Day {sheet.day.number}" + (f" of {sheet.day.of}" if sheet.day.of else ""),
        issue=issue,
        person="",
        earlier_call=earlier_call,
        crew_call=sheet.calls.crew_call,
        report_to=_joined(first.name, first.address) if first else "",
        map_link=first.map_link if first else "",
        parking=_joined(parking.name, parking.address, parking.note) if parking else "",
        weather=_joined(weather.condition, weather.high, weather.low),
        hospital=_joined(hospital.hospital, hospital.address, hospital.phone),
        contact=contact,
    )
    return _called(notice, called)


def _called(notice: CallNotice, called: CrewCall | CastCall) -> CallNotice:
    """The company's part of a notice with the person's own part put in."""
    if isinstance(called, CrewCall):
        return replace(notice, person=called.name, position=called.position, call=called.call)
    return replace(
        notice,
        person=called.performer,
        position=called.character,
        call=called.report,
        pick_up=called.pick_up,
        on_set=called.on_set,
    )


def notice_subject(notice: CallNotice, clock: Clock) -> str:
    """The mail's subject: production, day, date, and the person's own call."""
    call = clock_text(notice.call, clock, notice.on) or "see call sheet"
    parts = [notice.production, notice.day, f"{notice.on:%a} {notice.on.day} {notice.on:%b}"]
    return _one_line(f"{', '.join(parts)}: your call {call} ({notice.issue})")


def notice_text(notice: CallNotice, clock: Clock) -> str:
    """The notice as plain text, one fact a line."""

    def at(value: When) -> str:
        return clock_text(value, clock, notice.on)

    moved = at(notice.earlier_call)
    facts = (
        ("Your call", at(notice.call) + (f" (was {moved})" if moved else "")),
        ("Pick-up", at(notice.pick_up)),
        ("On set", at(notice.on_set)),
        ("Crew call", at(notice.crew_call)),
        ("Report to", notice.report_to),
        ("Map", notice.map_link),
        ("Parking", notice.parking),
        ("Weather", notice.weather),
        ("Bring", notice.bring),
        ("Hospital", notice.hospital),
        ("Questions", notice.contact),
    )
    head = [
        f"{notice.production}, {notice.day}, {notice.issue}",
        long_date(notice.on),
        "",
        f"{notice.person}" + (f", {notice.position}" if notice.position else ""),
        "",
    ]
    body = [f"{label + ':':<11} {_one_line(value)}" for label, value in facts if value]
    return "\n".join([*head, *body, "", "Please answer this mail to confirm.", ""])


def notice_mail(
    notice: CallNotice,
    to: str,
    *,
    sender: str,
    clock: Clock,
    dated: datetime,
    attachments: Sequence[Attachment] = (),
    message_id: str = "",
) -> bytes:
    """The notice as an `.eml` draft that opens ready to send in Outlook and Apple Mail.

    Args:
        notice: what it says.
        to: the person's address, exactly one.
        sender: the production's address, exactly one; blank leaves it to the mail program.
        clock: how times are printed.
        dated: when the draft was made, with its time zone.
        attachments: files sent along, such as the call sheet.
        message_id: what makes the mail known, the same however often it is made.

    Raises:
        SheetError: `to` or `sender` is not one address.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = notice_subject(notice, clock)
    message["To"] = _address(notice.person, to)
    if sender.strip():
        message["From"] = _address(notice.production, sender)
    message["Date"] = format_datetime(dated)
    if message_id:
        message["Message-ID"] = f"<{message_id}>"
    message["X-Unsent"] = "1"
    # Apple Mail opens a message as a draft by this header, Outlook by the one above.
    message["X-Uniform-Type-Identifier"] = "com.apple.mail-draft"
    message.set_content(notice_text(notice, clock), charset="utf-8", cte="quoted-printable")
    for one in attachments:
        ending = one.name.casefold().rpartition(".")[2]
        main, kind = _KINDS.get(ending, ("application", "octet-stream"))
        message.add_attachment(
            one.content, maintype=main, subtype=kind, filename=_one_line(one.name)
        )
    if message.is_multipart():
        message.set_boundary(_boundary(message, attachments))
    return message.as_bytes()


def is_one_address(text: str) -> bool:
    """Whether a cell holds exactly one e-mail address and nothing else."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def _address(name: str, address: str) -> Address:
    if not is_one_address(address) or not address.isascii():
        raise NOT_ONE_ADDRESS.stop(Place(), person=name, address=address)
    return Address(display_name=_one_line(name), addr_spec=address.strip())


def _boundary(message: EmailMessage, attachments: Sequence[Attachment]) -> str:
    """A boundary made of the content, so that the same notice gives the same bytes."""
    seed = hashlib.sha256(str(message["To"]).encode() + str(message["Subject"]).encode())
    for one in attachments:
        seed.update(one.content)
    return f"=_{seed.hexdigest()[:32]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
