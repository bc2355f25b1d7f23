"""Times that know their shoot day: elapsed time across midnight and over a change of the clocks.

`times_in_order` carries the times of one person's day past midnight. Rest, overtime and meals are
differences of moments, in whole minutes; pay counts them in tenths of an hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import total_ordering
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.trade.clock import DAY, Clock, Style, format_clock

TIMES_OUT_OF_ORDER = Problem(
    code="times-out-of-order",
    title="The times of the day do not follow each other",
    what="{later} comes after {earlier} only with {hours} hours between them",
    do="Check the two times; A and P are often swapped.",
)
UNKNOWN_ZONE = Problem(
    code="unknown-time-zone",
    title='The time zone "{zone}" is not known',
    what="time zones are named by area and city",
    do="Type a zone such as America/Los_Angeles in the Settings tab.",
)

#: Two times of one day that stand further apart are more likely mistyped than worked.
LONGEST_STRETCH = 20 * 60


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A time on a shoot day.

    `minutes` is the wall clock since midnight of `day`, 1440 and more on the following day, so a
    night's work stays with the day it began. `zone` (`America/Los_Angeles`) makes differences true
    over a change of the clocks; blank counts every day as 24 hours. `fold` 1 is the second of two
    equal times when the clocks go back.
    """

    day: date
    minutes: int
    zone: str = ""
    fold: int = 0

    @property
    def absolute(self) -> int:
        """Minutes on one line of time: comparable between days and zones."""
        count = self.day.toordinal() * DAY + self.minutes
        if not self.zone:
            return count
        wall = datetime.combine(self.day, time()) + timedelta(minutes=self.minutes)
        offset = wall.replace(tzinfo=_zone(self.zone), fold=self.fold).utcoffset()
        return count - (offset or timedelta()) // timedelta(minutes=1)

    def __sub__(self, earlier: "Moment") -> int:
        """Elapsed minutes since an earlier moment."""
        if bool(self.zone) != bool(earlier.zone):
            raise ValueError("one of the two moments has a time zone and the other has none")
        return self.absolute - earlier.absolute

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Moment) and self - other == 0

    def __lt__(self, other: "Moment") -> bool:
        return self - other < 0

    def __hash__(self) -> int:
        return hash(self.absolute)

    def after(self, minutes: int) -> "Moment":
        """The moment so many elapsed minutes later, on the same shoot day."""
        if not self.zone:
            return Moment(self.day, self.minutes + minutes)
        start = datetime(1, 1, 1, tzinfo=UTC)
        then = start + timedelta(minutes=self.absolute + minutes - DAY)
        wall = then.astimezone(_zone(self.zone))
        counted = (wall.date() - self.day).days * DAY + wall.hour * 60 + wall.minute
        return Moment(self.day, counted, self.zone, wall.fold)

    def as_text(self, style: Style = "12h") -> str:
        """The time of day as a call sheet prints it."""
        return format_clock(self.minutes, style)

    def as_datetime(self) -> datetime:
        """Date and time of day; with its zone where one is known."""
        wall = datetime.combine(self.day, time()) + timedelta(minutes=self.minutes)
        return wall.replace(tzinfo=_zone(self.zone), fold=self.fold) if self.zone else wall


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UNKNOWN_ZONE.stop(Place("Settings"), zone=name) from error


def moment_of(when: datetime, day: date | None = None) -> Moment:
    """A date and time as a moment of a shoot day; without one, of its own date."""
    shoot_day = day or when.date()
    minutes = (when.date() - shoot_day).days * DAY + when.hour * 60 + when.minute
    zone = when.tzinfo.key if isinstance(when.tzinfo, ZoneInfo) else ""
    return Moment(shoot_day, minutes, zone, when.fold)


def times_in_order(
    day: date,
    clocks: Sequence[Clock | None],
    zone: str = "",
    longest_stretch: int = LONGEST_STRETCH,
) -> tuple[Moment | None, ...] | Finding:
    """The times of one person's day as moments, each not before the one to its left.

    Args:
        day: the shoot day; the first time is on it.
        clocks: call, meals, wrap in the order of the sheet; `None` where a cell is empty.
        zone: the time zone of the place, blank where it is not known.
        longest_stretch: minutes between two neighbours beyond which they are reported.

    Returns:
        One moment for each clock, or a finding (without a place) where the order makes no sense.
    """
    moments: list[Moment | None] = []
    last: Moment | None = None
    for clock in clocks:
        if clock is None:
            moments.append(None)
            continue
        minutes = clock.minutes
        while last is not None and minutes < last.minutes:
            minutes += DAY
        moment = Moment(day, minutes, zone)
        if last is not None and moment.minutes - last.minutes > longest_stretch:
            hours = f"{(moment.minutes - last.minutes) / 60:.1f}"
            facts = {"later": moment.as_text(), "earlier": last.as_text(), "hours": hours}
            return TIMES_OUT_OF_ORDER.at(Place(), **facts)
        moments.append(moment)
        last = moment
    return tuple(moments)


def tenths_up(minutes: int, unit_tenths: int = 1) -> int:
    """Minutes as tenths of an hour, each begun unit counted whole: 36 is 6, 37 is 7."""
    return -(-minutes // (6 * unit_tenths)) * unit_tenths


def tenths_nearest(minutes: int) -> int:
    """Minutes as tenths of an hour, to the nearest, halves up: 32 is 5, 33 is 6."""
    return (minutes + 3) // 6


def hours_text(tenths: int) -> str:
    """Tenths of an hour for a sentence: 7 is `0.7`."""
    return f"{tenths / 10:.1f}"
