"""The Rules and Policy tabs: figures of agreements and thresholds of the house, as data."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Day, Text
from poc_sheets.tabs.model import Row, column


@dataclass(frozen=True)
class RuleRow(Row):
    """One figure of one agreement, dated, with its source."""

    tab: ClassVar[str] = "Rules"
    tab_id: ClassVar[str] = "rules"
    about: ClassVar[str] = "Rest, meals, overtime and per diem by agreement; not legal advice."

    rule: Text = column("Rule", required=True, width=26)
    agreement: Text = column("Agreement", required=True, width=22)
    topic: Text = column("Topic", width=18)
    condition: Text = column("Condition", width=18, help="When the figure holds; empty: always")
    value: Text = column("Value", required=True, width=22)
    unit: Text = column("Unit", width=12)
    from_date: Day | None = column("From")
    to_date: Day | None = column("To")
    source: Text = column("Source", width=40)
    note: Text = column("Note", width=40)


@dataclass(frozen=True)
class PolicyRow(Row):
    """One threshold of the house."""

    tab: ClassVar[str] = "Policy"
    tab_id: ClassVar[str] = "policy"
    about: ClassVar[str] = "Thresholds and switches: change a value here and the flags change."
    key: ClassVar[tuple[str, ...]] = ("policy",)

    policy: Text = column("Policy", required=True, width=34)
    value: Text = column("Value", required=True, width=18)
    unit: Text = column("Unit", width=12)
    meaning: Text = column("Meaning", width=60)
    source: Text = column("Source", width=30)
