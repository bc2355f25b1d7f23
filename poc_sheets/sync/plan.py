"""One round's plan for one table: the merge, held back by the guard and the wait for deletions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from poc_sheets.problems import Finding, Place, SheetError
from poc_sheets.sync import problems
from poc_sheets.sync.cells import Key, Side, shown
from poc_sheets.sync.merge import merge
from poc_sheets.sync.pulling import Pull, pulled
from poc_sheets.sync.settle import Settled, repaired
from poc_sheets.sync.tables import Found, row_findings, shared_columns
from poc_sheets.sync.versions import (
    Base,
    Clash,
    Decision,
    Delete,
    First,
    Insert,
    Merge,
    Rules,
    Write,
    key_parts,
)

#: More deletions than this on one side stop a table: rows, or a share of the rows agreed on.
MOST_ROWS, MOST_SHARE = 5, 0.2
_WHERE: Mapping[Side, str] = {"sheet": "in the Google Sheet", "office": "in the workbook"}

#: Deletions that wait: (table, row, side), and the run that saw each first.
Waiting = Mapping[tuple[str, Key, str], int]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who starts a run says beside the configuration."""

    first: First = "ask"
    allow_deletes: int = 0


@dataclass(slots=True)
class TablePlan:
    """What is done to one table in a round.

    `merge.writes`, `inserts` and `deletes` are what is written now; `waiting` the deletions that
    wait for the next run; `stopped` is set where the guard stops the table.
    """

    sheet: Found
    office: Found
    columns: tuple[str, ...]
    merge: Merge
    findings: list[Finding] = field(default_factory=list)
    waiting: dict[tuple[str, Key, str], int] = field(default_factory=dict)
    stopped: SheetError | None = None

    @property
    def id(self) -> str:
        """The table's lasting name."""
        return self.sheet.spec.id

    @property
    def is_empty(self) -> bool:
        """Whether nothing needs to be written."""
        return not (self.merge.writes or self.merge.inserts or self.merge.deletes)

    def writes(self, side: Side) -> list[Write]:
        """The cells to write on a side."""
        return [write for write in self.merge.writes if write.side == side]

    def inserts(self, side: Side) -> list[Insert]:
        """The rows to add on a side."""
        return [insert for insert in self.merge.inserts if insert.side == side]

    def touches(self, side: Side) -> bool:
        """Whether anything is written on a side."""
        return bool(self.writes(side) or self.inserts(side) or self.deletes(side))

    def deletes(self, side: Side) -> list[Delete]:
        """The rows to delete on a side."""
        return [delete for delete in self.merge.deletes if delete.side == side]


def plan_table(
    base: Base,
    sheet: Found,
    office: Found,
    settled: Settled,
    decisions: Mapping[tuple[Key, str], Decision],
    wishes: Wishes,
    waiting: Waiting,
    run: int,
    pull: Pull = "",
) -> TablePlan:
    """Plan one table; nothing is written."""
    columns, findings = shared_columns(sheet, office)
    spec = sheet.spec
    one_sided = (sheet.columns.keys() ^ office.columns.keys()) & spec.headings.keys()
    paused = tuple(c for c in one_sided if any(c in cells for cells in base.values()))
    rules = Rules(
        columns,
        spec.keys,
        spec.codes,
        wishes.first,
        decisions,
        doubtful=settled.doubtful,
        paused=paused,
        asked=settled.asked,
    )
    merged = merge(base, repaired(sheet.table, settled), office.table, rules)
    merged = pulled(merged, pull, base, rules)
    taken = {(write.key, write.column) for write in merged.writes if write.side == "sheet"}
    merged.writes += [w for w in settled.repairs if (w.key, w.column) not in taken]
    merged.inserts += settled.restored
    findings += row_findings(sheet, "Google Sheet") + row_findings(office, "workbook")
    plan = TablePlan(sheet, office, columns, merged, findings)
    _hold_deletions(plan, base, wishes, waiting, run)
    plan.findings += _merge_findings(plan)
    return plan


def most_deletions(rows: int) -> int:
    """How many of so many rows may go at once."""
    return max(MOST_ROWS, int(rows * MOST_SHARE))


def is_shrunken(base: Base, found: Found) -> bool:
    """Whether a reading lacks so many rows that it is read again before it is believed."""
    present = found.table.lines.keys() | found.table.held.keys()
    return sum(key not in present for key in base) > most_deletions(len(base)) or (
        bool(base) and not present
    )


def _hold_deletions(
    plan: TablePlan, base: Base, wishes: Wishes, waiting: Waiting, run: int
) -> None:
    """Stop a table that would lose too much, and let each deletion be seen in two runs."""
    most = max(most_deletions(len(base)), wishes.allow_deletes)
    name = plan.sheet.spec.name
    for side, where in _WHERE.items():
        count = len(plan.deletes(side))
        if count > most:
            plan.stopped = problems.GUARD.stop(
                Place(name), count=count, table=name, where=where, most=most
            )
            plan.merge = Merge(clashes=plan.merge.clashes)
            return
    ready: list[Delete] = []
    is_blind = _has_lost_a_column(plan, base)
    for delete in plan.merge.deletes:
        seen = waiting.get((plan.id, delete.key, delete.side), run)
        if delete.reason == "decision" or (seen < run and not is_blind):
            ready.append(delete)
        else:
            plan.waiting[plan.id, delete.key, delete.side] = seen
    plan.merge.deletes = ready


def _has_lost_a_column(plan: TablePlan, base: Base) -> bool:
    """Whether a column that was synced is not found: what was typed in it since cannot be seen."""
    lost = plan.sheet.spec.headings.keys() - set(plan.columns)
    return bool(lost) and any(lost & cells.keys() for cells in base.values())


def readable(key: Key) -> str:
    """A row's key as a person reads it."""
    return " / ".join(key_parts(key))


def clash_finding(plan: TablePlan, clash: Clash) -> Finding:
    """A conflict as a finding, at its cell in the workbook."""
    line = plan.office.table.lines.get(clash.key)
    at = plan.office.columns.get(clash.column or plan.office.spec.keys[0])
    heading = plan.office.heading(clash.column) if clash.column else ""
    place = Place(plan.office.sheet.name, line.number if line else None, at, heading)
    if clash.kind == "renamed":
        names = {shown(clash.sheet), shown(clash.office)} - {shown(clash.base)}
        return problems.RENAMED.at(place, old=shown(clash.base), new="".join(names))
    return problems.CONFLICT.at(
        place,
        key=readable(clash.key),
        column=heading,
        sheet=shown(clash.sheet),
        office=shown(clash.office),
        base=shown(clash.base),
    )


def _merge_findings(plan: TablePlan) -> list[Finding]:
    name = plan.sheet.spec.name
    place = Place(plan.office.sheet.name)
    found = [clash_finding(plan, clash) for clash in plan.merge.clashes]
    for key, side in plan.merge.came_back:
        found.append(problems.CAME_BACK.at(place, key=readable(key), where=_WHERE[side]))
    found += [
        problems.RETYPED.at(place, key=readable(key), column=plan.office.heading(column))
        for key, column in plan.merge.retyped
    ]
    for write in plan.merge.writes:
        if write.reason == "repair":
            column = plan.sheet.heading(write.column)
            found.append(problems.MISPLACED.at(place, key=readable(write.key), column=column))
    if plan.merge.errors:
        key, column, side = plan.merge.errors[0]
        first = f"{readable(key)}, {plan.office.heading(column)}, {_WHERE[side]}"
        count = len(plan.merge.errors)
        found.append(problems.ERROR_CELL.at(place, count=count, table=name, first=first))
    if plan.waiting:
        keys = _some([readable(key) for _, key, _ in plan.waiting])
        found.append(problems.WAITS.at(place, count=len(plan.waiting), table=name, keys=keys))
    return found


def _some(texts: Sequence[str]) -> str:
    rest = len(texts) - 5
    return ", ".join(texts[:5]) + (f" and {rest} more" if rest > 0 else "")
