"""The three-way merge: keyed, cell by cell, with what both sides last agreed on for each cell.

Pure: tables in, wishes out. The two tables of rules are in `docs/sync.md`.
"""

from collections.abc import Mapping
from typing import Literal

from poc_sheets.sync.cells import OTHER, Key, Known, Lacks, Plain, Side, agreed, plain, same
from poc_sheets.sync.merge_names import renamed_rows
from poc_sheets.sync.merge_rows import one_sided
from poc_sheets.sync.versions import (
    Base,
    Clash,
    First,
    Line,
    Merge,
    Rules,
    Table,
    Write,
)
from poc_sheets.workbook import Cell, ErrorValue


def merge(base: Base, sheet: Table, office: Table, rules: Rules) -> Merge:
    """What both sides need so that no edit is lost; see the tables in `docs/sync.md`."""
    wanted = Merge()
    held = sheet.held.keys() | office.held.keys()
    settled = renamed_rows(base, sheet, office, rules, wanted, held)
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
            one_sided(key, known, line, here, other, rules, wanted)
        else:
            wanted.forgotten.append(key)
    return wanted


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
    one, two = rules.plain(left, column), rules.plain(right, column)
    winner = _winner(column in known, base, one, two, rules.first)
    if None in (one, two) and column not in known and (key, column) in rules.asked:
        winner = None  # emptying a cell is no answer to an open question
    kind: Literal["value", "formula", "misplaced"] = "value"
    if rules.is_doubtful(key, column, cells[0]):
        kind = "misplaced"
    elif is_left or is_right:
        kind = "formula"
    blocked = (winner == "sheet" and is_right) or (winner == "office" and is_left)
    if winner is None or blocked or kind == "misplaced":
        if kind == "misplaced":
            # People are told what the cell held before, perhaps an edit of theirs.
            base = plain(rules.doubtful[key, column], is_code=column in rules.codes)
        clash = Clash(key, column, agreed(base), *cells, kind)
        _decide(clash, rules, wanted, is_left=is_left, is_right=is_right)
        return
    loser = OTHER[winner]
    old, new = reversed(cells) if winner == "sheet" else cells
    wanted.writes.append(Write(loser, key, column, old, new))
    types = {type(form) for form in (agreed(base), plain(new)) if form is not None}
    if column in known and len(types) > 1:
        wanted.retyped.append((key, column))


def _winner(is_known: bool, base: Known, one: Plain, two: Plain, first: First) -> Side | None:  # noqa: FBT001  (one of three versions)
    """The side whose value is taken; `None` is a conflict."""
    if isinstance(base, Lacks):
        lacking = one if base.side == "sheet" else two
        return OTHER[base.side] if lacking is None else None
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
