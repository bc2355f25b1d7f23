"""One file into a workbook; importing it twice adds nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from poc_sheets.changes import Plan, plan_new_rows
from poc_sheets.importing.adding import missing_rows
from poc_sheets.importing.problems import NO_ROWS, NO_SUCH_KIND
from poc_sheets.importing.schedules import read_schedule, schedule_rows
from poc_sheets.importing.statements import balance_note, read_lines
from poc_sheets.importing.tables import Conventions, read_rows
from poc_sheets.problems import Finding
from poc_sheets.tabs import every_tab, find_tab
from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.model import Row
from poc_sheets.tabs.opening import Opened, open_tabs
from poc_sheets.tabs.schedule import ShootDayRow, StripRow
from poc_sheets.workbook import Message, Workbook

_STATEMENTS = {"statement", "statements", "bank", "card"}
_SCHEDULES = {"schedule", "schedules", "uss", "fdx"}


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What a person said about the file."""

    conventions: Conventions = field(default_factory=Conventions)
    charges_positive: bool | None = None
    board: str | None = None


def import_file(
    kind: str, path: Path, workbook: Workbook, options: FileOptions | None = None
) -> Message:
    """Bring the rows of a file into the workbook.

    Args:
        kind: a tab's id or name, `statement` or `schedule`.
        path: the file.
        workbook: the open workbook.
        options: what the file does not tell itself.

    Raises:
        SheetError: the file cannot be read as that, or a tab is missing; nothing was changed.
    """
    options = options or FileOptions()
    word = kind.strip().casefold()
    tab = find_tab(kind)
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


def _import_statement(path: Path, workbook: Workbook, options: FileOptions) -> Message:
    opened = open_tabs(workbook, [CardLine])
    conventions = options.conventions
    rows, findings, statements = read_lines(
        path,
        opened.settings,
        day_first=conventions.day_first,
        decimal=conventions.decimal or "",
        charges_positive=options.charges_positive,
    )
    note = balance_note(statements)
    return _add(path, workbook, opened, {CardLine: rows}, findings, note)


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
) -> Message:
    plan = Plan()
    parts: list[str] = []
    found = list(findings)
    for tab, new in rows.items():
        added = missing_rows(tab, opened.rows(tab), new)
        found += [opened.completed(finding) for finding in added.findings]
        if added.rows:
            plan_new_rows(plan, opened.bound[tab], added.rows, opened)
        there = f", {added.already} were there already" if added.already else ""
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
