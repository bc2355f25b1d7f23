"""A plan as a table that a person reads before anything is written."""

from collections.abc import Sequence

from poc_sheets.sync.cells import shown
from poc_sheets.sync.plan import TablePlan, readable

_SIDE = {"sheet": "Google Sheet", "office": "workbook"}
_HEADINGS = ("Table", "Row", "Column", "Written to", "Now", "Then")
#: How many lines are shown; a first run can have thousands.
MOST_LINES = 40
_WIDEST = 28


def plan_table_text(plans: Sequence[TablePlan]) -> str:
    """The plans as lines of text, at most `MOST_LINES` of them; blank where nothing is to do."""
    lines = [line for plan in plans for line in _lines(plan)]
    if not lines:
        return ""
    table = [_HEADINGS, *lines[:MOST_LINES]]
    cut = [
        [text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…" for text in line]
        for line in table
    ]
    widths = [max(len(line[column]) for line in cut) for column in range(len(_HEADINGS))]
    text = [
        "  ".join(t.ljust(w) for t, w in zip(line, widths, strict=True)).rstrip() for line in cut
    ]
    if len(lines) > MOST_LINES:
        text.append(f"... and {len(lines) - MOST_LINES} more")
    return "\n".join(text)


def _lines(plan: TablePlan) -> list[tuple[str, ...]]:
    name = plan.sheet.spec.name
    lines: list[tuple[str, ...]] = []
    for w in plan.merge.writes:
        heading = plan.office.heading(w.column)
        lines.append((name, readable(w.key), heading, _SIDE[w.side], shown(w.old), shown(w.new)))
    lines += [
        (name, readable(i.key), "(the whole row)", _SIDE[i.side], "(no row)", "new row")
        for i in plan.merge.inserts
    ]
    lines += [
        (name, readable(d.key), "(the whole row)", _SIDE[d.side], "row", "deleted")
        for d in plan.merge.deletes
    ]
    for clash in plan.merge.clashes:
        heading = plan.office.heading(clash.column) if clash.column else "(the whole row)"
        values = (shown(clash.sheet), shown(clash.office))
        lines.append((name, readable(clash.key), heading, "conflict", *values))
    return lines
