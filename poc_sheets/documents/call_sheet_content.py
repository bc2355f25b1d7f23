"""What a call sheet says: the whole of it, with its header, its day, weather and signatures.

Times are `time`, `datetime` (night shoots cross midnight), a call code as text (`O/C`, `W/N`,
`PER DH`, `P/U 5:30A`), or None for blank. Script pages are whole eighths. The rows of its tables are
declared in `call_sheet_rows`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from poc_sheets.documents.call_sheet_rows import (
    UNCHANGED,
    AdvanceDay,
    Background,
    Banner,
    CastCall,
    Change,
    Changed,
    CrewCall,
    Department,
    DepartmentNote,
    Location,
    Meal,
    RadioChannel,
    Scene,
    Shot,
    Vehicle,
)
from poc_sheets.documents.clock import When

Style = Literal["feature", "episodic", "commercial", "uk"]
Status = Literal["PRELIM", "FINAL", "REV"]


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
class SignOff:
    """Who prepared or approved the sheet; `name` blank leaves a line to sign on."""

    role: str
    name: str = ""
    at: datetime | None = None


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
