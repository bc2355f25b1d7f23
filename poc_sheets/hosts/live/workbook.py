"""The workbook that is open in front of the person: Excel or LibreOffice, by way of xlwings.

Nothing here knows which program it is but for two things that only one of them needs: Excel is told
to keep text as text, and LibreOffice puts a whole press into one step of its undo list.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

import xlwings as xw

from poc_sheets.hosts.live.appends import check_room, make_room
from poc_sheets.hosts.live.cells import needs_text_format, to_program
from poc_sheets.hosts.live.libreoffice.area import Area, runs
from poc_sheets.hosts.live.libreoffice.errors import OfficeError
from poc_sheets.hosts.live.libreoffice.putting import put
from poc_sheets.hosts.live.libreoffice.uno_bridge import uno_exception
from poc_sheets.hosts.live.problems import (
    CANNOT_KEEP,
    CHANGED_MEANWHILE,
    FORMULA_IN_THE_WAY,
    PROGRAM_REFUSED,
)
from poc_sheets.hosts.live.protection import check_locks, check_protection, check_read_only
from poc_sheets.hosts.live.reading import (
    cells_in,
    is_libreoffice,
    read_blocks,
    read_tabs,
    sheet_of,
    tab_infos,
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

_PRESSES: Final = count(1)
_NOT_IN_FILE_NAMES: Final = str.maketrans(dict.fromkeys('<>:"/\\|?*', "-"))

Places = dict[tuple[int, int], Value]
#: What cells held when they were read, by tab.
Before = dict[str, dict[tuple[int, int], Any]]


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
        """Every tab in the order on screen, with our id where it has one.

        Raises:
            SheetError: the program does not answer.
        """
        with _Refusals(self._book):
            return tab_infos(self._book)

    def read(self, names: Sequence[str]) -> dict[str, Sheet]:
        """The named tabs, in one call where the program can.

        Raises:
            SheetError: a tab is not there, or the program does not answer.
        """
        with _Refusals(self._book):
            return read_tabs(self._book, names)

    def write(self, changes: Sequence[Change], appends: Sequence[Append] = ()) -> None:
        """All changes or none.

        Raises:
            SheetError: a cell no longer holds what it held when it was read, a formula or a
                protection is in the way, there is no room for new rows, or the program refuses.
        """
        with _Refusals(self._book):
            check_read_only(self._book)
            before = self._check(changes)
            for append in appends:
                sheet = sheet_of(self._book, append.tab)
                check_protection(sheet, append)
                check_room(sheet, append)
            values: dict[str, Places] = defaultdict(dict)
            for change in changes:
                if not same_cell(before[change.tab][change.row, change.column], change.value):
                    values[change.tab][change.row, change.column] = change.value
            with self._one_step(before):
                for tab, places in values.items():
                    self._put(sheet_of(self._book, tab), places)
                # From the bottom up, so that rows made for one do not move the place of another.
                for append in sorted(appends, key=lambda each: each.after_row, reverse=True):
                    self._append(append)

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

    def _check(self, changes: Sequence[Change]) -> Before:
        """What the cells hold now, after making sure that it is what they held when read."""
        by_tab: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_tab[change.tab].append(change)
        areas = {tab: _around((c.row, c.column) for c in wanted) for tab, wanted in by_tab.items()}
        before: Before = {}
        for tab, block in read_blocks(self._book, areas).items():
            before[tab] = {}
            for change in by_tab[tab]:
                place = Place(tab, change.row, change.column)
                seen = block.at(change.row, change.column)
                if not same_cell(seen, change.was):
                    raise CHANGED_MEANWHILE.stop(place, was=change.was, seen=seen)
                formula = block.formulas.get((change.row, change.column))
                if formula is not None:
                    raise FORMULA_IN_THE_WAY.stop(place, formula=formula)
                before[tab][change.row, change.column] = seen
            if block.is_protected:
                check_locks(sheet_of(self._book, tab), tab, by_tab[tab])
        return before

    def _append(self, append: Append) -> None:
        sheet = sheet_of(self._book, append.tab)
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
        """Write cells: LibreOffice in one call, Excel one for each rectangle that they fill."""
        if is_libreoffice(self._book):
            book = self._book.impl
            put(book.app.office, book.document, sheet.name, places)
            return
        # Excel makes numbers of account codes and phones unless the cell is text before.
        for area in runs(place for place, value in places.items() if needs_text_format(value)):
            cells_in(sheet, area).number_format = "@"
        for area in runs(places):
            rows = [
                [
                    to_program(places[row, column])
                    for column in range(area.column, area.last_column + 1)
                ]
                for row in range(area.row, area.last_row + 1)
            ]
            cells_in(sheet, area).value = rows

    def _one_step(self, before: Before) -> "_OneStep | _TakenBack":
        """One step for the person to undo, taken back by itself where the program fails midway."""
        if is_libreoffice(self._book):
            return _OneStep(self._book.api.getUndoManager())
        return _TakenBack(self, before)

    def put_back(self, before: Before) -> None:
        """Write what cells held before."""
        for tab, places in before.items():
            self._put(sheet_of(self._book, tab), places)


# Classes, not generators: Python hands no exception of LibreOffice through `contextmanager`.
class _Refusals:
    """Whatever the program says no with, in words; a fault of ours stays one."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        if not isinstance(problem, Exception) or isinstance(problem, SheetError):
            return
        # Excel's errors have a class that only Windows has.
        if not is_libreoffice(self._book) or isinstance(problem, (OfficeError, uno_exception())):
            seen = str(getattr(problem, "Message", problem)) or type(problem).__name__
            raise PROGRAM_REFUSED.stop(seen=seen) from None


class _TakenBack:
    """Excel: cells that were written are written back."""

    def __init__(self, workbook: LiveWorkbook, before: Before) -> None:
        self._workbook, self._before = workbook, before

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        if problem is not None:
            self._workbook.put_back(self._before)


class _OneStep:
    """LibreOffice: a step of its undo list."""

    def __init__(self, undo: Any) -> None:
        self._undo = undo
        # The extension finds a press by this title where the server ended in the middle.
        self._title = f"poc_sheets {datetime.now():%H:%M:%S} ({next(_PRESSES)})"  # noqa: DTZ005 - the person's own clock

    def __enter__(self) -> None:
        self._undo.enterUndoContext(self._title)

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        self._undo.leaveUndoContext()
        # A step in which nothing was done leaves no trace: then the last step is the person's.
        if problem is not None and self._title in self._undo.getAllUndoActionTitles()[:1]:
            self._undo.undo()


def _around(places: Iterator[tuple[int, int]]) -> Area:
    rows, columns = zip(*places, strict=True)
    top, left = min(rows), min(columns)
    return Area(top, left, max(rows) - top + 1, max(columns) - left + 1)
