"""Cell functions about money."""

from datetime import datetime

import pytest

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.workbook import Cell

NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)


def _calculator() -> Calculator:
    workbook = MemoryWorkbook(
        {
            "Production": [
                ["Setting", "Value"],
                ["Cost report period", "2026-03"],
                ["Variance shows", "Over as minus"],
            ],
            "Budget": [
                ["Account", "Budget", "Approved changes", "ETC mode", "Held ETC or EFC"],
                [2818.0, 10000.0, None, None, None],
                ["2819", 1000.0, 500.0, "Hold EFC", 2000.0],
                ["2820", 1.0, None, None, None],
            ],
            "PO Log": [["PO No.", "Vendor", "Status"], ["1042", "Acme", "Approved"]],
            "PO Lines": [
                ["PO No.", "Line", "Account", "Amount"],
                ["1042", 1.0, 2818.0, 3000.0],
                ["1042", 2.0, 2819.0, 700.0],
            ],
            "Invoices": [
                ["Vendor", "Invoice No.", "Date", "PO No.", "PO line", "Account", "Amount"],
                ["Acme", "A", datetime(2026, 3, 2), "1042", 1.0, 2818.0, 1200.0],  # noqa: DTZ001
                ["Acme", "B", datetime(2026, 2, 2), None, None, 2818.0, 3000.1],  # noqa: DTZ001
                ["Acme", "C", None, None, None, "2820", "ten"],
            ],
            "PC Envelopes": [["Envelope"], ["JS01"]],
            "Receipts": [["Receipt No.", "Amount", "Envelope"], ["R1", 5.0, "JS01"]],
        }
    )
    return Calculator(workbook, now=NOW)


@pytest.mark.parametrize(
    ("name", "arguments", "value"),
    [
        ("SPENT", [2818.0], 4200.10),
        ("POC_SPENT", ["2818"], 4200.10),
        ("COMMITTED", ["2818"], 1800.0),
        ("REMAINING", ["2818"], 3999.90),
        ("ACTUAL", ["2818", "2026-02"], 3000.10),
        ("ACTUAL", ["2818"], 1200.0),
        ("OPENPO", [1042.0], 2500.0),
        ("OPENPO", ["2819"], 700.0),
        ("ETC", ["2818"], 3999.90),
        ("ETC", ["2819"], 1300.0),
        ("EFC", ["2819"], 2000.0),
        ("VAR", ["2819"], -500.0),
        ("FLAG", ["2818"], ""),
        ("FLAG", ["2820"], "CHECK"),
        ("SPENT", ["2820"], "#check 2820: a row could not be read"),
        ("SPENT", ["9999"], "#no account 9999"),
        ("SPENT", [None], "#no account: the cell is empty"),
        ("WHY", ["Budget", "C2"],
         "actual 4,200.10: Invoices rows 2, 3; committed 1,800.00: PO Lines row 2"),
        ("WHY", ["PO Log", 2.0],
         "ordered 3,700.00: PO Lines rows 2, 3; invoiced 1,200.00: Invoices row 2; open 2,500.00"),
        ("WHY", ["PO Lines", "$H$3"], "ordered 700.00: PO Lines row 3; invoiced 0.00; open 700.00"),
        ("WHY", ["PC Envelopes", "A2"], "receipts 5.00: Receipts row 2"),
        ("WHY", ["Crew", "A2"], "#Crew has no derived numbers to explain"),
        ("WHY", ["Budget", "A99"], "#row 99 holds no data that could be read"),
        ("WHY", ["Budget", "here"], "#here is no cell such as G12"),
    ],
)  # fmt: skip
def test_a_cell_shows(name: str, arguments: list[Cell], value: float | str) -> None:
    """A number, or a short text that starts with # and says why there is none."""
    assert _calculator().calculate(name, arguments) == value


def test_a_column_of_accounts_is_answered_in_one_call() -> None:
    """Blank cells stay blank."""
    column: list[list[Cell]] = [[2818.0], [None], ["2819"]]
    assert _calculator().calculate("EFC", [column]) == [[10000.0], [""], [2000.0]]


def test_the_per_diem_of_a_day() -> None:
    """70.00 less breakfast 14.00 and lunch 21.00."""
    calculator = _calculator()
    arguments: list[Cell] = ["IATSE Area Standards", "2026-03-12", "Breakfast, lunch"]
    assert calculator.calculate("PERDIEM", arguments) == 35.0
    assert calculator.calculate("PERDIEM", [*arguments[:2]]) == 70.0
    assert str(calculator.calculate("PERDIEM", ["IATSE Area Standards", "soon"])).startswith("#")
