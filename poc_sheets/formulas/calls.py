"""Cell functions about calls, people, the sun and revision colours."""

from datetime import date, datetime

from poc_sheets.call_sheets.called import Called
from poc_sheets.call_sheets.people import CHECK
from poc_sheets.problems import CellTextError, SheetError
from poc_sheets.registry import formula
from poc_sheets.settings import Settings
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import CREW
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.cells import CodeKind, DateKind
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.kinds import Reading, Unreadable
from poc_sheets.tabs.model import Rows
from poc_sheets.trade.calling import show_time
from poc_sheets.trade.colors import revision_color
from poc_sheets.trade.rules import key
from poc_sheets.trade.sun import sun_times

_SUN = {
    "rise": "sunrise", "sunrise": "sunrise", "set": "sunset", "sunset": "sunset", "dawn": "dawn",
    "first light": "dawn", "dusk": "dusk", "last light": "dusk",
}  # fmt: skip
_FIELDS = {
    "mobile": ("mobile", "phone"), "phone": ("mobile", "phone"), "email": ("email", "email"),
    "mail": ("email", "email"), "position": ("position", "character"),
    "character": ("position", "character"), "department": ("department", ""),
    "agent": ("", "agent"), "agent phone": ("", "agent_phone"),
}  # fmt: skip


@formula(example='=POC_CALL("Jo Lee", 12)')
def call(called: Called, person: object, day: object) -> str:
    """The call of a person on a shoot day, as the call sheet shows it.

    Args:
        person: a name of the Crew or Cast tab, "name, position", or a cast id.
        day: the number of the shoot day.
    """
    number, asked = _whole(day, "day"), _text(person)
    try:
        people = called.on(number)
    except SheetError as stopped:
        raise CellTextError(stopped.finding.title) from None
    if people is None:
        raise CellTextError(f"no shoot day {number}")
    found = people.get(key(asked), [])
    if not found:
        raise CellTextError(f"{asked or 'nobody'} is not on day {number}")
    if len(found) > 1:
        posts = ", ".join(line.item if line.block == CREW else line.detail for line in found)
        raise CellTextError(f"{len(found)} people: {posts}")
    if found[0].call == CHECK:
        raise CellTextError(f"check the call of {asked}")
    return found[0].call


@formula(example='=POC_CONTACT("Jo Lee", "mobile")')
def contact(
    person: object,
    field: object,
    crew: Rows[CrewMember] = Rows(),  # noqa: B008  (no tab, no rows)
    cast: Rows[CastMember] = Rows(),  # noqa: B008
) -> str:
    """A contact of a person: mobile, e-mail, position; two people of one name are said, not guessed.

    Args:
        person: a name of the Crew or Cast tab, or "name, position" where two share it.
        field: mobile, email, position, department, agent, agent phone.
    """
    wanted, asked = key(_text(person)), key(_text(field)).replace("-", "")
    if asked not in _FIELDS:
        raise CellTextError(f"no field {_text(field)}: {', '.join(_FIELDS)}")
    people: list[tuple[str, CrewMember | CastMember]] = [
        *((m.position, m) for m in crew if wanted in {key(m.name), key(f"{m.name}, {m.position}")}),
        *((m.character, m) for m in cast if m.performer and wanted == key(m.performer)),
    ]
    if not people:
        raise CellTextError(f"no {_text(person) or 'person: blank'}")
    if len(people) > 1:
        raise CellTextError(f"{len(people)} people: {', '.join(post for post, _ in people)}")
    member = people[0][1]
    attribute = _FIELDS[asked][0 if isinstance(member, CrewMember) else 1]
    return getattr(member, attribute) if attribute else ""


@formula(example='=POC_SUN("7", "2026-03-17", "set")')
def sun(shoot: Shoot, location: object, day: object, which: object) -> str:
    """Sunrise, sunset, dawn or dusk at a location on a date.

    Args:
        location: a number of the Locations tab.
        day: a date.
        which: rise, set, dawn or dusk.
    """
    event = _SUN.get(key(_text(which)))
    if event is None:
        raise CellTextError("rise, set, dawn or dusk")
    number = CodeKind().read(location, Reading()) if location is not None else ""  # type: ignore[arg-type]  # a cell, of any type
    place = shoot.locations_by_number.get(number)
    if place is None:
        raise CellTextError(f"no location {number}")
    if place.latitude is None or place.longitude is None:
        raise CellTextError(f"location {number} has no latitude and longitude")
    on = _date(day)
    settings = shoot.settings
    try:
        times = sun_times(float(place.latitude), float(place.longitude), on, settings.time_zone)
    except SheetError as stopped:
        raise CellTextError(stopped.finding.title) from None
    moment: datetime | None = getattr(times, event)
    if moment is None:
        raise CellTextError(times.note)
    return show_time(moment, settings.style, on)


@formula(example="=POC_COLOR(2)")
def color(settings: Settings, revision: object) -> str:
    """The colour of a revision: 0 is white, 1 blue, by the list of the production.

    Args:
        revision: 0 for the first issue, then one for each revision.
    """
    number = _whole(revision, "revision")
    if number < 0:
        raise CellTextError(f"no revision {number}")
    return revision_color(number, settings.revision_colors).title()


@formula(example='=POC_DOOD("3", 12)')
def dood(shoot: Shoot, cast_id: object, day: object) -> str:
    """The day-out-of-days code of a performer on a shoot day: SW, W, H, WF; blank: nothing.

    Args:
        cast_id: an id of the Cast tab.
        day: the number of the shoot day.
    """
    wanted = CodeKind().read(cast_id, Reading()) if cast_id is not None else ""  # type: ignore[arg-type]  # a cell, of any type
    row = shoot.dood.get(wanted)
    number = _whole(day, "day")
    if row is None:
        raise CellTextError(f"no cast id {wanted}")
    if number not in shoot.dates:
        raise CellTextError(f"no shoot day {number} with a date")
    return row.code_on(shoot.dates[number])


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _whole(cell: object, what: str) -> int:
    text = _text(cell)
    if not text.lstrip("-").isdigit():
        raise CellTextError(f"no {what}: {text or 'blank'}")
    return int(text)


def _date(cell: object) -> date:
    try:
        read: date = DateKind().read(cell, Reading())  # type: ignore[arg-type]  # a cell, of any type
    except Unreadable:
        raise CellTextError(f"no date: {_text(cell) or 'blank'}") from None
    return read
