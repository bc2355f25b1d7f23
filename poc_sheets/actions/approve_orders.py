"""The button "Approve orders"."""

from collections import defaultdict
from datetime import datetime
from typing import Literal

from poc_sheets.problems import Exit, Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.approving import Approving, approving, totals
from poc_sheets.tabs.approvals import ApprovalRow
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.purchase_orders import WAITING, POLine, PurchaseOrder
from poc_sheets.tabs.rules import PolicyRow
from poc_sheets.trade.money import as_text
from poc_sheets.trade.orders import Tier, approval_tiers
from poc_sheets.trade.policy import policy_of

CHANGED_AFTER_APPROVAL = Problem(
    "changed-after-approval",
    title="PO {number} was changed after it was approved",
    what="approved at {before}, now {total}",
    do="have it approved again by {missing}",
)
NO_SUCH_ORDER = Problem(
    "no-order-to-approve",
    title="The PO Log has no order {number}",
    what="its last numbers are {known}",
    do="give the number of an order of the PO Log",
    exit_code=Exit.WRONG_USE,
)
NO_SUCH_ROLE = Problem(
    "no-such-role",
    title="{role} approves no orders here",
    what="the Policy tab names {known}",
    do="give one of these as role, or add it to the Policy tab",
    exit_code=Exit.WRONG_USE,
)
NO_APPROVER = Problem(
    "no-approver",
    title="The approval of PO {number} has no name",
    what="neither by nor role may be empty",
    do="give by, the name, and role, one of {known}",
    exit_code=Exit.WRONG_USE,
)


@action("Approve orders", group="Money")
def approve_orders(
    orders: Rows[PurchaseOrder],
    po_lines: Rows[POLine],
    approvals: Rows[ApprovalRow],
    settings: Settings,
    now: datetime,
    policy: Rows[PolicyRow] = Rows(),  # noqa: B008  (no tab, no rows)
    *,
    order: str = "",
    role: str = "",
    by: str = "",
    word: Literal["Approve", "Hold", "Reject"] = "Approve",
    note: str = "",
) -> Outcome:
    """Note an approval with name and time, and show who is still missing.

    Who has to approve goes by the order's total and the tiers of the Policy tab, each on top of the
    one before. An approval counts for the total that was approved: an order that changed goes back
    to approval, with the old and the new total. An order whose Status is empty or Draft commits
    money as soon as every approval is there. Without an order the column is only brought up to date.

    Args:
        orders: the PO Log.
        po_lines: their totals, with change orders.
        approvals: every word given so far; a new one is added.
        settings: the currency.
        now: the time of the approval.
        policy: the tiers, lines approval.tier_1_amount, approval.tier_1_who and on.
        order: the PO number.
        role: as what the person approves, such as UPM.
        by: the name of the person.
        word: Approve, Hold or Reject.
        note: a reason, shown where the order is held or rejected.

    Returns:
        A row of the Approvals tab; fills Approval of the orders that wait or have approvals.

    Problems:
        changed-after-approval: an order's total is not the one that was approved.
    """
    tiers = approval_tiers(policy_of((row.policy, row.value) for row in policy), settings.exponent)
    amounts = totals(po_lines)
    words: dict[str, list[ApprovalRow]] = defaultdict(list)
    for row in approvals:
        words[row.po_number].append(row)
    new = []
    if order:
        _require(orders, tiers, order, role, by)
        new.append(
            ApprovalRow(
                po_number=order,
                role=role,
                person=by,
                when=now.replace(microsecond=0),
                total=amounts.get(order, 0),
                word=word,
                note=note,
            )
        )
        words[order] += new
    states = [
        approving(row, amounts.get(row.number, 0), words[row.number], tiers)
        for row in orders
        if row.number and (words[row.number] or row.status in WAITING)
    ]
    findings = [_changed(state, settings) for state in states if _is_changed(state)]
    fills = [fill for state in states for fill in _fills(state, settings.exponent)]
    return Outcome(_summary(states, order, settings), findings, fills, appends=new)


def _require(
    orders: Rows[PurchaseOrder], tiers: tuple[Tier, ...], order: str, role: str, by: str
) -> None:
    known = ", ".join(tier.who for tier in tiers)
    if order not in {row.number for row in orders}:
        last = ", ".join(row.number for row in orders[-5:])
        raise NO_SUCH_ORDER.stop(number=order, known=last or "none")
    if not by or not role:
        raise NO_APPROVER.stop(number=order, known=known)
    if role.casefold() not in {tier.who.casefold() for tier in tiers}:
        raise NO_SUCH_ROLE.stop(role=role, known=known)


def _is_changed(state: Approving) -> bool:
    return state.before is not None and bool(state.missing)


def _changed(state: Approving, settings: Settings) -> Finding:
    return CHANGED_AFTER_APPROVAL.at(
        place_of(state.order, "approval"),
        number=state.order.number,
        before=as_text(state.before or 0, settings.exponent),
        total=as_text(state.total, settings.exponent),
        missing=", ".join(state.missing),
    )


def _fills(state: Approving, exponent: int) -> list[Fill]:
    approved = state.total if state.is_complete else state.order.approved_total
    return [
        Fill(state.order, "approval", state.as_text(exponent)),
        Fill(state.order, "approved_total", approved),
    ]


def _summary(states: list[Approving], order: str, settings: Settings) -> str:
    named = next((state for state in states if state.order.number == order), None)
    if named is not None:
        total = as_text(named.total, settings.exponent)
        money = f"PO {order}, {settings.currency} {total}"
        return f"{money}: {named.as_text(settings.exponent)}."
    waiting = sum(not state.is_complete for state in states)
    orders = "order waits" if len(states) == 1 else "orders wait"
    return f"{waiting} of {len(states)} {orders} for an approval."
