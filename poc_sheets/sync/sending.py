"""All that a round writes on both sides, the tables and the lines of Sync Conflicts, and whether it arrived."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from poc_sheets.hosts.google.spreadsheet import GoogleBook, write_batch
from poc_sheets.problems import SheetError
from poc_sheets.sync.conflict_lines import STATUS_LINE, lines_wanted, office_lines, sheet_lines
from poc_sheets.sync.pair import Pair
from poc_sheets.sync.plan import TablePlan
from poc_sheets.sync.quiet import waiting_in
from poc_sheets.sync.reading import BothSides, table_after
from poc_sheets.sync.status import status_requests
from poc_sheets.sync.writing import (
    cells_touched,
    has_arrived,
    office_changes,
    sheet_requests,
    undressed,
)
from poc_sheets.workbook import Append, Change


def all_writes(
    pair: Pair,
    sides: BothSides,
    plans: Sequence[TablePlan],
    records: Mapping[str, Mapping[str, str]],
    now: datetime,
    mark: str,
) -> tuple[list[Change], list[Append], list[dict[str, Any]]]:
    """The workbook's changes and new rows, and the Google Sheet's batch.

    The line that tells when the last sync was is written where something else is: else a quiet
    run would never be quiet.

    Args:
        pair: what is synced.
        sides: the tables as they stand.
        plans: what is done to them.
        records: the conflicts as they are after this round.
        now: the moment.
        mark: what tells this round from every other; it stands in the line of the last sync.
    """
    changes: list[Change] = []
    appends: list[Append] = []
    requests: list[dict[str, Any]] = []
    for plan in plans:
        more, rows = office_changes(plan)
        changes += more
        appends += rows
        requests += sheet_requests(plan, sides.tables[plan.id][0])
    did = f"{now:%Y-%m-%d %H:%M}, {cells_touched(plans)} cells, {mark}"
    wanted = lines_wanted(records, did)
    quiet = {name: line for name, line in wanted.items() if name != STATUS_LINE}
    more, rows = office_lines(sides.office_conflicts, quiet, now)
    if changes or appends or more or rows:
        more, rows = office_lines(sides.office_conflicts, wanted, now)
    changes, appends = changes + more, appends + rows
    if pair.pull:
        return changes, appends, []
    is_there = bool(quiet) or sides.sheet_conflicts is not None
    lines = sheet_lines(sides.book, sides.sheet_conflicts, quiet, now) if is_there else []
    if requests or lines:
        lines = sheet_lines(sides.book, sides.sheet_conflicts, wanted, now)
        waiting = waiting_in(records)
        lines += status_requests(sides.book, now, pair.office.name, did, waiting)
    return changes, appends, requests + lines


def all_arrived(
    pair: Pair, sides: BothSides, plans: Sequence[TablePlan], after: GoogleBook
) -> bool:
    """Whether the Google Sheet shows all that was sent; rows that came without its look get it.

    Args:
        pair: what is synced.
        sides: the tables as they stood before.
        plans: what was sent.
        after: the Google Sheet as the batch's answer shows it.
    """
    dress: list[dict[str, Any]] = []
    for plan in plans:
        if not plan.touches("sheet"):
            continue
        tab = after.tab_by_id(sides.tables[plan.id][0])
        found = table_after(plan.sheet, tab.sheet) if tab else None
        if tab is None or found is None or not has_arrived(plan, found.table):
            return False
        dress += undressed(plan, found, tab.id)
    if dress:
        with suppress(SheetError):  # the values are right; only their look is missing
            write_batch(pair.client, pair.sheet_id, dress, show=[])
    return True
