"""The shoot as its tabs say, and one day of it: strips, people with their calls, places, times."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from poc_sheets.problems import Place, Problem
from poc_sheets.registry import snapshot
from poc_sheets.settings import Settings
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.model import Rows, column_of, place_of
from poc_sheets.tabs.rules import PolicyRow, RuleRow
from poc_sheets.tabs.schedule import DAY_BREAK, ShootDayRow, StripRow
from poc_sheets.trade.clock import DAY, Clock
from poc_sheets.trade.dood import DoodRow, day_out_of_days
from poc_sheets.trade.policy import Policy, policy_of
from poc_sheets.trade.rules import Rule, RuleBook, default_book
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
    what="the Shoot Days tab has the days {known}",
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
        raise NO_SUCH_DAY.stop(Place(ShootDayRow.tab), day=day, known=known)

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
        """The day out of days of every cast id that the Cast tab or a scheduled strip has."""
        work: dict[str, set[date]] = {member.cast_id: set() for member in self.cast}
        for number, strips in self.strips_by_day.items():
            on = self.dates.get(number)
            for strip in strips if on else ():
                for cast_id in self.cast_ids_of(strip):
                    work.setdefault(cast_id, set()).add(on or date.min)
        default = self.policy.whole("schedule.drop_days")
        drops = {i: m.drop_days or default for i, m in self.cast_by_id.items()}
        holds = {i: m.may_hold for i, m in self.cast_by_id.items()}
        rows = day_out_of_days(
            work, sorted(self.dates.values()), may_hold=holds, drop_days=dict(drops)
        )
        return {row.element_id: row for row in rows}


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
    """The shoot as its tabs say; without a Rules tab the rules of a new workbook count."""
    book = RuleBook(_rule(row) for row in rules) if rules else default_book()
    lines = policy_of((row.policy, row.value) for row in policy)
    return Shoot(settings, strips, days, crew, departments, cast, locations, lines, book)


def _rule(row: RuleRow) -> Rule:
    return Rule(
        rule=row.rule,
        agreement=row.agreement,
        topic=row.topic,
        condition=row.condition,
        value=row.value,
        unit=row.unit,
        valid_from=row.from_date,
        valid_to=row.to_date,
        source=row.source,
        note=row.note,
        place=Place(RuleRow.tab, row.row, None, column_of(RuleRow, "value").heading),
    )
