"""The three-way merge: keyed, cell by cell, with what both sides last agreed on for each cell.

Pure: tables in, wishes out. The two tables of rules are in `docs/sync.md`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from poc_sheets.sync.cells import Key, Known, Lacks, Plain, Side, agreed, plain, same
from poc_sheets.sync.versions import (
    Base,
    Clash,
    Delete,
    First,
    Insert,
    Line,
    Merge,
    Rules,
    Table,
    Write,
    key_parts,
)
from poc_sheets.workbook import Cell, ErrorValue

#: How alike two rows are where a key may have been renamed.
ALIKE = 0.8


def merge(base: Base, sheet: Table, office: Table, rules: Rules) -> Merge:
    """What both sides need so that no edit is lost; see the tables in `docs/sync.md`."""
    wanted = Merge()
    held = sheet.held.keys() | office.held.keys()
    settled = _renamed(base, sheet, office, rules, wanted, held)
    keys = dict.fromkeys((*sheet.lines, *office.lines, *base))
    for key in keys:
        if key in held or key in settled:
            continue
        known, left, right = base.get(key), sheet.lines.get(key), office.lines.get(key)
        if left and right:
            _merge_cells(key, known or {}, left, right, rules, wanted)
        elif left or right:
            here: Side = "sheet" if left else "office"
            line = left or right
            assert line is not None  # noqa: S101  (one of the two is there)
            other = office if left else sheet
            _one_sided(key, known, line, here, other, rules, wanted)
        else:
            wanted.forgotten.append(key)
    return wanted


def _one_sided(
    key: Key,
    known: Mapping[str, Known] | None,
    line: Line,
    here: Side,
    other: Table,
    rules: Rules,
    wanted: Merge,
) -> None:
    """A row that only one side has: new there, or deleted on the other side."""
    there: Side = "office" if here == "sheet" else "sheet"
    for column in rules.columns:
        if isinstance(line.cells.get(column), ErrorValue):
            wanted.errors.append((key, column, here))
    asked, dismissed, line = _astray(key, known or {}, line, rules, wanted, here)
    if known is not None and not _is_edited(known, line, here, rules, asked + dismissed):
        if not asked:
            wanted.deletes.append(Delete(here, key, dict(line.cells)))
        return
    if known is not None:
        wanted.came_back.append((key, there))
        line = _completed(key, known, line, here, rules, wanted)
    wanted.inserts.append(_insert(there, key, known or {}, line, other, rules, dismissed))


def _astray(
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
        if (key, column) not in rules.doubtful or is_known:
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


def _insert(
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


def _is_edited(
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
    """What a side holds where nothing was typed since."""
    return None if isinstance(base, Lacks) and base.side == side else base


def _merge_cells(
    key: Key,
    known: Mapping[str, Known],
    left: Line,
    right: Line,
    rules: Rules,
    wanted: Merge,
) -> None:
    for column in rules.columns:
        if _is_broken(key, column, left, right, wanted):
            continue
        one, two = rules.plain(left, column), rules.plain(right, column)
        if not same(one, two):
            _merge_cell(key, known, column, left, right, rules, wanted)
        elif column not in known or not same(one, known[column]):
            wanted.agreed.setdefault(key, {})[column] = one


def _is_broken(key: Key, column: str, left: Line, right: Line, wanted: Merge) -> bool:
    """Whether a cell shows an error on a side: it is told and left alone."""
    sides: tuple[tuple[Side, Line], ...] = (("sheet", left), ("office", right))
    found = [side for side, line in sides if isinstance(line.cells.get(column), ErrorValue)]
    wanted.errors += [(key, column, side) for side in found]
    return bool(found)


def _merge_cell(
    key: Key,
    known: Mapping[str, Known],
    column: str,
    left: Line,
    right: Line,
    rules: Rules,
    wanted: Merge,
) -> None:
    """A cell that differs."""
    is_left, is_right = column in left.formulas, column in right.formulas
    if is_left and is_right:
        return  # each side calculates for itself
    base, cells = known.get(column), (left.cells.get(column), right.cells.get(column))
    winner = _winner(
        column in known, base, rules.plain(left, column), rules.plain(right, column), rules.first
    )
    kind: Literal["value", "formula", "misplaced"] = "value"
    if (key, column) in rules.doubtful:
        kind = "misplaced"
    elif is_left or is_right:
        kind = "formula"
    blocked = (winner == "sheet" and is_right) or (winner == "office" and is_left)
    if winner is None or blocked or kind == "misplaced":
        if (
            kind == "misplaced"
        ):  # people are told what the cell held before, perhaps an edit of theirs
            base = plain(rules.doubtful[key, column], is_code=column in rules.codes)
        clash = Clash(key, column, agreed(base), *cells, kind)
        _decide(clash, rules, wanted, is_left=is_left, is_right=is_right)
        return
    loser: Side = "office" if winner == "sheet" else "sheet"
    old, new = reversed(cells) if winner == "sheet" else cells
    wanted.writes.append(Write(loser, key, column, old, new))
    types = {type(form) for form in (base, plain(new)) if form is not None}
    if column in known and len(types) > 1:
        wanted.retyped.append((key, column))


def _winner(is_known: bool, base: Known, one: Plain, two: Plain, first: First) -> Side | None:  # noqa: FBT001  (one of three versions)
    """The side whose value is taken; `None` is a conflict."""
    if isinstance(base, Lacks):
        lacking = one if base.side == "sheet" else two
        other: Side = "office" if base.side == "sheet" else "sheet"
        return other if lacking is None else None
    if is_known:
        if same(one, base):
            return "office"
        return "sheet" if same(two, base) else None
    if one is None:
        return "office"
    if two is None:
        return "sheet"
    return None if first == "ask" else first


def _decide(clash: Clash, rules: Rules, wanted: Merge, *, is_left: bool, is_right: bool) -> None:
    """Do what a person decided, else report the conflict. A value never replaces a formula."""
    decision = rules.decisions.get((clash.key, clash.column))
    if decision is None:
        wanted.clashes.append(clash)
        return
    values = {"sheet": clash.sheet, "office": clash.office, "new": decision.value}
    value = values[decision.choice]
    form = plain(value, is_code=clash.column in rules.codes)
    sides: tuple[tuple[Side, Cell, bool], ...] = (
        ("sheet", clash.sheet, is_left),
        ("office", clash.office, is_right),
    )
    changed = [
        (side, cell, calculates)
        for side, cell, calculates in sides
        if not same(plain(cell, is_code=clash.column in rules.codes), form)
    ]
    if any(calculates for _, _, calculates in changed):
        wanted.clashes.append(clash)
        return
    for side, cell, _ in changed:
        wanted.writes.append(Write(side, clash.key, clash.column, cell, value, "decision"))


def _renamed(
    base: Base, sheet: Table, office: Table, rules: Rules, wanted: Merge, held: Iterable[Key]
) -> set[Key]:
    """Keys that one side may have renamed: asked about instead of deleted. They are settled here."""
    settled: set[Key] = set()
    skipped = set(held)
    sides: tuple[tuple[Side, Table, Table], ...] = (
        ("sheet", sheet, office),
        ("office", office, sheet),
    )
    for side, here, there in sides:
        other: Side = "office" if side == "sheet" else "sheet"
        gone = [
            key
            for key in base
            if key not in here.lines and key in there.lines and key not in skipped
            if not _is_edited(base[key], there.lines[key], other, rules)
        ]
        new = [k for k in here.lines if k not in there.lines and k not in base and k not in skipped]
        if len(gone) != 1 or len(new) != 1:
            continue
        old_line, new_line = there.lines[gone[0]], _undoubted(new[0], here.lines[new[0]], rules)
        if _likeness(old_line, new_line, rules) < ALIKE:
            continue
        decision = rules.decisions.get((gone[0], ""))
        if decision is not None and decision.choice == side:
            continue  # the new name holds: the row goes under the old one and comes under the new
        settled |= {gone[0], new[0]}
        if decision is not None:
            wanted.deletes.append(Delete(side, new[0], dict(new_line.cells), "decision"))
            back = _insert(side, gone[0], base[gone[0]], old_line, here, rules, reason="decision")
            wanted.inserts.append(back)
            continue
        names = {side: " / ".join(key_parts(new[0]))}
        was = " / ".join(key_parts(gone[0]))
        sheet_name, office_name = names.get("sheet", was), names.get("office", was)
        wanted.clashes.append(Clash(gone[0], "", was, sheet_name, office_name, "renamed"))
        if side == "sheet":
            _astray(new[0], {}, here.lines[new[0]], rules, wanted, side)
    return settled


def _undoubted(key: Key, line: Line, rules: Rules) -> Line:
    """A row with what its doubtful cells held before."""
    before = {column: was for (row, column), was in rules.doubtful.items() if row == key}
    return replace(line, cells={**line.cells, **before})


def _likeness(one: Line, other: Line, rules: Rules) -> float:
    """The share of equal cells beside the key; 0 where no two filled cells are equal."""
    columns = [
        column
        for column in rules.columns
        if column not in rules.keys
        and (rules.plain(one, column), rules.plain(other, column)) != (None, None)
    ]
    equal = sum(same(rules.plain(one, c), rules.plain(other, c)) for c in columns)
    return equal / len(columns) if columns else 0.0
