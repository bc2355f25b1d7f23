"""The Day Out of Days tab: who starts, works, is held and finishes when."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Code, Day, Ids, Text, Whole
from poc_sheets.tabs.model import Row, column

_BY = "build_day_out_of_days"


@dataclass(frozen=True)
class DayOutOfDaysLine(Row):
    """One performer over the whole shoot; totals are days.

    Travel, fittings and rehearsals are typed by people and kept; everything else is written anew.
    """

    tab: ClassVar[str] = "Day Out of Days"
    tab_id: ClassVar[str] = "day_out_of_days"
    tab_names: ClassVar[tuple[str, ...]] = ("DOOD", "DooD")
    about: ClassVar[str] = "Start, work, hold, travel and finish of every performer, day by day."
    key: ClassVar[tuple[str, ...]] = ("cast_id",)
    rewritten_by: ClassVar[tuple[str, ...]] = (_BY,)

    cast_id: Code = column("ID", required=True, filled_by=_BY, width=6)
    character: Text = column("Character", filled_by=_BY, width=22)
    performer: Text = column("Performer", filled_by=_BY, width=22)
    start: Day | None = column("Start", filled_by=_BY, help="First day in a scene")
    finish: Day | None = column("Finish", filled_by=_BY, help="Last day in a scene")
    work: Whole | None = column("Work", filled_by=_BY, width=7)
    hold: Whole | None = column("Hold", filled_by=_BY, width=7)
    travel: Whole | None = column("Travel", filled_by=_BY, width=7)
    rehearsal: Whole | None = column("Rehearse", filled_by=_BY, width=9)
    fitting: Whole | None = column("Fitting", filled_by=_BY, width=8)
    days: Whole | None = column("Days", filled_by=_BY, width=7, help="All days that are paid for")
    drops: Text = column(
        "Dropped", filled_by=_BY, width=22, help="From the day of the drop to that of the pick-up"
    )
    work_days: Text = column("Works on days", filled_by=_BY, width=30, help="Shoot day numbers")
    pattern: Text = column(
        "Day by day", filled_by=_BY, width=60, help="A code for each date, a dash for none"
    )
    travel_dates: Ids = column("Travel dates", width=24, help="Such as 2026-03-01, 2026-03-14")
    fitting_dates: Ids = column("Fitting dates", width=24)
    rehearsal_dates: Ids = column("Rehearsal dates", width=24)
    notes: Text = column("Notes", width=24)
