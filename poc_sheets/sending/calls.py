"""The calls of a day as mails: which ones are left to send, and what became of them.

The way: the archive that publishing kept, and the lines of the Distribution tab -> one mail after
another to the server (`handing_over`) -> one press notes them in the tab.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from poc_sheets.call_sheets.answers import current_lines, people_of
from poc_sheets.documents.notices import is_one_address
from poc_sheets.hosts.xlsx.locks import check_not_open
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import Exit, Place, SheetError
from poc_sheets.runner import run
from poc_sheets.sending.handing_over import SendingRun, WaitingMails, send_waiting
from poc_sheets.sending.problems import LEFT, NO_SENDER, NOT_NOTED, NOTHING_TO_SEND
from poc_sheets.sending.server import MailServer
from poc_sheets.settings import Settings
from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.call_sheet_issues import CallSheetIssue
from poc_sheets.tabs.distribution import BOUNCED, TO_SEND, DistributionLine
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.workbook import Message

_MOST_NAMED = 12


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
    done = SendingRun(findings=list(unknown))
    mine = [row for row in of_unit if row.day == number]
    # Whatever is missing is said before the first mail goes out.
    waiting = [
        WaitingMails.of(workbook, mine, [row for row in wanted if row.revision == revision])
        for revision in sorted({row.revision for row in wanted})
    ]
    for mails in waiting:
        send_waiting(mails, server, sender, again_lines, done, clock, with_sheet=with_sheet)
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


def _noted(workbook: XlsxWorkbook, done: SendingRun, day: int, unit: str) -> Message:
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
