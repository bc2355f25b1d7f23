"""One `batchUpdate` on its way: the copy it changes, who asks, and where new ids come from."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from poc_sheets.testing.gsheets.a1 import Area, Dimension, GridRange
from poc_sheets.testing.gsheets.document import Spreadsheet, Tab
from poc_sheets.testing.gsheets.protections import Editor, check_protected
from poc_sheets.testing.gsheets.wire import Json, bad_request


@dataclass(slots=True)
class Batch:
    """The state of one batch; `book` is a copy that replaces the spreadsheet when all went well."""

    book: Spreadsheet
    editor: Editor
    ids: random.Random = field(default_factory=random.Random)

    def new_id(self) -> int:
        """An id for a new tab, protection or piece of metadata."""
        return self.ids.randrange(10_000_000, 2**31)

    def tab(self, body: Json, name: str = "sheetId") -> Tab:
        """The tab that a request names; none named is the tab with id 0."""
        return self.book.tab(int(body.get(name) or 0))

    def area(self, value: Json | None) -> tuple[Tab, Area]:
        """The tab and the closed area of a request's range.

        Raises:
            Refusal: no range is given or it lies outside the grid.
        """
        if value is None:
            bad_request("Must specify a range.")
        wanted = GridRange.of_json(value)
        tab = self.book.tab(wanted.tab)
        grid = tab.grid
        if (wanted.top or 0) >= grid.row_count or (wanted.left or 0) >= grid.column_count:
            bad_request(
                "range exceeds grid limits. "
                f"Max rows: {grid.row_count}, max columns: {grid.column_count}"
            )
        return tab, tab.area(wanted)

    def editable(self, value: Json | None) -> tuple[Tab, Area]:
        """The tab and area of a range that the editor may change.

        Raises:
            Refusal: as `area`, or the range is protected.
        """
        tab, area = self.area(value)
        check_protected(self.book, tab.id, area, self.editor)
        return tab, area


#: What handles one kind of request; gives the reply, empty for most.
Handler = Callable[[Batch, Json], Json]


@dataclass(frozen=True, slots=True)
class Span:
    """Rows or columns of a tab, from 0, the end excluded."""

    tab: Tab
    dimension: Dimension
    start: int
    end: int


def span_of(batch: Batch, value: Json | None) -> Span:
    """The rows or columns of a request's DimensionRange.

    Raises:
        Refusal: no dimension is named, or the range is empty.
    """
    if value is None:
        bad_request("Must specify a dimension range.")
    tab = batch.tab(value)
    name = value.get("dimension")
    if name not in ("ROWS", "COLUMNS"):
        bad_request("No dimension specified.")
    dimension: Dimension = "ROWS" if name == "ROWS" else "COLUMNS"
    start = int(value.get("startIndex") or 0)
    end = value.get("endIndex")
    end = tab.grid.count(dimension) if end is None else int(end)
    if start >= end:
        bad_request(f"range.endIndex[{end}] must be greater than range.startIndex[{start}].")
    return Span(tab, dimension, start, end)
