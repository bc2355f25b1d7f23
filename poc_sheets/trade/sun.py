"""Sunrise, sunset and civil twilight of a place and a date, without a network."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from poc_sheets.problems import Problem

if TYPE_CHECKING:
    from astral import Observer

UNKNOWN_ZONE = Problem(
    code="unknown-time-zone",
    title="The time zone {zone} is not known",
    what='the sun is asked for in the zone "{zone}"',
    do="write the zone as area and city, such as America/Los_Angeles",
)
NO_SUCH_PLACE = Problem(
    code="no-such-place",
    title="There is no such place on earth",
    what="latitude {latitude}, longitude {longitude}",
    do="write the latitude from -90 to 90 and the longitude from -180 to 180, in degrees",
)


@dataclass(frozen=True, slots=True)
class SunTimes:
    """The sun of one day, to the minute, in the place's own time.

    A time is `None` where it does not happen that day; `note` then says what happens instead. `dawn`
    and `dusk` are civil: the sun six degrees below the horizon. A sunset or dusk of the far north
    can fall after midnight and carries the next date.
    """

    dawn: datetime | None
    sunrise: datetime | None
    sunset: datetime | None
    dusk: datetime | None
    note: str = ""


def sun_times(latitude: float, longitude: float, day: date, zone: str) -> SunTimes:
    """Sunrise, sunset, civil dawn and civil dusk.

    Args:
        latitude: degrees, north positive.
        longitude: degrees, east positive.
        day: the date at the place.
        zone: IANA time zone, such as `America/Los_Angeles`.

    Raises:
        SheetError: the zone or the place is not known.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NO_SUCH_PLACE.stop(latitude=latitude, longitude=longitude)
    local = _zone(zone)
    from astral import Observer, sun  # noqa: PLC0415 - importing a module stays cheap

    place = Observer(latitude=latitude, longitude=longitude)
    # astral takes the date as Greenwich's: far from there its noon can be a day off.
    noons = (
        sun.noon(place, date=day + timedelta(days=shift), tzinfo=local) for shift in (0, -1, 1)
    )
    noon = next(moment for moment in noons if moment.date() == day)

    def morning(event: Callable[..., datetime]) -> datetime | None:
        return _nearest(event, place, noon, (0, -1))

    def evening(event: Callable[..., datetime]) -> datetime | None:
        return _nearest(event, place, noon, (0, 1))

    sunrise, sunset = morning(sun.sunrise), evening(sun.sunset)
    dawn, dusk = morning(sun.dawn), evening(sun.dusk)
    note = _note(sunrise, sunset, dusk, is_up_at_noon=sun.elevation(place, noon) > 0)
    return SunTimes(dawn, sunrise, sunset, dusk, note)


def _nearest(
    event: Callable[..., datetime], place: "Observer", noon: datetime, days: tuple[int, int]
) -> datetime | None:
    """The event that belongs to this noon: a midsummer sunset can fall after midnight."""
    for offset in days:
        try:
            moment = event(place, date=noon.date() + timedelta(days=offset), tzinfo=noon.tzinfo)
        except ValueError:
            continue
        hours = (moment - noon) / timedelta(hours=1)
        if 0 <= (hours if max(days) else -hours) < 14:
            return _to_minute(moment)
    return None


def _zone(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    # ZoneInfo reads a folder's name as a broken zone file, and refuses paths as ValueError.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UNKNOWN_ZONE.stop(zone=zone) from None


def _to_minute(moment: datetime) -> datetime:
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _note(
    sunrise: datetime | None, sunset: datetime | None, dusk: datetime | None, *, is_up_at_noon: bool
) -> str:
    if sunrise and sunset:
        return "" if dusk else "civil twilight lasts all night"
    if sunrise:
        return "the sun rises and does not set"
    if sunset:
        return "the sun sets and did not rise"
    if is_up_at_noon:
        return "the sun does not set"
    return "the sun does not rise" if dusk else "the sun does not rise: dark all day"
