"""The button "Update cost report"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.category_findings import contingency_finding
from poc_sheets.snapshots.cost_findings import row_findings
from poc_sheets.snapshots.flags import ACCEPTED, CHECK, CRITICAL, Standing
from poc_sheets.snapshots.why import rows_behind
from poc_sheets.tabs.cost_report import CostHistory, CostReportLine
from poc_sheets.tabs.model import Row, Rows, place_of
from poc_sheets.trade.cost_report import Entry, ReportRow, roll_up
from poc_sheets.trade.money import as_text

NO_PERIOD = Problem(
    "no-period",
    title="The cost report has no period",
    what="Cost report period is empty, so nothing is shown for this period",
    do="type the Cost report period in the Production tab, such as 2026-11",
    level="warning",
)
NEGATIVE_TO_COMPLETE = Problem(
    "negative-to-complete",
    title="The estimate to complete of {account} is below zero",
    what="held {held}, actual and committed {total}; the report shows it as it is",
    do="raise the held amount, or set the ETC mode to Auto",
)
#: Where accounts stand that the budget does not have.
NOT_BUDGETED = "Not in the budget"


@action("Update cost report", group="Money")
def update_cost_report(
    state: Standing,
    settings: Settings,
    now: datetime,
    report: Rows[CostReportLine],
    history: Rows[CostHistory] = Rows(),  # noqa: B008  (no tab, no rows)
) -> Outcome:
    """Write the cost report anew: every account, category, level and the whole.

    Actual, commitments, estimate to complete by the account's ETC mode, final cost, variance and
    what it changed since the last report. The first row says which way the variance counts, and
    whether the estimate to complete holds the commitments too (as the Production tab asks). An
    account that the budget does not have stands in the report too, so that it always adds up to
    every row behind it. A negative estimate to complete is shown as it is.

    Args:
        state: every account with the rows behind it, and what earlier reports said.
        settings: the currency, the period, and which way the variance is shown.
        now: the day of the report.
        report: written anew.
        history: what earlier reports said; this period's own part is written anew.

    Returns:
        The Cost Report tab, and this report's part of the Cost Report History.

    Problems:
        no-period: the production names no open period.
        negative-to-complete: a held amount is lower than what is spent and ordered.
    """
    del report
    costs = state.costs
    making = _Making(state, settings)
    rows = roll_up(making.entries(), _name(settings))
    findings = [] if settings.period else [NO_PERIOD.at(place_of(CostReportLine()))]
    findings += contingency_finding(costs, state.progress, settings.exponent)
    findings += _negative(rows, state, settings.exponent)
    findings += row_findings(costs, settings)
    rewrites: dict[type[Row], Sequence[Row]] = {CostReportLine: [making.line(row) for row in rows]}
    if settings.period:
        rewrites[CostHistory] = _history(rows, history, state, settings.period, now)
    return Outcome(_summary(rows[0], settings), findings, rewrites=rewrites)


def _name(settings: Settings) -> str:
    way = "over is plus" if _is_over_plus(settings) else "over is minus"
    period = f" {settings.period}" if settings.period else ""
    commitments = ", estimate to complete: with commitments" if _is_with_open(settings) else ""
    return f"Whole production{period}; in {settings.currency}, variance: {way}{commitments}"


def _is_with_open(settings: Settings) -> bool:
    """Whether the estimate to complete is what is still to be paid, orders included."""
    return settings.to_complete.strip().casefold() == "with commitments"


def _is_over_plus(settings: Settings) -> bool:
    return settings.variance_sign.strip().casefold() != "over as minus"


@dataclass(frozen=True)
class _Making:
    """What every row of the report is made from."""

    state: Standing
    settings: Settings

    def entries(self) -> list[Entry]:
        """Every account once: the budget's in its order, then those that it lacks."""
        costs, lines, period = self.state.costs, self.state.lines, self.settings.period
        posted = costs.actual_in(period)
        reports = self.state.reports
        last = reports[0].accounts if reports else {}
        entries = []
        for account in (*lines, *sorted(costs.accounts.keys() - lines.keys())):
            found = lines.get(account)
            before = last[account].variance if account in last else 0
            entries.append(
                Entry(
                    account=account,
                    description=found.description if found else f"{NOT_BUDGETED}: {account}",
                    category=found.category if found else "",
                    level=found.level if found else NOT_BUDGETED,
                    cost=costs.accounts[account],
                    actual_period=posted.get(account, 0) if period else None,
                    variance_before=before if reports else None,
                )
            )
        return entries

    def line(self, row: ReportRow) -> CostReportLine:
        """A row of the report as a line of the tab."""
        sums = row.sums
        sign = 1 if _is_over_plus(self.settings) else -1
        change = sums.variance_period
        ordered = sums.committed if _is_with_open(self.settings) else 0
        return CostReportLine(
            kind=row.kind,
            account=row.account,
            description=row.label,
            actual_period=sums.actual_period,
            actual=sums.actual,
            committed=sums.committed,
            total=sums.total,
            to_complete=sums.to_complete + ordered,
            final_cost=sums.final_cost,
            budgeted=sums.budgeted,
            changes=sums.changes,
            variance=sign * sums.variance,
            variance_period=None if change is None else sign * change,
            share_spent=sums.share_spent,
            flag=self._flag(row),
            rows=self._rows(row),
        )

    def _rows(self, row: ReportRow) -> str:
        if row.kind != "Account":
            return f"{len(row.entries)} account{'s' if len(row.entries) != 1 else ''}"
        return rows_behind(self.state.costs.sources.get(row.account, ()))

    def _flag(self, row: ReportRow) -> str:
        costs = self.state.costs
        if any(entry.account in costs.doubtful for entry in row.entries):
            return CHECK
        if row.kind == "Account":
            line = self.state.lines.get(row.account)
            is_accepted = line is not None and line.flag == ACCEPTED and line.accepted
            return ACCEPTED if is_accepted else self.state.judge(row.account)[0]
        if sum(e.cost.floor - e.cost.revised for e in row.entries) <= 0:
            return ""
        is_critical = row.kind == "Category" and costs.policy.is_on("overspend.category_over")
        return CRITICAL if is_critical else "OVER"


def _negative(rows: Sequence[ReportRow], state: Standing, exponent: int) -> list[Finding]:
    findings = []
    for row in rows:
        if row.kind != "Account" or row.sums.to_complete >= 0:
            continue
        cost = row.entries[0].cost
        facts = {"held": as_text(cost.held or 0, exponent), "total": as_text(cost.total, exponent)}
        place = place_of(state.lines[row.account], "held")
        findings.append(NEGATIVE_TO_COMPLETE.at(place, account=row.account, **facts))
    return findings


def _history(
    rows: Sequence[ReportRow],
    history: Sequence[CostHistory],
    state: Standing,
    period: str,
    now: datetime,
) -> list[Row]:
    """The history with this report's part written anew, in its old place."""
    own = [
        CostHistory(
            period=period,
            account=row.account,
            made_on=now.date(),
            actual=row.sums.actual,
            committed=row.sums.committed,
            final_cost=row.sums.final_cost,
            variance=row.sums.variance,
            held=row.entries[0].cost.held,
            projected=state.projected(row.account),
        )
        for row in rows
        if row.kind == "Account" and _is_told(row)
    ]
    is_own = [row.period.strip().casefold() == period.strip().casefold() for row in history]
    first = is_own.index(True) if True in is_own else len(history)
    others = [(i, row) for i, row in enumerate(history) if not is_own[i]]
    return [
        *(row for i, row in others if i < first),
        *own,
        *(row for i, row in others if i > first),
    ]


def _is_told(row: ReportRow) -> bool:
    """An account on which nothing happened yet is not remembered: absent means zero."""
    sums = row.sums
    return bool(sums.actual or sums.committed or sums.variance or row.entries[0].cost.held)


def _summary(whole: ReportRow, settings: Settings) -> str:
    def money(amount: int) -> str:
        return as_text(amount, settings.exponent)

    sums = whole.sums
    way = "over" if sums.variance > 0 else "under"
    gap = f"{money(abs(sums.variance))} {way}" if sums.variance else "as"
    accounts = len(whole.entries)
    return (
        f"Final cost {settings.currency} {money(sums.final_cost)}, {gap} the budget of "
        f"{money(sums.revised)}: actual {money(sums.actual)}, open orders {money(sums.committed)}, "
        f"to complete {money(sums.to_complete)}; {accounts} accounts."
    )
