"""The Sync Conflicts tab: cells that both sides changed, and what people decide."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Moment, Text
from poc_sheets.tabs.model import Row, column

KEEP_SHEET, KEEP_OFFICE, USE_NEW = "keep sheet", "keep office", "use New value"


@dataclass(frozen=True)
class SyncConflict(Row):
    """One cell that was changed in the Google Sheet and in the workbook since they last agreed.

    The sync writes every column but Decision and New value.
    """

    tab: ClassVar[str] = "Sync Conflicts"
    tab_id: ClassVar[str] = "sync_conflicts"
    about: ClassVar[str] = "Cells changed both in the Google Sheet and here; choose in Decision."
    key: ClassVar[tuple[str, ...]] = ("conflict",)

    conflict: Text = column("Conflict", required=True, width=12)
    table: Text = column("Table", width=18)
    row_key: Text = column("Row", width=28)
    heading: Text = column("Column", width=18)
    agreed: Text = column("Last agreed on", width=18)
    sheet_value: Text = column("Google Sheet has", width=18)
    office_value: Text = column("Workbook has", width=18)
    first_seen: Moment | None = column("First seen")
    editor: Text = column("Last editor in Google", width=24, help="As far as Google tells it")
    decision: Text = column("Decision", choices=(KEEP_SHEET, KEEP_OFFICE, USE_NEW), width=16)
    new_value: Text = column("New value", width=18, help="With the decision to use it")
    status: Text = column("Status", width=30)
