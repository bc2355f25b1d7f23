"""The Assets tab: what the production owns, who has it, and what becomes of it."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Code, Day, Money, Text
from poc_sheets.tabs.model import Row, column

SOLD = "Sold"


@dataclass(frozen=True)
class Asset(Row):
    """One thing that was bought and outlasts the day."""

    tab: ClassVar[str] = "Assets"
    tab_id: ClassVar[str] = "assets"
    tab_names: ClassVar[tuple[str, ...]] = ("Asset Log",)
    about: ClassVar[str] = "What was bought to keep: where it is, who has it, what became of it."
    key: ClassVar[tuple[str, ...]] = ("reference",)
    appended_by: ClassVar[tuple[str, ...]] = ("log_assets",)

    reference: Text = column(
        "Asset of", required=True, width=16, help="The receipt, or the PO and its line"
    )
    description: Text = column("Description", width=36)
    serial: Text = column("Serial no.", width=16)
    department: Text = column("Department", width=16)
    date: Day | None = column("Date")
    cost: Money | None = column("Cost")
    account: Code = column("Account", choices_from="budget.account")
    location: Text = column("Kept at", width=18)
    custodian: Text = column("Custodian", width=20)
    disposition: Text = column(
        "Disposition", choices=("Kept", SOLD, "Donated", "Strike", "Lost"), width=12
    )
    proceeds: Money = column("Proceeds", default=0, help="Credited to the account once it is Sold")
    notes: Text = column("Notes", width=24)
