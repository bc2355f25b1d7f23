"""The button "Flag overspend"."""

from collections import defaultdict
from dataclasses import dataclass

from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.snapshots.costs import Costs
from poc_sheets.tabs.budget import BudgetLine
from poc_sheets.tabs.model import Row, Rows, place_of
from poc_sheets.tabs.rules import PolicyRow
from poc_sheets.trade.costs import AccountCost, threshold
from poc_sheets.trade.money import as_text
from poc_sheets.trade.policy import Policy, policy_of

OVERSPENT = Problem(
    "overspent",
    title="Account {account} {description} will be over by {over}",
    what="final cost {final}, revised budget {revised}: actual {actual}, committed {committed}",
    do="move money into {account} with the line producer, or hold new purchase orders on it",
)
COMMITTED_OVER = Problem(
    "committed-over",
    title="Account {account} {description} is spent and committed over its budget by {over}",
    what="actual {actual} and open orders {committed} against a revised budget of {revised}",
    do="hold purchase orders on {account} until money is moved into it",
)
NEARLY_SPENT = Problem(
    "nearly-spent",
    title="Account {account} {description} has {left} left",
    what="actual {actual} and open orders {committed} of a revised budget of {revised}",
    do="ask the department for its estimate to complete",
    level="warning",
)
NO_SUCH_ACCOUNT = Problem(
    "no-such-account",
    title="Account {account} is not in the budget",
    what="{amount} is coded to it",
    do="correct the account, or add it to the Budget tab",
)
NO_ACCOUNT = Problem(
    "no-account",
    title="{amount} is not coded to an account",
    what="the account is empty",
    do="type the account",
)
CANNOT_TELL = Problem(
    "cannot-tell",
    title="Account {account} cannot be checked",
    what="a row coded to it could not be read",
    do="correct the cells that the Findings tab lists, and press again",
)
NEGATIVE_ESTIMATE = Problem(
    "negative-estimate",
    title="The held final cost of {account} is lower than its cost to date",
    what="held {held}, actual and committed {total}",
    do="raise the held amount, or set the ETC mode to Auto",
)
#: What can stand in the Flag column, worst first.
CHECK, CRITICAL, OVER, WATCH = "CHECK", "CRITICAL", "OVER", "WATCH"


@dataclass(frozen=True)
class _Limits:
    """The thresholds of the Policy tab, amounts in minor units."""

    watch_percent: int
    over_amount: int
    over_percent: int
    critical_amount: int
    critical_percent: int


@action("Flag overspend", group="Money")
def flag_overspend(
    costs: Costs,
    settings: Settings,
    policy: Rows[PolicyRow] = Rows(),  # noqa: B008  (no tab, no rows)
) -> Outcome:
    """Mark every budget account whose final cost goes over its budget.

    The flag is on the estimated final cost, not on what is used up: actual, open purchase orders
    and the estimate to complete against the budget with its approved changes.

    Args:
        costs: every account with its actual, committed and budgeted amounts.
        settings: the currency in which amounts are shown.
        policy: the thresholds; empty: those of a new workbook.

    Returns:
        Fills Flag, Money at risk and Why of every budget line: CRITICAL, OVER, WATCH, or CHECK
        where a row of the account could not be read. Findings by money at risk.

    Problems:
        overspent: the final cost is over the revised budget by more than the policy allows.
        committed-over: actual and open orders alone are over the revised budget.
        no-such-account: a row is coded to an account that the budget does not have.
    """
    limits = _limits(policy_of((row.policy, row.value) for row in policy), settings.exponent)
    fills: list[Fill] = []
    flagged: list[tuple[int, Finding]] = []
    for line in costs.budget:
        verdict = _verdict(line, costs, limits, settings.exponent)
        fills += [
            Fill(line, "flag", verdict.flag),
            Fill(line, "at_risk", verdict.at_risk or None),
            Fill(line, "why", verdict.why),
        ]
        flagged += [(verdict.at_risk, finding) for finding in verdict.findings]
    flagged.sort(key=lambda entry: -entry[0])
    findings = [finding for _, finding in flagged]
    findings += _uncoded(costs, settings.exponent)
    return Outcome(_summary(costs, fills, settings), findings, fills)


@dataclass(frozen=True)
class _Verdict:
    flag: str = ""
    at_risk: int = 0
    why: str = ""
    findings: tuple[Finding, ...] = ()


def _limits(policy: Policy, exponent: int) -> _Limits:
    return _Limits(
        watch_percent=policy.whole("overspend.watch_percent"),
        over_amount=policy.amount("overspend.over_amount", exponent),
        over_percent=policy.whole("overspend.over_percent"),
        critical_amount=policy.amount("overspend.critical_amount", exponent),
        critical_percent=policy.whole("overspend.critical_percent"),
    )


def _verdict(line: BudgetLine, costs: Costs, limits: _Limits, exponent: int) -> _Verdict:
    place = place_of(line, "flag")
    if line.account in costs.doubtful:
        finding = CANNOT_TELL.at(place, account=line.account)
        return _Verdict(CHECK, 0, finding.what, (finding,))
    cost = costs.accounts[line.account]
    facts = _facts(line, cost, exponent)
    findings = []
    if cost.to_complete < 0:
        held = as_text(cost.held or 0, exponent)
        findings.append(NEGATIVE_ESTIMATE.at(place, **(facts | {"held": held})))
    flag = _flag(cost, limits)
    if flag in {OVER, CRITICAL}:
        problem = COMMITTED_OVER if cost.remaining < 0 else OVERSPENT
        findings.append(problem.at(place, **facts))
    elif flag == WATCH:
        findings.append(NEARLY_SPENT.at(place, **facts))
    why = findings[-1].what if findings else ""
    return _Verdict(flag, max(0, cost.variance), why, tuple(findings))


def _flag(cost: AccountCost, limits: _Limits) -> str:
    over = cost.variance
    if over > threshold(cost.revised, limits.critical_amount, limits.critical_percent):
        return CRITICAL
    if over > threshold(cost.revised, limits.over_amount, limits.over_percent):
        return OVER
    if cost.total * 100 >= cost.revised * limits.watch_percent and cost.total > 0:
        return WATCH
    return ""


def _facts(line: BudgetLine, cost: AccountCost, exponent: int) -> dict[str, str]:
    amounts = {
        "over": max(cost.variance, -cost.remaining),
        "final": cost.final_cost,
        "revised": cost.revised,
        "actual": cost.actual,
        "committed": cost.committed,
        "total": cost.total,
        "left": cost.remaining,
    }
    shown = {name: as_text(amount, exponent) for name, amount in amounts.items()}
    return shown | {"account": line.account, "description": line.description}


def _uncoded(costs: Costs, exponent: int) -> list[Finding]:
    """One finding for each account that the budget lacks, at its first row."""
    by_account: dict[str, list[tuple[Row, int]]] = defaultdict(list)
    for row, account, amount in costs.unknown:
        by_account[account].append((row, amount))
    findings = []
    for account, rows in sorted(by_account.items()):
        total = as_text(sum(amount for _, amount in rows), exponent)
        first = rows[0][0]
        place = place_of(first, "account")
        problem = NO_SUCH_ACCOUNT if account else NO_ACCOUNT
        findings.append(problem.at(place, account=account, amount=total))
    return findings


def _summary(costs: Costs, fills: list[Fill], settings: Settings) -> str:
    flags = [str(fill.value) for fill in fills if fill.key == "flag"]
    over = sum(flag in {OVER, CRITICAL} for flag in flags)
    at_risk = sum(fill.value or 0 for fill in fills if fill.key == "at_risk")
    money = f"{settings.currency} {as_text(at_risk, settings.exponent)}"
    accounts = f"{over} of {len(costs.budget)} accounts will be over budget"
    check = flags.count(CHECK)
    tail = f", {check} could not be checked" if check else ""
    return f"{accounts}, {money} at risk{tail}."
