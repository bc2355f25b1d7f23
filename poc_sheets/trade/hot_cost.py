"""The hot cost: yesterday's hours and money against the budgeted day, ready the next morning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from poc_sheets.problems import Finding
from poc_sheets.trade.day_cost import DayCost, PersonDay
from poc_sheets.trade.overtime import cost_of_hours
from poc_sheets.trade.rules import RuleBook
from poc_sheets.trade.terms import rounded


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person on the hot cost.

    `budgeted` is the money of the budgeted day in minor units, `budgeted_tenths` its hours; `day`
    is what was worked, `None` for someone budgeted who did not work. Kit rentals are minor units.
    """

    section: str
    position: str
    name: str
    budgeted_tenths: int
    budgeted: int
    day: DayCost | None
    department: str = ""
    kit: int = 0
    budgeted_kit: int = 0


@dataclass(frozen=True, slots=True)
class FlatRow:
    """One amount on the hot cost that is no time: catering, extra equipment; minor units."""

    section: str
    description: str
    budgeted: int
    actual: int
    department: str = ""


@dataclass(frozen=True, slots=True)
class HotLine:
    """One row as the hot cost prints it; `over` is positive where more was spent.

    `tenths` are hours worked by factor. `is_complete` is false where part of the cost is unknown.
    """

    section: str
    department: str
    position: str
    name: str
    budgeted: int
    actual: int
    budgeted_tenths: int = 0
    worked_tenths: int = 0
    tenths: Mapping[Decimal, int] | None = None
    meal_penalties: int = 0
    rest_penalty: int = 0
    kit: int = 0
    is_complete: bool = True

    @property
    def over(self) -> int:
        """Actual less budget in minor units; negative is under."""
        return self.actual - self.budgeted

    def tenths_at(self, factor: str) -> int:
        """Hours at a factor such as `1.5`, in tenths."""
        return (self.tenths or {}).get(Decimal(factor), 0)


@dataclass(frozen=True, slots=True)
class Totals:
    """Budget and actual in minor units, hours in tenths."""

    budgeted: int = 0
    actual: int = 0
    budgeted_tenths: int = 0
    worked_tenths: int = 0

    @property
    def over(self) -> int:
        """Actual less budget; negative is under."""
        return self.actual - self.budgeted

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.budgeted + other.budgeted,
            self.actual + other.actual,
            self.budgeted_tenths + other.budgeted_tenths,
            self.worked_tenths + other.worked_tenths,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Planned against shot, today and before: pages in eighths, scenes, setups."""

    what: str
    planned: int
    shot: int
    planned_before: int = 0
    shot_before: int = 0

    @property
    def today(self) -> int:
        """Ahead of the day's plan; negative is behind."""
        return self.shot - self.planned

    @property
    def to_date(self) -> int:
        """Ahead of the plan so far; negative is behind."""
        return self.shot_before + self.shot - self.planned_before - self.planned


@dataclass(frozen=True, slots=True)
class HotCost:
    """The hot cost of a day; sections and departments in the order in which they first occur."""

    lines: tuple[HotLine, ...]
    day: Totals
    to_date: Totals
    by_section: Mapping[str, Totals]
    by_department: Mapping[str, Totals]
    projected: int
    progress: tuple[Progress, ...] = ()
    findings: tuple[Finding, ...] = ()


def budgeted_day(person: PersonDay, book: RuleBook, tenths: int, *, exponent: int = 2) -> int:
    """The money of a budgeted day: so many hours worked in one stretch from the call.

    Budgets count pay hours, so no meal is inside: 12 hours are 8 at 1× and 4 at 1.5×.
    """
    terms = person.terms(book, exponent)
    out = person.call.after(tenths * 6)
    hours = cost_of_hours(
        terms,
        person.call,
        out,
        hourly=person.hourly,
        daily=person.daily,
        guarantee_tenths=person.guarantee_tenths,
    )
    return sum(line.money for line in hours.lines)


def hot_cost(
    people: Iterable[PersonRow],
    flat: Iterable[FlatRow] = (),
    *,
    before: Totals = Totals(),
    days_done: int = 1,
    days_total: int = 1,
    progress: Sequence[Progress] = (),
) -> HotCost:
    """The hot cost of a day.

    Args:
        people: cast, background and crew.
        flat: amounts that are no time.
        before: the totals of the days before.
        days_done: shoot days so far, this one included; at least 1.
        days_total: shoot days of the schedule.
        progress: pages, scenes and setups planned and shot.

    Returns:
        `projected` is the money of all shoot days if the rest goes on as the average so far.
    """
    people = tuple(people)
    lines = (*map(_person_line, people), *map(_flat_line, flat))
    day = _sum(lines)
    to_date = before + day
    projected = rounded(Decimal(to_date.actual) * max(days_total, days_done) / max(days_done, 1))
    found = (finding for row in people if row.day for finding in row.day.findings)
    return HotCost(
        lines,
        day,
        to_date,
        _grouped(lines, [line.section for line in lines]),
        _grouped(lines, [line.department or line.section for line in lines]),
        projected,
        tuple(progress),
        tuple(dict.fromkeys(found)),
    )


def _person_line(row: PersonRow) -> HotLine:
    line = HotLine(
        row.section,
        row.department,
        row.position,
        row.name,
        row.budgeted + row.budgeted_kit,
        row.kit,
        budgeted_tenths=row.budgeted_tenths,
        kit=row.kit,
    )
    if row.day is None:
        return line
    hours = row.day.hours
    return replace(
        line,
        actual=row.day.total + row.kit,
        worked_tenths=hours.worked_tenths,
        tenths={band.factor: hours.tenths_at(band.factor) for band in hours.bands},
        meal_penalties=row.day.money_of("meal"),
        rest_penalty=row.day.money_of("rest"),
        is_complete=row.day.is_complete,
    )


def _flat_line(row: FlatRow) -> HotLine:
    return HotLine(row.section, row.department, row.description, "", row.budgeted, row.actual)


def _sum(lines: Iterable[HotLine]) -> Totals:
    total = Totals()
    for line in lines:
        total += Totals(line.budgeted, line.actual, line.budgeted_tenths, line.worked_tenths)
    return total


def _grouped(lines: Sequence[HotLine], names: Sequence[str]) -> dict[str, Totals]:
    groups: dict[str, list[HotLine]] = {}
    for line, name in zip(lines, names, strict=True):
        groups.setdefault(name, []).append(line)
    return {name: _sum(group) for name, group in groups.items()}
