"""What a draft of tomorrow's calls would cost, before it is published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from poc_sheets.problems import Finding
from poc_sheets.trade.day_cost import DayCost, PersonDay, cost_of_day
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import RuleBook
from poc_sheets.trade.terms import CostLine


@dataclass(frozen=True, slots=True)
class AgreementCost:
    """The cost of everyone under one agreement, in minor units.

    Straight, overtime, golden, rest and meals add up to the total.
    """

    people: int
    total: int
    rest: int
    meals: int
    premium: int
    straight: int = 0
    overtime: int = 0
    golden: int = 0


@dataclass(frozen=True, slots=True)
class TomorrowCost:
    """What a set of calls costs, person by person in the order given."""

    days: tuple[DayCost, ...]

    @property
    def total(self) -> int:
        """The sum over everyone in minor units."""
        return sum(day.total for day in self.days)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is missing for a complete total, each once."""
        return tuple(dict.fromkeys(finding for day in self.days for finding in day.findings))

    @property
    def avoidable(self) -> tuple[tuple[str, CostLine], ...]:
        """Rest and meal penalties with the name of the person: what another call would save."""
        return tuple(
            (day.person.name, line)
            for day in self.days
            for line in day.lines
            if line.rule.startswith(("rest.", "meal."))
        )

    @property
    def everybody(self) -> AgreementCost:
        """The totals of everyone."""
        return _sum(self.days)

    def by_agreement(self) -> dict[str, AgreementCost]:
        """The totals of each agreement, in the order in which they first occur."""
        groups: dict[str, list[DayCost]] = {}
        for day in self.days:
            groups.setdefault(day.person.agreement, []).append(day)
        return {name: _sum(days) for name, days in groups.items()}


def _sum(days: Sequence[DayCost]) -> AgreementCost:
    return AgreementCost(
        people=len(days),
        total=sum(day.total for day in days),
        rest=sum(day.money_of("rest") for day in days),
        meals=sum(day.money_of("meal") for day in days),
        premium=sum(day.premium for day in days),
        straight=sum(day.straight for day in days),
        overtime=sum(day.overtime for day in days),
        golden=sum(day.golden for day in days),
    )


def what_tomorrow_costs(
    people: Iterable[PersonDay],
    book: RuleBook,
    *,
    wrap: Moment | None = None,
    lunch: Meal | None = None,
    exponent: int = 2,
) -> TomorrowCost:
    """What a draft of tomorrow's calls costs: rest invaded, meals late by plan, overtime.

    Args:
        people: the calls; those without an out get the planned wrap, those without a meal the lunch.
        book: the production's rules.
        wrap: the planned wrap.
        lunch: the planned lunch; it is not given to people called after it.
        exponent: decimals of the production's currency.
    """
    days = []
    for person in people:
        planned = person if person.out is not None else replace(person, out=wrap)
        gets_lunch = lunch is not None and not person.meals and lunch.start >= person.call
        if lunch is not None and gets_lunch:
            planned = replace(planned, meals=(lunch,))
        days.append(cost_of_day(planned, book, exponent=exponent, is_plan=True))
    return TomorrowCost(tuple(days))
