"""One file into a workbook; importing it twice adds nothing."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from poc_sheets.changes import Plan, plan_new_rows, plan_over
from poc_sheets.importing.adding import missing_rows
from poc_sheets.importing.call_sheets import Which, import_call_sheet
from poc_sheets.importing.guessing import guess_kind
from poc_sheets.importing.layouts import QUESTIONS, asked_about, learned, plan_learned, remembered
from poc_sheets.importing.pending import Became, what_became
from poc_sheets.importing.problems import (
    LAYOUT_ASKED,
    NO_ROWS,
    NO_SUCH_KIND,
    PENDING_GONE,
    PENDING_POSTED,
)
from poc_sheets.importing.schedules import read_schedule, schedule_rows
from poc_sheets.importing.statements import (
    FROM_FILE,
    ReadFile,
    balance_note,
    line_of,
    read_file,
    row_of,
    unknown_lines,
)
from poc_sheets.importing.tables import Conventions, read_rows
from poc_sheets.problems import Finding, SheetError
from poc_sheets.runner import fault_message, plan_findings, stopped_message
from poc_sheets.tabs import every_tab, find_tab
from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.findings import FindingRow
from poc_sheets.tabs.model import Row
from poc_sheets.tabs.opening import Opened, open_tabs
from poc_sheets.tabs.schedule import ShootDayRow, StripRow
from poc_sheets.tabs.statement_layouts import StatementLayout
from poc_sheets.trade.money import as_text
from poc_sheets.workbook import Message, Workbook

AUTO = "auto"
_STATEMENTS = {"statement", "statements", "bank", "card"}
_CALL_SHEETS = {"call_sheet", "call-sheet", "call sheet", "callsheet"}
_SCHEDULES = {"schedule", "schedules", "uss", "fdx"}


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What a person said about the file."""

    conventions: Conventions = field(default_factory=Conventions)
    charges_positive: bool | None = None
    board: str | None = None
    which: Which = field(default_factory=Which)


def import_file(
    kind: str, path: Path, workbook: Workbook, options: FileOptions | None = None
) -> Message:
    """Bring the rows of a file into the workbook.

    Args:
        kind: a tab's id or name, `statement`, `schedule` or `call_sheet`; `auto` looks into the
            file.
        path: the file.
        workbook: the open workbook.
        options: what the file does not tell itself.

    Raises:
        SheetError: the file cannot be read as that, or a tab is missing; nothing was changed.
    """
    options = options or FileOptions()
    if kind.strip().casefold() == AUTO:
        kind = guess_kind(path)
    word = kind.strip().casefold()
    tab = find_tab(kind)
    if word in _CALL_SHEETS:
        now = datetime.now().astimezone().replace(tzinfo=None)
        return import_call_sheet(path, workbook, options.which, now)
    if word in _SCHEDULES or (tab is StripRow and path.suffix.lower() in {".uss", ".fdx"}):
        return _import_schedule(path, workbook, options)
    if word in _STATEMENTS or tab is CardLine:
        return _import_statement(path, workbook, options)
    if tab is None:
        known = ", ".join(each.tab_id for each in every_tab())
        raise NO_SUCH_KIND.stop(kind=kind, known=known)
    opened = open_tabs(workbook, [tab])
    rows, findings = read_rows(tab, path, opened.settings.reading, options.conventions)
    if not rows and not findings:
        raise NO_ROWS.stop(file=path.name, tab=tab.tab)
    return _add(path, workbook, opened, {tab: rows}, findings)


def bring_in(path: Path, workbook: Workbook) -> Message:
    """Import a file that a person picked, whatever it is, and show what was done.

    Never raises, as a press does not.
    """
    try:
        message = import_file(AUTO, path, workbook)
    except SheetError as stopped:
        message = stopped_message(stopped)
    except Exception as fault:  # noqa: BLE001  (the boundary: a coordinator never sees a traceback)
        message = fault_message(fault)
    if message.ok:
        # The rows stand already: a Findings tab that is protected is no reason to say otherwise.
        with suppress(Exception):
            _note(message, workbook)
    workbook.show(message)
    return message


def _note(message: Message, workbook: Workbook) -> None:
    """Have the Findings tab hold all that was found, as after a press; the box shows the first."""
    opened, plan = open_tabs(workbook, [FindingRow], [FindingRow]), Plan()
    moment = datetime.now().astimezone().replace(tzinfo=None)
    plan_findings(plan, opened, message.title, message.findings, moment)
    if plan.changes or plan.appends:
        workbook.write(plan.changes, plan.appends)


def _import_statement(path: Path, workbook: Workbook, options: FileOptions) -> Message:
    opened = open_tabs(workbook, [CardLine, StatementLayout], optional=[StatementLayout])
    layouts, findings = remembered(opened.rows(StatementLayout))
    try:
        read = read_file(
            path,
            opened.settings,
            layouts,
            day_first=options.conventions.day_first,
            decimal=options.conventions.decimal or "",
            charges_positive=options.charges_positive,
        )
    except SheetError as stopped:
        return _ask(path, workbook, opened, stopped)
    present = opened.rows(CardLine)
    unknown = unknown_lines(present, read.lines)
    plan = Plan()
    became = what_became([line_of(row) for row in present], read.lines, unknown)
    findings += _plan_posted(plan, opened, became, path.stem, read)
    posted = {id(each.posted) for each in became}
    rows: dict[type[Row], Sequence[Row]] = {
        CardLine: [row_of(line, path.stem) for line in unknown if id(line) not in posted]
    }
    there = len(read.lines) - len(unknown)
    note = balance_note(read.statements)
    if plan_learned(plan, opened, learned(read.statements, path.stem)):
        note += " How its columns are read was remembered."
    return _add(path, workbook, opened, rows, [*findings, *read.findings], note, plan, there)


def _ask(path: Path, workbook: Workbook, opened: Opened, stopped: SheetError) -> Message:
    """Put the question that stopped a reading into the Statement Layouts tab, with its choices.

    Raises:
        SheetError: it is no question, or the workbook has no such tab.
    """
    key = QUESTIONS.get(stopped.finding.problem)
    layout = asked_about(path) if key and StatementLayout in opened.bound else None
    if key is None or layout is None:
        raise stopped
    bound = opened.bound[StatementLayout]
    known = {row.layout: row.row for row in opened.rows(StatementLayout)}
    row = known.get(layout.layout)
    plan = Plan()
    if row is None:
        plan_new_rows(plan, bound, [layout], opened)
        workbook.write(plan.changes, plan.appends)
        row = bound.last_row + 1
    question = f"{stopped.finding.title}: {stopped.finding.what}"
    finding = LAYOUT_ASKED.at(bound.place(row, key), file=path.name, seen=question)
    also = f"{finding.do} (on the command line: {stopped.finding.do})"
    return Message(
        ok=False,
        title=finding.title,
        summary="No line was imported.",
        findings=(replace(finding, do=also),),
        changed_cells=plan.changed_cells,
        exit_code=int(stopped.exit_code),
    )


def _plan_posted(
    plan: Plan, opened: Opened, became: Sequence[Became], statement: str, read: ReadFile
) -> list[Finding]:
    """Rows of pending lines get the lines that they became."""
    bound, findings = opened.bound[CardLine], []
    exponent = opened.settings.exponent
    for each in became:
        pending, posted = each.pending, each.posted
        place = bound.place(pending.source_row, "vendor")
        if posted is None:
            reach = max(line.date for line in read.lines)
            findings.append(PENDING_GONE.at(place, vendor=pending.vendor, reach=reach))
            continue
        row = row_of(posted, statement)
        plan_over(plan, bound, pending.source_row, row, FROM_FILE, opened)
        was, now = (as_text(line.amount, exponent) for line in (pending, posted))
        findings.append(
            PENDING_POSTED.at(place, vendor=pending.vendor, was=was, now=now, day=posted.date)
        )
    return findings


def _import_schedule(path: Path, workbook: Workbook, options: FileOptions) -> Message:
    opened = open_tabs(workbook, [StripRow, ShootDayRow, CastMember])
    schedule = read_schedule(path, options.board)
    return _add(path, workbook, opened, schedule_rows(schedule), list(schedule.findings))


def _add(
    path: Path,
    workbook: Workbook,
    opened: Opened,
    rows: Mapping[type[Row], Sequence[Row]],
    findings: list[Finding],
    note: str = "",
    plan: Plan | None = None,
    known: int = 0,
) -> Message:
    """Add the rows that a tab lacks.

    Args:
        path: the file, for the summary.
        workbook: what is written.
        opened: the tabs as they were read.
        rows: by tab, what the file holds.
        findings: what was found so far.
        note: what the summary says at its end.
        plan: what else is to be written, in the same write.
        known: rows of the file that were left out because the workbook has their content.
    """
    plan = plan or Plan()
    parts: list[str] = []
    found = list(findings)
    for tab, new in rows.items():
        added = missing_rows(tab, opened.rows(tab), new)
        found += [opened.completed(finding) for finding in added.findings]
        if added.rows:
            plan_new_rows(plan, opened.bound[tab], added.rows, opened)
        already = added.already + known
        there = f", {already} were there already" if already else ""
        parts.append(f"{len(added.rows)} added to {opened.bound[tab].sheet.name}{there}")
    if plan.changes or plan.appends:
        workbook.write(plan.changes, plan.appends)
    return Message(
        ok=True,
        title="Import",
        summary=f"{path.name}: {'; '.join(parts)}.{note}",
        findings=tuple(found),
        changed_cells=plan.changed_cells,
    )
