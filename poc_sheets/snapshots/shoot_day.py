"""The shoot as its tabs say, and one day of it: strips, people with their calls, places, times."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from poc_sheets.parameters import snapshot
from poc_sheets.problems import Place, Problem
from poc_sheets.settings import Settings
from poc_sheets.snapshots.rulebook import book_of
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.rules import PolicyRow, RuleRow
from poc_sheets.tabs.schedule import DAY_BREAK, ShootDayRow, StripRow
from poc_sheets.trade.clock import DAY, Clock
from poc_sheets.trade.dood import DoodRow, day_out_of_days
from poc_sheets.trade.policy import Policy, policy_of
from poc_sheets.trade.rules import RuleBook
from poc_sheets.trade.scenes import split_cast_ids
from poc_sheets.trade.shooting_days import shoot_dates

NO_SHOOT_DAYS = Problem(
    "no-shoot-days",
    title="The Shoot Days tab has no shoot day",
    what="no row of it has a day number",
    do="type the shoot days with their dates, or import the schedule",
)
NO_SUCH_DAY = Problem(
    "no-such-day",
    title="There is no shoot day {day}",
    what="the Shoot Days tab has the days {known}{of_unit}",
    do="give one of these days, or add the day to the Shoot Days tab",
)
NO_DATE = Problem(
    "shoot-day-without-date",
    title="Shoot day {day} has no date",
    what="neither its row nor Shoot start of the Production tab gives one",
    do="type the date of the day",
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Shoot:
    """Everything that a shoot day is drawn from, as it stands in the workbook."""

    settings: Settings
    strips: Rows[StripRow]
    days: Rows[ShootDayRow]
    crew: Rows[CrewMember]
    departments: Rows[Department]
    cast: Rows[CastMember]
    locations: Rows[Location]
    policy: Policy
    book: RuleBook
    #: The shoot of all units, where this is the one of a single unit.
    whole: "Shoot | None" = None
    #: The unit as it is named in the Shoot Days tab; blank for the main one.
    unit: str = ""

    def of_unit(self, unit: str = "") -> "Shoot":
        """The days, strips and crew of one unit; cast, places and rules are everybody's.

        Each unit numbers its days by itself. Without other units this is the whole shoot.

        Args:
            unit: as in the Unit column, with or without the word; blank for the main unit.
        """
        whole, wanted = self.whole or self, unit_key(unit)
        rows: tuple[Rows[Any], ...] = (whole.days, whole.strips, whole.crew)
        if not wanted and all(not unit_key(row.unit) for each in rows for row in each):
            return whole
        days, strips, crew = (_only(each, wanted) for each in rows)
        name = next((row.unit.strip() for row in days), unit.strip()) if wanted else ""
        return replace(whole, days=days, strips=strips, crew=crew, whole=whole, unit=name)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that have shoot days; the main one, blank, comes first."""
        days = (self.whole or self).days
        named = {unit_key(row.unit): row.unit.strip() for row in reversed(days)}
        return tuple(named[key] if key else "" for key in sorted(named))

    def pick(self, day: int | None, now: datetime) -> ShootDayRow:
        """The row of a day; by default the one whose crew call comes next, else the first.

        Raises:
            SheetError: there is no such day, or none at all.
        """
        if not self.days:
            raise NO_SHOOT_DAYS.stop(Place(ShootDayRow.tab))
        if day is None:
            coming = [row for row in self.days if self._starts(row) > now]
            return min(coming, key=lambda row: row.number) if coming else self.days[0]
        for row in self.days:
            if row.number == day:
                return row
        known = ", ".join(str(row.number) for row in self.days)
        of_unit = f" of the unit {self.unit}" if self.unit else ""
        raise NO_SUCH_DAY.stop(Place(ShootDayRow.tab), day=day, known=known, of_unit=of_unit)

    def pick_begun(self, day: int | None, now: datetime) -> ShootDayRow:
        """The row of a day that is reported on; by default the one whose crew call came last.

        Raises:
            SheetError: there is no such day, or none at all.
        """
        begun = [row for row in self.days if row.number in self.dates and self._starts(row) <= now]
        if day is None and begun:
            return max(begun, key=self._starts)
        return self.pick(day, now)

    def _starts(self, row: ShootDayRow) -> datetime:
        """The general crew call of a day; the end of the day where it has no time yet."""
        day = self.dates.get(row.number) or date.min
        call = row.crew_call or self.settings.crew_call
        minutes = call.minutes if isinstance(call, Clock) else DAY - 1
        return datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001  (in the office's own time, as `now`)

    @cached_property
    def dates(self) -> Mapping[int, date]:
        """The date of each shoot day that has one; typed, else counted from the shoot start."""
        numbers = sorted({row.number for row in self.days})
        counted: dict[int, date] = {}
        if self.settings.shoot_start and numbers:
            closed = {
                _WEEKDAYS.index(d[:3].lower())
                for d in self.settings.days_off
                if d[:3].lower() in _WEEKDAYS
            }
            dates = shoot_dates(self.settings.shoot_start, max(numbers), closed)
            counted = dict(enumerate(dates, start=1))
        typed = {row.number: row.date for row in reversed(self.days) if row.date}
        return {n: day for n in numbers if (day := typed.get(n) or counted.get(n))}

    def date_of(self, row: ShootDayRow) -> date:
        """The date of a shoot day.

        Raises:
            SheetError: neither the row nor the settings give one.
        """
        day = row.date or self.dates.get(row.number)
        if day is None:
            raise NO_DATE.stop(place_of(row, "date"), day=row.number)
        return day

    @cached_property
    def strips_by_day(self) -> Mapping[int, tuple[StripRow, ...]]:
        """Strips and banners in shooting order; what is not scheduled yet is left out."""
        by_day: dict[int, list[StripRow]] = {}
        for strip in self.strips:
            if strip.day is not None and strip.kind != DAY_BREAK:
                by_day.setdefault(strip.day, []).append(strip)
        return {day: tuple(strips) for day, strips in by_day.items()}

    @cached_property
    def cast_by_id(self) -> Mapping[str, CastMember]:
        """The cast; of two rows with one id the first counts."""
        return {member.cast_id: member for member in reversed(self.cast)}

    @cached_property
    def locations_by_number(self) -> Mapping[str, Location]:
        """The locations; of two rows with one number the first counts."""
        return {place.number: place for place in reversed(self.locations)}

    def cast_ids_of(self, strip: StripRow) -> tuple[str, ...]:
        """The cast ids of a strip without the marks beside them (`5x` is performer 5)."""
        ids: list[str] = []
        for text in strip.cast_ids:
            known = text in self.cast_by_id
            ids += [text] if known else [mark.cast_id for mark in split_cast_ids(text)]
        return tuple(dict.fromkeys(ids))

    @cached_property
    def dood(self) -> Mapping[str, DoodRow]:
        """The day out of days of every cast id that the Cast tab or a scheduled strip has.

        It counts the work for every unit.
        """
        return self.whole.dood if self.whole is not None else self.dood_with()

    def dood_with(
        self,
        travel: Mapping[str, Collection[date]] | None = None,
        fitting: Mapping[str, Collection[date]] | None = None,
        rehearsal: Mapping[str, Collection[date]] | None = None,
    ) -> Mapping[str, DoodRow]:
        """The day out of days with other events, each by cast id."""
        if self.whole is not None:
            return self.whole.dood_with(travel, fitting, rehearsal)
        work: dict[str, set[date]] = {member.cast_id: set() for member in self.cast}
        every = [self.of_unit(unit) for unit in self.units]
        for each in every:
            for number, strips in each.strips_by_day.items():
                on = each.dates.get(number)
                for strip in strips if on else ():
                    for cast_id in self.cast_ids_of(strip):
                        work.setdefault(cast_id, set()).add(on or date.min)
        default = self.policy.whole("schedule.drop_days")
        drops = {i: m.drop_days or default for i, m in self.cast_by_id.items()}
        holds = {i: m.may_hold for i, m in self.cast_by_id.items()}
        dates = sorted({on for each in every for on in each.dates.values()})
        rows = day_out_of_days(
            work,
            dates,
            may_hold=holds,
            drop_days=dict(drops),
            travel=travel,
            fitting=fitting,
            rehearsal=rehearsal,
        )
        return {row.element_id: row for row in rows}


def unit_key(unit: str) -> str:
    """A unit however it is written: `2nd Unit` and `2nd` are one, the main unit is blank."""
    words = [word for word in unit.casefold().split() if word != "unit"]
    key = " ".join(words)
    return "" if key in {"main", "1st", "first"} else key


def _only(rows: Rows[Any], unit: str) -> Rows[Any]:
    """The rows of a unit; what could not be read stays known."""
    mine = [row for row in rows if unit_key(row.unit) == unit]
    return Rows(mine, rows.unreadable, rows.doubtful)


@snapshot
def shoot(
    days: Rows[ShootDayRow],
    settings: Settings,
    strips: Rows[StripRow] = Rows(),  # noqa: B008  (no tab, no rows; never changed)
    crew: Rows[CrewMember] = Rows(),  # noqa: B008
    departments: Rows[Department] = Rows(),  # noqa: B008
    cast: Rows[CastMember] = Rows(),  # noqa: B008
    locations: Rows[Location] = Rows(),  # noqa: B008
    policy: Rows[PolicyRow] = Rows(),  # noqa: B008
    rules: Rows[RuleRow] = Rows(),  # noqa: B008
) -> Shoot:
    """The shoot of the main unit as its tabs say; `of_unit` gives the others.

    Without a Rules tab the rules of a new workbook count.
    """
    book = book_of(rules)
    lines = policy_of((row.policy, row.value) for row in policy)
    whole = Shoot(settings, strips, days, crew, departments, cast, locations, lines, book)
    return whole.of_unit()
