"""Any list as a report: crew list, one-line schedule, day out of days, cost report, PO log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from poc_sheets.documents.typesetting import Paper, breakable, typeset

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `share` is its part of the free width; None makes it as wide as its text."""

    heading: str
    align: Align = "left"
    share: float | None = None
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that looks its own way. `fill` is RRGGBB or blank."""

    text: str
    fill: str = ""
    is_bold: bool = False


Row = Sequence[str | Cell]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading, closed by a line of subtotals; either may be blank."""

    heading: str
    rows: Sequence[Row]
    subtotal: Row = ()


def render_table(
    title: str,
    subtitle: str,
    columns: Sequence[Column],
    rows: Sequence[Row] = (),
    *,
    dated: datetime | date,
    groups: Sequence[Group] = (),
    totals: Row = (),
    note: str = "",
    paper: Paper = "us-letter",
    landscape: bool = False,
    type_size: float = 8.0,
    repeat_columns: int = 0,
    columns_per_page: int | None = None,
) -> bytes:
    """A report as PDF with headings on every page; nothing is cut, long text wraps.

    Args:
        title: what it is, largest.
        subtitle: which production and which state.
        columns: the columns; every row has exactly as many cells.
        rows: rows without a group, printed first.
        dated: the date of the report, printed at the foot.
        groups: rows under headings.
        totals: the last line, or nothing.
        note: a line under the table.
        paper: the sheet's size.
        landscape: the long side across.
        type_size: in points.
        repeat_columns: how many leading columns come again where a wide table is cut into parts.
        columns_per_page: the most columns side by side; None never cuts.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """
    all_groups = [*([Group("", rows)] if rows or not groups else []), *groups]
    for row in [line for group in all_groups for line in (*group.rows, group.subtotal)] + [totals]:
        if row and len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} cells for {len(columns)} columns: {row!r}")
    parts = [
        _part(columns, all_groups, totals, chosen)
        for chosen in _cuts(len(columns), repeat_columns, columns_per_page)
    ]
    content = {
        "title": breakable(title),
        "subtitle": breakable(subtitle),
        "note": note,
        "dated": f"{dated.day} {dated:%b} {dated.year}",
        "paper": paper,
        "landscape": landscape,
        "size": type_size,
        "parts": parts,
    }
    return typeset("table", content, dated=dated)


def _cuts(count: int, repeated: int, at_most: int | None) -> list[list[int]]:
    """Which columns stand on each part of a wide table."""
    if at_most is None or count <= at_most:
        return [list(range(count))]
    step = max(1, at_most - repeated)
    return [
        [*range(repeated), *range(start, min(start + step, count))]
        for start in range(repeated, count, step)
    ]


def _part(
    columns: Sequence[Column], groups: Sequence[Group], totals: Row, chosen: Sequence[int]
) -> dict[str, Any]:
    def cells(row: Row) -> list[dict[str, object]]:
        return [_cell(row[index]) for index in chosen] if row else []

    return {
        "columns": [
            {
                "heading": columns[index].heading,
                "align": columns[index].align,
                "share": columns[index].share,
                "bold": columns[index].is_bold,
            }
            for index in chosen
        ],
        "groups": [
            {
                "heading": group.heading,
                "rows": [cells(row) for row in group.rows],
                "subtotal": cells(group.subtotal),
            }
            for group in groups
        ],
        "totals": cells(totals),
    }


def _cell(value: str | Cell) -> dict[str, object]:
    cell = value if isinstance(value, Cell) else Cell(value)
    return {"text": breakable(cell.text), "fill": cell.fill, "bold": cell.is_bold}
