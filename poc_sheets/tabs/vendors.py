"""The Vendors tab: the vendor book that travels from show to show."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Code, Day, Money, Text, Yes
from poc_sheets.tabs.model import Row, column


@dataclass(frozen=True)
class Vendor(Row):
    """One vendor."""

    tab: ClassVar[str] = "Vendors"
    tab_id: ClassVar[str] = "vendors"
    tab_names: ClassVar[tuple[str, ...]] = ("Vendor List", "Suppliers")
    about: ClassVar[str] = "Vendors with contact, W-9, tax class, insurance and usual account."
    key: ClassVar[tuple[str, ...]] = ("name",)

    name: Text = column("Vendor", required=True, synonyms=(*synonyms.VENDOR, "Name"), width=28)
    legal_name: Text = column("Legal name", width=28)
    contact: Text = column("Contact", width=20)
    phone: Text = column("Phone", synonyms=("Tel", "Mobile"), width=16)
    email: Text = column("E-mail", synonyms=synonyms.EMAIL, width=26)
    remit_address: Text = column("Remit address", synonyms=("Address",), width=32)
    account_number: Text = column("Our account no.", width=14)
    terms: Text = column("Terms", width=10)
    has_w9: Yes = column("W-9 on file", synonyms=("W-9", "W9"))
    tax_class: Text = column(
        "Tax class", choices=("Individual", "LLC", "Partnership", "Corporation", "Exempt"), width=13
    )
    tin_type: Text = column("TIN type", choices=("SSN", "EIN"), private=True)
    form_1099: Text = column("1099", choices=("NEC", "MISC rents", "Attorney", "None"))
    insured_to: Day | None = column("COI to", synonyms=("Insurance to",))
    usual_account: Code = column("Usual account", choices_from="budget.account")
    is_approved: Yes = column("Approved", default=True)
    reportable: Money | None = column(
        "Reportable this year", filled_by="check_vendors", help="Paid by check, transfer or cash"
    )
    form_due: Text = column("1099 due", filled_by="check_vendors", width=14)
    notes: Text = column("Notes", width=24)
