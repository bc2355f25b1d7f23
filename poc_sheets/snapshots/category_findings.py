"""Overspend seen by category, and the contingency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from poc_sheets.problems import Finding, Problem
from poc_sheets.snapshots.costs import Costs
from poc_sheets.tabs.budget import BudgetLine
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.money import as_text
from poc_sheets.trade.overspend import is_ahead_of_shoot

CATEGORY_OVER = Problem(
    "category-over",
    title="{category} will be over by {over}",
    what="{count} of its accounts are over: {accounts}",
    do="bring the category to the line producer; its accounts follow below",
)
OFFSETTING = Problem(
    "offsetting",
    title="{category} hides accounts that are over",
    what="over: {over}; under: {under}",
    do="show both in the cost report, or move the money with an approved transfer",
    level="warning",
)
CONTINGENCY_AHEAD = Problem(
    "contingency-ahead",
    title="The contingency is used up faster than the shoot goes on",
    what="{used} of {fund} is used ({share} %), {elapsed} of {days} shoot days are over",
    do="bring it to the producer before the next transfer",
)
#: From so many accounts on, one line for the category comes first.
ROLL_UP = 3
CONTINGENCY = "contingency"


@dataclass(frozen=True, slots=True)
class Flagged:
    """An account that is over, with what it puts at risk and its findings."""

    line: BudgetLine
    at_risk: int
    findings: tuple[Finding, ...]


def by_money(flagged: Iterable[Flagged], costs: Costs, exponent: int) -> list[Finding]:
    """The findings of all accounts, the most money first; three of a category under one line."""
    categories: dict[str, list[Flagged]] = defaultdict(list)
    for entry in flagged:
        categories[entry.line.category or f"\0{entry.line.account}"].append(entry)
    groups: list[tuple[int, list[Finding]]] = []
    for category, entries in categories.items():
        entries.sort(key=lambda entry: -entry.at_risk)
        over = [entry for entry in entries if entry.at_risk]
        if len(over) < ROLL_UP or category.startswith("\0"):
            groups += [(entry.at_risk, list(entry.findings)) for entry in entries]
            continue
        head = _category_over(category, over, costs, exponent)
        below = [replace(f, level="note") for entry in entries for f in entry.findings]
        groups.append((sum(entry.at_risk for entry in over), [head, *below]))
    groups.sort(key=lambda group: -group[0])
    return [finding for _, findings in groups for finding in findings]


def _category_over(category: str, over: Sequence[Flagged], costs: Costs, exponent: int) -> Finding:
    lines = [line for line in costs.budget if line.category == category]
    total = category_variance(lines, costs)
    return CATEGORY_OVER.at(
        place_of(over[0].line, "flag"),
        category=category,
        over=as_text(max(total, sum(entry.at_risk for entry in over)), exponent),
        count=len(over),
        accounts=", ".join(
            f"{entry.line.account} {as_text(entry.at_risk, exponent)}" for entry in over[:6]
        ),
    )


def category_variance(lines: Iterable[BudgetLine], costs: Costs) -> int:
    """What a category's accounts come to beyond their budgets, together; below zero: under."""
    accounts = dict.fromkeys(line.account for line in lines)
    return sum(costs.accounts[a].floor - costs.accounts[a].revised for a in accounts)


def offsetting(over: Mapping[str, int], costs: Costs, exponent: int) -> list[Finding]:
    """Categories that are not over although accounts of theirs are.

    Args:
        over: accounts that are flagged as over, with what they put at risk.
        costs: every account.
        exponent: decimals of the currency.
    """
    categories: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in costs.budget:
        if line.category:
            categories[line.category].append(line)
    findings = []
    for category, lines in categories.items():
        high = {line.account: over[line.account] for line in lines if line.account in over}
        if not high or category_variance(lines, costs) > 0:
            continue
        low = {line.account: costs.accounts[line.account].variance for line in lines}
        low = dict(sorted((a, v) for a, v in low.items() if v < 0))
        first = next(line for line in lines if line.account in high)
        facts = {"over": _listed(high, exponent), "under": _listed(low, exponent)}
        findings.append(OFFSETTING.at(place_of(first, "flag"), category=category, **facts))
    return findings


def _listed(amounts: Mapping[str, int], exponent: int) -> str:
    largest = sorted(amounts.items(), key=lambda item: -abs(item[1]))[:4]
    return ", ".join(f"{account} {as_text(amount, exponent)}" for account, amount in largest)


def is_contingency(line: BudgetLine) -> bool:
    """Whether a budget line is money kept for what nobody foresaw."""
    return CONTINGENCY in {line.level.casefold(), line.category.casefold()}


def contingency_state(costs: Costs) -> tuple[int, int]:
    """What was taken from the contingency, and what it held at first.

    Taken is what approved changes moved out of it, and what is coded to it directly.
    """
    used = fund = 0
    for line in costs.budget:
        if is_contingency(line):
            fund += line.budgeted
            used += max(0, -line.overage) + costs.accounts[line.account].total
    return used, fund


def contingency_finding(
    costs: Costs, progress: tuple[int, int], exponent: int
) -> tuple[Finding, ...]:
    """A finding where the contingency is used up faster than the shoot goes on."""
    used, fund = contingency_state(costs)
    elapsed, days = progress
    points = costs.policy.number("overspend.contingency_points")
    if not is_ahead_of_shoot(used, fund, elapsed, days, points):
        return ()
    first = next(line for line in costs.budget if is_contingency(line))
    facts = {"used": as_text(used, exponent), "fund": as_text(fund, exponent)}
    share = f"{100 * used / fund:.0f}"
    place = place_of(first, "flag")
    return (CONTINGENCY_AHEAD.at(place, share=share, elapsed=elapsed, days=days, **facts),)
