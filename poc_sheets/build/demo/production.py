"""All tabs of the invented production."""

from collections.abc import Sequence

from poc_sheets.build.defaults import default_policy, default_rules
from poc_sheets.build.demo.money import demo_money
from poc_sheets.build.demo.people import demo_cast, demo_crew, demo_departments
from poc_sheets.build.demo.reports import demo_reports
from poc_sheets.build.demo.show import demo_days, demo_locations
from poc_sheets.build.demo.strips import demo_strips
from poc_sheets.tabs.budget import Actual, BudgetLine
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.model import Row
from poc_sheets.tabs.petty_cash import Envelope, Float, ReceiptRow
from poc_sheets.tabs.production_report import ProductionTime, ReportLine
from poc_sheets.tabs.purchase_orders import Invoice, POLine, PurchaseOrder
from poc_sheets.tabs.rules import PolicyRow, RuleRow
from poc_sheets.tabs.schedule import ShootDayRow, StripRow
from poc_sheets.tabs.vendors import Vendor


def demo_rows() -> dict[type[Row], Sequence[Row]]:
    """The rows of every tab that people fill in."""
    money = demo_money()
    rows: dict[type[Row], Sequence[Row]] = {
        CrewMember: demo_crew(),
        Department: demo_departments(),
        CastMember: demo_cast(),
        Location: demo_locations(),
        StripRow: demo_strips(),
        ShootDayRow: demo_days(),
        BudgetLine: money.budget,
        Actual: money.actuals,
        PurchaseOrder: money.orders,
        POLine: money.order_lines,
        Invoice: money.invoices,
        Float: money.floats,
        Envelope: money.envelopes,
        ReceiptRow: money.receipts,
        Vendor: money.vendors,
        RuleRow: default_rules(),
        PolicyRow: default_policy(),
    }
    rows[ReportLine], rows[ProductionTime] = demo_reports(rows)
    return rows
