"""Meals of a day: when each is due, what counts as a meal, and what a late one costs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from poc_sheets.trade.moment import Moment
from poc_sheets.trade.overtime import Break
from poc_sheets.trade.terms import Breach, CostLine, Hourly, Terms, span_text


@dataclass(frozen=True, slots=True)
class Meal:
    """A meal from `start` to `end`; `is_extended` where the take in progress was finished first."""

    start: Moment
    end: Moment
    is_extended: bool = False


@dataclass(frozen=True, slots=True)
class LateMeal:
    """A meal that came late, or never: then `given` is the wrap and `is_wrap` true.

    `late_minutes` count from the moment it was due; `penalties` are the units begun.
    """

    number: int
    due: Moment
    given: Moment
    late_minutes: int
    penalties: int
    is_wrap: bool = False


@dataclass(frozen=True, slots=True)
class MealCheck:
    """The meals of one person's day; `breaks` are the unpaid times."""

    late: tuple[LateMeal, ...] = ()
    lines: tuple[CostLine, ...] = ()
    breaches: tuple[Breach, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def penalties(self) -> int:
        """Meal penalties of the day, to be added to those of the week."""
        return sum(late.penalties for late in self.late)


@dataclass(frozen=True, slots=True)
class _Grace:
    """Minutes that a meal may run late without a penalty."""

    unplanned: int
    extension: int

    def late(self, due: Moment, given: Moment, *, is_extended: bool) -> int:
        """Minutes late that count; within the grace none, beyond it all."""
        if is_extended:
            return max(0, given - due - self.extension)
        minutes = given - due
        return minutes if minutes > self.unplanned else 0


def latest_meal(
    terms: Terms,
    call: Moment,
    *,
    ndb: Meal | None = None,
    general_call: Moment | None = None,
) -> Moment | None:
    """The latest start of the first meal without a penalty; `None` where there is no such rule.

    Args:
        terms: the terms of the day.
        call: the person's own call.
        ndb: a non-deductible breakfast, which can move the count to the general crew call.
        general_call: the general crew call.
    """
    within = terms.minutes("meal.first_within")
    if within is None:
        return None
    start, _ = _count_from(terms, call, ndb, general_call)
    return start.after(within)


def check_meals(
    terms: Terms,
    call: Moment,
    out: Moment,
    meals: Sequence[Meal],
    *,
    hourly: Hourly,
    ndb: Meal | None = None,
    general_call: Moment | None = None,
    penalties_this_week: int = 0,
    is_plan: bool = False,
) -> MealCheck:
    """Check the meals of one person's day and cost the late ones.

    A meal that is too short or too early is no meal: the time stays work and the count goes on.
    Of a meal that is too long only the longest allowed time is unpaid.

    Args:
        terms: the terms of the day.
        call: the person's own call.
        out: the person's own out, not before the call.
        meals: deductible meals in any order.
        hourly: the hourly rate in minor units, for penalties that are hours of pay.
        ndb: a non-deductible breakfast.
        general_call: the general crew call.
        penalties_this_week: meal penalties of the person since the week began.
        is_plan: times of a draft; grace is never planned, so it does not count.

    Returns:
        What the Rules tab does not say is noted in `terms.findings` and costs nothing here.
    """
    start, breaches = _count_from(terms, call, ndb, general_call)
    counted, odd = _counted(terms, call, out, meals)
    late = _late_meals(terms, start, out, counted, is_plan=is_plan)
    late, lines = _cost(terms, late, hourly, penalties_this_week)
    longest = terms.minutes("meal.maximum", required=False)
    breaks = tuple(
        (meal.start, meal.end if longest is None else min(meal.end, meal.start.after(longest)))
        for meal in counted
    )
    return MealCheck(late, lines, (*breaches, *odd), breaks)


def _count_from(
    terms: Terms, call: Moment, ndb: Meal | None, general_call: Moment | None
) -> tuple[Moment, tuple[Breach, ...]]:
    """From when the first meal is counted, and why a breakfast does not move it."""
    if ndb is None:
        return call, ()
    within = terms.minutes("ndb.within", required=False)
    if within is None:
        why = f"{terms.agreement} has no rule for a non-deductible breakfast; it is not counted"
        return call, (Breach("ndb.within", terms.agreement, why),)
    by_general = terms.text("ndb.measured_from") == "general call"
    counts_from_general = terms.text("ndb.counts_from") == "general call"
    if general_call is None and (by_general or counts_from_general):
        why = "the general crew call is not known, so the breakfast is not counted"
        return call, (Breach("ndb.counts_from", terms.agreement, why),)
    anchor = general_call if by_general and general_call is not None else call
    if abs(ndb.start - anchor) > within:
        why = (
            f"the breakfast at {ndb.start.as_text()} is not within {span_text(within)} of "
            f"{anchor.as_text()} ({terms.cites('ndb.within')}); it is not counted"
        )
        return call, (Breach("ndb.within", terms.agreement, why),)
    shortest = terms.minutes("ndb.minimum") or 0
    if ndb.end - ndb.start < shortest:
        why = (
            f"the breakfast lasted {span_text(ndb.end - ndb.start)} of at least "
            f"{span_text(shortest)} ({terms.cites('ndb.minimum')}); it is not counted"
        )
        return call, (Breach("ndb.minimum", terms.agreement, why),)
    moved = general_call if counts_from_general and general_call is not None else ndb.end
    return max(call, moved), ()


def _counted(
    terms: Terms, call: Moment, out: Moment, meals: Sequence[Meal]
) -> tuple[tuple[Meal, ...], tuple[Breach, ...]]:
    """The meals that count, in order, and a reason for each that does not."""
    shortest = terms.minutes("meal.minimum") if meals else None
    longest = terms.minutes("meal.maximum", required=False)
    earliest = terms.minutes("meal.earliest", required=False)
    counted: list[Meal] = []
    breaches = []

    def note(rule: str, meal: Meal, why: str) -> None:
        when = f"meal {meal.start.as_text()} to {meal.end.as_text()}"
        breaches.append(Breach(rule, terms.agreement, f"{when}: {why}"))

    for meal in sorted(meals, key=lambda meal: meal.start):
        length = meal.end - meal.start
        if length <= 0 or meal.start < call or meal.end > out:
            note("meal.times", meal, "not between call and out; not counted")
        elif counted and meal.start < counted[-1].end:
            note("meal.times", meal, "begins before the meal before it ends; not counted")
        elif shortest is not None and length < shortest:
            note("meal.minimum", meal, f"shorter than {span_text(shortest)}; counted as work")
        elif earliest is not None and meal.start - call < earliest:
            too_early = f"earlier than {span_text(earliest)} after the call; counted as work"
            note("meal.earliest", meal, too_early)
        else:
            if longest is not None and length > longest:
                note("meal.maximum", meal, f"the time beyond {span_text(longest)} counts as work")
            counted.append(meal)
    return tuple(counted), tuple(breaches)


def _late_meals(
    terms: Terms, start: Moment, out: Moment, meals: Sequence[Meal], *, is_plan: bool
) -> tuple[LateMeal, ...]:
    planned = terms.minutes("meal.grace", required=False) or 0
    extension = terms.minutes("meal.extension", required=False) or 0
    grace = _Grace(0 if is_plan else planned, extension)
    due_from, rule = start, "meal.first_within"
    late: list[LateMeal] = []
    ends = [*((meal.start, meal.end, meal.is_extended) for meal in meals), (out, out, False)]
    for number, (given, end, is_extended) in enumerate(ends, start=1):
        within = terms.minutes(rule)
        if within is None:
            return tuple(late)
        due = due_from.after(within)
        minutes = grace.late(due, given, is_extended=is_extended)
        unit = terms.minutes("meal.penalty_unit_minutes") if minutes else None
        if unit:
            is_wrap = number > len(meals)
            late.append(LateMeal(number, due, given, minutes, -(-minutes // unit), is_wrap))
        due_from, rule = end, "meal.next_within"
    return tuple(late)


def _cost(
    terms: Terms, late: Sequence[LateMeal], hourly: Hourly, before: int
) -> tuple[tuple[LateMeal, ...], tuple[CostLine, ...]]:
    """The late meals with the penalties that are paid, and a line for each."""
    if not late:
        return (), ()
    scale = terms.amounts("meal.penalties")
    if scale is None:
        return tuple(late), ()
    most = terms.count("meal.penalties_per_day", required=False)
    paid: list[LateMeal] = []
    lines: list[CostLine] = []
    today = 0
    for meal in late:
        count = meal.penalties if most is None else min(meal.penalties, most - today)
        if count <= 0:
            continue
        paid.append(replace(meal, penalties=count))
        lines.append(_line(terms, paid[-1], scale, hourly, before + today))
        today += count
    return tuple(paid), tuple(lines)


def _line(
    terms: Terms, meal: LateMeal, scale: tuple[tuple[int, ...], bool], hourly: Hourly, before: int
) -> CostLine:
    amounts, are_hours = scale
    limit = terms.count("meal.weekly_reversion", required=False)
    by_hour = terms.number("meal.reversion_factor", required=False)
    each = []
    for index in range(meal.penalties):
        amount = amounts[min(index, len(amounts) - 1)]
        if limit is not None and by_hour is not None and before + index >= limit:
            each.append(terms.pay(hourly, 10, by_hour))
        elif are_hours:
            each.append(terms.pay(hourly, 10, Decimal(amount) / 100))
        else:
            each.append(amount)
    money = sum(each)
    what = f"meal {meal.number} began {meal.given.as_text()}"
    if meal.is_wrap:
        what = f"no meal {meal.number} before the wrap at {meal.given.as_text()}"
    why = (
        f"{what}, due by {meal.due.as_text()}, {span_text(meal.late_minutes)} late: "
        f"{' + '.join(map(terms.as_text, each))} = {terms.as_text(money)} "
        f"({terms.cites('meal.penalties')})"
    )
    if limit is not None and by_hour is not None and before + meal.penalties > limit:
        why += f"; beyond {limit} penalties of the week the hourly rate is paid"
    return CostLine("meal.penalties", terms.agreement, money, why, count=meal.penalties)
