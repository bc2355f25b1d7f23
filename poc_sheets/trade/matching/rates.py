"""Receipts in foreign currency against lines in the production's."""

from datetime import date

import numpy as np

from poc_sheets.trade.matching import rules
from poc_sheets.trade.matching.candidates import Chance, Pairs, joined
from poc_sheets.trade.matching.known_rates import Rate, rate_on
from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.matching.tables import Floats, Ints, Lines, Receipts
from poc_sheets.trade.money import exponent_of

_NO_RATE_REACH = 2.0
_EXPERIENCE = 6.0


def rate_pairs(
    line: Ints,
    receipt: Ints,
    lines: Lines,
    receipts: Receipts,
    currencies: list[str],
    windows: tuple[Ints, Ints],
    chance: Chance,
    options: Options,
) -> Pairs:
    """Related pairs that fit an exchange rate, given or seen on the statement itself.

    Banks add up to 4.5 % to the mid rate, and a monthly rate is off by more, so what the clearest
    pairs show about this bank's spread narrows the band for the rest.
    """
    foreign = (receipts.currency[receipt] != 0) & (receipts.amount[receipt] != 0)
    foreign &= np.sign(lines.amount[line]) == np.sign(receipts.amount[receipt])
    line, receipt = line[foreign], receipt[foreign]
    parts: list[Pairs] = []
    for code in np.unique(receipts.currency[receipt]).tolist():
        chosen = receipts.currency[receipt] == code
        one, two = line[chosen], receipt[chosen]
        scale = 10.0 ** (exponent_of(currencies[code]) - exponent_of(options.currency))
        implied = np.log(lines.amount[one] / receipts.amount[two] * scale)
        centre, low, high = _centres(one, two, lines, receipts, currencies[code], options, implied)
        off = implied - centre
        inside = (off >= np.log1p(low)) & (off <= np.log1p(high))
        if not inside.any():
            continue
        one, two, off = one[inside], two[inside], off[inside]
        low, high = low[inside], high[inside]
        shape = _shape(one, two, off, low, high)
        asked = np.abs(lines.amount[one]).astype(np.float64)
        expected = chance.of_band(
            asked / (1 + (high - low)), asked, windows[0][one], windows[1][one]
        ) / np.maximum(len(parts) + 1.0, 1.0)
        base = rules.RULES[rules.FX].odds + shape - np.log(np.maximum(expected * 0.3, 0.05))
        parts.append(Pairs(one, two, np.full(len(one), rules.FX, dtype=np.int64), base))
    return joined(parts)


def _centres(
    line: Ints,
    receipt: Ints,
    lines: Lines,
    receipts: Receipts,
    currency: str,
    options: Options,
    implied: Floats,
) -> tuple[Floats, Floats, Floats]:
    """Logarithm of the rate for each pair, and how far the paid one may lie below and above."""
    centre = np.full(len(line), np.nan)
    low = np.full(len(line), options.monthly_band[0])
    high = np.full(len(line), options.monthly_band[1])
    known_on: dict[date, Rate | None] = {}
    for at, (row, column) in enumerate(zip(line.tolist(), receipt.tolist(), strict=True)):
        charged, slip = lines.rows[row], receipts.rows[column]
        day = slip.date or charged.transaction_date or charged.date
        if day not in known_on:
            known_on[day] = rate_on(currency, day, options)
        rate = Rate(slip.rate, is_daily=True) if slip.rate else known_on[day]
        if rate:
            centre[at] = np.log(rate.value)
            if rate.is_daily:
                low[at], high[at] = options.daily_band
    known = np.isfinite(centre)
    if not known.all():
        centre[~known] = np.median(centre[known]) if known.any() else _commonest(implied)
    return centre, low, high


def _commonest(implied: Floats) -> float:
    """The rate around which most pairs lie; far off from all of them where there are too few."""
    if len(implied) < 3:
        return float("inf")
    ordered = np.sort(implied)
    near = np.searchsorted(ordered, ordered + 0.04, side="right") - np.arange(len(ordered))
    at = int(np.argmax(near))
    if near[at] < 3:
        return float("inf")
    return float(np.median(ordered[at : at + int(near[at])]))


def _shape(line: Ints, receipt: Ints, off: Floats, low: Floats, high: Floats) -> Floats:
    """Log ratio of each deviation under the bank's own spread against an even one."""
    lone = (
        np.unique(line, return_counts=True)[1][np.unique(line, return_inverse=True)[1]] == 1
    ) & (np.unique(receipt, return_counts=True)[1][np.unique(receipt, return_inverse=True)[1]] == 1)
    seen = off[lone] if lone.any() else np.empty(0)
    weight = len(seen) / (len(seen) + _EXPERIENCE)
    middle = weight * (np.median(seen) if len(seen) else 0.0) + (1 - weight) * 0.015
    spread = np.median(np.abs(seen - np.median(seen))) * 1.5 if len(seen) else 0.02
    spread = max(weight * spread + (1 - weight) * 0.02, 0.004)
    bell = np.exp(-0.5 * ((off - middle) / spread) ** 2) / (spread * np.sqrt(2 * np.pi))
    width = np.log1p(high) - np.log1p(low)
    ratio: Floats = np.log((0.85 * bell + 0.15 / width) * width)
    return ratio
