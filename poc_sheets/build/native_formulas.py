"""The tabs' formulas, from column keys into what Excel, LibreOffice and Google Sheets calculate."""

import re

from poc_sheets.build.layout import this_row, whole_column
from poc_sheets.tabs.model import Column, Row, column_of, columns_of

_WHOLE_COLUMN = re.compile(r"\b([a-z][a-z0-9_]*\[[a-z0-9_]+\])")
_SAME_ROW = re.compile(r"\[@([a-z0-9_]+)\]")


def table_formula(tab: type[Row], spec: Column) -> str:
    """The formula of a column of a table: blank in a row whose key is blank."""
    text = spec.formula.removeprefix("=")
    keys = tab.key or tuple(s.key for s in columns_of(tab) if s.required)[:1]
    if keys and f'[@{keys[0]}]=""' not in text:
        text = f'IF([@{keys[0]}]="","",{text})'
    text = whole_columns(text)
    text = _SAME_ROW.sub(lambda found: this_row(tab, column_of(tab, found[1])), text)
    return f"={text}"


def whole_columns(formula: str) -> str:
    """A formula with `tab_id[key]` as references to whole columns."""
    return _WHOLE_COLUMN.sub(lambda found: whole_column(found[1]), formula)
