"""What became of a write whose end nobody saw: what arrived, and what landed in another row.

A run that broke off leaves its journal open. Before anything is merged, cells that are known to
have arrived move the base, so that our own half-done write is not taken for a person's edit; and a
value that landed in a neighbour's row, because rows moved between our read and our write, is
recognised by the journal's picture of the sheet and undone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from poc_sheets.sync.cells import (
    Key,
    Known,
    Lacks,
    Plain,
    Side,
    packed,
    packed_row,
    plain,
    same,
    unpacked,
    unpacked_row,
)
from poc_sheets.sync.tables import Found
from poc_sheets.sync.versions import Delete, Insert, Line, Merge, Table, Write
from poc_sheets.workbook import Cell

#: The steps of a journal: nothing done; workbook saved; batch on its way; batch seen arrived.
OPEN, SAVED, SENDING, VERIFIED = "open", "saved", "sending", "verified"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a run meant to do to one table, and the Google Sheet's rows as it had read them."""

    writes: Sequence[Write]
    inserts: Sequence[Insert]
    deletes: Sequence[Delete]
    snapshot: Mapping[Key, Mapping[str, Cell]]


@dataclass(slots=True)
class Settled:
    """What follows from a journal for one table."""

    agreed: dict[Key, dict[str, Known]] = field(default_factory=dict)
    #: Rows to forget, before what is agreed on is taken in.
    forgotten: list[Key] = field(default_factory=list)
    repairs: list[Write] = field(default_factory=list)
    restored: list[Insert] = field(default_factory=list)
    #: Cells that may hold another row's value, and what they held when they were read.
    doubtful: dict[tuple[Key, str], Cell] = field(default_factory=dict)
    #: Cells about which people are asked already.
    asked: set[tuple[Key, str]] = field(default_factory=set)


def journal_entry(merge: Merge, sheet: Found) -> dict[str, Any]:
    """What is about to be done to a table, as JSON keeps it.

    Where rows are deleted in the Google Sheet, all that the rows there hold is kept, so that one
    that goes by mistake can be put back whole.
    """
    deletes = any(delete.side == "sheet" for delete in merge.deletes)
    lines = sheet.table.lines.items()
    return {
        "writes": [
            [w.side, w.key, w.column, packed(w.old), packed(w.new), w.reason] for w in merge.writes
        ],
        "inserts": [
            [i.side, i.key, packed_row(i.cells), i.reason, packed_row(i.lacks)]
            for i in merge.inserts
        ],
        "deletes": [[d.side, d.key, packed_row(d.cells), d.reason] for d in merge.deletes],
        "snapshot": {
            key: packed_row({**line.cells, **(sheet.beside(line.number) if deletes else {})})
            for key, line in lines
        },
        "columns": dict(sheet.columns),
    }


def meant(entry: Mapping[str, Any]) -> Meant:
    """What `journal_entry` kept."""
    return Meant(
        [
            Write(s, k, c, unpacked(old), unpacked(new), r)
            for s, k, c, old, new, r in entry["writes"]
        ],
        [
            Insert(s, k, unpacked_row(cells), r, unpacked_row(lacks))
            for s, k, cells, r, lacks in entry["inserts"]
        ],
        [Delete(s, k, unpacked_row(cells), r) for s, k, cells, r in entry["deletes"]],
        {key: unpacked_row(cells) for key, cells in entry["snapshot"].items()},
    )


def settle(
    what: Meant,
    step: str,
    sheet: Table,
    office: Table,
    codes: frozenset[str],
    *,
    moved: Mapping[str, str] = MappingProxyType({}),
    lost: Collection[str] = (),
    is_same_run: bool,
) -> Settled:
    """What arrived and what went astray.

    Args:
        what: the journal's intentions for a table.
        step: how far the journal came.
        sheet: the table in the Google Sheet now.
        office: the table in the workbook now.
        codes: columns of codes.
        moved: for a column of the Google Sheet, the one that stands in its old place now.
        lost: columns of the Google Sheet that are not found now: whatever landed there cannot be seen,
            so that every cell of them is in doubt until they are back.
        is_same_run: the write was made a moment ago; a value found astray is then ours without
            doubt. Later it may be a person's, and people are asked.
    """
    settled = Settled()
    tables: dict[Side, Table] = {"sheet": sheet, "office": office}
    done: dict[Side, bool] = {"sheet": step == VERIFIED, "office": step != OPEN}
    for write in what.writes:
        _settle_write(write, what.writes, tables, done, codes, settled)
    for insert in what.inserts:
        _settle_insert(insert, tables[insert.side].lines.get(insert.key), done, codes, settled)
    for delete in what.deletes:
        table = tables[delete.side]
        is_there = delete.key in table.lines or delete.key in table.held
        if done[delete.side] or not is_there:
            settled.forgotten.append(delete.key)
    if step == SENDING:
        _doubt_lost(what, lost, settled)
        _find_astray(what, sheet, codes, moved, settled, is_same_run=is_same_run)
        _find_deleted(what, sheet, lost, settled)
    return settled


def _form(value: Cell, column: str, codes: frozenset[str]) -> Plain:
    return plain(value, is_code=column in codes)


def _at(line: Line, column: str, codes: frozenset[str]) -> Plain:
    return plain(line.cells.get(column), is_code=column in codes)


def _settle_insert(
    insert: Insert,
    line: Line | None,
    done: Mapping[Side, bool],
    codes: frozenset[str],
    settled: Settled,
) -> None:
    is_done = done[insert.side]
    if insert.reason == "repair":
        settled.restored += [] if line else [insert]
        return
    if is_done or line:  # a row put back: only what it holds is agreed on
        settled.forgotten.append(insert.key)
        lacks = {column: Lacks(insert.side, was) for column, was in insert.lacks.items()}
        settled.agreed.setdefault(insert.key, {}).update(lacks)
    forms = {column: _form(value, column, codes) for column, value in insert.cells.items()}
    seen = {c: _at(line, c, codes) for c in forms if c in line.cells} if line else {}
    arrived = {column for column in seen if same(seen[column], forms[column])}
    for column, form in forms.items():
        if is_done or column in arrived:
            settled.agreed.setdefault(insert.key, {})[column] = form
        elif insert.side == "sheet" and column in seen:
            # The row arrived and somebody changed this cell since, or a person had added the row
            # with another one: the two look alike, so people are asked.
            settled.doubtful[insert.key, column] = insert.cells[column]


def _settle_write(
    write: Write,
    writes: Sequence[Write],
    tables: Mapping[Side, Table],
    done: Mapping[Side, bool],
    codes: frozenset[str],
    settled: Settled,
) -> None:
    line = tables[write.side].lines.get(write.key)
    form = plain(write.new, is_code=write.column in codes)
    arrived = _has_arrived(write, tables, done, codes)
    if write.reason == "repair":
        if line and not arrived and same(_at(line, write.column, codes), plain(write.old)):
            settled.repairs.append(write)
        return
    if not arrived:
        return
    agreed = settled.agreed.setdefault(write.key, {})
    agreed[write.column] = form
    # A decision can write both sides. With one of them done, what the other held when it was made
    # becomes the base: the decided value is then the only edit, and the merge carries it over.
    # What somebody typed there since is an edit too.
    place = (write.key, write.column)
    for other in writes if write.reason == "decision" else ():
        is_twin = other.side != write.side and (other.key, other.column) == place
        if is_twin and not _has_arrived(other, tables, done, codes):
            agreed[write.column] = plain(other.old, is_code=write.column in codes)


def _has_arrived(
    write: Write, tables: Mapping[Side, Table], done: Mapping[Side, bool], codes: frozenset[str]
) -> bool:
    line = tables[write.side].lines.get(write.key)
    # A column that is not found now holds nothing that could be seen, not even emptiness.
    is_seen = line is not None and write.column in line.cells
    form = plain(write.new, is_code=write.column in codes)
    return done[write.side] or (
        line is not None and is_seen and same(_at(line, write.column, codes), form)
    )


def _doubt_lost(what: Meant, lost: Collection[str], settled: Settled) -> None:
    for column in {w.column for w in what.writes if w.side == "sheet" and w.column in lost}:
        settled.doubtful |= {(k, column): row.get(column) for k, row in what.snapshot.items()}


def _find_astray(
    what: Meant,
    sheet: Table,
    codes: frozenset[str],
    moved: Mapping[str, str],
    settled: Settled,
    *,
    is_same_run: bool,
) -> None:
    to_sheet = [write for write in what.writes if write.side == "sheet"]
    intended = {(w.key, w.column): plain(w.new, is_code=w.column in codes) for w in to_sheet}
    for write in to_sheet:
        line = sheet.lines.get(write.key)
        form = intended[write.key, write.column]
        if line and same(_at(line, write.column, codes), form):
            continue
        column = moved.get(write.column, write.column)
        victims = [
            key
            for key in _holding(write.new, column, what, sheet, codes)
            if (key, column) != (write.key, write.column)
            if (key, column) not in intended
            or not same(intended[key, column], plain(write.new, is_code=column in codes))
        ]
        if len(victims) == 1 and is_same_run:
            now = sheet.lines[victims[0]].cells.get(column)
            was = what.snapshot[victims[0]].get(column)
            settled.repairs.append(Write("sheet", victims[0], column, now, was, "repair"))
        else:
            settled.doubtful |= {(k, column): what.snapshot[k].get(column) for k in victims}


def _holding(
    value: Cell, column: str, what: Meant, sheet: Table, codes: frozenset[str]
) -> list[Key]:
    """The rows that hold a value now and did not when the sheet was read."""
    form = plain(value, is_code=column in codes)
    return [
        key
        for key, line in sheet.lines.items()
        if key in what.snapshot and same(_at(line, column, codes), form)
        if not same(plain(what.snapshot[key].get(column), is_code=column in codes), form)
    ]


def _find_deleted(what: Meant, sheet: Table, lost: Collection[str], settled: Settled) -> None:
    still_there = [d.key for d in what.deletes if d.side == "sheet" and d.key in sheet.lines]
    deleted = {d.key for d in what.deletes}
    if still_there:
        # A row was deleted in the place of ours. All that went away meanwhile come back: a person
        # who meant it deletes again.
        settled.restored += [
            Insert("sheet", key, {c: v for c, v in cells.items() if v is not None}, "repair")
            for key, cells in what.snapshot.items()
            if key not in sheet.lines and key not in sheet.held and key not in deleted
            if not any(insert.key == key for insert in settled.restored)
        ]
        # What cannot be put back, because its column is not found, is told when it is.
        settled.doubtful |= {
            (insert.key, column): cell
            for insert in settled.restored
            for column, cell in insert.cells.items()
            if column in lost
        }


def repaired(sheet: Table, settled: Settled) -> Table:
    """The table in the Google Sheet as it is once the repairs are made."""
    lines = dict(sheet.lines)
    for write in settled.repairs:
        line = lines[write.key]
        lines[write.key] = replace(line, cells={**line.cells, write.column: write.new})
    for insert in settled.restored:
        lines[insert.key] = Line(0, dict(insert.cells))
    return replace(sheet, lines=lines)
