"""Purchase orders: numbers, approvals, relief by invoices, rentals that run over.

All amounts are minor units of the production's currency.

Source: production accounting practice. A number is given once and never again, void orders keep
theirs. An invoice relieves the line that it names; a deposit is a line of its own and is relieved
first. Approval goes by amount, each tier on top of the one before.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from poc_sheets.trade.costs import threshold
from poc_sheets.trade.policy import Policy

_TAIL = re.compile(r"^(.*?)(\d+)$", re.DOTALL)
#: A number that a program took for a date; its form is not the house's.
_TAKEN_FOR_A_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
RentalUnit = Literal["day", "week"]


def next_number(used: Iterable[str], first: str = "1001") -> str:
    """The number after the highest that was ever used.

    The form of the numbers is kept: after `PO-0042` comes `PO-0043`. Of several forms the one with
    the most numbers goes on. Numbers without a digit at their end do not count,
    nor does one that a program took for a date.

    Args:
        used: every number on the log, void ones included, and every number that a line or an
            invoice names, so that a row deleted from the log does not free its number.
        first: the number of the very first order.
    """
    series: dict[str, list[str]] = {}
    for number in used:
        found = _TAIL.match(number.strip())
        if found and not _TAKEN_FOR_A_DATE.match(number.strip()):
            series.setdefault(found[1], []).append(found[2])
    if not series:
        return first
    prefix, tails = max(series.items(), key=lambda item: (len(item[1]), item[0]))
    highest = max(tails, key=int)
    return f"{prefix}{int(highest) + 1:0{len(highest)}d}"


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of approval: who signs, and up to which amount nobody further has to."""

    who: str
    #: `None`: the last tier, for everything above.
    up_to: int | None


def approval_tiers(policy: Policy, exponent: int = 2) -> tuple[Tier, ...]:
    """The tiers of the Policy tab, lines `approval.tier_1_amount`, `approval.tier_1_who` and on."""
    tiers = [
        Tier(
            policy.text(f"approval.tier_{n}_who"),
            policy.amount(f"approval.tier_{n}_amount", exponent),
        )
        for n in (1, 2, 3)
    ]
    return (*tiers, Tier(policy.text("approval.tier_4_who"), None))


def approvals_needed(total: int, tiers: Sequence[Tier]) -> tuple[str, ...]:
    """Who has to approve an order of this total, in their order."""
    needed = []
    for tier in tiers:
        needed.append(tier.who)
        if tier.up_to is not None and total <= tier.up_to:
            break
    return tuple(needed)


def approvals_missing(
    total: int, tiers: Sequence[Tier], given: Mapping[str, int]
) -> tuple[str, ...]:
    """Who has not approved the order as it stands.

    Args:
        total: the order's amount now, with its change orders.
        tiers: the house's tiers.
        given: the total that each role approved last; an approval of another total does not count.
    """
    approved = {role.casefold() for role, amount in given.items() if amount == total}
    return tuple(who for who in approvals_needed(total, tiers) if who.casefold() not in approved)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order: what it orders, and whether it is the deposit."""

    line: int
    ordered: int
    is_deposit: bool = False


def spread_invoice(
    amount: int, lines: Sequence[OrderLine], relieved: Mapping[int, int]
) -> dict[int, int]:
    """What an invoice that names no line takes from each line: the deposit first, then in order.

    What is left beyond the order falls on the last line; a credit memo too.

    Args:
        amount: the invoice.
        lines: the order's lines.
        relieved: what earlier invoices took from each line.
    """
    order = sorted(lines, key=lambda line: (not line.is_deposit, line.line))
    if not order:
        return {}
    taken: dict[int, int] = {}
    left = amount
    for line in order:
        room = max(0, line.ordered - relieved.get(line.line, 0))
        part = min(room, left) if left > 0 else 0
        if part:
            taken[line.line] = part
            left -= part
    if left:
        last = order[-1].line
        taken[last] = taken.get(last, 0) + left
    return taken


def is_over_tolerance(over: int, ordered: int, floor: int, percent: Decimal | int) -> bool:
    """Whether invoices beyond an order need approval: more than a floor and a share of the order."""
    return over > threshold(ordered, floor, percent)


def rental_overrun(rate: int, per: RentalUnit, late_days: int, days_per_week: int) -> int:
    """What a rental costs beyond its return date.

    Args:
        rate: what a day, or a week, costs.
        per: `day` or `week`.
        late_days: calendar days after the return date; none below one.
        days_per_week: how many days a house charges for a week of rental, such as 3.
    """
    if late_days <= 0 or days_per_week <= 0:
        return 0
    week = rate * days_per_week if per == "day" else rate
    day = Decimal(rate) if per == "day" else Decimal(rate) / days_per_week
    weeks, days = divmod(late_days, 7)
    rest = int((day * days).to_integral_value(rounding=ROUND_HALF_UP))
    return week * weeks + min(rest, week)
