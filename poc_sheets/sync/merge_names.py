"""A row whose key one side may have changed: asked about, since it looks like one gone and one new."""

from collections.abc import Iterable
from dataclasses import replace

from poc_sheets.sync.cells import OTHER, Key, Side, same
from poc_sheets.sync.merge_rows import astray, insertion, is_edited
from poc_sheets.sync.versions import Base, Clash, Delete, Line, Merge, Rules, Table, key_parts

#: How alike two rows are where a key may have been renamed.
_ALIKE = 0.8


def renamed_rows(
    base: Base, sheet: Table, office: Table, rules: Rules, wanted: Merge, held: Iterable[Key]
) -> set[Key]:
    """The keys that one side may have renamed, old and new: `wanted` asks about them instead of deleting.

    Once a person has decided, it has what follows from that.
    """
    settled: set[Key] = set()
    skipped = set(held)
    sides: tuple[tuple[Side, Table, Table], ...] = (
        ("sheet", sheet, office),
        ("office", office, sheet),
    )
    for side, here, there in sides:
        gone = [
            key
            for key in base
            if key not in here.lines and key in there.lines and key not in skipped
            if not is_edited(base[key], there.lines[key], OTHER[side], rules)
        ]
        new = [k for k in here.lines if k not in there.lines and k not in base and k not in skipped]
        if len(gone) != 1 or len(new) != 1:
            continue
        old_line, new_line = there.lines[gone[0]], _undoubted(new[0], here.lines[new[0]], rules)
        if _likeness(old_line, new_line, rules) < _ALIKE:
            continue
        decision = rules.decisions.get((gone[0], ""))
        if decision is not None and decision.choice == side:
            continue  # the new name holds: the row goes under the old one and comes under the new
        settled |= {gone[0], new[0]}
        if decision is not None:
            wanted.deletes.append(Delete(side, new[0], dict(new_line.cells), "decision"))
            back = insertion(side, gone[0], base[gone[0]], old_line, here, rules, reason="decision")
            wanted.inserts.append(back)
            continue
        names = {side: " / ".join(key_parts(new[0]))}
        was = " / ".join(key_parts(gone[0]))
        sheet_name, office_name = names.get("sheet", was), names.get("office", was)
        wanted.clashes.append(Clash(gone[0], "", was, sheet_name, office_name, "renamed"))
        if side == "sheet":
            astray(new[0], {}, here.lines[new[0]], rules, wanted, side)
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
