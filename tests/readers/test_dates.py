"""Dates are decided for a whole column, and no time zone moves them."""

import os
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

import pytest

from poc_sheets.readers.dates import date_style, nearest_year, parse_iso_start, read_date


@pytest.fixture(params=["America/Los_Angeles", "Asia/Tokyo"])
def time_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """A computer far west and one far east of Greenwich."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022-06-29", date(2022, 6, 29)),
        ("2022/6/9", date(2022, 6, 9)),
        ("29-Jun-2022", date(2022, 6, 29)),
        ("29 June 2022", date(2022, 6, 29)),
        ("Jun 29, 2022", date(2022, 6, 29)),
        ("Wed, 29 Jun 2022", date(2022, 6, 29)),
        ("29JUN22", date(2022, 6, 29)),
        ("29. März 2022", date(2022, 3, 29)),
        ("3 juin 2020", date(2020, 6, 3)),
        ("13.03.21", date(2021, 3, 13)),
        ("13/03/1998 10:30", date(1998, 3, 13)),
        ("20190213", date(2019, 2, 13)),
        ("20190213120000", date(2019, 2, 13)),
        (20190213.0, date(2019, 2, 13)),
        (45000.0, date(2023, 3, 15)),
        ("45000", date(2023, 3, 15)),
        (datetime(2022, 6, 29, 23, 59), date(2022, 6, 29)),  # noqa: DTZ001
        (date(2022, 6, 29), date(2022, 6, 29)),
        ("5/5/2021", date(2021, 5, 5)),
    ],
)
def test_a_date_that_reads_in_one_way_is_read(cell: str | float | date, day: date) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize("cell", ["2021-02-30", "00/00/0000", "", "n/a", "31/31/2021", "2-05", 7.0])
def test_what_shows_no_day_is_not_read_as_one(cell: str | float) -> None:
    assert read_date(cell) is None


def test_a_serial_number_of_the_1904_system_is_four_years_later() -> None:
    assert read_date(43538.0, is_1904=True) == date(2023, 3, 15)


def test_one_day_after_the_twelfth_decides_the_whole_column() -> None:
    assert date_style(["03/04/2021", "13/04/2021"]).order == "dmy"
    assert date_style(["03/04/2021", "04/13/2021"]).order == "mdy"
    assert read_date("03/04/2021", "mdy") == date(2021, 3, 4)


def test_a_row_is_never_read_the_other_way_round() -> None:
    assert read_date("04/13/2021", "dmy") is None


def test_a_column_without_a_day_after_the_twelfth_stays_open() -> None:
    style = date_style(["03/04/2021", "05/06/2021", "07/07/2021"])
    assert not style.is_settled
    assert len(style.ambiguous) == 2, "7/7 is the same either way"


def test_both_orders_in_one_column_leave_it_open_and_a_single_slip_does_not() -> None:
    assert not date_style(["13/04/2021", "04/13/2021", "03/04/2021"]).is_settled
    assert date_style(["13/04/2021"] * 30 + ["04/13/2021", "03/04/2021"]).order == "dmy"


def test_what_a_person_says_wins() -> None:
    assert date_style(["03/04/2021"], day_first=False).order == "mdy"


def test_two_digit_years_are_told() -> None:
    assert date_style(["13.03.21"]).short_year == "13.03.21"
    assert read_date("13.03.69") == date(2069, 3, 13)
    assert read_date("13.03.70") == date(1970, 3, 13)


def test_dates_that_a_program_turned_half_are_noticed() -> None:
    turned = [datetime(2021, month, 4) for month in (3, 5, 6)]  # noqa: DTZ001
    assert date_style([*turned, "13/04/2021", "28/04/2021"]).is_half_turned
    assert not date_style([*turned, datetime(2021, 3, 28)]).is_half_turned  # noqa: DTZ001


@pytest.mark.usefixtures("time_zone")
def test_an_iso_moment_keeps_its_day_wherever_the_computer_stands() -> None:
    assert read_date("2022-06-29T00:00:00Z") == date(2022, 6, 29)
    assert read_date("2022-06-29T23:30:00-08:00") == date(2022, 6, 29)
    west = timezone(timedelta(hours=-8))
    assert read_date(datetime(2022, 6, 29, 0, 0, tzinfo=west)) == date(2022, 6, 29)


@pytest.mark.usefixtures("time_zone")
@pytest.mark.parametrize(
    "text",
    ["20190213120000[0:GMT]", "20190213", "201902130000", "20190213000000.000 GMT",
     "20190213235959.000[-5:EST]", "2019-02-13T23:00:00+01:00"],
)  # fmt: skip
def test_the_day_of_an_ofx_date_is_what_stands_there(text: str) -> None:
    assert parse_iso_start(text) == date(2019, 2, 13)


@pytest.mark.parametrize("text", ["00000000", "", "201120000000", "20120231", "today"])
def test_an_ofx_date_of_zeros_or_of_no_day_is_none(text: str) -> None:
    assert parse_iso_start(text) is None


def test_a_booking_without_year_takes_the_year_nearest_to_the_value_day() -> None:
    assert nearest_year(1, 2, date(2013, 12, 31)) == date(2014, 1, 2)
    assert nearest_year(12, 30, date(2014, 1, 2)) == date(2013, 12, 30)
    assert nearest_year(2, 29, date(2015, 3, 1)) == date(2016, 2, 29)
