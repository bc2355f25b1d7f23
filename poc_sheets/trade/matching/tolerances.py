"""Amounts that differ for a reason: tips, surcharges, exchange, short pay, slips of the pen."""

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.candidates import Chance, Pairs, equal_amounts, joined
from poc_sheets.trade.matching.descriptors import fold
from poc_sheets.trade.matching.evidence import reference_class
from poc_sheets.trade.matching.model import Receipt
from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.matching.tables import PAYABLE, UNDATED, Floats, Ints, Lines, Receipts

#: Percentages that tills and contracts use.
_TIPS = (10, 12.5, 15, 18, 20, 22, 25)
_SURCHARGES = (1, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 2.9, 3, 3.5, 4)
_DISCOUNTS = (1, 1.5, 2, 2.5, 3, 5, 10)
_TIPPED_ODDS = 0.7
# Deductions are made from invoices; a card is charged what the slip says, or more.
_CARDS_PAY_IN_FULL = 1.5
_TIPPED = (
    "food",
    "meal",
    "restaurant",
    "cater",
    "craft",
    "taxi",
    "cab",
    "ride",
    "hotel",
    "bar",
    "coffee",
    "dining",
    "lodging",
    "travel",
    "hair",
    "delivery",
)


def _scaled(amounts: Ints, factor: float) -> Ints:
    return np.floor(np.abs(amounts) * factor + 0.5 + 1e-9).astype(np.int64) * np.sign(amounts)


def digit_swaps(amount: int) -> list[int]:
    """The amounts that come from swapping two neighbouring digits: 5163 gives 1563, 5613, 5136."""
    text, sign = str(abs(amount)), -1 if amount < 0 else 1
    found = []
    for at in range(len(text) - 1):
        if text[at] != text[at + 1] and not (at == 0 and text[1] == "0"):
            found.append(sign * int(text[:at] + text[at + 1] + text[at] + text[at + 2 :]))
    return found


def tippable(receipts: Receipts) -> Floats:
    """Log-odds of a tip for every receipt: food and rides yes, lumber no.

    A receipt without a category is judged by its vendor's other receipts.
    """
    said: dict[str, float] = {"": 0.0}
    score = np.zeros(len(receipts))
    for row, receipt in enumerate(receipts.rows):
        category = fold(receipt.category)
        if category not in said:
            said[category] = _TIPPED_ODDS if any(word in category for word in _TIPPED) else -1.0
        score[row] = said[category]
        if receipt.tip:
            score[row] = _TIPPED_ODDS
    size = int(receipts.vendor.max(initial=0)) + 1
    spoken = (score != 0.0) & (receipts.vendor != 0)
    total = np.bincount(receipts.vendor[spoken], weights=score[spoken], minlength=size)
    count = np.bincount(receipts.vendor[spoken], minlength=size)
    habit = np.where(count > 0, total / np.maximum(count, 1), 0.0)
    return np.where(score == 0.0, habit[receipts.vendor], score)


def misdated(receipts: list[Receipt], columns: Ints) -> list[Ints]:
    """The days that receipts would have with day and month swapped, and in the year after.

    `UNDATED` where there is no such day.
    """
    swapped = np.full(len(columns), UNDATED, dtype=np.int64)
    later = np.full(len(columns), UNDATED, dtype=np.int64)
    for at, column in enumerate(columns.tolist()):
        day = receipts[column].date
        if day is None:
            continue
        if day.day <= 12 and day.day != day.month:
            swapped[at] = day.replace(day=day.month, month=day.day).toordinal()
        if (day.month, day.day) != (2, 29):
            later[at] = day.replace(year=day.year + 1).toordinal()
    return [swapped, later]


class Tolerances:
    """Candidate pairs of leftover lines and receipts, one rule at a time."""

    def __init__(
        self,
        lines: Lines,
        rows: Ints,
        receipts: Receipts,
        columns: Ints,
        windows: tuple[Ints, Ints],
        chance: Chance,
        options: Options,
    ) -> None:
        self._lines, self._rows = lines, rows
        home = receipts.currency[columns] == 0
        self._receipts, self._columns = receipts, columns[home]
        self._first, self._last = windows[0][rows], windows[1][rows]
        self._chance, self._options = chance, options

    def _keyed(
        self, rule: int, amounts: Ints, columns: Ints, tries: float, extra: float = 0.0
    ) -> Pairs:
        row, column = equal_amounts(
            self._lines.amount[self._rows],
            self._lines.day[self._rows],
            self._first,
            self._last,
            amounts,
            self._receipts.day[columns],
        )
        expected = self._chance.of_amount(amounts[column], self._first[row], self._last[row])
        base = rules.RULES[rule].odds + extra - np.log(expected * tries)
        return Pairs(
            self._rows[row], columns[column], np.full(len(row), rule, dtype=np.int64), base
        )

    def exact_keys(self) -> Pairs:
        """Amounts that agree to the cent once a usual percentage or a slip is allowed for."""
        amounts = self._receipts.amount[self._columns]
        spent = self._columns[amounts > 0]
        paid = self._receipts.amount[spent]
        parts = [
            self._keyed(rules.TIP_PERCENT, _scaled(paid, 1 + p / 100), spent, len(_TIPS))
            for p in _TIPS
        ]
        parts += [
            self._keyed(
                rules.SURCHARGE_PERCENT, _scaled(paid, 1 + p / 100), spent, len(_SURCHARGES)
            )
            for p in _SURCHARGES
        ]
        parts += [
            self._keyed(rules.SHORT_PERCENT, _scaled(paid, 1 - p / 100), spent, len(_DISCOUNTS))
            for p in _DISCOUNTS
        ]
        parts.append(self._keyed(rules.SIGN, -amounts, self._columns, 1))
        parts.append(self._swaps(amounts))
        parts += [self._misdated(days) for days in misdated(self._receipts.rows, self._columns)]
        parts.append(self._cents())
        parts += [self._keyed(rules.ROUNDING, paid + d, spent, 10) for d in range(-5, 6) if d]
        return joined(parts)

    def _misdated(self, days: Ints) -> Pairs:
        known = np.flatnonzero(days != UNDATED)
        row, at = equal_amounts(
            self._lines.amount[self._rows],
            self._lines.day[self._rows],
            self._first,
            self._last,
            self._receipts.amount[self._columns[known]],
            days[known],
        )
        column = self._columns[known][at]
        expected = self._chance.of_amount(
            self._receipts.amount[column], self._first[row], self._last[row]
        )
        base = rules.RULES[rules.DATE_SLIP].odds - np.log(expected)
        rule = np.full(len(row), rules.DATE_SLIP, dtype=np.int64)
        return Pairs(self._rows[row], column, rule, base)

    def _swaps(self, amounts: Ints) -> Pairs:
        swapped = [
            (at, other)
            for at, amount in enumerate(amounts.tolist())
            for other in digit_swaps(amount)
        ]
        at = np.array([one for one, _ in swapped], dtype=np.int64)
        keyed = np.array([two for _, two in swapped], dtype=np.int64)
        return self._keyed(rules.SWAPPED, keyed, self._columns[at], 4)

    def _cents(self) -> Pairs:
        whole = self._columns[self._receipts.amount[self._columns] % 100 == 0]
        charged = self._lines.amount[self._rows]
        cut = np.sign(charged) * (np.abs(charged) // 100) * 100
        row, column = equal_amounts(
            np.where(charged % 100 == 0, 0, cut),
            self._lines.day[self._rows],
            self._first,
            self._last,
            self._receipts.amount[whole],
            self._receipts.day[whole],
        )
        expected = self._chance.of_amount(
            self._receipts.amount[whole][column], self._first[row], self._last[row]
        )
        base = rules.RULES[rules.CENTS].odds - np.log(expected)
        return Pairs(
            self._rows[row], whole[column], np.full(len(row), rules.CENTS, dtype=np.int64), base
        )


def band_rules(
    line: Ints,
    receipt: Ints,
    lines: Lines,
    receipts: Receipts,
    tips: Floats,
    windows: tuple[Ints, Ints],
    chance: Chance,
    options: Options,
) -> Pairs:
    """Related pairs whose amounts differ by no more than a rule allows.

    Args:
        line: row of the line of each related pair.
        receipt: row of the receipt.
        lines: all lines.
        receipts: all receipts.
        tips: log-odds of a tip for every receipt.
        windows: smallest and largest lag of every line.
        chance: how often amounts meet by chance.
        options: the caps.
    """
    home = (receipts.currency[receipt] == 0) & (receipts.amount[receipt] > 0)
    line, receipt = line[home], receipt[home]
    ratio = lines.amount[line] / receipts.amount[receipt] - 1.0
    named = reference_class(lines, receipts, line, receipt) == 1
    part = named & (ratio < -options.short_pay_cap) & (ratio > -1.0)
    base = np.full(int(part.sum()), rules.RULES[rules.PART].odds)
    parts = [Pairs(line[part], receipt[part], np.full(len(base), rules.PART, dtype=np.int64), base)]
    for rule, chosen, width in (
        (rules.TIP, (ratio > 0) & (ratio <= options.tip_cap), options.tip_cap),
        (rules.SURCHARGE, (ratio > 0) & (ratio <= options.surcharge_cap), options.surcharge_cap),
        (rules.SHORT, (ratio < 0) & (ratio >= -options.short_pay_cap), options.short_pay_cap),
    ):
        base = np.full(int(chosen.sum()), rules.RULES[rule].odds)
        if rule == rules.TIP:
            base += tips[receipt[chosen]] + _tip_shape(ratio[chosen])
            base -= 3.0 * (receipts.tip[receipt[chosen]] != 0)
            base -= 4.0 * (lines.kind[line[chosen]] == PAYABLE)
        if rule == rules.SHORT:
            base -= _CARDS_PAY_IN_FULL * (lines.kind[line[chosen]] != PAYABLE)
        found = Pairs(line[chosen], receipt[chosen], np.full(len(base), rule, dtype=np.int64), base)
        asked = np.abs(lines.amount[found.line])
        low, high = (1.0, 1.0 + width) if rule == rules.SHORT else (1.0 / (1.0 + width), 1.0)
        first, last = windows[0][found.line], windows[1][found.line]
        found.base -= np.log(chance.of_band(asked * low, asked * high, first, last))
        parts.append(found)
    return joined(parts)


def _tip_shape(ratio: Floats) -> Floats:
    return np.where((ratio >= 0.12) & (ratio <= 0.26), 0.5, np.where(ratio < 0.05, -1.2, -0.4))
