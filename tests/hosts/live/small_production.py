"""A production workbook of thirty accounts, which a windowed office opens at once and shows."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from poc_sheets.build.defaults import starting_rows
from poc_sheets.build.demo.production import demo_rows
from poc_sheets.build.demo.show import demo_settings
from poc_sheets.build.workbooks import write_workbook
from poc_sheets.calculator import Calculator
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.tabs.budget import Actual, BudgetLine

ACCOUNTS = 30
#: The budget of the first of them, in cents.
TOO_LITTLE = 10_000


def write_small_production(path: Path) -> tuple[str, float]:
    """Write the workbook; an account with money spent, and how much."""
    everything = demo_rows()
    actuals = [row for row in everything[Actual] if isinstance(row, Actual)]
    accounts = list(dict.fromkeys(row.account for row in actuals))[:ACCOUNTS]
    rows = dict(starting_rows())
    rows[BudgetLine] = [
        replace(row, budgeted=TOO_LITTLE) if row.account == accounts[0] else row
        for row in everything[BudgetLine]
        if isinstance(row, BudgetLine) and row.account in accounts
    ]
    rows[Actual] = [row for row in actuals if row.account in accounts]
    write_workbook(path, rows, demo_settings())
    spent = Calculator(XlsxWorkbook(path)).calculate("SPENT", [accounts[0]])
    return accounts[0], float(spent)


def contents(model: Any) -> list[Any]:
    """Every cell of every tab."""
    found = []
    for sheet in model.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 - UNO takes no names
        end = cursor.getRangeAddress()
        cells = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        found.append((sheet.getName(), cells.getDataArray()))
    return found


def imported(model: Any) -> list[Any]:
    """The rows of the statement that was brought in."""
    rows = model.Sheets.getByName("Card Statement").getCellRangeByName("A1:Z60").getDataArray()
    return [row for row in rows if "April 2026" in row]


def formula_cell(model: Any, formula: str) -> Any:
    """Type a formula of ours into a cell of the Today tab."""
    cell = model.Sheets.getByName("Today").getCellRangeByName("N20")
    cell.setFormula(formula.replace("POC_", "POC."))
    return cell


def first_amount(model: Any, account: str, more: float) -> None:
    """Add to the first amount that is posted to an account."""
    actuals = model.Sheets.getByName("Actuals")
    rows = actuals.getCellRangeByName("A1:Z60").getDataArray()
    line = next(number for number, row in enumerate(rows) if account in row)
    amounts = enumerate(rows[line])
    column = next(n for n, cell in amounts if isinstance(cell, float) and 0 < cell < 20_000)
    actuals.getCellByPosition(column, line).setValue(rows[line][column] + more)


def flag(model: Any, account: str) -> str:
    """What the Budget tab says of an account."""
    rows = model.Sheets.getByName("Budget").getCellRangeByName("A1:Z40").getDataArray()
    line = next(row for row in rows if account in row)
    return next((str(cell) for cell in line if cell in {"OVER", "CRITICAL", "WATCH"}), "")
