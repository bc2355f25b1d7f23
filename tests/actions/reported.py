"""A small show with two shoot days, and helpers to press and read, for the tests of its reports."""

# Times of a sheet have no time zone.
# ruff: noqa: DTZ001

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from pypdf import PdfReader

from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.problems import Finding
from poc_sheets.runner import press
from poc_sheets.tabs import every_tab
from poc_sheets.tabs.model import columns_of
from poc_sheets.workbook import Cell, Message

NOW = datetime(2026, 3, 12, 21, 30, 5, 123456)
#: Tabs that the buttons of the reports add to.
KEPT = (
    "Production Report", "Production Times", "Day Out of Days", "Published Lists",
    "Script Distribution", "Script Numbers", "Call Sheet Issues", "Issued Lines", "Call Sheet",
    "Distribution",
)  # fmt: skip


def headings(tab: str) -> list[Cell]:
    """The headings of a tab of the template."""
    found = next(each for each in every_tab() if each.tab == tab)
    return [spec.heading for spec in columns_of(found)]


def show(**more: list[list[Any]]) -> MemoryWorkbook:
    """A show of two days; `more` are tabs in the place of these, with `_` for blanks."""
    tabs: dict[str, list[list[Any]]] = {tab: [headings(tab)] for tab in KEPT}
    tabs |= {
        "Production": [
            ["Setting", "Value"], ["Title", "The Mill"], ["Short title", "MILL"],
            ["2nd AD", "Yu Tan"], ["Shoot days", 2.0],
        ],
        "Shoot Days": [
            ["Day", "Date", "Crew call", "Shooting call", "Lunch", "Est. wrap", "Loc"],
            [1.0, datetime(2026, 3, 11), "7:00A", "8:00A", "1:00P", "7:00P", "1"],
            [2.0, datetime(2026, 3, 12), "7:00A", "8:00A", "1:00P", "7:00P", "1"],
        ],
        "Locations": [["No.", "Location", "Address"], ["1", "Old Mill", "1 Mill St"]],
        "Schedule": [
            ["Day", "Scene", "I/E", "Set", "D/N", "Pages", "Cast", "Background"],
            [1.0, 12.0, "INT", "MILL", "D", "2 4/8", "1", None],
            [1.0, "12A", "EXT", "YARD", "N", "1 5/8", "1, 2", "20 workers"],
            [2.0, "14", "INT", "MILL", "D", "7/8", "2", None],
        ],
        "Cast": [
            ["ID", "Character", "Performer"], ["1", "Ann", "A. Bee"], ["2", "Bob", "B. Cee"],
            ["3", "Cy", "C. Dee"],
        ],
        "Departments": [["Department", "Offset"], ["Grip", "-0:30"], ["Stunts", None]],
        "Crew": [
            ["Department", "Position", "Name", "Call"],
            ["Grip", "Key Grip", "Jo Lee", "6:00A"], ["Grip", "Grip", "Al Moe", None],
            ["Grip", "Grip", "Al Moe", None], ["Stunts", "Stunt Coordinator", "Di Fox", "O/C"],
        ],
    }  # fmt: skip
    tabs |= {name.replace("_", " "): rows for name, rows in more.items()}
    return MemoryWorkbook(tabs)


def pressed(workbook: MemoryWorkbook, action: str, **options: object) -> Message:
    """A press that must not fail."""
    message = press(action, workbook, now=NOW, **options)
    assert message.ok, message.as_text()
    return message


def found(message: Message, problem: str) -> list[Finding]:
    """The findings of one problem."""
    return [finding for finding in message.findings if finding.problem == problem]


def rows(workbook: MemoryWorkbook, tab: str) -> list[dict[str, Cell]]:
    """The rows of a tab as they stand, by heading; blank cells are left out."""
    names, *lines = workbook.cells[tab]
    return [
        {str(name): cell for name, cell in zip(names, line, strict=False) if cell not in (None, "")}
        for line in lines
        if any(cell not in (None, "") for cell in line)
    ]


def line_number(workbook: MemoryWorkbook, tab: str, **cells: Cell) -> int:
    """The row on screen of the line with these cells."""
    for number, line in enumerate(workbook.cells[tab], start=1):
        own = dict(zip(workbook.cells[tab][0], line, strict=False))
        if all(own.get(name.replace("_", " ")) == cell for name, cell in cells.items()):
            return number
    raise AssertionError(f"no line of {tab} has {cells}")


def type_in(
    workbook: MemoryWorkbook, tab: str, where: Mapping[str, Cell], cells: Mapping[str, Cell]
) -> int:
    """Type into the line that holds `where`, as a person does; its row on screen."""
    number = line_number(workbook, tab, **where)
    names = workbook.cells[tab][0]
    line = workbook.cells[tab][number - 1]
    line += [None] * (len(names) - len(line))
    for name, cell in cells.items():
        line[names.index(name)] = cell
    return number


def words(workbook: MemoryWorkbook, part: str) -> str:
    """The words of the printed document whose name has a part, one blank between them."""
    [content] = [content for name, content in workbook.documents.items() if part in name]
    reader = PdfReader(io.BytesIO(content))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u200b", "").replace("\u00a0", " ").split())


def clock(text: str) -> time:
    """A time as a spreadsheet program sends it: `13:30`."""
    return time.fromisoformat(text)


def day(text: str) -> date:
    """A date of a test."""
    return date.fromisoformat(text)
