"""A schedule that is written as a file and read again is the same schedule."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poc_sheets.documents.schedule_uss import write_uss
from poc_sheets.readers.schedule import (
    Calendar,
    Schedule,
    ScheduledCast,
    ScheduleEvent,
    ShootDay,
    Strip,
)
from poc_sheets.readers.schedule_uss import read_uss
from poc_sheets.trade.shooting_days import shoot_dates

SMALL = Schedule(
    "A Show",
    strips=(
        Strip("s1", 1, scene="1", int_ext="INT", pages_eighths=9, cast_ids=("1",), day_number=1),
        Strip("s2", 2, scene="2", pages_eighths=4, elements={"Own": ("X",)}, day_number=2),
        Strip("s3", 3, scene="3"),
    ),
    days=(ShootDay(1, date(2026, 9, 4)), ShootDay(2, date(2026, 9, 8))),
    cast=(ScheduledCast("1", "GEORGE"),),
)


@pytest.mark.samples
def test_the_small_sample_survives_export_and_import(samples: Path) -> None:
    schedule = read_uss(samples / "schedule" / "small_sample_schedule.uss")
    assert_same(read_uss(write_uss(schedule)), schedule)


@pytest.mark.samples
@pytest.mark.parametrize("board", ["Script Order", "First Pass", "Second Pass", "Rev. WHITE"])
def test_every_schedule_of_the_film_survives_export_and_import(samples: Path, board: str) -> None:
    schedule = read_uss(samples / "schedule" / "full_sample_schedule.uss", board=board)
    assert_same(read_uss(write_uss(schedule)), schedule)


def assert_same(read: Schedule, written: Schedule) -> None:
    """Everything but the file's name and its findings."""
    for field in (
        "title", "script_color", "script_date", "schedule_color", "schedule_date", "board",
        "strips", "days", "cast", "calendar", "elements",
    ):  # fmt: skip
        assert getattr(read, field) == getattr(written, field), field


#: Single spaces: a scene number is read without the blanks somebody typed twice.
NAMES = (
    st.text(alphabet="ABC /-'é1", min_size=1, max_size=8)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1))
SETS = ("BANK", "BANK / VAULT", "STREET")


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Schedules as a file can give them: the days in order, the boneyard last."""
    cast = tuple(
        ScheduledCast(
            cast_id=f"{number}{draw(st.sampled_from(['', 'A']))}",
            character=draw(NAMES),
            may_hold=draw(st.booleans()),
            may_drop=draw(st.booleans()),
            drop_days=draw(st.integers(0, 30)),
            events=draw(
                st.lists(
                    DATES.map(lambda day: ScheduleEvent(day, "travel", "travel")), max_size=2
                ).map(tuple)
            ),
            days_off=tuple(sorted(draw(st.sets(st.integers(0, 6), max_size=2)))),
            in_dood=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    ids = [member.cast_id for member in cast]
    day_count = draw(st.integers(0, 4))
    numbers = sorted(draw(st.lists(st.integers(1, day_count + 1), max_size=6)))
    strips = tuple(
        Strip(
            strip_id=f"id{order}",
            order=order,
            kind=draw(st.sampled_from(["strip", "banner"])),
            scene=draw(NAMES),
            int_ext=draw(st.sampled_from(["", "INT", "EXT"])),
            set_name=draw(st.sampled_from(["", *SETS])),
            day_night=draw(st.sampled_from(["", "DAY"])),
            synopsis=draw(NAMES),
            pages_eighths=draw(st.integers(0, 99)),
            cast_ids=tuple(draw(st.sets(st.sampled_from(ids)))) if ids else (),
            background=draw(st.sampled_from([(), ("10 Boys",)])),
            elements=draw(st.sampled_from([{}, {"Props": ("Hat", "Cane"), "Own": ("X",)}])),
            minutes=draw(st.one_of(st.none(), st.integers(1, 900))),
            script_page=draw(st.sampled_from(["", "12A"])),
            comments=draw(st.sampled_from(["", "at night"])),
            day_number=None if number > day_count else number,
            text=draw(NAMES),
        )
        for order, number in enumerate(numbers, 1)
    )
    days_off = tuple(sorted(draw(st.sets(st.integers(0, 6), max_size=5))))
    closed = ScheduleEvent(draw(DATES), "holiday", "holiday")
    calendar = Calendar("Plan", draw(DATES), days_off, (closed,))
    assert calendar.start is not None
    dates = shoot_dates(calendar.start, day_count, days_off, calendar.closed_dates)
    return Schedule(
        title=draw(NAMES),
        script_color=draw(st.sampled_from(["", "Blue"])),
        script_date=draw(st.one_of(st.none(), DATES)),
        schedule_date=draw(st.one_of(st.none(), DATES)),
        strips=strips,
        days=tuple(ShootDay(number, day) for number, day in enumerate(dates, 1)),
        cast=cast,
        board="Plan A",
        calendar=calendar,
        elements={
            "Set": SETS, "INT/EXT": ("INT", "EXT"), "Day/Night": ("DAY", "NIGHT"),
            "Background": ("10 Boys",), "Props": ("Cane", "Hat"), "Own": ("X",), "Wardrobe": (),
        },
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schedules())
def test_export_and_import_are_the_identity(schedule: Schedule) -> None:
    content = write_uss(schedule)
    read = read_uss(content)
    assert_same(read, schedule)
    assert write_uss(read) == content


def test_dates_that_no_calendar_gives_are_kept() -> None:
    """A company that works a Saturday and skips a Tuesday: single days off say so."""
    dates = [date(2026, 9, 4), date(2026, 9, 5), date(2026, 9, 9)]
    days = tuple(ShootDay(number, day) for number, day in enumerate(dates, 1))
    calendar = Calendar("Plan", dates[0], (5, 6))
    strips = tuple(Strip(f"s{n}", n, scene=str(n), day_number=n) for n in (1, 2, 3))
    schedule = Schedule("A Show", strips=strips, days=days, calendar=calendar)
    assert [day.date for day in read_uss(write_uss(schedule)).days] == dates


def test_two_sets_of_a_strip_are_two_elements_again() -> None:
    elements = {"Set": ("BANK", "VAULT")}
    strip = Strip("s1", 1, scene="1", set_name="BANK / VAULT")
    read = read_uss(write_uss(Schedule("A Show", strips=(strip,), elements=elements)))
    assert read.strips[0].set_name == "BANK / VAULT"
    assert read.elements["Set"] == ("BANK", "VAULT")


def test_an_exported_file_has_the_keys_of_the_standard() -> None:
    """Every strip is on a board, every element in a category, pages are decimals of eighths."""
    root = json.loads(write_uss(SMALL))["universalScheduleStandard"]
    boards = root["stripboards"][0]["boards"]
    assert [board["name"] for board in boards] == ["stripboard", "boneyard"]
    assert [board["breakdownIds"] for board in boards] == [[["s1"], ["s2"]], ["s3"]]
    numbers = {category["id"]: category["ucid"] for category in root["categories"]}
    listed = {element["name"]: numbers[element["category"]] for element in root["elements"]}
    assert listed == {"GEORGE": 100, "INT": 1, "X": 500}
    assert [strip["pages"] for strip in root["breakdowns"]] == [1.125, 0.5, 0.0]
    assert root["ussVersion"] == "1.0.0"


def test_the_small_schedule_comes_back_with_its_dates() -> None:
    read = read_uss(write_uss(SMALL))
    assert (read.strips, read.days, read.cast) == (SMALL.strips, SMALL.days, SMALL.cast)


def test_day_breaks_banners_and_other_units_come_back() -> None:
    strips = (
        Strip("b", 1, kind="banner", text="WEEK 1", day_number=1),
        Strip("s1", 2, scene="1", day_number=1),
        Strip("d", 3, kind="day break", day_number=1),
        Strip("s2", 4, scene="2", day_number=1, unit="Second Unit"),
    )
    days = (ShootDay(1, None), ShootDay(1, None, "Second Unit"))
    read = read_uss(write_uss(Schedule("A Show", strips=strips, days=days)))
    assert (read.strips, read.days) == (strips, days)
