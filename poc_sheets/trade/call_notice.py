"""Notice of a call: issued in time after wrap, changed or cancelled in time, and what lateness costs."""

from datetime import timedelta
from decimal import Decimal

from poc_sheets.trade.clock import Clock
from poc_sheets.trade.moment import Moment, hours_text, tenths_up
from poc_sheets.trade.terms import Breach, CostLine, Terms, factor_text, rounded, span_text


def check_issued(terms: Terms, wrap: Moment, issued: Moment) -> Breach | None:
    """Whether tomorrow's call was issued soon enough after the general crew wrap."""
    within = terms.minutes("call.issue_within", required=False)
    if within is None or issued - wrap <= within:
        return None
    why = (
        f"the call was issued {span_text(issued - wrap)} after wrap at {wrap.as_text()}, at most "
        f"{span_text(within)} ({terms.cites('call.issue_within')})"
    )
    return Breach("call.issue_within", terms.agreement, why)


def check_change(terms: Terms, old: Moment, new: Moment, told: Moment) -> Breach | None:
    """Whether a call may still be changed.

    A change is in time before a clock time of the day before; a later call is in time too where the
    person has enough notice before the new call.

    Args:
        terms: the terms of the day of the call.
        old: the call as issued.
        new: the call as it shall be.
        told: when the person is told.
    """
    before = terms.minutes("call.change_before", required=False)
    if before is None or old - new == 0 or told < _day_before(old, before):
        return None
    notice = terms.minutes("call.push_notice", required=False)
    if notice is not None and new > old and new - told >= notice:
        return None
    why = (
        f"the call {old.as_text()} was changed to {new.as_text()} at {told.as_text()}, in time "
        f"only before {Clock(before).as_text()} of the day before "
        f"({terms.cites('call.change_before')})"
    )
    if notice is not None:
        why += f", or later with {span_text(notice)} of notice ({terms.cites('call.push_notice')})"
    return Breach("call.change_before", terms.agreement, why)


def cost_of_cancelling(
    terms: Terms,
    call: Moment,
    told: Moment,
    *,
    hourly: int,
    day_pay: int,
    is_weather: bool = False,
) -> CostLine | None:
    """What a cancelled call costs; `None` where it costs nothing.

    Args:
        terms: the terms of the day of the call.
        call: the call that is cancelled.
        told: when the person is told.
        hourly: the hourly rate in minor units.
        day_pay: a day's pay in minor units.
        is_weather: the call was issued as weather permitting.
    """
    if is_weather:
        notice = terms.minutes("weather.cancel_notice", required=False)
        if notice is None or call - told >= notice:
            return _weather_line(terms, hourly, day_pay)
        return _late_line(terms, told, hourly)
    before = terms.minutes("call.cancel_before", required=False)
    if before is None or told < _day_before(call, before):
        return None
    return _late_line(terms, told, hourly)


def _day_before(call: Moment, clock: int) -> Moment:
    return Moment(call.day - timedelta(days=1), clock, call.zone)


def _weather_line(terms: Terms, hourly: int, day_pay: int) -> CostLine | None:
    minutes = terms.minutes("weather.cancel_pay", required=False)
    if minutes is not None:
        return _hours_line(terms, "weather.cancel_pay", minutes, hourly, "weather call cancelled")
    share = terms.number("weather.cancel_share", required=False)
    if share is None:
        return None
    money = rounded(Decimal(day_pay) * share)
    why = (
        f"weather call cancelled: {factor_text(share)} of a day's pay {terms.as_text(day_pay)} = "
        f"{terms.as_text(money)} ({terms.cites('weather.cancel_share')})"
    )
    rule = "weather.cancel_share"
    return CostLine(rule, terms.agreement, money, why, count=1, factor=share)


def _late_line(terms: Terms, told: Moment, hourly: int) -> CostLine | None:
    minutes = terms.minutes("call.cancel_pay")
    if minutes is None:
        return None
    what = f"cancelled at {told.as_text()}, too late"
    return _hours_line(terms, "call.cancel_pay", minutes, hourly, what)


def _hours_line(terms: Terms, rule: str, minutes: int, hourly: int, what: str) -> CostLine:
    tenths = tenths_up(minutes)
    money = terms.pay(hourly, tenths, Decimal(1))
    why = (
        f"{what}: {hours_text(tenths)} h × {terms.as_text(hourly)} = {terms.as_text(money)} "
        f"({terms.cites(rule)})"
    )
    return CostLine(rule, terms.agreement, money, why, tenths=tenths, factor=Decimal(1))
