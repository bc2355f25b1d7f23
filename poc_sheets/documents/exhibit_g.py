"""The performers' time report of a day (Exhibit G), landscape, for signatures.

Source:
    SAG-AFTRA Production Time Report; the note "NP" (not photographed) and the box to dispute the
    times stand in the 2023 TV/Theatrical memorandum.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from poc_sheets.documents.clock import Clock, When, clock_text, long_date
from poc_sheets.documents.typesetting import Paper, breakable, plain, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformerTime:
    """A performer's line. `status` is W, R, FT, TR, S, H, T, F or NP; counts are as printed."""

    number: str
    performer: str
    character: str = ""
    status: str = ""
    is_minor: bool = False
    report_makeup: When = None
    report_set: When = None
    dismiss_set: When = None
    dismiss_makeup: When = None
    breakfast_in: When = None
    breakfast_out: When = None
    meal_start: When = None
    meal_finish: When = None
    second_meal_start: When = None
    second_meal_finish: When = None
    leave_for_location: When = None
    arrive_location: When = None
    leave_location: When = None
    arrive_studio: When = None
    tutoring: str = ""
    wardrobe: str = ""
    forced_call: str = ""
    meal_penalties: str = ""
    stunt_adjustment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitG:
    """The time report of one day."""

    production: str
    date: date
    company: str = ""
    production_number: str = ""
    shooting_day: str = ""
    location: str = ""
    contact: str = ""
    contact_phone: str = ""
    kind: str = ""
    #: Whether this is the designated day off: Yes, No, or blank.
    day_off: str = ""
    performers: tuple[PerformerTime, ...] = ()


def render_exhibit_g(report: ExhibitG, *, paper: Paper = "us-legal", clock: Clock = "12h") -> bytes:
    """The report as PDF, the long side across; the same report gives the same bytes.

    Args:
        report: what to print.
        paper: the sheet's size.
        clock: how times are printed.
    """

    def printed(value: object) -> object:
        if isinstance(value, datetime | time):
            return clock_text(value, clock, report.date)
        if isinstance(value, date):
            return long_date(value)
        return breakable(value) if isinstance(value, str) else None

    content: dict[str, Any] = plain(report, printed)
    content["paper"] = paper
    return typeset("exhibit_g", content, dated=report.date)
