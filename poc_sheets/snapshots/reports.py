"""What earlier cost reports said, and how far the shoot is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from poc_sheets.settings import Settings
from poc_sheets.tabs.cost_report import CostHistory
from poc_sheets.trade.shooting_days import shoot_dates

#: A shoot longer than this is a typing slip.
_MOST_DAYS = 400
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Report:
    """One earlier report: its period and its accounts; an account without cost is not in it."""

    period: str
    accounts: dict[str, CostHistory] = field(default_factory=dict)


def earlier_reports(history: Sequence[CostHistory], period: str) -> list[Report]:
    """The reports before a period's own, the latest first."""
    reports: dict[str, Report] = {}
    for row in history:
        name = row.period.strip()
        reports.setdefault(name.casefold(), Report(name)).accounts[row.account] = row
    before: list[Report] = []
    for key, report in reports.items():
        if key == period.strip().casefold():
            break
        before.append(report)
    return before[::-1]


def shoot_progress(settings: Settings, today: date) -> tuple[int, int]:
    """How many shoot days are over, and how many there are; (0, 0) where it is not known."""
    if settings.shoot_start is None or not settings.shoot_days:
        return 0, 0
    named = {name.strip().casefold()[:3] for name in settings.days_off}
    off = {number for number, name in enumerate(_WEEKDAYS) if name in named}
    if len(off) == len(_WEEKDAYS):
        return 0, 0
    days = shoot_dates(settings.shoot_start, min(settings.shoot_days, _MOST_DAYS), off)
    return sum(day < today for day in days), len(days)
