"""The button "Hot cost of the day"."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from poc_sheets.call_sheets.day import DayPlan, plan_day
from poc_sheets.day_costs.hot_day import HotDay, sum_of
from poc_sheets.day_costs.hot_lines import HotReport, findings_of, not_counted, progress_text
from poc_sheets.problems import Problem
from poc_sheets.production_reports.figures import figures_of
from poc_sheets.production_reports.worked import Worked
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.hot_cost import DAY, DayAmount, HotCostLine
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.production_report import PAGES_ROW, SCENES_ROW, SCRIPT, ReportLine
from poc_sheets.trade.hot_cost import Progress, Totals
from poc_sheets.trade.hot_cost import hot_cost as hot_cost_of
from poc_sheets.trade.money import as_text

NO_OUTS = Problem(
    "no-outs-yet",
    title="Day {day} has no out in Production Times yet",
    what="no line of the day has a time under Wrap",
    do="press Start production report, type the outs, and press again",
)


@action("Hot cost of the day", group="Call sheet")
def hot_cost(
    worked: Worked,
    now: datetime,
    costs: Rows[HotCostLine],
    amounts: Rows[DayAmount] = Rows(),  # noqa: B008  (no tab, no rows)
    report: Rows[ReportLine] = Rows(),  # noqa: B008  (as above)
    day: int | None = None,
    unit: str = "",
) -> Outcome:
    """Cost a day as it was worked against its budgeted day, person by person.

    Production Times by each one's agreement and rate, against their budgeted hours in one stretch;
    kit, background, the Day Amounts tab. Who cannot be costed is named, and in neither sum.

    Args:
        worked: the outs so far, with the schedule, people and rules.
        now: the moment of the press; it picks the day.
        costs: written anew; of other days the Day lines stay.
        amounts: catering, background budget, extra equipment.
        report: the Production Report tab.
        day: the number of the shoot day; by default the one whose crew call came last.
        unit: the unit of the day, such as 2nd; by default the main unit.

    Returns:
        The Hot Cost tab.

    Problems:
        over-the-budgeted-day: a department cost more than budgeted; the dearest comes first.
        not-in-the-hot-cost: a rate or a time is missing.
        times-of-nobody: a line of times belongs to nobody of the Crew and Cast tabs.
    """
    worked = worked.of_unit(unit)
    shoot = worked.shoot
    plan = plan_day(shoot, shoot.pick_begun(day, now))
    if plan.day not in worked.reported:
        raise NO_OUTS.stop(place_of(plan.row, "number"), day=plan.number)
    kept = [line for line in costs if line.kind == DAY and not _is_of(line, plan)]
    before = dict(_before(plan, worked, amounts, kept))
    hot_day = HotDay(plan, worked, amounts)
    hot = hot_cost_of(
        hot_day.rows,
        hot_day.flat_rows,
        before=sum_of(list(before.values())),
        days_done=len(before) + 1,
        days_total=plan.of,
        progress=list(_progress(plan, report)),
    )
    told = HotReport(hot_day, hot, [*kept, *_new_lines(plan, before, kept)])
    findings = list(findings_of(told))
    return Outcome(_summary(plan, told), findings, rewrites={HotCostLine: told.lines()})


def _is_of(line: HotCostLine, plan: DayPlan) -> bool:
    return line.day == plan.number and unit_key(line.unit) == unit_key(plan.shoot.unit)


def _before(
    plan: DayPlan, worked: Worked, amounts: Rows[DayAmount], kept: list[HotCostLine]
) -> Iterator[tuple[int, Totals]]:
    """The totals of the days before: as their line says, else worked out now."""
    unit = unit_key(plan.shoot.unit)
    known = {line.day: line for line in kept if unit_key(line.unit) == unit}
    for row in plan.shoot.days:
        on = plan.shoot.dates.get(row.number)
        if on is None or on >= plan.day or on not in worked.reported:
            continue
        line = known.get(row.number)
        if line is None or line.budgeted is None or line.actual is None:
            yield row.number, HotDay(plan_day(plan.shoot, row), worked, amounts).totals
        else:
            budgeted, hours = (int((each or 0) * 10) for each in (line.budgeted_hours, line.hours))
            yield row.number, Totals(line.budgeted, line.actual, budgeted, hours)


def _new_lines(
    plan: DayPlan, before: dict[int, Totals], kept: list[HotCostLine]
) -> Iterator[HotCostLine]:
    unit = plan.shoot.unit
    known = {line.day for line in kept if unit_key(line.unit) == unit_key(unit)}
    for number, totals in before.items():
        if number not in known:
            yield HotCostLine(
                day=number,
                unit=unit,
                kind=DAY,
                budgeted_hours=_hours(totals.budgeted_tenths),
                hours=_hours(totals.worked_tenths),
                budgeted=totals.budgeted,
                actual=totals.actual,
                over=totals.over,
            )


def _progress(plan: DayPlan, report: Rows[ReportLine]) -> Iterator[Progress]:
    """Pages and scenes, as far as the report of the day says what was shot."""
    figures = figures_of(report, plan.shoot.unit).get(plan.number)
    if figures is None:
        return
    dates = plan.shoot.dates
    rows = (row for row in plan.shoot.days if dates.get(row.number, plan.day) < plan.day)
    earlier = [plan_day(plan.shoot, row) for row in rows]
    planned = {
        PAGES_ROW: (_pages(plan), sum(map(_pages, earlier))),
        SCENES_ROW: (len(plan.scenes), sum(len(each.scenes) for each in earlier)),
    }
    for what, (today, so_far) in planned.items():
        totals = figures.totals(SCRIPT, what)
        if totals.today is None:
            continue
        shot = int(totals.today.number)
        if totals.previous is None:
            yield Progress(what, today, shot)
        else:
            yield Progress(what, today, shot, so_far, int(totals.previous.number))


def _pages(plan: DayPlan) -> int:
    return sum(strip.pages for strip in plan.scenes)


def _hours(tenths: int) -> Decimal:
    return Decimal(tenths) / 10


def _summary(plan: DayPlan, told: HotReport) -> str:
    settings, hot = plan.shoot.settings, told.hot
    left_out = not_counted(sum(told.left_out.values()))

    def gap(totals: Totals) -> str:
        amount = f"{settings.currency} {as_text(abs(totals.over), settings.exponent)}"
        return f"{amount} {'over' if totals.over > 0 else 'under'}"

    actual = f"{settings.currency} {as_text(hot.day.actual, settings.exponent)}"
    shot = "".join(f" {part.what}: {progress_text(part)}." for part in hot.progress)
    return (
        f"Day {plan.number} of {plan.of} cost {actual}, {gap(hot.day)} its budget; to date "
        f"{gap(hot.to_date)}.{f' {left_out}.' if left_out else ''}{shot}"
    )
