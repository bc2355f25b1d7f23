"""A row that only one side has: new there, or deleted on the other side."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from poc_sheets.sync.cells import OTHER, Key, Known, Lacks, Side, agreed, plain, same
from poc_sheets.sync.versions import Clash, Delete, Insert, Line, Merge, Rules, Table, Write
from poc_sheets.workbook import Cell, ErrorValue


def one_sided(
    key: Key,
    known: Mapping[str, Known] | None,
    line: Line,
    here: Side,
    other: Table,
    rules: Rules,
    wanted: Merge,
) -> None:
    """Add to `wanted` what becomes of a row that one side lacks."""
    there = OTHER[here]
    for column in rules.columns:
        if isinstance(line.cells.get(column), ErrorValue):
            wanted.errors.append((key, column, here))
    asked, dismissed, line = astray(key, known or {}, line, rules, wanted, here)
    if known is not None and not (
        is_edited(known, line, here, rules, asked + dismissed) or _is_open(key, known, rules)
    ):
        if not asked:
            wanted.deletes.append(Delete(here, key, dict(line.cells)))
        return
    if known is not None:
        wanted.came_back.append((key, there))
        line = _completed(key, known, line, here, rules, wanted)
    wanted.inserts.append(insertion(there, key, known or {}, line, other, rules, dismissed))


def _is_open(key: Key, known: Mapping[str, Known], rules: Rules) -> bool:
    """Whether people are asked about a cell of a row that nothing was agreed on."""
    return any(row == key and column and column not in known for row, column in rules.asked)


def astray(
    key: Key, known: Mapping[str, Known], line: Line, rules: Rules, wanted: Merge, here: Side
) -> tuple[list[str], list[str], Line]:
    """Cells of a row of the Google Sheet, gone in the workbook, that may hold another row's value.

    Returns:
        The columns that people are asked about, those of which they said that the value is none
        of theirs, and the row with what it held before, or with what they typed for it.
    """
    asked: list[str] = []
    dismissed: list[str] = []
    cells = dict(line.cells)
    for column in rules.columns if here == "sheet" else ():
        cell = line.cells.get(column)
        is_known = column in known and same(rules.plain(line, column), known[column])
        if is_known or not rules.is_doubtful(key, column, cell):
            continue
        decision = rules.decisions.get((key, column))
        if decision is None:
            asked.append(column)
            was = cells[column] = rules.doubtful[key, column]
            wanted.clashes.append(Clash(key, column, plain(was), cell, None, "misplaced"))
        elif decision.choice == "office":
            dismissed.append(column)
        elif decision.choice == "new":
            cells[column] = decision.value
            wanted.writes.append(Write(here, key, column, cell, decision.value, "decision"))
    return asked, dismissed, replace(line, cells=cells)


def _completed(
    key: Key, known: Mapping[str, Known], line: Line, here: Side, rules: Rules, wanted: Merge
) -> Line:
    """A row with the cells that its side never got and that only the deleted row had."""
    missing = {
        column: base.was
        for column, base in known.items()
        if isinstance(base, Lacks) and base.side == here and column in rules.columns
        if rules.plain(line, column) is None and base.was not in (None, "")
    }
    wanted.writes += [Write(here, key, column, None, was) for column, was in missing.items()]
    return replace(line, cells={**line.cells, **missing})


def insertion(
    side: Side,
    key: Key,
    known: Mapping[str, Known],
    line: Line,
    other: Table,
    rules: Rules,
    without: Collection[str] = (),
    reason: str = "merge",
) -> Insert:
    """A row as the other side gets it."""
    cells = {
        column: line.cells.get(column)
        for column in rules.columns
        if column not in other.calculated
        and column not in without
        and line.cells.get(column) not in (None, "")
        and not isinstance(line.cells.get(column), ErrorValue)
    }
    lacks: dict[str, Cell] = {
        column: line.cells[column] if column in line.cells else agreed(known.get(column))
        for column in rules.paused
        if column not in line.cells or line.cells[column] not in (None, "")
    }
    return Insert(side, key, cells, reason, lacks)


def is_edited(
    known: Mapping[str, Known], line: Line, side: Side, rules: Rules, but: Collection[str] = ()
) -> bool:
    """Whether a row holds anything that was not agreed on; a formula's new result is no edit.

    A column that is paused, because the other side has lost its heading, counts too.
    """
    paused = [column for column in known if column in line.cells and column not in rules.columns]
    return any(
        not same(rules.plain(line, column), _expected(known.get(column), side))
        for column in (*rules.columns, *paused)
        if column not in line.formulas and column not in but
        if not isinstance(line.cells.get(column), ErrorValue)
    )


def _expected(base: Known, side: Side) -> Known:
    """What a side holds where nothing was typed that the other one has not seen."""
    return None if isinstance(base, Lacks) and base.side == side else base
