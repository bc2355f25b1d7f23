"""The template's own formulas say what the buttons say, in a real spreadsheet program."""

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.build.demo.production import demo_rows
from poc_sheets.build.workbooks import write_workbook
from poc_sheets.calculator import Calculator
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.runner import press
from poc_sheets.settings import Settings
from poc_sheets.tabs.assets import Asset
from poc_sheets.tabs.budget import Actual, BudgetLine
from poc_sheets.tabs.card_statement import CardLine, MatchRow
from poc_sheets.tabs.model import Row
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.tabs.purchase_orders import Invoice, POLine, PurchaseOrder
from poc_sheets.tabs.rules import PolicyRow

NOW = datetime(2026, 3, 16, 19, 0)  # noqa: DTZ001  (as in the sheet)
DAY = date(2026, 3, 2)
YESTERDAY = date(2026, 3, 15)
NOT_EVEN = Decimal("1.0875")
SETTINGS = Settings(title="Native", currency="USD")

pytestmark = pytest.mark.office


def _calculated(path: Path) -> Path:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine")
    out = path.parent / "calculated"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    kind = "xlsx:Calc MS Excel 2007 XML"
    subprocess.run(
        [
            program,
            "--headless",
            "--norestore",
            profile,
            "--convert-to",
            kind,
            "--outdir",
            out,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return out / path.name


def _differences(path: Path) -> list[str]:
    """Every account and every figure in which the sheet and the formulas of ours differ."""
    from openpyxl import load_workbook  # noqa: PLC0415  (only where a program calculated)

    sheet = load_workbook(_calculated(path), data_only=True)["Budget"]
    calculator = Calculator(XlsxWorkbook(path), now=NOW)
    headings = {cell.value: cell.column for cell in sheet[4]}
    pairs = {
        "Actual to date": "SPENT",
        "Committed": "COMMITTED",
        "EFC": "EFC",
        "Over/(under)": "VAR",
    }
    found = []
    for row in range(5, sheet.max_row + 1):
        account: Any = sheet.cell(row, headings["Account"]).value
        for heading, formula in pairs.items() if account else ():
            shown = sheet.cell(row, headings[heading]).value
            ours = calculator.calculate(formula, [account])
            if not isinstance(shown, int | float) or abs(shown - ours) > 0.004:
                found.append(f"{account} {heading}: sheet {shown}, ours {ours}")
    return found


def _every_rule() -> dict[type[Row], Sequence[Row]]:
    """One row for each rule of what counts as cost and what an order commits."""
    accounts = {
        "1": (100_00, "Auto", None), "2": (100_00, "Hold ETC", 7_00), "3": (100_00, "Hold EFC", 90_00),
        "4": (100_00, "Hold EFC", None), "5": (0, "Auto", None),
    }  # fmt: skip
    orders = [
        ("A", "Approved", ""), ("B", "Draft", ""), ("C", "", "Approved"),
        ("D", "Draft", "Changed from 1.00 to 2.00: needs UPM"), ("E", "Void", "Approved"),
        ("F", "Closed", ""), ("G", "Partial", ""),
    ]  # fmt: skip
    invoice: dict[str, Any] = {"vendor": "V", "date": DAY, "account": "1"}
    line: dict[str, Any] = {"date": DAY, "account": "4", "amount": 3_00}
    return {
        BudgetLine: [
            BudgetLine(account=a, budgeted=b, etc_mode=mode, held=held, overage=1_00)
            for a, (b, mode, held) in accounts.items()
        ],
        Actual: [Actual(account="5", amount=-4_00)],
        PurchaseOrder: [
            PurchaseOrder(number=n, status=status, approval=approval, returns_on=YESTERDAY)
            for n, status, approval in orders
        ],
        POLine: [
            *(POLine(po_number=n, line=1, account="1", amount=50_00) for n, _, _ in orders),
            POLine(po_number="A", line=2, account="2", amount=20_00, change_order=5_00, rental_rate=1_00, rental_per="Day"),
            POLine(po_number="A", line=3, account="3", amount=20_00),
            POLine(po_number="G", line=2, account="2", amount=9_00, is_closed=True),
        ],
        Invoice: [
            Invoice(number="1", po_number="A", po_line=2, amount=11_11, tax=1_01, **invoice),
            Invoice(number="1", po_number="A", po_line=2, amount=11_11, tax=1_01, **invoice),
            Invoice(number="2", po_number="A", po_line=3, amount=3_33, final="F", **invoice),
            Invoice(number="3", po_number="G", amount=10_00, **invoice),
            Invoice(number="4", po_number="G", po_line=1, amount=-2_00, **invoice),
            Invoice(number="", amount=1_00, **invoice),
            Invoice(number="", amount=1_00, **invoice),
        ],
        ReceiptRow: [
            ReceiptRow(receipt_id="1", account="2", amount=10_00, matched_to="L1", match_status="matched"),
            ReceiptRow(receipt_id="R2", account="3", amount=5_00, matched_to="L2", match_status="matched"),
            ReceiptRow(receipt_id="R3", account="4", amount=6_00, matched_to="L2", match_status="matched"),
            ReceiptRow(receipt_id="R4", account="5", amount=8_00, matched_to="L3, L4", match_status="matched"),
            ReceiptRow(receipt_id="R5", account="5", amount=9_00, currency="EUR", matched_to="L5", match_status="matched"),
            ReceiptRow(receipt_id="R9", account="5", amount=8_00, disallowed=1_00, currency="EUR", matched_to="L7", match_status="matched"),
            ReceiptRow(receipt_id="R6", account="5", amount=7_00, currency="EUR", rate=NOT_EVEN),
            ReceiptRow(receipt_id="R7", account="5", amount=7_00, disallowed=2_50, currency="USD"),
            ReceiptRow(receipt_id="R8", account="5", amount=1_00, matched_to="L6", match_status="suggested"),
        ],
        CardLine: [
            CardLine(line_id="L1", date=DAY, amount=12_00, status="matched", receipts="1"),
            CardLine(line_id="L2", date=DAY, amount=11_50, status="matched", receipts="R2, R3"),
            CardLine(line_id="L3", date=DAY, amount=5_00, status="matched", receipts="R4"),
            CardLine(line_id="L4", date=DAY, amount=4_00, status="matched", receipts="R4"),
            CardLine(line_id="L5", date=DAY, amount=10_07, status="matched", receipts="R5"),
            CardLine(line_id="L7", date=DAY, amount=9_00, status="matched", receipts="R9"),
            CardLine(line_id="L6", date=DAY, amount=2_00, status="suggested", receipts="R8", account="5"),
            *(
                CardLine(line_id=f"S{n}", status=status, decision=decision, **line)
                for n, (status, decision) in enumerate((
                    ("", ""), ("missing receipt", ""), ("fee", ""), ("personal", "Personal"),
                    ("dispute", "Dispute"), ("pending", ""), ("re-imported", ""),
                    ("possible duplicate", ""), ("possible duplicate", "Duplicate"),
                ))
            ),
            CardLine(line_id="P", is_pending=True, **line),
        ],
        MatchRow: [
            MatchRow(line_id="L1", receipt_id="1", status="auto", difference=2_00),
            MatchRow(line_id="L2", receipt_id="R2", status="auto", difference=50),
            MatchRow(line_id="L2", receipt_id="R3", status="auto", difference=50),
            MatchRow(line_id="L3", receipt_id="R4", status="decided", difference=1_00),
            MatchRow(line_id="L4", receipt_id="R4", status="decided", difference=1_00),
            MatchRow(line_id="L5", receipt_id="R5", status="auto", difference=0),
            MatchRow(line_id="L7", receipt_id="R9", status="auto", difference=0, fx_difference=44, fx_account="3"),
            MatchRow(line_id="L6", receipt_id="R8", status="suggested", difference=1_00),
        ],
        Asset: [
            Asset(reference="X", account="5", disposition="Sold", proceeds=1_25),
            Asset(reference="Y", account="5", disposition="Kept", proceeds=9_99),
        ],
        PolicyRow: [PolicyRow(policy="reconcile.disputed_is_cost", value="on")],
    }  # fmt: skip


def test_the_budget_tab_shows_what_the_buttons_say(tmp_path: Path) -> None:
    """Every rule of what is spent, committed and final, in LibreOffice."""
    path = tmp_path / "native.xlsx"
    write_workbook(path, _every_rule(), SETTINGS)
    assert press("check_orders", XlsxWorkbook(path), now=NOW).changed_cells > 0
    assert _differences(path) == []


def test_the_demo_shows_what_the_buttons_say(tmp_path: Path) -> None:
    """Some accounts of the invented production, with all of its invoices and orders."""
    rows = dict(demo_rows())
    rows[BudgetLine] = rows[BudgetLine][::15]
    rows[ReceiptRow] = rows[ReceiptRow][::5]
    path = tmp_path / "demo.xlsx"
    write_workbook(path, rows, SETTINGS)
    assert _differences(path) == []


def test_orders_are_totalled_and_counted_as_they_stand(tmp_path: Path) -> None:
    """A total has its change orders; who waits for approval goes by the approval, not the status."""
    from openpyxl import load_workbook  # noqa: PLC0415  (as above)

    path = tmp_path / "orders.xlsx"
    write_workbook(path, _every_rule(), SETTINGS)
    book = load_workbook(_calculated(path), data_only=True)
    log = book["PO Log"]
    headings = {cell.value: cell.column for cell in log[4]}
    totals = {log.cell(r, 1).value: log.cell(r, headings["Total"]).value for r in range(5, 12)}
    assert (totals["A"], totals["B"]) == (95, 50)
    waiting = {row[4]: row[5] for row in book["Today"].iter_rows(max_row=20, values_only=True)}
    assert waiting["Purchase orders to approve"] == 2
    assert waiting["Vendors without W-9"] == 0
