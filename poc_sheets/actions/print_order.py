"""The button "Print order"."""

from collections.abc import Sequence
from datetime import datetime

from poc_sheets.documents.approvals import Approval
from poc_sheets.documents.naming import file_name
from poc_sheets.documents.purchase_order import (
    AccountEffect,
    OrderLine,
    PurchaseOrderForm,
    Rental,
    render_purchase_order,
)
from poc_sheets.documents.purchase_order import Vendor as Payee
from poc_sheets.documents.typesetting import paper_of
from poc_sheets.problems import Exit, Problem
from poc_sheets.registry import Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.costs import Costs
from poc_sheets.snapshots.relief import is_committing
from poc_sheets.tabs.approvals import APPROVE, ApprovalRow
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.purchase_orders import (
    ALL_APPROVED,
    APPROVED,
    CHANGED,
    WAITING,
    POLine,
    PurchaseOrder,
)
from poc_sheets.tabs.vendors import Vendor
from poc_sheets.trade.coding import plain
from poc_sheets.trade.money import as_text
from poc_sheets.trade.orders import approval_tiers, approvals_needed
from poc_sheets.workbook import Document

NO_ORDER = Problem(
    "no-order-to-print",
    title="The PO Log has no order {number}",
    what="its last numbers are {known}",
    do="give the number of an order of the PO Log",
    exit_code=Exit.WRONG_USE,
)
NO_LINES = Problem(
    "order-without-lines",
    title="PO {number} has no line",
    what="the PO Lines tab has no row with that number",
    do="type what is ordered in the PO Lines tab",
)


@action("Print order", group="Money")
def print_order(
    costs: Costs,
    orders: Rows[PurchaseOrder],
    settings: Settings,
    now: datetime,
    vendors: Rows[Vendor] = Rows(),  # noqa: B008  (no tab, no rows)
    approvals: Rows[ApprovalRow] = Rows(),  # noqa: B008
    *,
    order: str,
    vendor_copy: bool = False,
) -> Outcome:
    """Print a purchase order as PDF, with lines to sign on for who has not approved.

    The office copy shows what the order does to each account; the vendor's copy does not.

    Args:
        costs: the lines of the order, and every account.
        orders: the PO Log.
        settings: titles, currency, paper.
        now: the day of an order without a date.
        vendors: address, terms, W-9 of the vendor.
        approvals: who approved this total, and when.
        order: the PO number.
        vendor_copy: leave out what the order does to the budget.

    Returns:
        The document; no cell is changed.
    """
    row = next((each for each in orders if each.number == order.strip()), None)
    if row is None:
        known = ", ".join(each.number for each in orders[-5:]) or "none"
        raise NO_ORDER.stop(number=order, known=known)
    lines = [line.row for line in costs.ordered if line.row.po_number == row.number]
    if not lines:
        raise NO_LINES.stop(number=row.number)
    dated = row.date or now.date()
    form = PurchaseOrderForm(
        number=row.number,
        dated=dated,
        production=settings.title or "Untitled production",
        company=settings.company,
        company_address=settings.office_address,
        episode=settings.episode,
        kind=row.type or "Purchase",
        status=_status(row),
        department=row.department,
        requested_by=row.requested_by,
        currency=settings.currency,
        vendor=_payee(row.vendor, vendors),
        lines=tuple(_line(line) for line in lines),
        rental=Rental(back=row.returns_on) if row.returns_on else None,
        effects=() if vendor_copy else _effects(row, lines, costs),
        approvals=_approvals(row, lines, approvals, costs, settings),
        note=row.notes,
    )
    paper = paper_of(settings.paper, "us-letter")
    content = render_purchase_order(form, paper=paper, clock=settings.style)
    total = as_text(form.total, settings.exponent)
    # The form of the order as it was first approved stays beside that of each change order.
    changed = f"-CO-{total.replace(',', '')}" if any(line.change_order for line in lines) else ""
    copy = changed + ("-VENDOR" if vendor_copy else "")
    name = file_name(settings.short_title, f"PO-{row.number}{copy}", None, dated)
    return Outcome(
        f"PO {row.number}, {row.vendor}, {settings.currency} {total}.",
        documents=[Document(name, content)],
    )


def _status(order: PurchaseOrder) -> str:
    """What the form says of the order: an order that waits may have every approval already."""
    if order.status not in WAITING:
        return order.status
    if order.approval == ALL_APPROVED:
        return APPROVED
    return "Changed, to approve" if order.approval.startswith(CHANGED) else order.status


def _payee(name: str, vendors: Sequence[Vendor]) -> Payee:
    found = next((row for row in vendors if plain(row.name) == plain(name)), None)
    if found is None:
        return Payee(name=name or "No vendor")
    return Payee(
        name=found.legal_name or found.name,
        contact=found.contact,
        phone=found.phone,
        email=found.email,
        remit_address=found.remit_address,
        account_number=found.account_number,
        payment_terms=found.terms,
        w9_on_file="Yes" if found.has_w9 else "No",
        form_1099=found.form_1099,
        insurance=f"to {found.insured_to.isoformat()}" if found.insured_to else "",
    )


def _line(row: POLine) -> OrderLine:
    changed = " (with change order)" if row.change_order else ""
    return OrderLine(
        description=(row.description or "No description") + changed,
        account=row.account,
        amount=row.amount + row.change_order,
        quantity=row.quantity,
        unit=row.unit,
        unit_price=row.unit_price,
        codes=row.set_name,
        is_asset=row.is_asset,
    )


def _effects(
    order: PurchaseOrder, lines: Sequence[POLine], costs: Costs
) -> tuple[AccountEffect, ...]:
    """What the order does to each of its accounts, as if it were not there before."""
    effects = []
    states = {id(line.row): line.state for line in costs.ordered}
    for account in dict.fromkeys(line.account for line in lines):
        own = [line for line in lines if line.account == account]
        amount = sum(line.amount + line.change_order for line in own)
        cost = costs.accounts.get(account)
        counted = sum(states[id(line)].open for line in own) if is_committing(order) else 0
        waits = 0 if is_committing(order) else amount
        effects.append(
            AccountEffect(
                account=account,
                budget=cost.revised if cost else 0,
                committed_before=(cost.committed if cost else 0) - counted,
                available_after=(cost.remaining if cost else 0) - waits,
            )
        )
    return tuple(effects)


def _approvals(
    order: PurchaseOrder,
    lines: Sequence[POLine],
    approvals: Sequence[ApprovalRow],
    costs: Costs,
    settings: Settings,
) -> tuple[Approval, ...]:
    """Everybody who has to approve the total; blank where the signature is still missing."""
    total = sum(line.amount + line.change_order for line in lines)
    given = {
        row.role.casefold(): row
        for row in approvals
        if row.po_number == order.number
        and row.total == total
        and row.word.casefold() == APPROVE.casefold()
    }
    tiers = approval_tiers(costs.policy, settings.exponent)
    signed = [(who, given.get(who.casefold())) for who in approvals_needed(total, tiers)]
    return tuple(
        Approval(who[0].upper() + who[1:], row.person if row else "", row.when if row else None)
        for who, row in signed
    )
