"""Cell functions about calls and people."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime
from typing import Any

import pytest

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.model import columns_of

SHOW: dict[str, list[list[Any]]] = {
    "Shoot Days": [
        ["Day", "Date", "Crew call"],
        [1.0, datetime(2026, 3, 12), "7:00A"],
        [2.0, datetime(2026, 3, 13), "8:00A"],
    ],
    "Schedule": [["Day", "Scene", "Set", "Pages", "Cast"], [1.0, "12", "HALL", "1", "3"]],
    "Cast": [
        ["ID", "Character", "Performer", "Mobile", "Agent"],
        [3.0, "Cy", "C. Dee", "555-0103", "Foxglove"],
    ],
    "Departments": [["Department", "Offset"], ["Grip", "-0:30"]],
    "Crew": [
        ["Department", "Position", "Name", "Mobile", "Call"],
        ["Grip", "Grip", "Jo Lee", "555-0101", None],
        ["Electric", "Electrician", "Chris Lee", "555-0104", "O/C"],
        ["Set Dec", "Dresser", "Chris Lee", "555-0105", None],
        ["Set Dec", "Buyer", "Al Moe", None, "7:0a"],
    ],
    "Locations": [
        ["No.", "Location", "Latitude", "Longitude"],
        [7.0, "Quarry", 34.44, -118.52],
        [8.0, "Church", None, None],
    ],
}


@pytest.mark.parametrize(
    ("formula", "arguments", "expected"),
    [
        ("POC_CALL", ("Jo Lee", 1.0), "6:30A"),
        ("POC_CALL", ("jo lee", "2"), "7:30A"),
        ("POC_CALL", (3.0, 1.0), "6:30A"),
        ("POC_CALL", ("Chris Lee, Electrician", 1.0), "O/C"),
        ("POC_CALL", ("Chris Lee", 1.0), "#2 people: Electrician, Dresser"),
        ("POC_CALL", ("Al Moe", 1.0), "#check the call of Al Moe"),
        ("POC_CALL", ("Nobody", 1.0), "#Nobody is not on day 1"),
        ("POC_CALL", ("Jo Lee", 9.0), "#no shoot day 9"),
        ("POC_CALL", ("Jo Lee", None), "#no day: blank"),
        ("POC_CONTACT", ("Jo Lee", "mobile"), "555-0101"),
        ("POC_CONTACT", ("C. Dee", "agent"), "Foxglove"),
        ("POC_CONTACT", ("Chris Lee", "mobile"), "#2 people: Electrician, Dresser"),
        ("POC_CONTACT", ("Chris Lee, Dresser", "Phone"), "555-0105"),
        ("POC_CONTACT", ("Zed", "mobile"), "#no Zed"),
        ("POC_SUN", (7.0, datetime(2026, 3, 12), "set"), "6:59P"),
        ("POC_SUN", ("7", "2026-03-12", "noon"), "#rise, set, dawn or dusk"),
        ("POC_SUN", ("8", "2026-03-12", "rise"), "#location 8 has no latitude and longitude"),
        ("POC_SUN", ("7", "soon", "rise"), "#no date: soon"),
        ("POC_COLOR", (0.0,), "White"),
        ("POC_COLOR", (9.0,), "Double Blue"),
        ("POC_COLOR", (-1.0,), "#no revision -1"),
        ("POC_DOOD", (3.0, 1.0), "SWF"),
        ("POC_DOOD", ("3", 2.0), ""),
        ("POC_DOOD", ("4", 1.0), "#no cast id 4"),
    ],
)
def test_a_cell_gets_a_value_or_says_why_not(
    formula: str, arguments: tuple[Any, ...], expected: str
) -> None:
    assert Calculator(MemoryWorkbook(SHOW)).calculate(formula, arguments) == expected


def test_a_call_typed_over_on_the_call_sheet_is_the_call() -> None:
    """The cell shows what the sheet shows; the other days are answered from the tabs."""
    head: list[list[Any]] = [[spec.heading for spec in columns_of(CallSheetLine)]]
    workbook = MemoryWorkbook(SHOW | {"Call Sheet": head})
    press("build_call_sheet", workbook, day=1)
    row = next(row for row in workbook.cells["Call Sheet"] if "Jo Lee" in row)
    row[head[0].index("Call")] = "5:00A"
    calculator = Calculator(workbook)
    assert calculator.calculate("POC_CALL", ("Jo Lee", 1.0)) == "5:00A"
    assert calculator.calculate("POC_CALL", ("Jo Lee", 2.0)) == "7:30A"
