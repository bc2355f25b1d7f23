"""Writes production workbooks: the templates, a new production, the demo production."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from poc_sheets import __version__
from poc_sheets.build.layout import HEADER_ROW
from poc_sheets.build.looks import COMPUTED, FILLED, FONT, FONT_SIZE, Looks
from poc_sheets.build.tab_sheet import write_tab
from poc_sheets.build.today import add_chart, write_today
from poc_sheets.build.uncalculated import drop_results
from poc_sheets.settings import Settings, setting_lines
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.kinds import Reading
from poc_sheets.tabs.model import Row
from poc_sheets.tabs.production import ProductionSetting

TODAY = "Today"
#: Tabs that belong together have one colour.
TAB_COLORS = {
    **dict.fromkeys(
        (
            "crew",
            "departments",
            "cast",
            "locations",
            "published_lists",
            "script_distribution",
            "script_numbers",
        ),
        "#486581",
    ),
    **dict.fromkeys(
        (
            "schedule",
            "shoot_days",
            "call_sheet",
            "call_sheet_issues",
            "distribution",
            "issued_lines",
            "day_out_of_days",
            "production_report",
            "production_times",
            "tomorrow_cost",
            "hot_cost",
            "day_amounts",
        ),
        "#B44D12",
    ),
    **dict.fromkeys(("budget", "cost_report", "cost_report_history", "actuals"), "#2F6F3E"),
    **dict.fromkeys(
        ("po_log", "po_lines", "approvals", "invoices", "vendors", "assets"), "#5C3D99"
    ),
    **dict.fromkeys(("pc_floats", "pc_envelopes", "receipts"), "#8D5B00"),
    **dict.fromkeys(
        ("card_statement", "matches", "vendor_aliases", "statement_layouts", "fx_rates"), "#9B1C1C"
    ),
    "findings": FILLED,
}
#: Tabs that buttons keep for themselves.
_OUT_OF_SIGHT = {"issued_lines", "cost_report_history", "published_lists", "script_numbers"}
#: Fixed, so that the same tabs always give the same bytes.
_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  (a property of the file, without a time zone)


def write_workbook(
    path: Path,
    rows: Mapping[type[Row], Sequence[Row]],
    settings: Settings | None = None,
    *,
    add: Callable[[Any], None] | None = None,
) -> None:
    """Write a new production workbook.

    Args:
        path: the file; it is written anew.
        rows: the rows of each tab; a tab without any gets spare rows only.
        settings: what the Production tab says.
        add: given XlsxWriter's workbook before it is closed, to add what only some workbooks have.
    """
    import xlsxwriter

    settings = settings or Settings()
    # Columns are as wide as so many digits of the default font, and not every machine has Excel's.
    options = {
        "strings_to_numbers": False,
        "in_memory": True,
        "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE},
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": settings.title, "created": _CREATED})
    book.set_custom_property("poc_sheets_production", settings.production_id or "template")
    book.set_custom_property("poc_sheets_version", __version__)
    looks = Looks(book)
    today = book.add_worksheet(TODAY)
    today.set_tab_color(FILLED)
    write_today(today, looks, settings)
    add_chart(book, today)
    for tab in every_tab():
        sheet = book.add_worksheet(tab.tab)
        tab_rows = production_rows(settings) if tab is ProductionSetting else rows.get(tab, ())
        sheet.set_tab_color(TAB_COLORS.get(tab.tab_id, COMPUTED))
        write_tab(sheet, tab, tab_rows, looks, settings.reading)
        if tab.tab_id in _OUT_OF_SIGHT:
            sheet.hide()
        book.define_name(f"_poc_tab_{tab.tab_id}", f"='{tab.tab}'!$A${HEADER_ROW}")
    if add is not None:
        add(book)
    book.close()
    drop_results(path)


def production_rows(settings: Settings) -> list[ProductionSetting]:
    """The lines of the Production tab."""
    rows = []
    values = {item.name: getattr(settings, item.name) for item in fields(settings)}
    for line in setting_lines():
        kind = line.metadata["kind"]
        value: Any = values[line.name]
        cell = None if value is None or value == "" else kind.write(value, Reading())
        heading, note = line.metadata["heading"], line.metadata["note"]
        rows.append(ProductionSetting(setting=heading, value=cell, note=note))
    return rows
