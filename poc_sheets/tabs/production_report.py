"""The Production Report and Production Times tabs: what a shoot day was, line by line.

Both are typed by people from the notes of the set; a button puts in what is known before: the calls,
the scheduled scenes, the totals of the script. A blank total is added up when the report is printed;
a typed one is checked against the lines it belongs to.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Call, Code, Text, Whole
from poc_sheets.tabs.kinds import Reading, TextKind, Unreadable
from poc_sheets.tabs.model import Row, column
from poc_sheets.workbook import Cell

_BY = "start_production_report"

CAST, STUNT, BACKGROUND, CREW = "Cast", "Stunt", "Background", "Crew"
#: Who of a day has a line of times, in the order of the report.
KINDS = (CAST, STUNT, BACKGROUND, CREW)
_STATUSES = ("SW", "W", "WF", "SWF", "H", "T", "TR", "R", "FT", "WD", "PW", "PWF", "NP")


@dataclass(frozen=True)
class ProductionTime(Row):
    """One person's day as it was worked: in, meals, out.

    Times count from the call, each not before the one to its left, so that a night's work stays with
    the day it began. A code (`O/C`, `N/A`) may stand for a time.
    """

    tab: ClassVar[str] = "Production Times"
    tab_id: ClassVar[str] = "production_times"
    tab_names: ClassVar[tuple[str, ...]] = ("Time Report", "In and Out Times", "Exhibit G")
    about: ClassVar[str] = "In, meals and out of everybody on a shoot day, as worked."
    appended_by: ClassVar[tuple[str, ...]] = (_BY,)

    day: Whole = column("Day", required=True, synonyms=("Shoot Day", "Day #"), width=6)
    number: Code = column("No.", synonyms=("ID", "Cast #", "Cast ID"), help="The cast id", width=6)
    person: Text = column("Person", required=True, synonyms=synonyms.NAME, width=24)
    position: Text = column(
        "Position", synonyms=("Character", *synonyms.POSITION), help="Or the character", width=24
    )
    department: Text = column("Department", synonyms=synonyms.DEPARTMENT, width=16)
    kind: Text = column("Kind", choices=KINDS, help="Blank: crew, or cast with a No.", width=11)
    status: Text = column(
        "Status", choices=_STATUSES, help="Of a performer; NP: not photographed", width=8
    )
    call: Call | None = column(
        "Call", synonyms=synonyms.CALL, help="Of a performer: report to makeup or wardrobe"
    )
    on_set: Call | None = column("Makeup / On set", synonyms=("On Set", "Report Set"))
    breakfast_out: Call | None = column("Breakfast out", help="Non-deductible breakfast begins")
    breakfast_in: Call | None = column("Breakfast in", help="Back to work")
    meal_out: Call | None = column("Meal 1 out", synonyms=("Lunch Out", "1st Meal Out"))
    meal_in: Call | None = column("Meal 1 in", synonyms=("Lunch In", "1st Meal In"))
    second_meal_out: Call | None = column("Meal 2 out", synonyms=("Dinner Out", "2nd Meal Out"))
    second_meal_in: Call | None = column("Meal 2 in", synonyms=("Dinner In", "2nd Meal In"))
    dismissed_set: Call | None = column("Dismissed set", help="Of a performer, where it differs")
    wrap: Call | None = column(
        "Wrap", synonyms=("Dismissed", "Out", "Wrap / Dismissed"), help="Last out: dismissed"
    )
    left_location: Call | None = column("Left location")
    arrived_home: Call | None = column("Arrived home", synonyms=("Arrived Studio",))
    notes: Text = column("Notes", synonyms=("Remarks",), help="NDB, FC, MP, late", width=30)
    quantity: Whole | None = column("Qty", help="Background paid alike on one line; blank: 1")
    rate: Text = column("Rate", private=True, help="Of background, as printed: 208/8", width=9)
    adjustments: Text = column(
        "Adjustments", private=True, help="Bumps of background, stunt adjustment", width=16
    )
    vouchers: Text = column("Vouchers", help="Numbers of background vouchers", width=14)
    left_for_location: Call | None = column("Left for location")
    arrived_location: Call | None = column("Arrived location")
    tutoring: Text = column("Tutoring", help="Hours of a minor", width=9)
    outfits: Text = column("Outfits", help="Wardrobe that the performer brought", width=8)
    forced_call: Text = column("Forced call", choices=("Yes", "No"), width=9)
    meal_penalties: Text = column("MPV", help="Meal penalty violations", width=7)
    unit: Text = column("Unit", width=8, help="Empty: the main unit")


class CountKind(TextKind):
    """A count as printed: `12`, pages `2 4/8`, minutes and seconds `4:30`, `1.5 TB`."""

    expected = "a count such as 12, pages such as 2 4/8, or minutes such as 4:30"
    width = 11

    def read(self, cell: Cell, reading: Reading) -> str:
        """The count as text; a date says that the program took 4/8 for a day."""
        if isinstance(cell, time):
            return f"{cell.hour}:{cell.minute:02}"
        if isinstance(cell, date | bool):
            raise Unreadable(f"{self.expected}; as text, the program took it for something else")
        return super().read(cell, reading)


Count = Annotated[str, CountKind()]

TIMES, DAYS, SCENES, SCRIPT = "Times", "Days", "Scenes", "Script"
MEDIA, MEALS, NOTES = "Media", "Meals", "Notes"
#: The blocks in the order of the report.
REPORT_BLOCKS = (TIMES, DAYS, SCENES, SCRIPT, MEDIA, MEALS, NOTES)
COMPLETED, PARTIAL, NOT_SHOT, ADDED, RETAKE = (
    "Completed", "Partial", "Not shot", "Added", "Retake",
)  # fmt: skip
CREW_CALL, SHOOTING_CALL, FIRST_SHOT = "Crew call", "Shooting call", "First shot"
LUNCH_OUT, LUNCH_IN, AFTER_LUNCH = "Lunch out", "Lunch in", "First shot after lunch"
SECOND_OUT, SECOND_IN = "Second meal out", "Second meal in"
CAMERA_WRAP, LAST_MAN_OUT = "Camera wrap", "Last man out"
#: The company's times in their order, each with the fact of the call sheet that plans it.
COMPANY_TIMES = {
    CREW_CALL: "crew_call", SHOOTING_CALL: "shooting_call", FIRST_SHOT: "", LUNCH_OUT: "lunch",
    LUNCH_IN: "", AFTER_LUNCH: "", SECOND_OUT: "", SECOND_IN: "", CAMERA_WRAP: "wrap",
    LAST_MAN_OUT: "",
}  # fmt: skip
FIRST_UNIT = "1st unit"
DAY_TYPES = (FIRST_UNIT, "2nd unit", "Rehearsal", "Test", "Travel", "Holiday", "Hold", "Retakes")
SCHEDULED_FINISH, ESTIMATED_FINISH = "Scheduled finish", "Estimated finish"
AHEAD = "Days ahead (+) or behind (-)"
MEDIA_KINDS = ("Camera cards", "Camera data", "Sound rolls", "Drives")
WEATHER = "Weather"
NOTE_HEADINGS = (
    "Delays", "Accidents and illness", "Late", "Absent", "Equipment damage", "Safety meeting",
    "Visitors", WEATHER,
)  # fmt: skip
SCENES_ROW, PAGES_ROW, MINUTES_ROW, SETUPS_ROW = "Scenes", "Pages", "Minutes", "Setups"
ADDED_SCENES, ADDED_PAGES = "Added scenes", "Added pages"
DELETED_SCENES, DELETED_PAGES, RETAKES = "Deleted scenes", "Deleted pages", "Retakes"
#: The lines of Script, in the order of the report.
SCRIPT_ROWS = (
    SCENES_ROW, PAGES_ROW, MINUTES_ROW, SETUPS_ROW, ADDED_SCENES, ADDED_PAGES, DELETED_SCENES,
    DELETED_PAGES, RETAKES,
)  # fmt: skip
#: What became of a scene.
RESULTS = (COMPLETED, PARTIAL, NOT_SHOT, ADDED, RETAKE)


@dataclass(frozen=True)
class ReportLine(Row):
    """One line of a day's production report: a time, a scene, a total, a note.

    What the figures count depends on the line: pages of a scene, days of a type, cards of a camera.
    """

    tab: ClassVar[str] = "Production Report"
    tab_id: ClassVar[str] = "production_report"
    tab_names: ClassVar[tuple[str, ...]] = ("DPR", "Daily Production Report")
    about: ClassVar[str] = "What was shot, when, and what is left: the daily production report."
    appended_by: ClassVar[tuple[str, ...]] = (_BY,)

    day: Whole = column("Day", required=True, synonyms=("Shoot Day", "Day #"), width=6)
    block: Text = column("Block", choices=REPORT_BLOCKS, width=10)
    item: Text = column(
        "Item", required=True, help="First shot, a scene number, Pages, Sound rolls", width=24
    )
    detail: Text = column("Detail", help="A set, the words of a note, a date", width=44)
    result: Text = column("Result", choices=RESULTS, help="What became of a scene", width=11)
    at: Call | None = column("Time", help="When it was")
    planned: Count = column(
        "Scheduled", help="Of Script: the whole script; of a scene: its pages", width=10
    )
    previous: Count = column("Previous", help="Before this day", width=10)
    today: Count = column("Today", help="Pages shot, cards used, heads fed, minutes lost", width=10)
    to_date: Count = column("To date", help="Blank: previous and today", width=10)
    remaining: Count = column("Remaining", help="Blank: what is left of Scheduled", width=10)
    notes: Text = column("Notes", synonyms=("Remarks",), width=30)
    unit: Text = column("Unit", width=8, help="Empty: the main unit")
