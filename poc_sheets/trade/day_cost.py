"""What one person's day costs under the agreement, line by line and with its reasons."""

from dataclasses import dataclass
from decimal import Decimal

from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.trade.meals import Meal, MealCheck, check_meals
from poc_sheets.trade.moment import Moment, hours_text
from poc_sheets.trade.overtime import Earlier, Hours, cost_of_hours, day_pay_of
from poc_sheets.trade.rest import RestCheck, check_rest, days_off_between
from poc_sheets.trade.rules import RuleBook, key
from poc_sheets.trade.terms import Breach, CostLine, Hourly, Terms, rounded, span_text

OUT_MISSING = Problem(
    code="out-missing",
    title="{name} has no out",
    what="call {call}, no out and no planned wrap",
    do="Fill in the out, or a planned wrap.",
)
OUT_BEFORE_CALL = Problem(
    code="out-before-call",
    title="{name} is out before the call",
    what="call {call}, out {out}",
    do="Check the two times and their dates.",
)
EARLIER_DAY_UNKNOWN = Problem(
    code="earlier-day-unknown",
    title="{name} had so little rest that the day continues the one before",
    what="the call of the day before is not known, so its hours are not counted",
    do="Fill in the call and the hours of the day before.",
)
CONDITION_UNKNOWN = Problem(
    code="condition-unknown",
    title='No rule knows the condition "{seen}" of {name}',
    what="rules that depend on it are taken as if it were not there",
    do="Write the condition as in the Condition column of the Rules tab.",
    level="warning",
)


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One person's day as it was worked or is planned.

    Rates are minor units. `out` may be `None` in a draft. `work_day` is the day's number in the
    person's work week: 6 and 7 bring the conditions `6th day` and `7th day`. `consecutive_day`
    counts days of work without a day off. `guarantee_tenths` and `daily`, where given, go before
    the agreement's minimum. Either all moments have a time zone or none has.
    """

    name: str
    agreement: str
    hourly: Hourly
    call: Moment
    out: Moment | None = None
    meals: tuple[Meal, ...] = ()
    ndb: Meal | None = None
    general_call: Moment | None = None
    conditions: frozenset[str] = frozenset()
    previous_call: Moment | None = None
    previous_out: Moment | None = None
    previous_worked_tenths: int | None = None
    work_day: int = 1
    consecutive_day: int = 1
    penalties_this_week: int = 0
    daily: int | None = None
    guarantee_tenths: int | None = None
    department: str = ""
    position: str = ""
    place: Place = Place()

    def terms(self, book: RuleBook, exponent: int = 2) -> Terms:
        """The terms of the day, with the condition that the work week brings."""
        of_week = {6: "6th day", 7: "7th day"}.get(self.work_day)
        conditions = self.conditions | {of_week} if of_week else self.conditions
        return Terms(book, self.agreement, self.call.day, conditions, exponent)


@dataclass(frozen=True, slots=True)
class DayCost:
    """What a day costs, line by line.

    `findings` are what could not be read or is not in the Rules tab: while there are any, the total
    is what is known and not more.
    """

    person: PersonDay
    lines: tuple[CostLine, ...] = ()
    breaches: tuple[Breach, ...] = ()
    findings: tuple[Finding, ...] = ()
    hours: Hours = Hours(0, 0)
    rest: RestCheck | None = None
    meals: MealCheck = MealCheck()

    @property
    def total(self) -> int:
        """The sum of the lines in minor units."""
        return sum(line.money for line in self.lines)

    @property
    def is_complete(self) -> bool:
        """Whether everything that the day's cost needs was known."""
        return not self.findings

    def money_of(self, topic: str) -> int:
        """The sum of the lines of one topic: `rest`, `meal`, `overtime`, `guarantee`."""
        return sum(line.money for line in self.lines if line.rule.startswith(f"{topic}."))

    @property
    def straight(self) -> int:
        """What the plain hours of the day, or the plain day, pay; a guarantee included."""
        return sum(line.money for line in self.lines if _is_straight(line))

    @property
    def golden(self) -> int:
        """What hours at double time and more, and days paid again, pay."""
        return sum(line.money for line in self.lines if line.is_golden)

    @property
    def overtime(self) -> int:
        """What the hours in between pay; of a 6th and 7th day also the first.

        Straight, overtime, golden, rest and meals add up to the total.
        """
        known = self.straight + self.golden + self.money_of("rest") + self.money_of("meal")
        return self.total - known

    @property
    def premium(self) -> int:
        """What the day costs beyond its hours, or its day, at the plain rate."""
        return self.total - sum(self._plain(line) for line in self.lines)

    def _plain(self, line: CostLine) -> int:
        if line.rule in {"overtime.steps", "guarantee.hours"}:
            return rounded(Decimal(self.person.hourly) * line.tenths / 10)
        if line.rule == "pay.basis" and line.factor:
            return rounded(line.money / line.factor)
        return 0


def _is_straight(line: CostLine) -> bool:
    is_time = line.rule in {"overtime.steps", "guarantee.hours", "pay.basis"}
    return is_time and line.factor == 1


def cost_of_day(
    person: PersonDay, book: RuleBook, *, exponent: int = 2, is_plan: bool = False
) -> DayCost:
    """What one person's day costs under the agreement: hours, meal penalties, rest, premiums.

    Args:
        person: the day.
        book: the production's rules.
        exponent: decimals of the production's currency.
        is_plan: the times are a draft; grace for meals does not count.
    """
    terms = person.terms(book, exponent)
    if person.out is None or person.out < person.call:
        return DayCost(person, findings=(_no_out(person),))
    day_pay = day_pay_of(terms, person.hourly, person.daily)
    rest = _rest(terms, person, day_pay)
    earlier = _earlier(terms, person, rest)
    meals = check_meals(
        terms,
        person.call,
        person.out,
        person.meals,
        hourly=person.hourly,
        ndb=person.ndb,
        general_call=person.general_call,
        penalties_this_week=person.penalties_this_week,
        is_plan=is_plan,
    )
    hours = cost_of_hours(
        terms,
        person.call,
        person.out,
        meals.breaks,
        hourly=person.hourly,
        daily=person.daily,
        guarantee_tenths=person.guarantee_tenths,
        earlier=earlier,
    )
    extra = _consecutive(terms, person, hours)
    _note_unknown_conditions(terms, person)
    rest_lines, rest_breaches = (rest.lines, rest.breaches) if rest else ((), ())
    return DayCost(
        person,
        lines=(*hours.lines, *extra, *meals.lines, *rest_lines),
        breaches=(*rest_breaches, *meals.breaches, *_long_day(terms, hours)),
        findings=tuple(terms.findings),
        hours=hours,
        rest=rest,
        meals=meals,
    )


def _note_unknown_conditions(terms: Terms, person: PersonDay) -> None:
    for condition in sorted(person.conditions):
        if key(condition) not in terms.book.known_conditions:
            terms.note(CONDITION_UNKNOWN.at(person.place, seen=condition, name=person.name))


def _no_out(person: PersonDay) -> Finding:
    call = person.call.as_text()
    if person.out is None:
        return OUT_MISSING.at(person.place, name=person.name, call=call)
    out = person.out.as_text()
    return OUT_BEFORE_CALL.at(person.place, name=person.name, call=call, out=out)


def _rest(terms: Terms, person: PersonDay, day_pay: int) -> RestCheck | None:
    if person.previous_out is None:
        return None
    off = days_off_between(person.previous_out, person.call)
    return check_rest(
        terms, person.previous_out, person.call, hourly=person.hourly, day_pay=day_pay, days_off=off
    )


def _earlier(terms: Terms, person: PersonDay, rest: RestCheck | None) -> Earlier:
    if rest is None or not rest.is_continuous:
        return Earlier()
    if person.previous_call is None or person.previous_worked_tenths is None:
        terms.note(EARLIER_DAY_UNKNOWN.at(person.place, name=person.name))
        return Earlier()
    elapsed = person.call - person.previous_call
    return Earlier(worked=person.previous_worked_tenths * 6, elapsed=elapsed)


def _consecutive(terms: Terms, person: PersonDay, hours: Hours) -> tuple[CostLine, ...]:
    most = terms.count("consecutive.days", required=False)
    if most is None or person.consecutive_day <= most:
        return ()
    factor = terms.number("consecutive.factor")
    if factor is None:
        return ()
    tenths = hours.worked_tenths
    money = terms.pay(person.hourly, tenths, factor)
    why = (
        f"day {person.consecutive_day} of work without a day off, more than {most}: "
        f"{hours_text(tenths)} h additional = {terms.as_text(money)} "
        f"({terms.cites('consecutive.factor')})"
    )
    rule = "consecutive.factor"
    return (CostLine(rule, terms.agreement, money, why, tenths=tenths, factor=factor),)


def _long_day(terms: Terms, hours: Hours) -> tuple[Breach, ...]:
    breaches = []
    for rule, minutes, do in (
        ("fatigue.housing_over", hours.elapsed_minutes, "offer courtesy housing or a ride home"),
        ("fatigue.safety_meeting_after", hours.elapsed_minutes, "a safety meeting may be called"),
        ("hours.cap", hours.worked_minutes, "the work must end by then"),
    ):
        limit = terms.minutes(rule, required=False)
        if limit is not None and minutes > limit:
            day = f"a day of {span_text(minutes)}, more than {span_text(limit)}"
            breaches.append(Breach(rule, terms.agreement, f"{day}: {do} ({terms.cites(rule)})"))
    return tuple(breaches)
