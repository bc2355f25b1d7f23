"""The document in which a button of LibreOffice was pressed, as the port."""

import threading
from typing import Final

import xlwings as xw

from poc_sheets.hosts.live.libreoffice.engine import attach
from poc_sheets.hosts.live.libreoffice.errors import OfficeError
from poc_sheets.hosts.live.workbook import LiveWorkbook
from poc_sheets.problems import Exit, Problem

OFFICE_GONE = Problem(
    "office-gone",
    "LibreOffice does not answer",
    "{seen}",
    "restart LibreOffice, open the workbook, and press again",
    exit_code=Exit.LATER,
)
BOOK_GONE = Problem(
    "book-gone",
    "The workbook is no longer open in LibreOffice",
    "it was {url}",
    "open it, and press again",
    exit_code=Exit.LATER,
)

_ATTACHING: Final = threading.Lock()


def open_workbook(pipe: str, uid: str, url: str) -> LiveWorkbook:
    """An open document of a running office; messages to the person are kept, not shown.

    Args:
        pipe: the name of the office's pipe.
        uid: the document's id in this run of the office.
        url: its URL or title, for the message where it is gone.

    Raises:
        SheetError: the office or the document is gone.
    """
    # The engine's list of offices is made for one thread.
    with _ATTACHING:
        try:
            books = list(attach(pipe).impl.books)
        except OfficeError as problem:
            raise OFFICE_GONE.stop(seen=str(problem)) from problem
    for book in books:
        if book.document.uid == uid:
            workbook = LiveWorkbook(xw.Book(impl=book))
            workbook.tell = _kept
            return workbook
    raise BOOK_GONE.stop(url=url.rpartition("/")[2] or "not saved yet")


def _kept(_message: object) -> None:
    """The answer to the press carries the message: the office shows it itself."""
