"""The Call Sheet tab: every line of front and back, derived, and typed over where people like.

Each cell that people may type over has a twin: a hidden column with what was last derived. A cell
that differs from its twin was typed over: it stays, and its row says so. A cell equal to its twin
is refreshed by the next press.
"""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Text, Whole
from poc_sheets.tabs.model import Row, column

_BY = "build_call_sheet"


@dataclass(frozen=True)
class CallSheetLine(Row):
    """One line of the call sheet: a fact, a scene, a performer, a person of the crew."""

    tab: ClassVar[str] = "Call Sheet"
    tab_id: ClassVar[str] = "call_sheet"
    about: ClassVar[str] = "The call sheet of one day; type over any cell and it stays."
    rewritten_by: ClassVar[tuple[str, ...]] = (_BY,)

    day: Whole | None = column("Day", filled_by=_BY, width=6)
    block: Text = column("Block", required=True, filled_by=_BY, width=16)
    line: Text = column("Line", filled_by=_BY, width=18)
