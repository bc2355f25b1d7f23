"""What a round's plans come to: what is agreed on afterwards, and how it is told."""

from collections.abc import Iterable, Mapping

from poc_sheets.sync.cells import Key, Known, Lacks, Side, plain, same
from poc_sheets.sync.plan import TablePlan


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
