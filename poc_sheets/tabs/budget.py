"""The Budget tab, one account a row, and the Actuals posted to it."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Code, Day, Money, Text
from poc_sheets.tabs.model import Row, column

AUTO, HOLD_ETC, HOLD_EFC = "Auto", "Hold ETC", "Hold EFC"

#: A card line costs on its own account where no receipt tells its cost: the same rule as in
#: `snapshots.postings`, in what a sheet can calculate.
_CARD_LINES = (
    "SUMIFS(card_statement[amount],card_statement[account],[@account],"
    'card_statement[is_pending],"<>Yes",card_statement[decision],"<>Duplicate",'
    + ",".join(
        f'card_statement[status],"<>{status}"'
        for status in ("matched", "suggested", "personal", "pending", "re-imported", "dispute")
    )
    + ")"
)
#: What foreign receipts were billed beyond their value, on the account that the match names.
_EXCHANGE = (
    'SUMIFS(matches[fx_difference],matches[fx_account],[@account],matches[status],"<>suggested")'
)
_DISPUTED = (
    "SUMIFS(card_statement[amount],card_statement[account],[@account],"
    'card_statement[status],"dispute")'
)


@dataclass(frozen=True)
class BudgetLine(Row):
    """One account of the budget."""

    tab: ClassVar[str] = "Budget"
    tab_id: ClassVar[str] = "budget"
    tab_names: ClassVar[tuple[str, ...]] = ("Working Budget", "Budget Detail")
    about: ClassVar[str] = "The budget by account, with what is spent, committed and left, live."
    key: ClassVar[tuple[str, ...]] = ("account",)

    account: Code = column("Account", required=True, synonyms=synonyms.ACCOUNT)
    description: Text = column("Description", synonyms=("Account Name", "Item"), width=34)
    category: Text = column(
        "Category", width=24, help="The top-sheet category that the account rolls up to"
    )
    level: Text = column(
        "Level",
        width=14,
        choices=("Above the line", "Production", "Post", "Other", "Contingency"),
    )
    budgeted: Money = column("Budget", required=True, synonyms=synonyms.BUDGET)
    overage: Money = column(
        "Approved changes",
        default=0,
        old=("Overages",),
        synonyms=("Approved Overages", "Transfers", "AO"),
        help="Approved overages and transfers, plus or minus",
    )
    spent: Money | None = column(
        "Actual to date",
        formula="=SUMIFS(actuals[amount],actuals[account],[@account])"
        "+SUMIFS(invoices[cost],invoices[account],[@account])"
        "+SUMIFS(receipts[cost],receipts[account],[@account])"
        f"+{_CARD_LINES}"
        f'+IF(COUNTIFS(policy[policy],"reconcile.disputed_is_cost",policy[value],"on")>0,{_DISPUTED},0)'
        f"+{_EXCHANGE}"
        '-SUMIFS(assets[proceeds],assets[account],[@account],assets[disposition],"Sold")',
    )
    committed: Money | None = column(
        "Committed", formula="=SUMIFS(po_lines[open],po_lines[account],[@account])"
    )
    etc_mode: Text = column(
        "ETC mode",
        choices=(AUTO, HOLD_ETC, HOLD_EFC),
        default=AUTO,
        help="Auto: what is left of the budget; Hold: the typed amount stays",
    )
    held: Money | None = column("Held ETC or EFC", help="The amount that the ETC mode holds")
    final_cost: Money | None = column(
        "EFC",
        formula='=IF(AND([@etc_mode]="Hold EFC",[@held]<>""),[@held],[@spent]+[@committed]'
        '+IF(AND([@etc_mode]="Hold ETC",[@held]<>""),[@held],'
        "MAX(0,[@budgeted]+[@overage]-[@spent]-[@committed])))",
    )
    variance: Money | None = column("Over/(under)", formula="=[@final_cost]-[@budgeted]-[@overage]")
    flag: Text = column("Flag", filled_by="flag_overspend", width=11)
    at_risk: Money | None = column("Money at risk", filled_by="flag_overspend")
    why: Text = column("Why", filled_by="flag_overspend", width=44)
    accepted: Text = column(
        "Accepted because", width=30, help="A reason mutes the flag until it worsens"
    )
    accepted_at: Money | None = column("Accepted at", filled_by="flag_overspend", hidden=True)
    accepted_reason: Text = column("Accepted reason", filled_by="flag_overspend", hidden=True)
    closed_on: Day | None = column(
        "Closed on", help="Nothing dated after this day may be coded to the account"
    )
    notes: Text = column("Notes", width=24)


@dataclass(frozen=True)
class Actual(Row):
    """One posting that stands in no other tab: payroll, a journal entry, another ledger's line."""

    tab: ClassVar[str] = "Actuals"
    tab_id: ClassVar[str] = "actuals"
    tab_names: ClassVar[tuple[str, ...]] = ("Ledger", "General Ledger", "Payroll")
    about: ClassVar[str] = "Payroll and journal postings that stand in no other tab."

    date: Day | None = column("Date", synonyms=synonyms.DATE)
    period: Text = column("Period", width=10)
    account: Code = column("Account", required=True, synonyms=synonyms.ACCOUNT)
    payee: Text = column("Payee", synonyms=("Vendor", "Name"), width=26)
    description: Text = column("Description", synonyms=synonyms.DESCRIPTION, width=36)
    amount: Money = column("Amount", required=True, synonyms=synonyms.AMOUNT)
    source: Text = column("Source", width=12, help="Payroll, Journal, Import")
    reference: Text = column("Reference", synonyms=("Ref", "Trans #"), width=14)
