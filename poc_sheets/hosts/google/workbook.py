"""A Google Sheet as a workbook: read in one call, changed in one atomic batch, then checked."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from poc_sheets.hosts.google import batch
from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.problems import (
    CHANGED_MEANWHILE,
    FORMULA_IN_THE_WAY,
    MOVED_MEANWHILE,
)
from poc_sheets.hosts.google.spreadsheet import (
    GoogleBook,
    GoogleTab,
    read_all,
    read_tabs,
    whole_tab,
    write_batch,
)
from poc_sheets.problems import Place
from poc_sheets.workbook import (
    Append,
    Change,
    Document,
    Message,
    Sheet,
    TabInfo,
    same_cell,
)

_TAB_NAME = "_poc_tab_"


class GoogleWorkbook:
    """A spreadsheet that is open to other people all the time; the `Workbook` port over it.

    Google has no conditional write. A `write` therefore reads the tabs again, checks what the
    changed cells hold, and sends everything as one batch that brings the tabs back. If rows moved
    in the fraction of a second between, the answer shows it and the place is named.

    Args:
        client: Makes the calls.
        spreadsheet_id: The sheet's id, from its address.
        folder: Where documents are kept.
    """

    def __init__(self, client: GoogleHttp, spreadsheet_id: str, folder: Path) -> None:
        self._client = client
        self._id = spreadsheet_id
        self._folder = folder
        self._tabs: GoogleBook | None = None
        self.last_message: Message | None = None

    @property
    def name(self) -> str:
        """The sheet's title."""
        return self._known_tabs().title

    def _known_tabs(self) -> GoogleBook:
        if self._tabs is None:
            self._tabs = read_tabs(self._client, self._id)
        return self._tabs

    def tabs(self) -> Sequence[TabInfo]:
        """Every tab in the order on screen, with our id where a named range carries it."""
        book = self._known_tabs()
        ids = {
            tab_id: name.removeprefix(_TAB_NAME)
            for name, tab_id in book.names.items()
            if name.startswith(_TAB_NAME)
        }
        return [TabInfo(tab.title, ids.get(tab.id, "")) for tab in book.tabs]

    def read(self, names: Sequence[str]) -> dict[str, Sheet]:
        """The named tabs, in one call.

        Raises:
            SheetError: a tab is not there, or the sheet cannot be read.
        """
        if not names:
            return {}
        book = self._read(names)
        return {name: book.tab(name).sheet for name in names}

    def _read(self, names: Sequence[str]) -> GoogleBook:
        known = self._known_tabs()
        for name in names:
            known.tab(name)
        return read_all(self._client, self._id, list(dict.fromkeys(names)))

    def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
        """All changes or none: one read, one write.

        Raises:
            UnknownOutcome: Google gave no clear answer; read again before doing anything.
            SheetError: a cell no longer holds what it held, or holds a formula; or rows moved in
                the very moment of writing (then the batch was done, and the place is named).
        """
        if not changes and not appends:
            return
        titles = list(
            dict.fromkeys([each.tab for each in changes] + [each.tab for each in appends])
        )
        before = self._read(titles)
        for change in changes:
            _check(before.tab(change.tab), change)
        made = _requests(before, changes, appends)
        shown = [whole_tab(title) for title in titles]
        after = write_batch(self._client, self._id, made, show=shown)
        if after is not None:
            for change in changes:
                _check_row(before, after, change, changes, appends)

    def keep(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """Keep documents in the folder; a name never leads out of it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        kept: list[str] = []
        for document in documents:
            target = self._folder / Path(document.name.replace("\\", "/")).name
            temporary = target.with_name(target.name + ".new")
            temporary.write_bytes(document.content)
            temporary.replace(target)
            kept.append(str(target))
        return tuple(kept)

    def show(self, message: Message) -> None:
        """Remember the message; whoever started the run shows it."""
        self.last_message = message


def _check(tab: GoogleTab, change: Change) -> None:
    """Refuse a change of a cell that changed meanwhile or that calculates."""
    place = Place(change.tab, change.row, change.column)
    formula = tab.sheet.formulas.get((change.row, change.column))
    if formula is not None:
        raise FORMULA_IN_THE_WAY.stop(place, formula=formula)
    seen = tab.sheet.at(change.row, change.column)
    if not same_cell(seen, change.was):
        raise CHANGED_MEANWHILE.stop(place, was=change.was, seen=seen)


def _requests(
    book: GoogleBook, changes: Sequence[Change], appends: Sequence[Append]
) -> list[dict[str, Any]]:
    """Changes first, then new rows from the bottom up: no address shifts before its turn."""
    rows: dict[tuple[str, int], dict[int, Any]] = {}
    for change in changes:
        rows.setdefault((change.tab, change.row), {})[change.column] = change.value
    made: list[dict[str, Any]] = []
    for (title, row), values in rows.items():
        made += _grown(book.tab(title), row)
        tab = book.tab(title)
        made += batch.set_row(tab.id, row, values, _undated(tab, values))
    for append in sorted(appends, key=lambda each: each.after_row, reverse=True):
        made += _append(book.tab(append.tab), append)
    return made


def _grown(tab: GoogleTab, row: int) -> list[dict[str, Any]]:
    missing = row - tab.rows
    return [batch.add_rows_at_the_end(tab.id, missing)] if missing > 0 else []


def _append(tab: GoogleTab, append: Append) -> list[dict[str, Any]]:
    """New rows are always inserted, so that nothing below them can be overwritten."""
    count = len(append.rows)
    if not count:
        return []
    if append.after_row >= tab.rows:
        made = _grown(tab, append.after_row + count)
    else:
        made = [batch.insert_rows(tab.id, append.after_row + 1, count)]
    for offset, values in enumerate(append.rows, start=1):
        row = append.after_row + offset
        made += batch.set_row(tab.id, row, values, _undated(tab, values))
    return made


def _undated(tab: GoogleTab, columns: Iterable[int]) -> set[int]:
    """Columns in which no cell shows a date yet."""
    rows = range(1, len(tab.sheet.cells) + 1)
    return {
        column
        for column in columns
        if not any(isinstance(tab.sheet.at(row, column), date | time) for row in rows)
    }


def _check_row(
    before: GoogleBook,
    after: GoogleBook,
    change: Change,
    changes: Sequence[Change],
    appends: Sequence[Append],
) -> None:
    """Raise if the changed cell's row is another row than the one that was read.

    A row is recognised by its typed cells; calculated ones may change with any write.
    """
    old, new = before.tab(change.tab).sheet, after.tab(change.tab).sheet
    if change.row > len(old.cells):
        return
    above = [each for each in appends if each.tab == change.tab and each.after_row < change.row]
    landed = change.row + sum(len(each.rows) for each in above)
    changed = {each.column for each in changes if (each.tab, each.row) == (change.tab, change.row)}
    for column in range(1, len(old.cells[change.row - 1]) + 1):
        calculated = (change.row, column) in old.formulas or (landed, column) in new.formulas
        if calculated or column in changed:
            continue
        if not same_cell(old.at(change.row, column), new.at(landed, column)):
            where = Place(change.tab, landed, change.column)
            row = " | ".join(
                "" if cell is None else str(cell) for cell in old.cells[change.row - 1]
            )
            raise MOVED_MEANWHILE.stop(where, value=change.value, row=row)
