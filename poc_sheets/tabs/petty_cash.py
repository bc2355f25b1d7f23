"""Petty cash: floats, envelopes, and every receipt, of cash and of cards."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Code, Day, Money, Number, Text, Yes
from poc_sheets.tabs.model import Row, column

#: The row of Matches that holds the first pair of the link to which a receipt belongs.
_FIRST_MATCH = 'MATCH(LEFT([@matched_to],FIND(",",[@matched_to]&",")-1),matches[line_id],0)'
#: What the receipt was billed beyond its value, where another account bears it.
_EXCHANGE = (
    "SUMIFS(matches[fx_difference],matches[receipt_id],[@receipt_id],"
    'matches[fx_account],"<>",matches[status],"<>suggested")'
)
_CURRENCY = 'IFERROR(INDEX(production[value],MATCH("Currency",production[setting],0)),"USD")'


@dataclass(frozen=True)
class Float(Row):
    """Cash that one holder signed for."""

    tab: ClassVar[str] = "PC Floats"
    tab_id: ClassVar[str] = "pc_floats"
    tab_names: ClassVar[tuple[str, ...]] = ("Petty Cash Log", "Floats", "PC Log")
    about: ClassVar[str] = "Petty cash floats: who holds how much."
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: Code = column("Float", required=True, synonyms=("Float No", "PC", "Advance No"))
    holder: Text = column("Holder", required=True, synonyms=synonyms.HOLDER, width=24)
    department: Text = column("Department", synonyms=synonyms.DEPARTMENT)
    issued: Money = column("Issued", required=True, synonyms=("Amount", "Cash", "Advance"))
    date: Day | None = column("Date", synonyms=("Date Received", "Date Issued"))
    is_signed: Yes = column("Signed")
    returned: Money = column("Cash returned", default=0)
    closed_on: Day | None = column("Closed on")
    cash_on_hand: Money | None = column(
        "Cash on hand", help="As counted; with it the float can be proved"
    )
    state: Text = column("State", filled_by="audit_envelopes", width=44)
    owed: Money | None = column(
        "Holder owes",
        filled_by="audit_envelopes",
        help="Short cash, disallowed receipts and personal charges; below zero: the house owes",
    )
    notes: Text = column("Notes", width=24)


@dataclass(frozen=True)
class Envelope(Row):
    """One envelope of receipts against a float."""

    tab: ClassVar[str] = "PC Envelopes"
    tab_id: ClassVar[str] = "pc_envelopes"
    tab_names: ClassVar[tuple[str, ...]] = ("Envelopes", "Petty Cash Envelopes")
    about: ClassVar[str] = "Petty cash envelopes: receipts, cash counted, over or short."
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: Code = column("Envelope", required=True, synonyms=("Envelope No", "Env", "Env #"))
    float_number: Code = column(
        "Float", synonyms=("Float No", "PC"), choices_from="pc_floats.number"
    )
    holder: Text = column("Holder", synonyms=synonyms.HOLDER, width=24)
    from_date: Day | None = column("From")
    to_date: Day | None = column("To")
    advance: Money | None = column("Advance", synonyms=("Float amount",))
    receipts_total: Money | None = column(
        "Receipts", formula="=SUMIFS(receipts[amount],receipts[envelope],[@number])"
    )
    cash_counted: Money | None = column("Cash counted", synonyms=("Cash on hand",))
    over_short: Money | None = column(
        "Over/(short)",
        formula='=IF([@advance]="","",[@receipts_total]+[@cash_counted]-[@advance])',
    )
    status: Text = column(
        "Status", choices=("Open", "Submitted", "Audited", "Approved", "Reimbursed"), default="Open"
    )
    submitted_on: Day | None = column("Submitted on")
    approved_by: Text = column("Approved by", width=20)
    reimbursed_on: Day | None = column("Reimbursed on")
    disallowed: Money | None = column(
        "Disallowed", formula="=SUMIFS(receipts[disallowed],receipts[envelope],[@number])"
    )
    replenish: Money | None = column("Replenish", filled_by="audit_envelopes")
    audit: Text = column("Audit", filled_by="audit_envelopes", width=36)
    notes: Text = column("Notes", width=24)


@dataclass(frozen=True)
class ReceiptRow(Row):
    """One receipt, paid in cash or by card."""

    tab: ClassVar[str] = "Receipts"
    tab_id: ClassVar[str] = "receipts"
    tab_names: ClassVar[tuple[str, ...]] = ("Receipt Log", "Expenses", "Petty Cash Receipts")
    about: ClassVar[str] = "Every receipt, of petty cash and of cards, coded to an account."
    key: ClassVar[tuple[str, ...]] = ("receipt_id",)

    receipt_id: Code = column("Receipt No.", required=True, synonyms=synonyms.RECEIPT_ID)
    date: Day | None = column("Date", synonyms=synonyms.DATE)
    vendor: Text = column("Vendor", synonyms=synonyms.VENDOR, width=26)
    description: Text = column("Description", synonyms=synonyms.DESCRIPTION, width=34)
    account: Code = column("Account", synonyms=synonyms.ACCOUNT, choices_from="budget.account")
    amount: Money = column("Amount", required=True, synonyms=synonyms.AMOUNT, help="With tax")
    tax: Money | None = column("Tax", synonyms=synonyms.TAX)
    tip: Money | None = column("Tip", synonyms=("Gratuity",))
    currency: Code = column("Currency", synonyms=("Cur", "Ccy"), help="Empty: the production's")
    rate: Number | None = column(
        "Exchange rate",
        synonyms=("FX Rate",),
        help="The production's money for one of the currency",
    )
    disallowed: Money = column(
        "Disallowed", default=0, help="The part that is not accepted: the holder owes it"
    )
    method: Text = column(
        "Paid by", synonyms=("Method", "Payment"), choices=("Cash", "Card", "Own money")
    )
    card: Code = column("Card", synonyms=synonyms.CARD, help="Last four digits")
    holder: Text = column("Holder", synonyms=synonyms.HOLDER, width=22)
    envelope: Code = column("Envelope", synonyms=("Env",), choices_from="pc_envelopes.number")
    period: Text = column("Period", width=10)
    reference: Text = column("Reference", synonyms=("Order #", "Invoice #", "Ref"), width=14)
    category: Text = column("Category", width=14)
    set_name: Text = column("Set", synonyms=("Scene", "Set/Scene"), width=14)
    people: Text = column(
        "People",
        synonyms=("Diners", "Names"),
        width=22,
        help="Who ate; of fuel, who drove, with the plate in Notes",
    )
    is_asset: Yes = column("Asset")
    is_missing: Yes = column("Receipt missing", help="Yes: an affidavit stands for it")
    not_itemised: Yes = column("Not itemised", help="Yes: a slip that shows only the total")
    passed: Text = column("Passed because", width=24, help="A reason answers the policy flags")
    matched_to: Text = column("Statement line", filled_by="reconcile_card", width=20)
    match_status: Text = column("Match", filled_by="reconcile_card", width=12)
    added: Money | None = column(
        "Added on the statement",
        formula='=IF([@matched_to]="",0,IFERROR(IF(AND('
        f'INDEX(matches[receipt_id],{_FIRST_MATCH})&""=[@receipt_id]&"",'
        f'INDEX(matches[status],{_FIRST_MATCH})<>"suggested"),'
        f"N(INDEX(matches[difference],{_FIRST_MATCH})),0),0))",
        help="Tip, fee or rounding of the card line; of several receipts the first bears it",
    )
    cost: Money | None = column(
        "Cost to account",
        formula=f'=IF(OR([@currency]="",[@currency]={_CURRENCY}),'
        "[@amount]-[@disallowed]+[@added],"
        'IF(AND([@matched_to]<>"",[@match_status]="matched"),'
        "(SUMIFS(card_statement[amount],card_statement[line_id],[@matched_to])"
        f"-{_EXCHANGE})*([@amount]-[@disallowed])/[@amount],"
        'IF([@rate]="",0,ROUND(([@amount]-[@disallowed])*[@rate],2))))',
        help="In the production's currency, with what the statement added",
    )
    policy_flags: Text = column("Policy", filled_by="audit_envelopes", width=36)
    suggested_account: Code = column("Suggested account", filled_by="suggest_accounts")
    suggested_because: Text = column("Suggested because", filled_by="suggest_accounts", width=34)
    notes: Text = column("Notes", width=24)
