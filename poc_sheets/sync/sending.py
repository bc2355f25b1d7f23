"""All that a round writes on both sides: the tables, and the lines of the Sync Conflicts tab."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from poc_sheets.sync import conflicts
from poc_sheets.sync.plan import TablePlan
from poc_sheets.sync.reading import BothSides
from poc_sheets.sync.writing import cells_touched, office_changes, sheet_requests
from poc_sheets.workbook import Append, Change


def all_writes(
    sides: BothSides,
    plans: Sequence[TablePlan],
    before: Mapping[str, Mapping[str, str]],
    now: datetime,
) -> tuple[list[Change], list[Append], list[dict[str, Any]]]:
    """The workbook's changes and new rows, and the Google Sheet's batch.

    The line that tells when the last sync was is written where something else is: else a quiet
    run would never be quiet.

    Args:
        sides: the tables as they stand.
        plans: what is done to them.
        before: the conflicts on record.
        now: the moment.
    """
    changes: list[Change] = []
    appends: list[Append] = []
    requests: list[dict[str, Any]] = []
    for plan in plans:
        more, rows = office_changes(plan)
        changes += more
        appends += rows
        requests += sheet_requests(plan, sides.tables[plan.id][0])
    records = conflicts.records_after(before, plans, now)
    wanted = conflicts.lines_wanted(records, f"{now:%Y-%m-%d %H:%M}, {cells_touched(plans)} cells")
    quiet = {name: line for name, line in wanted.items() if name != conflicts.STATUS_LINE}
    more, rows = conflicts.office_lines(sides.office_conflicts, quiet)
    if changes or appends or more or rows:
        more, rows = conflicts.office_lines(sides.office_conflicts, wanted)
    lines = conflicts.sheet_lines(sides.book, sides.sheet_conflicts, quiet) if quiet else []
    if requests or lines:
        lines = conflicts.sheet_lines(sides.book, sides.sheet_conflicts, wanted)
    return changes + more, appends + rows, requests + lines
