"""The arithmetic of the cost report: actual, committed, to complete, final, variance.

All amounts are minor units of the production's currency; plus is money out.

Source: the ten-column cost report form of feature accounting; commitments relieved by invoices as
in production accounting practice: an invoice relieves its PO line, a final invoice closes it, a
credit memo lowers the actual and does not reopen the order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Mode = Literal["Auto", "Hold ETC", "Hold EFC"]


@dataclass(frozen=True, slots=True)
class Relief:
    """An invoice line against a purchase order line; `is_final` closes the line."""

    amount: int
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class LineState:
    """What a purchase order line still commits.

    `over` is what invoices took beyond the order, `returned` what a closed line gives back.
    """

    open: int
    relieved: int
    over: int
    returned: int


def line_state(
    ordered: int, reliefs: Iterable[Relief], *, commits: bool = True, is_closed: bool = False
) -> LineState:
    """The open commitment of a purchase order line.

    Args:
        ordered: the line's amount with its change orders.
        reliefs: its invoice lines; a credit memo (below zero) does not reopen the order.
        commits: the order is approved; a draft, held, rejected or void one commits nothing.
        is_closed: closed by hand; a final invoice closes it too.
    """
    invoices = list(reliefs)
    relieved = sum(relief.amount for relief in invoices if relief.amount > 0)
    closed = is_closed or any(relief.is_final for relief in invoices)
    left = ordered - relieved
    is_open = commits and not closed
    return LineState(
        open=max(0, left) if is_open else 0,
        relieved=relieved,
        over=max(0, -left),
        returned=max(0, left) if closed else 0,
    )


@dataclass(frozen=True, slots=True)
class AccountCost:
    """One account of the cost report."""

    budgeted: int
    changes: int = 0
    actual: int = 0
    committed: int = 0
    mode: Mode = "Auto"
    held: int | None = None

    @property
    def revised(self) -> int:
        """Budget with approved overages and transfers."""
        return self.budgeted + self.changes

    @property
    def total(self) -> int:
        """Cost to date: actual and committed."""
        return self.actual + self.committed

    @property
    def to_complete(self) -> int:
        """Estimate to complete; below zero where a held final cost is lower than the cost to date.

        A negative estimate is never hidden: it is an error that a person corrects.
        """
        if self.mode == "Hold ETC" and self.held is not None:
            return self.held
        if self.mode == "Hold EFC" and self.held is not None:
            return self.held - self.total
        return max(0, self.revised - self.total)

    @property
    def final_cost(self) -> int:
        """Estimated final cost."""
        return self.total + self.to_complete

    @property
    def variance(self) -> int:
        """Estimated final cost against the revised budget; plus is over."""
        return self.final_cost - self.revised

    @property
    def floor(self) -> int:
        """The final cost at the least: what is spent and ordered already cannot be forecast away."""
        return max(self.final_cost, self.total)

    @property
    def at_risk(self) -> int:
        """What goes beyond the revised budget at the least; zero where nothing does."""
        return max(0, self.floor - self.revised)

    @property
    def remaining(self) -> int:
        """What can still be spent or ordered within the revised budget; below zero: over."""
        return self.revised - self.total


def threshold(base: int, floor: int, percent: Decimal | int) -> int:
    """The larger of an absolute floor and a share of a base, in minor units."""
    part = (abs(base) * Decimal(percent) / 100).to_integral_value(rounding=ROUND_HALF_UP)
    return max(floor, int(part))
