"""What the desk settled, as links with a status, a score and a reason."""

from collections.abc import Sequence
from math import exp

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.desk import Desk
from poc_sheets.trade.matching.known_rates import realised_difference
from poc_sheets.trade.matching.model import Link
from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.matching.reasons import amount_reason, exchange_reason, pair_reason
from poc_sheets.trade.matching.splits import Group
from poc_sheets.trade.money import exponent_of

_FOREIGN = (rules.FX, rules.ORIGINAL)


def decided_link(desk: Desk, rows: tuple[int, ...], columns: tuple[int, ...], note: str) -> Link:
    """The link that a person made."""
    paid = sum(desk.lines.rows[row].amount for row in rows)
    foreign = any(desk.receipts.currency[column] for column in columns)
    asked = sum(desk.receipts.rows[column].amount for column in columns)
    realised = _realised(desk, rows, columns) if foreign else None
    said = f"decided: {note}" if note else "decided"
    return Link(
        line_ids=tuple(desk.lines.rows[row].id for row in rows),
        receipt_ids=tuple(desk.receipts.rows[column].id for column in columns),
        status="decided",
        score=1.0,
        reason=said + _exchange(desk, realised),
        rule="decided",
        difference=0 if foreign else paid - asked,
        fx_difference=realised,
    )


def found_links(desk: Desk) -> list[Link]:
    """The links of the desk's groups, in their order.

    A group of several rows is explained by its first pair.
    """
    if not desk.groups:
        return []
    line = np.array([group.lines[0] for group in desk.groups], dtype=np.int64)
    receipt = np.array([group.receipts[0] for group in desk.groups], dtype=np.int64)
    facts, likeness = desk.facts(line, receipt)
    vendors = zip(
        desk.lines.vendor[line].tolist(), desk.receipts.vendor[receipt].tolist(), strict=True
    )
    pairs = zip(
        desk.groups,
        facts.card.tolist(),
        facts.lag.tolist(),
        facts.reference.tolist(),
        likeness.tolist(),
        vendors,
        strict=True,
    )
    exponent = exponent_of(desk.options.currency)
    found = []
    for group, card, lag, reference, alike, names in pairs:
        dated = desk.receipts.rows[group.receipts[0]].date is not None
        said = pair_reason(
            card, lag if dated else None, reference, alike, desk.alias_sources.get(names, "")
        )
        found.append(_link(desk, group, said, exponent))
    return found


def _link(desk: Desk, group: Group, said: str, exponent: int) -> Link:
    rows, columns = desk.lines.rows, desk.receipts.rows
    if len(group.lines) == len(group.receipts) == 1:
        line, receipt = rows[group.lines[0]], columns[group.receipts[0]]
        names: tuple[tuple[str, ...], tuple[str, ...]] = (line.id,), (receipt.id,)
        paid, asked = line.amount, receipt.amount
    else:
        lines, receipts = [rows[at] for at in group.lines], [columns[at] for at in group.receipts]
        names = tuple(each.id for each in lines), tuple(each.id for each in receipts)
        paid = sum(each.amount for each in lines)
        asked = sum(each.amount for each in receipts)
    foreign = group.rule in _FOREIGN
    realised = _realised(desk, group.lines, group.receipts) if foreign else None
    why = f"{amount_reason(group.rule, paid, asked, exponent)}, {said}"
    return Link(
        line_ids=names[0],
        receipt_ids=names[1],
        status="auto" if is_auto(group, desk.options, _slack(desk, *names)) else "suggested",
        score=round(1.0 / (1.0 + exp(-min(max(group.score, -30.0), 30.0))), 4),
        reason=why + _exchange(desk, realised) if foreign else why,
        rule=rules.RULES[group.rule].name,
        difference=0 if foreign else paid - asked,
        fx_difference=realised,
    )


def _realised(desk: Desk, rows: Sequence[int], columns: Sequence[int]) -> int | None:
    lines = [desk.lines.rows[row] for row in rows]
    return realised_difference(lines, [desk.receipts.rows[at] for at in columns], desk.options)


def _exchange(desk: Desk, realised: int | None) -> str:
    """What is said about the exchange difference, blank where there is none."""
    if not realised:
        return ""
    return ", " + exchange_reason(
        realised, desk.options.fx_account, exponent_of(desk.options.currency)
    )


def _slack(desk: Desk, lines: tuple[str, ...], receipts: tuple[str, ...]) -> float:
    """What a link may fall below the bar because it stood in the last run."""
    stood = desk.stood and all((a, b) in desk.stood for a in lines for b in receipts)
    return desk.options.stay if stood else 0.0


def is_auto(group: Group, options: Options, slack: float = 0.0) -> bool:
    """Whether a link is sure enough to stand without a person's look."""
    rule = rules.RULES[group.rule]
    if group.round or rule.asks:
        return False
    if group.rule in (rules.ONE_LINE, rules.ONE_RECEIPT, rules.NET):
        return group.score >= options.auto_split - slack
    bar = options.auto_tolerance if rule.tolerant else options.auto_exact
    return group.score >= bar - slack
