"""Rest between two days: what is required, how far a call invades it, and what that costs."""

from dataclasses import dataclass
from decimal import Decimal

from poc_sheets.trade.clock import DAY
from poc_sheets.trade.moment import Moment, hours_text, tenths_up
from poc_sheets.trade.terms import Breach, CostLine, Hourly, Terms, factor_text, rounded, span_text


@dataclass(frozen=True, slots=True)
class RestCheck:
    """Rest before a call.

    `required_minutes` is `None` where the agreement asks for none or the Rules tab does not say.
    `is_continuous` says that the rest was so short that the day continues the day before.
    """

    rest_minutes: int
    required_minutes: int | None
    required_rule: str
    invaded_minutes: int
    earliest_free_call: Moment | None
    is_continuous: bool = False
    lines: tuple[CostLine, ...] = ()
    breaches: tuple[Breach, ...] = ()


def rest_between(out: Moment, call: Moment) -> int:
    """Elapsed minutes from yesterday's out to the call, true over a change of the clocks."""
    return call - out


def invaded_minutes(out: Moment, call: Moment, required_minutes: int) -> int:
    """How many minutes of the required rest the call takes; 0 where the rest is whole."""
    return max(0, required_minutes - rest_between(out, call))


def invaded(
    out: Moment, call: Moment, required_minutes: int, *, least_tenths: int = 0, unit_tenths: int = 1
) -> int:
    """The invaded rest in tenths of an hour, as it is paid.

    Args:
        out: yesterday's out.
        call: the call.
        required_minutes: the rest that the agreement asks for.
        least_tenths: what any invasion pays at least (`rest.penalty_minimum_tenths`).
        unit_tenths: the unit of which each begun one counts whole (`rest.penalty_unit`).
    """
    minutes = invaded_minutes(out, call, required_minutes)
    return max(least_tenths, tenths_up(minutes, unit_tenths)) if minutes else 0


def earliest_free_call(out: Moment, required_minutes: int) -> Moment:
    """The first call that leaves the rest whole."""
    return out.after(required_minutes)


def days_off_between(out: Moment, call: Moment) -> int:
    """Shoot days without work between two days of a person's work."""
    return max(0, (call.day - out.day).days - 1)


def required_rest(terms: Terms, call: Moment, days_off: int = 0) -> tuple[int | None, str]:
    """The rest in minutes that the agreement asks for before a call, and the rule that says so.

    Args:
        terms: the terms of the day of the call.
        call: the call; some agreements ask for less after a weekend where it is not early.
        days_off: days without work before it: 0 daily rest, 1 after a six-day week, 2 after five.
    """
    if days_off == 0:
        return terms.minutes("rest.daily"), "rest.daily"
    if days_off == 1:
        return terms.minutes("rest.weekend_6"), "rest.weekend_6"
    late = terms.minutes("rest.weekend_5_late_call", required=False)
    late_from = terms.minutes("rest.weekend_5_late_call_from", required=False)
    if late is not None and late_from is not None and call.minutes >= late_from:
        return late, "rest.weekend_5_late_call"
    return terms.minutes("rest.weekend_5"), "rest.weekend_5"


def check_rest(
    terms: Terms, out: Moment, call: Moment, *, hourly: Hourly, day_pay: int, days_off: int = 0
) -> RestCheck:
    """Rest before a call, and what its invasion costs.

    Args:
        terms: the terms of the day of the call.
        out: the out of the person's last day of work.
        call: the call to be checked.
        hourly: the hourly rate in minor units.
        day_pay: a day's pay in minor units, for penalties that are shares of it.
        days_off: days without work in between.

    Returns:
        The check with at most one line: the penalty. What the Rules tab does not say is noted in
        `terms.findings` and costs nothing here.
    """
    required, rule = required_rest(terms, call, days_off)
    rest_from, rest_to = _window(terms, rule, out, call)
    rest = rest_between(rest_from, rest_to)
    if required is None:
        return RestCheck(rest, None, rule, 0, None)
    minutes = invaded_minutes(rest_from, rest_to, required)
    free = _earliest_free(terms, rest_from, required + (call - rest_to), rule)
    if minutes == 0:
        return RestCheck(rest, required, rule, 0, free)
    why = (
        f"out {out.as_text()}, call {call.as_text()}: {span_text(max(0, rest))} rest of "
        f"{span_text(required)} ({terms.cites(rule)}), {span_text(minutes)} invaded; "
        f"earliest free call {free.as_text()}"
    )
    joined_under = terms.minutes("rest.continuous_under", required=False)
    if joined_under is not None and rest < joined_under:
        joined = f"{why}; one day with the day before it ({terms.cites('rest.continuous_under')})"
        breach = Breach("rest.continuous_under", terms.agreement, joined)
        return RestCheck(
            rest, required, rule, minutes, free, is_continuous=True, breaches=(breach,)
        )
    breaches = (Breach(rule, terms.agreement, why),)
    line = _penalty(terms, minutes, why, hourly=hourly, day_pay=day_pay)
    lines = (line,) if line else ()
    return RestCheck(rest, required, rule, minutes, free, lines=lines, breaches=breaches)


def _window(terms: Terms, rule: str, out: Moment, call: Moment) -> tuple[Moment, Moment]:
    """From and to when daily rest counts; some agreements leave an hour at either end."""
    if rule != "rest.daily":
        return out, call
    after_wrap = terms.minutes("rest.margin_after_wrap", required=False) or 0
    before_call = terms.minutes("rest.margin_before_call", required=False) or 0
    return out.after(after_wrap), call.after(-before_call)


def _earliest_free(terms: Terms, out: Moment, required: int, rule: str) -> Moment:
    free = earliest_free_call(out, required)
    late = terms.minutes("rest.weekend_5_late_call", required=False)
    late_from = terms.minutes("rest.weekend_5_late_call_from", required=False)
    if not rule.startswith("rest.weekend_5") or late is None or late_from is None:
        return free
    soonest = out.after(late)
    soonest = soonest.after(max(0, late_from - soonest.minutes % DAY))
    return soonest if rule == "rest.weekend_5_late_call" else min(free, soonest)


def _penalty(
    terms: Terms, minutes: int, why: str, *, hourly: Hourly, day_pay: int
) -> CostLine | None:
    row = terms.row("rest.penalty_kind")
    kind = terms.text("rest.penalty_kind").lower()
    if row is None or row.is_none or not kind:
        return None
    if kind == "hours":
        return _penalty_hours(terms, minutes, why, hourly)
    if kind == "lesser of day and cap":
        return _penalty_flat(terms, why, day_pay)
    if kind == "day share per hour":
        return _penalty_share(terms, minutes, why, day_pay)
    terms.reject("rest.penalty_kind")
    return None


def _penalty_hours(terms: Terms, minutes: int, why: str, hourly: Hourly) -> CostLine | None:
    factor = terms.number("rest.penalty_factor")
    if factor is None:
        return None
    unit = terms.count("rest.penalty_unit", required=False) or 1
    least = terms.count("rest.penalty_minimum_tenths", required=False) or 0
    tenths = max(least, tenths_up(minutes, unit))
    money = terms.pay(hourly, tenths, factor)
    sentence = (
        f"{why}: {hours_text(tenths)} h at {factor_text(factor)} × {terms.rate_text(hourly)} = "
        f"{terms.as_text(money)} ({terms.cites('rest.penalty_factor')})"
    )
    rule = "rest.penalty_factor"
    return CostLine(rule, terms.agreement, money, sentence, tenths=tenths, factor=factor)


def _penalty_flat(terms: Terms, why: str, day_pay: int) -> CostLine | None:
    cap = terms.money("rest.flat_penalty_cap")
    if cap is None:
        return None
    money = min(day_pay, cap)
    sentence = (
        f"{why}: the lesser of a day's pay {terms.as_text(day_pay)} and {terms.as_text(cap)} = "
        f"{terms.as_text(money)} ({terms.cites('rest.flat_penalty_cap')})"
    )
    return CostLine("rest.flat_penalty_cap", terms.agreement, money, sentence, count=1)


def _penalty_share(terms: Terms, minutes: int, why: str, day_pay: int) -> CostLine | None:
    share = terms.number("rest.penalty_day_share")
    if share is None:
        return None
    hours = -(-minutes // 60)
    money = rounded(Decimal(day_pay) * share * hours)
    sentence = (
        f"{why}: {hours} begun × {factor_text(share)} of a day's pay {terms.as_text(day_pay)} = "
        f"{terms.as_text(money)} ({terms.cites('rest.penalty_day_share')})"
    )
    rule = "rest.penalty_day_share"
    return CostLine(rule, terms.agreement, money, sentence, count=hours, factor=share)
