"""What an action wants done, as changes of cells: only cells that differ, only its own columns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from poc_sheets.problems import Finding
from poc_sheets.registry import Action, Outcome
from poc_sheets.tabs.model import BY_FORMULA, Column, Row, cell_of, column_of, columns_of
from poc_sheets.tabs.opening import Opened
from poc_sheets.tabs.problems import NOT_OURS_TO_FILL
from poc_sheets.tabs.reading import Bound
from poc_sheets.workbook import Append, Change, Value, same_cell


class NotAllowedError(Exception):
    """An action wants to write what is not its own: a fault of ours."""


@dataclass
class Plan:
    """The changes of one press."""

    changes: list[Change] = field(default_factory=list)
    appends: list[Append] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def changed_cells(self) -> int:
        """How many cells get another content."""
        new = (value for append in self.appends for row in append.rows for value in row.values())
        return len(self.changes) + sum(1 for value in new if value not in (None, ""))


def plan_changes(action: Action, outcome: Outcome, opened: Opened) -> Plan:
    """The changes that an outcome means on the sheets as they were read.

    Raises:
        NotAllowedError: the action fills a column, or adds to a tab, that is not its own.
    """
    plan = Plan()
    for fill in outcome.fills:
        _plan_fill(plan, action, opened, fill.row, fill.key, fill.value)
    by_tab: dict[type[Row], list[Row]] = {}
    for row in outcome.appends:
        by_tab.setdefault(type(row), []).append(row)
    for tab, rows in by_tab.items():
        if action.name not in tab.appended_by:
            raise NotAllowedError(f"{action.name} may not add rows to {tab.tab}")
        bound = opened.bound[tab]
        plan_new_rows(plan, bound, rows, opened)
    for tab, rows_anew in outcome.rewrites.items():
        if action.name not in tab.rewritten_by:
            raise NotAllowedError(f"{action.name} may not write {tab.tab} anew")
        if tab in opened.bound:
            plan_rewrite(plan, opened, tab, rows_anew)
    return plan


def plan_rewrite(plan: Plan, opened: Opened, tab: type[Row], rows: Sequence[Row]) -> None:
    """Add the changes that make a tab hold just these rows; people's own columns stay."""
    bound = opened.bound[tab]
    slots = bound.used_rows
    for number, row in zip(slots, rows, strict=False):
        for spec, column, value in _cells(bound, row, opened):
            _change(plan, bound, number, column, value, spec)
    for number in slots[len(rows) :]:
        for spec in _own_columns(tab):
            position = bound.column(spec.key)
            if position is not None:
                _change(plan, bound, number, position, None, spec)
    rest = rows[len(slots) :]
    if rest:
        plan_new_rows(plan, bound, rest, opened)


def _plan_fill(plan: Plan, action: Action, opened: Opened, row: Row, key: str, value: Any) -> None:
    tab = type(row)
    spec = column_of(tab, key)
    if spec.filled_by != action.name:
        raise NotAllowedError(f"{action.name} may not fill {tab.tab}, {spec.heading}")
    bound = opened.bound[tab]
    column = bound.column(key)
    if column is not None:
        _change(
            plan, bound, row.row, column, cell_of(tab, spec, value, opened.settings.reading), spec
        )


def _change(
    plan: Plan, bound: Bound[Any], row: int, column: int, value: Value, spec: Column
) -> None:
    was = bound.sheet.at(row, column)
    if same_cell(was, value):
        return
    formula = bound.sheet.formulas.get((row, column))
    if formula is not None:
        place = bound.place(row, spec.key)
        plan.findings.append(NOT_OURS_TO_FILL.at(place, heading=spec.heading, formula=formula))
        return
    plan.changes.append(Change(bound.sheet.name, row, column, was, value))


def plan_new_rows(plan: Plan, bound: Bound[Any], rows: Sequence[Row], opened: Opened) -> None:
    """New rows: first into the blank rows that the table keeps ready, then below it."""
    after_row = bound.last_row
    spare = max(0, _table_end(bound) - after_row)
    for number, row in enumerate(rows[:spare], start=after_row + 1):
        for spec, column, value in _cells(bound, row, opened):
            _change(plan, bound, number, column, value, spec)
    rest = rows[spare:]
    if rest:
        new: list[Mapping[int, Value]] = [
            {
                column: value
                for _, column, value in _cells(bound, row, opened)
                if value not in (None, "")
            }
            for row in rest
        ]
        plan.appends.append(Append(bound.sheet.name, after_row + spare, tuple(new)))


def plan_over(
    plan: Plan, bound: Bound[Any], number: int, row: Row, keys: Collection[str], opened: Opened
) -> None:
    """Some columns of a row that is there get the values of another row."""
    for spec, column, value in _cells(bound, row, opened):
        if spec.key in keys:
            _change(plan, bound, number, column, value, spec)


def _table_end(bound: Bound[Any]) -> int:
    ends = [t.last_row for t in bound.sheet.tables if t.header_row == bound.header.row]
    return max(ends, default=0)


def _cells(bound: Bound[Any], row: Row, opened: Opened) -> Iterator[tuple[Column, int, Value]]:
    reading = opened.settings.reading
    for spec in _own_columns(bound.tab):
        column = bound.column(spec.key)
        if column is not None:
            yield spec, column, cell_of(bound.tab, spec, getattr(row, spec.key), reading)


def _own_columns(tab: type[Row]) -> list[Column]:
    return [spec for spec in columns_of(tab) if spec.filled_by != BY_FORMULA]
