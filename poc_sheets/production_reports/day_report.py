"""What the papers of a production report are printed from: a day, its figures, its people's times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from poc_sheets.production_reports.figures import Figures
from poc_sheets.production_reports.times import Clocked, clocked, kind_of
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.production_report import ProductionTime
from poc_sheets.tabs.schedule import ShootDayRow
from poc_sheets.trade.clock import Style


@dataclass(frozen=True)
class DayReport:
    """Everything that a day's report is printed from."""

    shoot: Shoot
    row: ShootDayRow
    figures: Figures
    times: tuple[ProductionTime, ...]

    @property
    def day(self) -> date:
        """The date of the day."""
        return self.shoot.date_of(self.row)

    @property
    def of(self) -> int:
        """The Y of Day X of Y."""
        return self.shoot.settings.shoot_days or len({row.number for row in self.shoot.days})

    @property
    def style(self) -> Style:
        """How times are printed."""
        return self.shoot.settings.style

    @property
    def places(self) -> tuple[Location, ...]:
        """The locations of the day in the order in which they come up."""
        strips = self.shoot.strips_by_day.get(self.row.number, ())
        numbers = dict.fromkeys((self.row.location, *(strip.location for strip in strips)))
        known = self.shoot.locations_by_number
        return tuple(known[number] for number in numbers if number in known)

    def people(self, *kinds: str) -> Iterator[tuple[ProductionTime, Clocked]]:
        """The lines of times of some kinds, each with its moments."""
        for line in self.times:
            if kind_of(line) in kinds:
                yield line, clocked(line, self.day)
