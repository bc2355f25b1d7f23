"""Time cells as they really stand on call sheets, and moments across midnight."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poc_sheets.problems import Finding, Place, SheetError
from poc_sheets.trade.clock import CallCode, Clock, NotAClock, format_clock, parse_clock
from poc_sheets.trade.moment import Moment, moment_of, tenths_nearest, tenths_up, times_in_order
from poc_sheets.workbook import Cell, ErrorValue

DAY = date(2026, 3, 12)
LOS_ANGELES = "America/Los_Angeles"


@pytest.mark.parametrize(
    "cell",
    [
        *("7A", "7a", "7:00a", "7:00A", "7:00 AM", "7:00 a.m.", " 7:00A* ", "07:00", "7:00:00"),
        *("0700", "700", "0700 hrs", "7", "7.0"),
        *(7.0, 7, 700.0, 0.2916, 0.2916666666666667, 46093.291666666664),
        *(time(7), time(6, 59, 58), datetime.combine(DAY, time(7))),
    ],
)
def test_seven_in_the_morning_in_every_spelling(cell: Cell) -> None:
    assert parse_clock(cell) == Clock(420)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("18:30", 1110),
        ("6:00P", 1080),
        ("12A", 0),
        ("12:30P", 750),
        ("730A", 450),
        ("1130p", 1410),
        ("18h30", 1110),
        ("2400", 1440),
        ("25:15", 1515),
        ("Noon", 720),
        (18.3, 1098),
        (7.25, 435),
        (0.0, 0),
        ("7.5", 450),
        (1.0, 60),
        (25.5, 1530),
    ],
)
def test_other_times(cell: Cell, minutes: int) -> None:
    assert parse_clock(cell) == Clock(minutes)


@pytest.mark.parametrize(
    ("cell", "code", "printed"),
    [
        ("O/C", "O/C", "O/C"),
        ("on call", "O/C", "O/C"),
        ("W/N", "W/N", "W/N"),
        ("TBD", "TBD", "TBD"),
        ("H", "H", "H"),
        ("N/A", "N/A", "N/A"),
        ("SR", "SR", "SR"),
        ("SR 7A", "SR", "SR 7:00A"),
        ("P/U 5:30A", "P/U", "P/U 5:30A"),
        ("p/u @ 0530", "P/U", "P/U 5:30A"),
        ("PER HOD", "PER", "PER HOD"),
        ("per transpo", "PER", "PER TRANSPO"),
    ],
)
def test_call_codes_are_kept_as_codes(cell: str, code: str, printed: str) -> None:
    read = parse_clock(cell)

    assert isinstance(read, CallCode)
    assert (read.code, read.as_text()) == (code, printed)


@pytest.mark.parametrize(
    "cell",
    [
        *("7:0a", "13P", "7:75", "0770", "18.30", "half seven", "48:00", "P/U maybe", "7:A"),
        *(True, 1.25, 55.0, -0.5, 3000.0, ErrorValue("#REF!"), date(2026, 3, 12), float("nan")),
    ],
)
def test_what_is_no_time_says_why_instead_of_guessing(cell: Cell) -> None:
    read = parse_clock(cell)

    assert isinstance(read, NotAClock)
    finding = read.at(Place("Crew", 4, 3, "Call"))
    assert str(read.seen) in finding.title
    assert finding.place.cell == "C4"


@pytest.mark.parametrize("cell", [None, "", "   "])
def test_an_empty_cell_is_nothing(cell: Cell) -> None:
    assert parse_clock(cell) is None


@given(st.integers(0, 1439), st.sampled_from(["12h", "24h"]))
def test_what_is_printed_is_read_back(minutes: int, style: str) -> None:
    printed = format_clock(minutes, "12h" if style == "12h" else "24h")
    assert parse_clock(printed) == Clock(minutes)


@given(st.integers(0, 1439))
def test_a_time_kept_as_a_fraction_of_a_day_is_exact_to_the_minute(minutes: int) -> None:
    assert parse_clock(minutes / 1440) == Clock(minutes)


@given(st.one_of(st.text(max_size=12), st.floats(), st.integers()))
def test_any_cell_gets_an_answer(cell: Cell) -> None:
    assert isinstance(parse_clock(cell), Clock | CallCode | NotAClock | None)


def test_times_past_midnight_print_their_hour_of_day() -> None:
    assert format_clock(1500) == "1:00A"
    assert format_clock(1500, "24h") == "01:00"


def test_a_night_shoot_stays_with_the_day_it_began() -> None:
    clocks = [Clock(1080), Clock(0), Clock(30), Clock(390)]

    moments = times_in_order(DAY, clocks)

    assert isinstance(moments, tuple)
    assert [moment.minutes for moment in moments if moment] == [1080, 1440, 1470, 1830]
    assert {moment.day for moment in moments if moment} == {DAY}


def test_two_equal_times_are_on_the_same_day() -> None:
    assert times_in_order(DAY, [Clock(420), Clock(420)]) == (Moment(DAY, 420), Moment(DAY, 420))


def test_empty_cells_keep_their_place_in_the_order() -> None:
    moments = times_in_order(DAY, [Clock(420), None, Clock(1260)])

    assert moments == (Moment(DAY, 420), None, Moment(DAY, 1260))


def test_a_meal_that_ends_before_it_began_is_reported() -> None:
    """Lunch 1:00P to 12:30P would last 23.5 hours."""
    finding = times_in_order(DAY, [Clock(420), Clock(780), Clock(750)])

    assert isinstance(finding, Finding)
    assert "23.5 hours" in finding.what


def test_rest_over_the_night_the_clocks_go_forward_is_an_hour_shorter() -> None:
    out = Moment(date(2026, 3, 7), 22 * 60, LOS_ANGELES)
    call = Moment(date(2026, 3, 8), 8 * 60, LOS_ANGELES)

    assert call - out == 9 * 60
    assert out.after(10 * 60) == Moment(date(2026, 3, 8), 9 * 60, LOS_ANGELES)


def test_rest_over_the_night_the_clocks_go_back_is_an_hour_longer() -> None:
    out = Moment(date(2026, 10, 31), 22 * 60, LOS_ANGELES)
    call = Moment(date(2026, 11, 1), 8 * 60, LOS_ANGELES)

    assert call - out == 11 * 60
    assert out.after(10 * 60).as_text() == "7:00A"


def test_the_second_half_past_one_of_that_night_is_an_hour_after_the_first() -> None:
    first = Moment(date(2026, 10, 31), 1530, LOS_ANGELES)
    second = Moment(date(2026, 10, 31), 1530, LOS_ANGELES, fold=1)

    assert second - first == 60
    assert first.after(60) == second


def test_equal_instants_are_equal_however_they_are_written() -> None:
    assert Moment(DAY, 1470) == Moment(date(2026, 3, 13), 30)
    assert len({Moment(DAY, 1470), Moment(date(2026, 3, 13), 30)}) == 1
    assert Moment(DAY, 540, "America/New_York") == Moment(DAY, 360, LOS_ANGELES)


def test_a_moment_and_a_date_with_time_are_the_same() -> None:
    when = datetime.combine(date(2026, 3, 13), time(0, 30))

    assert moment_of(when, DAY) == Moment(DAY, 1470)
    assert Moment(DAY, 1470).as_datetime() == when


def test_a_zone_nobody_knows_stops_with_the_settings_tab() -> None:
    with pytest.raises(SheetError, match="Hollywood"):
        _ = Moment(DAY, 420, "Hollywood").absolute


def test_a_moment_with_a_zone_is_never_compared_with_one_without() -> None:
    with pytest.raises(ValueError, match="zone"):
        _ = Moment(DAY, 420, LOS_ANGELES) - Moment(DAY, 0)


@given(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 1700), st.integers(-1500, 3000)
)
def test_after_and_difference_are_inverse_on_every_day_of_the_year(
    day: date, minutes: int, span: int
) -> None:
    start = Moment(day, minutes, LOS_ANGELES)

    assert start.after(span) - start == span


@pytest.mark.parametrize(("minutes", "tenths"), [(0, 0), (1, 1), (36, 6), (37, 7), (480, 80)])
def test_each_begun_tenth_counts(minutes: int, tenths: int) -> None:
    assert tenths_up(minutes) == tenths


def test_other_roundings_of_an_hour() -> None:
    assert tenths_up(61, unit_tenths=5) == 15
    assert [tenths_nearest(32), tenths_nearest(33)] == [5, 6]
