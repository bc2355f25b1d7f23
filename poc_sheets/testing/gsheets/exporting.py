"""A spreadsheet out of CSV and into CSV, as Drive converts it."""

import csv
import io
import random

from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.grid import Grid
from poc_sheets.testing.gsheets.results import result_of, shown
from poc_sheets.testing.gsheets.theme import default_properties
from poc_sheets.testing.gsheets.values import type_into

#: The time zone that an imported spreadsheet gets, as recorded.
IMPORT_ZONE = "America/Los_Angeles"


def as_csv(book: Spreadsheet, separator: str = ",") -> bytes:
    """The first tab as Drive exports it: values as shown, lines ended by CR LF, none at the end."""
    tab = book.tabs[0]
    used = tab.grid.used()
    if used is None:
        return b""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    for row in range(used.bottom):
        writer.writerow(
            shown(result_of(book, tab, row, column), tab.grid.at(row, column), book.locale)
            for column in range(used.right)
        )
    return text.getvalue().removesuffix("\r\n").encode()


def from_csv(content: bytes, file_id: str, title: str, ids: random.Random) -> Spreadsheet:
    """A spreadsheet of one tab, named like the file; every text is taken as typed."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    width = max((len(row) for row in rows), default=0)
    grid = Grid(max(1000, len(rows)), max(26, width))
    properties = {**default_properties(title), "timeZone": IMPORT_ZONE}
    for row, values in enumerate(rows):
        for column, text in enumerate(values):
            cell = type_into(grid.at(row, column), text, str(properties["locale"]))
            grid.put(row, column, cell)
    tab = Tab(ids.randrange(10_000_000, 2**31), grid, {"title": title})
    return Spreadsheet(file_id, properties, [tab])
