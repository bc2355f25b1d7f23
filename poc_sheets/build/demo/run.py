"""The main job, end to end, on the invented production."""

import shutil
from datetime import datetime
from pathlib import Path

from poc_sheets.build.demo.money import OVERSPENT
from poc_sheets.build.demo.production import demo_rows
from poc_sheets.build.demo.reports import YESTERDAY
from poc_sheets.build.demo.show import TOMORROW, demo_days, demo_settings
from poc_sheets.build.demo.statements import write_statements
from poc_sheets.build.workbooks import write_workbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.importing.files import import_file
from poc_sheets.problems import Exit, Finding, Problem
from poc_sheets.runner import press
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.workbook import Message

NOT_A_DEMO_FOLDER = Problem(
    "not-a-demo-folder",
    title="{folder} holds other files",
    what="the demo makes its folder anew, and {seen} is not of the demo",
    do="name another folder",
    exit_code=Exit.WRONG_USE,
)
WORKBOOK = "The Lamplighters.xlsx"
_OURS = {WORKBOOK, "statements", "The Lamplighters documents"}
#: What is planted: the problem that must be found, and what its finding speaks of.
PLANTED = (
    ("Overspent accounts", {"overspent", "committed-over"}, OVERSPENT),
    ("A charge that stands twice", {"possible-duplicate"}, ()),
    ("A location without a hospital", {"no-hospital"}, ()),
    ("Rest cut short by the late wrap", {"rest-invaded"}, ()),
    ("Pages of yesterday that do not add up", {"report-today-differs"}, ()),
    ("A grip of yesterday without an out", {"no-out-time"}, ("Grip",)),
)


def run_demo(folder: Path) -> Message:
    """Make the folder: workbook, statements, call sheet, reports, reconciliation; the box to show.

    Raises:
        SheetError: the folder holds files that are not of the demo.
    """
    _make_empty(folder)
    rows = demo_rows()
    path = folder / WORKBOOK
    write_workbook(path, rows, demo_settings())
    receipts = [row for row in rows[ReceiptRow] if isinstance(row, ReceiptRow)]
    statements = write_statements(folder / "statements", receipts)
    workbook = XlsxWorkbook(path)
    for statement in statements:
        import_file("statement", statement, workbook)
    yesterday = demo_days()[TOMORROW - 2].date
    assert yesterday is not None  # noqa: S101  (every invented day has its date)
    evening = datetime(yesterday.year, yesterday.month, yesterday.day, 19, 0)  # noqa: DTZ001  (as in the sheet)
    presses = [
        press("build_call_sheet", workbook, now=evening, day=TOMORROW),
        press("preflight", workbook, now=evening, day=TOMORROW),
        press("cost_tomorrow", workbook, now=evening, day=TOMORROW),
        press("hot_cost", workbook, now=evening, day=YESTERDAY),
        press("check_production_report", workbook, now=evening, day=YESTERDAY),
        press("print_production_report", workbook, now=evening, day=YESTERDAY),
        press("build_day_out_of_days", workbook, now=evening),
        press("build_one_line", workbook, now=evening),
        press("list_crew", workbook, now=evening),
        press("log_script", workbook, now=evening, to="everybody"),
        press("reconcile_card", workbook, now=evening),
        press("flag_overspend", workbook, now=evening),
    ]
    return _box(path, presses)


def _make_empty(folder: Path) -> None:
    if folder.exists():
        others = sorted(item.name for item in folder.iterdir() if item.name not in _OURS)
        if others:
            raise NOT_A_DEMO_FOLDER.stop(folder=folder, seen=others[0])
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def _box(path: Path, presses: list[Message]) -> Message:
    findings = [finding for message in presses for finding in message.findings]
    stopped = next((message for message in presses if not message.ok), None)
    if stopped is not None:
        return stopped
    lines = [f"{message.title}: {message.summary}" for message in presses]
    lines += ["", "Planted trouble, and what was found:"]
    found = {name: _found(findings, codes, words) for name, codes, words in PLANTED}
    lines += [
        f"  {'found ' if hits else 'MISSED'}  {name}: {_shown(hits)}"
        for name, hits in found.items()
    ]
    documents = [str(path), *(d for message in presses for d in message.documents)]
    return Message(
        ok=all(found.values()),
        title="Demo",
        summary="\n".join(lines),
        changed_cells=sum(message.changed_cells for message in presses),
        documents=tuple(documents),
        exit_code=0 if all(found.values()) else int(Exit.FAULT),
    )


def _found(findings: list[Finding], codes: set[str], words: tuple[str, ...]) -> list[Finding]:
    hits = [finding for finding in findings if finding.problem in codes]
    if words and not all(any(word in hit.title for hit in hits) for word in words):
        return []
    return hits


def _shown(hits: list[Finding]) -> str:
    if not hits:
        return "nothing"
    more = f", and {len(hits) - 1} more" if len(hits) > 1 else ""
    return f"{hits[0].title}{more}"
