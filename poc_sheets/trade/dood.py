"""Day out of days: for each cast member and each date, a code that says what the day is.

Codes: W in a strip that day; S and F on the first and last of those days (SW, WF, SWF); H held
between them; WD and PW where the performer is dropped and picked up again (PWF, SWD, PWD); TR travel,
FT fitting, R rehearsal, / holiday, M company move; blank where the day is nobody's business.

Source:
    The day-out-of-days rules of the usual scheduling program: start and finish are the first and
    last day in a strip whatever else happens; hold only where allowed and never on a company day
    off; drop and pick-up where the gap reaches the drop days.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from poc_sheets.trade.shooting_days import show_date

#: Calendar days between two work days from which a performer can be dropped; set it per person.
DROP_DAYS = 10
OFF = "–"

Dates = Collection[date]


@dataclass(frozen=True, slots=True)
class DoodRow:
    """The days of one cast member or element, and the totals of its row in days.

    `codes[i]` belongs to `dates[i]`; all rows of one day out of days share the same dates.
    """

    element_id: str
    dates: tuple[date, ...]
    codes: tuple[str, ...]
    start: date | None
    finish: date | None
    travel: int
    rehearsal: int
    fitting: int
    work: int
    hold: int
    holiday: int

    @property
    def total(self) -> int:
        """All days that count for pay: travel, rehearsal, fitting, work, hold and holiday."""
        return self.travel + self.rehearsal + self.fitting + self.work + self.hold + self.holiday

    def code_on(self, day: date) -> str:
        """The code of a date; blank for a date without one or outside the table."""
        return dict(zip(self.dates, self.codes, strict=True)).get(day, "")

    def as_text(self) -> str:
        """The row as printed, a day without a code as a dash: `– SW H WF –`."""
        return " ".join(code or OFF for code in self.codes)


@dataclass(frozen=True, slots=True)
class _Events:
    travel: Mapping[str, Dates]
    fitting: Mapping[str, Dates]
    rehearsal: Mapping[str, Dates]
    holidays: frozenset[date]
    moves: frozenset[date]

    def code(self, element_id: str, day: date) -> str:
        for code, dates in (("TR", self.travel), ("R", self.rehearsal), ("FT", self.fitting)):
            if day in dates.get(element_id, ()):
                return code
        return ""

    def dates(self) -> Iterator[date]:
        for events in (self.travel, self.fitting, self.rehearsal):
            for dates in events.values():
                yield from dates
        yield from self.holidays
        yield from self.moves


def day_out_of_days(
    work: Mapping[str, Dates],
    shoot_dates: Sequence[date],
    *,
    may_hold: bool | Mapping[str, bool] = True,
    drop_days: int | Mapping[str, int | None] | None = DROP_DAYS,
    travel: Mapping[str, Dates] | None = None,
    fitting: Mapping[str, Dates] | None = None,
    rehearsal: Mapping[str, Dates] | None = None,
    holidays: Dates = (),
    company_moves: Dates = (),
) -> tuple[DoodRow, ...]:
    """The day out of days, one row per element in the order of `work`.

    Args:
        work: the dates on which each element is in a strip.
        shoot_dates: the company's work days; a date between them is a day off and never a hold.
        may_hold: whether days between work days are held; for all, or by element (missing: yes).
        drop_days: calendar days between two work days from which the element is dropped and picked
            up; `None` never drops. For all, or by element (missing: `DROP_DAYS`).
        travel: travel dates by element; like fittings and rehearsals they may lie on days off.
        fitting: fitting dates by element.
        rehearsal: rehearsal dates by element.
        holidays: company holidays; they count for an element that is held over them.
        company_moves: dates on which the company moves; shown instead of a hold, counted as one.

    Returns:
        Rows over the shoot dates and every other date on which something happens. On a day with
        two events the work code is shown, then travel, rehearsal, fitting; each is counted.
    """
    events = _Events(
        travel or {}, fitting or {}, rehearsal or {}, frozenset(holidays), frozenset(company_moves)
    )
    worked = {day for days in work.values() for day in days}
    dates = tuple(sorted({*shoot_dates, *worked, *events.dates()}))
    return tuple(
        _row(
            element_id,
            sorted(set(days)),
            dates,
            frozenset(shoot_dates),
            holds=may_hold if isinstance(may_hold, bool) else may_hold.get(element_id, True),
            gap=drop_days.get(element_id, DROP_DAYS)
            if isinstance(drop_days, Mapping)
            else drop_days,
            events=events,
        )
        for element_id, days in work.items()
    )


def _row(
    element_id: str,
    worked: list[date],
    dates: tuple[date, ...],
    shoot: frozenset[date],
    *,
    holds: bool,
    gap: int | None,
    events: _Events,
) -> DoodRow:
    codes = _work_codes(worked, gap)
    if holds:
        for day in _days_on_hold(worked, gap, dates):
            if day in events.holidays:
                codes[day] = "/"
            elif day in events.moves:
                codes[day] = "M"
            elif day in shoot:
                codes[day] = "H"
    for day in dates:
        event = events.code(element_id, day)
        if event and day not in worked:
            codes[day] = event
    shown = tuple(codes.get(day, "") for day in dates)
    return DoodRow(
        element_id=element_id,
        dates=dates,
        codes=shown,
        start=worked[0] if worked else None,
        finish=worked[-1] if worked else None,
        travel=len(set(events.travel.get(element_id, ()))),
        rehearsal=len(set(events.rehearsal.get(element_id, ()))),
        fitting=len(set(events.fitting.get(element_id, ()))),
        work=len(worked),
        hold=sum(code in {"H", "M"} for code in shown),
        holiday=shown.count("/"),
    )


def _is_drop(before: date, after: date, gap: int | None) -> bool:
    return gap is not None and (after - before).days - 1 >= max(gap, 1)


def _work_codes(worked: list[date], gap: int | None) -> dict[date, str]:
    codes = {}
    for index, day in enumerate(worked):
        is_first, is_last = index == 0, index == len(worked) - 1
        is_pick_up = not is_first and _is_drop(worked[index - 1], day, gap)
        is_dropped = not is_last and _is_drop(day, worked[index + 1], gap)
        before = "S" if is_first else "P" if is_pick_up else ""
        after = "F" if is_last else "D" if is_dropped else ""
        codes[day] = f"{before}W{after}"
    return codes


def _days_on_hold(worked: list[date], gap: int | None, dates: tuple[date, ...]) -> Iterator[date]:
    for before, after in pairwise(worked):
        if not _is_drop(before, after, gap):
            yield from (day for day in dates if before < day < after)


def describe(row: DoodRow) -> str:
    """A row in words: `starts Tue 2 Jun 2026, finishes Wed 10 Jun 2026, work 3, hold 4, total 7`."""
    if row.start is None or row.finish is None:
        return f"no work day, total {row.total}"
    return (
        f"starts {show_date(row.start)}, finishes {show_date(row.finish)}, "
        f"work {row.work}, hold {row.hold}, total {row.total}"
    )
