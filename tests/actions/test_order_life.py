"""One purchase order from request to final invoice, with the cost report at each step."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest

import pytest

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.tabs.cost_report import CostReportLine
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Cell, Message

NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)
DAY = datetime(2026, 3, 16)  # noqa: DTZ001  (a cell)
RENTALS, PURCHASES = "2818", "2816"
#: actual, committed, to complete, final cost, variance, flag; in the production's currency.
Figures = tuple[float, float, float, float, float, str]


class Office:
    """The workbook, and what a coordinator types and presses.

    Before the order 2818 has a budget of 5,000.00 and 1,200.00 spent, 2816 a budget of 500.00.
    """

    def __init__(self) -> None:
        self.workbook = MemoryWorkbook(
            {
                "Production": [["Setting", "Value"], ["Cost report period", "2026-03"]],
                "Budget": [
                    ["Account", "Description", "Category", "Budget", "Flag", "Money at risk", "Why"],
                    [PURCHASES, "Purchases", "2800 Property", 500.0],
                    [RENTALS, "Rentals", "2800 Property", 5000.0],
                ],
                "Actuals": [["Date", "Account", "Amount"], [DAY, RENTALS, 1200.0]],
                "PO Log": [["PO No.", "Vendor", "Status", "Approval", "Approved total"]],
                "PO Lines": [["PO No.", "Line", "Account", "Amount", "Change order", "Overrun"]],
                "Approvals": [
                    ["PO No.", "Approves as", "Approver", "Approved at", "Total approved", "Word"],
                ],
                "Invoices": [
                    ["Vendor", "Invoice No.", "Date", "PO No.", "PO line", "Account", "Amount", "P/F", "Paid on", "Check"],
                ],
                "Cost Report": [[spec.heading for spec in columns_of(CostReportLine)]],
            }
        )  # fmt: skip

    def press(self, action: str, **options: object) -> Message:
        return press(action, self.workbook, now=NOW, **options)

    def approve(self, role: str) -> str:
        return self.press("approve_orders", order="1001", role=role, by="Rosa").summary

    def invoice(self, number: str, line: int, amount: float, word: str) -> None:
        account = RENTALS if line == 1 else PURCHASES
        row: list[Cell] = ["Acme", number, DAY, "1001", float(line), account, amount, word, DAY]
        self.workbook.cells["Invoices"].append(row)

    def formula(self, name: str, *arguments: str) -> object:
        answer = Calculator(self.workbook, now=NOW).calculate(name, arguments)
        return float(answer) if isinstance(answer, Decimal) else answer

    def stands(self, account: str) -> Figures:
        """An account's line of the Cost Report, after a press; the formulas say the same."""
        self.press("update_cost_report")
        heads, *rows = self.workbook.cells["Cost Report"]
        line = next(
            found
            for row in rows
            if (found := dict(zip_longest(heads, row))).get("Account") == account
        )
        assert line["Actual to date"] == self.formula("SPENT", account)
        assert line["Commitments"] == self.formula("COMMITTED", account)
        assert line["Estimate to complete"] == self.formula("ETC", account)
        assert line["Estimated final cost"] == self.formula("EFC", account)
        assert line["Variance"] == self.formula("VAR", account)
        assert (line["Flag"] or "") == self.formula("FLAG", account)
        return (
            float(self.formula("SPENT", account)),  # type: ignore[arg-type]  # a number of the line above
            float(line["Commitments"]),  # type: ignore[arg-type]  # as above
            float(line["Estimate to complete"]),  # type: ignore[arg-type]  # as above
            float(line["Estimated final cost"]),  # type: ignore[arg-type]  # as above
            float(line["Variance"]),  # type: ignore[arg-type]  # as above
            str(line["Flag"] or ""),
        )

    def said(self, action: str) -> list[str]:
        return [finding.problem for finding in self.press(action).findings]


def _request(office: Office) -> None:
    """3,000.00 of rentals and 450.00 of purchases, typed and numbered."""
    office.workbook.cells["PO Log"].append([None, "Acme", "Draft"])
    assert office.press("number_orders").summary == "1 order numbered: 1001."
    office.workbook.cells["PO Lines"] += [
        ["1001", 1.0, RENTALS, 3000.0],
        ["1001", 2.0, PURCHASES, 450.0],
    ]


def _approval(office: Office) -> None:
    """3,450.00 needs three."""
    assert office.approve("department head").endswith("Needs UPM, line producer.")
    assert office.approve("UPM").endswith("Needs line producer.")
    assert office.approve("line producer") == "PO 1001, USD 3,450.00: Approved."


def _partial_invoice(office: Office) -> None:
    office.invoice("A1", 1, 1000.0, "P")


def _change_order(office: Office) -> None:
    """1,500.00 more: what is committed is never hidden, and all have to approve again."""
    line = office.workbook.cells["PO Lines"][1]
    line += [None] * (5 - len(line))
    line[4] = 1500.0
    assert "changed-after-approval" in office.said("approve_orders")


def _approval_again(office: Office) -> None:
    for role in ("department head", "UPM", "line producer"):
        summary = office.approve(role)
    assert summary == "PO 1001, USD 4,950.00: Approved."


def _final_invoice(office: Office) -> None:
    """3,400.00 of 3,500.00 that are open: 100.00 goes back; 480.00 on 450.00 is 30.00 over."""
    office.invoice("A2", 1, 3400.0, "F")
    office.invoice("A3", 2, 480.0, "F")


def _credit(office: Office) -> None:
    """It lowers the actual and does not open the order again."""
    office.invoice("A4", 1, -700.0, "P")


#: Each step; the figures of 2818 and of 2816 after it; what is open on the order.
STEPS: list[tuple[Callable[[Office], None], Figures, Figures, float]] = [
    (_request, (1200, 0, 3800, 5000, 0, ""), (0, 0, 500, 500, 0, ""), 0),
    (_approval, (1200, 3000, 800, 5000, 0, ""), (0, 450, 50, 500, 0, "WATCH"), 3450),
    (_partial_invoice, (2200, 2000, 800, 5000, 0, ""), (0, 450, 50, 500, 0, "WATCH"), 2450),
    (_change_order, (2200, 3500, 0, 5700, 700, "OVER"), (0, 450, 50, 500, 0, "WATCH"), 3950),
    (_approval_again, (2200, 3500, 0, 5700, 700, "OVER"), (0, 450, 50, 500, 0, "WATCH"), 3950),
    (_final_invoice, (5600, 0, 0, 5600, 600, "OVER"), (480, 0, 20, 500, 0, "WATCH"), 0),
    (_credit, (4900, 0, 100, 5000, 0, "WATCH"), (480, 0, 20, 500, 0, "WATCH"), 0),
]  # fmt: skip


@pytest.mark.parametrize("count", range(1, len(STEPS) + 1))
def test_the_figures_of_each_step(count: int) -> None:
    """Committed until it is invoiced, never counted twice; a final invoice gives the rest back."""
    office = Office()
    for step, *_ in STEPS[:count]:
        step(office)
    _, rentals, purchases, still = STEPS[count - 1]
    assert office.stands(RENTALS) == rentals
    assert office.stands(PURCHASES) == purchases
    assert office.formula("OPENPO", "1001") == still


def _after(step: Callable[[Office], None]) -> Office:
    office = Office()
    for each, *_ in STEPS:
        each(office)
        if each is step:
            break
    return office


def test_a_change_order_that_breaks_the_account_is_said_and_stays_said() -> None:
    """By the check of orders and by the flags, with the money at risk, until money comes back."""
    office = _after(_change_order)
    for before in (_request, _approval, _partial_invoice):
        assert _after(before).said("check_orders") == []
    message = office.press("check_orders")
    assert [(f.problem, f.what) for f in message.findings] == [
        (
            "order-over",
            "the order 3,500.00, actual 2,200.00 and open orders 0.00; budget 5,000.00",
        )
    ]
    assert "committed-over" in office.said("flag_overspend")
    heads, _, rentals = office.workbook.cells["Budget"]
    flagged = dict(zip(heads, rentals, strict=False))
    assert (flagged["Flag"], flagged["Money at risk"]) == ("OVER", 700.0)
    assert "committed-over" not in _after(_credit).said("flag_overspend")


def test_invoices_within_the_tolerance_are_noted_and_no_error() -> None:
    """30.00 beyond an order of 450.00 is below 50.00."""
    office = _after(_final_invoice)
    assert "invoice-over" not in office.said("check_invoices")
    assert office.workbook.cells["Invoices"][3][9] == "over the order by 30.00 (6.7 %)"
    assert len(office.workbook.cells["Invoices"][1]) == 9, "nothing to say of the first"


def test_the_form_of_a_change_order_stays_beside_the_first() -> None:
    """Two PDFs of the whole order, under two names: the second says the new total."""
    office = _after(_approval)
    assert office.press("print_order", order="1001").summary == "PO 1001, Acme, USD 3,450.00."
    for step in (_change_order, _approval_again):
        step(office)
    assert office.press("print_order", order="1001").summary == "PO 1001, Acme, USD 4,950.00."
    first, second = office.workbook.documents
    assert "PO-1001_" in first
    assert "PO-1001-CO-4950.00_" in second
    assert all(pdf.startswith(b"%PDF") for pdf in office.workbook.documents.values())


def test_the_row_behind_a_figure_is_named() -> None:
    """What the account is made of, by tab and row."""
    assert _after(_partial_invoice).formula("WHY", "Budget", "D3") == (
        "actual 2,200.00: Actuals row 2; Invoices row 2; committed 2,000.00: PO Lines row 2"
    )
