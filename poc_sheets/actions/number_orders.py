"""The button "Number orders"."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Code, Raw
from poc_sheets.tabs.model import Row, Rows, column
from poc_sheets.tabs.purchase_orders import OrderNumber, PurchaseOrder
from poc_sheets.trade.orders import next_number


@dataclass(frozen=True)
class NumberOnLine(Row):
    """A PO number as a line or an invoice names it, however incomplete that row is."""

    tab: ClassVar[str] = "PO Lines"
    tab_id: ClassVar[str] = "po_lines"
    tab_names: ClassVar[tuple[str, ...]] = ("Purchase Order Lines", "PO Detail")

    number: OrderNumber = column("PO No.", synonyms=synonyms.PO_NUMBER)
    account: Code = column("Account", synonyms=synonyms.ACCOUNT)
    amount: Raw = column("Amount", synonyms=synonyms.AMOUNT)


@dataclass(frozen=True)
class NumberOnInvoice(NumberOnLine):
    """The same of the Invoices tab."""

    tab: ClassVar[str] = "Invoices"
    tab_id: ClassVar[str] = "invoices"
    tab_names: ClassVar[tuple[str, ...]] = ("Accounts Payable", "AP", "Bills")


@action("Number orders", group="Money")
def number_orders(
    orders: Rows[PurchaseOrder],
    lines: Rows[NumberOnLine] = Rows(),  # noqa: B008  (no tab, no rows)
    invoices: Rows[NumberOnInvoice] = Rows(),  # noqa: B008
    *,
    first: str = "1001",
) -> Outcome:
    """Give each purchase order that has no number the next one.

    The next number is one more than the highest that was ever given: void orders keep theirs, and a
    number that only a line or an invoice still names counts too. Of two people who press at the
    same moment one is told that the cell changed meanwhile, and presses again: both wanted to
    number the same empty cell, since an order that one of them saw empty the other saw empty too.

    Args:
        orders: the PO Log; a row without a number gets one.
        lines: numbers that order lines name.
        invoices: numbers that invoices name.
        first: the number of the very first order, such as PO-0001.

    Returns:
        Fills PO No. of the orders that have none.
    """
    used = [row.number for rows in (orders, lines, invoices) for row in rows if row.number]
    fills = []
    for order in orders:
        if not order.number:
            number = next_number(used, first)
            used.append(number)
            fills.append(Fill(order, "number", number))
    return Outcome(_summary([str(fill.value) for fill in fills]), fills=fills)


def _summary(given: list[str]) -> str:
    if not given:
        return "Every order has its number."
    shown = given[0] if len(given) == 1 else f"{given[0]} to {given[-1]}"
    return f"{len(given)} {'order' if len(given) == 1 else 'orders'} numbered: {shown}."
