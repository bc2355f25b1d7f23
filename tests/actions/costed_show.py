"""The production that the tests of tomorrow's cost press the button on."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime
from typing import Any

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.problems import Finding
from poc_sheets.runner import press
from poc_sheets.tabs.model import Row, columns_of
from poc_sheets.tabs.tomorrow_cost import TomorrowCostLine
from poc_sheets.workbook import Cell, Message, Workbook

NOW = datetime(2026, 3, 11, 23)
CREW = "IATSE West Coast"
Tabs = dict[str, list[list[Cell]]]


def headings(tab: type[Row]) -> list[Cell]:
    return [spec.heading for spec in columns_of(tab)]


def show(**more: list[list[Cell]]) -> Tabs:
    """Two shoot days; the second is tomorrow: crew call 8:00A, lunch 2:00P, wrap 8:00P."""
    tabs: Tabs = {
        "Production": [["Setting", "Value"], ["Kind", "Feature"], ["Currency", "USD"]],
        "Shoot Days": [
            ["Day", "Date", "Crew call", "Lunch", "Est. wrap", "Actual wrap"],
            [1.0, datetime(2026, 3, 11), "8:00A", "2:00P", "8:00P", None],
            [2.0, datetime(2026, 3, 12), "8:00A", "2:00P", "8:00P", None],
        ],
        "Departments": [["Department", "Offset"], ["Grip", "-0:30"]],
        "Crew": [
            ["Department", "Position", "Name", "Call", "Rate", "Rate basis"],
            ["Grip", "Key Grip", "Jo Lee", "6:00A", 60.0, None],
            ["Grip", "Grip", "Al Moe", None, 50.0, "Hour"],
            ["Sound", "Mixer", "Pat Ro", None, 40.0, "Hour"],
        ],
        "Production Times": [
            ["Day", "Person", "Position", "Call", "Meal 1 out", "Meal 1 in", "Wrap"],
            [1.0, "Jo Lee", "Key Grip", "8:00A", "2:00P", "2:30P", "9:00P"],
            [1.0, "Al Moe", "Grip", "8:00A", "2:00P", "2:30P", "10:12P"],
            [1.0, "Pat Ro", "Mixer", "8:00A", "2:00P", "2:30P", "8:00P"],
        ],
        "Tomorrow Cost": [headings(TomorrowCostLine)],
    }
    return tabs | {name.replace("_", " "): rows for name, rows in more.items()}


def cost(tabs: Tabs, **options: Any) -> tuple[Message, list[dict[str, Any]]]:
    workbook = MemoryWorkbook(tabs)
    message = press("cost_tomorrow", workbook, now=NOW, **{"day": 2, **options})
    return message, lines(workbook)


def lines(workbook: Workbook) -> list[dict[str, Any]]:
    heads, *rows = workbook.read(["Tomorrow Cost"])["Tomorrow Cost"].cells
    return [dict(zip(map(str, heads), row, strict=False)) for row in rows if any(row)]


def person(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if row["Name"] == name)


def found(message: Message, problem: str) -> list[Finding]:
    return [finding for finding in message.findings if finding.problem == problem]
