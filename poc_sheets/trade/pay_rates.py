"""What a deal pays for an hour: hourly, daily and weekly rates in one measure.

A day rate buys the guaranteed hours with their overtime inside: 700.00 for 12 hours, at 1.5 after 8,
are 14 pay hours of 50.00. A weekly rate is that of its working days.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from poc_sheets.trade.moment import Moment
from poc_sheets.trade.overtime import bands_of
from poc_sheets.trade.terms import Hourly, Terms, rounded

Basis = Literal["Hour", "Day", "Week"]
#: What a rate can be for, as offered in the tabs.
HOUR, DAY, WEEK = "Hour", "Day", "Week"
BASES = (HOUR, DAY, WEEK)


@dataclass(frozen=True, slots=True)
class PayRates:
    """A deal by the hour and by the day, in minor units.

    `hourly` keeps the parts of a cent that a day rate leaves; `daily` is `None` for an hourly deal.
    `guarantee_tenths` is `None` where the agreement's own guarantee counts.
    """

    hourly: Hourly
    daily: int | None = None
    guarantee_tenths: int | None = None


def pay_rates(
    terms: Terms, rate: int, basis: str, guarantee_tenths: int | None = None, week: int = 5
) -> PayRates | None:
    """What a rate pays for an hour and for a day.

    Args:
        terms: the terms of an ordinary day: no 6th, no 7th.
        rate: the agreed rate in minor units.
        basis: what it is for: `Hour`, `Day` or `Week`.
        guarantee_tenths: the hours that it guarantees; `None` takes those of the agreement.
        week: working days that a weekly rate pays.

    Returns:
        `None` where neither deal nor agreement says how many hours a day buys.
    """
    if basis == HOUR:
        return PayRates(Decimal(rate), None, guarantee_tenths)
    daily = rounded(Decimal(rate) / week) if basis == WEEK else rate
    hours = _pay_hours(terms, guarantee_tenths)
    if hours:
        return PayRates(Decimal(daily) / hours, daily, guarantee_tenths)
    if terms.text("pay.basis", required=False) == "day":
        return PayRates(0, daily, guarantee_tenths)
    return None


def _pay_hours(terms: Terms, guarantee_tenths: int | None) -> Decimal:
    """The hours of a guaranteed day, each times its factor; 0 where none are known."""
    minutes = terms.minutes("guarantee.hours", required=False) or 0
    if guarantee_tenths is not None:
        minutes = guarantee_tenths * 6
    start = Moment(terms.on, 0)
    steps = [step for step in terms.steps("overtime.steps") or () if step.factor]
    bands = bands_of(steps, start, start.after(minutes))
    return sum((Decimal(band.tenths) / 10 * band.factor for band in bands), Decimal(0))
