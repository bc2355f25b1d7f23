"""The Card Statement, the Matches found, and what vendors are called on statements."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Code, Day, Money, Number, Text, Whole, Yes
from poc_sheets.tabs.model import Row, column

DECISIONS = ("Match", "No match", "Personal", "Missing", "Dispute", "Duplicate", "Carry over")


@dataclass(frozen=True)
class CardLine(Row):
    """One line of a card or bank statement; plus is money out."""

    tab: ClassVar[str] = "Card Statement"
    tab_id: ClassVar[str] = "card_statement"
    tab_names: ClassVar[tuple[str, ...]] = ("P-Card Statement", "Statement", "Bank Statement")
    about: ClassVar[str] = "Statement lines, the receipt that each belongs to, and why."
    key: ClassVar[tuple[str, ...]] = ("line_id",)

    # What a person looks at to decide stands together; what the bank adds stands behind it.
    line_id: Code = column("Line ID", required=True, synonyms=("line_id", "ID"), width=15)
    date: Day = column("Date", required=True, synonyms=("Posting Date", "Posted", "Post Date"))
    card: Code = column("Card", synonyms=synonyms.CARD, width=17)
    holder: Text = column("Holder", synonyms=synonyms.HOLDER, width=13)
    vendor: Text = column(
        "Vendor", synonyms=(*synonyms.VENDOR, "Description", "Details", "Payee Name"), width=23
    )
    amount: Money = column("Amount", required=True, synonyms=synonyms.AMOUNT)
    status: Text = column("Status", filled_by="reconcile_card", width=16)
    receipts: Text = column("Receipts", filled_by="reconcile_card", width=10)
    reason: Text = column("Reason", filled_by="reconcile_card", width=44)
    decision: Text = column("Decision", choices=DECISIONS, width=13)
    decided_receipts: Text = column("Decided receipts", width=18, help="Receipt numbers, for Match")
    account: Code = column("Account", synonyms=synonyms.ACCOUNT, choices_from="budget.account")
    note: Text = column("Note", width=28)
    score: Number | None = column("Score", filled_by="reconcile_card")
    ruled_out: Text = column(
        "Ruled out",
        filled_by="reconcile_card",
        width=18,
        help="Receipts that No match ruled out; they are not suggested again",
    )
    suggested_account: Code = column("Suggested account", filled_by="suggest_accounts")
    suggested_because: Text = column("Suggested because", filled_by="suggest_accounts", width=34)
    kind: Text = column("Kind", width=10)
    is_pending: Yes = column("Pending")
    transaction_date: Day | None = column("Transaction date", synonyms=("Trans Date",))
    memo: Text = column("Memo", width=24)
    reference: Text = column("Reference", synonyms=("Ref",), width=14)
    original_amount: Money | None = column("Original amount")
    original_currency: Code = column("Original currency")
    statement: Text = column("Statement", width=18)
    bank_account: Code = column("Bank account", private=True)


@dataclass(frozen=True)
class MatchRow(Row):
    """One receipt tied to one statement line, by the reconciliation or by a person."""

    tab: ClassVar[str] = "Matches"
    tab_id: ClassVar[str] = "matches"
    about: ClassVar[str] = "The links of the last reconciliation, one pair a row."
    rewritten_by: ClassVar[tuple[str, ...]] = ("reconcile_card",)

    line_id: Code = column("Line ID", required=True, filled_by="reconcile_card", width=20)
    receipt_id: Code = column("Receipt No.", required=True, filled_by="reconcile_card")
    status: Text = column("Status", filled_by="reconcile_card", width=11)
    score: Number | None = column("Score", filled_by="reconcile_card")
    rule: Text = column("Rule", filled_by="reconcile_card", width=22)
    difference: Money | None = column("Difference", filled_by="reconcile_card")
    fx_difference: Money | None = column(
        "Exchange difference",
        filled_by="reconcile_card",
        help="Billed beyond the value of foreign receipts at the known rate",
    )
    fx_account: Code = column(
        "Exchange account", filled_by="reconcile_card", help="Where the exchange difference goes"
    )
    reason: Text = column("Reason", filled_by="reconcile_card", width=60)


@dataclass(frozen=True)
class AliasRow(Row):
    """What a vendor is called on statements, as learned from matches."""

    tab: ClassVar[str] = "Vendor Aliases"
    tab_id: ClassVar[str] = "vendor_aliases"
    about: ClassVar[str] = "What vendors are called on statements, learned from matches."
    rewritten_by: ClassVar[tuple[str, ...]] = ("reconcile_card",)

    descriptor: Text = column(
        "On the statement", required=True, filled_by="reconcile_card", width=30
    )
    vendor: Text = column("Vendor", required=True, filled_by="reconcile_card", width=30)
    learned_from: Text = column("Learned from", filled_by="reconcile_card", width=18)
    times: Whole = column("Times", default=1, filled_by="reconcile_card")
