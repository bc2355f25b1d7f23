"""The Hot Cost tab: a day as worked against the day as budgeted, ready the next morning."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Money, Number, Text, Whole
from poc_sheets.tabs.model import Row, column

_BY = "hot_cost"

PERSON, AMOUNT, DEPARTMENT, SECTION = "Person", "Amount", "Department", "Section"
DAY, TO_DATE, PROJECTED, PROGRESS = "Day", "To date", "Projected", "Progress"
SECTIONS = ("Cast", "Background", "Crew", "Catering", "Extra equipment", "Other")


@dataclass(frozen=True)
class HotCostLine(Row):
    """One person, one amount, or a sum; over is plus.

    Of a line of progress the columns Budget, Actual and Over are blank; Why says planned and shot.
    """

    tab: ClassVar[str] = "Hot Cost"
    tab_id: ClassVar[str] = "hot_cost"
    about: ClassVar[str] = "What a shoot day cost against the budgeted day, person by person."
    rewritten_by: ClassVar[tuple[str, ...]] = (_BY,)

    day: Whole | None = column("Day", filled_by=_BY, width=6)
    unit: Text = column("Unit", filled_by=_BY, width=8, help="Empty: the main unit")
    kind: Text = column(
        "Line", filled_by=_BY, width=11, help="Person, Amount, Department, Section, Day, To date"
    )
    section: Text = column("Section", filled_by=_BY, width=14)
    department: Text = column("Department", filled_by=_BY, width=16)
    position: Text = column("Position", filled_by=_BY, width=26)
    name: Text = column("Name", filled_by=_BY, width=24)
    call: Text = column("In", filled_by=_BY, width=9)
    out: Text = column("Out", filled_by=_BY, width=9)
    budgeted_hours: Number | None = column("Budgeted hours", filled_by=_BY)
    hours: Number | None = column("Worked hours", filled_by=_BY)
    straight_hours: Number | None = column("1\u00d7", filled_by=_BY)
    overtime_hours: Number | None = column("1.5\u00d7", filled_by=_BY)
    double_hours: Number | None = column("2\u00d7", filled_by=_BY)
    triple_hours: Number | None = column("3\u00d7", filled_by=_BY)
    other_hours: Number | None = column("Other\u00d7", filled_by=_BY)
    meal_penalty: Money | None = column("Meal penalty", filled_by=_BY)
    rest_penalty: Money | None = column("Rest penalty", filled_by=_BY)
    kit: Money | None = column("Kit", filled_by=_BY)
    budgeted: Money | None = column("Budget", filled_by=_BY)
    actual: Money | None = column("Actual", filled_by=_BY)
    over: Money | None = column("Over / (under)", filled_by=_BY, help="Actual less budget")
    missing: Text = column("Missing", filled_by=_BY, width=30)
    why: Text = column("Why", filled_by=_BY, width=80)


@dataclass(frozen=True)
class DayAmount(Row):
    """An amount of a shoot day that is no time: catering, extra equipment, budgeted background.

    A line without a day is budgeted for every day.
    """

    tab: ClassVar[str] = "Day Amounts"
    tab_id: ClassVar[str] = "day_amounts"
    about: ClassVar[str] = "Catering, background, extra equipment of a day: budgeted and actual."

    day: Whole | None = column("Day", width=6, help="Empty: budgeted for every day")
    section: Text = column("Section", choices=SECTIONS, default="Other", width=16)
    description: Text = column("Description", required=True, width=40)
    budgeted: Money | None = column("Budget")
    actual: Money | None = column("Actual")
    unit: Text = column("Unit", width=8, help="Empty: the main unit")
    notes: Text = column("Notes", width=30)
