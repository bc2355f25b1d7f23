"""Start production report: what is known of a day before anybody types."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from collections.abc import Callable
from datetime import datetime, time

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.workbook import ErrorValue, Workbook
from tests.actions.reported import NOW, found, headings, pressed, rows, show, type_in

START = "start_production_report"


def people(workbook: MemoryWorkbook) -> list[tuple[object, ...]]:
    return [
        (r.get("No."), r["Person"], r.get("Kind"), r.get("Status"), r.get("Call"), r.get("Qty"))
        for r in rows(workbook, "Production Times")
    ]


def test_people_come_from_the_call_sheet_with_their_calls() -> None:
    """Cast by id, background, crew by department; a pin, a code and an inherited call."""
    workbook = show()
    message = pressed(workbook, START, day=1)
    assert people(workbook) == [
        ("1", "A. Bee", "Cast", "SWF", time(6, 30), None),
        ("2", "B. Cee", "Cast", "SW", time(12, 0), None),
        (None, "Di Fox", "Stunt", None, "O/C", None),
        (None, "workers", "Background", None, time(12, 30), 20),
        (None, "Jo Lee", "Crew", None, time(6, 0), None),
        (None, "Al Moe", "Crew", None, time(6, 30), None),
        (None, "Al Moe", "Crew", None, time(6, 30), None),
    ]
    assert message.summary == (
        "Day 1, from the draft of the call sheet: 2 scenes, 2 cast, 1 of stunts, 20 background, "
        "3 crew put in."
    )


def test_the_report_starts_with_times_scenes_and_the_whole_script() -> None:
    """Three scenes and 5 pages in the script; the first day has taken nothing before."""
    workbook = show()
    pressed(workbook, START, day=1)
    lines = {(r["Block"], r["Item"]): r for r in rows(workbook, "Production Report")}
    assert lines["Times", "Crew call"]["Time"] == time(7, 0)
    assert lines["Times", "First shot"] == {"Day": 1, "Block": "Times", "Item": "First shot"}
    assert lines["Times", "Lunch out"]["Scheduled"] == "1:00P"
    assert "Time" not in lines["Times", "Lunch out"]
    assert lines["Scenes", "12"] == {
        "Day": 1, "Block": "Scenes", "Item": "12", "Detail": "INT. MILL - D", "Scheduled": "2 4/8",
    }  # fmt: skip
    script = lines["Script", "Pages"]
    assert (script["Scheduled"], script["Previous"]) == ("5", "0")
    assert lines["Script", "Scenes"]["Scheduled"] == "3"
    unit = lines["Days", "1st unit"]
    assert (unit["Scheduled"], unit["Previous"], unit["Today"]) == ("2", "0", "1")
    assert lines["Days", "Scheduled finish"]["Detail"] == "2026-03-12"
    assert lines["Meals", "Lunch"]["Scheduled"] == "25"


def test_a_second_press_adds_nothing_and_touches_no_typed_cell() -> None:
    workbook = show()
    pressed(workbook, START, day=1)
    type_in(workbook, "Production Times", {"Person": "Jo Lee"}, {"Call": 0.2, "Wrap": "9:12p"})
    type_in(workbook, "Production Report", {"Item": "12"}, {"Result": "Completed", "Detail": "x"})
    before = {tab: [list(r) for r in workbook.cells[tab]] for tab in workbook.cells}
    message = pressed(workbook, START, day=1)
    assert message.summary == "Day 1: everything is there already; nothing was added."
    for tab in ("Production Times", "Production Report"):
        assert workbook.cells[tab] == before[tab]


def test_only_who_is_missing_is_added_also_of_two_with_one_name() -> None:
    """One of the two Al Moes was deleted, a performer was renamed but keeps the id."""
    workbook = show()
    pressed(workbook, START, day=1)
    lines = workbook.cells["Production Times"]
    lines.remove(next(line for line in lines if "Al Moe" in line))
    type_in(workbook, "Production Times", {"Person": "A. Bee"}, {"Person": "Ann B."})
    message = pressed(workbook, START, day=1)
    assert "0 scenes, 0 cast, 1 crew put in" in message.summary
    assert [p[1] for p in people(workbook)].count("Al Moe") == 2
    assert "A. Bee" not in [p[1] for p in people(workbook)]


def test_a_row_with_an_unreadable_cell_still_names_its_person() -> None:
    """A damaged Day beside Jo Lee is a finding; Jo Lee is not added a second time."""
    workbook = show()
    pressed(workbook, START, day=1)
    row = type_in(workbook, "Production Times", {"Person": "Jo Lee"}, {"Day": ErrorValue("#REF!")})
    message = pressed(workbook, START, day=1)
    assert message.summary.startswith("1 row could not be read")
    assert [f.place.cell for f in message.findings if f.place.tab == "Production Times"] == [
        f"A{row}"
    ]
    assert [p[1] for p in people(workbook)].count("Jo Lee") == 1


def test_background_of_one_more_scene_is_not_a_second_crowd() -> None:
    workbook = show()
    pressed(workbook, START, day=1)
    workbook.cells["Schedule"][1][7] = "20 workers"
    pressed(workbook, START, day=1)
    assert [p[1] for p in people(workbook)].count("workers") == 1


def test_the_issued_call_sheet_goes_before_the_draft() -> None:
    """After publishing, the crew call of the Shoot Days tab changes: the issued one counts."""
    workbook = show()
    pressed(workbook, "publish_call_sheet", day=1, approved_by="Hal", override="test")
    workbook.cells["Shoot Days"][1][2] = "9:00A"
    message = pressed(workbook, START, day=1)
    assert "from FINAL WHITE: 2 scenes" in message.summary
    assert found(message, "report-from-draft") == []
    assert ("Al Moe", time(6, 30)) in {(p[1], p[4]) for p in people(workbook)}


def test_a_draft_is_said_to_be_one() -> None:
    [finding] = found(pressed(show(), START, day=1), "report-from-draft")
    assert (finding.place.tab, finding.place.cell) == ("Shoot Days", "A2")


def test_the_next_day_carries_on_what_the_report_before_ended_with() -> None:
    workbook = show()
    pressed(workbook, START, day=1)
    for scene in ("12", "12A"):
        type_in(workbook, "Production Report", {"Item": scene}, {"Result": "Completed"})
    type_in(
        workbook, "Production Report", {"Item": "Minutes"}, {"Previous": "1:30", "Today": "4:40"}
    )
    type_in(
        workbook, "Production Report", {"Item": "Camera data"}, {"Previous": "0", "Today": "2.5 TB"}
    )
    message = pressed(workbook, START, day=2)
    second = {
        (r["Block"], r["Item"]): r for r in rows(workbook, "Production Report") if r["Day"] == 2
    }
    assert second["Script", "Scenes"]["Previous"] == "2"
    assert second["Script", "Pages"]["Previous"] == "4 1/8"
    assert second["Script", "Minutes"]["Previous"] == "6:10"
    assert second["Media", "Camera data"]["Previous"] == "2.5 TB"
    assert second["Days", "1st unit"]["Previous"] == "1"
    assert found(message, "no-report-before") == found(message, "previous-not-known") == []


def test_nothing_is_invented_where_the_day_before_is_not_known() -> None:
    """No report of day 1, or one without results: Previous stays blank, never zero."""
    workbook = show()
    message = pressed(workbook, START, day=2)
    assert len(found(message, "no-report-before")) == 1
    pages = next(r for r in rows(workbook, "Production Report") if r["Item"] == "Pages")
    assert "Previous" not in pages

    workbook = show()
    pressed(workbook, START, day=1)
    [finding] = found(pressed(workbook, START, day=2), "previous-not-known")
    assert finding.title == "The report of day 1 does not say where Scenes and Pages stand"


def test_the_day_is_the_one_whose_crew_call_came_last() -> None:
    """At half past nine in the evening of the second day that is day 2."""
    assert pressed(show(), START).summary.startswith("Day 2,")


def test_words_for_a_call_are_kept_beside_it() -> None:
    workbook = show()
    pressed(workbook, "build_call_sheet", day=1)
    type_in(workbook, "Call Sheet", {"Name": "Jo Lee"}, {"Call": "after lunch"})
    pressed(workbook, START, day=1)
    jo = next(r for r in rows(workbook, "Production Times") if r["Person"] == "Jo Lee")
    assert (jo.get("Call"), jo["Notes"]) == (None, "Call: after lunch")


def test_a_performer_on_hold_has_a_line_without_times() -> None:
    workbook = show(
        Shoot_Days=[
            ["Day", "Date", "Crew call"],
            *[[float(n), datetime(2026, 3, 10 + n), "7:00A"] for n in (1, 2, 3)],
        ],
        Schedule=[["Day", "Scene", "Set", "Cast"], [1.0, "1", "A", "3"], [3.0, "2", "A", "3"]],
    )
    pressed(workbook, START, day=2)
    assert ("3", "C. Dee", "Cast", "H", None, None) in people(workbook)


def test_two_units_keep_their_own_reports() -> None:
    """Day 1 of the second unit has its own scenes, crew and lines."""
    workbook = show(
        Shoot_Days=[
            ["Day", "Date", "Unit", "Crew call"],
            [1.0, datetime(2026, 3, 11), None, "7:00A"],
            [1.0, datetime(2026, 3, 11), "2nd", "9:00A"],
        ],
        Schedule=[
            ["Day", "Scene", "Set", "Pages", "Unit"],
            [1.0, "1", "A", "1", None],
            [1.0, "2", "B", "2/8", "2nd"],
        ],
    )
    pressed(workbook, START, day=1)
    message = pressed(workbook, START, day=1, unit="2nd unit")
    assert message.summary.startswith("Day 1, from the draft of the call sheet: 1 scene,")
    scenes = [
        (r["Item"], r.get("Unit"))
        for r in rows(workbook, "Production Report")
        if r["Block"] == "Scenes"
    ]
    assert scenes == [("1", None), ("2", "2nd")]
    assert pressed(workbook, START, day=1, unit="2nd").summary.endswith("nothing was added.")


@pytest.mark.parametrize("missing", ["Crew", "Cast", "Schedule", "Departments", "Locations"])
def test_an_empty_tab_stops_nothing(missing: str) -> None:
    workbook = show(**{missing: [headings(missing)]})
    pressed(workbook, START, day=1)
    assert rows(workbook, "Production Report")


def test_a_crew_of_twelve_hundred_is_put_in_once() -> None:
    crew = [["Grip", f"Grip {n}", f"Person {n % 700}", None] for n in range(1200)]
    workbook = show(Crew=[["Department", "Position", "Name", "Call"], *crew])
    pressed(workbook, START, day=1)
    assert sum(p[2] == "Crew" for p in people(workbook)) == 1200
    assert pressed(workbook, START, day=1).summary.endswith("nothing was added.")


def test_the_cells_on_every_host(workbook: Workbook, expected: Callable[[Workbook], None]) -> None:
    """
    Shoot Days:
    | Day | Date       | Crew call | Lunch |
    | 3   | 2026-03-12 | 9:30A     | 1:00P |

    Schedule:
    | Day | Scene | Set  | Pages | Cast |
    | 3   | 12    | MILL | 7/8   | 1    |

    Cast:
    | ID | Character | Performer |
    | 1  | Ann       | A. Bee    |

    Crew:
    | Department | Position | Name   | Call  |
    | Grip       | Grip     | Al Moe | 7:0a  |
    | Grip       | Key Grip | Jo Lee | 6:00A |

    Production Report:
    | Day | Item | Block  | Scheduled | Previous |
    | 3   | 12   | Scenes | 1         |          |

    Production Times:
    | Person | Position | Day | Call | No. | Kind | Wrap  | Mine | Notes |
    | Jo Lee | Key Grip | 3   | 0.25 |     | crew | 8:00P | x    |       |

    becomes

    Production Times:
    | Person | Position | Day | Call  | No. | Kind | Wrap  | Mine | Notes       |
    | Jo Lee | Key Grip | 3   | 0.25  |     | crew | 8:00P | x    |             |
    | A. Bee | Ann      | 3   | 0.375 | "1" | Cast |       |      |             |
    | Al Moe | Grip     | 3   |       |     | Crew |       |      | Call: CHECK |
    """
    message = press(START, workbook, now=NOW, day=3)
    assert message.ok, message.as_text()
    assert [f.problem for f in message.findings if f.place.tab == "Crew"] == ["not-readable"]
    expected(workbook)


def test_a_workbook_with_hardly_a_tab_is_enough() -> None:
    """Without crew, cast, schedule and call sheets the lines to fill in are there all the same."""
    workbook = MemoryWorkbook(
        {
            "Shoot Days": [["Day", "Date"], [1.0, datetime(2026, 3, 12)]],
            "Production Report": [headings("Production Report")],
            "Production Times": [headings("Production Times")],
        }
    )
    message = press(START, workbook, now=NOW)
    assert message.ok, message.as_text()
    assert {r["Block"] for r in rows(workbook, "Production Report")} == {
        "Times", "Days", "Script", "Media", "Meals", "Notes",
    }  # fmt: skip
