"""What counts as cost: every row that posts to an account, with its amount and its period.

Nothing counts twice. The cost of a card purchase comes from its receipt; what its statement line
adds (tip, surcharge, exchange) goes to the account of the first receipt. A statement line that no
receipt explains counts where a person typed an account on it. A personal charge is owed by its
holder and is no cost; a disputed one is as the policy says; a pending one never is. What a foreign
receipt was billed beyond its value goes to the account of exchange differences, where the match
names one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from poc_sheets.settings import Settings
from poc_sheets.tabs import synonyms
from poc_sheets.tabs.assets import SOLD, Asset
from poc_sheets.tabs.budget import Actual
from poc_sheets.tabs.cells import Code, Day, Money, Text, Yes
from poc_sheets.tabs.model import Row, column
from poc_sheets.tabs.petty_cash import Envelope, ReceiptRow
from poc_sheets.tabs.purchase_orders import Invoice
from poc_sheets.trade.money import from_minor, share, to_minor

_MONTH = re.compile(r"^\d{4}-\d{2}$")
#: Statuses of a card line whose cost stands elsewhere, or nowhere.
_NOT_ON_ITS_OWN = {"matched", "suggested", "personal", "pending", "re-imported", "dispute"}


@dataclass(frozen=True)
class StatementLine(Row):
    """What the costs need of a card line: a statement kept without line ids stops no report."""

    tab: ClassVar[str] = "Card Statement"
    tab_id: ClassVar[str] = "card_statement"
    tab_names: ClassVar[tuple[str, ...]] = ("P-Card Statement",)
    about: ClassVar[str] = "Statement lines as the costs see them."

    line_id: Code = column("Line ID", synonyms=("line_id", "ID"))
    holder: Text = column("Holder", synonyms=synonyms.HOLDER)
    date: Day | None = column("Date", synonyms=("Posting Date", "Posted", "Post Date"))
    vendor: Text = column("Vendor", synonyms=(*synonyms.VENDOR, "Description", "Details"))
    amount: Money = column("Amount", default=0, synonyms=synonyms.AMOUNT)
    is_pending: Yes = column("Pending")
    account: Code = column("Account", synonyms=synonyms.ACCOUNT)
    status: Text = column("Status")
    receipts: Text = column("Receipts")
    decision: Text = column("Decision")


@dataclass(frozen=True)
class ExchangeRow(Row):
    """What the costs need of a match: the exchange difference of its receipt, and its account."""

    tab: ClassVar[str] = "Matches"
    tab_id: ClassVar[str] = "matches"
    about: ClassVar[str] = "Exchange differences as the costs see them."

    receipt_id: Code = column("Receipt No.", synonyms=synonyms.RECEIPT_ID)
    status: Text = column("Status")
    fx_difference: Money = column("Exchange difference", default=0)
    fx_account: Code = column("Exchange account")


@dataclass(frozen=True, slots=True)
class Posting:
    """One row's cost to one account; plus is money out. `on` and `period` say when it counts."""

    row: Row
    account: str
    amount: int
    period: str = ""
    on: date | None = None

    def is_in(self, period: str) -> bool:
        """Whether it belongs to a period: by its typed period, else by the month of its day."""
        if self.period:
            return self.period.casefold() == period.strip().casefold()
        is_month = bool(_MONTH.match(period.strip()))
        return is_month and self.on is not None and f"{self.on:%Y-%m}" == period.strip()


@dataclass
class Postings:
    """All postings, and what could not become one.

    Attributes:
        rows: in the order of the tabs.
        twice: invoice rows that repeat an earlier one, with it; they are not counted.
        without_rate: foreign receipts whose cost in the production's currency is unknown.
        owed: what holders owe for personal charges, by holder.
        unsettled: coded card lines that were counted before a reconciliation.
    """

    rows: list[Posting] = field(default_factory=list)
    twice: list[tuple[Invoice, Invoice]] = field(default_factory=list)
    without_rate: list[ReceiptRow] = field(default_factory=list)
    owed: dict[str, int] = field(default_factory=dict)
    unsettled: list[StatementLine] = field(default_factory=list)


def all_postings(
    actuals: Sequence[Actual],
    invoices: Sequence[Invoice],
    receipts: Sequence[ReceiptRow],
    envelopes: Sequence[Envelope],
    lines: Sequence[StatementLine],
    assets: Sequence[Asset],
    settings: Settings,
    exchange: Sequence[ExchangeRow] = (),
    *,
    disputed_is_cost: bool,
) -> Postings:
    """Every posting of the workbook."""
    made = Postings()
    made.rows += [Posting(r, r.account, r.amount, r.period, r.date) for r in actuals]
    made.twice = repeated(invoices)
    again = {row.row for row, _ in made.twice}
    made.rows += [
        Posting(r, r.account, invoice_cost(r, settings), r.period, r.date)
        for r in invoices
        if r.row not in again
    ]
    _receipts(made, receipts, envelopes, lines, settings, exchange)
    _statement(made, lines, disputed_is_cost=disputed_is_cost)
    made.rows += [
        Posting(r, r.account, -r.proceeds, on=r.date)
        for r in assets
        if r.proceeds and r.disposition.casefold() == SOLD.casefold()
    ]
    return made


def invoice_cost(row: Invoice, settings: Settings) -> int:
    """What an invoice line costs, with its tax, whether or not amounts include it."""
    return row.amount if settings.amounts_with_tax else row.amount + (row.tax or 0)


def repeated(invoices: Iterable[Invoice]) -> list[tuple[Invoice, Invoice]]:
    """Invoice rows that say the same as an earlier one: vendor, number, PO line, account, amount.

    Rows of one invoice that differ in any of these are its lines.
    """
    seen: dict[tuple[object, ...], Invoice] = {}
    found = []
    for row in invoices:
        if not row.number:
            continue
        key = (
            " ".join(row.vendor.casefold().split()),
            " ".join(row.number.casefold().split()),
            row.po_number,
            row.po_line,
            row.account,
            row.amount,
        )
        first = seen.setdefault(key, row)
        if first is not row:
            found.append((row, first))
    return found


def _receipts(
    made: Postings,
    receipts: Sequence[ReceiptRow],
    envelopes: Sequence[Envelope],
    lines: Sequence[StatementLine],
    settings: Settings,
    exchange: Sequence[ExchangeRow],
) -> None:
    realised = {
        each.receipt_id: each
        for each in exchange
        if each.fx_difference and each.fx_account and each.status != "suggested"
    }
    days = {row.number: row.submitted_on or row.to_date for row in envelopes}
    billed, added = _links(receipts, lines, settings)
    for row in receipts:
        # The day of the envelope decides the period, not the day of the receipt.
        on = (days.get(row.envelope) if row.envelope else None) or row.date
        paid, apart = billed.get(row.receipt_id), realised.get(row.receipt_id)
        if paid is not None and apart is not None:
            paid -= apart.fx_difference
            made.rows.append(Posting(row, apart.fx_account, apart.fx_difference, row.period, on))
        cost = _receipt_cost(row, paid, settings)
        if cost is None:
            made.without_rate.append(row)
        else:
            made.rows.append(Posting(row, row.account, cost, row.period, on))
        for line, amount in added.get(row.receipt_id, ()):
            made.rows.append(Posting(line, row.account, amount, row.period, on))


def _links(
    receipts: Sequence[ReceiptRow], lines: Sequence[StatementLine], settings: Settings
) -> tuple[dict[str, int], dict[str, list[tuple[StatementLine, int]]]]:
    """What foreign receipts were billed, and what lines added to others, by receipt number."""
    by_id = {row.receipt_id: row for row in receipts}
    links: dict[tuple[str, ...], list[StatementLine]] = defaultdict(list)
    for line in lines:
        ids = tuple(part.strip() for part in line.receipts.split(",") if part.strip())
        if line.status == "matched" and ids and all(each in by_id for each in ids):
            links[ids].append(line)
    billed: dict[str, int] = {}
    added: dict[str, list[tuple[StatementLine, int]]] = {}
    for ids, its_lines in links.items():
        rows = [by_id[each] for each in ids]
        foreign = [row for row in rows if is_foreign(row, settings)]
        home = sum(row.amount for row in rows if not is_foreign(row, settings))
        rest = sum(line.amount for line in its_lines) - home
        if foreign:
            parts = share(rest, [abs(row.amount) for row in foreign])
            billed |= {row.receipt_id: part for row, part in zip(foreign, parts, strict=True)}
        elif rest:
            added.setdefault(ids[0], []).append((its_lines[0], rest))
    return billed, added


def is_foreign(row: ReceiptRow, settings: Settings) -> bool:
    """Whether a receipt is in another currency than the production's."""
    return bool(row.currency) and row.currency.casefold() != settings.currency.casefold()


def _receipt_cost(row: ReceiptRow, billed: int | None, settings: Settings) -> int | None:
    """What a receipt costs in the production's currency; `None` where no rate is known."""
    net = row.amount - row.disallowed
    if not is_foreign(row, settings):
        return net
    if billed is not None:
        part = Decimal(billed) * net / row.amount if row.amount else Decimal(billed)
        return int(part.to_integral_value(rounding=ROUND_HALF_UP))
    if row.rate is None:
        return None
    return to_minor(from_minor(net, settings.exponent) * row.rate, settings.exponent)


def _statement(made: Postings, lines: Sequence[StatementLine], *, disputed_is_cost: bool) -> None:
    owed: dict[str, int] = defaultdict(int)
    for line in lines:
        status = line.status.casefold()
        decision = line.decision.casefold()
        if status == "personal" or decision == "personal":
            owed[line.holder or "unknown holder"] += line.amount
            continue
        disputed = disputed_is_cost and status == "dispute"
        is_cost = disputed or status not in _NOT_ON_ITS_OWN
        if not line.account or line.is_pending or decision == "duplicate" or not is_cost:
            continue
        made.rows.append(Posting(line, line.account, line.amount, on=line.date))
        if not status:
            made.unsettled.append(line)
    made.owed = dict(owed)
