"""The Cast tab: performers by cast id."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Call, Code, Day, Money, Number, Percent, Text, Whole, Yes
from poc_sheets.tabs.model import Row, column
from poc_sheets.trade.pay_rates import BASES, DAY


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
    conditions: Text = column(
        "Conditions", width=14, help="What picks the rule, such as overnight, nearby exterior"
    )
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
    start: Day | None = column("Start", synonyms=("Start Date",))
    finish: Day | None = column("Finish", synonyms=("Finish Date", "End"))
    notes: Text = column("Notes", width=24)
    publish: Text = column(
        "Publish",
        width=18,
        help="On the cast list: Agent, Mobile, E-mail; Name only; No. Empty: the agent",
    )
    #: What never leaves the office stands last: it is not printed.
    birth_date: Day | None = column("Birth date", private=True)
    rate: Money | None = column("Rate", private=True, old=("Day rate",))
    rate_basis: Text = column(
        "Rate basis", default=DAY, private=True, choices=BASES, help="What the rate is for"
    )
    guaranteed_hours: Number | None = column(
        "Guaranteed hours", private=True, help="A day; empty: those of the agreement"
    )
    fringe: Percent | None = column("Fringe", private=True, help="Share of the pay, such as 21%")
    budgeted_hours: Number | None = column(
        "Budgeted hours", private=True, help="A day, for the hot cost; empty: the Policy tab's"
    )
