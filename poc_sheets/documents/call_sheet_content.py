"""What a call sheet says.

Times are `time`, `datetime` (night shoots cross midnight), a call code as text (`O/C`, `W/N`,
`PER DH`, `P/U 5:30A`), or None for blank. Script pages are whole eighths. `changed` names the fields
of a row that differ from the issue before; `ALL_CHANGED` marks a row that is new.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from poc_sheets.documents.clock import When

Style = Literal["feature", "episodic", "commercial", "uk"]
Status = Literal["PRELIM", "FINAL", "REV"]
#: Where a call came from: set for the person, for the department, or the general crew call.
Origin = Literal["pin", "offset", "department", "general", "code"]
BackgroundKind = Literal["stand-in", "union", "non-union", "car", ""]
Changed = frozenset[str]

UNCHANGED: Changed = frozenset()
ALL_CHANGED: Changed = frozenset({"*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A person named in the header: producer, director, UPM, agency, client."""

    role: str
    name: str
    phone: str = ""
    #: Who the person belongs to on a commercial: `agency`, `client`, or blank for the production.
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The colour and date of a script or schedule in force: Script, Blue, 10 Mar 2026."""

    what: str
    colour: str
    dated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stays the same from day to day."""

    title: str
    company: str = ""
    production_number: str = ""
    episode: str = ""
    office_address: str = ""
    office_phone: str = ""
    office_email: str = ""
    principals: tuple[Principal, ...] = ()
    #: Only on a commercial: agency, client, product, job number, spots, as label and text.
    job: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Which day this is, and which issue of its call sheet."""

    date: date
    number: int
    of: int | None = None
    unit: str = "Main Unit"
    sheet_number: str = ""
    status: Status = "FINAL"
    #: 0 is the first issue; 1 is REV 1.
    revision: int = 0
    colour: str = "White"
    issued_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """The times of the whole company."""

    crew_call: When
    shooting_call: When = None
    breakfast: When = None
    lunch: When = None
    est_wrap: When = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """The forecast for the place and date, and the sun. Units are in the text: `72°F`, `10 mph`."""

    condition: str = ""
    high: str = ""
    low: str = ""
    precipitation: str = ""
    wind: str = ""
    sunrise: When = None
    sunset: When = None
    first_light: When = None
    last_light: When = None
    advisory: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """The nearest hospital with an emergency room, and who treats people on set."""

    hospital: str = ""
    address: str = ""
    phone: str = ""
    distance: str = ""
    medic: str = ""
    medic_phone: str = ""
    number: str = "911"


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
class SignOff:
    """Who prepared or approved the sheet; `name` blank leaves a line to sign on."""

    role: str
    name: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of the CHANGES box."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """A whole call sheet, front and back.

    `changed` names what differs in the header blocks, with a dot: `calls.crew_call`,
    `weather.sunrise`, `emergency.hospital`, `day.number`.
    """

    header: Header
    day: Day
    calls: Calls
    style: Style = "feature"
    versions: tuple[Version, ...] = ()
    weather: Weather = Weather()
    emergency: Emergency = Emergency()
    locations: tuple[Location, ...] = ()
    #: Printed in this order; the first in the black bar.
    notices: tuple[str, ...] = ()
    radios: tuple[RadioChannel, ...] = ()
    scenes: tuple[Scene | Banner, ...] = ()
    shots: tuple[Shot | Banner, ...] = ()
    cast: tuple[CastCall, ...] = ()
    background: tuple[Background, ...] = ()
    department_notes: tuple[DepartmentNote, ...] = ()
    advance: tuple[AdvanceDay, ...] = ()
    sign_off: tuple[SignOff, ...] = ()
    departments: tuple[Department, ...] = ()
    meals: tuple[Meal, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    office_staff: tuple[CrewCall, ...] = ()
    changes: tuple[Change, ...] = ()
    changed: Changed = UNCHANGED

    @property
    def total_pages(self) -> int:
        """Script pages of the day, in eighths."""
        return sum(row.pages for row in self.scenes if isinstance(row, Scene))
