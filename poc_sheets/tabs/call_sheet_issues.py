"""The Call Sheet Issues tab: every issue of every day, and the lines that each one showed."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Moment, Text, Whole
from poc_sheets.tabs.model import Row, column

_BY = "publish_call_sheet"
PUBLISHED, REVISED = "published", "revised"


@dataclass(frozen=True)
class CallSheetIssue(Row):
    """One issue of a day's call sheet; it is added once and never changed."""

    tab: ClassVar[str] = "Call Sheet Issues"
    tab_id: ClassVar[str] = "call_sheet_issues"
    about: ClassVar[str] = "Every call sheet that went out; the last one of a day is in force."
    key: ClassVar[tuple[str, ...]] = ("day", "unit", "revision")
    appended_by: ClassVar[tuple[str, ...]] = (_BY,)

    day: Whole = column("Day", required=True, filled_by=_BY, width=6)
    revision: Whole = column("Revision", required=True, filled_by=_BY, width=9)
    color: Text = column("Colour", filled_by=_BY, width=14)
    status: Text = column("Status", filled_by=_BY, choices=(PUBLISHED, REVISED), width=11)
    issued_at: Moment | None = column("Issued at", filled_by=_BY)
    crew_call: Text = column("Crew call", filled_by=_BY, width=10)
    changes: Whole | None = column("Changed cells", filled_by=_BY, width=10)
    affected: Text = column("To be told", filled_by=_BY, width=60, help="People whose calls moved")
    approved_by: Text = column("Approved by", filled_by=_BY, width=20)
    override: Text = column(
        "Published in spite of", filled_by=_BY, width=50, help="Why it went out with open errors"
    )
    file_name: Text = column("File", filled_by=_BY, width=44)
    mails: Text = column("Mails", filled_by=_BY, width=44, help="The archive of the notices")
    unit: Text = column("Unit", filled_by=_BY, width=8, help="Empty: the main unit")


@dataclass(frozen=True)
class IssuedLines(Row):
    """A part of what an issue showed, as JSON: the next issue is compared with it."""

    tab: ClassVar[str] = "Issued Lines"
    tab_id: ClassVar[str] = "issued_lines"
    about: ClassVar[str] = "What each issued call sheet showed; buttons read it, people leave it."
    appended_by: ClassVar[tuple[str, ...]] = (_BY,)

    day: Whole = column("Day", required=True, filled_by=_BY, width=6)
    revision: Whole = column("Revision", required=True, filled_by=_BY, width=9)
    part: Whole = column("Part", required=True, filled_by=_BY, width=6)
    content: Text = column("Content", required=True, filled_by=_BY, width=80)
    unit: Text = column("Unit", filled_by=_BY, width=8)


def named_issue(row: CallSheetIssue) -> str:
    """An issue in a sentence: `FINAL WHITE`, `REV 1 BLUE`."""
    return f"REV {row.revision} {row.color}" if row.revision else f"FINAL {row.color}"
