"""The button "Check orders"."""

from collections import Counter
from datetime import datetime

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.cost_findings import invoices_over, orders_over
from poc_sheets.snapshots.costs import Costs
from poc_sheets.snapshots.relief import Ordered
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.purchase_orders import VOID, Invoice, PurchaseOrder
from poc_sheets.trade.money import as_text

RENTAL_LATE = Problem(
    "rental-late",
    title="PO {number} is {days} past its return date",
    what="{vendor}: due back {due}, {overrun} more on account {account} so far",
    do="return it and type Returned on, or move the return date with a change order",
    level="warning",
)
RENTAL_LATE_NO_RATE = Problem(
    "rental-late-no-rate",
    title="PO {number} is {days} past its return date, and its rate is not known",
    what="{vendor}: due back {due}; what it costs more is not counted",
    do="type the rental rate, and Day or Week, on line {line}",
)
VOID_WITH_INVOICES = Problem(
    "void-with-invoices",
    title="PO {number} is void, but has invoices",
    what="{count} invoices name it, {amount} in all",
    do="close the order instead, or move the invoices to another order",
)
NUMBER_TWICE = Problem(
    "order-number-twice",
    title="PO number {number} was given twice",
    what="rows {rows} have it",
    do="give the later order its own number: clear it and press Number orders",
)
NO_NUMBER = Problem(
    "order-without-number",
    title="An order of {vendor} has no number",
    what="a number is given once, by Number orders",
    do="press Number orders",
    level="note",
)
LINE_WITHOUT_ORDER = Problem(
    "line-without-order",
    title="PO {number} is not in the PO Log",
    what="line {line} orders {amount} on account {account}, which commits nothing",
    do="add the order to the PO Log, or correct the number",
)


@action("Check orders", group="Money")
def check_orders(
    costs: Costs,
    orders: Rows[PurchaseOrder],
    invoices: Rows[Invoice],
    settings: Settings,
    now: datetime,
) -> Outcome:
    """Check every purchase order: budget, invoices, late rentals, numbers.

    An order that waits for approval is measured against its account before it is approved. A rental
    that is not back goes on costing its rate, day by day, until Returned on is typed.

    Args:
        costs: every order line with what is open, and every account.
        orders: the PO Log.
        invoices: to see which orders they name.
        settings: the currency.
        now: today, for what is late.

    Returns:
        Fills Overrun of the lines of late rentals. Findings: what cannot be right first.

    Problems:
        order-over: the order would take its account over the budget.
        rental-late: the return date is over.
        void-with-invoices: a void order cannot have invoices.
    """
    del now
    findings = _numbers(orders) + _void(orders, invoices, settings)
    findings += [
        LINE_WITHOUT_ORDER.at(
            place_of(line.row, "po_number"),
            number=line.row.po_number,
            line=line.row.line,
            amount=as_text(line.amount, settings.exponent),
            account=line.row.account,
        )
        for line in costs.ordered
        if line.order is None and orders
    ]
    findings += orders_over(costs, settings)
    findings += invoices_over(costs, settings)
    late = [line for line in costs.ordered if line.days_late and _is_out(line)]
    findings += [_late(line, settings) for line in late]
    fills = [Fill(line.row, "overrun", line.overrun or None) for line in costs.ordered]
    return Outcome(_summary(costs, orders, late, settings), findings, fills)


def _is_out(line: Ordered) -> bool:
    return not line.row.is_closed and (line.order is None or line.order.returned_on is None)


def _late(line: Ordered, settings: Settings) -> Finding:
    order = line.order
    days = f"{line.days_late} day{'s' if line.days_late > 1 else ''}"
    facts = {
        "number": line.row.po_number,
        "line": line.row.line,
        "account": line.row.account,
        "days": days,
        "vendor": order.vendor if order else "",
        "due": order.returns_on if order else "",
        "overrun": as_text(line.overrun, settings.exponent),
    }
    if not line.row.rental_rate:
        return RENTAL_LATE_NO_RATE.at(place_of(line.row, "rental_rate"), **facts)
    return RENTAL_LATE.at(place_of(line.row, "overrun"), **facts)


def _numbers(orders: Rows[PurchaseOrder]) -> list[Finding]:
    rows: dict[str, list[PurchaseOrder]] = {}
    for order in orders:
        rows.setdefault(order.number, []).append(order)
    nameless = rows.pop("", [])
    findings = [
        NUMBER_TWICE.at(
            place_of(same[1], "number"), number=number, rows=", ".join(str(o.row) for o in same)
        )
        for number, same in rows.items()
        if len(same) > 1
    ]
    findings += [
        NO_NUMBER.at(place_of(order, "number"), vendor=order.vendor or "no vendor")
        for order in nameless
    ]
    return findings


def _void(
    orders: Rows[PurchaseOrder], invoices: Rows[Invoice], settings: Settings
) -> list[Finding]:
    counts = Counter(row.po_number for row in invoices)
    amounts: Counter[str] = Counter()
    for row in invoices:
        amounts[row.po_number] += row.amount
    return [
        VOID_WITH_INVOICES.at(
            place_of(order, "status"),
            number=order.number,
            count=counts[order.number],
            amount=as_text(amounts[order.number], settings.exponent),
        )
        for order in orders
        if order.status == VOID and order.number and counts[order.number]
    ]


def _summary(
    costs: Costs, orders: Rows[PurchaseOrder], late: list[Ordered], settings: Settings
) -> str:
    def money(amount: int) -> str:
        return as_text(amount, settings.exponent)

    is_open = {line.row.po_number for line in costs.ordered if line.state.open}
    committed = sum(line.state.open for line in costs.ordered)
    waiting = sum(line.amount for line in costs.ordered if line.is_waiting)
    overdue = len({line.row.po_number for line in late})
    back = f", {overdue} rental{'s' if overdue > 1 else ''} not back" if overdue else ""
    return (
        f"{len(orders)} order{'' if len(orders) == 1 else 's'}: {len(is_open)} open with {settings.currency} {money(committed)}, "
        f"{money(waiting)} waiting for approval{back}."
    )
