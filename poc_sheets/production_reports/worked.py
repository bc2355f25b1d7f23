"""What the Production Times tab says of each person: the days they worked, with in, meals and out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from poc_sheets.parameters import snapshot
from poc_sheets.problems import Finding, Problem
from poc_sheets.production_reports.figures import of_unit
from poc_sheets.production_reports.times import clocked, is_working, kind_of, of_day
from poc_sheets.snapshots.deals import Member
from poc_sheets.snapshots.shoot_day import Shoot, unit_key
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.production_report import BACKGROUND, CAST, ProductionTime
from poc_sheets.tabs.schedule import ShootDayRow
from poc_sheets.trade.calling import on_date
from poc_sheets.trade.clock import Clock
from poc_sheets.trade.meals import Meal
from poc_sheets.trade.moment import Moment, moment_of
from poc_sheets.trade.rules import key

NOBODY = Problem(
    "times-of-nobody",
    title="{who} of Production Times is neither in Crew nor in Cast",
    what="day {day}: {seen}",
    do="write name and position as in the Crew tab, or the cast id as in the Cast tab",
    level="warning",
)
TIMES_TWICE = Problem(
    "times-twice",
    title="{who} has two lines of times for day {day}",
    what="rows {first} and {second}; the first counts",
    do="delete one of them",
    level="warning",
)
_MEALS = (("meal_out", "meal_in"), ("second_meal_out", "second_meal_in"))
_BREAKFAST = ("breakfast_out", "breakfast_in")
#: Cells without which a day cannot be paid.
_TIMES = ("call", *_BREAKFAST, *_MEALS[0], *_MEALS[1], "wrap")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """One line of times as moments of its shoot day.

    `trouble` says in words what keeps the day from being paid as it stands; blank where all is
    known. `call` and `out` are there as far as they can be read; `is_unread` says that a cell is
    filled in and holds no time.
    """

    day: date
    line: ProductionTime | None = None
    call: Moment | None = None
    out: Moment | None = None
    meals: tuple[Meal, ...] = ()
    ndb: Meal | None = None
    trouble: str = ""
    is_unread: bool = False

    @property
    def is_worked(self) -> bool:
        """Whether the person was there: a held performer has neither in nor out."""
        return self.call is not None or self.out is not None or bool(self.trouble)


@dataclass(frozen=True)
class Worked:
    """Every line of times, by person."""

    shoot: Shoot
    lines: Rows[ProductionTime]
    _parts: dict[str, Shoot] = field(default_factory=dict)

    def of_unit(self, unit: str) -> "Worked":
        """The same times, with the schedule of one unit."""
        return replace(self, shoot=self.shoot.of_unit(unit))

    @cached_property
    def by_person(self) -> Mapping[str, tuple[WorkedDay, ...]]:
        """The days of each person of the Crew and Cast tabs, by `person_key`, in their order."""
        found: dict[str, list[WorkedDay]] = {}
        for line in self.lines:
            person, on = self._person_of(line), self._date_of(line)
            if person and on and all(each.day != on for each in found.get(person, ())):
                found.setdefault(person, []).append(self.read(line, on))
        return {person: tuple(sorted(days, key=_day)) for person, days in found.items()}

    @cached_property
    def reported(self) -> frozenset[date]:
        """The dates of which the tab has an out of somebody: their report is filled in."""
        filled = (
            line for line in of_unit(self.lines, self.shoot.unit) if isinstance(line.wrap, Clock)
        )
        return frozenset(on for line in filled if (on := self._date_of(line)))

    def of(self, member: Member) -> tuple[WorkedDay, ...]:
        """The days of a person that the tab has."""
        return self.by_person.get(person_key(member), ())

    def on(self, member: Member, day: date) -> WorkedDay | None:
        """A person's line of a day."""
        return next((worked for worked in self.of(member) if worked.day == day), None)

    def dates_of(self, member: Member, until: date) -> list[date]:
        """The days before `until` on which a person worked.

        Of a day whose report is not filled in, the schedule decides: the crew within their dates,
        the cast in its strips.
        """
        known = [each.day for each in self.of(member) if each.is_worked and each.day < until]
        open_days = (on for on in self.shoot.dates.values() if on not in self.reported)
        planned = [on for on in open_days if on < until and self._is_planned(member, on)]
        return sorted({*known, *planned})

    def _is_planned(self, member: Member, on: date) -> bool:
        if isinstance(member, CastMember):
            row = self.shoot.dood.get(member.cast_id)
            return row is not None and "W" in row.code_on(on)
        began = member.start is None or member.start <= on
        return member.is_called and began and (member.end is None or on <= member.end)

    def week_start(self, on: date) -> date:
        """The first day of the work week: the day after the days off of the production."""
        off = {_WEEKDAYS.index(d[:3].lower()) for d in self.shoot.settings.days_off if d[:3].lower() in _WEEKDAYS}  # fmt: skip
        first = next((d for d in range(_WEEK) if d not in off and (d - 1) % _WEEK in off), 0)
        return on - timedelta(days=(on.weekday() - first) % _WEEK)

    def read(self, line: ProductionTime, on: date) -> WorkedDay:
        """A line of times as moments."""
        unread = [name for name in _TIMES if self.lines.is_doubtful(line, name)]
        if unread:
            return WorkedDay(on, line, trouble=f"{_words(unread)} cannot be read", is_unread=True)
        found = clocked(line, on)
        at = self._on_the_line_of_time(line, on, found.moments)
        call, out = at.get("call"), at.get("wrap")
        meals, half = _meals(at)
        ndb, half_breakfast = _meal(at, _BREAKFAST, "breakfast")
        trouble = found.finding.what if found.finding else half or half_breakfast
        if is_working(line) and (call is None or out is None):
            missing = " and ".join(n for n, time in (("in", call), ("out", out)) if time is None)
            trouble = f"no {missing} in Production Times"
        return WorkedDay(on, line, call, out, meals, ndb, trouble)

    def _on_the_line_of_time(
        self, line: ProductionTime, on: date, moments: Mapping[str, Moment]
    ) -> dict[str, Moment]:
        """The moments in the zone of the production; a night's call after midnight a day later."""
        late = 0
        row = next((row for row in self._part(line.unit).days if row.number == line.day), None)
        general = (row.crew_call if row else None) or self.shoot.settings.crew_call
        if isinstance(general, Clock) and isinstance(line.call, Clock):
            call = moment_of(on_date(line.call, on, on_date(general, on)), on)
            late = call.minutes - line.call.minutes
        zone = self.shoot.settings.time_zone
        return {name: Moment(on, at.minutes + late, zone) for name, at in moments.items()}

    def _part(self, unit: str) -> Shoot:
        if unit_key(unit) not in self._parts:
            self._parts[unit_key(unit)] = self.shoot.of_unit(unit)
        return self._parts[unit_key(unit)]

    def _date_of(self, line: ProductionTime) -> date | None:
        return self._part(line.unit).dates.get(line.day)

    def _person_of(self, line: ProductionTime) -> str:
        kind = kind_of(line)
        if kind == BACKGROUND:
            return ""
        if line.number in self.shoot.cast_by_id:
            return f"cast:{line.number}"
        name, post = key(line.person), key(line.position)
        if kind == CAST:
            performers = [m.cast_id for m in self.shoot.cast if key(m.performer) == name]
            return f"cast:{performers[0]}" if len(performers) == 1 else ""
        posts = self._posts.get(name, ())
        if post in posts:
            return f"{name}/{post}"
        return f"{name}/{posts[0]}" if len(posts) == 1 else ""

    @cached_property
    def _posts(self) -> Mapping[str, Sequence[str]]:
        posts: dict[str, list[str]] = {}
        for member in (self.shoot.whole or self.shoot).crew:
            posts.setdefault(key(member.name), []).append(key(member.position))
        return posts

    def findings(self, row: ShootDayRow) -> Iterator[Finding]:
        """Lines of a day that belong to nobody, and people with two lines."""
        seen: dict[str, int] = {}
        for line in of_day(self.lines, row):
            if kind_of(line) == BACKGROUND:
                continue
            person, place = self._person_of(line), place_of(line, "person")
            if not person:
                seen_as = ", ".join(t for t in (line.number, line.person, line.position) if t)
                yield NOBODY.at(place, who=line.person, day=line.day, seen=seen_as)
            elif person in seen:
                facts = {"first": seen[person], "second": line.row}
                yield TIMES_TWICE.at(place, who=line.person, day=line.day, **facts)
            seen.setdefault(person, line.row)


def person_key(member: Member) -> str:
    """What names a person in Production Times: the cast id, or name and position."""
    if isinstance(member, CastMember):
        return f"cast:{member.cast_id}"
    return f"{key(member.name)}/{key(member.position)}"


def _day(worked: WorkedDay) -> date:
    return worked.day


def _meals(at: Mapping[str, Moment]) -> tuple[tuple[Meal, ...], str]:
    meals, trouble = [], ""
    for number, names in enumerate(_MEALS, start=1):
        meal, half = _meal(at, names, f"meal {number}")
        trouble = trouble or half
        if meal:
            meals.append(meal)
    return tuple(meals), trouble


def _meal(at: Mapping[str, Moment], names: tuple[str, str], words: str) -> tuple[Meal | None, str]:
    start, end = at.get(names[0]), at.get(names[1])
    if start is not None and end is not None:
        return Meal(start, end), ""
    return None, "" if start is end else f"{words} has only one time"


def _words(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


@snapshot
def worked(
    shoot: Shoot,
    times: Rows[ProductionTime] = Rows(),  # noqa: B008  (no tab, no rows; never changed)
) -> Worked:
    """Who worked when, as the Production Times tab has it."""
    return Worked(shoot, times)
