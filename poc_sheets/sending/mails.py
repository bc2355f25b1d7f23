"""The mails of an issue, out of the archive that publishing kept, ready to go out."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from poc_sheets.tabs.distribution import DistributionLine


@dataclass(frozen=True, slots=True)
class CallMail:
    """One mail with its line of the Distribution tab; `id` is the mail's own."""

    line: DistributionLine
    id: str
    address: str
    message: EmailMessage


def mails_of(archive: Path, lines: Sequence[DistributionLine]) -> Iterator[CallMail]:
    """The mails of an archive with their lines, in the order of the tab."""
    by_person: dict[str, list[EmailMessage]] = {}
    with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as mails:
        for name in mails.namelist():
            message = message_from_bytes(mails.read(name), policy=SMTP)
            person = message["To"].addresses[0].display_name
            by_person.setdefault(" ".join(person.split()), []).append(message)
    for line in lines:
        found = by_person.get(" ".join(line.person.split()), [])
        address = line.address.strip()
        # Of two people of one name the address decides; one that was corrected since fits nobody's.
        mine = [m for m in found if _address_of(m) == address.casefold()] or found
        if mine:
            message = mine[0]
            found.remove(message)
            yield CallMail(line, str(message["Message-ID"] or ""), address, message)


def _address_of(message: EmailMessage) -> str:
    return str(message["To"].addresses[0].addr_spec).casefold()


def ready_to_send(mail: CallMail, sender: str, now: datetime, sheet: Path | None) -> bytes:
    """A draft as it goes out: from the office, of now, without the marks of a draft."""
    message, person, address = mail.message, mail.line.person, mail.address
    for head in ("X-Unsent", "X-Uniform-Type-Identifier", "Date"):
        del message[head]
    del message["To"]
    message["To"] = Address(display_name=" ".join(person.split()), addr_spec=address)
    if message["From"] is None:
        message["From"] = sender
    message["Date"] = format_datetime(now)
    if sheet is not None and sheet.exists():
        kind = ("application", "pdf" if sheet.suffix.lower() == ".pdf" else "octet-stream")
        message.add_attachment(
            sheet.read_bytes(), maintype=kind[0], subtype=kind[1], filename=sheet.name
        )
    return message.as_bytes()
