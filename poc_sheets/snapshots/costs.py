"""The costs of every account, from the budget, the postings and the open orders."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from poc_sheets.registry import snapshot
from poc_sheets.tabs.budget import AUTO, Actual, BudgetLine
from poc_sheets.tabs.model import Row, Rows, Unread
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.tabs.purchase_orders import COMMITTING, Invoice, POLine, PurchaseOrder
from poc_sheets.trade.costs import AccountCost, LineState, Relief, line_state


@dataclass(frozen=True)
class Costs:
    """The state of every account.

    Attributes:
        accounts: by account; accounts that only a posting names have a budget of zero.
        budget: the budget lines, in sheet order.
        sources: the rows behind each account's actual and committed amounts, with the amount.
        lines: the state of each purchase order line, by (PO number, line).
        unknown: rows coded to an account that the budget does not have.
        doubtful: accounts of which a row could not be read. A row whose account itself cannot be
            read is in the findings of its tab.
    """

    accounts: dict[str, AccountCost]
    budget: Rows[BudgetLine]
    sources: dict[str, list[tuple[Row, int]]]
    lines: dict[tuple[str, int], LineState]
    unknown: list[tuple[Row, str, int]] = field(default_factory=list)
    doubtful: frozenset[str] = frozenset()


@snapshot
def costs(
    budget: Rows[BudgetLine],
    actuals: Rows[Actual] = Rows(),  # noqa: B008  (no tab, no rows; never changed)
    orders: Rows[PurchaseOrder] = Rows(),  # noqa: B008
    po_lines: Rows[POLine] = Rows(),  # noqa: B008
    invoices: Rows[Invoice] = Rows(),  # noqa: B008
    receipts: Rows[ReceiptRow] = Rows(),  # noqa: B008
) -> Costs:
    """Add up every account.

    Actual is what was posted (Actuals, Invoices, Receipts). Committed is what approved purchase
    orders still have open.
    """
    actual: dict[str, int] = defaultdict(int)
    committed: dict[str, int] = defaultdict(int)
    sources: dict[str, list[tuple[Row, int]]] = defaultdict(list)
    posted: list[tuple[Row, str, int]] = [
        *((row, row.account, row.amount) for row in actuals),
        *((row, row.account, row.amount) for row in invoices),
        *((row, row.account, row.amount) for row in receipts),
    ]
    for row, account, amount in posted:
        actual[account] += amount
        sources[account].append((row, amount))
    lines = _line_states(orders, po_lines, invoices)
    for line in po_lines:
        open_amount = lines[line.po_number, line.line].open
        if open_amount:
            committed[line.account] += open_amount
            sources[line.account].append((line, open_amount))
    accounts = _accounts(budget, actual, committed)
    budgeted = {line.account for line in budget}
    everything = [*posted, *((row, row.account, row.amount) for row in po_lines)]
    unreadable = [*budget.unreadable, *actuals.unreadable, *po_lines.unreadable]
    unreadable += [*invoices.unreadable, *receipts.unreadable]
    return Costs(
        accounts=accounts,
        budget=budget,
        sources=dict(sources),
        lines=lines,
        unknown=[entry for entry in everything if entry[1] not in budgeted],
        doubtful=_accounts_of(unreadable),
    )


def _line_states(
    orders: Rows[PurchaseOrder], po_lines: Rows[POLine], invoices: Rows[Invoice]
) -> dict[tuple[str, int], LineState]:
    reliefs: dict[tuple[str, int], list[Relief]] = defaultdict(list)
    for invoice in invoices:
        if invoice.po_number:
            is_final = invoice.final.upper() == "F"
            reliefs[invoice.po_number, invoice.po_line].append(Relief(invoice.amount, is_final))
    status = {order.number: order.status for order in orders}
    return {
        (line.po_number, line.line): line_state(
            line.amount + line.change_order,
            reliefs[line.po_number, line.line],
            commits=not status or status.get(line.po_number) in COMMITTING,
            is_closed=line.is_closed,
        )
        for line in po_lines
    }


def _accounts(
    budget: Rows[BudgetLine], actual: dict[str, int], committed: dict[str, int]
) -> dict[str, AccountCost]:
    accounts: dict[str, AccountCost] = {}
    for line in budget:
        mode = line.etc_mode if line.etc_mode in {"Hold ETC", "Hold EFC"} else AUTO
        cost = AccountCost(
            budgeted=line.budgeted,
            changes=line.overage,
            actual=actual.get(line.account, 0),
            committed=committed.get(line.account, 0),
            mode=mode,  # type: ignore[arg-type]  # one of the three by the line above
            held=line.held,
        )
        earlier = accounts.get(line.account)
        accounts[line.account] = _together(earlier, cost) if earlier else cost
    for account in (actual.keys() | committed.keys()) - accounts.keys():
        accounts[account] = AccountCost(
            0, actual=actual.get(account, 0), committed=committed.get(account, 0)
        )
    return accounts


def _together(one: AccountCost, other: AccountCost) -> AccountCost:
    """Two budget lines of one account: the budgets add up, the postings are the same."""
    return replace(one, budgeted=one.budgeted + other.budgeted, changes=one.changes + other.changes)


def _accounts_of(unreadable: Iterable[Unread]) -> frozenset[str]:
    accounts = (str(row.values.get("account", "")) for row in unreadable)
    return frozenset(account for account in accounts if account)
