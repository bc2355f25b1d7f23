"""The published samples of the Universal Schedule Standard are read whole."""

from datetime import date
from pathlib import Path

import pytest

from poc_sheets.readers.schedule import Schedule, ShootDay, schedule_dood
from poc_sheets.readers.schedule_uss import read_uss
from poc_sheets.trade.eighths import show_eighths
from poc_sheets.trade.one_line import one_line


def problems(schedule: Schedule) -> set[str]:
    return {finding.problem for finding in schedule.findings}


def days_of(schedule: Schedule) -> list[tuple[str, int | None]]:
    return [(strip.scene or strip.text, strip.day_number) for strip in schedule.strips]


@pytest.fixture(scope="module")
def wonderful_life(samples: Path) -> Schedule:
    return read_uss(samples / "schedule" / "full_sample_schedule.uss")


@pytest.mark.samples
def test_the_whole_film_is_read(wonderful_life: Schedule) -> None:
    strips = [strip for strip in wonderful_life.strips if strip.kind == "strip"]
    assert (wonderful_life.title, len(strips)) == ("It's A Wonderful Life", 173)
    assert show_eighths(wonderful_life.pages_eighths) == "177 5/8"
    assert len({member.cast_id for member in wonderful_life.cast}) == 59
    assert sum(map(len, wonderful_life.elements.values())) == 238 - 59
    assert (wonderful_life.script_color, wonderful_life.script_date) == ("Pink", date(2022, 5, 1))


@pytest.mark.samples
def test_the_latest_schedule_with_days_is_read_and_the_others_are_named(
    wonderful_life: Schedule,
) -> None:
    """Rev. WHITE stands below the first two passes; it leaves two strips off its boards."""
    assert wonderful_life.board == "Rev. WHITE"
    shown = "\n".join(finding.as_text() for finding in wonderful_life.findings)
    assert "the file also has: Script Order, First Pass, Second Pass" in shown
    assert "scene 173, 29: neither on the stripboard nor in the boneyard" in shown
    assert problems(wonderful_life) == {
        "schedule-chosen",
        "strip-on-no-board",
        "scene-without-number",
        "scene-on-two-strips",
    }


@pytest.mark.samples
def test_days_have_their_scenes_and_dates(wonderful_life: Schedule) -> None:
    first, last = wonderful_life.days[0], wonderful_life.days[-1]
    assert (first.date, last.number, last.date) == (date(2022, 8, 17), 56, date(2022, 11, 2))
    assert [strip.scene for strip in wonderful_life.strips_of(1)] == ["1", "2", "3"]
    rows = one_line(wonderful_life.strips, wonderful_life.days)
    banners = [row.text for row in rows if row.kind == "end of day"]
    assert banners[6] == "END OF DAY 7, Thu 25 Aug 2022, total 8 4/8 pages"
    assert len(banners) == 56


@pytest.mark.samples
def test_a_strip_has_its_whole_breakdown(wonderful_life: Schedule) -> None:
    strip = wonderful_life.strips[1]
    assert (strip.scene, strip.int_ext, strip.set_name) == ("2", "EXT", "FROZEN RIVER AND HILL")
    assert (strip.day_night, strip.location_hint, strip.comments) == (
        "DAY",
        "Stage 5",
        "Water safety",
    )
    assert (strip.cast_ids, strip.background) == (("1", "3", "56"), ("10 Boys",))
    assert strip.elements == {
        "Stunts": ("Boy's fall in water",),
        "Props": ("5 Sleds", "Zuzu's Petals"),
        "Unit": ("First",),
    }
    timed = {each.scene: each.minutes for each in wonderful_life.strips if each.minutes}
    assert timed["1"] == 90


@pytest.mark.samples
@pytest.mark.parametrize(
    ("board", "days", "last", "loose"),
    [
        ("First Pass", 61, date(2022, 10, 28), True),
        ("second pass", 67, date(2022, 11, 10), False),
        ("Script Order", 0, None, False),
    ],
)
def test_another_schedule_can_be_asked_for(
    samples: Path, board: str, days: int, last: date | None, *, loose: bool
) -> None:
    """First Pass skips Labor Day and Columbus Day, and has scene 7 loose between two days."""
    schedule = read_uss(samples / "schedule" / "full_sample_schedule.uss", board=board)
    assert len(schedule.days) == days
    assert (schedule.days[-1].date if schedule.days else None) == last
    assert ("strips-between-days" in problems(schedule)) is loose
    assert show_eighths(schedule.pages_eighths) == "177 5/8"


@pytest.mark.samples
def test_the_day_out_of_days_of_the_film(wonderful_life: Schedule) -> None:
    """George travels and rehearses before day 1; Potter is dropped and picked up again."""
    rows = {row.element_id: row for row in schedule_dood(wonderful_life)}
    assert len(rows) == 59
    george = rows["1"]
    assert george.as_text().startswith("TR R SW W W")
    assert (george.work, george.hold, george.total) == (52, 4, 58)
    assert george.finish == date(2022, 11, 2)
    assert [rows["2"].codes.count(code) for code in ("SW", "WD", "PW", "WF")] == [1, 1, 1, 1]


@pytest.mark.samples
def test_the_small_sample(samples: Path) -> None:
    schedule = read_uss(samples / "schedule" / "small_sample_schedule.uss")
    assert days_of(schedule) == [("It's A Wonderful Life Production Schedule", 1), ("89PT1", 1)]
    assert schedule.days == (ShootDay(1, date(2022, 6, 20)),)
    assert (schedule.strips[1].pages_eighths, schedule.strips[1].minutes) == (2, 95)
    george = schedule.cast[0]
    assert (george.cast_id, george.may_hold, george.days_off) == ("1", False, (0, 4))
