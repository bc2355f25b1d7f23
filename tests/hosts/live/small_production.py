"""A production workbook that a windowed office opens at once: thirty accounts of the invented one."""

from dataclasses import replace
from pathlib import Path

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
