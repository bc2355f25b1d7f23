"""Purchase order lines as they stand: what is ordered, relieved, open, and running over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from poc_sheets.snapshots.postings import repeated
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.purchase_orders import (
    ALL_APPROVED,
    CHANGED,
    COMMITTING,
    WAITING,
    Invoice,
    POLine,
    PurchaseOrder,
)
from poc_sheets.trade.costs import LineState, Relief, line_state
from poc_sheets.trade.orders import OrderLine, rental_overrun, spread_invoice
from poc_sheets.trade.policy import Policy


@dataclass(frozen=True, slots=True)
class Ordered:
    """One line of an order.

    Attributes:
        row: the line.
        order: its order; `None` where the log has none of that number.
        state: open, relieved, over, returned.
        amount: ordered with change orders and overrun.
        overrun: rent since the return date, in minor units.
        days_late: since the return date, until it came back.
        is_waiting: its order waits for approval and commits nothing yet.
    """

    row: POLine
    order: PurchaseOrder | None
    state: LineState
    amount: int
    overrun: int = 0
    days_late: int = 0
    is_waiting: bool = False


def is_committing(order: PurchaseOrder) -> bool:
    """Whether an order commits money: its Status says so, or it waits and has every approval.

    An order that changed after its approval waits again, but what it commits is never hidden.
    """
    if order.status in COMMITTING:
        return True
    approved = order.approval == ALL_APPROVED or order.approval.startswith(CHANGED)
    return order.status in WAITING and approved


def order_lines(
    orders: Rows[PurchaseOrder],
    po_lines: Rows[POLine],
    invoices: Rows[Invoice],
    policy: Policy,
    today: date,
) -> tuple[Ordered, ...]:
    """Every purchase order line with its state.

    A line whose order cannot be found in a PO Log that has rows commits nothing; without a log
    every line is taken as approved.
    """
    by_number = {order.number: order for order in orders if order.number}
    is_on = policy.is_on("rental.late_accrues")
    per_week = policy.whole("rental.days_per_week")
    reliefs = _reliefs(po_lines, invoices)
    lines = []
    for row in po_lines:
        order = by_number.get(row.po_number)
        late = _days_late(order, today)
        overrun = _overrun(row, late, per_week) if is_on else 0
        amount = row.amount + row.change_order + overrun
        commits = is_committing(order) if order else not by_number
        taken = reliefs.get((row.po_number, row.line), [])
        state = line_state(amount, taken, commits=commits, is_closed=row.is_closed)
        waits = order is not None and order.status in WAITING and not commits
        lines.append(Ordered(row, order, state, amount, overrun, late, waits))
    return tuple(lines)


def pending_by_account(ordered: Iterable[Ordered]) -> Mapping[str, int]:
    """What orders that wait for approval would add to each account."""
    amounts: dict[str, int] = defaultdict(int)
    for line in ordered:
        if line.is_waiting and not line.row.is_closed:
            amounts[line.row.account] += line.amount
    return dict(amounts)


def _reliefs(
    po_lines: Rows[POLine], invoices: Rows[Invoice]
) -> dict[tuple[str, int], list[Relief]]:
    again = {row.row for row, _ in repeated(invoices)}
    lines: dict[str, list[OrderLine]] = defaultdict(list)
    for row in po_lines:
        ordered = row.amount + row.change_order
        lines[row.po_number].append(OrderLine(row.line, ordered, row.is_deposit))
    reliefs: dict[tuple[str, int], list[Relief]] = defaultdict(list)
    taken: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for invoice in invoices:
        number = invoice.po_number
        if not number or invoice.row in again:
            continue
        is_final = invoice.final.upper() == "F"
        if invoice.po_line is not None:
            parts = {invoice.po_line: invoice.amount}
        else:
            parts = spread_invoice(invoice.amount, lines[number], taken[number])
        for line, amount in parts.items():
            reliefs[number, line].append(Relief(amount, is_final))
            taken[number][line] += max(0, amount)
    return dict(reliefs)


def _days_late(order: PurchaseOrder | None, today: date) -> int:
    if order is None or order.returns_on is None or order.status == "Void":
        return 0
    return max(0, ((order.returned_on or today) - order.returns_on).days)


def _overrun(row: POLine, late: int, days_per_week: int) -> int:
    if not row.rental_rate:
        return 0
    per = "week" if row.rental_per.casefold().startswith("w") else "day"
    return rental_overrun(row.rental_rate, per, late, days_per_week)  # type: ignore[arg-type]  # one of the two
