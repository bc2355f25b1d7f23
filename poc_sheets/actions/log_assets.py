"""The button "Log assets"."""

from datetime import date

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.tabs.assets import SOLD, Asset
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.tabs.purchase_orders import REJECTED, VOID, POLine, PurchaseOrder
from poc_sheets.tabs.rules import PolicyRow
from poc_sheets.trade.money import as_text
from poc_sheets.trade.policy import policy_of

ASSET_CANDIDATES = Problem(
    "asset-candidates",
    title="{count} purchases of {threshold} and more are not marked as assets",
    what="{rows}",
    do="type Yes into Asset where it is something to keep, and press again",
    level="note",
)
SOLD_FOR_NOTHING = Problem(
    "sold-for-nothing",
    title="Asset {reference} is sold without proceeds",
    what="{description}, bought for {cost}",
    do="type what it was sold for: its account gets the money",
    level="warning",
)
#: Accounts of purchases end so: 2816 is what Property buys.
_PURCHASES = "16"
_SHOWN = 5


@action("Log assets", group="Money")
def log_assets(
    assets: Rows[Asset],
    settings: Settings,
    orders: Rows[PurchaseOrder] = Rows(),  # noqa: B008  (no tab, no rows)
    po_lines: Rows[POLine] = Rows(),  # noqa: B008
    receipts: Rows[ReceiptRow] = Rows(),  # noqa: B008
    policy: Rows[PolicyRow] = Rows(),  # noqa: B008
) -> Outcome:
    """Add what was bought to keep to the asset log, once.

    Order lines and receipts with Yes in Asset are added; those that the log has already are not.
    Purchases above the policy's threshold without a mark are listed. What a sold asset brings is
    credited to its account.

    Args:
        assets: the log so far.
        settings: the currency.
        orders: day, department and state of the orders.
        po_lines: bought on an order.
        receipts: bought in cash or by card.
        policy: the threshold, line asset.threshold_amount.

    Returns:
        New rows of the Assets tab.

    Problems:
        asset-candidates: purchases that may belong into the log.
        sold-for-nothing: sold, but what for is not typed.
    """
    known = {row.reference.casefold() for row in assets}
    by_number = {row.number: row for row in orders}
    new: list[Asset] = []
    for line in po_lines:
        order = by_number.get(line.po_number)
        if line.is_asset and (order is None or order.status not in {VOID, REJECTED}):
            new.append(_of_line(line, order))
    new += [_of_receipt(row) for row in receipts if row.is_asset]
    new = [row for row in new if row.reference.casefold() not in known]
    house = policy_of((row.policy, row.value) for row in policy)
    threshold = house.amount("asset.threshold_amount", settings.exponent)
    findings = _candidates(po_lines, receipts, threshold, settings)
    findings += [
        SOLD_FOR_NOTHING.at(
            place_of(row, "proceeds"),
            reference=row.reference,
            description=row.description or "no description",
            cost=as_text(row.cost or 0, settings.exponent),
        )
        for row in assets
        if row.disposition.casefold() == SOLD.casefold() and not row.proceeds
    ]
    cost = sum(row.cost or 0 for row in new)
    money = f"{settings.currency} {as_text(cost, settings.exponent)}"
    added = "1 asset" if len(new) == 1 else f"{len(new)} assets"
    summary = f"{added} added, {money}; {len(assets) + len(new)} in the log."
    return Outcome(summary, findings, appends=new)


def _of_line(line: POLine, order: PurchaseOrder | None) -> Asset:
    day: date | None = order.date if order else None
    return Asset(
        reference=f"PO {line.po_number}/{line.line}",
        description=line.description,
        department=order.department if order else "",
        date=day,
        cost=line.amount + line.change_order,
        account=line.account,
        disposition="Kept",
    )


def _of_receipt(row: ReceiptRow) -> Asset:
    return Asset(
        reference=row.receipt_id,
        description=row.description or row.vendor,
        date=row.date,
        cost=row.amount,
        account=row.account,
        custodian=row.holder,
        disposition="Kept",
    )


def _candidates(
    po_lines: Rows[POLine], receipts: Rows[ReceiptRow], threshold: int, settings: Settings
) -> list[Finding]:
    bought: list[POLine | ReceiptRow] = [*po_lines, *receipts]
    found = [
        row
        for row in bought
        if not row.is_asset and row.amount >= threshold and row.account.endswith(_PURCHASES)
    ]
    if not found:
        return []
    found.sort(key=lambda row: -row.amount)
    shown = [f"{row.tab} row {row.row}: {_money(row, settings)}" for row in found[:_SHOWN]]
    return [
        ASSET_CANDIDATES.at(
            place_of(found[0], "is_asset"),
            count=len(found),
            threshold=as_text(threshold, settings.exponent),
            rows="; ".join(shown) + (" and more" if len(found) > _SHOWN else ""),
        )
    ]


def _money(row: POLine | ReceiptRow, settings: Settings) -> str:
    return as_text(row.amount, settings.exponent)
