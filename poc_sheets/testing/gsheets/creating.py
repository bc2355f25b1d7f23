"""A spreadsheet from the body of `spreadsheets.create`."""

import random

from poc_sheets.testing.gsheets.cells import changed
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.fields import Mask
from poc_sheets.testing.gsheets.grid import EMPTY, Grid
from poc_sheets.testing.gsheets.theme import default_properties
from poc_sheets.testing.gsheets.wire import Json, bad_request

_KEPT = ("title", "locale", "timeZone", "autoRecalc", "iterativeCalculationSettings")


def book_from(body: Json, file_id: str, ids: random.Random) -> Spreadsheet:
    """A new spreadsheet as a request describes it.

    Raises:
        Refusal: two tabs have the same title or id.
    """
    given = body.get("properties") or {}
    properties = default_properties(str(given.get("title") or "Untitled spreadsheet"))
    properties |= {name: given[name] for name in _KEPT if given.get(name)}
    tabs: list[Tab] = []
    for number, sheet in enumerate(body.get("sheets") or [{}]):
        tab = _tab(sheet, number, ids)
        if any(other.id == tab.id or other.title == tab.title for other in tabs):
            bad_request(f'A sheet with the name "{tab.title}" or its id already exists.')
        tabs.append(tab)
    book = Spreadsheet(file_id, properties, tabs)
    book.check_size()
    return book


def _tab(sheet: Json, number: int, ids: random.Random) -> Tab:
    given = sheet.get("properties") or {}
    sizes = dict(given.get("gridProperties") or {})
    grid = Grid(sizes.pop("rowCount", 1000), sizes.pop("columnCount", 26))
    tab_id = given.get("sheetId")
    if tab_id is None:
        tab_id = ids.randrange(10_000_000, 2**31) if number else 0
    skipped = ("sheetId", "index", "sheetType", "gridProperties", "title")
    rest = {name: value for name, value in given.items() if name not in skipped and value}
    properties = {"title": str(given.get("title") or f"Sheet{number + 1}"), **rest}
    if sizes:
        properties["gridProperties"] = sizes
    everything = Mask({"*": Mask()})
    for block in sheet.get("data") or []:
        top, left = int(block.get("startRow") or 0), int(block.get("startColumn") or 0)
        for row, line in enumerate(block.get("rowData") or [], top):
            for column, cell in enumerate(line.get("values") or [], left):
                grid.put(row, column, changed(EMPTY, cell, everything))
    return Tab(int(tab_id), grid, properties)
