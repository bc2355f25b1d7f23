"""The Script Distribution tab: which copy of which colour went to whom, and whether it came back."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Day, Moment, Text, Whole, Yes
from poc_sheets.tabs.model import Row, column

_BY = "log_script"
EMAIL, PAPER = "e-mail", "paper"


@dataclass(frozen=True)
class ScriptCopy(Row):
    """One copy of the script, or of its coloured pages, in the hands of one person."""

    tab: ClassVar[str] = "Script Distribution"
    tab_id: ClassVar[str] = "script_distribution"
    tab_names: ClassVar[tuple[str, ...]] = ("Script Distro", "Script Log")
    about: ClassVar[str] = "Which numbered copy of which colour went to whom, and what came back."
    key: ClassVar[tuple[str, ...]] = ("number",)
    appended_by: ClassVar[tuple[str, ...]] = (_BY,)

    number: Whole = column("Copy no.", required=True, synonyms=("Watermark no.", "Copy #"), width=9)
    color: Text = column("Colour", required=True, synonyms=("Color", "Draft", "Revision"), width=14)
    dated: Day | None = column("Draft dated")
    pages: Text = column("Pages", help="Full, or the pages that changed: 12-14, 33A", width=16)
    person: Text = column("Person", required=True, synonyms=("Recipient", "Name"), width=24)
    position: Text = column("Position", help="Or the character of a performer", width=24)
    department: Text = column("Department", synonyms=("Dept",), width=16)
    sent_on: Day | None = column("Date", synonyms=("Sent", "Date sent"))
    by: Text = column("By", choices=(EMAIL, PAPER, "box"), synonyms=("Method",), width=9)
    handed_by: Text = column("Handed out by", width=20)
    watermark: Text = column("Watermark", width=34)
    is_received: Yes = column("Received")
    returned: Text = column(
        "Returned", help="Yes or a date, once this copy or its old pages came back", width=12
    )
    notes: Text = column("Notes", width=24)


@dataclass(frozen=True)
class ScriptNumbers(Row):
    """Numbers that were handed out in one press; they are never given again."""

    tab: ClassVar[str] = "Script Numbers"
    tab_id: ClassVar[str] = "script_numbers"
    about: ClassVar[str] = "Copy numbers that were given; buttons read it, people leave it."
    appended_by: ClassVar[tuple[str, ...]] = (_BY,)

    first: Whole = column("First", required=True, width=8)
    last: Whole = column("Last", required=True, width=8)
    color: Text = column("Colour", width=14)
    given_at: Moment | None = column("Given at")
