"""What a daily production report says.

Pages are eighths, minutes of screen time are whole seconds, and times are local to the unit. The
report prints what it is given: whether its sums agree is checked before, where it can be settled.
"""

import datetime as dt
from dataclasses import dataclass

from poc_sheets.documents.approvals import Approval
from poc_sheets.documents.clock import When


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """Days of one type (1st unit, 2nd unit, rehearsal, travel): scheduled, and worked so far."""

    kind: str
    scheduled: int
    actual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptCount:
    """A row of the script totals: script total, taken previously, taken today, to date, remaining."""

    row: str
    scenes: int | None = None
    pages: int | None = None
    seconds: int | None = None
    setups: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaCount:
    """Cards, rolls or drives of a kind: used before, today, to date, as printed."""

    what: str
    previous: str = ""
    today: str = ""
    to_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastTime:
    """A performer's day, as on the Exhibit G."""

    number: str
    performer: str
    character: str = ""
    status: str = ""
    report: When = None
    on_set: When = None
    meal_out: When = None
    meal_in: When = None
    second_meal_out: When = None
    second_meal_in: When = None
    dismissed: When = None
    left_location: When = None
    arrived_home: When = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraTime:
    """Stand-ins or background paid alike. `rate` and `adjustments` are as printed."""

    quantity: int
    description: str
    rate: str = ""
    time_in: When = None
    time_out: When = None
    meals: str = ""
    adjustments: str = ""
    vouchers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewTime:
    """A crew member's day: in, meals, out. A code (`N/A`, `O/C`) stands for a time as text."""

    department: str
    position: str
    name: str
    call: When = None
    meal_out: When = None
    meal_in: When = None
    second_meal_out: When = None
    second_meal_in: When = None
    out: When = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedMeal:
    """A meal as served."""

    meal: str
    count: int | None = None
    at: When = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNote:
    """A note under its heading: Delays, Accidents and illness, Late, Absent, Safety meeting."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionReport:
    """A whole daily production report, front and back.

    `times` are the company's, as label and time: crew call, shooting call, first shot, lunch out and
    in, first shot after lunch, second meal, camera wrap, last man out. `scenes` are the lists of the
    day, as label and text: scheduled, completed, partial, not shot, added, retakes, locations.
    """

    production: str
    date: dt.date
    number: int
    of: int | None = None
    unit: str = "Main Unit"
    company: str = ""
    production_number: str = ""
    people: tuple[tuple[str, str], ...] = ()
    started: dt.date | None = None
    scheduled_finish: dt.date | None = None
    estimated_finish: dt.date | None = None
    versions: tuple[tuple[str, str], ...] = ()
    #: More than 0: days ahead of schedule; less than 0: behind; None: not stated.
    days_ahead: int | None = None
    days: tuple[DayCount, ...] = ()
    times: tuple[tuple[str, When], ...] = ()
    scenes: tuple[tuple[str, str], ...] = ()
    script: tuple[ScriptCount, ...] = ()
    media: tuple[MediaCount, ...] = ()
    cast: tuple[CastTime, ...] = ()
    extras: tuple[ExtraTime, ...] = ()
    crew: tuple[CrewTime, ...] = ()
    meals: tuple[ServedMeal, ...] = ()
    notes: tuple[ReportNote, ...] = ()
    weather: str = ""
    approvals: tuple[Approval, ...] = ()
    issued_at: dt.datetime | None = None
