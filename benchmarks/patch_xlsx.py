"""A press that changes 50 cells of a workbook file, against openpyxl load and save.

Prints ratios of medians, taken in turn inside one run: the machine's mood cancels out.

    python benchmarks/patch_xlsx.py [rounds]
"""

import importlib.util
import os
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import xlsxwriter

from poc_sheets.hosts.xlsx.workbook import open_workbook
from poc_sheets.workbook import Change

CELLS = 50
EXPENSES = 20_000
HEADINGS = (
    *("Receipt", "Date", "Vendor", "Account", "Amount", "Currency", "Net", "Tax", "Who"),
    *("Status", "Match", "Note"),
)


def build(path: Path) -> None:
    """25 tabs: 20,000 expenses in a table, 1,500 budget lines with formulas over them, the rest."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    tab = book.add_worksheet("Expenses")
    for at in range(1, EXPENSES + 1):
        cents = at * 37 % 100_000
        tab.write_row(at, 0, [f"R{at:05}"])
        tab.write_datetime(at, 1, datetime(2026, 1 + at % 12, 1 + at % 28), day)  # noqa: DTZ001 (a workbook knows no time zones)
        tab.write_row(at, 2, [f"Vendor {at % 700}", 2000 + at % 1500, cents / 100, "GBP"])
        tab.write_row(at, 6, [cents / 120, cents / 600, f"Person {at % 300}"])
    columns = [{"header": each} for each in HEADINGS]
    tab.add_table(0, 0, EXPENSES, len(HEADINGS) - 1, {"name": "Expenses", "columns": columns})
    tab = book.add_worksheet("Budget")
    for row in range(2, 1502):
        tab.write_row(row - 1, 0, [1998 + row, f"Line {row}", 1000 + row])
        reach = f"Expenses!$E$2:$E${EXPENSES + 1},Expenses!$D$2:$D${EXPENSES + 1}"
        spent = sum(at * 37 % 100_000 / 100 for at in range(row - 2, EXPENSES + 1, 1500) if at > 0)
        tab.write_formula(row - 1, 3, f"=SUMIFS({reach},A{row})", None, spent)
        tab.write_formula(row - 1, 4, f"=C{row}-D{row}", None, 1000 + row - spent)
        tab.write_formula(row - 1, 5, f"=IF(C{row}=0,0,D{row}/C{row})", None, spent / (1000 + row))
        over = "OVER" if spent > 1000 + row else ""
        tab.write_formula(row - 1, 6, f'=IF(E{row}<0,"OVER","")', None, over)
    for name, rows in (("Crew", 300), ("Orders", 5000), *((f"Day {n}", 60) for n in range(1, 22))):
        tab = book.add_worksheet(name)
        for at in range(rows):
            tab.write_row(at, 0, [f"{name} {at}", at, "text", at * 3.5, "more", "mail"])
    book.close()


def patch(path: Path, tab: str, column: int) -> None:
    """Our press: open, check, patch, verify, back up, replace."""
    book = open_workbook(path)
    rows = range(2, 2 + 3 * CELLS, 3)
    book.write([Change(tab, row, column, None, f"M{row}") for row in rows])


def with_openpyxl(path: Path, tab: str, column: int) -> None:
    """The same cells through openpyxl."""
    book = openpyxl.load_workbook(path)
    sheet = book[tab]
    for row in range(2, 2 + 3 * CELLS, 3):
        sheet.cell(row, column).value = f"M{row}"
    book.save(path)


def timed(press: Callable[[Path, str, int], None], source: Path, tab: str, column: int) -> float:
    """Seconds of one press on a fresh copy."""
    path = source.with_name("pressed.xlsx")
    shutil.copy(source, path)
    start = time.perf_counter()
    press(path, tab, column)
    return time.perf_counter() - start


def amounts(path: Path, tab: str, column: int) -> None:
    """Our press on amounts that 1,500 budget lines add up: their results are computed anew."""
    book = open_workbook(path)
    cells = book.read([tab])[tab]
    rows = range(2, 2 + 3 * CELLS, 3)
    book.write([Change(tab, row, column, cells.at(row, column), 1.5) for row in rows])


def main(rounds: int) -> None:
    """Build the workbook once, press in turn, print the ratios."""
    warnings.simplefilter("ignore")
    fast = "isal" if importlib.util.find_spec("isal") else "zlib"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POC_SHEETS_DATA"] = folder
        source = Path(folder) / "book.xlsx"
        build(source)
        print(f"{source.stat().st_size / 1e6:.1f} MB, {fast}, median of {rounds} rounds")
        cases = {
            "20,000-row tab": (patch, "Expenses", 11),
            "small tab": (patch, "Crew", 8),
            "20,000-row tab, 1,500 results anew": (amounts, "Expenses", 5),
        }
        ours: dict[str, list[float]] = {name: [] for name in cases}
        theirs: list[float] = []
        for _ in range(rounds):
            for name, (press, tab, column) in cases.items():
                ours[name].append(timed(press, source, tab, column))
            theirs.append(timed(with_openpyxl, source, "Expenses", 11))
        slow = statistics.median(theirs)
        print(f"{'openpyxl load and save':40} {slow:8.3f} s      1 x")
        for name, seconds in ours.items():
            middle = statistics.median(seconds)
            print(f"{name:40} {middle:8.3f} s {slow / middle:6.0f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
