"""Cell functions about rules of work: rest penalty, meal penalty, the hours of a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from poc_sheets.problems import CellTextError
from poc_sheets.registry import formula
from poc_sheets.snapshots.rulebook import WorkRules
from poc_sheets.tabs.cells import DateKind, MoneyKind, WholeKind
from poc_sheets.tabs.kinds import Reading, TextKind, Unreadable
from poc_sheets.trade.calling import SMALL_HOURS
from poc_sheets.trade.clock import DAY, Clock, parse_clock
from poc_sheets.trade.meals import Meal, check_meals
from poc_sheets.trade.moment import Moment, tenths_up
from poc_sheets.trade.money import from_minor
from poc_sheets.trade.overtime import cost_of_hours, day_pay_of
from poc_sheets.trade.rest import check_rest, days_off_between
from poc_sheets.trade.rules import RULE_MISSING
from poc_sheets.trade.terms import Terms

#: Serial numbers of days from 1954 to 2118; a smaller number is a time of day.
_FIRST_DATE, _LAST_DATE = 20000, 80000
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet's day has no time zone)
_HOUR = 60


@formula(example='=POC_REST("IATSE West Coast","10:12P","7:30A",50)')
def rest(
    rules: WorkRules,
    now: datetime,
    agreement: object,
    out: object,
    call: object,
    rate: object = None,
    conditions: object = None,
    on: object = None,
) -> Decimal:
    """What a call costs that comes too soon after the last out; without a rate, the hours of it.

    A time without its date is the next one after the out: rest under a day.

    Args:
        agreement: as in the Rules tab; empty: the crew agreement of the production.
        out: yesterday's out, a time or a date with a time.
        call: today's call.
        rate: the hourly rate; empty: the hours of rest that are paid, 0.7 for 42 minutes.
        conditions: what picks the rule, such as distant; empty: as the Production tab says.
        on: the date of the call, where the times have none; empty: today.
    """
    asked = _Asked(rules, agreement, conditions, _day(on, call, "call", now))
    last = _of_its_day(asked.before(out, "out"))
    due = asked.next(call, last, "call")
    hourly = asked.rate(rate)
    terms = asked.terms
    pay = hourly or 0
    off = days_off_between(last, due)
    check = check_rest(
        terms, last, due, hourly=pay, day_pay=day_pay_of(terms, pay, None), days_off=off
    )
    if check.is_continuous:
        raise CellTextError(f"{_hours(check.rest_minutes)} of rest: one day with the day before")
    if hourly is None:
        tenths = check.lines[0].tenths if check.lines else 0
        asked.settled("rest.penalty_factor", "rest.flat_penalty_cap", "rest.penalty_day_share")
        return Decimal(tenths or tenths_up(check.invaded_minutes)) / 10
    asked.settled()
    return asked.money(sum(line.money for line in check.lines))


@formula(example='=POC_MEALPEN("IATSE West Coast","7:00A","1:31P")')
def mealpen(
    rules: WorkRules,
    now: datetime,
    agreement: object,
    since: object,
    meal: object,
    rate: object = None,
    conditions: object = None,
    week: object = None,
    on: object = None,
) -> Decimal:
    """The meal penalty of one person for a meal that came late, as worked: grace counts.

    Args:
        agreement: as in the Rules tab; empty: the crew agreement of the production.
        since: the call, or the end of the meal before.
        meal: when the meal began; without a meal, the wrap.
        rate: the hourly rate, where a penalty is an hour of pay.
        conditions: what picks the rule, such as tv, studio; empty: as the Production tab says.
        week: meal penalties of the person so far this week; empty: none.
        on: the date, where the times have none; empty: today.
    """
    asked = _Asked(rules, agreement, conditions, _day(on, since, "since", now))
    start = asked.before(since, "since")
    given = asked.next(meal, start, "meal")
    hourly = asked.rate(rate)
    so_far = 0 if week in (None, "") else _whole(week)
    end = given.after(_HOUR)
    found = check_meals(
        asked.terms, start, end, [Meal(given, end)], hourly=hourly or 0, penalties_this_week=so_far
    )
    first = found.late[0] if found.late and found.late[0].number == 1 else None
    asked.settled()
    if first is None:
        return asked.money(0)
    line = found.lines[0]
    reverted = asked.terms.count("meal.weekly_reversion", required=False)
    is_by_hour = reverted is not None and so_far + first.penalties > reverted
    scale = asked.terms.amounts("meal.penalties")
    if hourly is None and (is_by_hour or (scale is not None and scale[1])):
        raise CellTextError("type the hourly rate: the penalty is pay by the hour")
    return asked.money(line.money)


@formula(example='=POC_OT("IATSE West Coast","7:00A","9:00P",50,"1:00P","1:30P","tv")')
def ot(
    rules: WorkRules,
    now: datetime,
    agreement: object,
    call: object,
    wrap: object,
    rate: object = None,
    meal_out: object = None,
    meal_in: object = None,
    conditions: object = None,
    on: object = None,
) -> Decimal:
    """What the hours of a day pay, overtime and golden time inside; without a rate, the pay hours.

    Args:
        agreement: as in the Rules tab; empty: the crew agreement of the production.
        call: the person's call.
        wrap: the person's out.
        rate: the hourly rate; empty: pay hours, 17 for 8 at 1, 4 at 1.5 and 1.5 at 2.
        meal_out: when the meal began; empty: no meal.
        meal_in: when the work went on.
        conditions: what picks the rule, such as feature, 6th day; empty: as the Production tab says.
        on: the date, where the times have none; empty: today.
    """
    asked = _Asked(rules, agreement, conditions, _day(on, call, "call", now))
    start = asked.before(call, "call")
    breaks = []
    last = start
    if meal_out not in (None, "") or meal_in not in (None, ""):
        last = asked.next(meal_out, start, "meal out")
        back = asked.next(meal_in, last, "meal in")
        breaks = [(last, back)]
        last = back
    out = asked.next(wrap, last, "wrap")
    hourly = asked.rate(rate)
    hundred = 100 * 10**asked.exponent
    hours = cost_of_hours(
        asked.terms, start, out, breaks, hourly=hundred if hourly is None else hourly
    )
    asked.settled()
    paid = sum(line.money for line in hours.lines)
    return Decimal(paid) / hundred if hourly is None else asked.money(paid)


@dataclass
class _Asked:
    """The arguments that all three share: the terms, and times that follow each other."""

    rules: WorkRules
    agreement: object
    typed: object
    day: date

    def __post_init__(self) -> None:
        settings = self.rules.settings
        name = str(self.agreement).strip() if self.agreement not in (None, "") else ""
        conditions = self.rules.conditions(str(self.typed or ""))
        unknown = conditions - self.rules.book.known_conditions
        if unknown:
            raise CellTextError(f"no rule knows the condition {min(unknown)}")
        self.exponent = settings.exponent
        self.terms = Terms(
            self.rules.book, name or settings.agreement, self.day, conditions, settings.exponent
        )
        if isinstance(self.rules.book.chain(self.terms.agreement, self.day), tuple):
            return
        known = ", ".join(self.rules.book.agreements)
        raise CellTextError(f"no agreement {self.terms.agreement}: {known}")

    def before(self, cell: object, what: str) -> Moment:
        """The first time; without a date on the day asked about, or the day before it."""
        dated, minutes = _time(cell, what)
        return Moment(dated or self.day, minutes)

    def next(self, cell: object, earlier: Moment, what: str) -> Moment:
        """A time after another one: with its date, else within the day after it."""
        dated, minutes = _time(cell, what)
        if dated is not None:
            found = Moment(dated, minutes)
        else:
            days = max(0, -(-(earlier.minutes - minutes) // DAY))
            found = Moment(earlier.day, minutes + days * DAY)
        if found < earlier:
            raise CellTextError(f"the {what} comes before the time it should follow")
        return found

    def rate(self, cell: object) -> int | None:
        """The hourly rate in minor units; `None` where it is empty."""
        if cell in (None, ""):
            return None
        try:
            amount: int = MoneyKind().read(cell, Reading(self.exponent))  # type: ignore[arg-type]  # a cell, of any type
        except Unreadable:
            raise CellTextError(f"the rate {_text(cell)} is no amount") from None
        return amount

    def settled(self, *but: str) -> None:
        """Stop where a rule that is needed is not in the Rules tab."""
        for finding in self.terms.findings:
            if finding.problem == RULE_MISSING.code and any(rule in finding.title for rule in but):
                continue
            raise CellTextError(finding.title)

    def money(self, amount: int) -> Decimal:
        """An amount as the cell shows it."""
        return from_minor(amount, self.exponent)


def _time(cell: object, what: str) -> tuple[date | None, int]:
    """The date, where the cell has one, and the minutes of a time."""
    if cell in (None, ""):
        raise CellTextError(f"type the {what}")
    if (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and _FIRST_DATE <= cell < _LAST_DATE
    ):
        cell = _EPOCH + timedelta(minutes=round(cell * DAY))
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell.strip()) if "-" in cell else cell
        except ValueError:
            raise CellTextError(f"the {what} {cell} is no time") from None
    if isinstance(cell, datetime):
        return cell.date(), cell.hour * _HOUR + cell.minute
    read = parse_clock(cell)  # type: ignore[arg-type]  # a cell, of any type
    if not isinstance(read, Clock):
        raise CellTextError(f"the {what} {_text(cell)} is no time")
    return None, read.minutes


def _of_its_day(out: Moment) -> Moment:
    """An out in the small hours belongs to the shoot day before: so days off are counted right."""
    if out.minutes >= SMALL_HOURS * _HOUR:
        return out
    return Moment(out.day - timedelta(days=1), out.minutes + DAY)


def _day(on: object, cell: object, what: str, now: datetime) -> date:
    """The date that was given, else that of the time, else today."""
    if on not in (None, ""):
        try:
            day: date = DateKind().read(on, Reading())  # type: ignore[arg-type]  # a cell, of any type
        except Unreadable:
            raise CellTextError(f"{_text(on)} is no date") from None
        return day
    return (None if cell in (None, "") else _time(cell, what)[0]) or now.date()


def _whole(cell: object) -> int:
    try:
        return WholeKind().read(cell, Reading())  # type: ignore[arg-type]  # a cell, of any type
    except Unreadable:
        raise CellTextError(f"{_text(cell)} is no whole number") from None


def _text(cell: object) -> str:
    return TextKind().read(cell, Reading())  # type: ignore[arg-type]  # a cell, of any type


def _hours(minutes: int) -> str:
    return f"{max(0, minutes) // _HOUR}:{max(0, minutes) % _HOUR:02}"
