"""A call sheet built elsewhere into the Call Sheet tab: to be checked, published and logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from poc_sheets.call_sheets.draft import draft_sheet
from poc_sheets.call_sheets.taking_over import take_over
from poc_sheets.changes import Plan, plan_rewrite
from poc_sheets.problems import Exit, Place, Problem
from poc_sheets.readers.foreign_sheet.reading import ForeignSheet, read_foreign_sheet
from poc_sheets.registry import find_action
from poc_sheets.runner import inject
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.tabs.schedule import ShootDayRow
from poc_sheets.trade.calling import call_sheet_name
from poc_sheets.workbook import Document, Message, Workbook

WHICH_DAY = Problem(
    "which-shoot-day",
    title="It is not known of which shoot day {file} is",
    what="{seen}",
    do="name the day: --day 3",
    exit_code=Exit.WRONG_USE,
)


@dataclass(frozen=True, slots=True)
class Which:
    """What a person said: the sheet of the file, the shoot day, the unit."""

    sheet: str | None = None
    day: int | None = None
    unit: str = ""


def import_call_sheet(path: Path, workbook: Workbook, which: Which, now: datetime) -> Message:
    """Take a call sheet over: what it says counts as typed over on the Call Sheet tab.

    The file is kept beside the workbook's documents, and goes out as it is when the day is
    published. A tab of the production workbook itself is not sent to anybody: then ours is printed.

    Args:
        path: the call sheet, .xlsx, .xls, .csv or PDF; the production workbook for one of its tabs.
        workbook: the production.
        which: what the file does not tell itself.
        now: the present moment.

    Raises:
        SheetError: the file is no call sheet, or its day is not known; nothing was changed.
    """
    theirs = read_foreign_sheet(path, which.sheet)
    action = find_action("build_call_sheet")
    assert action is not None  # noqa: S101  (it is ours)
    opened = open_tabs(workbook, action.needs.all_tabs, action.needs.all_optional)
    given: dict[str, Any] = inject(action.needs, opened, now)
    shoot: Shoot = given["shoot"].of_unit(which.unit)
    row = _row(shoot, theirs, which.day, path.name)
    draft = draft_sheet(shoot, row, given["lines"])
    is_own_tab = path.name == workbook.name
    plan_of, settings = draft.plan, shoot.settings
    title = settings.short_title or settings.title.upper()
    kept_name = call_sheet_name(
        title,
        row.number,
        plan_of.day,
        "ORIGINAL",
        unit=shoot.unit,
        suffix=path.suffix.lstrip(".").lower(),
    )
    rows, found = take_over(draft, theirs, "" if is_own_tab else kept_name)
    plan = Plan()
    plan_rewrite(plan, opened, CallSheetLine, rows)
    findings = (*opened.findings, *(opened.completed(f) for f in found), *plan.findings)
    if plan.changes or plan.appends:
        workbook.write(plan.changes, plan.appends)
    kept: Sequence[str] = ()
    if not is_own_tab:
        kept = workbook.keep([Document(kept_name, path.read_bytes())])
    return Message(
        ok=True,
        title="Import",
        summary=_summary(path, theirs, row),
        findings=findings,
        changed_cells=plan.changed_cells,
        documents=tuple(kept),
    )


def _row(shoot: Shoot, theirs: ForeignSheet, day: int | None, name: str) -> ShootDayRow:
    if day is None and theirs.day:
        day = theirs.day
    if day is None:
        mine = [row for row in shoot.days if shoot.dates.get(row.number) in theirs.dates]
        if len(mine) != 1:
            seen = "it says neither Day X of Y nor a date that is a shoot day"
            raise WHICH_DAY.stop(Place(name), file=name, seen=seen)
        day = mine[0].number
    return shoot.pick(day, datetime.min)  # noqa: DTZ901  (a day is named: the moment does not count)


def _summary(path: Path, theirs: ForeignSheet, row: ShootDayRow) -> str:
    counts = [
        (len(theirs.facts), "facts"),
        (sum("item" in line.cells for line in theirs.of_block("scenes")), "scenes"),
        (len(theirs.of_block("cast")), "cast"),
        (len(theirs.of_block("crew")), "crew"),
    ]
    shown = ", ".join(f"{count} {what}" for count, what in counts)
    return f"{path.name}: {shown} taken over as day {row.number}."
