"""What a draft of tomorrow's calls would save, who is not counted, and the cost in a sentence."""

from collections.abc import Iterator

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.day_costs.tomorrow import (
    LATE_OUT,
    NO_CALL,
    NO_OUT,
    NO_TIME,
    NO_WRAP,
    Planned,
    Tomorrow,
)
from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.tabs.model import place_of
from poc_sheets.tabs.production_report import ProductionTime
from poc_sheets.trade.money import as_text
from poc_sheets.trade.savings import Saving
from poc_sheets.trade.terms import span_text

_MOST_NAMED = 40
PUSH = Problem(
    "push-saves",
    title="Pushing the crew call from {before} to {after} saves {penalties}",
    what="more rest for {count}: {names}; pins stay, lunch and wrap move along",
    do="push the call to {after}, or have the UPM approve the penalties",
    level="warning",
)
LATER_CALL = Problem(
    "later-call-saves",
    title="Moving the call of {who} from {before} to {after} saves {penalties}",
    what="{why}; with the hours before it {money}, if the wrap stays",
    do="call them at {after}, or have the UPM approve the penalty",
    level="warning",
)
EARLIER_LUNCH = Problem(
    "earlier-lunch-saves",
    title="Lunch at {after} instead of {before} saves {penalties}",
    what="{count} with a meal due before {before}: {names}",
    do="plan lunch at {after}, or a breakfast (NDB) for the early calls",
    level="warning",
)
SECOND_MEAL = Problem(
    "second-meal-saves",
    title="A second meal by {after} saves {penalties}",
    what="{count} with a second meal due before the wrap: {names}",
    do="plan a second meal at {after}, or wrap by then",
    level="warning",
)
EARLIER_WRAP = Problem(
    "earlier-wrap-saves",
    title="Wrapping by {after} instead of {before} saves {penalties}",
    what="{count} would be due a second meal: {names}; with the hours after it {money}",
    do="plan the wrap by {after}, or a second meal before it",
    level="warning",
)
NOT_COSTED = Problem(
    "not-in-the-cost",
    title="Not in the cost of day {day}: {count}, {missing}",
    what="{names}",
    do="correct it for each of them; nobody is counted as zero",
    level="warning",
)
RULE_NOT_COSTED = Problem(
    "cost-without-rule",
    title="Not in the cost of day {day}: {count}, {missing}",
    what="{seen}; {names}",
    do="{remedy}",
    level="warning",
)
REST_NOT_COSTED = Problem(
    "rest-not-in-the-cost",
    title="Not in the cost of day {day}: the rest of {count}",
    what="their last out is not known yet: {names}",
    do="type the outs in Production Times, or Actual wrap in Shoot Days, and press again",
    level="warning",
)
WITHOUT_TIME = Problem(
    "no-time-no-cost",
    title="Not in the cost of day {day}: {count} called without a time",
    what="{names}",
    do="type a time where one is known; O/C and W/N stay out of the sum",
    level="note",
)


def findings_of(tomorrow: Tomorrow) -> Iterator[Finding]:
    """What could be saved, the largest first; then who is not counted, and why."""
    for saving in tomorrow.savings:
        yield _saving_finding(tomorrow, saving)
    yield from _missing_findings(tomorrow)


def _saving_finding(tomorrow: Tomorrow, saving: Saving) -> Finding:
    plan = tomorrow.draft.plan
    people = [person.name for person in saving.people]
    facts = {
        "after": saving.after.as_text(plan.style),
        "before": saving.before.as_text(plan.style) if saving.before else "",
        "penalties": money(tomorrow, saving.penalties),
        "money": money(tomorrow, saving.money),
        "count": people_text(len(people)),
        "names": named(people),
    }
    if saving.change == "push":
        return PUSH.at(place_of(plan.row, "crew_call"), **facts)
    if saving.change == "lunch":
        return EARLIER_LUNCH.at(place_of(plan.row, "lunch"), **facts)
    if saving.change == "second meal":
        return SECOND_MEAL.at(place_of(plan.row, "wrap"), **facts)
    if saving.change == "wrap":
        return EARLIER_WRAP.at(place_of(plan.row, "wrap"), **facts)
    one = saving.people[0]
    who = people[0] if len(people) == 1 else f"{one.department}, {people_text(len(people))}"
    place = Place(one.place.tab, one.place.row, None, "Call")
    return LATER_CALL.at(place, who=who, why=_why_of(tomorrow, saving), **facts)


def _why_of(tomorrow: Tomorrow, saving: Saving) -> str:
    """Last out and rest of the first of them, and who they are."""
    cost = next(day for day in tomorrow.cost.days if day.person == saving.people[0])
    parts = []
    if cost.rest and cost.rest.invaded_minutes and cost.rest.required_minutes and cost.person.previous_out:  # fmt: skip
        out = cost.person.previous_out.as_text(tomorrow.draft.plan.style)
        rest = f"{span_text(max(0, cost.rest.rest_minutes))} rest of "
        parts.append(f"out {out}, {rest}{span_text(cost.rest.required_minutes)}")
    parts += [f"meal {late.number} {span_text(late.late_minutes)} late" for late in cost.meals.late]
    if len(saving.people) > 1:
        parts.append(named([person.name for person in saving.people]))
    return "; ".join(parts)


def _missing_findings(tomorrow: Tomorrow) -> Iterator[Finding]:
    groups: dict[str, list[Planned]] = {}
    for planned in tomorrow.planned:
        if planned.missing:
            groups.setdefault(planned.missing, []).append(planned)
    number = tomorrow.draft.plan.number
    for missing, people in groups.items():
        names = _all_named([planned.person.who for planned in people])
        facts = {
            "count": people_text(len(people)),
            "day": number,
            "missing": missing,
            "names": names,
        }
        first = people[0]
        if first.finding is not None:
            facts |= {"seen": first.finding.what, "remedy": first.finding.do}
            yield RULE_NOT_COSTED.at(first.finding.place, **facts)
        elif missing == NO_OUT:
            yield REST_NOT_COSTED.at(place_of(tomorrow.draft.plan.row, "number"), **facts)
        elif missing == NO_TIME:
            yield WITHOUT_TIME.at(place_of(tomorrow.draft.plan.row, "number"), **facts)
        else:
            yield NOT_COSTED.at(_place(tomorrow, first), **facts)


def _all_named(names: list[str]) -> str:
    """Everybody by name, as far as a person can read it; the tab has a line for each."""
    if len(names) <= _MOST_NAMED:
        return "; ".join(names)
    return f"{named(names)}; the Missing column has them all"


def _place(tomorrow: Tomorrow, planned: Planned) -> Place:
    """Where the first of them is to be filled in: the plan of the day, or the deal."""
    if planned.missing == LATE_OUT:
        return Place(ProductionTime.tab)
    if planned.member is None or planned.missing == NO_WRAP:
        return place_of(tomorrow.draft.plan.row, "wrap")
    column = "call" if planned.missing == NO_CALL else "rate"
    return place_of(planned.member, column)


def people_text(count: int) -> str:
    """`1 person`, `12 people`."""
    return "1 person" if count == 1 else f"{count} people"


def money(tomorrow: Tomorrow, amount: int) -> str:
    """An amount for a sentence: `USD 56.00`."""
    settings = tomorrow.draft.plan.shoot.settings
    return f"{settings.currency} {as_text(amount, settings.exponent)}"


def extra_sentence(tomorrow: Tomorrow) -> str:
    """What the calls cost beyond straight time, for a summary; blank where no rate is known."""
    cost = tomorrow.cost.everybody
    if not cost.people:
        return ""
    hours = cost.premium - cost.rest - cost.meals
    parts = (
        f"rest {money(tomorrow, cost.rest)}",
        f"meal penalties {money(tomorrow, cost.meals)}",
        f"overtime and golden time {money(tomorrow, hours)}",
    )
    left_out = sum(planned.cost is None for planned in tomorrow.planned)
    without = f"; {people_text(left_out)} not counted" if left_out else ""
    return (
        f"Its calls cost {money(tomorrow, cost.premium)} beyond straight time: "
        f"{', '.join(parts)}{without}."
    )
