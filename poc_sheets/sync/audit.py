"""The audit log's lines: written before anything is done, confirmed after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from poc_sheets.sync.cells import Key, packed, packed_row
from poc_sheets.sync.plan import TablePlan


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing the sync did, or was about to do; `kind` is write, insert or delete."""

    tab: str
    key: Key
    column: str
    side: str
    kind: str
    old: Any
    new: Any
    reason: str
    run: int = 0
    at: str = ""
    is_confirmed: bool = False


def audit_lines(plans: Iterable[TablePlan]) -> list[AuditLine]:
    """What the plans are about to do, line by line."""
    lines: list[AuditLine] = []
    for plan in plans:
        for w in plan.merge.writes:
            old, new = packed(w.old), packed(w.new)
            lines.append(AuditLine(plan.id, w.key, w.column, w.side, "write", old, new, w.reason))
        for i in plan.merge.inserts:
            new = packed_row(i.cells)
            lines.append(AuditLine(plan.id, i.key, "", i.side, "insert", None, new, i.reason))
        for d in plan.merge.deletes:
            found = plan.sheet if d.side == "sheet" else plan.office
            line = found.table.lines.get(d.key)
            old = packed_row({**d.cells, **(found.beside(line.number) if line else {})})
            lines.append(AuditLine(plan.id, d.key, "", d.side, "delete", old, None, d.reason))
    return lines
