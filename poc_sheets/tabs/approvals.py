"""The Approvals tab: who approved which purchase order, at which total, and when."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Code, Moment, Money, Text
from poc_sheets.tabs.model import Row, column

APPROVE, HOLD, REJECT = "Approve", "Hold", "Reject"


@dataclass(frozen=True)
class ApprovalRow(Row):
    """One word of one person about one purchase order."""

    tab: ClassVar[str] = "Approvals"
    tab_id: ClassVar[str] = "approvals"
    about: ClassVar[str] = "Approvals of purchase orders: who, as what, at which total, when."
    appended_by: ClassVar[tuple[str, ...]] = ("approve_orders",)

    po_number: Code = column(
        "PO No.", required=True, synonyms=synonyms.PO_NUMBER, choices_from="po_log.number"
    )
    role: Text = column("Approves as", required=True, width=20)
    person: Text = column("Approver", width=22)
    when: Moment | None = column("Approved at")
    total: Money = column("Total approved", required=True)
    word: Text = column("Word", choices=(APPROVE, HOLD, REJECT), default=APPROVE)
    note: Text = column("Note", width=30)
