"""The Published Lists tab: what each crew list and cast list that went out showed."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Moment, Text, Whole
from poc_sheets.tabs.model import Row, column

CREW_LIST, CAST_LIST = "Crew list", "Cast list"


@dataclass(frozen=True)
class PublishedPart(Row):
    """A part of what an issued list showed, as JSON: the next issue is compared with it.

    Nothing stands here that was not printed.
    """

    tab: ClassVar[str] = "Published Lists"
    tab_id: ClassVar[str] = "published_lists"
    about: ClassVar[str] = "What each issued list showed; buttons read it, people leave it."
    key: ClassVar[tuple[str, ...]] = ("title", "revision", "part")
    appended_by: ClassVar[tuple[str, ...]] = ("list_crew", "list_cast")

    title: Text = column("List", required=True, choices=(CREW_LIST, CAST_LIST), width=12)
    revision: Whole = column("Revision", required=True, width=9)
    color: Text = column("Colour", width=14)
    issued_at: Moment | None = column("Issued at")
    part: Whole = column("Piece", required=True, width=7)
    content: Text = column("What it showed", required=True, width=80)
