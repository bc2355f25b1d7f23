"""The workbook that is open in front of the person: Excel or LibreOffice, by way of xlwings.

Nothing here knows which program it is but for two things that only one of them needs: Excel is told
to keep text as text, and LibreOffice puts a whole press into one step of its undo list.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import xlwings as xw

from poc_sheets.hosts.live.appends import check_room, make_room, tables_of
from poc_sheets.hosts.live.cells import (
    as_rows,
    formulas_in,
    from_program,
    needs_text_format,
    to_program,
)
from poc_sheets.hosts.live.libreoffice.area import Area, runs
from poc_sheets.hosts.live.problems import (
    CANNOT_KEEP,
    CHANGED_MEANWHILE,
    FORMULA_IN_THE_WAY,
    NO_SUCH_TAB,
    PROGRAM_REFUSED,
    PROTECTED_TAB,
)
from poc_sheets.problems import Place, SheetError
from poc_sheets.workbook import (
    Append,
    Change,
    Document,
    Message,
    Sheet,
    TabInfo,
    Value,
    same_cell,
)

_TAB_NAME: Final = "_poc_tab_"
_PRESSES: Final = count(1)
_NOT_IN_FILE_NAMES: Final = str.maketrans(dict.fromkeys('<>:"/\\|?*', "-"))

Places = dict[tuple[int, int], Value]


class LiveWorkbook:
    """An open book as the port; nothing is saved, that is left to the person.

    Attributes:
        last_message: what `show` was given last.
        tell: shows a message to the person; tests put their own here.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self.last_message: Message | None = None
        self.tell: Callable[[Message], None] = self._message_box

    @property
    def name(self) -> str:
        """The file's name."""
        return str(self._book.name)

    def tabs(self) -> Sequence[TabInfo]:
        """Every tab in the order on screen; its id comes from the name `_poc_tab_<id>` on it."""
        ids: dict[str, str] = {}
        for name in self._book.names:
            if name.name.startswith(_TAB_NAME):
                tab = str(name.refers_to or "").removeprefix("=").rpartition("!")[0]
                tab = tab.removeprefix("'").removesuffix("'").replace("''", "'")
                ids[tab.casefold()] = name.name.removeprefix(_TAB_NAME)
        names = self._book.sheet_names
        return [TabInfo(name, ids.get(name.casefold(), "")) for name in names]

    def read(self, names: Sequence[str]) -> dict[str, Sheet]:
        """The named tabs, values and formulas each in one call.

        Raises:
            SheetError: a tab is not there.
        """
        return {name: self._read_tab(name) for name in names}

    def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
        """All changes or none.

        Raises:
            SheetError: a cell no longer holds what it held when it was read, a formula or a
                protection is in the way, there is no room for new rows, or the program refuses.
        """
        before = self._check(changes)
        for append in appends:
            check_room(self._sheet(append.tab), append)
        values: dict[str, Places] = defaultdict(dict)
        for change in changes:
            if not same_cell(before[change.tab][change.row, change.column], change.value):
                values[change.tab][change.row, change.column] = change.value
        try:
            with self._one_step(before):
                for tab, places in values.items():
                    self._put(self._sheet(tab), places)
                # From the bottom up, so that rows made for one do not move the place of another.
                for append in sorted(appends, key=lambda each: each.after_row, reverse=True):
                    self._append(append)
        except SheetError:
            raise
        except Exception as problem:
            raise PROGRAM_REFUSED.stop(seen=str(problem) or type(problem).__name__) from problem

    def keep(self, documents: Sequence[Document]) -> tuple[str, ...]:
        """Keep documents in `<name of the workbook> documents`, beside the workbook.

        A book that was never saved, or that lies on a server, has no folder beside it: its
        documents go to the person's own Documents folder.

        Raises:
            SheetError: a document cannot be written.
        """
        path = Path(self._book.fullname)
        is_local = path.is_absolute() and path.parent.is_dir()
        folder = (path.parent if is_local else Path.home() / "Documents") / f"{path.stem} documents"
        kept = []
        for document in documents:
            name = document.name.translate(_NOT_IN_FILE_NAMES).strip(" .") or "document"
            target = folder / name
            try:
                folder.mkdir(parents=True, exist_ok=True)
                beside = target.with_name(f".{name}.part")
                beside.write_bytes(document.content)
                os.replace(beside, target)  # noqa: PTH105 - the one call that replaces at once
            except OSError as problem:
                seen = f"{target}: {problem.strerror or problem}"
                raise CANNOT_KEEP.stop(name=document.name, seen=seen) from problem
            kept.append(str(target))
        return tuple(kept)

    def show(self, message: Message) -> None:
        """Tell the person in a box of the program; without a screen the message is only kept."""
        self.last_message = message
        self.tell(message)

    def _message_box(self, message: Message) -> None:
        self._book.app.alert(
            message.as_text(), title=message.title, mode=None if message.ok else "critical"
        )

    def _sheet(self, tab: str) -> xw.Sheet:
        try:
            return self._book.sheets[tab]
        except Exception as problem:
            seen = ", ".join(self._book.sheet_names)
            if tab in self._book.sheet_names:
                raise PROGRAM_REFUSED.stop(Place(tab), seen=str(problem)) from problem
            raise NO_SUCH_TAB.stop(Place(tab), tab=tab, tabs=seen) from problem

    def _read_tab(self, name: str) -> Sheet:
        sheet = self._sheet(name)
        used = sheet.range((1, 1), sheet.used_range.last_cell)
        values = _values(used)
        formulas = formulas_in(as_rows(used.formula), values)
        cells = [[from_program(value) for value in row] for row in values]
        return Sheet(name, cells, formulas, tuple(place for _, place in tables_of(sheet)))

    def _check(self, changes: Sequence[Change]) -> dict[str, dict[tuple[int, int], Any]]:
        """What the cells hold now, after making sure that it is what they held when read."""
        by_tab: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_tab[change.tab].append(change)
        before: dict[str, dict[tuple[int, int], Any]] = {}
        for tab, wanted in by_tab.items():
            sheet = self._sheet(tab)
            block = _around((change.row, change.column) for change in wanted)
            cells = sheet.range((block.row, block.column), (block.last_row, block.last_column))
            values = _values(cells)
            formulas = formulas_in(as_rows(cells.formula), values)
            before[tab] = {}
            for change in wanted:
                place = Place(tab, change.row, change.column)
                row, column = change.row - block.row, change.column - block.column
                seen = from_program(values[row][column])
                if not same_cell(seen, change.was):
                    raise CHANGED_MEANWHILE.stop(place, was=change.was, seen=seen)
                if (row + 1, column + 1) in formulas:
                    formula = formulas[row + 1, column + 1]
                    raise FORMULA_IN_THE_WAY.stop(place, formula=formula)
                before[tab][change.row, change.column] = seen
            _check_protection(sheet, tab, wanted)
        return before

    def _append(self, append: Append) -> None:
        sheet = self._sheet(append.tab)
        make_room(sheet, append)
        self._put(
            sheet,
            {
                (append.after_row + offset, column): value
                for offset, row in enumerate(append.rows, 1)
                for column, value in row.items()
            },
        )

    def _put(self, sheet: xw.Sheet, places: Places) -> None:
        """Write cells, one call for each rectangle that they fill."""
        if self._book.app.engine.name == "excel":
            # Excel makes numbers of account codes and phones unless the cell is text before.
            for area in runs(place for place, value in places.items() if needs_text_format(value)):
                _cells(sheet, area).number_format = "@"
        for area in runs(places):
            rows = [
                [
                    to_program(places[row, column])
                    for column in range(area.column, area.last_column + 1)
                ]
                for row in range(area.row, area.last_row + 1)
            ]
            _cells(sheet, area).value = rows

    @contextmanager
    def _one_step(self, before: dict[str, dict[tuple[int, int], Any]]) -> Iterator[None]:
        """One step for the person to undo, taken back by itself where the program fails midway."""
        if self._book.app.engine.name != "libreoffice":
            try:
                yield
            except Exception:
                for tab, places in before.items():
                    self._put(self._sheet(tab), places)
                raise
            return
        undo = self._book.api.getUndoManager()
        title = f"poc_sheets ({next(_PRESSES)})"
        undo.enterUndoContext(title)
        try:
            yield
        except Exception:
            undo.leaveUndoContext()
            # A step in which nothing was done leaves no trace: then the last step is the person's.
            if title in undo.getAllUndoActionTitles()[:1]:
                undo.undo()
            raise
        undo.leaveUndoContext()


def _values(cells: xw.Range) -> list[list[Any]]:
    found: list[list[Any]] = cells.options(ndim=2, err_to_str=True).value
    return found


def _cells(sheet: xw.Sheet, area: Area) -> xw.Range:
    return sheet.range((area.row, area.column), (area.last_row, area.last_column))


def _around(places: Iterator[tuple[int, int]]) -> Area:
    rows, columns = zip(*places, strict=True)
    top, left = min(rows), min(columns)
    return Area(top, left, max(rows) - top + 1, max(columns) - left + 1)


def _check_protection(sheet: xw.Sheet, tab: str, changes: Sequence[Change]) -> None:
    is_calc = sheet.book.app.engine.name == "libreoffice"
    if not (sheet.api.isProtected() if is_calc else sheet.api.ProtectContents):
        return
    for area in runs((change.row, change.column) for change in changes):
        cells = _cells(sheet, area).api
        if cells.CellProtection.IsLocked if is_calc else cells.Locked is not False:
            raise PROTECTED_TAB.stop(Place(tab, area.row, area.column), tab=tab)
