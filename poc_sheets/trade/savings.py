"""What a draft of tomorrow's calls would save: a later call, an earlier lunch, a second meal."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from poc_sheets.trade.day_cost import DayCost, PersonDay, cost_of_day
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import RuleBook

Change = Literal["push", "call", "lunch", "second meal", "wrap"]
#: So many pushes are worked out, those that keep the rest of most people whole.
_MOST_PUSHES = 6
#: For fewer people than this nobody pushes the day.
_FEWEST_PUSHED = 2


@dataclass(frozen=True, slots=True)
class Saving:
    """A change of the draft and what it saves, in minor units.

    A push moves the general crew call, and with it every call but the pins, the meals and the wrap.
    `penalties` are the rest and meal penalties that go away; `money` is the whole difference, the
    hours before a later call included. `before` is `None` where nothing was planned.
    """

    change: Change
    people: tuple[PersonDay, ...]
    before: Moment | None
    after: Moment
    penalties: int
    money: int


def savings(
    days: Sequence[DayCost],
    book: RuleBook,
    *,
    exponent: int = 2,
    second_meal: int = 30,
    pinned: Collection[PersonDay] = (),
) -> tuple[Saving, ...]:
    """What could be planned otherwise, the largest saving first.

    Each is worked out by itself; but for a push the wrap is left where it is. People of one department
    with the same change are taken together.

    Args:
        days: the draft as costed.
        book: the production's rules.
        exponent: decimals of the production's currency.
        second_meal: minutes of a second meal that is suggested.
        pinned: those whose call stays where it is when the crew call is pushed.
    """
    costing = _Costing(book, exponent)
    known = [day for day in days if day.is_complete and _penalties(day)]
    calls = _together(filter(None, (_later_call(costing, day) for day in known)))
    lunch = _earlier_lunch(costing, [day for day in days if day.is_complete])
    seconds = filter(None, (_before_the_wrap(costing, day, second_meal) for day in known))
    push = _push(costing, [day for day in days if day.is_complete], pinned)
    found = [*push, *calls, *lunch, *_by_time(seconds)]
    return tuple(sorted(found, key=lambda saving: (-saving.penalties, -saving.money)))


@dataclass(frozen=True)
class _Costing:
    book: RuleBook
    exponent: int

    def difference(self, day: DayCost, person: PersonDay) -> tuple[int, int]:
        """Penalties and money less, if a person's day were another."""
        other = cost_of_day(person, self.book, exponent=self.exponent, is_plan=True)
        if not other.is_complete:
            return 0, 0
        money = day.total - other.total
        # Rest so short that two days are one costs no penalty but the rates of a long day.
        joined = day.rest is not None and day.rest.is_continuous
        return (money if joined else _penalties(day) - _penalties(other)), money


def _penalties(day: DayCost) -> int:
    if day.rest is not None and day.rest.is_continuous:
        return day.premium
    return day.money_of("rest") + day.money_of("meal")


def _later_call(costing: _Costing, day: DayCost) -> Saving | None:
    person = day.person
    if person.out is None:
        return None
    first = day.meals.late[0] if day.meals.late and day.meals.late[0].number == 1 else None
    times = [day.rest.earliest_free_call] if day.rest and day.rest.invaded_minutes else []
    if first is not None and not first.is_wrap:
        times.append(person.call.after(first.given - first.due))
    latest = min((meal.start for meal in person.meals), default=person.out)
    best: Saving | None = None
    for at in sorted(time for time in times if time is not None):
        if not person.call < at <= latest:
            continue
        penalties, money = costing.difference(day, replace(person, call=at))
        if penalties > (best.penalties if best else 0):
            best = Saving("call", (person,), person.call, at, penalties, money)
    return best


def _push(
    costing: _Costing, days: Sequence[DayCost], pinned: Collection[PersonDay]
) -> list[Saving]:
    """The push of the whole day that saves most."""
    general = next((day.person.general_call for day in days if day.person.general_call), None)
    short = Counter(
        day.rest.earliest_free_call - day.person.call
        for day in days
        if day.rest and day.rest.invaded_minutes and day.rest.earliest_free_call
        if day.person not in pinned
    )
    if general is None or sum(short.values()) < _FEWEST_PUSHED:
        return []
    best: Saving | None = None
    for minutes, _ in short.most_common(_MOST_PUSHES):
        found = _pushed(costing, days, pinned, general, minutes)
        if found.penalties > (best.penalties if best else 0):
            best = found
    return [best] if best else []


def _pushed(
    costing: _Costing,
    days: Sequence[DayCost],
    pinned: Collection[PersonDay],
    general: Moment,
    minutes: int,
) -> Saving:
    penalties = money = 0
    people = []
    for day in days:
        moved = _later(day.person, minutes, is_pinned=day.person in pinned)
        less, cheaper = costing.difference(day, moved)
        penalties, money = penalties + less, money + cheaper
        people += [day.person] if less > 0 else []
    return Saving("push", tuple(people), general, general.after(minutes), penalties, money)


def _later(person: PersonDay, minutes: int, *, is_pinned: bool) -> PersonDay:
    """A person's day when everything but the pins is so much later."""

    def moved(meal: Meal) -> Meal:
        return replace(meal, start=meal.start.after(minutes), end=meal.end.after(minutes))

    return replace(
        person,
        call=person.call if is_pinned else person.call.after(minutes),
        out=person.out.after(minutes) if person.out else None,
        meals=tuple(moved(meal) for meal in person.meals),
        ndb=moved(person.ndb) if person.ndb else None,
        general_call=person.general_call.after(minutes) if person.general_call else None,
    )


def _earlier_lunch(costing: _Costing, days: Sequence[DayCost]) -> list[Saving]:
    """The one lunch for everybody that saves most; at the hour when somebody's falls due."""
    lates = [(day, late) for day in days for late in day.meals.late if late.number == 1]
    planned = {late.given for _, late in lates if not late.is_wrap}
    if len(planned) != 1:
        return []
    before = planned.pop()
    best: Saving | None = None
    for at in sorted({late.due for _, late in lates if late.due < before}):
        found = _lunch_at(costing, days, before, at)
        if found.penalties > (best.penalties if best else 0):
            best = found
    return [best] if best else []


def _lunch_at(costing: _Costing, days: Sequence[DayCost], before: Moment, at: Moment) -> Saving:
    penalties = money = 0
    people = []
    for day in days:
        meals = tuple(
            Meal(at, at.after(meal.end - meal.start)) if meal.start == before else meal
            for meal in day.person.meals
        )
        if meals == day.person.meals or at < day.person.call:
            continue
        less, cheaper = costing.difference(day, replace(day.person, meals=meals))
        penalties, money = penalties + less, money + cheaper
        people += [day.person] if less > 0 else []
    return Saving("lunch", tuple(people), before, at, penalties, money)


def _before_the_wrap(costing: _Costing, day: DayCost, minutes: int) -> Saving | None:
    """A second meal when it falls due; where the wrap leaves no time for it, the wrap by then."""
    late = next((late for late in day.meals.late if late.number > 1 and late.is_wrap), None)
    person, out = day.person, day.person.out
    if late is None or out is None:
        return None
    if late.due.after(minutes) <= out:
        meal = Meal(late.due, late.due.after(minutes))
        change: Change = "second meal"
        other, before = replace(person, meals=(*person.meals, meal)), None
    else:
        change, other, before = "wrap", replace(person, out=late.due), out
    penalties, money = costing.difference(day, other)
    return Saving(change, (person,), before, late.due, penalties, money) if penalties > 0 else None


def _together(each: Iterable[Saving]) -> list[Saving]:
    """The same change for people of one department as one."""
    return _grouped(each, lambda one: (one.people[0].department, one.before, one.after))


def _by_time(each: Iterable[Saving]) -> list[Saving]:
    """The same meal for everybody as one."""
    return _grouped(each, lambda one: (one.change, one.before, one.after))


def _grouped(each: Iterable[Saving], group_of: Callable[[Saving], object]) -> list[Saving]:
    groups: dict[object, Saving] = {}
    for one in each:
        group = group_of(one)
        other = groups.get(group)
        groups[group] = one if other is None else _sum(other, one)
    return list(groups.values())


def _sum(one: Saving, other: Saving) -> Saving:
    return replace(
        one,
        people=(*one.people, *other.people),
        penalties=one.penalties + other.penalties,
        money=one.money + other.money,
    )
