"""The Call Sheet tab: every line of front and back, derived, and typed over where people like.

Each cell that people may type over has a twin: a hidden column with what was last derived. A cell
that differs from its twin was typed over: it stays, and its row says so. A cell equal to its twin
is refreshed by the next press.
"""

from dataclasses import dataclass
from datetime import time
from typing import Annotated, Any, ClassVar

from poc_sheets.tabs.cells import Text
from poc_sheets.tabs.kinds import Reading, TextKind
from poc_sheets.tabs.model import Row, column
from poc_sheets.trade.clock import Clock, parse_clock
from poc_sheets.workbook import Cell

#: The one that names the tab's columns as its own; the others write the same lines.
_BY = "build_call_sheet"

DAY_BLOCK, NOTICES, PLACES, SCENES = "Day", "Notices", "Locations", "Scenes"
CAST, BACKGROUND, NOTES = "Cast", "Background", "Department notes"
ADVANCE, CREW, MEALS = "Advance", "Crew", "Meals"
VEHICLES, RADIOS, CHANGES = "Vehicles", "Radios", "Changes"
#: The blocks in their order on the sheet; lines people add under another name come last. Changes
#: stand at the end, so that they move no other line.
BLOCKS = (
    DAY_BLOCK, NOTICES, PLACES, SCENES, CAST, BACKGROUND, NOTES, ADVANCE, CREW, MEALS, VEHICLES,
    RADIOS, CHANGES,
)  # fmt: skip


class PrintedTimeKind(TextKind):
    """A time as printed, a call code or other words; a time of the program is read as its text."""

    def read(self, cell: Cell, reading: Reading) -> str:
        """The text without outer blanks."""
        if isinstance(cell, time | float | int):
            clock = parse_clock(cell)
            if isinstance(clock, Clock):
                return clock.as_text()
        return super().read(cell, reading)


PrintedTime = Annotated[str, PrintedTimeKind()]


def _cell(heading: str, width: int = 0, help: str = "") -> Any:  # noqa: A002  (as in `column`)
    return column(heading, filled_by=_BY, width=width, help=help)


def _twin(heading: str) -> Any:
    return column(f"Derived {heading.lower()}", filled_by=_BY, hidden=True)


@dataclass(frozen=True)
class CallSheetLine(Row):
    """One line of the call sheet: a fact, a scene, a performer, a person of the crew.

    What a column holds depends on the block: Item is a scene number, a cast id, a position; Time is
    the start of a scene or a pick-up. A line without a Line key was added by people.
    """

    tab: ClassVar[str] = "Call Sheet"
    tab_id: ClassVar[str] = "call_sheet"
    about: ClassVar[str] = "The call sheet of one day; type over any cell and it stays."
    rewritten_by: ClassVar[tuple[str, ...]] = (_BY, "push_call", "publish_call_sheet")

    day: Text = column("Day", filled_by=_BY, width=6)
    block: Text = column("Block", filled_by=_BY, choices=BLOCKS, width=16)
    item: Text = _cell("Item", 22, "A fact, a scene, a cast id, a position")
    name: Text = _cell("Name", 30, "A set, a performer, a person, a place")
    detail: Text = _cell("Detail", 40, "A synopsis, a character, an address, a notice")
    code: Text = _cell("Code", 8, "D/N of a scene, SW or WF of a performer, a count")
    time: PrintedTime = _cell("Time", 9, "When it starts; of a performer the pick-up")
    call: PrintedTime = _cell("Call", 10, "A time, or a code such as O/C")
    makeup: PrintedTime = _cell("HMU", 9)
    on_set: PrintedTime = _cell("On set", 9)
    pages: Text = _cell("Pages", 7)
    cast: Text = _cell("Cast", 14)
    location: Text = _cell("Loc", 6)
    notes: Text = _cell("Notes", 30)
    origin: Text = column(
        "From", filled_by=_BY, width=34, help="Where a call comes from, and what was typed over"
    )
    line: Text = column("Line", filled_by=_BY, width=22, help="What the line is about; leave it")
    was_item: Text = _twin("Item")
    was_name: Text = _twin("Name")
    was_detail: Text = _twin("Detail")
    was_code: Text = _twin("Code")
    was_time: Text = _twin("Time")
    was_call: Text = _twin("Call")
    was_makeup: Text = _twin("HMU")
    was_on_set: Text = _twin("On set")
    was_pages: Text = _twin("Pages")
    was_cast: Text = _twin("Cast")
    was_location: Text = _twin("Loc")
    was_notes: Text = _twin("Notes")


#: The line that names the file of a sheet that is kept elsewhere and only checked and logged here.
TAKEN_OVER = "fact:taken over"
#: The columns that people may type over, each with its heading.
TYPED = {
    "item": "Item", "name": "Name", "detail": "Detail", "code": "Code", "time": "Time",
    "call": "Call", "makeup": "HMU", "on_set": "On set", "pages": "Pages", "cast": "Cast",
    "location": "Loc", "notes": "Notes",
}  # fmt: skip
#: Of those, the ones that hold a time of day.
TIMES = ("time", "call", "makeup", "on_set")


def sheet_key(number: int, unit: str = "") -> str:
    """What the Day column holds for a day: `3`, and `3 2nd` for the day of another unit."""
    return f"{number} {unit}".strip()


def derived_line(
    day: int | str, block: str, line: str, origin: str = "", **cells: str
) -> CallSheetLine:
    """A line as derived: every cell equals its twin."""
    whole: dict[str, Any] = {key: cells.get(key) or "" for key in TYPED}
    twins: dict[str, Any] = {f"was_{key}": text for key, text in whole.items()}
    return CallSheetLine(day=str(day), block=block, line=line, origin=origin, **whole, **twins)
