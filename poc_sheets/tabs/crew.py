"""The Crew tab: who works, where to reach them, and when they are called."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs import synonyms
from poc_sheets.tabs.cells import Call, Day, Money, Number, Percent, Text, Yes
from poc_sheets.tabs.model import Row, column
from poc_sheets.trade.pay_rates import BASES, HOUR


@dataclass(frozen=True)
class CrewMember(Row):
    """One person in one position; two people may share a name."""

    tab: ClassVar[str] = "Crew"
    tab_id: ClassVar[str] = "crew"
    tab_names: ClassVar[tuple[str, ...]] = ("Crew List", "Crew Contacts", "Unit List")
    about: ClassVar[str] = "Everybody on the crew: position, contact, call, deal."
    key: ClassVar[tuple[str, ...]] = ("name", "position")

    department: Text = column(
        "Department", synonyms=synonyms.DEPARTMENT, choices_from="departments.department", width=18
    )
    position: Text = column("Position", required=True, synonyms=synonyms.POSITION, width=26)
    name: Text = column("Name", required=True, synonyms=synonyms.NAME, width=24)
    mobile: Text = column("Mobile", synonyms=synonyms.MOBILE, width=16)
    email: Text = column("E-mail", synonyms=synonyms.EMAIL, width=28)
    call: Call | None = column(
        "Call",
        synonyms=synonyms.CALL,
        help="A time pins this person's call; a code such as O/C stands as it is; empty: inherited",
    )
    offset: Text = column(
        "Offset", width=9, help="Earlier or later than the department's call, such as -0:30"
    )
    agreement: Text = column("Agreement", width=20, help="Empty: the crew agreement of Production")
    conditions: Text = column(
        "Conditions", width=14, help="What picks the rule, such as studio, distant, feature"
    )
    unit: Text = column("Unit", width=8, help="Empty: the main unit")
    start: Day | None = column("Start", synonyms=("Start Date",))
    end: Day | None = column("End", synonyms=("End Date", "Finish"))
    is_called: Yes = column("Working", default=True, help="No: not called until further notice")
    credit: Text = column("Credit name", width=22)
    notes: Text = column("Notes", width=24)
    publish: Text = column(
        "Publish",
        width=18,
        help="On the crew list: Mobile, E-mail, Home address; Name only; No. Empty: the first two",
    )
    #: What never leaves the office stands last: it is not printed.
    rate: Money | None = column("Rate", private=True, old=("Hourly rate",))
    rate_basis: Text = column(
        "Rate basis",
        default=HOUR,
        private=True,
        choices=BASES,
        help="What the rate is for; a day buys the guaranteed hours with their overtime",
    )
    guaranteed_hours: Number | None = column(
        "Guaranteed hours", private=True, help="A day; empty: those of the agreement"
    )
    fringe: Percent | None = column("Fringe", private=True, help="Share of the pay, such as 32%")
    kit: Money | None = column("Kit rental", private=True, help="A day")
    budgeted_hours: Number | None = column(
        "Budgeted hours", private=True, help="A day, for the hot cost; empty: the Policy tab's"
    )
    dietary: Text = column("Dietary", private=True, width=14)
    emergency_contact: Text = column("Emergency contact", private=True, width=24)
    home_address: Text = column("Home address", private=True, width=28)


@dataclass(frozen=True)
class Department(Row):
    """One department: its place on the back of the call sheet, and its call."""

    tab: ClassVar[str] = "Departments"
    tab_id: ClassVar[str] = "departments"
    about: ClassVar[str] = "The departments in the order of the call sheet, with their calls."
    key: ClassVar[tuple[str, ...]] = ("department",)

    department: Text = column("Department", required=True, synonyms=synonyms.DEPARTMENT, width=22)
    call: Call | None = column("Call", help="A time pins the whole department; empty: inherited")
    offset: Text = column(
        "Offset", width=9, help="Earlier or later than the general crew call, such as -0:30"
    )
    account: Text = column("Account", width=10, help="Where its labour is budgeted")
    notes: Text = column("Department notes", width=50, help="Printed on the call sheet")
