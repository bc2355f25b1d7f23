"""Per diem on distant location: the day's amount less the meals that were provided."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.trade.rules import RuleBook
from poc_sheets.trade.terms import CostLine, Terms

MEAL_UNKNOWN = Problem(
    code="per-diem-meal-unknown",
    title='"{seen}" is not a meal of the per diem',
    what="meals that can be deducted: breakfast, lunch, dinner",
    do="Write breakfast, lunch or dinner.",
)
PARTS_DIFFER = Problem(
    code="per-diem-parts-differ",
    title="The meals of the per diem of {agreement} do not add up to its day",
    what="day {day}, meals {meals}",
    do="Correct the per_diem rows of the Rules tab for this date.",
    level="warning",
)

MEALS = ("breakfast", "lunch", "dinner")


@dataclass(frozen=True, slots=True)
class PerDiem:
    """The per diem of one day in minor units, with its lines; `findings` say what is missing."""

    on: date
    amount: int
    lines: tuple[CostLine, ...] = ()
    findings: tuple[Finding, ...] = ()


def per_diem(
    book: RuleBook,
    agreement: str,
    on: date,
    *,
    provided: Collection[str] = (),
    conditions: frozenset[str] = frozenset(),
    exponent: int = 2,
) -> PerDiem:
    """The per diem of one day.

    Args:
        book: the production's rules.
        agreement: the agreement the person works under.
        on: the day; amounts change with the dates of the Rules tab.
        provided: meals that the production provided: `breakfast`, `lunch`, `dinner`, in any case.
        conditions: what is true of the person and the day.
        exponent: decimals of the production's currency.
    """
    terms = Terms(book, agreement, on, conditions, exponent)
    day = terms.money("per_diem.day")
    if day is None:
        return PerDiem(on, 0, findings=tuple(terms.findings))
    why = f"per diem {terms.as_text(day)} ({terms.cites('per_diem.day')})"
    lines = [CostLine("per_diem.day", agreement, day, why, count=1)]
    meals = {meal.strip().lower(): meal for meal in provided if meal.strip()}
    for name, seen in meals.items():
        if name not in MEALS:
            terms.note(MEAL_UNKNOWN.at(Place(), seen=seen))
    for name in MEALS:
        rule = f"per_diem.{name}"
        amount = terms.money(rule) if name in meals else None
        if amount is not None:
            why = f"{name} provided: less {terms.as_text(amount)} ({terms.cites(rule)})"
            lines.append(CostLine(rule, agreement, -amount, why, count=1))
    if meals:
        _check_parts(terms, day)
    total = max(0, sum(line.money for line in lines))
    return PerDiem(on, total, tuple(lines), tuple(terms.findings))


def _check_parts(terms: Terms, day: int) -> None:
    amounts = [terms.money(f"per_diem.{name}", required=False) for name in MEALS]
    known = [amount for amount in amounts if amount is not None]
    if len(known) == len(MEALS) and sum(known) != day:
        facts = {"day": terms.as_text(day), "meals": terms.as_text(sum(known))}
        terms.note(PARTS_DIFFER.at(Place("Rules"), agreement=terms.agreement, **facts))


def per_diem_of_stay(
    book: RuleBook,
    agreement: str,
    first: date,
    last: date,
    *,
    provided: Mapping[date, Collection[str]] | None = None,
    conditions: frozenset[str] = frozenset(),
    exponent: int = 2,
) -> tuple[PerDiem, ...]:
    """The per diem of each day from the first to the last, both included.

    Args:
        book: the production's rules.
        agreement: the agreement the person works under.
        first: the first day away.
        last: the last day away; before the first gives no day.
        provided: meals provided, by day.
        conditions: what is true of the person and the days.
        exponent: decimals of the production's currency.
    """
    meals = provided or {}
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    return tuple(
        per_diem(
            book,
            agreement,
            day,
            provided=meals.get(day, ()),
            conditions=conditions,
            exponent=exponent,
        )
        for day in days
    )
