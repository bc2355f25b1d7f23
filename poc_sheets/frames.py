"""Tabs as pandas frames, for people's own scripts; the buttons do not use them.

    from poc_sheets.frames import read_frame
    receipts = read_frame("My Show.xlsx", "Receipts")
    receipts.groupby("Account")["Amount"].sum()

Amounts are `Decimal` in major units, dates are `datetime64`, and `sheet_row` is the row on screen, so
that a result can be traced to its cell.
"""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poc_sheets.exporting import NO_SUCH_TAB
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.tabs import every_tab, find_tab
from poc_sheets.tabs.model import BY_FORMULA, columns_of
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.trade.money import from_minor

if TYPE_CHECKING:
    import pandas as pd


def read_frame(workbook: str | PathLike[str], tab: str) -> "pd.DataFrame":
    """The rows of a tab that could be read, one column for each typed or filled column.

    Args:
        workbook: the path of the workbook.
        tab: the tab's name or id.

    Raises:
        SheetError: there is no such tab, or the workbook cannot be read.
    """
    import pandas as pd  # noqa: PLC0415  (only scripts that ask for a frame pay for it)

    found = find_tab(tab)
    if found is None:
        raise NO_SUCH_TAB.stop(tab=tab, known=", ".join(each.tab for each in every_tab()))
    opened = open_tabs(XlsxWorkbook(Path(workbook)), [found])
    specs = [spec for spec in columns_of(found) if spec.filled_by != BY_FORMULA]
    columns: dict[str, list[Any]] = {"sheet_row": [row.row for row in opened.rows(found)]}
    for spec in specs:
        values = [getattr(row, spec.key) for row in opened.rows(found)]
        if spec.kind.name == "money":
            exponent = opened.settings.exponent
            values = [None if v is None else from_minor(v, exponent) for v in values]
        columns[spec.heading] = values
    frame = pd.DataFrame(columns)
    for spec in specs:
        if spec.kind.name in {"date", "date and time"}:
            frame[spec.heading] = pd.to_datetime(frame[spec.heading])
    return frame
