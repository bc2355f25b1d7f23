"""The Distribution tab: who was sent which call sheet, and who confirmed it."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Moment, Text, Whole
from poc_sheets.tabs.model import Row, column

_BY = "publish_call_sheet"
_LATER = "confirm_call"
TO_SEND, SENT, BOUNCED, CONFIRMED = "to send", "sent", "bounced", "confirmed"


@dataclass(frozen=True)
class DistributionLine(Row):
    """One call sheet for one person; what became of it is noted on its line."""

    tab: ClassVar[str] = "Distribution"
    tab_id: ClassVar[str] = "distribution"
    tab_names: ClassVar[tuple[str, ...]] = ("Distro", "Distribution Log")
    about: ClassVar[str] = "Who gets which call sheet, by what way, and whether it arrived."
    appended_by: ClassVar[tuple[str, ...]] = (_BY,)

    day: Whole = column("Day", required=True, width=6)
    revision: Whole = column("Revision", required=True, width=9)
    color: Text = column("Colour", width=12)
    person: Text = column("Person", required=True, width=24)
    position: Text = column("Position", width=24, help="Or the character of a performer")
    channel: Text = column("By", choices=("e-mail", "text", "paper", "box"), width=9)
    address: Text = column("Address", private=True, width=30)
    call: Text = column("Call", width=10)
    status: Text = column(
        "Status",
        default=TO_SEND,
        filled_by=_LATER,
        choices=(TO_SEND, SENT, BOUNCED, CONFIRMED),
        width=11,
        help="Choose confirmed when somebody answers by phone; a press never takes it back",
    )
    when: Moment | None = column(
        "When", filled_by=_LATER, help="When the status was last changed by a press"
    )
    reason: Text = column(
        "Reason", filled_by=_LATER, private=True, width=40, help="Why a mail came back"
    )
    is_changed: Text = column("Own call changed", width=14)
    notes: Text = column("Notes", width=30)
    unit: Text = column("Unit", width=8, help="Empty: the main unit")
    line: Text = column("Line", hidden=True, width=22, help="The line of the call sheet; leave it")
