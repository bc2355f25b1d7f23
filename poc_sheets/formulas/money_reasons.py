"""Cell functions that say why: the flag of an account, the rows behind a cell, a per diem."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from poc_sheets.problems import CellTextError
from poc_sheets.registry import formula
from poc_sheets.settings import Settings
from poc_sheets.snapshots.costs import Costs
from poc_sheets.snapshots.flags import CHECK, Standing
from poc_sheets.snapshots.rulebook import WorkRules
from poc_sheets.snapshots.why import rows_behind
from poc_sheets.tabs import find_tab
from poc_sheets.tabs.budget import BudgetLine
from poc_sheets.tabs.cells import CodeKind, DateKind
from poc_sheets.tabs.cost_report import CostReportLine
from poc_sheets.tabs.kinds import Kind, Reading, Unreadable
from poc_sheets.tabs.model import R, Row, Rows
from poc_sheets.tabs.petty_cash import Envelope, ReceiptRow
from poc_sheets.tabs.purchase_orders import Invoice, POLine, PurchaseOrder
from poc_sheets.trade.money import as_text, from_minor
from poc_sheets.trade.per_diem import per_diem

_CELL = re.compile(r"^\$?[A-Z]{1,3}\$?(\d+)$", re.IGNORECASE)
_ROW = re.compile(r"^\d+$")


@formula(example='=POC_FLAG("2818")')
def flag(state: Standing, account: object) -> str:
    """CRITICAL, OVER, WATCH or nothing, as the account stands now; CHECK where it cannot be told.

    Args:
        account: an account of the Budget tab, as text or as a number.
    """
    code = _read(CodeKind(), account)
    if code in state.costs.doubtful:
        return CHECK
    if code not in state.costs.accounts:
        raise CellTextError(f"no account {code}")
    return state.judge(code)[0]


@formula(example='=POC_WHY("Budget","G12")')
def why(
    costs: Costs,
    settings: Settings,
    tab: object,
    cell: object,
    orders: Rows[PurchaseOrder] = Rows(),  # noqa: B008  (no tab, no rows)
    invoices: Rows[Invoice] = Rows(),  # noqa: B008
    envelopes: Rows[Envelope] = Rows(),  # noqa: B008
    receipts: Rows[ReceiptRow] = Rows(),  # noqa: B008
    report: Rows[CostReportLine] = Rows(),  # noqa: B008
) -> str:
    """The rows behind the numbers of a row, with their amounts.

    Args:
        tab: Budget, Cost Report, PO Log, PO Lines or PC Envelopes.
        cell: any cell of the row, such as G12, or the number of the row.
    """
    found = find_tab(str(tab))
    number = _row_number(cell)
    telling = _Telling(costs, settings.exponent)
    if found is BudgetLine:
        return telling.account(_at(costs.budget, number).account)
    if found is CostReportLine:
        line = _at(report, number)
        return telling.account(line.account) if line.account else f"the sum of {line.rows}"
    if found is PurchaseOrder:
        return telling.order(_at(orders, number).number, invoices)
    if found is POLine:
        line_rows = [ordered.row for ordered in costs.ordered]
        po_line = _at(line_rows, number)
        return telling.order(po_line.po_number, invoices, po_line.line)
    if found is Envelope:
        envelope = _at(envelopes, number).number
        rows = [(r, r.amount) for r in receipts if r.envelope == envelope]
        return telling.sum("receipts", rows)
    raise CellTextError(f"{tab} has no derived numbers to explain")


class _Telling:
    """Puts the rows behind a number into words."""

    def __init__(self, costs: Costs, exponent: int) -> None:
        self.costs = costs
        self.exponent = exponent

    def account(self, account: str) -> str:
        """What an account's actual and committed amounts are made of."""
        if account in self.costs.doubtful:
            return f"check {account}: a row could not be read"
        sources = self.costs.sources.get(account, [])
        posted = [entry for entry in sources if not isinstance(entry[0], POLine)]
        ordered = [entry for entry in sources if isinstance(entry[0], POLine)]
        return f"{self.sum('actual', posted)}; {self.sum('committed', ordered)}"

    def order(self, number: str, invoices: Rows[Invoice], line: int | None = None) -> str:
        """What an order, or one line of it, has open."""
        lines = [
            ordered
            for ordered in self.costs.ordered
            if ordered.row.po_number == number and line in {None, ordered.row.line}
        ]
        amounts: list[tuple[Row, int]] = [(ordered.row, ordered.amount) for ordered in lines]
        relieved: list[tuple[Row, int]] = [
            (invoice, invoice.amount)
            for invoice in invoices
            if invoice.po_number == number and (line is None or (invoice.po_line or 1) == line)
        ]
        still = as_text(sum(ordered.state.open for ordered in lines), self.exponent)
        return f"{self.sum('ordered', amounts)}; {self.sum('invoiced', relieved)}; open {still}"

    def sum(self, word: str, sources: Sequence[tuple[Row, int]]) -> str:
        """`actual 1,200.00: Invoices rows 4, 9`."""
        total = as_text(sum(amount for _, amount in sources), self.exponent)
        rows = rows_behind(sources)
        return f"{word} {total}" + (f": {rows}" if rows else "")


@formula(example='=POC_PERDIEM("IATSE Area Standards",DATE(2026,3,12),"breakfast, lunch")')
def perdiem(
    rules: WorkRules,
    agreement: object,
    on: object,
    meals: object = None,
) -> Decimal:
    """The per diem of a day on distant location, less the meals that were provided.

    Args:
        agreement: as in the Rules tab; empty: the crew agreement of the production.
        on: the day.
        meals: breakfast, lunch, dinner, as far as provided; empty: none.
    """
    settings = rules.settings
    name = str(agreement).strip() if agreement not in (None, "") else settings.agreement
    provided = [meal for meal in re.split(r"[,;/]", str(meals or "")) if meal.strip()]
    day = _read(DateKind(), on)
    told = per_diem(rules.book, name, day, provided=provided, exponent=settings.exponent)
    if told.findings:
        raise CellTextError(told.findings[0].title)
    return from_minor(told.amount, settings.exponent)


def _read(kind: Kind, cell: object) -> Any:
    if cell is None or cell == "":
        raise CellTextError(f"empty: type {kind.expected}")
    try:
        return kind.read(cell, Reading())  # type: ignore[arg-type]  # a cell, of any type
    except Unreadable as unreadable:
        raise CellTextError(f"type {unreadable}") from None


def _row_number(cell: object) -> int:
    text = _read(CodeKind(), cell)
    found = _CELL.match(text)
    if found:
        return int(found[1])
    if _ROW.match(text):
        return int(text)
    raise CellTextError(f"{text} is no cell such as G12")


def _at(rows: Sequence[R], number: int) -> R:
    for row in rows:
        if row.row == number:
            return row
    raise CellTextError(f"row {number} holds no data that could be read")
