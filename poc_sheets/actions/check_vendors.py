"""The button "Check vendors"."""

from collections import defaultdict
from datetime import date, datetime

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.costs import Costs
from poc_sheets.snapshots.postings import invoice_cost
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.petty_cash import ReceiptRow
from poc_sheets.tabs.purchase_orders import Invoice
from poc_sheets.tabs.vendors import Vendor
from poc_sheets.trade.coding import plain
from poc_sheets.trade.money import as_text, to_minor
from poc_sheets.trade.vendors_1099 import Payment, form_due, is_exempt, reportable, threshold_of

NO_W9 = Problem(
    "no-w9",
    title="{vendor} is paid without a W-9",
    what="{amount} paid in {year}; {percent} % of it, {withheld}, would have to be withheld",
    do="ask {vendor} for the W-9 before the next payment",
    level="warning",
)
NOT_IN_BOOK = Problem(
    "vendor-not-in-book",
    title="{vendor} is paid, but is not in the Vendors tab",
    what="{amount} paid in {year}, at or above the 1099 threshold of {threshold}",
    do="add the vendor with its W-9 and tax class",
    level="warning",
)
INSURANCE_OVER = Problem(
    "insurance-over",
    title="The insurance certificate of {vendor} ended on {day}",
    what="{open} is still open on its orders",
    do="ask {vendor} for a new certificate",
    level="warning",
)


@action("Check vendors", group="Money")
def check_vendors(
    costs: Costs,
    vendors: Rows[Vendor],
    settings: Settings,
    now: datetime,
    invoices: Rows[Invoice] = Rows(),  # noqa: B008  (no tab, no rows)
    receipts: Rows[ReceiptRow] = Rows(),  # noqa: B008
    *,
    year: int | None = None,
) -> Outcome:
    """Add up what each vendor was paid this year, and say who gets a 1099.

    Paid invoices and cash receipts count, by the day they were paid; what went by card does not:
    the card company reports it. The threshold is a dated line of the Policy tab. Corporations are
    exempt except attorneys. Not tax advice.

    Args:
        costs: what is open on the vendor's orders, and the policy.
        vendors: the vendor book with W-9, tax class and form.
        settings: the currency.
        now: today, for the year and for insurance.
        invoices: counted by Paid on, unless Paid by is Card, and not twice.
        receipts: counted where paid in cash.
        year: the tax year; the present one by default.

    Returns:
        Fills Reportable this year and 1099 due of every vendor.

    Problems:
        no-w9: a vendor that may be reported was paid without a W-9.
        vendor-not-in-book: a payee at or above the threshold has no line in the book.
    """
    wanted = year or now.year
    payments, names = _payments(costs, invoices, receipts, settings)
    threshold = threshold_of(costs.policy, wanted, settings.exponent)
    paid = {name: reportable(rows, wanted) for name, rows in payments.items()}
    fills: list[Fill] = []
    findings: list[Finding] = []
    forms = 0
    for vendor in vendors:
        amount = paid.pop(plain(vendor.name), 0)
        form = form_due(amount, threshold, vendor.tax_class, vendor.form_1099)
        forms += bool(form)
        fills += [Fill(vendor, "reportable", amount or None), Fill(vendor, "form_due", form)]
        if amount > 0 and not vendor.has_w9 and not is_exempt(vendor.tax_class, vendor.form_1099):
            findings.append(_no_w9(vendor, amount, wanted, costs, settings))
    for name, amount in paid.items():
        if amount >= threshold:
            facts = {"vendor": names[name].vendor, "year": wanted}
            shown = as_text(amount, settings.exponent)
            limit = as_text(threshold, settings.exponent)
            place = place_of(names[name], "vendor")
            findings.append(NOT_IN_BOOK.at(place, amount=shown, threshold=limit, **facts))
    findings += _insurance(costs, vendors, settings, now.date())
    money = f"{settings.currency} {as_text(threshold, settings.exponent)}"
    who = "1 vendor gets" if forms == 1 else f"{forms} vendors get"
    return Outcome(f"{who} a 1099 for {wanted}, from {money} on.", findings, fills)


def _payments(
    costs: Costs, invoices: Rows[Invoice], receipts: Rows[ReceiptRow], settings: Settings
) -> tuple[dict[str, list[Payment]], dict[str, Invoice | ReceiptRow]]:
    """What each payee was paid, by plain name, and a row on which the payee stands."""
    again = {row.row for row, _ in costs.postings.twice}
    payments: dict[str, list[Payment]] = defaultdict(list)
    names: dict[str, Invoice | ReceiptRow] = {}
    for row in invoices:
        if row.paid_on is not None and row.row not in again:
            name = plain(row.vendor)
            names.setdefault(name, row)
            payments[name].append(Payment(invoice_cost(row, settings), row.paid_on, row.paid_by))
    for receipt in receipts:
        if receipt.method.strip().casefold() == "cash" and receipt.vendor:
            name = plain(receipt.vendor)
            names.setdefault(name, receipt)
            paid = receipt.amount - receipt.disallowed
            payments[name].append(Payment(paid, receipt.date, receipt.method))
    return payments, names


def _no_w9(vendor: Vendor, amount: int, year: int, costs: Costs, settings: Settings) -> Finding:
    percent = costs.policy.number("tax.backup_withholding_percent")
    return NO_W9.at(
        place_of(vendor, "has_w9"),
        vendor=vendor.name,
        amount=as_text(amount, settings.exponent),
        year=year,
        percent=percent,
        withheld=as_text(to_minor(amount * percent / 100, 0), settings.exponent),
    )


def _insurance(
    costs: Costs, vendors: Rows[Vendor], settings: Settings, today: date
) -> list[Finding]:
    open_amounts: dict[str, int] = defaultdict(int)
    for line in costs.ordered:
        if line.order is not None:
            open_amounts[plain(line.order.vendor)] += line.state.open
    return [
        INSURANCE_OVER.at(
            place_of(vendor, "insured_to"),
            vendor=vendor.name,
            day=vendor.insured_to,
            open=as_text(open_amounts[plain(vendor.name)], settings.exponent),
        )
        for vendor in vendors
        if vendor.insured_to and vendor.insured_to < today and open_amounts[plain(vendor.name)]
    ]
