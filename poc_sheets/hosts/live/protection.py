"""What may not be changed: a book that is open to read, a protected tab, a locked cell."""

from collections.abc import Sequence

import xlwings as xw

from poc_sheets.hosts.live.libreoffice.area import runs
from poc_sheets.hosts.live.problems import PROTECTED_TAB, READ_ONLY
from poc_sheets.hosts.live.reading import cells_in, is_libreoffice
from poc_sheets.problems import Place
from poc_sheets.workbook import Append, Change


def check_read_only(book: xw.Book) -> None:
    """Whether the book may be changed.

    Excel lets a person change what was opened to read, and asks where to save it.

    Raises:
        SheetError: LibreOffice has opened it to read only.
    """
    if is_libreoffice(book) and book.api.isReadonly():
        raise READ_ONLY.stop(name=book.name)


def check_protection(sheet: xw.Sheet, append: Append) -> None:
    """Whether rows may be added to a tab.

    No program puts rows into a protected tab, whichever cells are locked.

    Raises:
        SheetError: the tab is protected.
    """
    is_calc = is_libreoffice(sheet.book)
    if sheet.api.isProtected() if is_calc else sheet.api.ProtectContents:
        raise PROTECTED_TAB.stop(Place(append.tab, append.after_row + 1), tab=append.tab)


def check_locks(sheet: xw.Sheet, tab: str, changes: Sequence[Change]) -> None:
    """Whether the cells of a protected tab may be changed.

    Raises:
        SheetError: one of them is locked.
    """
    is_calc = is_libreoffice(sheet.book)
    for area in runs((change.row, change.column) for change in changes):
        cells = cells_in(sheet, area).api
        # Excel says neither yes nor no where only some of the cells are locked.
        if cells.CellProtection.IsLocked if is_calc else cells.Locked is not False:
            raise PROTECTED_TAB.stop(Place(tab, area.row, area.column), tab=tab)
