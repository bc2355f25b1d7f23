"""Check production report: the sums of a day agree, everybody has an out, times follow each other."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime

import pytest

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.problems import Finding
from poc_sheets.runner import press
from poc_sheets.workbook import ErrorValue
from tests.actions.reported import NOW, clock, found, pressed, show, type_in

CHECK = "check_production_report"
REPORT, TIMES = "Production Report", "Production Times"


@pytest.fixture
def shot() -> MemoryWorkbook:
    """Day 1 as it should be: two scenes completed, 4 1/8 pages, everybody out."""
    workbook = show()
    workbook.cells["Shoot Days"][0].append("Actual wrap")
    workbook.cells["Shoot Days"][1].append("8:00p")
    pressed(workbook, "start_production_report", day=1)
    for scene in ("12", "12A"):
        type_in(workbook, REPORT, {"Item": scene}, {"Result": "Completed"})
    for item, at in (("First shot", "7:55a"), ("Camera wrap", 19.5), ("Last man out", "8:20P")):
        type_in(workbook, REPORT, {"Item": item}, {"Time": at})
    names, *lines = workbook.cells[TIMES]
    for line in lines:
        line.extend([None] * (len(names) - len(line)))
        if line[names.index("Call")] != "O/C":
            line[names.index("Wrap")] = clock("20:00")
    return workbook


def findings(workbook: MemoryWorkbook, day: int = 1) -> list[Finding]:
    """What a check finds, but for the two Al Moes of the Crew tab."""
    message = pressed(workbook, CHECK, day=day)
    return [finding for finding in message.findings if finding.problem != "twice"]


def only(workbook: MemoryWorkbook, problem: str, day: int = 1) -> Finding:
    """The one finding of a check, which must be this problem."""
    [finding] = findings(workbook, day)
    assert finding.problem == problem, finding.as_text()
    return finding


def test_a_day_that_agrees_has_no_finding(shot: MemoryWorkbook) -> None:
    """The first shot came before the shooting call, which is no mistake; O/C needs no out."""
    message = pressed(shot, CHECK, day=1)
    assert findings(shot) == []
    assert message.summary == ("Day 1: everything agrees; 2 scenes, 4 1/8 pages shot, 25 people.")


@pytest.mark.parametrize(
    ("item", "cells", "problem", "what"),
    [
        ("Pages", {"Today": "4 2/8"}, "report-today-differs", "4 2/8 is typed; the results of the scenes come to 4 1/8"),
        ("Scenes", {"Today": 3.0}, "report-today-differs", "3 is typed; the results of the scenes come to 2"),
        ("Pages", {"To date": "4"}, "report-to-date-differs", "0 previously and 4 1/8 today are 4 1/8; 4 is typed"),
        ("Pages", {"Remaining": "1"}, "report-remaining-differs", "4 1/8 to date and 1 remaining are 5 1/8; the script has 5"),
        ("Scenes", {"Scheduled": 4.0}, "report-script-differs", "the report counts against 4, added and deleted ones in; the schedule has 3"),
        ("Minutes", {"Previous": "1:00", "Today": "4:30", "To date": "5:00"}, "report-to-date-differs", "1:00 previously and 4:30 today are 5:30; 5:00 is typed"),
        ("1st unit", {"To date": 2.0}, "report-to-date-differs", "0 previously and 1 today are 1; 2 is typed"),
        ("Sound rolls", {"Previous": 3.0, "Today": 1.0, "To date": 5.0}, "report-to-date-differs", "3 previously and 1 today are 4; 5 is typed"),
        ("Setups", {"Today": "many"}, "report-count-unread", '"many" was typed; nothing that depends on it is added up'),
        ("12", {"Result": None}, "scene-without-result", "Result is blank; scenes and pages of the day cannot be added up"),
        ("12", {"Result": "wrapped"}, "scene-without-result", 'Result is "wrapped"; scenes and pages of the day cannot be added up'),
        ("12", {"Result": "Partial"}, "scene-pages-unknown", "the scene is partial, and Today is blank"),
        ("12", {"Today": "3"}, "scene-longer-than-scheduled", "3 pages were shot up to day 1, of 2 4/8 scheduled"),
        ("First shot", {"Time": None}, "no-company-time", "Time is blank in the Production Report tab"),
    ],
)  # fmt: skip
def test_a_figure_that_does_not_agree_has_its_place(
    shot: MemoryWorkbook, item: str, cells: dict[str, object], problem: str, what: str
) -> None:
    row = type_in(shot, REPORT, {"Item": item}, cells)  # type: ignore[arg-type]  # cells of a test
    finding = only(shot, problem)
    assert finding.what == what
    assert (finding.place.tab, finding.place.row) == (REPORT, row)
    heading = "Scheduled" if problem == "report-script-differs" else finding.place.heading
    assert finding.place.heading == heading


def test_added_and_deleted_pages_count_against_the_script(shot: MemoryWorkbook) -> None:
    """The blue pages brought 1 1/8 and took 2/8: remaining is 5 + 7/8 less 4 1/8."""
    type_in(shot, REPORT, {"Item": "Added pages"}, {"Today": "1 1/8"})
    type_in(shot, REPORT, {"Item": "Deleted pages"}, {"Today": "2/8"})
    type_in(shot, REPORT, {"Item": "Pages"}, {"Remaining": "1 6/8"})
    finding = only(shot, "report-script-differs")
    assert finding.what.startswith("the report counts against 5 7/8")
    type_in(shot, REPORT, {"Item": "Pages"}, {"Remaining": "7/8"})
    assert found(pressed(shot, CHECK, day=1), "report-remaining-differs")


def test_a_partial_scene_counts_its_pages_and_not_itself(shot: MemoryWorkbook) -> None:
    type_in(shot, REPORT, {"Item": "12A"}, {"Result": "partial", "Today": "1 1/8"})
    assert findings(shot) == []
    message = pressed(shot, CHECK, day=1)
    assert message.summary == "Day 1: everything agrees; 1 scene, 3 5/8 pages shot, 25 people."


def test_a_retake_counts_neither_scene_nor_pages(shot: MemoryWorkbook) -> None:
    type_in(shot, REPORT, {"Item": "12A"}, {"Result": "Retake", "Today": "1"})
    assert "1 scene, 2 4/8 pages shot" in pressed(shot, CHECK, day=1).summary


def test_previous_is_what_the_report_before_ended_with(shot: MemoryWorkbook) -> None:
    pressed(shot, "start_production_report", day=2)
    row = type_in(shot, REPORT, {"Day": 2, "Item": "Pages"}, {"Previous": "4"})
    [finding] = found(pressed(shot, CHECK, day=2), "report-previous-differs")
    assert finding.what == "Previous says 4; day 1 ended with 4 1/8 to date"
    assert (finding.place.row, finding.place.heading) == (row, "Previous")


def test_a_scene_is_completed_once(shot: MemoryWorkbook) -> None:
    shot.cells[REPORT].append([2.0, "Scenes", "12", None, "Completed", None, "2 4/8"])
    [finding] = found(pressed(shot, CHECK, day=2), "scene-completed-before")
    assert finding.what == "day 1 completed it, and day 2 counts it again"


def test_people_without_an_out_are_named_by_department(shot: MemoryWorkbook) -> None:
    """Two grips of one name; N/A under Wrap settles one, an unreadable cell has its own finding."""
    names = shot.cells[TIMES][0]
    al = [line for line in shot.cells[TIMES] if "Al Moe" in line]
    for line in al:
        line[names.index("Wrap")] = None
    finding = only(shot, "no-out-time")
    assert (finding.title, finding.what) == ("2 people without an out: Grip", "Al Moe, Al Moe")
    al[0][names.index("Wrap")] = "N/A"
    assert only(shot, "no-out-time").title == "1 person without an out: Grip"
    al[1][names.index("Wrap")] = ErrorValue("#REF!")
    assert only(shot, "error-in-cell").place.heading == "Wrap"


@pytest.mark.parametrize(
    ("cells", "problem", "heading"),
    [
        ({"Wrap": "5:00A"}, "report-times-out-of-order", "Wrap"),
        ({"Meal 1 out": clock("13:00")}, "meal-half-known", "Meal 1 in"),
        ({"Meal 1 out": "1:00A", "Meal 1 in": "1:30P"}, "report-times-out-of-order", "Wrap"),
        ({"Meal 1 in": "1:30P"}, "meal-half-known", "Meal 1 out"),
        ({"Breakfast in": "6:30A", "Breakfast out": "6:45A"}, "report-times-out-of-order", "Wrap"),
        ({"Call": None}, "no-in-time", "Call"),
        ({"Wrap": "8:21P"}, "out-after-last-man-out", "Wrap"),
    ],
)
def test_the_times_of_a_person_must_make_sense(
    shot: MemoryWorkbook, cells: dict[str, object], problem: str, heading: str
) -> None:
    row = type_in(shot, TIMES, {"Person": "Jo Lee"}, cells)  # type: ignore[arg-type]  # cells of a test
    finding = only(shot, problem)
    assert (finding.place.tab, finding.place.row, finding.place.heading) == (TIMES, row, heading)
    assert "Jo Lee" in finding.title


def test_a_night_goes_past_midnight() -> None:
    """Crew call 6:00P, lunch at midnight, out at 4:30A: nothing is out of order."""
    workbook = show(
        Shoot_Days=[
            ["Day", "Date", "Crew call", "Actual wrap"],
            [1.0, datetime(2026, 3, 11), "6:00P", "4:30A"],
        ],
        Schedule=[["Day", "Scene", "Set", "Pages"], [1.0, "1", "MILL", "1"]],
    )
    pressed(workbook, "start_production_report", day=1)
    type_in(workbook, REPORT, {"Item": "1"}, {"Result": "Completed"})
    for item, at in (("First shot", "7:30P"), ("Camera wrap", "4:00A"), ("Last man out", "4:30A")):
        type_in(workbook, REPORT, {"Item": item}, {"Time": at})
    names, *lines = workbook.cells[TIMES]
    for line in lines:
        line.extend([None] * (len(names) - len(line)))
        if line[names.index("Call")] == "O/C":
            continue
        if line[names.index("Person")] == "Jo Lee":
            line[names.index("Call")] = "6:00P"
        for heading, at in (
            ("Breakfast out", "5:30P"), ("Breakfast in", "6:00P"), ("Meal 1 out", "11:45P"),
            ("Meal 1 in", "12:15A"), ("Wrap", "4:30A"), ("Arrived home", "5:15A"),
        ):  # fmt: skip
            line[names.index(heading)] = at
    assert findings(workbook) == []


def test_a_performer_can_be_fed_before_the_first_scene(shot: MemoryWorkbook) -> None:
    cells = {
        "Call": "12:30P",
        "Makeup / On set": "2:30P",
        "Meal 1 out": "1:00P",
        "Meal 1 in": "1:30P",
    }
    type_in(shot, TIMES, {"Person": "B. Cee"}, cells)
    assert findings(shot) == []


def test_cast_of_a_scene_that_was_shot_must_have_times(shot: MemoryWorkbook) -> None:
    lines = shot.cells[TIMES]
    lines.remove(next(line for line in lines if "B. Cee" in line))
    finding = only(shot, "cast-without-times")
    assert finding.title == "Cast id 2 was in scene 12A and has no times"
    type_in(shot, REPORT, {"Item": "12A"}, {"Result": "Not shot"})
    assert findings(shot) == []


def test_a_performer_on_hold_who_was_in_a_scene_after_all_is_found(shot: MemoryWorkbook) -> None:
    """A revision called B. Cee; the line that was there first still says hold, without times."""
    row = type_in(shot, TIMES, {"Person": "B. Cee"}, {"Status": "H", "Call": None, "Wrap": None})
    assert shot.cells[TIMES][row - 1][2] == "B. Cee"
    only(shot, "cast-without-times")


def test_a_gap_in_the_reports_is_compared_with_nothing(shot: MemoryWorkbook) -> None:
    """Day 3 follows day 2, which has no report: what day 1 ended with says nothing about it."""
    shot.cells["Shoot Days"].append([3.0, datetime(2026, 3, 13), "7:00A"])
    pressed(shot, "start_production_report", day=3)
    type_in(shot, REPORT, {"Day": 3, "Item": "Pages"}, {"Previous": "5"})
    assert found(pressed(shot, CHECK, day=3), "report-previous-differs") == []


def test_times_of_an_id_that_the_cast_lacks_are_a_warning(shot: MemoryWorkbook) -> None:
    shot.cells[TIMES].append([1.0, 99.0, "Walk On", None, None, "Cast", "SWF", "9:00A"])
    problems = {f.problem: f.level for f in findings(shot)}
    assert problems == {"times-of-unknown-cast": "warning", "no-out-time": "error"}


def test_the_wrap_belongs_in_shoot_days_too(shot: MemoryWorkbook) -> None:
    shot.cells["Shoot Days"][1][-1] = None
    finding = only(shot, "no-actual-wrap")
    assert (finding.place.tab, finding.place.cell) == ("Shoot Days", "H2")
    assert "camera wrap 7:30P" in finding.what


def test_a_page_count_that_became_a_date_is_said_with_its_cell(shot: MemoryWorkbook) -> None:
    """A program turned 4/8 into 8 April: the total of the day is not known then."""
    row = type_in(shot, REPORT, {"Item": "12"}, {"Today": datetime(2026, 4, 8)})
    message = pressed(shot, CHECK, day=1)
    [finding] = found(message, "not-readable")
    assert (finding.place.row, finding.place.heading) == (row, "Today")


def test_a_total_that_cannot_be_read_is_not_added_up_from_the_scenes(shot: MemoryWorkbook) -> None:
    """Today of Pages shows an error: the pages of the day are not known, whatever the scenes say."""
    type_in(shot, REPORT, {"Item": "Pages"}, {"Today": ErrorValue("#REF!")})
    message = pressed(shot, CHECK, day=1)
    assert "scenes shot not known yet" in message.summary
    assert found(message, "error-in-cell")
    assert found(message, "report-count-unread") == []


def test_a_day_without_a_report_is_said(shot: MemoryWorkbook) -> None:
    only(shot, "no-production-report", day=2)


def test_an_unknown_day_stops_the_press(shot: MemoryWorkbook) -> None:
    message = press(CHECK, shot, now=NOW, day=9)
    assert (message.ok, message.findings[0].problem) == (False, "no-such-day")
