"""The Findings tab: what the last press found, every line of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from poc_sheets.problems import Finding
from poc_sheets.tabs.cells import Moment, Text
from poc_sheets.tabs.model import Row, column

#: Every press writes this tab anew.
BY_EVERY_PRESS = "every press"


@dataclass(frozen=True)
class FindingRow(Row):
    """One finding of the last press."""

    tab: ClassVar[str] = "Findings"
    tab_id: ClassVar[str] = "findings"
    about: ClassVar[str] = "What the last press found: where it is, what was seen, what to do."
    rewritten_by: ClassVar[tuple[str, ...]] = (BY_EVERY_PRESS,)

    when: Moment | None = column("When", filled_by=BY_EVERY_PRESS)
    button: Text = column("Button", filled_by=BY_EVERY_PRESS, width=20)
    level: Text = column("Level", filled_by=BY_EVERY_PRESS, width=9)
    title: Text = column("What happened", required=True, filled_by=BY_EVERY_PRESS, width=46)
    in_tab: Text = column("Tab", filled_by=BY_EVERY_PRESS, width=14)
    cell: Text = column("Cell", filled_by=BY_EVERY_PRESS, width=8)
    go: Text = column(
        "Go to",
        formula='=IF([@cell]="","",HYPERLINK("#\'"&[@in_tab]&"\'!"&[@cell],"go"))',
        width=7,
    )
    what: Text = column("What was seen", filled_by=BY_EVERY_PRESS, width=46)
    do: Text = column("What to do", filled_by=BY_EVERY_PRESS, width=46)


def finding_row(finding: Finding, button: str, when: datetime) -> FindingRow:
    """A finding as a line of the tab."""
    return FindingRow(
        when=when.replace(microsecond=0),
        button=button,
        level=finding.level,
        title=finding.title,
        in_tab=finding.place.tab,
        cell=finding.place.cell,
        what=finding.what,
        do=finding.do,
    )
