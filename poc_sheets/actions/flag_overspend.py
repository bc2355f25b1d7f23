"""The button "Flag overspend"."""

from dataclasses import dataclass

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.category_findings import (
    Flagged,
    by_money,
    contingency_finding,
    offsetting,
)
from poc_sheets.snapshots.cost_findings import ordered_findings, row_findings
from poc_sheets.snapshots.flags import ACCEPTED, CHECK, CRITICAL, Standing
from poc_sheets.tabs.budget import HOLD_ETC, BudgetLine
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.costs import AccountCost
from poc_sheets.trade.money import as_text
from poc_sheets.trade.overspend import is_muted, is_stale

OVERSPENT = Problem(
    "overspent",
    title="Account {name} will be over by {over}",
    what="final cost {final}, revised budget {revised}: actual {actual}, committed {committed}",
    do="move money into {account} with the line producer, or hold new purchase orders on it",
)
COMMITTED_OVER = Problem(
    "committed-over",
    title="Account {name} is spent and committed over its budget by {over}",
    what="actual {actual} and open orders {committed} against a revised budget of {revised}",
    do="hold purchase orders on {account} until money is moved into it",
)
NEARLY_SPENT = Problem(
    "nearly-spent",
    title="Account {name} has {left} left",
    what="actual {actual} and open orders {committed} of a revised budget of {revised}",
    do="ask the department for its estimate to complete",
    level="warning",
)
RUNS_OVER = Problem(
    "runs-over",
    title="At its pace account {name} ends between {final} and {projected}",
    what="actual {actual} after {elapsed} of {days} shoot days; revised budget {revised}",
    do="ask the department for its estimate to complete, and hold it in the Budget tab",
    level="warning",
)
CANNOT_TELL = Problem(
    "cannot-tell",
    title="Account {account} cannot be checked",
    what="a row coded to it could not be read",
    do="correct the cells that the Findings tab lists, and press again",
)
NEGATIVE_ESTIMATE = Problem(
    "negative-estimate",
    title="The held estimate of {account} is lower than its cost to date",
    what="held {held}, actual and committed {total}: {to_complete} to complete",
    do="raise the held amount, or set the ETC mode to Auto",
)
STALE_ESTIMATE = Problem(
    "stale-estimate",
    title="The held estimate of {account} has not changed while its cost did",
    what="held {held} in this report and the ones before, cost to date now {total}",
    do="ask the department for a new estimate to complete",
    level="warning",
)
_PROBLEMS = {
    "committed": COMMITTED_OVER,
    "forecast": OVERSPENT,
    "nearly": NEARLY_SPENT,
    "pace": RUNS_OVER,
}
_OVER = {"OVER", CRITICAL}


@action("Flag overspend", group="Money")
def flag_overspend(state: Standing, settings: Settings) -> Outcome:
    """Mark every budget account whose final cost goes over its budget.

    The flag is on the estimated final cost, not on what is used up. Actual and open purchase orders
    beyond the budget are red at once, also on an account without a budget; a typed estimate is
    measured by the policy's tolerance; the pace of spending must show in several cost reports.
    A reason in Accepted because mutes an account until it gets worse by the policy's share. The
    cost to complete (open orders and ETC) is never below the open orders: a held amount that says
    so is an error, and the account is judged by what is spent and ordered.

    Args:
        state: every account with its actual, committed and budgeted amounts, the policy's limits,
            how far the shoot is, and what earlier cost reports said.
        settings: the currency in which amounts are shown.

    Returns:
        Fills Flag, Money at risk and Why of every budget line: CRITICAL, OVER, WATCH, ACCEPTED, or
        CHECK where a row of the account could not be read. Findings by money at risk, three
        accounts of a category under one line.

    Problems:
        overspent: the final cost is over the revised budget by more than the policy allows.
        committed-over: actual and open orders alone are over the revised budget.
        no-such-account: a row is coded to an account that the budget does not have.
    """
    costs = state.costs
    judging = _Judging(state, settings)
    verdicts = [judging.verdict(line) for line in costs.budget]
    fills = [fill for verdict in verdicts for fill in verdict.fills()]
    over = {v.line.account: v.at_risk for v in verdicts if v.flag in _OVER and v.at_risk}
    flagged = [Flagged(v.line, v.at_risk if v.flag in _OVER else 0, v.findings) for v in verdicts]
    findings = [
        *contingency_finding(costs, state.progress, settings.exponent),
        *by_money(flagged, costs, settings.exponent),
    ]
    if costs.policy.is_on("overspend.offsetting"):
        findings += offsetting(over, costs, settings.exponent)
    findings += ordered_findings(costs, settings)
    findings += row_findings(costs, settings)
    return Outcome(_summary(verdicts, over, settings), findings, fills)


@dataclass(frozen=True)
class _Verdict:
    line: BudgetLine
    flag: str = ""
    at_risk: int = 0
    why: str = ""
    findings: tuple[Finding, ...] = ()
    #: What is remembered of an accepted overspend: the amount, and the reason given for it.
    accepted_at: int | None = None
    accepted_reason: str = ""

    def fills(self) -> list[Fill]:
        return [
            Fill(self.line, "flag", self.flag),
            Fill(self.line, "at_risk", self.at_risk or None),
            Fill(self.line, "why", self.why),
            Fill(self.line, "accepted_at", self.accepted_at),
            Fill(self.line, "accepted_reason", self.accepted_reason),
        ]


@dataclass(frozen=True)
class _Judging:
    """Judges one budget line after another."""

    state: Standing
    settings: Settings

    def verdict(self, line: BudgetLine) -> _Verdict:
        """The verdict on one budget line."""
        if line.account in self.state.costs.doubtful:
            finding = CANNOT_TELL.at(place_of(line, "flag"), account=line.account)
            memory = (line.accepted_at, line.accepted_reason)
            return _Verdict(line, CHECK, 0, finding.what, (finding,), *memory)
        cost = self.state.costs.accounts[line.account]
        flag, reason = self.state.judge(line.account)
        facts = self._facts(line, cost)
        place = place_of(line, "flag")
        findings = [_PROBLEMS[reason].at(place, **facts)] if reason else []
        findings += self._estimates(line, cost, facts)
        why = findings[0].what if findings else ""
        verdict = _Verdict(line, flag, cost.at_risk, why, tuple(findings))
        return self._accepted(verdict) if line.accepted and flag in _OVER else verdict

    def _accepted(self, verdict: _Verdict) -> _Verdict:
        """A verdict that a person accepted: muted until it is worse than it was then."""
        line, at_risk = verdict.line, verdict.at_risk
        is_new = line.accepted_at is None or line.accepted_reason != line.accepted
        accepted_at = at_risk if is_new or line.accepted_at is None else line.accepted_at
        memory = (accepted_at, line.accepted)
        shown = as_text(accepted_at, self.settings.exponent)
        if is_muted(at_risk, accepted_at, self.state.limits.worsen_percent):
            why = f"accepted at {shown}: {line.accepted}"
            return _Verdict(line, ACCEPTED, at_risk, why, (), *memory)
        why = f"worse than the {shown} that was accepted; {verdict.why}"
        return _Verdict(line, verdict.flag, at_risk, why, verdict.findings, *memory)

    def _estimates(
        self,
        line: BudgetLine,
        cost: AccountCost,
        facts: dict[str, str],
    ) -> list[Finding]:
        place = place_of(line, "held")
        if cost.to_complete < 0:
            return [NEGATIVE_ESTIMATE.at(place, **facts)]
        told = [
            (row.held, row.actual + row.committed)
            for row in self.state.earlier(line.account)
            if row
        ]
        reports = self.state.costs.policy.whole("overspend.stale_reports")
        if cost.mode == HOLD_ETC and cost.held and is_stale(cost.held, cost.total, told, reports):
            return [STALE_ESTIMATE.at(place, **facts)]
        return []

    def _facts(self, line: BudgetLine, cost: AccountCost) -> dict[str, str]:
        elapsed, days = self.state.progress
        amounts = {
            "over": cost.at_risk,
            "final": cost.floor,
            "revised": cost.revised,
            "actual": cost.actual,
            "committed": cost.committed,
            "total": cost.total,
            "left": cost.remaining,
            "held": cost.held or 0,
            "to_complete": cost.to_complete,
            "projected": self.state.projected(line.account) or cost.final_cost,
        }
        shown = {name: as_text(amount, self.settings.exponent) for name, amount in amounts.items()}
        shown |= {"elapsed": str(elapsed), "days": str(days)}
        return shown | {"account": line.account, "name": _name(line)}


def _name(line: BudgetLine) -> str:
    return f"{line.account} {line.description}".strip()


def _summary(verdicts: list[_Verdict], over: dict[str, int], settings: Settings) -> str:
    """What a producer reads in ten seconds: how many, how much, the worst three, the rest."""

    def money(amount: int) -> str:
        return f"{settings.currency} {as_text(amount, settings.exponent)}"

    accounts = len({verdict.line.account for verdict in verdicts})
    parts = [
        f"{len(over)} of {accounts} accounts will be over budget, {money(sum(over.values()))} at risk"
    ]
    counts = {flag: sum(v.flag == flag for v in verdicts) for flag in (CHECK, ACCEPTED, "WATCH")}
    words = {CHECK: "could not be checked", ACCEPTED: "accepted", "WATCH": "to watch"}
    parts += [f"{count} {words[flag]}" for flag, count in counts.items() if count]
    worst = sorted((v for v in verdicts if v.flag in _OVER), key=lambda v: -v.at_risk)[:3]
    named = [f"{_name(v.line)} {money(v.at_risk)}" for v in worst]
    tail = f" Worst: {'; '.join(named)}." if len(over) > 1 else ""
    return f"{', '.join(parts)}.{tail}"
