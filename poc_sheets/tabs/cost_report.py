"""The Cost Report tab: the state of every account at the end of a period."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Code, Day, Money, Percent, Text
from poc_sheets.tabs.model import Row, column

_BY = "update_cost_report"


@dataclass(frozen=True)
class CostReportLine(Row):
    """One account, category, level or grand total of the cost report."""

    tab: ClassVar[str] = "Cost Report"
    tab_id: ClassVar[str] = "cost_report"
    about: ClassVar[str] = "Actual, committed, to complete and final cost of every account."
    rewritten_by: ClassVar[tuple[str, ...]] = (_BY,)

    kind: Text = column(
        "Line", filled_by=_BY, width=11, help="Production, Level, Category or Account; filter by it"
    )
    account: Code = column("Account", filled_by=_BY, width=9)
    description: Text = column("Description", required=True, filled_by=_BY, width=34)
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


@dataclass(frozen=True)
class CostHistory(Row):
    """One account as one report showed it: what the next report compares with."""

    tab: ClassVar[str] = "Cost Report History"
    tab_id: ClassVar[str] = "cost_history"
    about: ClassVar[str] = "What each report said of each account; the next one compares with it."
    rewritten_by: ClassVar[tuple[str, ...]] = (_BY,)

    period: Text = column("Report", required=True, filled_by=_BY, width=12)
    account: Code = column("Account", required=True, filled_by=_BY)
    made_on: Day | None = column("Made on", filled_by=_BY)
    actual: Money = column("Actual then", default=0, filled_by=_BY)
    committed: Money = column("Commitments then", default=0, filled_by=_BY)
    final_cost: Money = column("Final cost then", default=0, filled_by=_BY)
    variance: Money = column(
        "Over/(under) then",
        default=0,
        filled_by=_BY,
        help="Over is plus, whatever the report shows",
    )
    held: Money | None = column("Held then", filled_by=_BY)
    projected: Money | None = column("Projected then", filled_by=_BY)
