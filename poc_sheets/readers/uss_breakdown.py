"""The breakdown of a Universal Schedule Standard file: categories, elements and what a strip lists.

Two shapes are read. In one, an element names its category; in the other, a category lists its
elements. A category is known by its universal id, or by its name where a file has none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from poc_sheets.readers.schedule import ScheduledCast
from poc_sheets.readers.uss_boards import Entry, entries
from poc_sheets.readers.uss_calendar import read_events, weekdays
from poc_sheets.trade.dood import DROP_DAYS
from poc_sheets.trade.scenes import scene_text

SET = "Set"
INT_EXT = "INT/EXT"
DAY_NIGHT = "Day/Night"
SCRIPT_DAY = "Script Day"
LOCATION = "Location"
CAST = "Cast"
BACKGROUND = "Background"
OTHER = "Other"

#: Categories that a strip has a field of its own for, by universal id.
OWN_CATEGORIES = {
    0: SET,
    1: INT_EXT,
    2: DAY_NIGHT,
    3: SCRIPT_DAY,
    6: LOCATION,
    100: CAST,
    101: BACKGROUND,
}
_BY_NAME = {
    "set": SET,
    "sets": SET,
    "int/ext": INT_EXT,
    "i/e": INT_EXT,
    "day/night": DAY_NIGHT,
    "d/n": DAY_NIGHT,
    "script day": SCRIPT_DAY,
    "location": LOCATION,
    "cast": CAST,
    "cast members": CAST,
    "background": BACKGROUND,
    "background actors": BACKGROUND,
    "extras": BACKGROUND,
}


@dataclass(frozen=True, slots=True)
class Element:
    """Anything a strip can list: a category, and a name or (for cast) a board id."""

    category: str
    name: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """All elements of a file by id; `names` lists every category in file order, cast left out.

    `unreadable_events` counts events of cast members whose date cannot be read.
    """

    elements: Mapping[str, Element]
    names: Mapping[str, tuple[str, ...]]
    cast: tuple[ScheduledCast, ...] = ()
    unreadable_events: int = 0
    uncategorised: tuple[str, ...] = ()
    shared_ids: tuple[str, ...] = ()


def text(value: object) -> str:
    """A text field of a file; none is blank, a whole number has no decimals."""
    return value.strip() if isinstance(value, str) else scene_text(value)


def read_breakdown(root: Entry) -> Breakdown:
    """Categories and elements of a file."""
    categories = entries(root.get("categories"))
    names = {text(category.get("id")): _category_name(category) for category in categories}
    # The other shape: a category lists its elements; the first category that does so counts.
    listed: dict[str, str] = {}
    for category in categories:
        for element_id in _strings(category.get("elements")):
            listed.setdefault(element_id, _category_name(category))
    elements: dict[str, Element] = {}
    by_category: dict[str, list[str]] = {name: [] for name in names.values() if name != CAST}
    cast: list[ScheduledCast] = []
    unreadable = 0
    uncategorised: list[str] = []
    for entry in entries(root.get("elements")):
        element_id, name = text(entry.get("id")), text(entry.get("name"))
        found = names.get(text(entry.get("category"))) or listed.get(element_id)
        if found is None:
            uncategorised.append(name)
        category_name = found or OTHER
        if category_name == CAST:
            member, bad_dates = _cast_member(entry)
            cast.append(member)
            unreadable += bad_dates
            elements[element_id] = Element(CAST, member.cast_id)
            continue
        elements[element_id] = Element(category_name, name)
        by_category.setdefault(category_name, []).append(name)
    return Breakdown(
        elements=elements,
        names={category: tuple(dict.fromkeys(found)) for category, found in by_category.items()},
        cast=tuple(cast),
        unreadable_events=unreadable,
        uncategorised=tuple(uncategorised),
        shared_ids=_repeated(member.cast_id for member in cast),
    )


def _category_name(category: Entry) -> str:
    number = category.get("ucid", category.get("catId"))
    name = text(category.get("name"))
    if isinstance(number, int) and number in OWN_CATEGORIES:
        return OWN_CATEGORIES[number]
    own = _BY_NAME.get(name.casefold()) if not isinstance(number, int) else None
    return own or name or OTHER


def _strings(value: object) -> list[str]:
    return [text(item) for item in value] if isinstance(value, list) else []


def _repeated(ids: Iterable[str]) -> tuple[str, ...]:
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for cast_id in ids:
        if cast_id in seen:
            twice[cast_id] = None
        seen.add(cast_id)
    return tuple(twice)


def _cast_member(entry: Entry) -> tuple[ScheduledCast, int]:
    character = text(entry.get("name"))
    events, _, unreadable = read_events(entry.get("events"))
    drop_days = _first(entry, "doodDayCount", "dropDayCount", "doodDropDays")
    member = ScheduledCast(
        cast_id=text(entry.get("elementId")) or character,
        character=character,
        may_hold=_first(entry, "isHold", "doodHoldAllow") is not False,
        may_drop=_first(entry, "isDrop", "doodDropAllow") is not False,
        drop_days=drop_days if isinstance(drop_days, int) else DROP_DAYS,
        events=events,
        days_off=weekdays(entry.get("daysOff")),
        in_dood=_first(entry, "isDood", "doodInclude") is not False,
    )
    return member, unreadable


def _first(entry: Entry, *keys: str) -> object:
    """The value of the first key that the entry has; programs name the same setting differently."""
    return next((entry[key] for key in keys if entry.get(key) is not None), None)
