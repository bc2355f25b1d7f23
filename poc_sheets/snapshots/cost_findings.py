"""What is wrong with the rows behind the costs: accounts, invoices, orders, estimates."""

from collections import defaultdict
from collections.abc import Sequence

from poc_sheets.problems import Finding, Problem
from poc_sheets.settings import Settings
from poc_sheets.snapshots.costs import Costs
from poc_sheets.snapshots.relief import Ordered
from poc_sheets.tabs.model import Row, place_of
from poc_sheets.trade.money import as_text
from poc_sheets.trade.orders import is_over_tolerance

NO_SUCH_ACCOUNT = Problem(
    "no-such-account",
    title="Account {account} is not in the budget",
    what="{amount} is coded to it",
    do="correct the account, or add it to the Budget tab",
)
CATEGORY_CODE = Problem(
    "category-code",
    title="{account} is a category, not an account",
    what="{amount} is coded to {account} {name}",
    do="code it to one of the accounts of {name}",
)
CLOSED_ACCOUNT = Problem(
    "closed-account",
    title="Account {account} was closed on {closed}",
    what="{amount} of {day} is coded to it",
    do="code it to an open account, or clear Closed on in the Budget tab",
)
NO_ACCOUNT = Problem(
    "no-account",
    title="{amount} is not coded to an account",
    what="the account is empty on {rows}",
    do="type the account",
)
INVOICE_TWICE = Problem(
    "invoice-twice",
    title="Invoice {number} of {vendor} is entered twice",
    what="{amount} stands on row {row} and on row {first}; it is counted once",
    do="clear one of the two rows",
)
NO_RATE = Problem(
    "no-rate",
    title="Receipt {receipt} is in {currency} without an exchange rate",
    what="{vendor}, {amount} {currency}; it is not counted",
    do="type the exchange rate, or match it to its card line",
)
NOT_RECONCILED = Problem(
    "not-reconciled",
    title="{count} coded card lines are counted without a reconciliation",
    what="their Status is empty, so a receipt for one of them would count again",
    do="press Reconcile card",
    level="warning",
)
INVOICE_OVER = Problem(
    "invoice-over",
    title="Invoices of PO {number}, line {line}, are over the order by {over}",
    what="ordered {ordered}, invoiced {invoiced}: {percent} % over",
    do="have the overage approved, or type a change order",
    level="warning",
)
ORDER_OVER = Problem(
    "order-over",
    title="PO {number} would take account {account} over its budget by {over}",
    what="the order {amount}, actual {actual} and open orders {committed}; budget {revised}",
    do="move money into {account} before the order is approved",
    level="warning",
)


def row_findings(costs: Costs, settings: Settings) -> list[Finding]:
    """Rows that are coded to no account of the budget, repeated, or in another currency."""
    exponent = settings.exponent
    findings = uncoded(costs, exponent) + _closed(costs, exponent)
    for row, first in costs.postings.twice:
        facts = {"vendor": row.vendor, "number": row.number, "row": row.row, "first": first.row}
        amount = as_text(row.amount, exponent)
        findings.append(INVOICE_TWICE.at(place_of(row, "number"), amount=amount, **facts))
    for receipt in costs.postings.without_rate:
        facts = {"receipt": receipt.receipt_id, "currency": receipt.currency}
        amount = as_text(receipt.amount, exponent)
        place = place_of(receipt, "rate")
        findings.append(NO_RATE.at(place, vendor=receipt.vendor, amount=amount, **facts))
    unsettled = costs.postings.unsettled
    if unsettled:
        place = place_of(unsettled[0], "status")
        findings.append(NOT_RECONCILED.at(place, count=len(unsettled)))
    return findings


def uncoded(costs: Costs, exponent: int) -> list[Finding]:
    """One finding for each account that the budget lacks, at its first row."""
    by_account: dict[str, list[tuple[Row, int]]] = defaultdict(list)
    for row, account, amount in costs.unknown:
        by_account[account].append((row, amount))
    heads = dict(_head(line.category) for line in costs.budget if line.category)
    findings = []
    for account, rows in sorted(by_account.items()):
        facts = {
            "account": account,
            "amount": as_text(sum(amount for _, amount in rows), exponent),
            "name": heads.get(account, ""),
            "rows": f"{len(rows)} rows" if len(rows) > 1 else "this row",
        }
        problem = (
            NO_ACCOUNT if not account else CATEGORY_CODE if account in heads else NO_SUCH_ACCOUNT
        )
        findings.append(problem.at(place_of(rows[0][0], "account"), **facts))
    return findings


def _head(category: str) -> tuple[str, str]:
    """The code and the name of a category such as `2800 Property`."""
    code, _, name = category.partition(" ")
    return code, name or category


def _closed(costs: Costs, exponent: int) -> list[Finding]:
    closed = {line.account: line.closed_on for line in costs.budget if line.closed_on}
    findings = []
    for posting in costs.postings.rows if closed else ():
        last = closed.get(posting.account)
        if last and posting.on and posting.on > last:
            facts = {"account": posting.account, "closed": last, "day": posting.on}
            amount = as_text(posting.amount, exponent)
            findings.append(
                CLOSED_ACCOUNT.at(place_of(posting.row, "account"), amount=amount, **facts)
            )
    return findings


def invoices_over(costs: Costs, settings: Settings) -> list[Finding]:
    """Order lines whose invoices went beyond the order by more than the house tolerates."""
    exponent = settings.exponent
    floor = costs.policy.amount("overspend.invoice_over_amount", exponent)
    percent = costs.policy.number("overspend.invoice_over_percent")
    findings = []
    for line in sorted(costs.ordered, key=lambda line: -line.state.over):
        over = line.state.over
        if over and is_over_tolerance(over, line.amount, floor, percent):
            findings.append(
                INVOICE_OVER.at(place_of(line.row, "amount"), **over_facts(line, exponent))
            )
    return findings


def over_facts(line: Ordered, exponent: int) -> dict[str, object]:
    """The facts of an order line that invoices went beyond."""
    share = f"{100 * line.state.over / line.amount:.1f}" if line.amount else "100"
    return {
        "number": line.row.po_number,
        "line": line.row.line,
        "over": as_text(line.state.over, exponent),
        "ordered": as_text(line.amount, exponent),
        "invoiced": as_text(line.state.relieved, exponent),
        "percent": share,
    }


def orders_over(costs: Costs, settings: Settings) -> list[Finding]:
    """Orders that wait for approval, for the first time or again, and take an account over.

    What an order that changed after its approval has open is among the committed already; of the
    account only the rest is named beside it.
    """
    if not costs.policy.is_on("overspend.order_at_entry"):
        return []
    exponent = settings.exponent
    found: list[tuple[int, Finding]] = []
    for lines in _to_approve(costs).values():
        row = lines[0].row
        cost = costs.accounts.get(row.account)
        counted = sum(line.state.open for line in lines)
        amount = counted or sum(line.amount for line in lines)
        over = amount - counted - cost.remaining if cost else 0
        if cost and over > 0:
            facts = {
                "over": over,
                "amount": amount,
                "actual": cost.actual,
                "committed": cost.committed - counted,
                "revised": cost.revised,
            }
            shown = {name: as_text(value, exponent) for name, value in facts.items()}
            place = place_of(row, "amount")
            finding = ORDER_OVER.at(place, number=row.po_number, account=row.account, **shown)
            found.append((over, finding))
    return [finding for _, finding in sorted(found, key=lambda entry: -entry[0])]


def _to_approve(costs: Costs) -> dict[tuple[str, str], list[Ordered]]:
    """Lines of orders that wait or have grown since their approval, by order and account."""
    totals: dict[str, int] = defaultdict(int)
    for line in costs.ordered:
        totals[line.row.po_number] += line.row.amount + line.row.change_order
    groups: dict[tuple[str, str], list[Ordered]] = defaultdict(list)
    for line in costs.ordered:
        approved = line.order.approved_total if line.order else None
        grown = approved is not None and totals[line.row.po_number] > approved and line.state.open
        if (line.is_waiting or grown) and not line.row.is_closed:
            groups[line.row.po_number, line.row.account].append(line)
    return groups


def ordered_findings(costs: Costs, settings: Settings) -> Sequence[Finding]:
    """What is wrong with orders, as the overspend list shows it."""
    return [*invoices_over(costs, settings), *orders_over(costs, settings)]
