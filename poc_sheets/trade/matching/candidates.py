"""Finding which lines and receipts could belong together, and how often chance alone would pair them."""

from dataclasses import dataclass

import numpy as np

from poc_sheets.trade.matching.options import Options, Window
from poc_sheets.trade.matching.tables import CARD, PAYABLE, PURCHASE, UNDATED, Floats, Ints

_DAY_BITS = 22


@dataclass(slots=True)
class Pairs:
    """Candidate pairs: row of the line, row of the receipt, number of the rule, log-odds so far."""

    line: Ints
    receipt: Ints
    rule: Ints
    base: Floats

    def __len__(self) -> int:
        return len(self.line)

    def take(self, chosen: "Ints | np.ndarray[tuple[int], np.dtype[np.bool_]]") -> "Pairs":
        """The chosen pairs only."""
        return Pairs(self.line[chosen], self.receipt[chosen], self.rule[chosen], self.base[chosen])


def no_pairs() -> Pairs:
    """An empty set of pairs."""
    none = np.empty(0, dtype=np.int64)
    return Pairs(none, none, none, np.empty(0))


def joined(parts: list[Pairs]) -> Pairs:
    """Several sets of pairs as one."""
    if not parts:
        return no_pairs()
    return Pairs(
        np.concatenate([part.line for part in parts]),
        np.concatenate([part.receipt for part in parts]),
        np.concatenate([part.rule for part in parts]),
        np.concatenate([part.base for part in parts]),
    )


def spread(first: Ints, past: Ints) -> tuple[Ints, Ints]:
    """Every (row, position) with `first[row] <= position < past[row]`."""
    counts = np.maximum(past - first, 0)
    rows = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    starts = np.cumsum(counts) - counts
    positions = np.arange(len(rows), dtype=np.int64) - np.repeat(starts - first, counts)
    return rows, positions


def distinct(values: Ints) -> Ints:
    """The different values in order: `numpy.unique`, several times as fast on millions of keys."""
    ordered = np.sort(values)
    if len(ordered) < 2:
        return ordered
    found: Ints = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])]
    return found


def windows_of(kind: Ints, options: Options, *, split: bool = False) -> tuple[Ints, Ints]:
    """First and last lag in days that each line allows, from the receipt to the line."""
    chosen: dict[int, Window] = {
        CARD: options.split_window if split else options.card_window,
        PURCHASE: options.split_window if split else options.purchase_window,
        PAYABLE: options.payable_split_window if split else options.payable_window,
    }
    first = np.array([chosen[k][0] for k in (CARD, PURCHASE, PAYABLE)], dtype=np.int64)
    last = np.array([chosen[k][1] for k in (CARD, PURCHASE, PAYABLE)], dtype=np.int64)
    return first[kind], last[kind]


def equal_amounts(
    wanted: Ints, day: Ints, first: Ints, last: Ints, amounts: Ints, days: Ints
) -> tuple[Ints, Ints]:
    """Pairs of equal amount whose lag lies in the line's window; undated receipts fit any day.

    Args:
        wanted: amount of each line.
        day: day of each line.
        first: smallest lag each line allows.
        last: largest lag each line allows.
        amounts: amount of each receipt.
        days: day of each receipt.
    """
    keys = (amounts << _DAY_BITS) + np.maximum(days, 0)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begin = np.searchsorted(keys, (wanted << _DAY_BITS) + day - last, side="left")
    end = np.searchsorted(keys, (wanted << _DAY_BITS) + day - first, side="right")
    rows, positions = spread(begin, end)
    receipts = order[positions]
    if not (days == UNDATED).any():
        return rows, receipts
    begin = np.searchsorted(keys, wanted << _DAY_BITS, side="left")
    end = np.searchsorted(keys, wanted << _DAY_BITS, side="right")
    more_rows, positions = spread(begin, end)
    return np.concatenate([rows, more_rows]), np.concatenate([receipts, order[positions]])


def amounts_between(
    low: Ints, high: Ints, day: Ints, first: Ints, last: Ints, amounts: Ints, days: Ints
) -> tuple[Ints, Ints]:
    """Pairs whose receipt amount lies in `low..high` of the line and whose lag lies in its window.

    Receipts are grouped by week so that only the weeks of the window are looked through.
    """
    if len(low) == 0 or len(amounts) == 0:
        none = np.empty(0, dtype=np.int64)
        return none, none
    week = np.maximum(days, 0) // 7
    span = int(np.abs(amounts).max()) + 1
    keys = week * (4 * span) + amounts + 2 * span
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    low, high = np.maximum(low, -span), np.minimum(high, span)
    first_week, last_week = (day - last) // 7, (day - first) // 7
    found_rows, found = [], []
    for step in range(int((last_week - first_week).max()) + 1):
        at = first_week + step
        base = at * (4 * span) + 2 * span
        begin = np.searchsorted(keys, base + low, side="left")
        end = np.searchsorted(keys, base + high, side="right")
        end = np.where(at <= last_week, end, begin)
        rows, positions = spread(begin, end)
        receipts = order[positions]
        lag = day[rows] - days[receipts]
        fits = (lag >= first[rows]) & (lag <= last[rows])
        found_rows.append(rows[fits])
        found.append(receipts[fits])
    return np.concatenate(found_rows), np.concatenate(found)


# Amounts by how round they are: the divisor, and how many minor units lie between two of the class.
_ROUNDNESS = (
    (10_000, 10_000.0),
    (1_000, 1_111.0),
    (500, 1_000.0),
    (100, 125.0),
    (5, 5.3),
    (1, 1.25),
)


def _roundness(amounts: Ints) -> Ints:
    grade = np.full(len(amounts), len(_ROUNDNESS) - 1, dtype=np.int64)
    for index in range(len(_ROUNDNESS) - 2, -1, -1):
        grade[amounts % _ROUNDNESS[index][0] == 0] = index
    return grade


class Chance:
    """How many receipts of an amount chance alone puts into a window.

    A receipt for 100.00 says little, one for 61.37 a lot: the receipts at hand are counted, by
    amount and by how round amounts near it are.
    """

    def __init__(self, amounts: Ints, days: Ints, line_days: Ints) -> None:
        dated = days[days != UNDATED]
        every = np.concatenate([dated, line_days]) if len(line_days) else dated
        self._period = float(every.max() - every.min() + 1) if len(every) else 1.0
        self._values, self._counts = np.unique(amounts, return_counts=True)
        grades = _roundness(amounts)
        self._sizes = np.sort(np.abs(amounts))
        self._graded = [np.sort(np.abs(amounts[grades == g])) for g in range(len(_ROUNDNESS))]

    def share_of_period(self, first: Ints, last: Ints) -> Floats:
        """The part of the whole period that a window covers."""
        return np.minimum((last - first + 1) / self._period, 1.0)

    def _nearby(self, amounts: Ints) -> Floats:
        expected = np.empty(len(amounts))
        grades = _roundness(amounts)
        for grade, (_, step) in enumerate(_ROUNDNESS):
            chosen = grades == grade
            size = np.abs(amounts[chosen]).astype(np.float64)
            low, high = size / 1.4, size * 1.4
            pool = self._graded[grade]
            count = np.searchsorted(pool, high, side="right") - np.searchsorted(pool, low)
            expected[chosen] = (count + 0.5) / np.maximum((high - low) / step, 1.0)
        return expected

    def of_amount(self, amounts: Ints, first: Ints, last: Ints) -> Floats:
        """Expected accidental receipts of exactly this amount in the window."""
        if len(self._values) == 0:
            return np.full(len(amounts), 1e-3)
        at = np.minimum(np.searchsorted(self._values, amounts), len(self._values) - 1)
        same = np.where(self._values[at] == amounts, self._counts[at], 0)
        total = np.maximum(same - 1, 0) + np.minimum(self._nearby(amounts), 1.0)
        expected: Floats = np.maximum(total * self.share_of_period(first, last), 1e-5)
        return expected

    def of_band(self, low: Floats, high: Floats, first: Ints, last: Ints) -> Floats:
        """Expected accidental receipts between two amounts in the window."""
        count = np.searchsorted(self._sizes, high, side="right") - np.searchsorted(self._sizes, low)
        return count * self.share_of_period(first, last) + 0.3
