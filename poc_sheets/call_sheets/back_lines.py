"""The lines of the back as derived: the crew by department, and the meals."""

from collections.abc import Iterable, Iterator

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.call_sheets.people import CHECK, CastOnDay, CrewOnDay
from poc_sheets.call_sheets.strip_lines import crowds
from poc_sheets.tabs.call_sheet import CREW, MEALS, CallSheetLine, derived_line
from poc_sheets.trade.calling import show_time
from poc_sheets.trade.calls import ResolvedCall


def back_lines(
    plan: DayPlan, crew: Iterable[CrewOnDay], cast: Iterable[CastOnDay]
) -> list[CallSheetLine]:
    """The lines of the back in their order."""
    people = list(crew)
    return [*_crew(plan, people), *_meals(plan, people, len(list(cast)))]


def _crew(plan: DayPlan, people: list[CrewOnDay]) -> Iterator[CallSheetLine]:
    for person in people:
        call = person.call
        text = CHECK if person.is_doubtful else call.code or _shown(plan, call)
        is_early = call.is_pre_call and not plan.untimed
        pre_call = ", pre-call" if is_early else ""
        yield derived_line(
            plan.sheet,
            CREW,
            person.key,
            "the call cannot be read" if person.is_doubtful else f"{call.origin}{pre_call}",
            item=person.member.position,
            name=person.member.name,
            detail=person.member.department,
            call=text,
        )


def _shown(plan: DayPlan, call: ResolvedCall) -> str:
    if plan.untimed and not call.is_pinned:
        return plan.untimed
    return show_time(call.at, plan.style, plan.day)


def _meals(plan: DayPlan, people: list[CrewOnDay], cast: int) -> Iterator[CallSheetLine]:
    crew = sum(1 for person in people if person.call.at is not None or person.is_doubtful)
    crowd = sum(group.quantity or 0 for group in crowds(plan))
    place = next((place.catering for place in plan.places if place.catering), "")
    why = f"crew {crew}, cast {cast}, background {crowd}"
    for name, fact in (("Breakfast", "breakfast"), ("Lunch", "lunch")):
        moment = plan.facts[fact]
        if moment is None:
            continue
        count = crew + cast + crowd if fact == "lunch" else crew + cast
        yield derived_line(
            plan.sheet,
            MEALS,
            f"meal:{fact}",
            why,
            item=name,
            detail=place,
            code=str(count),
            time=plan.show(moment),
        )
