"""The Cost Report tab: the state of every account at the end of a period."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Code, Money, Percent, Text
from poc_sheets.tabs.model import Row, column

_BY = "update_cost_report"


@dataclass(frozen=True)
class CostReportLine(Row):
    """One account, category, level or grand total of the cost report."""

    tab: ClassVar[str] = "Cost Report"
    tab_id: ClassVar[str] = "cost_report"
    about: ClassVar[str] = "Actual, committed, to complete and final cost of every account."
    rewritten_by: ClassVar[tuple[str, ...]] = (_BY,)

    account: Code = column("Account", filled_by=_BY, width=11)
    description: Text = column("Description", required=True, filled_by=_BY, width=36)
    actual_period: Money | None = column("Actual this period", filled_by=_BY)
    actual: Money | None = column("Actual to date", filled_by=_BY)
    committed: Money | None = column("Commitments", filled_by=_BY)
    total: Money | None = column("Total cost to date", filled_by=_BY)
    to_complete: Money | None = column("Estimate to complete", filled_by=_BY)
    final_cost: Money | None = column("Estimated final cost", filled_by=_BY)
    budgeted: Money | None = column("Budget", filled_by=_BY)
    changes: Money | None = column("Approved changes", filled_by=_BY)
    variance: Money | None = column("Variance", filled_by=_BY)
    variance_period: Money | None = column("Variance this period", filled_by=_BY)
    share_spent: Percent | None = column("Spent", filled_by=_BY)
    flag: Text = column("Flag", filled_by=_BY, width=11)
    rows: Text = column("Rows behind it", filled_by=_BY, width=40)
