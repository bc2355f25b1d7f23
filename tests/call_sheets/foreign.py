"""Two call sheets as people build them: an American one on one sheet, a British one on two."""

import datetime as dt
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

_BLACK = PatternFill("solid", fgColor="000000")
_WHITE = Font(color="FFFFFF", bold=True)

#: Department, then position, name and call as typed.
AMERICAN_CREW = (
    ("CAMERA", ("Operator", "Pat Roe", "7:15A"), ("1st AC", "Kit Ray", "7A")),
    (
        "GRIP",
        ("Key Grip", "JO LEE", "6:00a"),
        ("Grip", "Al Moe", "0645"),
        ("Grip", "New Hand", "O/C"),
    ),
    ("SOUND", ("Mixer", "Sid Lund", "soon"), ("Boom", "Bea Orr", dt.time(7, 0))),
)


def american(path: Path) -> Path:
    """Merged titles, boxes of facts, three crew columns side by side, department banners."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "CS Day 1"
    for cells in ("A1:L1", "D3:H3", "D4:H5", "A17:L17"):
        sheet.merge_cells(cells)
    sheet["A1"] = "THE SHOW"
    sheet["A1"].font = Font(bold=True, size=20)
    sheet["A3"] = "Copper Kettle LLC"
    sheet["D3"] = "GENERAL CREW CALL"
    sheet["D4"] = dt.time(7, 30)
    sheet["D4"].font = Font(bold=True, size=28)
    sheet["I3"] = "Thursday, March 12th, 2026"
    sheet["I4"] = "DAY 1 OF 2"
    sheet["I5"] = "Shooting call: 8:30A"
    sheet["I6"] = "Lunch"
    sheet["J6"] = "1:00P"
    sheet["I7"] = "Sunrise"
    sheet["J7"] = "7:01A"
    sheet["A6"] = "NEAREST HOSPITAL"
    sheet["A7"] = "Mercy General"
    sheet["A8"] = "1300 Hill Ave"
    sheet["A9"] = "(323) 555-0911"
    _head(sheet, 11, ("SC #", "SET & DESCRIPTION", None, "D/N", "CAST #", "PGS", "LOCATION"))
    _row(sheet, 12, ("12A", "INT. KITCHEN", None, "D", "1, 3", "2 4/8", "1"))
    sheet["B13"] = "LUNCH"
    _row(sheet, 14, ("14", "EXT. YARD", None, "N", "3", "4/8", "1"))
    _row(sheet, 15, ("99", "INT. ATTIC", None, "D", "1", "1/8", "1"))
    _row(sheet, 16, (None, "TOTAL PAGES", None, None, None, "3 1/8"))
    sheet["A17"] = "NO FORCED CALLS WITHOUT PRIOR APPROVAL OF THE UPM"
    _head(sheet, 19, ("#", "ARTIST", "CHARACTER", "SWF", "P/U", "H/MU", "ON SET", "REMARKS"))
    _row(sheet, 20, ("1", "A. Bee", "Ann", "SW", "6:10A", "7:0a", "8:30A", "bring boots"))
    _row(sheet, 21, (3, "C. Dee", "Cy", "W", "-", "7:30A", "8:30A", None))
    first = 24
    for group, (department, *people) in enumerate(AMERICAN_CREW):
        column = 1 + group * 4
        for place, word in enumerate(("POSITION", "NAME", "IN")):
            cell = sheet.cell(first, column + place, word)
            cell.fill, cell.font = _BLACK, _WHITE
        sheet.cell(first + 1, column, department).alignment = Alignment(horizontal="center")
        for row, person in enumerate(people, start=first + 2):
            for place, cell_value in enumerate(person):
                sheet.cell(row, column + place, cell_value)
    sheet["A31"] = "CATERING BY TASTY"
    book.save(path)
    return path


def british(path: Path) -> Path:
    """Unit call and 24 hours, the unit list on a sheet of its own, headings on two words."""
    book = openpyxl.Workbook()
    front = book.active
    front.title = "Callsheet"
    front["A1"] = "THE SHOW"
    front["A2"] = "Date:"
    front["B2"] = dt.datetime(2026, 3, 12)  # noqa: DTZ001  (a cell has no time zone)
    front["D1"] = "UNIT CALL: 08:00"
    front["D2"] = "Est. unit wrap: 19:00"
    front["A4"] = "Nearest A&E"
    front["B4"] = "St Mary's, Praed Street"
    _head(front, 6, ("Scene", "Set / Synopsis", "Day/Night", "Pages", "Cast"))
    _row(front, 7, ("12A", "INT KITCHEN", "D", "2 4/8", "1, 3"))
    _row(front, 8, ("14", "EXT YARD", "N", "4/8", "3"))
    _head(front, 11, ("ID", "Artiste", "Character", "P/Up", "Make-up", "On set"))
    _row(front, 12, (1, "A. Bee", "Ann", "06:30", "07:15", "08:30"))
    _row(front, 13, (3, "C. Dee", "Cy", None, "07:45", "08:30"))
    back = book.create_sheet("Unit list")
    _head(back, 1, ("Job Title", "Full Name", "Call Time", "Mobile"))
    _row(back, 2, ("Grip",))
    _row(back, 3, ("Key Grip", "Jo Lee", "07:00", "07700 900123"))
    _row(back, 4, ("Grip", "Al Moe", "per HOD", None))
    _row(back, 5, ("Camera",))
    _row(back, 6, ("Operator", "Pat Roe", 0.3125, None))
    book.save(path)
    return path


def _head(sheet, row, words) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  (a sheet of openpyxl)
    _row(sheet, row, words)
    for cell in sheet[row]:
        if cell.value:
            cell.fill, cell.font = _BLACK, _WHITE


def _row(sheet, row, cells) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  (as above)
    for column, cell in enumerate(cells, start=1):
        if cell is not None:
            sheet.cell(row, column, cell)
