"""Accounts for card lines that no receipt explains, from how the same vendor was coded elsewhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from poc_sheets.tabs.budget import Actual
from poc_sheets.tabs.card_statement import AliasRow, CardLine
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.tabs.purchase_orders import Invoice
from poc_sheets.trade.coding import CodingHistory, Suggestion
from poc_sheets.trade.matching.descriptors import vendor_name

#: Statuses of lines that cost nothing of their own: a receipt does, or nothing does.
_NOT_ON_ITS_OWN = {"matched", "suggested", "personal", "pending", "re-imported"}


def needs_account(line: CardLine) -> bool:
    """Whether a card line costs on its own account and has none."""
    return not line.account and line.status.casefold() not in _NOT_ON_ITS_OWN


class LineCoding:
    """What vendors on statements were coded to; names are compared as the reconciliation does."""

    def __init__(
        self,
        accounts: Collection[str],
        usual: Mapping[str, str],
        receipts: Sequence[ReceiptRow],
        invoices: Iterable[Invoice],
        actuals: Iterable[Actual],
        lines: Iterable[CardLine],
        aliases: Iterable[AliasRow],
    ) -> None:
        """Learn from everything that has an account.

        Args:
            accounts: those that may be suggested.
            usual: usual accounts, by the vendor's name.
            receipts: coded ones teach.
            invoices: likewise.
            actuals: likewise.
            lines: coded ones teach, and those matched to coded receipts.
            aliases: what vendors are called on statements.
        """
        self._vendor_of = {vendor_name(row.descriptor): vendor_name(row.vendor) for row in aliases}
        named = {vendor_name(name): account for name, account in usual.items()}
        self._history = CodingHistory(accounts, named)
        self._known = set(named)
        self._learn((row.vendor, row.description, row.account) for row in receipts)
        self._learn((row.vendor, row.description, row.account) for row in invoices)
        self._learn((row.payee, row.description, row.account) for row in actuals)
        coded = {row.receipt_id: row.account for row in receipts if row.account}
        for line in lines:
            numbers = [part.strip() for part in line.receipts.split(",")]
            found = line.account or next((coded[n] for n in numbers if n in coded), "")
            self._learn([(line.vendor, line.memo, found)])

    def _learn(self, rows: Iterable[tuple[str, str, str]]) -> None:
        named = [
            (vendor_name(vendor), words, account) for vendor, words, account in rows if account
        ]
        self._known.update(name for name, _, _ in named if name)
        self._history.learn(named)

    def suggest(self, line: CardLine) -> Suggestion | None:
        """The likeliest account of a line, `None` where nothing speaks for one."""
        name = vendor_name(line.vendor)
        return self._history.suggest(self._vendor_of.get(name) or self._called(name), line.memo)

    def _called(self, name: str) -> str:
        """The known vendor in a name: statements add a town, so words are dropped from its end."""
        words = name.split()
        for count in range(len(words), 0, -1):
            shorter = " ".join(words[:count])
            if shorter in self._known:
                return shorter
        return name
