"""What is reported to the tax office for each payee of a year.

Source: IRS instructions for forms 1099-NEC and 1099-MISC: services and rents paid by cash, cheque
or transfer, not by card; corporations are exempt except attorneys. The threshold is dated: lines
`tax.1099_threshold_<year>` of the Policy tab.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from poc_sheets.trade.money import to_minor
from poc_sheets.trade.policy import Policy, default_lines

_THRESHOLD = re.compile(r"^tax\.1099_threshold_(\d{4})$")
CARD = "card"
_AMOUNT = re.compile(r"^\d+(\.\d+)?$")
_EXEMPT = {"corporation", "exempt", "c corp", "s corp", "c corporation", "s corporation"}


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid to a payee; blank `method` is any but a card."""

    amount: int
    on: date | None
    method: str = ""


def threshold_of(policy: Policy, year: int, exponent: int = 2) -> int:
    """From which amount a payee of a year is reported: the line of the latest year up to it."""
    years: dict[int, int] = {}
    for name, text in {**default_lines(), **policy.lines}.items():
        found = _THRESHOLD.match(name)
        if found and _AMOUNT.match(plain := re.sub(r"[,$\s]", "", text)):
            years[int(found[1])] = to_minor(Decimal(plain), exponent)
    before = [each for each in years if each <= year]
    return years[max(before) if before else min(years)]


def reportable(payments: Iterable[Payment], year: int) -> int:
    """What was paid in a year by other means than a card."""
    return sum(
        payment.amount
        for payment in payments
        if payment.on is not None
        and payment.on.year == year
        and payment.method.strip().casefold() != CARD
    )


def is_exempt(tax_class: str, form: str) -> bool:
    """Whether a payee is not reported whatever was paid."""
    if form.strip().casefold() == "none":
        return True
    return tax_class.strip().casefold() in _EXEMPT and form.strip().casefold() != "attorney"


def form_due(amount: int, threshold: int, tax_class: str, form: str) -> str:
    """The form that is due: NEC unless the vendor book names another; blank where none is."""
    if is_exempt(tax_class, form) or amount < threshold or amount <= 0:
        return ""
    return form or "NEC"
