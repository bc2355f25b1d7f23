"""Sun times are those of the place and the date; where the sun does not rise or set they say so."""

from datetime import date, datetime

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.trade.sun import sun_times


def clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%d %H:%M}"


def is_near(moment: datetime | None, expected: str) -> bool:
    """Published tables and formulas differ by a minute or two."""
    assert moment is not None
    return abs((moment - datetime.fromisoformat(expected)).total_seconds()) <= 120


def test_los_angeles_in_daylight_saving_time() -> None:
    """Almanacs give 5:42 in the morning and 8:07 in the evening for 20 June."""
    sun = sun_times(34.05, -118.24, date(2026, 6, 20), "America/Los_Angeles")
    assert is_near(sun.sunrise, "2026-06-20T05:42-07:00")
    assert is_near(sun.sunset, "2026-06-20T20:07-07:00")
    assert sun.dawn is not None
    assert sun.dusk is not None
    assert sun.sunrise is not None
    assert sun.sunset is not None
    assert sun.dawn < sun.sunrise < sun.sunset < sun.dusk
    assert sun.note == ""


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (1.87, -157.4, "Pacific/Kiritimati"),
        (-36.85, 174.76, "Pacific/Auckland"),
        (21.3, -157.86, "Pacific/Honolulu"),
        (51.5, -0.12, "Europe/London"),
    ],
)
def test_the_day_is_that_of_the_place(latitude: float, longitude: float, zone: str) -> None:
    for day in (date(2026, 1, 1), date(2026, 6, 12), date(2026, 12, 31)):
        sun = sun_times(latitude, longitude, day, zone)
        assert sun.sunrise is not None
        assert sun.sunset is not None
        assert sun.sunrise.date() == sun.sunset.date() == day


def test_polar_summer_and_winter_say_so() -> None:
    summer = sun_times(69.65, 18.96, date(2026, 6, 21), "Europe/Oslo")
    assert (summer.sunrise, summer.sunset, summer.note) == (None, None, "the sun does not set")
    winter = sun_times(69.65, 18.96, date(2026, 12, 21), "Europe/Oslo")
    assert (winter.sunrise, winter.note) == (None, "the sun does not rise")
    assert winter.dawn is not None
    dark = sun_times(78.2, 15.6, date(2026, 12, 21), "Arctic/Longyearbyen")
    assert (dark.dawn, dark.note) == (None, "the sun does not rise: dark all day")


def test_a_midsummer_sunset_after_midnight_belongs_to_the_evening() -> None:
    sun = sun_times(64.15, -21.94, date(2026, 6, 21), "Atlantic/Reykjavik")
    assert clock(sun.sunset).startswith("22 00:0")
    assert sun.note == "civil twilight lasts all night"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc", "America"])
def test_an_unknown_zone_stops_with_what_to_write(zone: str) -> None:
    with pytest.raises(SheetError, match="write the zone as area and city"):
        sun_times(34, -118, date(2026, 6, 20), zone)


def test_a_place_off_the_earth_stops() -> None:
    with pytest.raises(SheetError, match="latitude 134"):
        sun_times(134, -118, date(2026, 6, 20), "UTC")
