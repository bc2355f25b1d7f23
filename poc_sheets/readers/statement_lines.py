"""A bank or card statement as read: its lines, its balances, and whether they add up."""

import datetime as dt
from dataclasses import dataclass

from poc_sheets.problems import Finding
from poc_sheets.readers.mapping import Mapping


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of a statement.

    `amount` is in minor units of `currency`: positive is money out (a charge), negative money in
    (a refund, a credit, a payment to the card). `date` is the posting date where the file has one.
    `original_amount` has the sign of `amount` and is in minor units of `original_currency`.
    """

    line_id: str
    account: str
    date: dt.date
    #: The day of the purchase, where the file tells it apart from the posting.
    transaction_date: dt.date | None
    amount: int
    #: ISO 4217; blank where neither the file nor the person importing says.
    currency: str
    vendor: str
    memo: str
    #: Cheque number, bank reference or authorisation.
    reference: str
    #: The card as the file shows it, usually masked.
    card: str
    holder: str
    original_amount: int | None
    original_currency: str
    #: Not posted yet: amount, date and id can still change.
    pending: bool
    #: charge, credit, payment, fee, interest, cash, check or transfer.
    kind: str
    category: str
    #: Row, line or entry in the file, from 1.
    source_row: int
    raw: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of one account for one period.

    `opening` and `closing` are in minor units and in the sense of the lines: positive is money
    owed, negative is money in the account, so that opening + lines = closing. `None` where the
    file does not tell. `left_out` counts lines that could not be read; each has a finding.
    """

    account: str
    currency: str
    lines: tuple[StatementLine, ...]
    opening: int | None = None
    closing: int | None = None
    from_date: dt.date | None = None
    to_date: dt.date | None = None
    findings: tuple[Finding, ...] = ()
    left_out: int = 0
    #: What was found out about the file's columns, to be remembered for the next one.
    mapping: Mapping | None = None

    @property
    def posted_total(self) -> int:
        """The sum of all lines that are posted."""
        return sum(line.amount for line in self.lines if not line.pending)

    @property
    def difference(self) -> int | None:
        """Opening balance plus posted lines less closing balance; `None` where one is not known."""
        if self.opening is None or self.closing is None:
            return None
        return self.opening + self.posted_total - self.closing

    @property
    def is_proven(self) -> bool:
        """Whether the balances prove that every line is there."""
        return self.difference == 0

    @property
    def is_final(self) -> bool:
        """Whether nothing speaks against the lines: no balance differs and none was left out."""
        return self.left_out == 0 and self.difference in {None, 0}
