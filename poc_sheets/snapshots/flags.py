"""What every account is measured by: limits, the progress of the shoot, earlier reports."""

from dataclasses import dataclass, field
from datetime import datetime

from poc_sheets.parameters import snapshot
from poc_sheets.settings import Settings
from poc_sheets.snapshots.category_findings import is_contingency
from poc_sheets.snapshots.costs import Costs
from poc_sheets.snapshots.reports import Report, earlier_reports, shoot_progress
from poc_sheets.tabs.budget import BudgetLine
from poc_sheets.tabs.cost_report import CostHistory
from poc_sheets.tabs.model import Rows
from poc_sheets.trade.overspend import Flag, Limits, Pace, Reason, judge, limits_of, projected_cost

#: What can stand in a Flag column beside OVER and WATCH.
CHECK, CRITICAL, ACCEPTED = "CHECK", "CRITICAL", "ACCEPTED"


@dataclass(frozen=True)
class Standing:
    """The state of the production, against which accounts are judged.

    Attributes:
        costs: every account.
        lines: the budget line of each account; of two the first.
        limits: the house's thresholds.
        progress: shoot days that are over, and all of them; (0, 0) where it is not known.
        reports: earlier cost reports, the latest first.
    """

    costs: Costs
    lines: dict[str, BudgetLine]
    limits: Limits
    progress: tuple[int, int] = (0, 0)
    reports: list[Report] = field(default_factory=list)

    def earlier(self, account: str) -> list[CostHistory | None]:
        """What each earlier report said of an account; `None` where it had no cost."""
        return [report.accounts.get(account) for report in self.reports]

    def projected(self, account: str) -> int | None:
        """The final cost of an account if money goes on as it did."""
        return projected_cost(self.costs.accounts[account].actual, *self.progress)

    def judge(self, account: str) -> tuple[Flag, Reason]:
        """The flag of an account, and what raised it."""
        line = self.lines.get(account)
        projections = [then.projected if then else None for then in self.earlier(account)]
        was_flagged = line is not None and line.flag == "WATCH"
        pace = Pace(*self.progress, projections, was_flagged)
        flag, reason = judge(self.costs.accounts[account], self.limits, pace)
        if reason == "pace" and line is not None and is_contingency(line):
            return "", ""
        return flag, reason


@snapshot
def standing(
    costs: Costs,
    settings: Settings,
    now: datetime,
    history: Rows[CostHistory] = Rows(),  # noqa: B008  (no tab, no rows; never changed)
) -> Standing:
    """The state of the production today."""
    whole = sum(cost.revised for cost in costs.accounts.values())
    lines: dict[str, BudgetLine] = {}
    for line in costs.budget:
        lines.setdefault(line.account, line)
    return Standing(
        costs=costs,
        lines=lines,
        limits=limits_of(costs.policy, settings.exponent, whole),
        progress=shoot_progress(settings, now.date()),
        reports=earlier_reports(history, settings.period),
    )
