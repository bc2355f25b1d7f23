"""Books to work on in the office that all tests share."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw


@pytest.fixture
def book(app: xw.App) -> Iterator[xw.Book]:
    """A new empty book."""
    book = app.books.add()
    yield book
    book.close()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    """The only tab of a new book."""
    return book.sheets[0]


@pytest.fixture
def production_file(tmp_path: Path) -> Path:
    """A small production workbook as Excel would have saved it.

    Budget: a table with a row of totals, and a note below it. Petty Cash: a table that is empty.
    Notes: no table. Ids by names, as the templates have them.
    """
    path = tmp_path / "Harvest Moon.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as made:
        text, day = (
            made.add_format({"num_format": "@"}),
            made.add_format({"num_format": "dd/mm/yyyy"}),
        )
        budget = made.add_worksheet("Budget")
        rows = [
            ("0042", 1000.5, datetime.fromisoformat("2026-03-01"), True),
            ("2818", 0.0, datetime.fromisoformat("2026-03-02"), False),
        ]
        for row, (account, amount, date, locked) in enumerate(rows, 1):
            budget.write_string(row, 0, account, text)
            budget.write_number(row, 1, amount)
            budget.write_datetime(row, 2, date, day)
            budget.write_boolean(row, 3, locked)
            budget.write_formula(row, 4, f"=B{row + 1}*2")
        headings = [{"header": name} for name in ("Account", "Budget", "Date", "Locked", "Double")]
        budget.add_table(
            0, 0, 3, 4, {"name": "BudgetLines", "total_row": True, "columns": headings}
        )
        budget.write_string(3, 0, "Total")
        budget.write_formula(3, 1, "=SUBTOTAL(109,B2:B3)")
        budget.write_string(5, 0, "Agreed with the line producer")
        budget.write_formula(6, 0, "=1/0")
        petty = made.add_worksheet("Petty Cash")
        petty.add_table(
            0,
            0,
            1,
            1,
            {"name": "PettyCash", "columns": [{"header": "Receipt"}, {"header": "Amount"}]},
        )
        petty.write_formula(0, 3, "=SUM(PettyCash[Amount])")
        notes = made.add_worksheet("Notes")
        notes.write_column(0, 0, ["Note", "first"])
        made.define_name("_poc_tab_budget", "=Budget!$A$1")
        made.define_name("_poc_tab_petty_cash", "='Petty Cash'!$A$1")
    return path


@pytest.fixture
def production(app: xw.App, production_file: Path) -> Iterator[xw.Book]:
    """The small production workbook, open."""
    yield app.books.open(production_file)
    # A test may have saved it under another name, or closed it.
    for book in list(app.books):
        book.close()
