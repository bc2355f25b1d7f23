"""The tabs of a workbook as Excel's pane sends them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.workbook import NEVER_CALCULATED
from tests.formulas.vectors import as_json


def tabs_of(path: Path) -> dict[str, list[list[Any]]]:
    """Every tab of a workbook file, by name."""
    workbook = XlsxWorkbook(path)
    sheets = workbook.read([tab.name for tab in workbook.tabs()])
    return {
        name: [
            # What Excel shows of a formula that has nothing to say.
            ["" if cell == NEVER_CALCULATED else as_json(cell) for cell in row]
            for row in sheet.cells
        ]
        for name, sheet in sheets.items()
    }


def written(
    tabs: Mapping[str, Sequence[Sequence[Any]]], changes: Sequence[Mapping[str, Any]]
) -> dict[str, list[list[Any]]]:
    """The tabs after the pane has written the changes of an answer."""
    after = {name: [list(row) for row in rows] for name, rows in tabs.items()}
    for change in changes:
        rows, row, column = after[change["tab"]], change["row"], change["column"]
        rows += [[] for _ in range(row - len(rows))]
        rows[row - 1] += [""] * (column - len(rows[row - 1]))
        held = rows[row - 1][column - 1]
        assert (None if held == "" else held) == change["was"], change
        rows[row - 1][column - 1] = "" if change["value"] is None else change["value"]
    return after
