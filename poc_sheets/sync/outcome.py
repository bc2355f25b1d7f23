"""What a round's plans come to: what is agreed on afterwards, and how it is told."""

from collections.abc import Iterable, Mapping

from poc_sheets.problems import Exit, Finding, Place
from poc_sheets.sync import problems
from poc_sheets.sync.cells import Key, Known, Lacks, Side, plain, same
from poc_sheets.sync.pair import Report
from poc_sheets.sync.plan import TablePlan
from poc_sheets.sync.reading import BothSides
from poc_sheets.sync.writing import cells_touched


def agreed_now(plan: TablePlan) -> tuple[dict[Key, dict[str, Known]], list[Key]]:
    """What both sides agree on once a plan is carried out, and the rows to forget before that.

    Those are gone on both sides, or came to one: what such a row did not get, because its column
    was paused, was never agreed on.
    """
    codes = plan.sheet.spec.codes
    agreed: dict[Key, dict[str, Known]] = {
        key: dict(cells) for key, cells in plan.merge.agreed.items()
    }
    for write in plan.merge.writes:
        if write.reason != "repair":
            form = plain(write.new, is_code=write.column in codes)
            agreed.setdefault(write.key, {})[write.column] = form
    forgotten = [*plan.merge.forgotten, *(delete.key for delete in plan.merge.deletes)]
    for insert in plan.merge.inserts:
        if insert.reason != "repair":
            forgotten.append(insert.key)
            cells = agreed.setdefault(insert.key, {})
            for column, value in insert.cells.items():
                cells[column] = plain(value, is_code=column in codes)
            cells |= {column: Lacks(insert.side, was) for column, was in insert.lacks.items()}
    return agreed, forgotten


def news(
    known: Mapping[Key, Mapping[str, Known]],
    agreed: Mapping[Key, Mapping[str, Known]],
    forgotten: Iterable[Key] = (),
) -> dict[Key, dict[str, Known]]:
    """What of the agreed cells was not known yet, or is forgotten first."""
    found: dict[Key, dict[str, Known]] = {}
    away = set(forgotten)
    for key, cells in agreed.items():
        before = {} if key in away else known.get(key, {})
        new = {c: v for c, v in cells.items() if c not in before or not same(before[c], v)}
        if new:
            found[key] = new
    return found


def report_of(
    sides: BothSides, plans: list[TablePlan], told: list[Finding], written: int | None = None
) -> Report:
    """What a run says in the end.

    Args:
        sides: the tables as they stood in the last round.
        plans: the plans of the last round.
        told: what earlier rounds did that the last one no longer sees.
        written: cells that were written; `None` for a run that only plans.
    """
    findings = [*sides.stopped, *told]
    findings += [plan.stopped.finding for plan in plans if plan.stopped]
    findings += [finding for plan in plans for finding in plan.findings]
    findings = list(dict.fromkeys(findings))
    waits = sum(len(plan.merge.clashes) for plan in plans)
    if waits and sides.office_conflicts is None:
        findings.append(problems.NO_CONFLICTS_TAB.at(Place()))
    code = Exit.DONE
    if any(plan.stopped for plan in plans):
        code = Exit.GUARD
    elif sides.stopped:
        code = Exit.PERSON
    elif waits:
        code = Exit.CONFLICTS
    summary = summary_of(plans, dry_run=written is None)
    if written is None:
        written = cells_touched(plans)
    return Report(code, summary, findings, written, plans)


def counts(plan: TablePlan) -> str:
    """What a plan does, in one line."""
    parts = []
    sides: tuple[tuple[Side, str], ...] = (("sheet", "Google Sheet"), ("office", "workbook"))
    for side, name in sides:
        numbers = (
            (len(plan.writes(side)), "cells"),
            (len(plan.inserts(side)), "new rows"),
            (len(plan.deletes(side)), "rows deleted"),
        )
        told = [f"{count} {word}" for count, word in numbers if count]
        if told:
            parts.append(f"{name}: {', '.join(told)}")
    if plan.merge.clashes:
        parts.append(f"{len(plan.merge.clashes)} conflicts")
    return "; ".join(parts) or "nothing to do"


def summary_of(plans: list[TablePlan], *, dry_run: bool) -> str:
    """What a run did, or would do, in one paragraph."""
    busy = [
        f"{plan.sheet.spec.name}: {counts(plan)}."
        for plan in plans
        if not plan.is_empty or plan.merge.clashes
    ]
    if not busy:
        return "Both sides are equal."
    return ("Would change " if dry_run else "Synced ") + " ".join(busy)
