"""The times of a production report as moments of its day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from poc_sheets.documents.clock import When
from poc_sheets.problems import Finding, Place
from poc_sheets.production_reports.figures import Figures, of_unit
from poc_sheets.tabs.production_report import (
    CAST,
    COMPANY_TIMES,
    CREW,
    CREW_CALL,
    KINDS,
    SHOOTING_CALL,
    TIMES,
    ProductionTime,
    ReportLine,
)
from poc_sheets.tabs.schedule import ShootDayRow
from poc_sheets.trade.clock import DAY, CallCode, Clock
from poc_sheets.trade.moment import TIMES_OUT_OF_ORDER, Moment, times_in_order
from poc_sheets.trade.rules import key

#: The order in which the times of a person follow each other.
_WORK = (
    "call", "meal_out", "meal_in", "second_meal_out", "second_meal_in", "wrap", "left_location",
    "arrived_home",
)  # fmt: skip
#: A performer can be fed before the first scene, so the set is in no order with the meals.
_SET = ("call", "on_set", "dismissed_set", "wrap")
#: Pairs that lie around the call, before or after it.
_AROUND_CALL = (("left_for_location", "arrived_location"), ("breakfast_out", "breakfast_in"))
#: Codes in place of a call that say that nobody came at a time.
_NOT_CALLED = {"N/A", "O/C", "H", "TBD", "W/N"}
_HELD = {"H", "T", "TR", "FT", "R"}
#: A first shot may come before the shooting call, so that is in no order.
_COMPANY_ORDER = tuple(item for item in COMPANY_TIMES if item != SHOOTING_CALL)


@dataclass(frozen=True)
class Clocked:
    """The times of one line as moments; `finding` where they do not follow each other."""

    moments: Mapping[str, Moment]
    finding: Finding | None = None

    def when(self, row: ProductionTime | ReportLine, name: str) -> When:
        """A time as a document prints it: with its date, or a code as text, or nothing."""
        if name in self.moments:
            return self.moments[name].as_datetime().replace(tzinfo=None)
        value = getattr(row, name)
        return value.as_text() if isinstance(value, CallCode) else None


def clocked(row: ProductionTime, day: date) -> Clocked:
    """The times of a person's day; where they make no sense each stands on the day itself."""
    on_set, no_order = _in_order(_known(row, _SET), day)
    moments, finding = _in_order(_known(row, _WORK), day)
    moments, finding = on_set | moments, finding or no_order
    for names in _AROUND_CALL:
        pair, problem = _around(_known(row, names), day, moments.get("call"))
        moments |= pair
        finding = finding or problem
    return Clocked(moments, finding)


def company_times(figures: Figures, day: date) -> Clocked:
    """The company's times of a day, by item."""
    lines = {item: figures.line(TIMES, item) for item in _COMPANY_ORDER}
    known = {n: line.at for n, line in lines.items() if line and isinstance(line.at, Clock)}
    moments, finding = _in_order(known, day)
    shooting = figures.line(TIMES, SHOOTING_CALL)
    if shooting is not None and isinstance(shooting.at, Clock):
        alone = {SHOOTING_CALL: shooting.at}
        moments |= _around(alone, day, moments.get(CREW_CALL))[0]
    return Clocked(moments, finding)


def _known(row: ProductionTime, names: Iterable[str]) -> dict[str, Clock]:
    clocks = {name: getattr(row, name) for name in names}
    return {name: clock for name, clock in clocks.items() if isinstance(clock, Clock)}


def _in_order(known: Mapping[str, Clock], day: date) -> tuple[dict[str, Moment], Finding | None]:
    ordered = times_in_order(day, list(known.values()))
    if isinstance(ordered, Finding):
        return {name: Moment(day, clock.minutes) for name, clock in known.items()}, ordered
    pairs = zip(known, ordered, strict=True)
    moments = {name: moment for name, moment in pairs if moment is not None}
    return moments, _too_long(list(moments.values()))


def _too_long(moments: Sequence[Moment]) -> Finding | None:
    """A day of more than 24 hours: one A and P that is swapped carries all later times on."""
    if not moments or moments[-1].minutes - moments[0].minutes <= DAY:
        return None
    first, last = moments[0], moments[-1]
    hours = f"{(last.minutes - first.minutes) / 60:.1f}"
    facts = {"later": last.as_text(), "earlier": first.as_text()}
    return TIMES_OUT_OF_ORDER.at(Place(), hours=hours, **facts)


def _around(
    known: Mapping[str, Clock], day: date, call: Moment | None
) -> tuple[dict[str, Moment], Finding | None]:
    """Times as near to the call as they can be: a night call has its breakfast after midnight."""
    near = call.minutes if call else DAY // 2
    moments = {
        name: Moment(day, clock.minutes + DAY * round((near - clock.minutes) / DAY))
        for name, clock in known.items()
    }
    for earlier, later in pairwise(moments.values()):
        if later < earlier:
            facts = {"later": later.as_text(), "earlier": earlier.as_text()}
            hours = f"{(later.minutes - earlier.minutes + DAY) / 60:.1f}"
            return moments, TIMES_OUT_OF_ORDER.at(Place(), hours=hours, **facts)
    return moments, None


def of_day(times: Iterable[ProductionTime], row: ShootDayRow) -> list[ProductionTime]:
    """The lines of times of a shoot day of one unit."""
    return [line for line in of_unit(times, row.unit) if line.day == row.number]


def kind_of(line: ProductionTime) -> str:
    """Whether a line is of cast, stunts, background or crew; a blank Kind goes by the No."""
    kind = next((kind for kind in KINDS if key(kind) == key(line.kind)), "")
    return kind or (CAST if line.number else CREW)


def is_working(line: ProductionTime) -> bool:
    """Whether a line is of somebody who was to come that day."""
    is_off = isinstance(line.call, CallCode) and line.call.code in _NOT_CALLED
    return not is_off and line.status.upper() not in _HELD
