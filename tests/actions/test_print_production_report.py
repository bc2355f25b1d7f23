"""Print production report: the report of a day and the performers' time report, as PDF."""

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from tests.actions.reported import NOW, clock, found, pressed, show, type_in, words

PRINT = "print_production_report"
REPORT, TIMES = "Production Report", "Production Times"


def shot() -> MemoryWorkbook:
    """Day 1 with two scenes, one of them begun only, and times of two people."""
    workbook = show()
    pressed(workbook, "start_production_report", day=1)
    type_in(workbook, REPORT, {"Item": "12"}, {"Result": "Completed"})
    type_in(workbook, REPORT, {"Item": "12A"}, {"Result": "Partial", "Today": "1 1/8"})
    type_in(workbook, REPORT, {"Item": "First shot"}, {"Time": "8:07A"})
    type_in(workbook, REPORT, {"Item": "Camera data"}, {"Previous": "0", "Today": "2.5 TB"})
    type_in(
        workbook, REPORT, {"Item": "Delays"}, {"Today": 25.0, "Detail": "Generator failed #1 *"}
    )
    type_in(workbook, REPORT, {"Item": "Lunch"}, {"Today": 31.0, "Time": clock("13:00")})
    type_in(workbook, TIMES, {"Person": "Jo Lee"}, {"Meal 1 out": "1:00P", "Wrap": "1:10A"})
    type_in(workbook, TIMES, {"Person": "A. Bee"}, {"Wrap": 20.5, "Forced call": "Yes"})
    return workbook


def test_both_documents_are_named_by_day_and_date() -> None:
    workbook = shot()
    message = pressed(workbook, PRINT, day=1)
    assert list(workbook.documents) == [
        "MILL_DPR_D01_2026-03-11.pdf",
        "MILL_EXG_D01_2026-03-11.pdf",
    ]
    assert message.changed_cells == 0


def test_the_report_adds_up_what_is_blank() -> None:
    """Scenes 1 of 3, pages 3 5/8 of 5; what is unknown stays blank."""
    workbook = shot()
    pressed(workbook, PRINT, day=1, what="report")
    [name] = workbook.documents
    text = words(workbook, name)
    for part in (
        "Day 1 of 2", "Script total 3 5", "Taken previously 0 0/8", "Taken today 1 3 5/8",
        "Taken to date 1 3 5/8", "Remaining 2 1 3/8", "2.5 TB", "12A (1 1/8)", "8:07A",
        "25 min: Generator failed #1 *", "Lunch 31 1:00P", "Old Mill, 1 Mill St",
    ):  # fmt: skip
        assert part in text, part


def test_times_after_midnight_are_marked() -> None:
    workbook = shot()
    pressed(workbook, PRINT, day=1, what="report")
    assert "1:10A+1" in words(workbook, "DPR")


def test_the_time_report_has_performers_and_stunts_only() -> None:
    workbook = shot()
    pressed(workbook, PRINT, day=1, what="exhibit g")
    text = words(workbook, "EXG")
    assert "A. Bee Ann SWF 6:30A 8:00A 8:30P 8:30P Yes" in text
    assert "Di Fox" in text
    assert "Jo Lee" not in text
    assert "workers" not in text


def test_what_is_not_settled_is_said_beside_the_print() -> None:
    workbook = shot()
    [finding] = found(pressed(workbook, PRINT, day=1), "report-not-settled")
    assert finding.title == "The production report of day 1 was printed with 5 things to settle"
    assert found(pressed(workbook, PRINT, day=1, what="exhibit g"), "report-not-settled") == []


def test_the_time_report_can_be_printed_before_the_day_is_over() -> None:
    workbook = show()
    pressed(workbook, "start_production_report", day=1)
    workbook.cells[REPORT] = workbook.cells[REPORT][:1]
    pressed(workbook, PRINT, day=1, what="exhibit g")
    assert "B. Cee" in words(workbook, "EXG")


def test_a_day_without_lines_prints_nothing() -> None:
    message = press(PRINT, show(), now=NOW, day=2)
    assert (message.ok, message.findings[0].problem) == (False, "no-production-report")


def test_a_clock_of_24_hours_is_kept() -> None:
    workbook = shot()
    workbook.cells["Production"] += [["Clock", "24h"], ["Paper", "A4"]]
    pressed(workbook, PRINT, day=1)
    text = words(workbook, "DPR")
    assert "08:07" in text
    assert "8:07A" not in text
