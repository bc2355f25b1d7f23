"""The Cast tab: performers by cast id."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Call, Code, Day, Money, Text, Whole, Yes
from poc_sheets.tabs.model import Row, column


@dataclass(frozen=True)
class CastMember(Row):
    """One performer in one part."""

    tab: ClassVar[str] = "Cast"
    tab_id: ClassVar[str] = "cast"
    tab_names: ClassVar[tuple[str, ...]] = ("Cast List", "Talent")
    about: ClassVar[str] = "The cast by id, with agents, minutes needed and dates."
    key: ClassVar[tuple[str, ...]] = ("cast_id",)

    cast_id: Code = column("ID", required=True, synonyms=("Cast ID", "Cast #", "Board ID", "#"))
    character: Text = column("Character", required=True, synonyms=("Role", "Part"), width=22)
    performer: Text = column(
        "Performer", synonyms=("Actor", "Artist", "Talent", "Name", "Full Name"), width=24
    )
    phone: Text = column("Mobile", synonyms=synonyms.MOBILE, width=16)
    email: Text = column("E-mail", synonyms=synonyms.EMAIL, width=28)
    agent: Text = column("Agent", width=20)
    agent_phone: Text = column("Agent phone", width=16)
    agreement: Text = column("Agreement", width=16, help="Empty: the cast agreement of Production")
    call: Call | None = column(
        "Call", help="A time pins the call; empty: drafted from the order of the scenes"
    )
    makeup_minutes: Whole | None = column(
        "HMU minutes", synonyms=("HMU", "Makeup minutes"), help="Hair, makeup and wardrobe"
    )
    travel_minutes: Whole | None = column("Travel minutes", help="From pick-up to base")
    is_picked_up: Yes = column("Pick-up", help="Yes: transport fetches this performer")
    may_hold: Yes = column("Hold allowed", default=True)
    drop_days: Whole | None = column("Drop days", help="Empty: the Policy tab's")
    is_minor: Yes = column("Minor", synonyms=("K",))
    birth_date: Day | None = column("Birth date", private=True)
    start: Day | None = column("Start", synonyms=("Start Date",))
    finish: Day | None = column("Finish", synonyms=("Finish Date", "End"))
    rate: Money | None = column("Day rate", private=True, synonyms=("Rate",))
    notes: Text = column("Notes", width=24)
