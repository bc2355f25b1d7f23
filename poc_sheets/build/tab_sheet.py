"""One tab of a workbook that we write: title, headings, table, rows, lists, formulas."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from poc_sheets.build.layout import (
    ABOUT_ROW,
    FIRST_ROW,
    HEADER_ROW,
    SPARE_ROWS,
    TITLE_ROW,
    column_range,
)
from poc_sheets.build.looks import Looks
from poc_sheets.build.marks import add_marks
from poc_sheets.build.native_formulas import table_formula
from poc_sheets.problems import column_letters
from poc_sheets.tabs.cells import CallKind, DateKind
from poc_sheets.tabs.kinds import Reading
from poc_sheets.tabs.model import BY_FORMULA, Column, Row, cell_of, columns_of
from poc_sheets.tabs.production import ProductionSetting
from poc_sheets.workbook import Value

#: Excel shows at most this many characters when a cell is selected.
_HELP_LENGTH = 250
#: Where a button explains itself in a sentence, which is read in full however long it is.
_SENTENCES = frozenset(
    {
        ("budget", "why"),
        ("card_statement", "reason"),
        ("cost_report", "description"),
        ("findings", "title"),
        ("findings", "what"),
        ("findings", "do"),
        ("matches", "reason"),
        ("pc_envelopes", "audit"),
        ("pc_floats", "state"),
        ("po_log", "approval"),
        ("receipts", "policy_flags"),
    }
)


def write_tab(
    sheet: Any, tab: type[Row], rows: Sequence[Row], looks: Looks, reading: Reading
) -> None:
    """Write a tab with its rows, and spare rows below them."""
    columns = columns_of(tab)
    last_row = FIRST_ROW + len(rows) + _spare(tab) - 1
    sheet.write_string(TITLE_ROW - 1, 0, tab.tab, looks.title())
    sheet.write_string(ABOUT_ROW - 1, 0, tab.about, looks.about())
    sheet.set_row(TITLE_ROW - 1, 26)
    sheet.set_row(HEADER_ROW - 1, 32)
    for index, spec in enumerate(columns):
        width = spec.width or spec.kind.width
        options = {"hidden": 1} if spec.hidden else {}
        sheet.set_column(index, index, width, looks.format(), options)
    _write_rows(sheet, tab, rows, last_row, looks, reading)
    _add_table(sheet, tab, last_row, looks, reading)
    for index, spec in enumerate(columns):
        _add_choices(sheet, spec, index, last_row)
        _add_help(sheet, spec, index)
    add_marks(sheet, tab, last_row, looks)
    _set_paper(sheet, tab, last_row)


def _spare(tab: type[Row]) -> int:
    return 1 if tab is ProductionSetting else SPARE_ROWS


def _write_rows(
    sheet: Any,
    tab: type[Row],
    rows: Sequence[Row],
    last_row: int,
    looks: Looks,
    reading: Reading,
) -> None:
    columns = [(i, s) for i, s in enumerate(columns_of(tab)) if s.filled_by != BY_FORMULA]
    formats = {
        i: looks.cell(
            spec, _number_format(spec, reading), wraps=(tab.tab_id, spec.key) in _SENTENCES
        )
        for i, spec in columns
    }
    for number, row in enumerate(rows, start=FIRST_ROW):
        for index, spec in columns:
            cell = cell_of(tab, spec, getattr(row, spec.key), reading)
            look = formats[index]
            if spec.kind.name == "value":
                look = looks.cell(spec, _format_of_value(cell))
            write_cell(sheet, number, index + 1, cell, look)
    for number in range(FIRST_ROW + len(rows), last_row + 1):
        for index, _ in columns:
            sheet.write_blank(number - 1, index, None, formats[index])


def write_cell(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    """Write one value; text stays text, whatever it starts with."""
    if value is None:
        sheet.write_blank(row - 1, column - 1, None, look)
    elif isinstance(value, str):
        sheet.write_string(row - 1, column - 1, value, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row - 1, column - 1, value, look)
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(row - 1, column - 1, value, look)
    else:
        sheet.write_number(row - 1, column - 1, float(value), look)


def _format_of_value(cell: Value) -> str:
    """The format of a setting's value, which is of another sort in each row."""
    if isinstance(cell, time):
        return CallKind.number_format
    return DateKind.number_format if isinstance(cell, date) else "@"


def _number_format(spec: Column, reading: Reading) -> str:
    if spec.kind.name != "money" or reading.exponent == 2:
        return spec.kind.number_format
    decimals = "." + "0" * reading.exponent if reading.exponent else ""
    return f"#,##0{decimals};[Red]-#,##0{decimals}"


def _add_table(sheet: Any, tab: type[Row], last_row: int, looks: Looks, reading: Reading) -> None:
    columns = []
    for spec in columns_of(tab):
        look = looks.cell(spec, _number_format(spec, reading))
        entry: dict[str, Any] = {"header": spec.heading, "header_format": looks.heading(spec)}
        if spec.filled_by == BY_FORMULA:
            entry |= {"formula": table_formula(tab, spec), "format": look}
        columns.append(entry)
    options = {"name": tab.tab_id, "columns": columns, "style": None, "autofilter": True}
    sheet.add_table(HEADER_ROW - 1, 0, last_row - 1, len(columns) - 1, options)
    sheet.freeze_panes(HEADER_ROW, _frozen_columns(tab))


def _frozen_columns(tab: type[Row]) -> int:
    """The columns up to the key stay in sight, unless they are many."""
    keys = [spec.key for spec in columns_of(tab)]
    last = max((keys.index(key) for key in tab.key), default=-1) + 1
    return last if last <= 3 else 0


def _add_choices(sheet: Any, spec: Column, index: int, last_row: int) -> None:
    if spec.choices:
        source: Any = list(spec.choices)
    elif spec.kind.name == "yes/no":
        source = ["Yes", "No"]
    elif spec.choices_from:
        source = "=" + column_range(spec.choices_from)
    else:
        return
    # A warning, not a wall: what people type is read by its words, and a finding says the rest.
    sheet.data_validation(
        FIRST_ROW - 1,
        index,
        last_row - 1,
        index,
        {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": spec.heading[:32],
            "error_message": f"This is none of the usual values of {spec.heading}. Keep it?",
        },
    )


def _add_help(sheet: Any, spec: Column, index: int) -> None:
    if not spec.help:
        return
    sheet.data_validation(
        HEADER_ROW - 1,
        index,
        HEADER_ROW - 1,
        index,
        {
            "validate": "any",
            "input_title": spec.heading[:32],
            "input_message": spec.help[:_HELP_LENGTH],
        },
    )


#: A tab wider than this is printed on tabloid paper.
_LETTER_WIDTH = 190
_LETTER, _TABLOID, _LEGAL = 1, 3, 5
#: Printed on US legal in portrait, as call sheets are.
_ON_LEGAL = "call_sheet"


def _set_paper(sheet: Any, tab: type[Row], last_row: int) -> None:
    columns = columns_of(tab)
    # What never leaves the office is not printed: the private columns stand last or are left out.
    printed = [i for i, s in enumerate(columns, start=1) if not (s.private or s.hidden)]
    last = column_letters(max(printed))
    width = sum(spec.width or spec.kind.width for spec in columns)
    if tab.tab_id == _ON_LEGAL:
        sheet.set_paper(_LEGAL)
    else:
        sheet.set_landscape()
        sheet.set_paper(_LETTER if width <= _LETTER_WIDTH else _TABLOID)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.print_area(f"A1:{last}{last_row}")
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{tab.tab}&CPage &P of &N&R&D")
