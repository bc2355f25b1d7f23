# ruff: noqa: DTZ001 (a workbook knows no time zones)
"""A workbook as XlsxWriter writes it: a Budget tab, and another one that refers to it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

HEADINGS = ("Account", "Date", "Amount", "Double")


def budget(path: Path, *, totals: bool = False, below: bool = True, is_known: bool = True) -> Path:
    """A Budget tab: headings in row 4, data from row 5; Sum refers to it in every way."""
    rows = 5
    book = xlsxwriter.Workbook(str(path))
    tab, total = book.add_worksheet("Budget"), book.add_worksheet("Sum It's")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    last = 4 + rows
    columns: list[dict[str, Any]] = [{"header": each} for each in HEADINGS]
    if totals:
        columns[0]["total_string"] = "Total"
    tab.add_table(
        3, 0, last - 1 + totals, 3, {"name": "Bud", "columns": columns, "total_row": totals}
    )
    for at in range(rows):
        tab.write_row(4 + at, 0, [f"A{at}"])
        tab.write_datetime(4 + at, 1, datetime(2026, 1, at + 1), day)
        tab.write(4 + at, 2, 100.0 * (at + 1))
        tab.write_formula(4 + at, 3, "=Bud[[#This Row],[Amount]]*2", None, 200.0 * (at + 1))
    if totals:
        # XlsxWriter's own total would leave out the table's name, which Excel never does.
        tab.write_formula(last, 2, f"=SUBTOTAL(109,{'Bud' if below else ''}[Amount])", None, 1500)
    if below:
        tab.write(last + 2, 0, "Notes")
        tab.write_formula(last + 3, 2, f"=SUM(C5:C{last})", None, 1500)
        tab.merge_range(last + 4, 0, last + 4, 2, "merged")
        tab.write_comment(last + 2, 0, "a note")
        tab.write_url(last + 5, 0, f"internal:Budget!A{last + 3}")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"=Budget!$C$5:$C${last}"})
        tab.insert_chart(last + 2, 5, chart)
    tab.conditional_format(4, 2, last - 1, 2, {"type": "top", "value": 1, "format": day})
    tab.data_validation(4, 0, last - 1, 0, {"validate": "list", "source": ["A1"]})
    total.write_formula("A1", f"=SUM(Budget!C5:C{last})", None, 1500)
    if below:
        total.write_formula("A2", f"=Budget!C{last + 4}+1", None, 1501)
    total.write_formula("A3", "=SUM(Bud[Amount])", None, 1500)
    if not is_known:
        total.write_formula("A4", "=OFFSET(Budget!C4,1,0)", None, 100)
    book.define_name("Amounts", f"=Budget!$C$5:$C${last}")
    tab.print_area(0, 0, last - 1, 3)
    book.close()
    return path
