"""The purchase order as a form a vendor can be sent and an accountant can file.

Money is whole minor units of the order's currency.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from poc_sheets.documents.approvals import Approval, approval_lines
from poc_sheets.documents.clock import Clock, short_date
from poc_sheets.documents.typesetting import Paper, plain, typeset, wrapped
from poc_sheets.trade.money import as_text, exponent_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """Who is paid. The three texts at the end say yes, no or what is known; blank prints blank."""

    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    remit_address: str = ""
    account_number: str = ""
    payment_terms: str = ""
    w9_on_file: str = ""
    form_1099: str = ""
    insurance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """A line. `amount` is what it comes to, after periods and `discount`, before tax."""

    description: str
    account: str
    amount: int
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: int | None = None
    periods: Decimal | None = None
    period: str = ""
    discount: int = 0
    codes: str = ""
    tax_code: str = ""
    is_asset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rental:
    """The terms of a rental. Replacement value and deposit are money; None prints blank."""

    out: date | None = None
    back: date | None = None
    days_per_week: str = ""
    replacement_value: int | None = None
    deposit: int | None = None
    loss_and_damage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEffect:
    """What the order does to an account: budget, committed before, and what is left after it."""

    account: str
    budget: int
    committed_before: int
    available_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderForm:
    """A whole purchase order. `kind` is Purchase, Rental, Service or Location."""

    number: str
    dated: date
    production: str
    vendor: Vendor
    lines: tuple[OrderLine, ...]
    currency: str = "USD"
    company: str = ""
    company_address: str = ""
    episode: str = ""
    kind: str = "Purchase"
    status: str = ""
    department: str = ""
    requested_by: str = ""
    needed_by: date | None = None
    deliver_to: str = ""
    tax: int = 0
    shipping: int = 0
    rental: Rental | None = None
    effects: tuple[AccountEffect, ...] = ()
    approvals: tuple[Approval, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def subtotal(self) -> int:
        """All lines, before tax and shipping."""
        return sum(line.amount for line in self.lines)

    @property
    def total(self) -> int:
        """What the vendor is owed."""
        return self.subtotal + self.tax + self.shipping


def render_purchase_order(
    order: PurchaseOrderForm, *, paper: Paper = "us-letter", clock: Clock = "12h"
) -> bytes:
    """The purchase order as PDF; the same order gives the same bytes.

    What it does to the budget is printed only where `effects` are given: leave them out of the
    vendor's copy.

    Args:
        order: what to print.
        paper: the sheet's size.
        clock: how times of approval are printed.
    """
    exponent = exponent_of(order.currency)

    def money(amount: int | None) -> str:
        return "" if amount is None else as_text(amount, exponent)

    content = plain(order, wrapped)
    content |= {
        "paper": paper,
        "dated": short_date(order.dated),
        "needed_by": short_date(order.needed_by),
        "lines": [
            _line(line, money(line.amount), money(line.unit_price), money(line.discount))
            for line in order.lines
        ],
        "rental": _rental(order.rental, exponent) if order.rental else [],
        "effects": [
            [
                one.account,
                money(one.budget),
                money(one.committed_before),
                money(one.available_after),
            ]
            for one in order.effects
        ],
        "sums": [
            ["Subtotal", money(order.subtotal)],
            ["Tax", money(order.tax)],
            ["Shipping", money(order.shipping)],
            [f"Total {order.currency}", money(order.total)],
        ],
        "approvals": approval_lines(order.approvals, clock),
    }
    return typeset("purchase_order", content, dated=order.dated)


def _line(line: OrderLine, amount: str, price: str, discount: str) -> list[object]:
    times = f"{_number(line.periods)} {line.period}".strip()
    cells = [
        _number(line.quantity),
        line.unit,
        line.description + (f" (less {discount})" if line.discount else ""),
        line.account,
        line.codes,
        price,
        times,
        line.tax_code,
        "Yes" if line.is_asset else "",
        amount,
    ]
    return [plain(cell, wrapped) for cell in cells]


def _rental(rental: Rental, exponent: int) -> list[list[str]]:
    def money(amount: int | None) -> str:
        return "" if amount is None else as_text(amount, exponent)

    return [
        ["Out", short_date(rental.out)],
        ["Return", short_date(rental.back)],
        ["Days charged a week", rental.days_per_week],
        ["Replacement value", money(rental.replacement_value)],
        ["Deposit", money(rental.deposit)],
        ["Loss and damage", rental.loss_and_damage],
    ]


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
