"""What goes into a reconciliation and what comes out of it.

A *line* is a line of a card or bank statement. A *receipt* is what the production holds: a till
slip, an invoice, a credit note. A *link* says that some lines and some receipts are one purchase.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["auto", "suggested", "decided"]
Verdict = Literal["match", "no match", "personal", "missing", "dispute", "duplicate", "carry over"]
LineBucket = Literal[
    "matched",
    "suggested",
    "missing receipt",
    "possible duplicate",
    "personal",
    "dispute",
    "pending",
    "fee",
    "re-imported",
    "carried over",
]
ReceiptBucket = Literal["matched", "suggested", "no line yet", "cash", "possible duplicate"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement.

    Amounts are whole minor units, positive when money goes out, negative for a refund or credit.
    Blank text and None mean that the statement does not say.
    """

    id: str
    #: the posting date
    date: dt.date
    amount: int
    #: the descriptor as the bank wrote it
    vendor: str
    #: last four digits, a mask, or the id of the card
    card: str = ""
    holder: str = ""
    #: the day of the purchase, where the statement tells it apart from the posting date
    transaction_date: dt.date | None = None
    pending: bool = False
    #: in minor units of the original currency
    original_amount: int | None = None
    original_currency: str = ""
    #: number of a cheque, an invoice or an order; the bank's own id
    reference: str = ""
    memo: str = ""
    #: fee, interest, cheque, ach, ...
    kind: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt, invoice or credit note.

    `amount` is the total with tax in minor units of `currency`: positive when spent, negative for
    a credit. A blank currency is the production's.
    """

    id: str
    date: dt.date | None
    amount: int
    vendor: str
    card: str = ""
    holder: str = ""
    currency: str = ""
    reference: str = ""
    #: a tip written on the slip; it may or may not be part of `amount`, both are tried
    tip: int | None = None
    subtotal: int | None = None
    #: card, cash, cheque, ...
    method: str = ""
    category: str = ""
    memo: str = ""
    #: the production's money for one of the currency, as typed on the receipt
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A descriptor and a vendor that are known to be one: `SQ *JAVA HUT 22` is Java Hut LLC."""

    #: as on the statement, cleaned or raw
    descriptor: str
    #: as on the receipts, cleaned or raw
    vendor: str
    #: the receipt it was learned from, or who said so
    source: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided. No later run moves it.

    "match" links the lines to the receipts; "no match" forbids every pairing between them; any
    other verdict fixes the bucket of the lines (and of the receipts, for "duplicate").
    """

    line_ids: tuple[str, ...]
    receipt_ids: tuple[str, ...]
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Lines and receipts that belong together."""

    line_ids: tuple[str, ...]
    receipt_ids: tuple[str, ...]
    status: Status
    #: how probable the link is, 0 to 1
    score: float
    #: why, in a coordinator's words
    reason: str
    #: exact, refund, tip, surcharge, fx, one line many receipts, many lines one receipt, ...
    rule: str
    #: what the lines charge beyond the receipts, in minor units
    difference: int = 0
    #: of receipts in foreign currency: what was billed beyond their value at the known rate, in
    #: minor units; None where there is no rate
    fx_difference: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to answer: nothing is dropped or merged on the engine's own account."""

    kind: str
    line_ids: tuple[str, ...]
    receipt_ids: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Amounts of the lines by bucket; they add up to the statement."""

    by_bucket: dict[str, int]
    total: int

    @property
    def holds(self) -> bool:
        """Whether the buckets add up to the total of all lines."""
        return sum(self.by_bucket.values()) == self.total


@dataclass(frozen=True, slots=True)
class Result:
    """Every line and every receipt in exactly one bucket, with the links between them.

    Links are ordered by their first line's date, then content. `aliases` holds the known ones and
    those learned in this run.
    """

    links: tuple[Link, ...]
    line_buckets: dict[str, LineBucket]
    receipt_buckets: dict[str, ReceiptBucket]
    questions: tuple[Question, ...] = ()
    aliases: tuple[Alias, ...] = ()
    amounts: dict[str, int] = field(default_factory=dict)

    def proof(self) -> Proof:
        """The amounts per bucket against the total of the statement, in minor units."""
        sums: dict[str, int] = {}
        for line_id, bucket in self.line_buckets.items():
            sums[bucket] = sums.get(bucket, 0) + self.amounts[line_id]
        return Proof(by_bucket=sums, total=sum(self.amounts.values()))
