"""Tabs as rows for other programs."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from poc_sheets.documents.schedule_of_tabs import schedule_of
from poc_sheets.documents.schedule_uss import write_uss
from poc_sheets.problems import Exit, Place, Problem
from poc_sheets.tabs import every_tab, find_tab
from poc_sheets.tabs.card_statement import MatchRow
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.model import BY_FORMULA, columns_of
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.tabs.problems import NO_TAB
from poc_sheets.tabs.production import ProductionSetting
from poc_sheets.tabs.schedule import ShootDayRow, StripRow
from poc_sheets.trade.money import from_minor
from poc_sheets.workbook import Cell, ErrorValue, Workbook

NO_SUCH_TAB = Problem(
    "no-such-tab",
    title="There is no tab called {tab}",
    what="the tabs are {known}",
    do="name one of them",
    exit_code=Exit.WRONG_USE,
)
MATCH_HEADINGS = ["line_id", "receipt_id", "status", "score", "reason"]


def tab_rows(workbook: Workbook, name: str) -> tuple[list[str], list[list[Any]]]:
    """The headings of a tab as on the sheet, and its rows of data in sheet order.

    Amounts are in major units, dates ISO; a cell that cannot be read stands as it is shown.
    """
    tab = find_tab(name)
    if tab is None:
        raise NO_SUCH_TAB.stop(tab=name, known=", ".join(each.tab for each in every_tab()))
    opened = open_tabs(workbook, [tab])
    if tab not in opened.bound:
        raise NO_TAB.stop(Place(tab.tab), tab=tab.tab, present="others")
    bound = opened.bound[tab]
    specs = [spec for spec in columns_of(tab) if bound.column(spec.key)]
    by_row = {row.row: row for row in bound.rows}
    rows = []
    for number in bound.used_rows:
        cells = []
        for spec in specs:
            cell = bound.sheet.at(number, bound.column(spec.key) or 0)
            row = by_row.get(number)
            plain = row is None or spec.filled_by == BY_FORMULA or spec.kind.name == "value"
            if plain or cell is None or cell == "":
                cells.append(_shown(cell))
            elif spec.kind.name == "money":
                amount = getattr(row, spec.key)
                exponent = 2 if tab is ProductionSetting else opened.settings.exponent
                cells.append(_shown(None if amount is None else from_minor(amount, exponent)))
            else:
                written = spec.kind.write(getattr(row, spec.key), opened.settings.reading)
                cells.append(_shown(written))
        rows.append(cells)
    return [bound.header.heading_of(spec.key) for spec in specs], rows


def schedule_file(workbook: Workbook) -> bytes:
    """The schedule of the workbook as a file of the Universal Schedule Standard.

    Raises:
        SheetError: the workbook has no Schedule tab.
    """
    opened = open_tabs(workbook, [StripRow, ShootDayRow, CastMember], {ShootDayRow, CastMember})
    strips, days = opened.rows(StripRow), opened.rows(ShootDayRow)
    return write_uss(schedule_of(opened.settings, strips, days, opened.rows(CastMember)))


def match_rows(workbook: Workbook) -> tuple[list[str], list[list[Any]]]:
    """The links of the last reconciliation: one row for each line and receipt of a link."""
    opened = open_tabs(workbook, [MatchRow])
    rows = [
        [row.line_id, row.receipt_id, row.status, _shown(row.score), row.reason]
        for row in opened.rows(MatchRow)
    ]
    return MATCH_HEADINGS, rows


def _shown(cell: Cell | Decimal) -> Any:
    match cell:
        case datetime():
            shown: Any = cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case date():
            shown = cell.isoformat()
        case time():
            shown = f"{cell:%H:%M}"
        case ErrorValue():
            shown = cell.code
        case Decimal():
            shown = float(cell) if cell != cell.to_integral_value() else int(cell)
        case float():
            shown = int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
        case _:
            shown = "" if cell is None else cell
    return shown
