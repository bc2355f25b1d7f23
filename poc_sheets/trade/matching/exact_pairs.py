"""Pairs whose amounts agree: to the cent, with the tip on the slip, in the receipt's own money.

Where amounts move on the way, those that came near join them (`drift`).
"""

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.candidates import Pairs, equal_amounts, joined
from poc_sheets.trade.matching.desk import Desk
from poc_sheets.trade.matching.drift import drift_pairs
from poc_sheets.trade.matching.tables import Ints


def exact_pairs(desk: Desk) -> Pairs:
    """Free pairs whose amounts agree to the cent, with or without the tip on the slip."""
    lines, receipts = desk.lines, desk.receipts
    rows = np.flatnonzero(desk.free_lines)
    home = np.flatnonzero(desk.free_receipts & (receipts.currency == 0))
    tipped = home[receipts.tip[home] > 0]
    with_tip = receipts.amount + receipts.tip
    parts = [
        _equal(desk, rows, lines.amount, home, receipts.amount, rules.EXACT),
        _equal(desk, rows, lines.amount, tipped, with_tip, rules.TIP_SHOWN),
    ]
    for code in np.unique(receipts.currency[desk.free_receipts]).tolist():
        if code:
            same = rows[lines.currency[rows] == code]
            foreign = np.flatnonzero(desk.free_receipts & (receipts.currency == code))
            parts.append(
                _equal(desk, same, lines.original, foreign, receipts.amount, rules.ORIGINAL)
            )
    if desk.options.drift_cap:
        parts.append(
            drift_pairs(
                lines, rows, receipts, home, desk.names.vendors, desk.windows, desk.chance,
                desk.options,
            )
        )  # fmt: skip
    pairs = joined(parts)
    credit = (pairs.rule == rules.EXACT) & (lines.amount[pairs.line] < 0)
    pairs.rule[credit] = rules.REFUND
    return desk.allowed(pairs)


def _equal(desk: Desk, rows: Ints, wanted: Ints, columns: Ints, amounts: Ints, rule: int) -> Pairs:
    """Pairs of one rule within the lines' windows; what is unlikely by chance weighs more."""
    first, last = desk.windows[0][rows], desk.windows[1][rows]
    days = desk.lines.day[rows], desk.receipts.day[columns]
    row, column = equal_amounts(wanted[rows], days[0], first, last, amounts[columns], days[1])
    expected = desk.chance.of_amount(wanted[rows][row], first[row], last[row])
    base = rules.RULES[rule].odds - np.log(expected)
    return Pairs(rows[row], columns[column], np.full(len(row), rule, dtype=np.int64), base)
