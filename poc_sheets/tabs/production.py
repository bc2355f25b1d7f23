"""The Production tab: one line for each setting."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Raw, Text
from poc_sheets.tabs.model import Row, column


@dataclass(frozen=True)
class ProductionSetting(Row):
    """One setting of the production."""

    tab: ClassVar[str] = "Production"
    tab_id: ClassVar[str] = "production"
    tab_names: ClassVar[tuple[str, ...]] = ("Settings", "Show", "Production Info")
    about: ClassVar[str] = "What is true of the whole production: names, dates, currency, papers."
    key: ClassVar[tuple[str, ...]] = ("setting",)

    setting: Text = column("Setting", required=True, width=24)
    value: Raw = column("Value", width=44)
    note: Text = column("Note", width=60)
