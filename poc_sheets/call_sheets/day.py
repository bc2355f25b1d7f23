"""The plan of one shoot day: its crew call, its clock, its strips and places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from poc_sheets.problems import Finding, Problem
from poc_sheets.snapshots.shoot_day import Shoot, unit_key
from poc_sheets.tabs.call_sheet import sheet_key
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.model import place_of
from poc_sheets.tabs.schedule import BANNER, ShootDayRow, StripRow
from poc_sheets.trade.calling import on_date, read_time, show_time
from poc_sheets.trade.cast_times import DayDraft, DayItem, DraftMinutes, draft_day
from poc_sheets.trade.clock import CallCode, Clock, Style
from poc_sheets.trade.moment import Moment, moment_of
from poc_sheets.trade.policy import Policy

NO_CREW_CALL = Problem(
    "no-crew-call",
    title="Shoot day {day} has no general crew call",
    what="Crew call {seen}",
    do="type the crew call of the day as a time such as 7:00A",
)
#: The draft counts from this hour where no crew call is known; none of its times are shown.
_UNKNOWN_CALL = Clock(7 * 60)
#: A planned breakfast lasts this long, in minutes: what the agreements ask for at most.
BREAKFAST = 30
#: The facts of a day that people type in the Shoot Days tab or over their line of the call sheet.
FACTS = ("crew_call", "shooting_call", "breakfast", "lunch", "wrap")


@dataclass(frozen=True)
class DayPlan:
    """One shoot day.

    Attributes:
        shoot: the whole shoot.
        row: the day's row.
        day: the day's date.
        general: the general crew call that counts.
        listed: the one of the Shoot Days tab; another one was typed over it on the call sheet.
        facts: shooting call, breakfast, lunch and wrap; `None` where nothing says.
        derived: the same without what was typed over them on the call sheet.
        draft: the clock of the day, scene by scene.
        untimed: what stands for every time while the crew call is no time: `TBD`, `W/N`; or blank.
    """

    shoot: Shoot
    row: ShootDayRow
    day: date
    general: datetime
    listed: datetime
    facts: Mapping[str, datetime | None]
    derived: Mapping[str, datetime | None]
    draft: DayDraft
    untimed: str = ""

    @property
    def number(self) -> int:
        """The X of Day X of Y."""
        return self.row.number

    @property
    def unit(self) -> str:
        """The unit in the form in which units are compared; blank for the main one."""
        return unit_key(self.row.unit)

    @property
    def sheet(self) -> str:
        """What the lines of the day carry in the Day column of the Call Sheet tab."""
        return sheet_key(self.row.number, self.unit)

    @property
    def of(self) -> int:
        """The Y of Day X of Y."""
        counted = len({row.number for row in self.shoot.days})
        return counted if self.shoot.unit else self.shoot.settings.shoot_days or counted

    @property
    def style(self) -> Style:
        """How times are printed."""
        return self.shoot.settings.style

    @property
    def strips(self) -> tuple[StripRow, ...]:
        """Strips and banners of the day in shooting order."""
        return self.shoot.strips_by_day.get(self.number, ())

    @property
    def scenes(self) -> tuple[StripRow, ...]:
        """The strips of the day without banners."""
        return tuple(strip for strip in self.strips if strip.kind != BANNER)

    @cached_property
    def place_numbers(self) -> tuple[str, ...]:
        """The locations of the day in the order in which they come up."""
        first = [self.row.location] if self.row.location else []
        used = [strip.location for strip in self.scenes if strip.location]
        return tuple(dict.fromkeys(first + used))

    @cached_property
    def places(self) -> tuple[Location, ...]:
        """Those of the day's locations that the Locations tab has."""
        known = self.shoot.locations_by_number
        return tuple(known[number] for number in self.place_numbers if number in known)

    @cached_property
    def previous(self) -> ShootDayRow | None:
        """The shoot day before this one, by date."""
        dates = self.shoot.dates
        earlier = [row for row in self.shoot.days if (d := dates.get(row.number)) and d < self.day]
        return max(earlier, key=lambda row: dates[row.number], default=None)

    @cached_property
    def next_days(self) -> tuple[ShootDayRow, ...]:
        """The shoot days after this one, in their order."""
        dates = self.shoot.dates
        later = [row for row in self.shoot.days if (d := dates.get(row.number)) and d > self.day]
        return tuple(sorted(later, key=lambda row: dates[row.number]))

    @cached_property
    def wrap_before(self) -> Moment | None:
        """The crew's actual wrap of the day before, or `None` where it is not known yet."""
        before = self.previous
        if before is None or not isinstance(before.actual_wrap, Clock):
            return None
        day = self.shoot.dates[before.number]
        call = before.crew_call or self.shoot.settings.crew_call
        wrap = on_date(before.actual_wrap, day)
        if isinstance(call, Clock) and before.actual_wrap < call:
            wrap += timedelta(days=1)
        return self._zoned(wrap, day)

    @property
    def zone(self) -> str:
        """The time zone of the production."""
        return self.shoot.settings.time_zone

    def show(self, moment: datetime | None) -> str:
        """A time that hangs on the crew call, as printed."""
        return "" if self.untimed else show_time(moment, self.style, self.day)

    @property
    def crew_call_text(self) -> str:
        """The crew call of the Shoot Days tab as printed, or what stands for it."""
        return self.untimed or show_time(self.listed, self.style, self.day)

    def moment(self, when: datetime) -> Moment:
        """A time of the day as a moment of it."""
        return self._zoned(when, self.day)

    def _zoned(self, when: datetime, day: date) -> Moment:
        plain = moment_of(when, day)
        return Moment(day, plain.minutes, self.zone)


def plan_day(shoot: Shoot, row: ShootDayRow, typed: Mapping[str, str] | None = None) -> DayPlan:
    """The plan of a day.

    Args:
        shoot: the whole shoot.
        row: the day.
        typed: times typed over the facts of the call sheet, by fact. A crew call typed there moves
            the other times that the Shoot Days tab has with it.

    Raises:
        SheetError: the day has no date.
    """
    typed = typed or {}
    day = shoot.date_of(row)
    call = _crew_call(shoot, row)
    listed = on_date(call if isinstance(call, Clock) else _UNKNOWN_CALL, day)
    over = read_time(typed.get("crew_call", ""), day)
    general = over if isinstance(over, datetime) else listed
    untimed = "" if isinstance(call, Clock) or isinstance(over, datetime) else call
    listed = listed if isinstance(call, Clock) else general
    moved = {fact: _moved(row, fact, listed, general) for fact in FACTS[1:]}
    by_hand = {fact: fact_time(fact, text, day, general) for fact, text in typed.items()}
    facts = moved | {f: at for f, at in by_hand.items() if f in moved and at is not None}
    draft = _draft(shoot, row, general, facts)
    plain = draft if facts == moved else _draft(shoot, row, general, moved)
    shown, derived = _filled(facts, draft), _filled(moved, plain)
    return DayPlan(shoot, row, day, general, listed, shown, derived, draft, untimed)


def _moved(row: ShootDayRow, fact: str, listed: datetime, general: datetime) -> datetime | None:
    """A time of the Shoot Days tab, moved with the crew call."""
    clock = getattr(row, fact)
    if not isinstance(clock, Clock):
        return None
    base = on_date(clock, listed.date(), listed)
    return _after_call(fact, base, listed) + (general - listed)


def fact_time(fact: str, text: str, day: date, general: datetime) -> datetime | None:
    """A time typed over a fact of the call sheet; `None` for a blank or a word."""
    moment = read_time(text, day, general)
    return _after_call(fact, moment, general) if isinstance(moment, datetime) else None


def _after_call(fact: str, moment: datetime, call: datetime) -> datetime:
    """The wrap of a long night lies far from its call, and always after it; so do the others."""
    is_before = fact in FACTS[1:] and fact != "breakfast" and moment < call
    return moment + timedelta(days=1) if is_before else moment


def _filled(facts: Mapping[str, datetime | None], draft: DayDraft) -> dict[str, datetime | None]:
    first = next((segment.start for segment in draft.segments), None)
    drafted = {"shooting_call": first, "lunch": draft.lunch, "wrap": draft.wrap}
    return {fact: at or drafted.get(fact) for fact, at in facts.items()}


def _crew_call(shoot: Shoot, row: ShootDayRow) -> Clock | str:
    """The crew call of the tabs; a text where it is no time."""
    call: Clock | CallCode | None = row.crew_call
    if shoot.days.is_doubtful(row, "crew_call"):
        return "TBD"
    if call is None:
        call = shoot.settings.crew_call
    if isinstance(call, CallCode):
        return call.as_text()
    return call or "TBD"


def crew_call_findings(plan: DayPlan) -> list[Finding]:
    """A finding where the day has no crew call that is a time."""
    if not plan.untimed:
        return []
    is_doubtful = plan.shoot.days.is_doubtful(plan.row, "crew_call")
    seen = "holds no time" if is_doubtful else "is empty"
    seen = f"says {plan.untimed}" if plan.row.crew_call else seen
    return [NO_CREW_CALL.at(place_of(plan.row, "crew_call"), day=plan.number, seen=seen)]


def _draft(
    shoot: Shoot, row: ShootDayRow, general: datetime, facts: Mapping[str, datetime | None]
) -> DayDraft:
    strips = shoot.strips_by_day.get(row.number, ())
    items = [
        DayItem(
            text=strip.set_name if strip.kind == BANNER else strip.scene,
            eighths=strip.pages,
            minutes=strip.minutes,
            cast_ids=() if strip.kind == BANNER else shoot.cast_ids_of(strip),
            is_banner=strip.kind == BANNER,
        )
        for strip in strips
    ]
    makeup = {
        i: m.makeup_minutes for i, m in shoot.cast_by_id.items() if m.makeup_minutes is not None
    }
    travel = {
        i: m.travel_minutes
        for i, m in shoot.cast_by_id.items()
        if m.is_picked_up and m.travel_minutes is not None
    }
    return draft_day(
        items,
        general,
        shooting_call=facts["shooting_call"],
        minutes=_minutes(shoot.policy, general, facts["lunch"]),
        hair_makeup_wardrobe=makeup,
        travel_minutes=travel,
    )


def _minutes(policy: Policy, general: datetime, lunch: datetime | None) -> DraftMinutes:
    def whole(name: str) -> int:
        return policy.whole(f"call_sheet.{name}_minutes")

    after = whole("lunch_after")
    early = DraftMinutes().lunch_may_be_early
    if lunch is not None and lunch > general:
        after, early = round((lunch - general) / timedelta(minutes=1)), 0
    return DraftMinutes(
        an_eighth=float(policy.number("call_sheet.minutes_per_eighth")),
        first_setup=whole("first_setup"),
        before_set=whole("before_set"),
        hair_makeup_wardrobe=whole("hmu"),
        lose_after=whole("lose_after"),
        pick_up_buffer=whole("pick_up_buffer"),
        lunch_after=after,
        lunch_may_be_early=early,
        lunch=whole("lunch"),
        move=whole("move"),
        setup=whole("setup"),
    )
