"""The top sheet of a petty cash envelope. Money is whole minor units of its currency."""

from dataclasses import dataclass
from datetime import date

from poc_sheets.documents.approvals import Approval, approval_lines
from poc_sheets.documents.clock import Clock, short_date
from poc_sheets.documents.typesetting import Paper, plain, typeset, wrapped
from poc_sheets.trade.money import as_text, exponent_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A receipt, by the number written on it. Total is net and tax together."""

    number: str
    dated: date | None
    vendor: str
    description: str
    account: str
    net: int
    tax: int = 0
    scene: str = ""
    is_asset: bool = False
    is_missing: bool = False

    @property
    def total(self) -> int:
        """What was paid."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An envelope. `advance` is the cash signed out; `cash` is what is in hand or handed back."""

    number: str
    production: str
    holder: str
    receipts: tuple[Receipt, ...]
    advance: int
    cash: int
    closed: date
    currency: str = "USD"
    department: str = ""
    position: str = ""
    first_date: date | None = None
    last_date: date | None = None
    approvals: tuple[Approval, ...] = ()
    note: str = ""

    @property
    def spent(self) -> int:
        """All receipts."""
        return sum(receipt.total for receipt in self.receipts)

    @property
    def over_or_short(self) -> int:
        """Advance less receipts less cash: 0 balances, more than 0 is short, less is over.

        Spending past the advance shows as less than 0: it is owed to the holder.
        """
        return self.advance - self.spent - self.cash

    def by_account(self) -> dict[str, int]:
        """Receipts added up by account, in the order of accounts."""
        sums: dict[str, int] = {}
        for receipt in self.receipts:
            sums[receipt.account] = sums.get(receipt.account, 0) + receipt.total
        return dict(sorted(sums.items()))


def render_envelope(
    envelope: Envelope, *, paper: Paper = "us-letter", clock: Clock = "12h"
) -> bytes:
    """The top sheet as PDF; the same envelope gives the same bytes.

    Args:
        envelope: what to print.
        paper: the sheet's size.
        clock: how times of approval are printed.
    """
    exponent = exponent_of(envelope.currency)

    def money(amount: int) -> str:
        return as_text(amount, exponent)

    content = plain(envelope, wrapped)
    left = envelope.over_or_short
    content |= {
        "paper": paper,
        "dates": " to ".join(
            filter(None, map(short_date, (envelope.first_date, envelope.last_date)))
        ),
        "closed": short_date(envelope.closed),
        "advance_text": f"{money(envelope.advance)} {envelope.currency}",
        "receipts": [
            [*_receipt(receipt), *map(money, (receipt.net, receipt.tax, receipt.total))]
            for receipt in envelope.receipts
        ],
        "accounts": [
            [account or "no account", money(sum_)]
            for account, sum_ in envelope.by_account().items()
        ],
        "sums": [
            ["Advance", money(envelope.advance)],
            ["Receipts", money(-envelope.spent)],
            ["Cash on hand or returned", money(-envelope.cash)],
            [_outcome(left), money(abs(left))],
        ],
        "approvals": approval_lines(envelope.approvals, clock),
    }
    return typeset("envelope", content, dated=envelope.closed)


def _outcome(left: int) -> str:
    """What the last line is called."""
    if left == 0:
        return "Balances"
    return "Short: due from holder" if left > 0 else "Over: due to holder"


def _receipt(receipt: Receipt) -> list[object]:
    cells = [
        receipt.number,
        short_date(receipt.dated),
        receipt.vendor,
        receipt.description + (" (receipt missing)" if receipt.is_missing else ""),
        receipt.scene,
        receipt.account,
        "Yes" if receipt.is_asset else "",
    ]
    return [plain(cell, wrapped) for cell in cells]
