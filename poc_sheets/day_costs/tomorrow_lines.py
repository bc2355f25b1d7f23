"""The Tomorrow Cost tab's lines: everybody, each agreement, each person."""

from dataclasses import replace
from decimal import Decimal

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.call_sheets.people import CrewOnDay
from poc_sheets.day_costs.tomorrow import NO_OUT, Planned, Tomorrow
from poc_sheets.day_costs.tomorrow_findings import people_text
from poc_sheets.tabs.tomorrow_cost import AGREEMENT, EVERYBODY, PERSON, TomorrowCostLine
from poc_sheets.trade.calling import show_time
from poc_sheets.trade.day_cost import DayCost
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.terms import rounded, span_text
from poc_sheets.trade.tomorrow_cost import AgreementCost


def lines_of(tomorrow: Tomorrow) -> list[TomorrowCostLine]:
    """The whole tab: everybody, the agreements, then each person in the order of the sheet."""
    cost = tomorrow.cost
    fringes: dict[str, int] = {}
    for planned in tomorrow.planned:
        if planned.cost is not None:
            agreement = planned.cost.person.agreement
            fringes[agreement] = fringes.get(agreement, 0) + _fringes(planned, planned.cost)
    number = tomorrow.draft.plan.number
    left_out = sum(planned.cost is None for planned in tomorrow.planned)
    whole = _sum(number, EVERYBODY, cost.everybody, sum(fringes.values()), left_out)
    sums = [
        _sum(number, AGREEMENT, part, fringes.get(name, 0), 0, name)
        for name, part in cost.by_agreement().items()
    ]
    people = [_line(tomorrow, planned) for planned in tomorrow.planned]
    unit = tomorrow.draft.plan.shoot.unit
    return [replace(line, unit=unit) for line in (whole, *sums, *people)]


def _sum(
    day: int, kind: str, part: AgreementCost, fringes: int, left_out: int, agreement: str = ""
) -> TomorrowCostLine:
    return TomorrowCostLine(
        day=day,
        kind=kind,
        name=people_text(part.people),
        agreement=agreement,
        straight=part.straight,
        overtime=part.overtime,
        golden=part.golden,
        rest_penalty=part.rest,
        meal_penalty=part.meals,
        total=part.total,
        fringes=fringes,
        extra=part.premium,
        missing=f"{people_text(left_out)} not counted" if left_out else "",
    )


def _line(tomorrow: Tomorrow, planned: Planned) -> TomorrowCostLine:
    plan, cost = tomorrow.draft.plan, planned.cost
    line = _of_person(tomorrow, planned)
    if planned.day is None or cost is None:
        return line
    rest = cost.rest
    return replace(
        line,
        wrap=_time(planned.day.out, plan),
        out=_time(planned.day.previous_out, plan),
        rest=span_text(max(0, rest.rest_minutes)) if rest else "",
        free=_time(rest.earliest_free_call, plan) if rest else "",
        hours=Decimal(cost.hours.worked_tenths) / 10,
        straight=cost.straight,
        overtime=cost.overtime,
        golden=cost.golden,
        rest_penalty=None if planned.missing == NO_OUT else cost.money_of("rest"),
        meal_penalty=cost.money_of("meal"),
        total=cost.total,
        fringes=_fringes(planned, cost),
        extra=cost.premium,
        why="; ".join([*(line.why for line in cost.lines), *_joined(cost)]),
    )


def _of_person(tomorrow: Tomorrow, planned: Planned) -> TomorrowCostLine:
    """Who it is and when they are called; no amount."""
    person = planned.person
    shown = tomorrow.draft.by_key.get(person.key)
    line = TomorrowCostLine(
        day=tomorrow.draft.plan.number,
        kind=PERSON,
        name=person.who,
        department="Cast",
        agreement=planned.deal.agreement if planned.deal else "",
        call=shown.call if shown else "",
        missing=planned.missing,
    )
    if isinstance(person, CrewOnDay):
        member = person.member
        line = replace(line, name=member.name, position=member.position)
        return replace(line, department=member.department)
    return replace(line, position=person.member.character) if person.member else line


def _joined(cost: DayCost) -> list[str]:
    is_joined = cost.rest is not None and cost.rest.is_continuous
    return [breach.why for breach in cost.rest.breaches] if cost.rest and is_joined else []


def _fringes(planned: Planned, cost: DayCost) -> int:
    return rounded(cost.total * planned.deal.fringe) if planned.deal else 0


def _time(moment: Moment | None, plan: DayPlan) -> str:
    """A time with `+1` or `-1` where its date is not the shoot day's."""
    if moment is None:
        return ""
    return show_time(moment.as_datetime().replace(tzinfo=None), plan.style, plan.day)
