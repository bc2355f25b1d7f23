"""The Tomorrow Cost tab: what a day's calls would cost, person by person, before they go out."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Money, Number, Text, Whole
from poc_sheets.tabs.model import Row, column

_BY = "cost_tomorrow"

PERSON, AGREEMENT, EVERYBODY = "Person", "Agreement", "Everybody"


@dataclass(frozen=True)
class TomorrowCostLine(Row):
    """One person, one agreement, or everybody called.

    Straight, overtime, golden, rest penalty and meal penalty add up to the total. Where something is
    missing the amounts are blank, and nothing of it is in a sum.
    """

    tab: ClassVar[str] = "Tomorrow Cost"
    tab_id: ClassVar[str] = "tomorrow_cost"
    about: ClassVar[str] = "What a day's calls cost: rest, meals, overtime, golden time, and why."
    rewritten_by: ClassVar[tuple[str, ...]] = (_BY,)

    day: Whole | None = column("Day", filled_by=_BY, width=6)
    unit: Text = column("Unit", filled_by=_BY, width=8, help="Empty: the main unit")
    kind: Text = column("Line", filled_by=_BY, width=11, help="Person, Agreement or Everybody")
    name: Text = column("Name", required=True, filled_by=_BY, width=24)
    position: Text = column("Position", filled_by=_BY, width=24)
    department: Text = column("Department", filled_by=_BY, width=16)
    agreement: Text = column("Agreement", filled_by=_BY, width=20)
    call: Text = column("Call", filled_by=_BY, width=9)
    wrap: Text = column("Planned wrap", filled_by=_BY, width=12)
    out: Text = column("Last out", filled_by=_BY, width=12, help="Of the day worked before")
    rest: Text = column("Rest", filled_by=_BY, width=8, help="Hours and minutes since the last out")
    free: Text = column(
        "Free call", filled_by=_BY, width=9, help="The first call that leaves the rest whole"
    )
    hours: Number | None = column("Hours", filled_by=_BY, help="Worked, without the meals")
    straight: Money | None = column("Straight", filled_by=_BY, help="With a guarantee")
    overtime: Money | None = column("Overtime", filled_by=_BY)
    golden: Money | None = column("Golden", filled_by=_BY, help="Double time and more")
    rest_penalty: Money | None = column("Rest penalty", filled_by=_BY)
    meal_penalty: Money | None = column("Meal penalty", filled_by=_BY)
    total: Money | None = column("Total", filled_by=_BY)
    fringes: Money | None = column("Fringes", filled_by=_BY, help="On top of the total")
    extra: Money | None = column(
        "Extra", filled_by=_BY, help="What the total has beyond every hour at the plain rate"
    )
    missing: Text = column("Missing", filled_by=_BY, width=30)
    why: Text = column("Why", filled_by=_BY, width=90)
