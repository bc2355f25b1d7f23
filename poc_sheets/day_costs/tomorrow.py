"""What a call sheet's calls would cost: everybody's planned day, with the rest since the last out."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from poc_sheets.call_sheets.day import BREAKFAST
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.people import CastOnDay, CrewOnDay
from poc_sheets.day_costs.person_day import DayTimes, last_day, person_day
from poc_sheets.problems import Finding
from poc_sheets.production_reports.worked import Worked
from poc_sheets.snapshots.deals import Deal, Member, deal_of
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.trade.clock import CallCode
from poc_sheets.trade.day_cost import DayCost, PersonDay
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.savings import Saving, savings
from poc_sheets.trade.tomorrow_cost import TomorrowCost, what_tomorrow_costs

#: What keeps a cost from being known, in words.
NO_TIME, NO_CALL, NO_ROW = "no time", "the call cannot be read", "no row in the Cast tab"
NO_WRAP, NO_OUT = "no planned wrap", "no last out, so no rest"
LATE_OUT = "the last out comes after the call"


@dataclass(frozen=True)
class Planned:
    """One person called, with the cost of the planned day.

    `cost` is `None` where `missing` keeps it from being known. With `missing` = `NO_OUT` everything
    but the rest is known; `finding` is there where it is a rule that is missing.
    """

    person: CrewOnDay | CastOnDay
    day: PersonDay | None
    deal: Deal | None
    missing: str = ""
    cost: DayCost | None = None
    finding: Finding | None = None

    @property
    def member(self) -> Member | None:
        """The row of the Crew or Cast tab."""
        return self.person.member


@dataclass(frozen=True)
class Assumed:
    """What is taken for a plan that the sheet does not have yet; `None`: as the sheet says."""

    wrap: datetime | None = None
    lunch: datetime | None = None
    last_out: Moment | None = None


@dataclass(frozen=True)
class Tomorrow:
    """A draft with the cost of its calls."""

    draft: Draft
    worked: Worked
    assumed: Assumed = Assumed()

    @cached_property
    def planned(self) -> tuple[Planned, ...]:
        """Everybody on the sheet who is called, in its order."""
        if self.draft.plan.untimed:
            return ()
        people = [p for one in self.draft.people if (p := self._planned(one)) is not None]
        days = [planned.day for planned in people if planned.day is not None]
        costs = iter(what_tomorrow_costs(days, self._shoot.book, exponent=self._exponent).days)
        whole = (replace(p, cost=next(costs)) if p.day else p for p in people)
        return tuple(_without_unknown(planned) for planned in whole)

    @cached_property
    def cost(self) -> TomorrowCost:
        """What is known of the cost."""
        return TomorrowCost(tuple(p.cost for p in self.planned if p.cost))

    @cached_property
    def savings(self) -> tuple[Saving, ...]:
        """What could be planned otherwise, the largest saving first."""
        minutes = self._shoot.policy.whole("call_sheet.second_meal_minutes")
        pinned = [p.day for p in self.planned if p.day and self._is_pinned(p.person)]
        return savings(
            self.cost.days,
            self._shoot.book,
            exponent=self._exponent,
            second_meal=minutes,
            pinned=frozenset(pinned),
        )

    @property
    def _shoot(self) -> Shoot:
        return self.draft.plan.shoot

    @property
    def _exponent(self) -> int:
        return self._shoot.settings.exponent

    def _planned(self, one: CrewOnDay | CastOnDay) -> Planned | None:
        call = self.draft.call_of(one)
        if isinstance(call, CallCode):
            return None if call.code == "N/A" else Planned(one, None, None, NO_TIME)
        if one.member is None:
            return Planned(one, None, None, NO_ROW)
        if not isinstance(call, datetime):
            return Planned(one, None, None, NO_CALL)
        deal = deal_of(one.member, self._shoot, self.draft.plan.day)
        if deal.rates is None:
            return Planned(one, None, deal, deal.missing)
        out = self._out(one, call)
        if out is None:
            return Planned(one, None, deal, NO_WRAP)
        return self._day(one, deal, one.member, self._moment(call), self._moment(out))

    def _day(
        self, one: CrewOnDay | CastOnDay, deal: Deal, member: Member, call: Moment, out: Moment
    ) -> Planned:
        plan = self.draft.plan
        last = last_day(plan, self.worked, member, self.assumed.last_out)
        if last.is_after(call):
            return Planned(one, None, deal, LATE_OUT)
        breakfast = self.draft.fact("breakfast")
        at = self._moment(breakfast) if breakfast else None
        times = DayTimes(
            call, out, self._meals(call, out), Meal(at, at.after(BREAKFAST)) if at else None
        )
        day = person_day(plan, self.worked, member, deal, times, last.worked)
        return Planned(one, replace(day, name=one.who), deal, NO_OUT if last.is_unknown else "")

    def _moment(self, when: datetime) -> Moment:
        return self.draft.plan.moment(when)

    def _out(self, one: CrewOnDay | CastOnDay, call: datetime) -> datetime | None:
        """The planned out: of the crew the wrap, of a performer when the last scene is done."""
        wrap = self.assumed.wrap or self.draft.fact("wrap")
        if isinstance(one, CastOnDay) and one.times.lose_at > call:
            lose = one.times.lose_at
            return min(lose, max(wrap, call)) if self.assumed.wrap and wrap else lose
        return wrap

    def _meals(self, call: Moment, out: Moment) -> tuple[Meal, ...]:
        lunch = self.assumed.lunch or self.draft.fact("lunch")
        if lunch is None:
            return ()
        start = self._moment(lunch)
        end = start.after(self._shoot.policy.whole("call_sheet.lunch_minutes"))
        return (Meal(start, end),) if call <= start and end <= out else ()

    def _is_pinned(self, person: CrewOnDay | CastOnDay) -> bool:
        """Whether a push leaves the call where it is: a pin, or typed over on the call sheet."""
        line = self.draft.by_key.get(person.key)
        if line is not None and "typed over Call" in line.origin:
            return True
        if isinstance(person, CrewOnDay):
            return person.call.is_pinned
        return person.origin == "person pin"


def _without_unknown(planned: Planned) -> Planned:
    """A cost of which a rule is missing is not known; zero would be a guess."""
    if planned.cost is None or planned.cost.is_complete:
        return planned
    finding = planned.cost.findings[0]
    return replace(planned, missing=finding.title, cost=None, finding=finding)
