"""One person's day for the cost of it: the times, the deal, and what the days before bring along."""

from dataclasses import dataclass
from datetime import date, timedelta

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.production_reports.worked import Worked, WorkedDay
from poc_sheets.snapshots.deals import Deal, Member
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.day_cost import PersonDay
from poc_sheets.trade.meals import Meal, check_meals
from poc_sheets.trade.moment import Moment, tenths_up
from poc_sheets.trade.overtime import worked_minutes
from poc_sheets.trade.terms import Terms


@dataclass(frozen=True, slots=True)
class DayTimes:
    """A person's times of a day, planned or worked."""

    call: Moment
    out: Moment
    meals: tuple[Meal, ...] = ()
    ndb: Meal | None = None


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day a person worked before; `is_unknown` where there was one without a known out."""

    worked: WorkedDay | None = None
    is_unknown: bool = False

    def is_after(self, call: Moment) -> bool:
        """Whether the last out lies after the call: one of the two is mistyped."""
        return self.worked is not None and self.worked.out is not None and self.worked.out > call


def last_day(
    plan: DayPlan, worked: Worked, member: Member, assumed: Moment | None = None
) -> LastDay:
    """The day that a person worked before a shoot day.

    Their own line of Production Times goes first; for the crew the actual wrap of the Shoot Days tab
    stands in for it, and then what is assumed. A performer's out is never guessed.

    Args:
        plan: the shoot day.
        worked: the times of the days before.
        member: a row of the Crew or Cast tab.
        assumed: the crew's out of the day before, where nothing says.
    """
    dates = worked.dates_of(member, plan.day)
    if not dates:
        return LastDay()
    known = worked.on(member, dates[-1])
    if known is not None and known.out is not None:
        return LastDay(known)
    is_before = plan.previous is not None and plan.shoot.dates[plan.previous.number] == dates[-1]
    out = plan.wrap_before or assumed
    is_unread = known is not None and known.is_unread
    if out is None or is_unread or not is_before or not isinstance(member, CrewMember):
        return LastDay(known, is_unknown=True)
    return LastDay(WorkedDay(dates[-1], call=known.call if known else None, out=out))


def person_day(
    plan: DayPlan,
    worked: Worked,
    member: Member,
    deal: Deal,
    times: DayTimes,
    last: WorkedDay | None,
) -> PersonDay:
    """A person's day under their deal.

    The number of the day in the work week, the days in a row and the meal penalties of the week come
    from the days before.

    Args:
        plan: the shoot day.
        worked: the times of the days before.
        member: a row of the Crew or Cast tab.
        deal: the person's deal, with rates.
        times: of this day.
        last: the day worked before; `None`: the first one.
    """
    if deal.rates is None:
        raise ValueError(deal.missing)
    dates = [*worked.dates_of(member, plan.day), plan.day]
    week = worked.week_start(plan.day)
    return PersonDay(
        name=member.name if isinstance(member, CrewMember) else member.performer,
        agreement=deal.agreement,
        hourly=deal.rates.hourly,
        call=times.call,
        out=times.out,
        meals=times.meals,
        ndb=times.ndb,
        general_call=plan.moment(plan.general),
        conditions=deal.conditions,
        previous_call=last.call if last else None,
        previous_out=last.out if last else None,
        previous_worked_tenths=_worked_tenths(last),
        work_day=sum(on >= week for on in dates),
        consecutive_day=_in_a_row(dates),
        penalties_this_week=_penalties(worked, member, deal, week, plan.day),
        daily=deal.rates.daily,
        guarantee_tenths=deal.rates.guarantee_tenths,
        department=member.department if isinstance(member, CrewMember) else "Cast",
        position=member.position if isinstance(member, CrewMember) else member.character,
        place=place_of(member, "rate"),
    )


def _penalties(worked: Worked, member: Member, deal: Deal, week: date, until: date) -> int:
    """Meal penalties of the days of the work week so far."""
    count = 0
    for day in worked.of(member):
        if not week <= day.day < until or day.trouble or day.call is None or day.out is None:
            continue
        terms = Terms(worked.shoot.book, deal.agreement, day.day, deal.conditions)
        found = check_meals(terms, day.call, day.out, day.meals, hourly=0, ndb=day.ndb)
        count += found.penalties
    return count


def _worked_tenths(last: WorkedDay | None) -> int | None:
    if last is None or last.trouble or last.call is None or last.out is None:
        return None
    breaks = [(meal.start, meal.end) for meal in last.meals]
    return tenths_up(worked_minutes(last.call, last.out, breaks))


def _in_a_row(dates: list[date]) -> int:
    """How many days without a day off end with the last one."""
    count = 1
    while count < len(dates) and dates[-count] - dates[-count - 1] == timedelta(days=1):
        count += 1
    return count
