"""The rows of a call sheet's tables: scenes, cast, crew, and what else is listed line by line.

Times and script pages are as `call_sheet_content` says. `changed` names the fields of a row that
differ from the issue before; `ALL_CHANGED` marks a row that is new.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from poc_sheets.documents.clock import When

#: Where a call came from: set for the person, for the department, or the general crew call.
Origin = Literal["pin", "offset", "department", "general", "code"]
BackgroundKind = Literal["stand-in", "union", "non-union", "car", ""]
Changed = frozenset[str]

UNCHANGED: Changed = frozenset()
ALL_CHANGED: Changed = frozenset({"*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place people go to: a set, crew parking, basecamp, background holding, catering."""

    label: str
    name: str = ""
    address: str = ""
    contact: str = ""
    note: str = ""
    map_link: str = ""
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class RadioChannel:
    """A channel and who talks on it."""

    channel: str
    use: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A strip of the day. `pages` is in eighths; `number` is text (`A12`, `12pt`)."""

    number: str
    set_name: str = ""
    interior: str = ""
    synopsis: str = ""
    day_night: str = ""
    script_day: str = ""
    cast: str = ""
    pages: int = 0
    location: str = ""
    notes: str = ""
    episode: str = ""
    starts: When = None
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A row across the scenes: COMPANY MOVE, LUNCH."""

    text: str
    starts: When = None
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A row of a commercial's schedule of the day."""

    starts: When
    number: str = ""
    description: str = ""
    talent: str = ""
    location: str = ""
    ends: When = None
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class CastCall:
    """A performer's times. `status` is the code of the trade: SW, W, WF, SWF, H, T, R, FT."""

    number: str
    performer: str
    character: str = ""
    status: str = ""
    pick_up: When = None
    report: When = None
    hair_makeup: When = None
    wardrobe: When = None
    rehearsal: When = None
    on_set: When = None
    remarks: str = ""
    is_minor: bool = False
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Stand-ins or background called together; `quantity` counts people, or cars."""

    quantity: int | None
    description: str
    kind: BackgroundKind = ""
    report: When = None
    on_set: When = None
    holding: str = ""
    scenes: str = ""
    notes: str = ""
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentNote:
    """What a department must bring or know."""

    department: str
    text: str
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceDay:
    """A day ahead. `number` None is a day without shooting; `headline` says what it is."""

    date: date
    number: int | None = None
    headline: str = ""
    rows: tuple[Scene | Banner, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewCall:
    """A line of the back. `phone` is printed only on request."""

    position: str
    name: str
    call: When = None
    origin: Origin = "general"
    phone: str = ""
    note: str = ""
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department of the back, in the order its people are printed."""

    name: str
    people: tuple[CrewCall, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meal:
    """A meal: for how many, when, where."""

    meal: str
    count: int | None = None
    at: When = None
    place: str = ""
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle or a piece of equipment that works today."""

    what: str
    count: int | None = None
    driver: str = ""
    at: When = None
    note: str = ""
    changed: Changed = UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of the CHANGES box."""

    what: str
    before: str
    after: str
