"""A workbook in memory: a real host, for tests, docs and trials."""

from collections.abc import Mapping, Sequence

from poc_sheets.problems import Exit, Place, Problem
from poc_sheets.workbook import (
    Append,
    Cell,
    Change,
    Document,
    Message,
    Sheet,
    TabInfo,
    Value,
    same_cell,
)

CHANGED_MEANWHILE = Problem(
    "changed-meanwhile",
    title="Somebody changed the tab during the press",
    what="the cell held {was} when it was read, and holds {seen} now",
    do="press again",
    exit_code=Exit.LATER,
)
NO_ROOM = Problem(
    "no-room-for-rows",
    title="There is no room for new rows",
    what="row {row} below the table holds {seen}",
    do="insert blank rows below the table, and press again",
)


class MemoryWorkbook:
    """Tabs as lists of rows; a row is a list of cells."""

    def __init__(
        self,
        tabs: Mapping[str, Sequence[Sequence[Cell]]],
        *,
        ids: Mapping[str, str] | None = None,
        name: str = "memory",
    ) -> None:
        self.name = name
        self.cells: dict[str, list[list[Cell]]] = {
            tab: [list(row) for row in rows] for tab, rows in tabs.items()
        }
        self.ids = dict(ids or {})
        self.documents: dict[str, bytes] = {}
        self.last_message: Message | None = None

    def tabs(self) -> list[TabInfo]:
        """Every tab in its order."""
        return [TabInfo(tab, self.ids.get(tab, "")) for tab in self.cells]

    def read(self, names: Sequence[str]) -> dict[str, Sheet]:
        """Copies of the named tabs."""
        return {n: Sheet(n, tuple(tuple(row) for row in self.cells[n])) for n in names}

    def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
        """All changes or none.

        Raises:
            SheetError: a cell no longer holds what it held, or rows stand where new ones go.
        """
        for change in changes:
            seen = self._at(change.tab, change.row, change.column)
            if not same_cell(seen, change.was):
                place = Place(change.tab, change.row, change.column)
                raise CHANGED_MEANWHILE.stop(place, was=change.was, seen=seen)
        for append in appends:
            self._check_room(append)
        for change in changes:
            self._set(change.tab, change.row, change.column, change.value)
        for append in appends:
            for offset, row in enumerate(append.rows, start=1):
                for column, value in row.items():
                    self._set(append.tab, append.after_row + offset, column, value)

    def keep(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """Keep documents by their names."""
        self.documents |= {document.name: document.content for document in documents}
        return tuple(document.name for document in documents)

    def show(self, message: Message) -> None:
        """Remember the message."""
        self.last_message = message

    def _check_room(self, append: Append) -> None:
        for offset in range(1, len(append.rows) + 1):
            row = append.after_row + offset
            for column in range(1, 60):
                seen = self._at(append.tab, row, column)
                if seen is not None and not same_cell(seen, None):
                    raise NO_ROOM.stop(Place(append.tab, row, column), row=row, seen=seen)

    def _at(self, tab: str, row: int, column: int) -> Cell:
        return Sheet(tab, self.cells[tab]).at(row, column)

    def _set(self, tab: str, row: int, column: int, value: Value) -> None:
        rows = self.cells[tab]
        rows.extend([] for _ in range(row - len(rows)))
        cells = rows[row - 1]
        cells.extend([None] * (column - len(cells)))
        # A program's cells hold floats, never decimals.
        is_number = not isinstance(value, bool) and hasattr(value, "__float__")
        cells[column - 1] = float(value) if is_number else value  # type: ignore[arg-type, assignment]  # narrowed by is_number
