"""Going on from an open journal: the base takes in what arrived before anything is merged."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from poc_sheets.sync import conflicts
from poc_sheets.sync.cells import Key, Known, plain, same, unpacked
from poc_sheets.sync.conflict_lines import has_mark
from poc_sheets.sync.plan import TablePlan
from poc_sheets.sync.reading import BothSides
from poc_sheets.sync.settle import OPEN, SAVED, Settled, meant, settle
from poc_sheets.sync.state import State
from poc_sheets.workbook import Cell

#: The fact that keeps cells in doubt that nobody can be asked about while their column is paused.
DOUBTS_FACT = "doubtful"
#: Cells in doubt by table, and what each held before, as JSON keeps it.
Doubts: TypeAlias = dict[str, list[tuple[Key, str, Any]]]
_Base = dict[str, dict[Key, dict[str, Known]]]


def resume(
    state: State, sides: BothSides, base: _Base, run: int, *, dry_run: bool
) -> dict[str, Settled]:
    """What an open journal says about what arrived, by table.

    Args:
        state: where the journal is, and where the base is kept.
        sides: the tables as they stand now.
        base: what was agreed on; it takes in what arrived.
        run: the number of this run.
        dry_run: keep nothing.
    """
    settled: dict[str, Settled] = {}
    _take_doubts(settled, json.loads(state.fact(DOUBTS_FACT) or "{}"))
    journal = state.journal()
    if journal is None:
        return settled
    its_run, step, entry = journal
    if step == OPEN and has_mark(sides.office_conflicts, entry["mark"]):
        step = SAVED  # it died between the saving and the noting of it
    _take_doubts(settled, entry["doubtful"])
    for tab, kept in entry["tables"].items():
        if tab not in sides.tables:
            continue
        _, sheet, office = sides.tables[tab]
        doubts = settled.get(tab, Settled()).doubtful
        settled[tab] = settle(
            meant(kept),
            step,
            sheet.table,
            office.table,
            sheet.spec.codes,
            moved=_moved(kept["columns"], sheet.columns),
            lost=kept["columns"].keys() - sheet.columns.keys(),
            is_same_run=its_run == run,
        )
        settled[tab].doubtful = _both(doubts, settled[tab].doubtful, kept["writes"])
        _take_in(base.setdefault(tab, {}), settled[tab].agreed, settled[tab].forgotten)
    if not dry_run:
        with state.together() as connection:
            for tab, found in settled.items():
                state.forget(connection, tab, found.forgotten)
                state.agree(connection, tab, found.agreed)
                if found.agreed or found.forgotten:
                    state.confirm(connection, its_run)
    return settled


def take_questions(settled: dict[str, Settled], records: Mapping[str, Mapping[str, str]]) -> None:
    """Add the cells that people are asked about: a doubt stays one until somebody has decided."""
    for record in records.values():
        if record["status"] != conflicts.OPEN:
            continue
        found = settled.setdefault(record["tab"], Settled())
        place = (record["key"], record["column"])
        found.asked.add(place)
        if record["kind"] == "misplaced":
            found.doubtful.setdefault(place, unpacked(json.loads(record.get("base", "null"))))


def doubts_left(doubts: Doubts, plans: Iterable[TablePlan]) -> Doubts:
    """Those that could not be asked about: their column or their table is not there."""
    columns = {plan.id: plan.columns for plan in plans if plan.stopped is None}
    left = {
        tab: [cell for cell in cells if cell[1] not in columns.get(tab, ())]
        for tab, cells in doubts.items()
    }
    return {tab: cells for tab, cells in left.items() if cells}


def _both(
    older: Mapping[tuple[Key, str], Cell],
    newer: Mapping[tuple[Key, str], Cell],
    writes: Sequence[Sequence[Any]],
) -> dict[tuple[Key, str], Cell]:
    """Cells in doubt of two runs: what one held last counts, unless that was a stray value of ours."""
    ours = [unpacked(new) for side, _, _, _, new, _ in writes if side == "sheet"]
    told = {
        place: was
        for place, was in newer.items()
        if place not in older or not any(same(plain(was), plain(value)) for value in ours)
    }
    return {**older, **told}


def _take_doubts(
    settled: dict[str, Settled], doubts: Mapping[str, Sequence[Sequence[Any]]]
) -> None:
    for tab, cells in doubts.items():
        known = {(key, column): unpacked(was) for key, column, was in cells}
        settled.setdefault(tab, Settled()).doubtful |= known


def _moved(then: Mapping[str, int], now: Mapping[str, int]) -> dict[str, str]:
    """For each column whose place another one has taken since, that other one."""
    by_place = {place: column for column, place in now.items()}
    return {
        column: by_place[place]
        for column, place in then.items()
        if place in by_place and by_place[place] != column
    }


def _take_in(
    rows: dict[Key, dict[str, Known]],
    agreed: Mapping[Key, Mapping[str, Known]],
    forgotten: Sequence[Key],
) -> None:
    for key in forgotten:
        rows.pop(key, None)
    for key, cells in agreed.items():
        rows.setdefault(key, {}).update(cells)
