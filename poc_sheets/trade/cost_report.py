"""The rows of a cost report: accounts, rolled up to categories, levels and the whole.

All amounts are minor units; a variance is plus where it is over, however a sheet shows it.

Source: the ten-column cost report form of feature accounting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from poc_sheets.trade.costs import AccountCost

Kind = Literal["Production", "Level", "Category", "Account"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One account of the report.

    Attributes:
        account: its code.
        description: its name.
        category: the category it rolls up to; blank: none.
        level: the level of the top sheet; blank: none.
        cost: its state.
        actual_period: what was posted in the period; `None` where the period has no name.
        variance_before: its variance in the last report; `None` where there is none.
    """

    account: str
    description: str
    category: str
    level: str
    cost: AccountCost
    actual_period: int | None = None
    variance_before: int | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """The amounts of one row of the report."""

    actual_period: int | None
    actual: int
    committed: int
    to_complete: int
    budgeted: int
    changes: int
    variance_before: int | None

    @property
    def total(self) -> int:
        """Cost to date."""
        return self.actual + self.committed

    @property
    def final_cost(self) -> int:
        """Estimated final cost."""
        return self.total + self.to_complete

    @property
    def revised(self) -> int:
        """Budget with approved changes."""
        return self.budgeted + self.changes

    @property
    def variance(self) -> int:
        """Final cost against the revised budget; plus is over."""
        return self.final_cost - self.revised

    @property
    def variance_period(self) -> int | None:
        """What the variance changed since the last report."""
        return None if self.variance_before is None else self.variance - self.variance_before

    @property
    def share_spent(self) -> Decimal | None:
        """Cost to date as a share of the revised budget; `None` without a budget."""
        if self.revised <= 0:
            return None
        return (Decimal(self.total) / self.revised).quantize(Decimal("0.0001"))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: an account, or the sum of `entries`."""

    kind: Kind
    label: str
    sums: Sums
    entries: tuple[Entry, ...]

    @property
    def account(self) -> str:
        """The account's code; blank on a sum."""
        return self.entries[0].account if self.kind == "Account" else ""


def add_up(entries: Sequence[Entry]) -> Sums:
    """The sums of some accounts."""
    periods = [e.actual_period for e in entries if e.actual_period is not None]
    before = [e.variance_before for e in entries if e.variance_before is not None]
    return Sums(
        actual_period=sum(periods) if periods else None,
        actual=sum(e.cost.actual for e in entries),
        committed=sum(e.cost.committed for e in entries),
        to_complete=sum(e.cost.to_complete for e in entries),
        budgeted=sum(e.cost.budgeted for e in entries),
        changes=sum(e.cost.changes for e in entries),
        variance_before=sum(before) if before else None,
    )


def roll_up(entries: Sequence[Entry], name: str) -> list[ReportRow]:
    """The report: the whole first, then each level, each category in it, and its accounts.

    Levels and categories stand in the order in which the budget first names them; accounts that
    have none follow directly.

    Args:
        entries: every account once.
        name: what the first row is called.
    """
    rows = [ReportRow("Production", name, add_up(entries), tuple(entries))]
    for level, in_level in _grouped(entries, "level"):
        if level:
            rows.append(ReportRow("Level", level, add_up(in_level), tuple(in_level)))
        for category, in_category in _grouped(in_level, "category"):
            if category:
                sums = add_up(in_category)
                rows.append(ReportRow("Category", category, sums, tuple(in_category)))
            rows += [
                ReportRow("Account", entry.description or entry.account, add_up([entry]), (entry,))
                for entry in in_category
            ]
    return rows


def _grouped(
    entries: Iterable[Entry], by: Literal["level", "category"]
) -> list[tuple[str, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.level if by == "level" else entry.category, []).append(entry)
    return list(groups.items())
