"""Hours of a day in bands, each with its factor, and what they cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from poc_sheets.problems import Place, Problem
from poc_sheets.trade.moment import Moment, hours_text, tenths_up
from poc_sheets.trade.rule_values import DayStep, Step
from poc_sheets.trade.terms import CostLine, Hourly, Terms, factor_text, rounded, span_text

DAY_RATE_MISSING = Problem(
    code="day-rate-missing",
    title="{agreement} pays by the day, and the person has no day rate",
    what="no day rate is known for {day}",
    do="Fill in the day rate.",
)

_GOLDEN = 2
#: Times without pay, from and to.
Break = tuple[Moment, Moment]


@dataclass(frozen=True, slots=True)
class Band:
    """Hours of a day that pay one factor; `step` is `None` for the first hours."""

    tenths: int
    factor: Decimal
    step: Step | None = None

    @property
    def is_golden(self) -> bool:
        """Whether it pays double or more because the day got long."""
        return self.step is not None and self.step.after > 0 and self.factor >= _GOLDEN


@dataclass(frozen=True, slots=True)
class Earlier:
    """A day that this one continues because the rest was too short: its minutes so far."""

    worked: int = 0
    elapsed: int = 0


@dataclass(frozen=True, slots=True)
class Hours:
    """A day's hours: `bands` add up to the hours worked; `lines` include a guarantee."""

    worked_minutes: int
    elapsed_minutes: int
    bands: tuple[Band, ...] = ()
    lines: tuple[CostLine, ...] = ()

    @property
    def worked_tenths(self) -> int:
        """Hours worked in tenths, as the bands count them."""
        return sum(band.tenths for band in self.bands)

    def tenths_at(self, factor: Decimal) -> int:
        """Hours that pay a factor, in tenths."""
        return sum(band.tenths for band in self.bands if band.factor == factor)


def worked_minutes(call: Moment, out: Moment, breaks: Sequence[Break] = ()) -> int:
    """Minutes from call to out without the breaks; the breaks do not overlap each other."""
    away = sum(max(0, min(end, out) - max(start, call)) for start, end in breaks)
    return max(0, out - call) - away


def bands_of(
    steps: Sequence[Step],
    call: Moment,
    out: Moment,
    breaks: Sequence[Break] = (),
    *,
    earlier: Earlier = Earlier(),
    unit_tenths: int = 1,
) -> tuple[Band, ...]:
    """Split the hours of a day by the steps of an agreement.

    A step begins after hours worked, or after hours elapsed since the call, meals included. Where
    several have begun, the last in the list counts.

    Args:
        steps: in the order of the rule, such as 1.5 after 8 worked, 2 after 12 elapsed.
        call: the person's own call.
        out: the person's own out, not before the call.
        breaks: the unpaid meals.
        earlier: the day that this one continues, if it does.
        unit_tenths: tenths of an hour of which each begun one counts whole.

    Returns:
        Bands in the order of the day; their tenths add up to the hours worked, rounded up once.
    """
    total = worked_minutes(call, out, breaks)
    starts = [_start(step, call, breaks, earlier) for step in steps]
    cuts = sorted({0, total, *(start for start in starts if 0 < start < total)})
    bands: list[Band] = []
    for begin, end in pairwise(cuts):
        begun = [step for step, start in zip(steps, starts, strict=True) if start <= begin]
        step = begun[-1] if begun else None
        tenths = tenths_up(end, unit_tenths) - tenths_up(begin, unit_tenths)
        if tenths:
            bands.append(Band(tenths, step.factor if step else Decimal(1), step))
    return tuple(bands)


def _start(step: Step, call: Moment, breaks: Sequence[Break], earlier: Earlier) -> int:
    if step.basis == "worked":
        return max(0, step.after - earlier.worked)
    return worked_minutes(call, call.after(max(0, step.after - earlier.elapsed)), breaks)


def day_pay_of(terms: Terms, hourly: Hourly, daily: int | None) -> int:
    """A day's pay: the day rate, or the hours of the guarantee at the hourly rate."""
    if daily is not None:
        return daily
    minutes = terms.minutes("guarantee.hours", required=False)
    if not minutes:
        facts = {"agreement": terms.agreement, "day": terms.on.isoformat()}
        if terms.text("pay.basis", required=False) == "day":
            terms.note(DAY_RATE_MISSING.at(Place(), **facts))
        return 0
    return rounded(Decimal(hourly) * minutes / 60)


def cost_of_hours(
    terms: Terms,
    call: Moment,
    out: Moment,
    breaks: Sequence[Break] = (),
    *,
    hourly: Hourly,
    daily: int | None = None,
    guarantee_tenths: int | None = None,
    earlier: Earlier = Earlier(),
) -> Hours:
    """What a day's hours cost.

    Args:
        terms: the terms of the day.
        call: the person's own call.
        out: the person's own out, not before the call.
        breaks: the unpaid meals.
        hourly: the hourly rate in minor units.
        daily: the day rate in minor units, where there is one.
        guarantee_tenths: hours paid at least as if worked; `None` takes `guarantee.hours`.
        earlier: the day that this one continues, if it does.
    """
    # A meal that was only planned after the out is none.
    breaks = [(start, min(end, out)) for start, end in breaks if start < out]
    worked, elapsed = worked_minutes(call, out, breaks), max(0, out - call)
    unit = terms.count("time.unit", required=False) or 1
    steps = terms.steps("overtime.steps")
    if steps is None:
        return Hours(worked, elapsed)
    bands = bands_of(steps, call, out, breaks, earlier=earlier, unit_tenths=unit)
    day_lines = _day_step_lines(terms, worked, elapsed, day_pay_of(terms, hourly, daily))
    if terms.text("pay.basis") == "day":
        lines = _day_line(terms, day_pay_of(terms, hourly, daily))
        return Hours(worked, elapsed, bands, (*lines, *day_lines))
    lines = tuple(_hour_line(terms, band, hourly) for band in bands if band.factor)
    if guarantee_tenths is None:
        guarantee_tenths = tenths_up(terms.minutes("guarantee.hours") or 0)
    shortfall: tuple[CostLine, ...] = ()
    if guarantee_tenths * 6 > worked:
        # The guaranteed hours in one stretch: no meal may carry them into golden time.
        end = call.after(guarantee_tenths * 6)
        paid = bands_of(steps, call, end, earlier=earlier, unit_tenths=unit)
        shortfall = _guarantee_lines(terms, bands, paid, hourly)
    return Hours(worked, elapsed, bands, (*lines, *shortfall, *day_lines))


def _hour_line(terms: Terms, band: Band, hourly: Hourly) -> CostLine:
    money = terms.pay(hourly, band.tenths, band.factor)
    where = band.step.as_text() if band.step else "first hours of the day"
    why = (
        f"{hours_text(band.tenths)} h at {factor_text(band.factor)} × {terms.rate_text(hourly)} = "
        f"{terms.as_text(money)}, {where} ({terms.cites('overtime.steps')})"
    )
    return CostLine(
        "overtime.steps",
        terms.agreement,
        money,
        why,
        tenths=band.tenths,
        factor=band.factor,
        is_golden=band.is_golden,
    )


def _guarantee_lines(
    terms: Terms, worked: Sequence[Band], guaranteed: Sequence[Band], hourly: Hourly
) -> tuple[CostLine, ...]:
    """What the guaranteed hours pay beyond the hours worked.

    A worked day that reached golden time earlier than the guaranteed stretch has less to come.
    """

    def paid(bands: Sequence[Band]) -> int:
        return sum(terms.pay(hourly, band.tenths, band.factor) for band in bands)

    left = paid(guaranteed) - paid(worked)
    lines = []
    for index, band in enumerate(guaranteed):
        before = worked[index].tenths if index < len(worked) else 0
        tenths = band.tenths - before
        if tenths <= 0 or not band.factor or left <= 0:
            continue
        # The difference of two rounded amounts: a later wrap can then never cost a cent less.
        whole = terms.pay(hourly, band.tenths, band.factor)
        money = min(left, whole - terms.pay(hourly, before, band.factor))
        left -= money
        why = (
            f"{hours_text(tenths)} h guaranteed and not worked, at {factor_text(band.factor)} × "
            f"{terms.rate_text(hourly)} = {terms.as_text(money)} (guarantee.hours)"
        )
        line = CostLine(
            "guarantee.hours",
            terms.agreement,
            money,
            why,
            tenths=tenths,
            factor=band.factor,
            is_golden=band.is_golden,
        )
        lines.append(line)
    return tuple(lines)


def _day_line(terms: Terms, day_pay: int) -> tuple[CostLine, ...]:
    factor = terms.number("pay.day_factor", required=False) or Decimal(1)
    money = rounded(Decimal(day_pay) * factor)
    why = (
        f"{factor_text(factor)} × a day's pay {terms.as_text(day_pay)} = {terms.as_text(money)} "
        f"({terms.cites('pay.basis')})"
    )
    return (CostLine("pay.basis", terms.agreement, money, why, count=1, factor=factor),)


def _day_step_lines(terms: Terms, worked: int, elapsed: int, day_pay: int) -> tuple[CostLine, ...]:
    lines = []
    for step in terms.day_steps("overtime.day_steps"):
        beyond = (elapsed if step.basis == "elapsed" else worked) - step.after
        if beyond > 0:
            lines.append(_day_step_line(terms, step, beyond, day_pay))
    return tuple(lines)


def _day_step_line(terms: Terms, step: DayStep, beyond: int, day_pay: int) -> CostLine:
    count = -(-beyond // step.each) if step.each else 1
    money = rounded(Decimal(day_pay) * step.share * count)
    why = (
        f"{span_text(beyond)} beyond {step.after / 60:g} hours {step.basis}: {count} × "
        f"{factor_text(step.share)} of a day's pay {terms.as_text(day_pay)} = "
        f"{terms.as_text(money)} ({terms.cites('overtime.day_steps')})"
    )
    return CostLine(
        "overtime.day_steps",
        terms.agreement,
        money,
        why,
        count=count,
        factor=step.share,
        is_golden=step.share >= 1,
    )
