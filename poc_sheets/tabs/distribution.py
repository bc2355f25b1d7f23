"""The Distribution tab: who was sent which call sheet, and who confirmed it."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Moment, Text, Whole
from poc_sheets.tabs.model import Row, column

_BY = "publish_call_sheet"
TO_SEND, SENT, BOUNCED, CONFIRMED = "to send", "sent", "bounced", "confirmed"


@dataclass(frozen=True)
class DistributionLine(Row):
    """One call sheet for one person; the status is kept by people once the line is there."""

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
        "Status", default=TO_SEND, choices=(TO_SEND, SENT, BOUNCED, CONFIRMED), width=11
    )
    when: Moment | None = column("When", help="When the status was last changed")
    is_changed: Text = column("Own call changed", width=14)
    notes: Text = column("Notes", width=30)
