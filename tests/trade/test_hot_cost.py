"""The hot cost: actual against the budgeted day."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.trade.day_cost import PersonDay, cost_of_day
from poc_sheets.trade.hot_cost import (
    FlatRow,
    PersonRow,
    Progress,
    Totals,
    budgeted_day,
    hot_cost,
)
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment
from poc_sheets.trade.rules import default_book

DAY = date(2026, 3, 12)
GAFFER = PersonDay(
    "Ines Duarte",
    "IATSE West Coast",
    50_00,
    Moment(DAY, 420),
    Moment(DAY, 1260),
    (Meal(Moment(DAY, 780), Moment(DAY, 810)),),
    conditions=frozenset({"tv"}),
)


def row(person: PersonDay = GAFFER, **more: object) -> PersonRow:
    day = cost_of_day(person, default_book())
    budgeted = budgeted_day(person, default_book(), 120)
    facts: dict[str, object] = {"department": "Electric", **more}
    return PersonRow("Crew", "Gaffer", person.name, 120, budgeted, day, **facts)  # type: ignore[arg-type] # names of fields


def test_twelve_budgeted_hours_are_fourteen_pay_hours() -> None:
    assert budgeted_day(GAFFER, default_book(), 120) == 700_00
    feature = replace(GAFFER, conditions=frozenset({"feature"}))
    assert budgeted_day(feature, default_book(), 120) == 700_00


def test_a_long_day_is_over_its_budget_line_by_line() -> None:
    """13.5 worked for 850.00, and no second meal: 1.5 h late are 30.00; kit 25.00 as budgeted."""
    line = hot_cost([row(kit=25_00, budgeted_kit=25_00)]).lines[0]

    assert (line.budgeted_tenths, line.worked_tenths) == (120, 135)
    assert [line.tenths_at(factor) for factor in ("1", "1.5", "2", "3")] == [80, 40, 15, 0]
    assert (line.meal_penalties, line.rest_penalty) == (30_00, 0)
    assert (line.actual, line.budgeted, line.over) == (905_00, 725_00, 180_00)


def test_someone_budgeted_who_did_not_work_is_under() -> None:
    line = hot_cost([replace(row(), day=None)]).lines[0]

    assert (line.actual, line.over, line.worked_tenths) == (0, -700_00, 0)


def test_totals_by_section_and_department_add_up() -> None:
    catering = FlatRow("Catering", "90 heads", 1_620_00, 1_800_00)
    hot = hot_cost([row(), row()], [catering])

    assert hot.day == Totals(3_020_00, 3_560_00, 240, 270)
    assert list(hot.by_section) == ["Crew", "Catering"]
    assert hot.by_department["Electric"].over == 2 * 180_00
    assert sum(total.over for total in hot.by_section.values()) == hot.day.over


def test_the_sum_to_date_and_the_projection() -> None:
    """Three days at 1,000.00 and one of 880.00 of 20: the average goes on."""
    hot = hot_cost([row()], before=Totals(2_700_00, 3_000_00), days_done=4, days_total=20)

    assert hot.to_date == Totals(3_400_00, 3_880_00, 120, 135)
    assert hot.to_date.over == 480_00
    assert hot.projected == 19_400_00


def test_pages_count_in_eighths_ahead_and_behind() -> None:
    pages = Progress("pages", planned=40, shot=35, planned_before=120, shot_before=128)

    assert (pages.today, pages.to_date) == (-5, 3)


def test_what_is_not_known_is_said_and_marks_the_line() -> None:
    hot = hot_cost([row(replace(GAFFER, agreement="Local 9999"))])

    assert not hot.lines[0].is_complete
    assert [finding.problem for finding in hot.findings] == ["agreement-unknown"]


def test_an_empty_day_is_all_zero() -> None:
    assert hot_cost([]).projected == 0


@given(st.lists(st.integers(60, 1200), max_size=6))
def test_lines_always_add_up_to_the_day(spans: list[int]) -> None:
    rows = [row(replace(GAFFER, out=GAFFER.call.after(span), meals=())) for span in spans]
    hot = hot_cost(rows)

    assert hot.day.actual == sum(line.actual for line in hot.lines)
    assert hot.day.worked_tenths == sum(line.worked_tenths for line in hot.lines)
