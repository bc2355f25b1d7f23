"""What a house does not want to see on a receipt: each rule on or off, limits as data.

Source: receipt rules of production offices, lines `receipt.*` of the Policy tab.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from poc_sheets.trade.policy import Policy

#: A number plate as people write it: letters and digits together.
_PLATE = re.compile(r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9-]{4,9}\b")
_MEALS = re.compile(
    r"\b(restaurants?|meals?|lunch|dinner|breakfast|catering|diner)\b", re.IGNORECASE
)
_PERSONAL = re.compile(r"\bpersonal\b", re.IGNORECASE)
_PREPAID = re.compile(r"\bpre-?paid\b|\bpre-?pay\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slip:
    """What the rules look at; amounts in minor units, blank text where the sheet says nothing."""

    amount: int
    day: date | None = None
    vendor: str = ""
    description: str = ""
    category: str = ""
    people: str = ""
    notes: str = ""
    tax: int | None = None
    is_cash: bool = True
    is_missing: bool = False
    not_itemised: bool = False
    has_order: bool = False
    needs_rate: bool = False
    holder: str = ""
    envelope_holder: str = ""
    float_from: date | None = None
    float_to: date | None = None

    @property
    def said(self) -> str:
        """What the receipt is for, in the words of the sheet."""
        return f"{self.description} {self.category}"

    @property
    def heads(self) -> int:
        """How many diners are named."""
        return len([name for name in re.split(r"[,;/&\n]+|\band\b", self.people) if name.strip()])

    @property
    def is_meal(self) -> bool:
        """Whether it is a restaurant bill."""
        return bool(_MEALS.search(self.said))


Rule = Callable[[Slip, Policy, int], bool]


def _words(policy: Policy, name: str, text: str) -> bool:
    words = [re.escape(word.strip()) for word in policy.text(name).split(";") if word.strip()]
    return bool(words and re.search(rf"\b(?:{'|'.join(words)})s?\b", text, re.IGNORECASE))


def _is_fuel(slip: Slip, policy: Policy) -> bool:
    return _words(policy, "receipt.fuel_words", f"{slip.vendor} {slip.said}")


def _lacks_fuel_details(slip: Slip, policy: Policy) -> bool:
    told = f"{slip.description} {slip.notes}".upper()
    return _is_fuel(slip, policy) and not (slip.people and _PLATE.search(told))


def _is_outside(slip: Slip) -> bool:
    early = bool(slip.day and slip.float_from and slip.day < slip.float_from)
    return early or bool(slip.day and slip.float_to and slip.day > slip.float_to)


def _is_other_holder(slip: Slip) -> bool:
    names = {slip.holder.strip().casefold(), slip.envelope_holder.strip().casefold()}
    return "" not in names and len(names) > 1


#: The rules in the order in which they are told: the policy's switch, the words, the test.
_RULES: tuple[tuple[str, str, Rule], ...] = (
    ("alcohol", "alcohol or tobacco",
     lambda s, p, _: _words(p, "receipt.alcohol_words", f"{s.vendor} {s.said}")),
    ("gift_cards", "gift card",
     lambda s, p, _: _words(p, "receipt.gift_card_words", f"{s.vendor} {s.said}")),
    ("prepaid_fuel", "prepaid fuel", lambda s, p, _: _is_fuel(s, p) and bool(_PREPAID.search(s.said))),
    ("fuel_details", "fuel without driver and plate", lambda s, p, _: _lacks_fuel_details(s, p)),
    ("personal", "personal item", lambda s, _p, _e: bool(_PERSONAL.search(s.said))),
    ("fines", "fine or parking ticket", lambda s, p, _: _words(p, "receipt.fine_words", s.said)),
    ("labour", "labour: goes through payroll",
     lambda s, p, _: _words(p, "receipt.labour_words", s.said)),
    ("itemised", "not itemised", lambda s, _p, _e: s.not_itemised),
    ("missing", "receipt missing", lambda s, _p, _e: s.is_missing),
    ("meal_names", "meal without the diners' names", lambda s, _p, _e: s.is_meal and not s.people),
    ("meal_cap", "meal above the amount a head",
     lambda s, p, e: s.is_meal and s.heads > 0
     and s.amount > s.heads * p.amount("receipt.meal_per_head", e)),
    ("single_limit", "above the limit of a single purchase",
     lambda s, p, e: s.is_cash and s.amount > p.amount("receipt.single_limit_amount", e)),
    ("needs_order", "should have been a purchase order",
     lambda s, p, e: not s.has_order and s.amount >= p.amount("receipt.needs_order_amount", e)),
    ("outside_dates", "outside the dates of the float", lambda s, _p, _e: _is_outside(s)),
    ("other_holder", "handed in by another holder", lambda s, _p, _e: _is_other_holder(s)),
    ("tax_missing", "tax not shown", lambda s, _p, _e: s.tax is None and s.amount > 0),
    ("currency_without_rate", "foreign without a rate", lambda s, _p, _e: s.needs_rate),
)  # fmt: skip


def policy_flags(slip: Slip, policy: Policy, exponent: int = 2) -> tuple[str, ...]:
    """What the house's rules say of a receipt, in words; empty: nothing.

    Args:
        slip: the receipt.
        policy: each rule's switch `receipt.<rule>` and its limits.
        exponent: decimals of the currency.
    """
    return tuple(
        words
        for name, words, is_hit in _RULES
        if policy.is_on(f"receipt.{name}") and is_hit(slip, policy, exponent)
    )
