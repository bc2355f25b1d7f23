"""The Schedule tab: the stripboard, one strip or banner a row, and the Shoot Days tab."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Call, Code, Day, Eighths, Ids, Text, Whole
from poc_sheets.tabs.model import Row, column

STRIP, BANNER, DAY_BREAK = "Strip", "Banner", "Day break"


@dataclass(frozen=True)
class StripRow(Row):
    """One strip of the board: a scene, or a banner such as LUNCH or COMPANY MOVE."""

    tab: ClassVar[str] = "Schedule"
    tab_id: ClassVar[str] = "schedule"
    tab_names: ClassVar[tuple[str, ...]] = ("Stripboard", "One Line", "Shooting Schedule")
    about: ClassVar[str] = "The strips in shooting order, with their shoot day."
    key: ClassVar[tuple[str, ...]] = ("strip_id",)

    day: Whole | None = column(
        "Day", synonyms=("Shoot Day", "Day #"), help="The shoot day; empty: not scheduled yet"
    )
    kind: Text = column("Kind", default=STRIP, choices=(STRIP, BANNER, DAY_BREAK))
    scene: Text = column("Scene", synonyms=synonyms.SCENE, width=9)
    int_ext: Text = column("I/E", synonyms=("INT/EXT", "IE"), width=6)
    set_name: Text = column("Set", required=True, synonyms=synonyms.SET, width=32)
    synopsis: Text = column("Synopsis", synonyms=("Description", "Action"), width=44)
    day_night: Text = column("D/N", synonyms=synonyms.DAY_NIGHT, width=6)
    script_day: Text = column("Script day", width=8)
    pages: Eighths = column("Pages", default=0, synonyms=synonyms.PAGES)
    cast_ids: Ids = column("Cast", synonyms=synonyms.CAST_IDS, width=18)
    location: Code = column("Loc", synonyms=("Location", "Loc #"), choices_from="locations.number")
    minutes: Whole | None = column("Minutes", synonyms=("Est. time", "Est. minutes"))
    background: Text = column("Background", synonyms=("BG", "Extras", "Atmosphere"), width=20)
    stunts: Text = column("Stunts", width=14)
    vehicles: Text = column("Vehicles", width=14)
    props: Text = column("Props", width=18)
    effects: Text = column("SFX", synonyms=("Special Effects",), width=14)
    visual_effects: Text = column("VFX", width=12)
    notes: Text = column("Notes", synonyms=("Comments",), width=24)
    elements: Text = column("Other elements", width=24, help="Further breakdown categories")
    script_page: Text = column("Script page", width=8)
    episode: Text = column("Episode", width=8)
    strip_id: Text = column("Strip ID", width=10, help="Kept from an imported schedule")
    unit: Text = column("Unit", width=8, help="Empty: the main unit")


@dataclass(frozen=True)
class ShootDayRow(Row):
    """One shoot day."""

    tab: ClassVar[str] = "Shoot Days"
    tab_id: ClassVar[str] = "shoot_days"
    tab_names: ClassVar[tuple[str, ...]] = ("Calendar", "Days")
    about: ClassVar[str] = "The shoot days with date, calls, location, meals and weather."
    key: ClassVar[tuple[str, ...]] = ("number", "unit")

    number: Whole = column("Day", required=True, synonyms=("Shoot Day", "Day #", "Day No"))
    date: Day | None = column("Date")
    unit: Text = column("Unit", default="Main")
    crew_call: Call | None = column("Crew call", synonyms=("General Call", "Unit Call", "Call"))
    shooting_call: Call | None = column("Shooting call")
    breakfast: Call | None = column("Breakfast")
    lunch: Call | None = column("Lunch")
    wrap: Call | None = column("Est. wrap", synonyms=("Wrap",))
    actual_wrap: Call | None = column("Actual wrap", help="Crew wrap as it was; opens the rest")
    location: Code = column("Loc", synonyms=("Location",), choices_from="locations.number")
    weather: Text = column("Weather", width=24)
    high: Text = column("High", width=7)
    low: Text = column("Low", width=7)
    precipitation: Text = column("Precip.", width=8)
    wind: Text = column("Wind", width=10)
    medic: Text = column("Medic", width=24, help="Name and phone of the set medic")
    notes: Text = column("Notes", width=40, help="Printed on the call sheet; one notice a line")
