"""The rows behind a number, as a short text."""

from collections import defaultdict
from collections.abc import Iterable

from poc_sheets.tabs.model import Row

#: More rows than this are counted, not listed.
_MOST_ROWS = 6


def rows_behind(sources: Iterable[tuple[Row, int]]) -> str:
    """Where an amount comes from: `Invoices rows 4, 9; PO Lines row 12`."""
    by_tab: dict[str, list[int]] = defaultdict(list)
    for row, _ in sources:
        by_tab[row.tab].append(row.row)
    return "; ".join(f"{tab} {_numbers(rows)}" for tab, rows in by_tab.items())


def _numbers(rows: list[int]) -> str:
    listed = ", ".join(map(str, sorted(rows)[:_MOST_ROWS]))
    rest = len(rows) - _MOST_ROWS
    more = f" and {rest} more" if rest > 0 else ""
    return f"row{'s' if len(rows) > 1 else ''} {listed}{more}"
