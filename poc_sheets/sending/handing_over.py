"""The waiting mails of an issue handed to the server, each in the journal before the next.

What the journal says of a mail decides whether it goes: one that was handed over, or may have been,
does not go again by itself.
"""

import contextlib
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import Finding, SheetError
from poc_sheets.sending.journal import Journal
from poc_sheets.sending.mails import CallMail, mails_of, ready_to_send
from poc_sheets.sending.problems import CAME_BACK, MAILS_MISSING, NOT_KNOWN, SENDING_ELSEWHERE
from poc_sheets.sending.server import Handed, MailServer, connected, hand_over
from poc_sheets.tabs.call_sheet_issues import CallSheetIssue
from poc_sheets.tabs.distribution import BOUNCED, SENT, DistributionLine
from poc_sheets.tabs.model import place_of


@dataclass
class SendingRun:
    """What one run did, by the row of the Distribution tab."""

    results: dict[int, dict[str, object]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left: list[CallMail] = field(default_factory=list)
    sent: int = 0
    why_left: str = ""

    def note(self, mail: CallMail, status: str, when: datetime, reason: str = "") -> None:
        """A line of the tab gets a status."""
        self.results[mail.line.row] = {
            "row": mail.line.row,
            "person": mail.line.person,
            "status": status,
            "reason": reason,
            "when": when.isoformat(timespec="seconds"),
        }


@dataclass(frozen=True, slots=True)
class WaitingMails:
    """The lines of one issue that wait, and the archive with their mails."""

    lines: Sequence[DistributionLine]
    archive: Path
    sheet: Path

    @classmethod
    def of(
        cls,
        workbook: XlsxWorkbook,
        issues: Sequence[CallSheetIssue],
        lines: Sequence[DistributionLine],
    ) -> "WaitingMails":
        """The archive of the issue of these lines.

        Raises:
            SheetError: it is not where publishing kept it.
        """
        folder, revision = workbook.documents_folder, lines[0].revision
        issue = next((row for row in issues if row.revision == revision), None)
        name = issue.mails if issue else ""
        if issue is None or not name or not (folder / name).exists():
            named, shown = f"day {lines[0].day}, revision {revision}", name or "the archive"
            raise MAILS_MISSING.stop(issue=named, file=shown, folder=folder)
        return cls(lines, folder / name, folder / issue.file_name)


def send_waiting(
    mails: WaitingMails,
    server: MailServer,
    sender: str,
    again: Sequence[DistributionLine],
    done: SendingRun,
    clock: Callable[[], datetime],
    *,
    with_sheet: bool,
) -> None:
    """Send the mails of one issue that no earlier run handed over.

    Args:
        mails: the archive, and the lines that wait.
        server: the mail server.
        sender: the address of the production.
        again: lines whose mail goes once more, whatever the journal says.
        done: takes what becomes of each.
        clock: the present moment with its zone.
        with_sheet: whether the call sheet itself goes along.

    Raises:
        SheetError: another run sends these mails now, or the server cannot be used; of this run
            nothing was sent.
    """
    from filelock import FileLock, Timeout

    archive = mails.archive
    path = archive.with_name(archive.name.removesuffix("_NOTICES.zip") + "_SENT.jsonl")
    sheet = mails.sheet if with_sheet else None
    try:
        # Two people who press at once must not send twice.
        with FileLock(path.with_suffix(".lock"), timeout=0):
            journal = Journal.of(path)
            waiting = [
                mail
                for mail in mails_of(archive, mails.lines)
                if mail.line in again or not _is_settled(mail, journal, done)
            ]
            _hand_over_all(waiting, server, sender, journal, done, clock, sheet)
    except Timeout:
        issue = f"day {mails.lines[0].day}"
        raise SENDING_ELSEWHERE.stop(issue=issue, file=path.with_suffix(".lock").name) from None


def _is_settled(mail: CallMail, journal: Journal, done: SendingRun) -> bool:
    """Whether an earlier run handed the mail over, or may have."""
    known = journal.entries.get(mail.id)
    if known is None or known.state == "later":
        return False
    if known.state == "sent":
        done.note(mail, SENT, known.when)
    elif known.state == "refused":
        done.note(mail, BOUNCED, known.when, known.reason)
    else:
        _unknown(mail, known.when, done)
    return True


def _unknown(mail: CallMail, when: datetime, done: SendingRun) -> None:
    place = place_of(mail.line, "status")
    shown = f"{when:%d %b %H:%M}"
    done.findings.append(NOT_KNOWN.at(place, person=mail.line.person, when=shown))


def _hand_over_all(
    mails: Sequence[CallMail],
    server: MailServer,
    sender: str,
    journal: Journal,
    done: SendingRun,
    clock: Callable[[], datetime],
    sheet: Path | None,
) -> None:
    connection: smtplib.SMTP | None = None
    for number, mail in enumerate(mails):
        try:
            connection = connection or connected(server)
            content = ready_to_send(mail, sender, clock(), sheet)
            handed = _hand_over(connection, server, sender, mail, content, journal, clock)
        except SheetError as stopped:
            if not (done.sent or done.results):
                raise
            done.why_left = f"{stopped.finding.title}: {stopped.finding.what}"
            done.left += mails[number:]
            break
        _settle(mail, handed, journal, done, clock)
        if handed.lost:
            done.why_left = handed.reason
            done.left += mails[number + (handed.state != "later") :]
            break
        if handed.state == "later":
            done.why_left = handed.reason
            done.left.append(mail)
    if connection is not None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            connection.quit()


def _hand_over(
    connection: smtplib.SMTP,
    server: MailServer,
    sender: str,
    mail: CallMail,
    content: bytes,
    journal: Journal,
    clock: Callable[[], datetime],
) -> Handed:
    def trying() -> None:
        journal.note(mail.id, mail.line.person, "trying", _local(clock))

    return hand_over(connection, server, sender, mail.address, content, trying)


def _local(clock: Callable[[], datetime]) -> datetime:
    return clock().replace(tzinfo=None, microsecond=0)


def _settle(
    mail: CallMail,
    handed: Handed,
    journal: Journal,
    done: SendingRun,
    clock: Callable[[], datetime],
) -> None:
    now, person = _local(clock), mail.line.person
    if handed.state == "sent":
        journal.note(mail.id, person, "sent", now)
        done.sent += 1
        done.note(mail, SENT, now)
    elif handed.state == "refused":
        journal.note(mail.id, person, "refused", now, handed.reason)
        done.note(mail, BOUNCED, now, handed.reason)
        place = place_of(mail.line, "address")
        done.findings.append(CAME_BACK.at(place, person=person, seen=handed.reason))
    elif handed.state == "unknown":
        _unknown(mail, now, done)
    elif mail.id in journal.entries:
        # The server took nothing after all.
        journal.note(mail.id, person, "later", now, handed.reason)
