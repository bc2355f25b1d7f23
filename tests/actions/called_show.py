"""The show whose call sheet the tests build, and what they type on the sheet."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

from datetime import datetime, timedelta

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.runner import press
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Message, Workbook

NOW = datetime(2026, 3, 11, 19)
DAY = datetime(2026, 3, 11)


def build(workbook: Workbook, day: int | None = 1) -> Message:
    """Press the button."""
    return press("build_call_sheet", workbook, now=NOW, day=day)


def line(workbook: Workbook, key: str) -> dict[str, object]:
    """The cells of a line by heading, blank ones left out."""
    sheet = workbook.read(["Call Sheet"])["Call Sheet"]
    headings = [str(cell) for cell in sheet.cells[0]]
    where = headings.index("Line")
    for row in sheet.cells[1:]:
        if len(row) > where and row[where] == key:
            return {h: cell for h, cell in zip(headings, row, strict=False) if cell}
    return {}


def put(workbook: MemoryWorkbook, key: str, heading: str, text: str) -> None:
    """Type over a cell."""
    rows = workbook.cells["Call Sheet"]
    row = next(row for row in rows if key in row)
    row[rows[0].index(heading)] = text


def full_tab() -> list[list[object]]:
    """The Call Sheet tab with all its headings and no line."""
    return [[spec.heading for spec in columns_of(CallSheetLine)]]


def show(**tabs: list[list[object]]) -> MemoryWorkbook:
    """A small show: day 1 is Thu 12 Mar 2026."""
    rows: dict[str, list[list[object]]] = {
        "Production": [["Setting", "Value"], ["Title", "The Show"], ["Short title", "SHOW"]],
        "Shoot Days": [
            ["Day", "Date", "Crew call", "Loc"],
            [1.0, DAY + timedelta(days=1), "7:00A", "1"],
            [2.0, datetime(2026, 3, 13), "8:00A", "1"],
        ],
        "Schedule": [
            ["Day", "Scene", "I/E", "Set", "D/N", "Pages", "Cast"],
            [1.0, "12A", "INT", "KITCHEN", "D", "2 4/8", "1, 3"],
            [1.0, "14", "EXT", "YARD", "N", "4/8", "3"],
            [2.0, "15", "INT", "HALL", "D", "1", "1"],
        ],
        "Cast": [["ID", "Character", "Performer"], ["1", "Ann", "A. Bee"], [3.0, "Cy", "C. Dee"]],
        "Crew": [
            ["Department", "Position", "Name", "Call", "Offset"],
            ["Grip", "Key Grip", "Jo Lee", "6:00A", None],
            ["Grip", "Grip", "Al Moe", None, None],
            ["Camera", "Operator", "Pat Roe", None, "-0:15"],
        ],
        "Departments": [["Department", "Call", "Offset"], ["Camera"], ["Grip", None, "-0:30"]],
        "Call Sheet": full_tab(),
    }
    return MemoryWorkbook(rows | tabs)  # type: ignore[arg-type]  # cells of any type
