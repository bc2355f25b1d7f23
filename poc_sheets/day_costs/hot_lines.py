"""The Hot Cost tab's lines, and who or what took a day over its budget."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.day_costs.hot_day import HotAmount, HotDay, HotPerson, missing_of
from poc_sheets.problems import Finding, Problem
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.hot_cost import (
    AMOUNT,
    DAY,
    DEPARTMENT,
    PERSON,
    PROGRESS,
    PROJECTED,
    SECTION,
    TO_DATE,
    HotCostLine,
)
from poc_sheets.tabs.model import Row, place_of
from poc_sheets.tabs.production_report import CAST, CREW
from poc_sheets.trade.eighths import show_eighths
from poc_sheets.trade.hot_cost import HotCost, HotLine, Progress, Totals
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.money import as_text

OVER = Problem(
    "over-the-budgeted-day",
    title="{what} is {over} over its budgeted day",
    what="budget {budgeted}, actual {actual}{hours}; most of it: {who}",
    do="see Why of each line, and tell the UPM before the next call goes out",
    level="warning",
)
NOT_COUNTED = Problem(
    "not-in-the-hot-cost",
    title="Not in the hot cost of day {day}: {count}, {missing}",
    what="{names}",
    do="fill it in for each of them and press again; nobody is counted as zero",
    level="warning",
)
_FACTORS = {
    "1": "straight_hours",
    "1.5": "overtime_hours",
    "2": "double_hours",
    "3": "triple_hours",
}
_MOST_NAMED = 3


@dataclass(frozen=True)
class HotReport:
    """A day's hot cost with what stands around it."""

    day: HotDay
    hot: HotCost
    earlier: Sequence[HotCostLine] = ()

    def lines(self) -> list[HotCostLine]:
        """The day, to date, projected, progress, sections, departments, then everybody."""
        lines = [*self._sums(), *self._people(), *self._amounts()]
        plan = self.day.plan
        mine = [replace(line, day=plan.number, unit=plan.shoot.unit) for line in lines]
        return [*mine, *self.earlier]

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many lines of each section are in no sum."""
        people = [p for p in self.day.people if p.missing and p.row is None]
        sections = [CAST if isinstance(p.member, CastMember) else CREW for p in people]
        return Counter([*sections, *(a.section for a in self.day.flat if a.missing)])

    def _sums(self) -> Iterator[HotCostLine]:
        hot, left_out = self.hot, self.left_out
        yield replace(_total(DAY, hot.day), missing=not_counted(sum(left_out.values())))
        yield _total(TO_DATE, hot.to_date)
        yield HotCostLine(
            kind=PROJECTED, actual=hot.projected, why="all days as the average so far"
        )
        for progress in hot.progress:
            yield HotCostLine(kind=PROGRESS, position=progress.what, why=progress_text(progress))
        for section, totals in hot.by_section.items():
            missing = not_counted(left_out.get(section, 0))
            yield replace(_total(SECTION, totals), section=section, missing=missing)
        for department, totals in hot.by_department.items():
            yield replace(_total(DEPARTMENT, totals), department=department)

    def _people(self) -> Iterator[HotCostLine]:
        lines = iter(self.hot.lines)
        for person in self.day.people:
            line = _of_person(self.day, person)
            yield _with_cost(line, next(lines), person) if person.row else line

    def _amounts(self) -> Iterator[HotCostLine]:
        for amount in self.day.flat:
            yield _of_amount(amount)


def _total(kind: str, totals: Totals) -> HotCostLine:
    return HotCostLine(
        kind=kind,
        budgeted_hours=Decimal(totals.budgeted_tenths) / 10,
        hours=Decimal(totals.worked_tenths) / 10,
        budgeted=totals.budgeted,
        actual=totals.actual,
        over=totals.over,
    )


def _of_person(day: HotDay, person: HotPerson) -> HotCostLine:
    member, worked = person.member, person.worked
    is_cast = isinstance(member, CastMember)
    return HotCostLine(
        kind=PERSON,
        section=CAST if is_cast else CREW,
        department=CAST if isinstance(member, CastMember) else member.department,
        position=member.character if isinstance(member, CastMember) else member.position,
        name=member.performer if isinstance(member, CastMember) else member.name,
        call=_time(worked.call if worked else None, day),
        out=_time(worked.out if worked else None, day),
        missing=person.missing,
        why="" if worked or person.missing else "budgeted, and not there",
    )


def _with_cost(line: HotCostLine, cost: HotLine, person: HotPerson) -> HotCostLine:
    hours = {name: cost.tenths_at(factor) for factor, name in _FACTORS.items()}
    other = sum((cost.tenths or {}).values()) - sum(hours.values())
    worked = person.row.day if person.row else None

    def shown(tenths: int) -> Decimal | None:
        return Decimal(tenths) / 10 if tenths else None

    return replace(
        line,
        budgeted_hours=Decimal(cost.budgeted_tenths) / 10,
        hours=Decimal(cost.worked_tenths) / 10,
        straight_hours=shown(hours["straight_hours"]),
        overtime_hours=shown(hours["overtime_hours"]),
        double_hours=shown(hours["double_hours"]),
        triple_hours=shown(hours["triple_hours"]),
        other_hours=shown(other),
        meal_penalty=cost.meal_penalties,
        rest_penalty=None if person.missing else cost.rest_penalty,
        kit=cost.kit or None,
        budgeted=cost.budgeted,
        actual=cost.actual,
        over=cost.over,
        why="; ".join(part.why for part in worked.lines) if worked else line.why,
    )


def _of_amount(amount: HotAmount) -> HotCostLine:
    line = HotCostLine(
        kind=AMOUNT,
        section=amount.section,
        position=amount.what,
        missing=amount.missing,
        why=amount.why,
    )
    if amount.row is None:
        return line
    row = amount.row
    over = row.actual - row.budgeted
    return replace(line, budgeted=row.budgeted, actual=row.actual, over=over)


def _time(moment: Moment | None, day: HotDay) -> str:
    return "" if moment is None else moment.as_text(day.plan.style)


def progress_text(progress: Progress) -> str:
    """Planned against shot: `planned 4 2/8, shot 3 5/8: 5/8 behind; to date 1 2/8 ahead`."""

    def count(number: int) -> str:
        return show_eighths(number) if progress.what == "Pages" else str(number)

    def gap(number: int) -> str:
        if not number:
            return "as planned"
        return f"{count(abs(number))} {'ahead' if number > 0 else 'behind'}"

    planned, shot = count(progress.planned), count(progress.shot)
    is_known = progress.planned_before or progress.shot_before
    to_date = f"; to date {gap(progress.to_date)}" if is_known else ""
    return f"planned {planned}, shot {shot}: {gap(progress.today)}{to_date}"


def findings_of(report: HotReport) -> Iterator[Finding]:
    """Departments and sections over their budgeted day, the dearest first; then what is missing."""
    hot = report.hot
    over = sorted(hot.by_department.items(), key=lambda each: -each[1].over)
    for name, totals in over:
        if totals.over > 0:
            yield _over(report, name, totals)
    groups: dict[str, list[tuple[str, Row]]] = {}
    for who, row, missing in missing_of(report.day):
        groups.setdefault(missing, []).append((who, row))
    for missing, people in groups.items():
        names = named([who for who, _ in people])
        facts = {"count": _lines_text(len(people)), "day": report.day.plan.number, "names": names}
        yield NOT_COUNTED.at(place_of(people[0][1]), missing=missing, **facts)
    yield from report.day.worked.findings(report.day.plan.row)


def _lines_text(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def not_counted(count: int) -> str:
    """`3 lines not counted`, or blank."""
    return f"{_lines_text(count)} not counted" if count else ""


def _over(report: HotReport, name: str, totals: Totals) -> Finding:
    mine = [line for line in report.hot.lines if (line.department or line.section) == name]
    mine.sort(key=lambda line: -line.over)
    dearest = [line for line in mine if line.over > 0][:_MOST_NAMED]
    settings = report.day.plan.shoot.settings

    def money(amount: int) -> str:
        return f"{settings.currency} {as_text(amount, settings.exponent)}"

    hours = ""
    if totals.worked_tenths:
        worked, planned = totals.worked_tenths / 10, totals.budgeted_tenths / 10
        hours = f", {worked:.1f} h worked of {planned:.1f} budgeted"
    return OVER.at(
        place_of(_places(report).get(name, report.day.plan.row)),
        what=name,
        over=money(totals.over),
        budgeted=money(totals.budgeted),
        actual=money(totals.actual),
        hours=hours,
        who=", ".join(f"{line.name or line.position} {money(line.over)}" for line in dearest),
    )


def _places(report: HotReport) -> Mapping[str, Row]:
    """A row for each department: the first person of it, or the first amount of a section."""
    places: dict[str, Row] = {}
    for person in report.day.people:
        if person.row is not None:
            row = person.worked.line if person.worked and person.worked.line else person.member
            places.setdefault(person.row.department, row)
    for amount in report.day.flat:
        places.setdefault(amount.section, amount.source)
    return places
