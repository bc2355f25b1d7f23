"""Amounts that moved on the way, both ways and for no reason that the papers tell.

Transfers between banks and currencies look like this: the amount is near, the day is a habit, the
memo is cut. It is off unless `Options.drift_cap` says how far amounts move.
"""

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.candidates import Chance, Pairs, amounts_between
from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.matching.related import unique_pairs
from poc_sheets.trade.matching.tables import Codes, Floats, Ints, Lines, Receipts

_START = 2


def _starts(vendors: Codes, codes: Ints) -> Ints:
    """A number for the first letters of each name; 0 for blank names."""
    starts = Codes()
    known = np.array([starts.number(text.replace(" ", "")[:_START]) for text in vendors.texts])
    return known[codes].astype(np.int64)


def drift_pairs(
    lines: Lines,
    rows: Ints,
    receipts: Receipts,
    columns: Ints,
    vendors: Codes,
    windows: tuple[Ints, Ints],
    chance: Chance,
    options: Options,
) -> Pairs:
    """Pairs of near amount whose names start alike.

    Args:
        lines: all lines.
        rows: the free ones.
        receipts: all receipts.
        columns: the free ones in the production's currency.
        vendors: the names' texts.
        windows: smallest and largest lag of every line.
        chance: how often amounts meet by chance.
        options: `drift_cap`.
    """
    cap = options.drift_cap
    left, right = _starts(vendors, lines.vendor[rows]), _starts(vendors, receipts.vendor[columns])
    found = []
    for start in np.unique(left[left != 0]).tolist():
        some, others = rows[left == start], columns[right == start]
        asked = np.abs(lines.amount[some])
        low = (asked / (1 + cap)).astype(np.int64) * np.sign(lines.amount[some])
        high = (asked * (1 + cap)).astype(np.int64) * np.sign(lines.amount[some])
        row, column = amounts_between(
            np.minimum(low, high), np.maximum(low, high), lines.day[some],
            windows[0][some], windows[1][some], receipts.amount[others], receipts.day[others],
        )  # fmt: skip
        found.append((some[row], others[column]))
    line, receipt = unique_pairs(found)
    moved = lines.amount[line] != receipts.amount[receipt]
    line, receipt = line[moved], receipt[moved]
    off = np.log(lines.amount[line] / receipts.amount[receipt])
    asked_of = np.abs(lines.amount[line]).astype(np.float64)
    first, last = windows[0][line], windows[1][line]
    expected = chance.of_band(asked_of / (1 + cap), asked_of * (1 + cap), first, last)
    base = rules.RULES[rules.DRIFT].odds + _bell(off, cap) - np.log(expected)
    return Pairs(line, receipt, np.full(len(line), rules.DRIFT, dtype=np.int64), base)


def _bell(off: Floats, cap: float) -> Floats:
    """Log ratio of a small move against an even one: most move by less than a quarter of the cap."""
    spread = cap / 4.0
    return np.log(np.exp(-0.5 * (off / spread) ** 2) * 2 * cap / (spread * 2.5066) + 0.01)
