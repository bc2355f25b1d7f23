"""The calls of a day as mails: taken from the archive of the issue, sent once each, then noted.

The way: the archive that publishing kept, and the lines of the Distribution tab -> one mail after
another to the server, each in the journal before the next -> one press notes them in the tab.
"""

import contextlib
import json
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from poc_sheets.call_sheets.answers import current_lines, people_of
from poc_sheets.documents.notices import is_one_address
from poc_sheets.hosts.xlsx.locks import check_not_open
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import Exit, Finding, Place, SheetError
from poc_sheets.runner import run
from poc_sheets.sending.journal import Journal
from poc_sheets.sending.mails import CallMail, mails_of, ready_to_send
from poc_sheets.sending.problems import (
    CAME_BACK,
    LEFT,
    MAILS_MISSING,
    NO_SENDER,
    NOT_KNOWN,
    NOT_NOTED,
    NOTHING_TO_SEND,
    SENDING_ELSEWHERE,
)
from poc_sheets.sending.server import Handed, MailServer, connected, hand_over
from poc_sheets.settings import Settings
from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.call_sheet_issues import CallSheetIssue
from poc_sheets.tabs.distribution import BOUNCED, SENT, TO_SEND, DistributionLine
from poc_sheets.tabs.model import place_of
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.workbook import Message

_MOST_NAMED = 12


@dataclass
class _Run:
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


def send_calls(
    workbook: XlsxWorkbook,
    server: MailServer,
    *,
    day: int | None = None,
    unit: str = "",
    again: str = "",
    with_sheet: bool = False,
    clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
) -> Message:
    """Send the mails of a day that were not sent yet; what became of each stands in its line.

    Args:
        workbook: the production; its documents folder holds the archive of the issue.
        server: the mail server.
        day: the shoot day; by default the one that was issued last.
        unit: the unit of the day; blank for the main one.
        again: names of people who are sent their mail once more.
        with_sheet: whether the call sheet itself goes along.
        clock: the present moment with its zone.

    Raises:
        SheetError: the mails are not there, the workbook is open elsewhere, the server cannot be
            used. Nothing was sent.
    """
    check_not_open(workbook.path)
    opened = open_tabs(workbook, [DistributionLine, CallSheetIssue])
    issues = opened.rows(CallSheetIssue)
    of_unit = [row for row in issues if unit_key(row.unit) == unit_key(unit)]
    number = day if day is not None else (of_unit[-1].day if of_unit else 0)
    sender = _sender(opened.settings)
    lines = current_lines(opened.rows(DistributionLine), number, unit)
    again_lines, unknown = people_of(lines, again.split(";"), number)
    wanted = [r for r in lines if r.status == TO_SEND or r in again_lines]
    wanted = [row for row in wanted if is_one_address(row.address)]
    if not wanted:
        note = NOTHING_TO_SEND.at(Place(DistributionLine.tab), day=number, seen=_states(lines))
        return Message(ok=True, title="Send", summary=note.title + ".", findings=(*unknown, note))
    done = _Run(findings=list(unknown))
    mine = [row for row in of_unit if row.day == number]
    # Whatever is missing is said before the first mail goes out.
    parts = [
        _Part.of(workbook, mine, [row for row in wanted if row.revision == revision])
        for revision in sorted({row.revision for row in wanted})
    ]
    for part in parts:
        _send_part(part, server, sender, again_lines, done, clock, with_sheet=with_sheet)
    return _noted(workbook, done, number, unit)


def _sender(settings: Settings) -> str:
    for address in (settings.office_email, settings.mail_user):
        if is_one_address(address):
            return address.strip()
    raise NO_SENDER.stop(seen=settings.office_email)


def _states(lines: Sequence[DistributionLine]) -> str:
    if not lines:
        return "no call sheet of that day was issued"
    counts = {state: sum(r.status == state for r in lines) for state in {r.status for r in lines}}
    return ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class _Part:
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
    ) -> "_Part":
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


def _send_part(
    part: _Part,
    server: MailServer,
    sender: str,
    again: Sequence[DistributionLine],
    done: _Run,
    clock: Callable[[], datetime],
    *,
    with_sheet: bool,
) -> None:
    from filelock import FileLock, Timeout

    archive = part.archive
    path = archive.with_name(archive.name.removesuffix("_NOTICES.zip") + "_SENT.jsonl")
    sheet = part.sheet if with_sheet else None
    try:
        # Two people who press at once must not send twice.
        with FileLock(path.with_suffix(".lock"), timeout=0):
            journal = Journal.of(path)
            waiting = [
                mail
                for mail in mails_of(archive, part.lines)
                if mail.line in again or not _is_settled(mail, journal, done)
            ]
            _hand_over_all(waiting, server, sender, journal, done, clock, sheet)
    except Timeout:
        issue = f"day {part.lines[0].day}"
        raise SENDING_ELSEWHERE.stop(issue=issue, file=path.with_suffix(".lock").name) from None


def _is_settled(mail: CallMail, journal: Journal, done: _Run) -> bool:
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


def _unknown(mail: CallMail, when: datetime, done: _Run) -> None:
    place = place_of(mail.line, "status")
    shown = f"{when:%d %b %H:%M}"
    done.findings.append(NOT_KNOWN.at(place, person=mail.line.person, when=shown))


def _hand_over_all(
    mails: Sequence[CallMail],
    server: MailServer,
    sender: str,
    journal: Journal,
    done: _Run,
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
    done: _Run,
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


def _noted(workbook: XlsxWorkbook, done: _Run, day: int, unit: str) -> Message:
    """Note in the tab what became of the mails, and say it."""
    changed, exit_code = 0, Exit.DONE
    findings = list(done.findings)
    if done.results:
        results = json.dumps(list(done.results.values()))
        try:
            noted = run("confirm_call", workbook, day=day, unit=unit, results=results)
            changed = noted.changed_cells
        except SheetError as stopped:
            seen = f"{stopped.finding.title}: {stopped.finding.what}"
            folder = workbook.documents_folder
            findings.insert(0, NOT_NOTED.at(stopped.finding.place, seen=seen, file=folder))
            exit_code = Exit.LATER
    came_back = sum(each["status"] == BOUNCED for each in done.results.values())
    if done.left:
        names = [mail.line.person for mail in done.left]
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        shown = ", ".join(names[:_MOST_NAMED]) + more
        place = Place(DistributionLine.tab)
        facts = {"count": len(names), "names": shown, "seen": done.why_left}
        findings.insert(0, LEFT.at(place, **facts))
        exit_code = Exit.LATER
    parts = [f"{done.sent} sent"]
    parts += [f"{came_back} came back"] if came_back else []
    parts += [f"{len(done.left)} left"] if done.left else []
    return Message(
        ok=True,
        title="Send",
        summary=f"Day {day}: {', '.join(parts)}.",
        findings=tuple(findings),
        changed_cells=changed,
        exit_code=int(exit_code),
    )
