"""Where a tab's title, headings and rows stand in a workbook that we write."""

from poc_sheets.problems import column_letters
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.model import Column, Row, columns_of

#: Title, what the tab is for, a spacer, then the headings.
TITLE_ROW, ABOUT_ROW, HEADER_ROW = 1, 2, 4
FIRST_ROW = HEADER_ROW + 1
#: Rows kept ready below the last one: ruled, validated, with their formulas.
SPARE_ROWS = 40


def column_number(tab: type[Row], key: str) -> int:
    """The column of a key in our own layout, counting from 1."""
    keys = [spec.key for spec in columns_of(tab)]
    return keys.index(key) + 1


def whole_column(reference: str) -> str:
    """`po_lines[amount]` as a reference to the whole column: `'PO Lines'!$M:$M`.

    Whole columns count a row that is typed below the table in every program; the text of a
    heading does not disturb a sum.
    """
    tab_id, key = reference.rstrip("]").split("[")
    tab = next(tab for tab in every_tab() if tab.tab_id == tab_id)
    letters = column_letters(column_number(tab, key))
    return f"'{tab.tab}'!${letters}:${letters}"


def column_range(reference: str, last_row: int = 5000) -> str:
    """`po_log.number` as the range of its cells, for a list of choices."""
    tab_id, key = reference.split(".")
    tab = next(tab for tab in every_tab() if tab.tab_id == tab_id)
    letters = column_letters(column_number(tab, key))
    return f"'{tab.tab}'!${letters}${FIRST_ROW}:${letters}${last_row}"


def this_row(tab: type[Row], spec: Column) -> str:
    """A column of the same row, in a formula of an Excel table."""
    escaped = "".join(f"'{c}" if c in "[]#'" else c for c in spec.heading)
    return f"{tab.tab_id}[@[{escaped}]]"
