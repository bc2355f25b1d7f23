"""The button "Suggest accounts"."""

from collections.abc import Sequence

from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.snapshots.line_coding import LineCoding, needs_account
from poc_sheets.tabs.budget import Actual, BudgetLine
from poc_sheets.tabs.card_statement import AliasRow, CardLine
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.petty_cash import Envelope, Float, ReceiptRow
from poc_sheets.tabs.purchase_orders import Invoice, POLine, PurchaseOrder
from poc_sheets.tabs.synonyms import DEPARTMENTS
from poc_sheets.tabs.vendors import Vendor
from poc_sheets.trade.coding import CodingHistory, Suggestion, plain


@action("Suggest accounts", group="Money")
def suggest_accounts(
    budget: Rows[BudgetLine],
    receipts: Rows[ReceiptRow] = Rows(),  # noqa: B008  (no tab, no rows)
    invoices: Rows[Invoice] = Rows(),  # noqa: B008
    orders: Rows[PurchaseOrder] = Rows(),  # noqa: B008
    po_lines: Rows[POLine] = Rows(),  # noqa: B008
    actuals: Rows[Actual] = Rows(),  # noqa: B008
    vendors: Rows[Vendor] = Rows(),  # noqa: B008
    floats: Rows[Float] = Rows(),  # noqa: B008
    envelopes: Rows[Envelope] = Rows(),  # noqa: B008
    lines: Rows[CardLine] = Rows(),  # noqa: B008
    aliases: Rows[AliasRow] = Rows(),  # noqa: B008
) -> Outcome:
    """Suggest an account for every receipt, invoice and card line that has none, and say why.

    Learned from what people coded: vendor with description, vendor, description; then the vendor's
    usual account; then the account pattern (xx16 purchases, xx18 rentals) in the accounts of the
    holder's department. An invoice takes the account of the order line that it names. A card line
    gets one where no receipt explains it. A typed account is never touched; copy a suggestion over
    to accept it.

    Args:
        budget: accounts that may be suggested; closed ones are not.
        receipts: get suggestions, and teach.
        invoices: get suggestions, and teach.
        orders: vendors of the order lines.
        po_lines: teach.
        actuals: teach.
        vendors: usual accounts.
        floats: departments of the holders.
        envelopes: whose envelope a receipt is in.
        lines: card lines; those without a receipt get suggestions, the coded ones teach.
        aliases: what vendors are called on statements.

    Returns:
        Fills Suggested account and Suggested because of receipts, invoices and card lines.
    """
    accounts = {line.account for line in budget if line.closed_on is None}
    usual = {plain(row.name): row.usual_account for row in vendors if row.usual_account}
    history = CodingHistory(accounts, usual)
    vendor_of = {row.number: row.vendor for row in orders}
    history.learn((r.vendor, r.description, r.account) for r in receipts)
    history.learn((r.vendor, r.description, r.account) for r in invoices)
    history.learn((vendor_of.get(r.po_number, ""), r.description, r.account) for r in po_lines)
    history.learn((r.payee, r.description, r.account) for r in actuals)
    bases = _bases(budget)
    departments = {row.number: row.department for row in floats}
    holds = {row.number: departments.get(row.float_number, "") for row in envelopes}
    fills = []
    for receipt in receipts:
        base = bases.get(_department(holds.get(receipt.envelope, "")), "")
        found = None
        if not receipt.account:
            found = history.suggest(receipt.vendor, receipt.description, base)
        fills += _fills(receipt, found)
    ordered = {(row.po_number, row.line): row.account for row in po_lines}
    for invoice in invoices:
        found = None if invoice.account else _of_order(invoice, ordered, accounts)
        if found is None and not invoice.account:
            found = history.suggest(invoice.vendor, invoice.description)
        fills += _fills(invoice, found)
    names = {row.name: row.usual_account for row in vendors if row.usual_account}
    coding = LineCoding(accounts, names, receipts, invoices, actuals, lines, aliases)
    for line in lines:
        fills += _fills(line, coding.suggest(line) if needs_account(line) else None)
    bare = sum(not row.account for row in receipts) + sum(not row.account for row in invoices)
    bare += sum(needs_account(line) for line in lines)
    return Outcome(_summary(bare, fills), fills=fills)


def _of_order(
    invoice: Invoice, ordered: dict[tuple[str, int], str], accounts: set[str]
) -> Suggestion | None:
    account = ordered.get((invoice.po_number, invoice.po_line or 1), "")
    if account not in accounts:
        return None
    line = invoice.po_line or 1
    return Suggestion(account, 0.99, f"PO {invoice.po_number}, line {line} is coded to it")


def _fills(row: ReceiptRow | Invoice | CardLine, found: Suggestion | None) -> list[Fill]:
    because = f"{found.because}; {100 * found.sure:.0f} % sure" if found else ""
    return [
        Fill(row, "suggested_account", found.account if found else ""),
        Fill(row, "suggested_because", because),
    ]


def _bases(budget: Sequence[BudgetLine]) -> dict[str, str]:
    """The first two digits of each department's accounts, by the name of the category."""
    bases: dict[str, str] = {}
    for line in budget:
        code, _, name = line.category.partition(" ")
        if code.isdigit() and len(code) == 4:
            bases.setdefault(_department(name), code[:2])
    return bases


def _department(name: str) -> str:
    """A department in one spelling: Props and Property are one."""
    words = plain(name)
    for group in DEPARTMENTS:
        if words in {plain(each) for each in group}:
            return plain(group[0])
    return words


def _summary(bare: int, fills: Sequence[Fill]) -> str:
    found = sum(bool(fill.value) for fill in fills if fill.key == "suggested_account")
    if not bare:
        return "Every receipt, invoice and card line has its account."
    return f"{found} of {bare} rows without an account got a suggestion."
