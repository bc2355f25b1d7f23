"""Which exchange rate counts on a day, and what a billed amount differs from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from poc_sheets.trade.matching.model import Line, Receipt
from poc_sheets.trade.matching.options import Options
from poc_sheets.trade.money import exponent_of, from_minor, shown_decimal, to_minor

#: Markets rest at weekends and on holidays: the last rate counts for so many days.
_STANDS_FOR = 6


@dataclass(frozen=True, slots=True)
class Rate:
    """The production's money for one unit of a currency."""

    value: float
    is_daily: bool


def rate_on(currency: str, day: date, options: Options) -> Rate | None:
    """The rate of a day: its own, else the last of the days before, else that of its month.

    None where none is known; there is no rate that could be guessed.
    """
    for back in range(_STANDS_FOR + 1):
        daily = options.daily_rates.get((currency, day - timedelta(back)))
        if daily:
            return Rate(daily, is_daily=True)
    monthly = options.monthly_rates.get((currency, f"{day:%Y-%m}"))
    return Rate(monthly, is_daily=False) if monthly else None


def receipt_rate(receipt: Receipt, charged: date, options: Options) -> Rate | None:
    """The rate that a receipt is valued at: the one typed on it, else that of its day.

    Args:
        receipt: in foreign currency.
        charged: the day that counts where the receipt has none.
        options: the known rates.
    """
    if receipt.rate:
        return Rate(receipt.rate, is_daily=True)
    return rate_on(receipt.currency.strip().upper(), receipt.date or charged, options)


def realised_difference(
    lines: Iterable[Line], receipts: Iterable[Receipt], options: Options
) -> int | None:
    """What lines cost beyond the value of foreign receipts, in minor units.

    Each receipt's value is rounded once. None where a receipt has no known rate.
    """
    paid = list(lines)
    exponent = exponent_of(options.currency)
    value = 0
    for receipt in receipts:
        if receipt.currency.strip().upper() in ("", options.currency.strip().upper()):
            value += receipt.amount
            continue
        rate = receipt_rate(receipt, paid[0].date, options)
        if rate is None:
            return None
        asked = from_minor(receipt.amount, exponent_of(receipt.currency))
        value += to_minor(asked * shown_decimal(rate.value), exponent)
    return sum(line.amount for line in paid) - value
