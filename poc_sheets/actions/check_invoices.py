"""The button "Check invoices"."""

from collections import defaultdict
from datetime import date, datetime

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.cost_findings import invoices_over, over_facts, row_findings
from poc_sheets.snapshots.costs import Costs
from poc_sheets.snapshots.postings import invoice_cost
from poc_sheets.snapshots.relief import Ordered
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.purchase_orders import Invoice
from poc_sheets.trade.ageing import BUCKETS, bucket, due_date
from poc_sheets.trade.money import as_text

NO_ORDER_LINE = Problem(
    "no-order-line",
    title="PO {number} has no line {line}",
    what="invoice {invoice} of {vendor}, {amount}, relieves it",
    do="correct the PO No. and the PO line",
)
OTHER_VENDOR = Problem(
    "other-vendor",
    title="Invoice {invoice} is of {vendor}, its order {number} of {ordered}",
    what="{amount} relieves the order of another vendor",
    do="correct the PO No., or write the vendor as on the order",
    level="warning",
)
OTHER_ACCOUNT = Problem(
    "other-account",
    title="Invoice {invoice} is coded to {account}, its order line to {ordered}",
    what="{amount} of {vendor} counts on {account} and frees money of {ordered}",
    do="code both to one account",
    level="warning",
)
NUMBER_AGAIN = Problem(
    "invoice-number-again",
    title="Invoice number {invoice} of {vendor} stands on two days",
    what="rows {rows} have it with dates {dates}; all of them are counted",
    do="clear the row that is entered again, or correct its number",
    level="warning",
)
OVERDUE = Problem(
    "invoices-overdue",
    title="{vendor} has {amount} overdue",
    what="{count}, the oldest by {days} days: {invoice} was due on {due}",
    do="pay it, or type Paid on",
    level="note",
)


@action("Check invoices", group="Money")
def check_invoices(
    costs: Costs, invoices: Rows[Invoice], settings: Settings, now: datetime
) -> Outcome:
    """Hold every invoice against its order, and find what is entered twice.

    An invoice that says the same as an earlier row (vendor, number, order, line, account, amount)
    is an error and counts once. One that goes beyond its order counts in full; beyond the policy's
    tolerance it needs approval.

    Args:
        costs: the orders with what invoices took from them.
        invoices: the Invoices tab.
        settings: the currency, and whether amounts include tax.
        now: today, for what is overdue.

    Returns:
        Fills Check of every invoice. The summary says how old the unpaid ones are.

    Problems:
        invoice-twice: the same invoice stands on two rows.
        invoice-over: invoices went beyond the order by more than is tolerated.
        no-order-line: the invoice names an order line that does not exist.
    """
    today = now.date()
    terms = costs.policy.whole("office.invoice_terms_days")
    checking = _Checking(costs, settings, today, terms)
    said = [checking.words(row) for row in invoices]
    fills = [
        Fill(row, "check", "; ".join(words)) for row, words in zip(invoices, said, strict=True)
    ]
    findings = [f for f in row_findings(costs, settings) if f.problem == "invoice-twice"]
    findings += invoices_over(costs, settings)
    findings += checking.findings + _numbers_again(invoices, costs)
    findings += checking.overdue()
    return Outcome(_summary(len(invoices), checking, settings), findings, fills)


class _Checking:
    """Goes through the invoices once."""

    def __init__(self, costs: Costs, settings: Settings, today: date, terms: int) -> None:
        self.costs = costs
        self.settings = settings
        self.today = today
        self.terms = terms
        self.twice = {row.row: first.row for row, first in costs.postings.twice}
        self.lines = {(o.row.po_number, o.row.line): o for o in costs.ordered}
        self.first_line: dict[str, Ordered] = {}
        for ordered in costs.ordered:
            self.first_line.setdefault(ordered.row.po_number, ordered)
        self.findings: list[Finding] = []
        self.late: dict[str, list[tuple[date, Invoice]]] = defaultdict(list)
        self.ages: dict[str, int] = dict.fromkeys(BUCKETS, 0)

    def words(self, row: Invoice) -> list[str]:
        """What the Check column says of one invoice."""
        if row.row in self.twice:
            return [f"entered twice, see row {self.twice[row.row]}"]
        words = self._order(row) if row.po_number and self.costs.ordered else []
        if row.paid_on is None:
            words += self._age(row)
        return words

    def _order(self, row: Invoice) -> list[str]:
        found = self.first_line.get(row.po_number)
        if row.po_line is not None:
            found = self.lines.get((row.po_number, row.po_line))
        facts = {
            "invoice": row.number or "without a number",
            "vendor": row.vendor,
            "number": row.po_number,
            "line": row.po_line or 1,
            "account": row.account,
            "amount": as_text(row.amount, self.settings.exponent),
        }
        if found is None:
            self.findings.append(NO_ORDER_LINE.at(place_of(row, "po_number"), **facts))
            return ["no such order line"]
        words = []
        ordered = found.order.vendor if found.order else ""
        if ordered and _plain(ordered) != _plain(row.vendor):
            self.findings.append(OTHER_VENDOR.at(place_of(row, "vendor"), ordered=ordered, **facts))
            words.append("other vendor than the order")
        if row.po_line is not None and row.account and found.row.account != row.account:
            account = found.row.account
            place = place_of(row, "account")
            self.findings.append(OTHER_ACCOUNT.at(place, ordered=account, **facts))
            words.append(f"order line is {account}")
        if found.state.over:
            over = over_facts(found, self.settings.exponent)
            words.append(f"over the order by {over['over']} ({over['percent']} %)")
        return words

    def _age(self, row: Invoice) -> list[str]:
        due = due_date(row.date, row.due, self.terms)
        age = bucket(due, self.today)
        cost = invoice_cost(row, self.settings)
        self.ages[age] += cost
        if due is None or age == BUCKETS[0]:
            return []
        self.late[row.vendor].append((due, row))
        return [f"{(self.today - due).days} days overdue"]

    def overdue(self) -> list[Finding]:
        """One finding for each vendor whose bills are overdue, the most money first."""
        found: list[tuple[int, Finding]] = []
        for vendor, bills in self.late.items():
            due, oldest = min(bills, key=lambda bill: bill[0])
            amount = sum(invoice_cost(row, self.settings) for _, row in bills)
            facts = {
                "vendor": vendor,
                "count": f"{len(bills)} invoice{'s' if len(bills) > 1 else ''}",
                "days": (self.today - due).days,
                "invoice": oldest.number or "one without a number",
                "due": due,
            }
            shown = as_text(amount, self.settings.exponent)
            found.append((amount, OVERDUE.at(place_of(oldest, "paid_on"), amount=shown, **facts)))
        return [finding for _, finding in sorted(found, key=lambda entry: -entry[0])]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(".", "").replace(",", "").split())


def _numbers_again(invoices: Rows[Invoice], costs: Costs) -> list[Finding]:
    """Invoice numbers that a vendor's rows carry with different dates."""
    again = {row.row for row, _ in costs.postings.twice}
    groups: dict[tuple[str, str], list[Invoice]] = defaultdict(list)
    for row in invoices:
        if row.number and row.row not in again:
            groups[_plain(row.vendor), row.number.casefold()].append(row)
    return [
        NUMBER_AGAIN.at(
            place_of(rows[1], "number"),
            invoice=rows[0].number,
            vendor=rows[0].vendor,
            rows=", ".join(str(row.row) for row in rows),
            dates=", ".join(str(day) for day in sorted(_dates(rows))),
        )
        for rows in groups.values()
        if len(_dates(rows)) > 1
    ]


def _dates(rows: list[Invoice]) -> set[date]:
    return {row.date for row in rows if row.date is not None}


def _summary(count: int, checking: _Checking, settings: Settings) -> str:
    ages = [
        f"{name} {as_text(amount, settings.exponent)}"
        for name, amount in checking.ages.items()
        if amount
    ]
    twice = len(checking.twice)
    head = f"{count} invoices checked"
    again = f", {twice} entered twice" if twice else ""
    unpaid = f"; unpaid in {settings.currency} by days overdue: {', '.join(ages)}" if ages else ""
    return f"{head}{again}{unpaid}."
