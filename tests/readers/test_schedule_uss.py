"""Schedules of the Universal Schedule Standard are read whole, in both of their shapes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.schedule import Schedule, ScheduledCast, ScheduleEvent, ShootDay
from poc_sheets.readers.schedule_uss import read_uss
from poc_sheets.readers.uss_calendar import read_date


def uss(**root: Any) -> bytes:
    """A file with two scenes, a day list and a calendar, changed where the test needs it."""
    whole: dict[str, Any] = {
        "project": "A Show",
        "breakdowns": [
            {"id": "s1", "type": "strip", "scene": "1", "pages": 1.125, "elements": ["g", "int"]},
            {"id": "s2", "type": "strip", "scene": "2", "pages": 0.5, "elements": ["g"]},
        ],
        "categories": [{"id": "c", "ucid": 100, "name": "Talent"}, {"id": "ie", "ucid": 1}],
        "elements": [
            {"id": "g", "category": "c", "elementId": "1", "name": "GEORGE"},
            {"id": "int", "category": "ie", "name": "INT"},
        ],
        "stripboards": [
            {
                "name": "First",
                "calendar": "cal",
                "boards": [
                    {"name": "stripboard", "breakdownIds": [["s1"], ["s2"]]},
                    {"name": "boneyard", "breakdownIds": []},
                ],
            }
        ],
        "calendars": [
            {
                "id": "cal",
                "daysOff": [0, 6],
                "events": [
                    {"type": "start", "name": None, "date": "2026-09-04T07:00:00.000Z"},
                    {"type": "event", "name": "holiday", "date": "2026-09-07T07:00:00.000Z"},
                ],
            }
        ],
    }
    return json.dumps({"universalScheduleStandard": whole | root}).encode()


def problems(schedule: Schedule) -> set[str]:
    return {finding.problem for finding in schedule.findings}


def days_of(schedule: Schedule) -> list[tuple[str, int | None]]:
    return [(strip.scene or strip.text, strip.day_number) for strip in schedule.strips]


def test_reads_the_shape_in_which_categories_list_their_elements_and_day_strips_end_days() -> None:
    """The shape of version 0.1, with its own names for settings and events."""
    event = {"effect": "dayOff", "type": "holiday", "date": "2026-09-07T07:00:00.000Z"}
    content = uss(
        breakdowns=[
            {"id": "b", "type": "banner", "description": "DAY ONE"},
            {"id": "s1", "type": "scene", "scene": "1", "pages": 1, "time": 600000,
             "elements": ["g", "int"]},
            {"id": "d", "type": "day"},
            {"id": "s2", "type": "scene", "scene": "2", "pages": 0.5, "elements": []},
        ],
        categories=[
            {"id": "c", "catId": 100, "elements": ["g"], "name": "Cast Members"},
            {"id": "ie", "catId": 1, "elements": ["int"], "name": "I/E"},
        ],
        elements=[
            {"id": "g", "elementId": "1", "name": "GEORGE", "doodHoldAllow": False,
             "doodDropAllow": False, "doodDropDays": 7, "doodInclude": False,
             "events": [{"effect": "event", "name": "fitting", "date": "2026-09-01T07:00:00Z"}]},
            {"id": "int", "name": "INT"},
        ],
        stripboards=[{
            "name": "Only", "calendar": "cal",
            "boards": [{"name": "stripboard", "breakdownIds": ["b", "s1", "d", "s2"]}],
        }],
        calendars=[{
            "id": "cal", "daysOff": [0, 6],
            "events": [{"effect": "start", "type": None, "date": "2026-09-04T07:00:00Z"}, event],
        }],
    )  # fmt: skip
    schedule = read_uss(content)
    assert days_of(schedule) == [("DAY ONE", 1), ("1", 1), ("", 1), ("2", 2)]
    assert [strip.kind for strip in schedule.strips] == ["banner", "strip", "day break", "strip"]
    assert [day.date for day in schedule.days] == [date(2026, 9, 4), date(2026, 9, 8)]
    assert (schedule.strips[1].int_ext, schedule.strips[1].minutes) == ("INT", 10)
    assert schedule.cast == (
        ScheduledCast(
            "1",
            "GEORGE",
            may_hold=False,
            may_drop=False,
            drop_days=7,
            events=(ScheduleEvent(date(2026, 9, 1), "fitting", "fitting"),),
            in_dood=False,
        ),
    )


def test_holidays_and_weekends_move_the_days() -> None:
    schedule = read_uss(uss())
    assert [day.date for day in schedule.days] == [date(2026, 9, 4), date(2026, 9, 8)]
    assert schedule.calendar is not None
    assert schedule.calendar.events == (ScheduleEvent(date(2026, 9, 7), "holiday", "holiday"),)
    assert schedule.findings == ()


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2022-08-03T07:00:00.000+0000", date(2022, 8, 3)),
        ("2022-08-03T00:00:00Z", date(2022, 8, 3)),
        ("2022-08-02T22:00:00.000Z", date(2022, 8, 3)),
        ("2022-08-02T18:30:00.000Z", date(2022, 8, 3)),
        ("2022-08-03T00:00:00+02:00", date(2022, 8, 3)),
        ("2022-05-04T21:12:06.000Z", date(2022, 5, 4)),
        ("2022-08-03", date(2022, 8, 3)),
        ("next week", None),
        ("9999-12-31T22:00:00Z", None),
        (None, None),
        (44776, None),
    ],
)
def test_a_date_is_midnight_where_it_was_written(stamp: object, day: date | None) -> None:
    """Midnight in Los Angeles, London, Berlin and Mumbai; a moment keeps its date."""
    assert read_date(stamp) == day


def test_boards_of_other_units_count_their_own_days_and_have_no_dates() -> None:
    boards = [
        {"name": "Second Unit", "breakdownIds": [["s2"]]},
        {"name": "stripboard", "breakdownIds": [["s1"], []]},
    ]
    schedule = read_uss(uss(stripboards=[{"name": "Only", "calendar": "cal", "boards": boards}]))
    assert [(strip.scene, strip.unit, strip.day_number) for strip in schedule.strips] == [
        ("1", "Main", 1),
        ("2", "Second Unit", 1),
    ]
    assert schedule.days == (
        ShootDay(1, date(2026, 9, 4)),
        ShootDay(2, date(2026, 9, 8)),
        ShootDay(1, None, "Second Unit"),
    )
    assert problems(schedule) == {"days-without-dates"}


def breakdown(**fields: Any) -> bytes:
    strip = {"id": "s1", "type": "strip", "scene": "1", "pages": 1, "elements": []}
    return uss(breakdowns=[strip | fields, {"id": "s2", "type": "banner"}])


@pytest.mark.parametrize(
    ("content", "problem", "said"),
    [
        (breakdown(pages=0.33), "pages-unclear", '"0.33", read as 3/8'),
        (breakdown(pages=None), "pages-unclear", '"blank", read as 0/8'),
        (breakdown(pages=float("inf")), "pages-unclear", "read as 0/8"),
        (breakdown(scene=None), "scene-without-number", "type the scene number"),
        (breakdown(elements=["g", "gone"]), "unknown-element", "1 of 2 elements"),
        (breakdown(id="s2"), "strip-without-own-id", 'its id is "s2"'),
        (breakdown(id="other"), "strip-on-no-board", "scene 1: neither on the stripboard"),
        (breakdown(id="other"), "strip-not-in-file", "1 of them: s1"),
        (uss(calendars=[]), "days-without-dates", "no calendar with a start"),
        (uss(stripboards=[]), "nothing-scheduled", "2 strips and no day"),
        (
            uss(elements=[{"id": "g", "name": "HAT"}]),
            "element-without-category",
            "HAT: kept as Other",
        ),
        (
            uss(
                elements=[
                    {"id": "g", "category": "c", "elementId": "1", "name": "GEORGE"},
                    {"id": "m", "category": "c", "elementId": "1", "name": "MARY"},
                ]
            ),
            "cast-id-shared",
            "GEORGE, MARY",
        ),
    ],
)
def test_what_is_unclear_is_a_finding_and_the_strip_stays(
    content: bytes, problem: str, said: str
) -> None:
    schedule = read_uss(content)
    assert problem in problems(schedule)
    assert said in "\n".join(finding.as_text() for finding in schedule.findings)
    assert len(schedule.strips) == 2


def test_a_start_on_a_day_off_is_said() -> None:
    events = [{"type": "start", "date": "2026-09-05T07:00:00Z"}, {"type": "dayOff", "date": "?"}]
    schedule = read_uss(uss(calendars=[{"id": "cal", "daysOff": [0, 6], "events": events}]))
    assert schedule.days[0].date == date(2026, 9, 7)
    assert {"start-on-day-off", "event-without-date"} <= problems(schedule)


def test_a_banner_between_days_belongs_to_the_day_below() -> None:
    banner = {"id": "b", "type": "banner", "bannerText": "WEEK 2"}
    strips = [{"id": f"s{n}", "type": "strip", "scene": str(n), "pages": 1} for n in (1, 2)]
    boards = [{"name": "stripboard", "breakdownIds": [["s1"], "b", ["s2"]]}]
    board = {"name": "Only", "calendar": "cal", "boards": boards}
    schedule = read_uss(uss(breakdowns=[banner, *strips], stripboards=[board]))
    assert days_of(schedule) == [("1", 1), ("WEEK 2", 2), ("2", 2)]
    assert schedule.findings == ()


def test_a_scene_placed_twice_is_kept_once() -> None:
    board = {
        "name": "A",
        "boards": [{"name": "stripboard", "breakdownIds": [["s1"], ["s1", "s2"]]}],
    }
    schedule = read_uss(uss(stripboards=[board]))
    assert days_of(schedule) == [("1", 1), ("2", 2)]
    assert "strip-placed-twice" in problems(schedule)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (b"", "no JSON text"),
        (b"\xff\xfe\x00", "no JSON text"),
        (b"[1, 2]", "without a list of breakdowns"),
        (b'{"universalScheduleStandard": {}}', "without a list of breakdowns"),
        (b"[" * 100_000, "no JSON text"),
    ],
)
def test_another_file_stops_with_what_to_do(content: bytes, seen: str) -> None:
    with pytest.raises(SheetError, match=seen):
        read_uss(content, name="day.uss")


def test_a_file_that_is_not_there_stops(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"gone\.uss cannot be opened"):
        read_uss(tmp_path / "gone.uss")


def test_a_schedule_that_the_file_does_not_have_stops_with_those_it_has() -> None:
    with pytest.raises(SheetError, match="it has: First"):
        read_uss(uss(), board="Second")
