"""Times as people write them on a call sheet."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import date, datetime, timedelta

import pytest

from poc_sheets.trade.calling import (
    call_sheet_name,
    on_date,
    parse_offset,
    read_time,
    same_text,
    show_time,
)
from poc_sheets.trade.clock import CallCode, Clock, NotAClock

DAY = date(2026, 3, 12)
MORNING, NIGHT = datetime(2026, 3, 12, 7), datetime(2026, 3, 12, 18)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("-0:30", -30),
        ("+1:00", 60),
        ("0:15", 15),
        ("\u22120:30", -30),
        ("-30", -30),
        ("-30 min", -30),
        ("-0.0208333333333333", -30),
        ("half an hour", None),
        ("-0.5", None),
        ("5", None),
        ("7:00A", None),
    ],
)
def test_an_offset_is_hours_and_minutes_or_nothing(text: str, minutes: int | None) -> None:
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert parse_offset(text) == expected


@pytest.mark.parametrize(
    ("clock", "general", "expected"),
    [
        (Clock(5 * 60 + 30), MORNING, datetime(2026, 3, 12, 5, 30)),
        (Clock(60), NIGHT, datetime(2026, 3, 13, 1)),
        (Clock(6 * 60), NIGHT, datetime(2026, 3, 12, 6)),
        (Clock(20 * 60), MORNING, datetime(2026, 3, 12, 20)),
        (Clock(23 * 60 + 30), datetime(2026, 3, 12, 5), datetime(2026, 3, 11, 23, 30)),
        (Clock(25 * 60), MORNING, datetime(2026, 3, 13, 1)),
    ],
)
def test_a_time_belongs_to_the_night_in_which_it_lies(
    clock: Clock, general: datetime, expected: datetime
) -> None:
    """A pin at 1:00A of a night that starts at 6:00P is on the next date."""
    assert on_date(clock, DAY, general) == expected


def test_a_time_after_midnight_is_shown_and_read_with_its_day() -> None:
    """`1:15A+1` is a quarter past one in the night after the shoot day."""
    moment = datetime(2026, 3, 13, 1, 15)
    assert show_time(moment, "12h", DAY) == "1:15A+1"
    assert read_time("1:15A+1", DAY, MORNING) == moment
    assert show_time(moment, "24h", DAY) == "01:15+1"
    assert read_time("01:15+1", DAY) == moment


def test_a_late_scene_of_a_long_day_stays_on_its_day() -> None:
    """Fifteen hours after a morning call is still the same evening."""
    evening = datetime(2026, 3, 12, 22, 15)
    assert read_time(show_time(evening, "12h", DAY), DAY, MORNING) == evening
    assert read_time("1:00A", DAY, NIGHT) == datetime(2026, 3, 13, 1)
    assert on_date(Clock(22 * 60 + 30), DAY, MORNING) == datetime(2026, 3, 12, 22, 30)


def test_codes_blanks_and_words_are_told_apart() -> None:
    """Words that are no time come back with the reason, never as a time."""
    assert read_time("O/C", DAY) == CallCode("O/C")
    assert read_time("  ", DAY) is None
    assert isinstance(read_time("7:0a", DAY), NotAClock)
    assert isinstance(read_time("see 2nd AD", DAY), NotAClock)


def test_one_time_in_two_spellings_is_the_same_cell() -> None:
    """What the program's time format changed was not typed over."""
    assert same_text("7A", "7:00A")
    assert same_text("07:00", "7:00A ")
    assert not same_text("7:00A", "7:00P")
    assert not same_text("", "7:00A")
    assert not same_text("see 2nd AD", "see 1st AD")


def test_a_file_name_sorts_and_has_no_blanks() -> None:
    """Revision 1 of day 7 of SHOW."""
    name = call_sheet_name("SHOW", 7, DAY, "REV1-BLUE")
    assert name == "SHOW_CS_D07_2026-03-12_REV1-BLUE.pdf"
    assert " " not in call_sheet_name("It's  a show/2", 7, DAY, "REV9-DOUBLE BLUE", unit="2nd")
