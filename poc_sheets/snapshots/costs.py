"""The costs of every account, from the budget, the postings and the open orders."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from poc_sheets.parameters import snapshot
from poc_sheets.settings import Settings
from poc_sheets.snapshots.postings import (
    ExchangeRow,
    Posting,
    Postings,
    StatementLine,
    all_postings,
)
from poc_sheets.snapshots.relief import Ordered, order_lines, pending_by_account
from poc_sheets.tabs.assets import Asset
from poc_sheets.tabs.budget import AUTO, Actual, BudgetLine
from poc_sheets.tabs.model import Row, Rows, Unread
from poc_sheets.tabs.petty_cash import Envelope, ReceiptRow
from poc_sheets.tabs.purchase_orders import Invoice, POLine, PurchaseOrder
from poc_sheets.tabs.rules import PolicyRow
from poc_sheets.trade.costs import AccountCost, LineState
from poc_sheets.trade.policy import Policy, policy_of


@dataclass(frozen=True)
class Costs:
    """The state of every account.

    Attributes:
        accounts: by account; accounts that only a posting names have a budget of zero.
        budget: the budget lines, in sheet order.
        sources: the rows behind each account's actual and committed amounts, with the amount.
        postings: what was posted, and what could not be.
        lines: the state of each purchase order line, by (PO number, line).
        ordered: each purchase order line with its order, its state and its overrun.
        pending: what orders that wait for approval would add, by account.
        unknown: rows coded to an account that the budget does not have.
        doubtful: accounts of which a row could not be read. A row whose account itself cannot be
            read is in the findings of its tab.
        policy: the house's thresholds.
    """

    accounts: dict[str, AccountCost]
    budget: Rows[BudgetLine]
    sources: dict[str, list[tuple[Row, int]]]
    lines: dict[tuple[str, int], LineState]
    postings: Postings = field(default_factory=Postings)
    ordered: tuple[Ordered, ...] = ()
    pending: Mapping[str, int] = field(default_factory=dict)
    unknown: list[tuple[Row, str, int]] = field(default_factory=list)
    doubtful: frozenset[str] = frozenset()
    policy: Policy = field(default_factory=lambda: Policy({}))
    _periods: dict[str, dict[str, int]] = field(default_factory=dict, compare=False, repr=False)

    def actual_in(self, period: str) -> dict[str, int]:
        """What was posted in a period, by account; added up once for each period."""
        if period not in self._periods:
            self._periods[period] = actual_in(self.postings.rows, period)
        return self._periods[period]


def actual_in(postings: Iterable[Posting], period: str) -> dict[str, int]:
    """What was posted in a period, by account; empty where the period has no name."""
    amounts: dict[str, int] = defaultdict(int)
    for posting in postings:
        if period and posting.is_in(period):
            amounts[posting.account] += posting.amount
    return dict(amounts)


@snapshot
def costs(
    now: datetime,
    settings: Settings,
    budget: Rows[BudgetLine],
    actuals: Rows[Actual] = Rows(),  # noqa: B008  (no tab, no rows; never changed)
    orders: Rows[PurchaseOrder] = Rows(),  # noqa: B008
    po_lines: Rows[POLine] = Rows(),  # noqa: B008
    invoices: Rows[Invoice] = Rows(),  # noqa: B008
    envelopes: Rows[Envelope] = Rows(),  # noqa: B008
    receipts: Rows[ReceiptRow] = Rows(),  # noqa: B008
    statement: Rows[StatementLine] = Rows(),  # noqa: B008
    assets: Rows[Asset] = Rows(),  # noqa: B008
    policy: Rows[PolicyRow] = Rows(),  # noqa: B008
    exchange: Rows[ExchangeRow] = Rows(),  # noqa: B008
) -> Costs:
    """Add up every account.

    Actual is what was posted (Actuals, Invoices, Receipts, coded card lines; see
    `snapshots.postings`). Committed is what approved purchase orders still have open.
    """
    house = policy_of((row.policy, row.value) for row in policy)
    postings = all_postings(
        actuals,
        invoices,
        receipts,
        envelopes,
        statement,
        assets,
        settings,
        exchange,
        disputed_is_cost=house.is_on("reconcile.disputed_is_cost"),
    )
    ordered = order_lines(orders, po_lines, invoices, house, now.date())
    unreadable = [*budget.unreadable, *actuals.unreadable, *po_lines.unreadable]
    unreadable += [*invoices.unreadable, *receipts.unreadable, *statement.unreadable]
    unreadable += assets.unreadable
    in_doubt = _accounts_of(unreadable) | {row.account for row in postings.without_rate}
    return _added_up(budget, postings, ordered, house, in_doubt)


def _added_up(
    budget: Rows[BudgetLine],
    postings: Postings,
    ordered: tuple[Ordered, ...],
    house: Policy,
    in_doubt: frozenset[str],
) -> Costs:
    actual: dict[str, int] = defaultdict(int)
    committed: dict[str, int] = defaultdict(int)
    sources: dict[str, list[tuple[Row, int]]] = defaultdict(list)
    for posting in postings.rows:
        actual[posting.account] += posting.amount
        sources[posting.account].append((posting.row, posting.amount))
    for line in ordered:
        if line.state.open:
            committed[line.row.account] += line.state.open
            sources[line.row.account].append((line.row, line.state.open))
    budgeted = {line.account for line in budget}
    everything = [(p.row, p.account, p.amount) for p in postings.rows]
    everything += [(o.row, o.row.account, o.row.amount) for o in ordered]
    return Costs(
        accounts=_accounts(budget, actual, committed),
        budget=budget,
        sources=dict(sources),
        lines={(o.row.po_number, o.row.line): o.state for o in ordered},
        postings=postings,
        ordered=ordered,
        pending=pending_by_account(ordered),
        unknown=[entry for entry in everything if entry[1] not in budgeted],
        doubtful=frozenset(in_doubt),
        policy=house,
    )


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
