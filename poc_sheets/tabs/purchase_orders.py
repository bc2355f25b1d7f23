"""The PO Log, the PO Lines and the Invoices."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Code, CodeKind, Day, Money, Number, Text, Whole, Yes
from poc_sheets.tabs.kinds import Reading
from poc_sheets.tabs.model import Row, column
from poc_sheets.workbook import Cell

DRAFT, APPROVED, PARTIAL, CLOSED, VOID, ON_HOLD, REJECTED = (
    "Draft",
    "Approved",
    "Partial",
    "Closed",
    "Void",
    "On hold",
    "Rejected",
)
STATUSES = (DRAFT, APPROVED, PARTIAL, CLOSED, VOID, ON_HOLD, REJECTED)
#: In these states a purchase order commits money.
COMMITTING = (APPROVED, PARTIAL)
#: In these it waits for approval.
WAITING = ("", DRAFT, "Requested")
#: What the Approval column says of an order that has every approval.
ALL_APPROVED = "Approved"
#: How it begins where an order changed after its approval: what was approved stays committed.
CHANGED = "Changed"


class OrderNumberKind(CodeKind):
    """A PO number; what a program took for a date is still a number that was given."""

    def read(self, cell: Cell, reading: Reading) -> str:
        """The number; a day as its ISO text, so that no press takes the cell for empty."""
        if isinstance(cell, datetime | date):
            return cell.isoformat()[:10]
        return super().read(cell, reading)


OrderNumber = Annotated[str, OrderNumberKind()]


@dataclass(frozen=True)
class PurchaseOrder(Row):
    """One purchase order."""

    tab: ClassVar[str] = "PO Log"
    tab_id: ClassVar[str] = "po_log"
    tab_names: ClassVar[tuple[str, ...]] = ("Purchase Orders", "PO", "POs")
    about: ClassVar[str] = "Purchase orders: number, vendor, status, what is still open."
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: OrderNumber = column(
        "PO No.",
        synonyms=synonyms.PO_NUMBER,
        filled_by="number_orders",
        help="Leave it empty: Number orders gives each order its own number, once",
    )
    date: Day | None = column("Date", synonyms=("Date Issued", "PO Date"))
    department: Text = column(
        "Department", synonyms=synonyms.DEPARTMENT, choices_from="departments.department"
    )
    vendor: Text = column("Vendor", synonyms=synonyms.VENDOR, width=26)
    description: Text = column("Description", synonyms=synonyms.DESCRIPTION, width=36)
    type: Text = column("Type", choices=("Purchase", "Rental", "Service", "Location"))
    requested_by: Text = column("Requested by", width=20)
    status: Text = column(
        "Status",
        default=DRAFT,
        absent=APPROVED,
        choices=STATUSES,
        help="Only Approved and Partial orders commit money",
    )
    approved_by: Text = column("Approved by", synonyms=("Approval",), width=24)
    approved_on: Day | None = column("Approved on")
    approval: Text = column("Approval", filled_by="approve_orders", width=24)
    approved_total: Money | None = column("Approved total", filled_by="approve_orders", hidden=True)
    returns_on: Day | None = column("Return date", help="Rentals: the cost goes on after it")
    returned_on: Day | None = column("Returned on")
    commits: Text = column(
        "Commits",
        formula='=IF(OR([@status]="Approved",[@status]="Partial",AND(OR([@status]="",'
        '[@status]="Draft",[@status]="Requested"),OR([@approval]="Approved",'
        'LEFT([@approval],7)="Changed"))),"Yes","No")',
        hidden=True,
    )
    total: Money | None = column(
        "Total",
        formula="=SUMIFS(po_lines[amount],po_lines[po_number],[@number])"
        "+SUMIFS(po_lines[change_order],po_lines[po_number],[@number])",
        help="With change orders: what has to be approved",
    )
    open: Money | None = column(
        "Open", formula="=SUMIFS(po_lines[open],po_lines[po_number],[@number])"
    )
    notes: Text = column("Notes", width=30)


@dataclass(frozen=True)
class POLine(Row):
    """One line of a purchase order, to one account."""

    tab: ClassVar[str] = "PO Lines"
    tab_id: ClassVar[str] = "po_lines"
    tab_names: ClassVar[tuple[str, ...]] = ("Purchase Order Lines", "PO Detail")
    about: ClassVar[str] = "The lines of the purchase orders, each to one account."
    key: ClassVar[tuple[str, ...]] = ("po_number", "line")
    shares: ClassVar[str] = "po_log"

    po_number: Code = column(
        "PO No.", required=True, synonyms=synonyms.PO_NUMBER, choices_from="po_log.number"
    )
    line: Whole = column("Line", default=1, synonyms=("PO Line", "Line #"))
    description: Text = column("Description", synonyms=synonyms.DESCRIPTION, width=36)
    account: Code = column(
        "Account", required=True, synonyms=synonyms.ACCOUNT, choices_from="budget.account"
    )
    set_name: Text = column("Set", synonyms=("Episode", "Set/Episode"), width=16)
    quantity: Number | None = column("Qty", synonyms=("Quantity",))
    unit: Text = column("Unit", width=8)
    unit_price: Money | None = column("Unit price", synonyms=("Rate", "Price"))
    amount: Money = column("Amount", required=True, synonyms=synonyms.AMOUNT)
    change_order: Money = column("Change order", default=0, synonyms=("CO",))
    rental_rate: Money | None = column("Rental rate", help="What a day or a week longer costs")
    rental_per: Text = column("Rental per", choices=("Day", "Week"), width=9)
    overrun: Money | None = column(
        "Overrun", filled_by="check_orders", help="Rent since the return date, until it is back"
    )
    is_deposit: Yes = column("Deposit", help="Relieved first")
    is_closed: Yes = column("Closed", help="Yes: what is left goes back to the budget")
    is_asset: Yes = column("Asset")
    relieved: Money | None = column(
        "Invoiced",
        formula="=SUMIFS(invoices[relief],invoices[po_number],[@po_number],"
        'invoices[relieves_line],[@line],invoices[relief],">0")',
    )
    open: Money | None = column(
        "Open",
        formula='=IF(OR([@is_closed]="Yes",COUNTIFS(invoices[po_number],[@po_number],'
        'invoices[relieves_line],[@line],invoices[final],"F")>0,'
        'COUNTIFS(po_log[number],[@po_number],po_log[commits],"Yes")=0),0,'
        "MAX(0,[@amount]+[@change_order]+[@overrun]-[@relieved]))",
    )


@dataclass(frozen=True)
class Invoice(Row):
    """One line of an invoice; it relieves one PO line, or none."""

    tab: ClassVar[str] = "Invoices"
    tab_id: ClassVar[str] = "invoices"
    tab_names: ClassVar[tuple[str, ...]] = ("Accounts Payable", "AP", "Bills")
    about: ClassVar[str] = "Invoices, the PO lines they relieve, and whether they are paid."

    vendor: Text = column("Vendor", required=True, synonyms=synonyms.VENDOR, width=26)
    number: Text = column(
        "Invoice No.", synonyms=("Invoice", "Invoice #", "Inv #", "Bill No"), width=14
    )
    date: Day | None = column("Date", synonyms=("Invoice Date",))
    due: Day | None = column("Due")
    period: Text = column("Period", width=10)
    po_number: Code = column("PO No.", synonyms=synonyms.PO_NUMBER, choices_from="po_log.number")
    po_line: Whole | None = column(
        "PO line", synonyms=("Line",), help="Empty: the deposit first, then the lines in order"
    )
    account: Code = column("Account", synonyms=synonyms.ACCOUNT, choices_from="budget.account")
    description: Text = column("Description", synonyms=synonyms.DESCRIPTION, width=32)
    amount: Money = column("Amount", required=True, synonyms=synonyms.AMOUNT)
    tax: Money | None = column("Tax", synonyms=synonyms.TAX)
    final: Text = column("P/F", choices=("P", "F"), help="P partial, F final: closes the PO line")
    paid_on: Day | None = column("Paid on", synonyms=("Paid",))
    paid_by: Text = column("Paid by", choices=("Check", "ACH", "Wire", "Card", "Cash"))
    entry: Text = column(
        "Entry",
        formula='=[@vendor]&"|"&[@number]&"|"&[@po_number]&"|"&[@po_line]&"|"&[@account]'
        '&"|"&[@amount]',
        hidden=True,
        help="Rows with the same entry are one invoice, entered twice",
    )
    relieves_line: Whole | None = column(
        "Relieves line", formula='=IF([@po_line]="",1,[@po_line])', hidden=True
    )
    relief: Money | None = column(
        "Relieves",
        formula='=[@amount]/IF([@number]="",1,MAX(1,COUNTIFS(invoices[entry],[@entry])))',
        help="The amount; of an invoice that stands twice, its share",
    )
    cost: Money | None = column(
        "Cost to account",
        formula="=[@relief]+IF(IFERROR(INDEX(production[value],"
        'MATCH("Amounts with tax",production[setting],0)),"")="Yes",0,'
        "IF([@amount]=0,0,[@tax]*[@relief]/[@amount]))",
        help="With the tax, whether or not amounts include it",
    )
    check: Text = column("Check", filled_by="check_invoices", width=30)
    suggested_account: Code = column("Suggested account", filled_by="suggest_accounts")
    suggested_because: Text = column("Suggested because", filled_by="suggest_accounts", width=34)
    notes: Text = column("Notes", width=24)
