"""Answers of formulas: a cell shows what is known, the rest is asked in one batch from a thread.

A cell function runs in the office's main thread, and the server reads the workbook through that
same thread: a function that waited for its answer would wait for ever. So each function hands the
cell a result that can change. Whenever the workbook changed and then rests for a moment, all
results of it are asked anew in one request; cells whose value is another one are told.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Any

import uno
import unohelper
from com.sun.star.sheet import ResultEvent, XVolatileResult
from com.sun.star.util import XModifyListener

from . import books, pipe, server

WAITING = "#..."
#: Seconds of rest before a changed workbook is read.
_REST = 0.25
_LONGEST_REST = 2.0
#: Seconds after an attempt that failed.
_AFTER_FAILURE = 5.0


class Result(unohelper.Base, XVolatileResult):  # type: ignore[misc]  # uno has no types
    """The answer to one formula with one set of arguments, shared by all its cells."""

    def __init__(self, name: str, arguments: list[Any]) -> None:
        self.name = name
        self.arguments = arguments
        self.value: Any = WAITING
        self.asked_at = -1
        self.listeners: list[Any] = []

    def addResultListener(self, listener: Any) -> None:  # noqa: N802 - UNO's name
        """A cell begins to show it."""
        self.listeners.append(listener)
        listener.modified(ResultEvent(self, self.value))

    def removeResultListener(self, listener: Any) -> None:  # noqa: N802 - UNO's name
        """A cell shows it no longer."""
        with suppress(ValueError):
            self.listeners.remove(listener)

    def tell(self, value: Any) -> None:
        """Show another value in every cell."""
        if value == self.value and type(value) is type(self.value):
            return
        self.value = value
        for listener in list(self.listeners):
            with suppress(Exception):
                listener.modified(ResultEvent(self, value))


class Book(unohelper.Base, XModifyListener):  # type: ignore[misc]  # uno has no types
    """An open document and the answers that its cells show."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.revision = 0
        self.changed_at = time.monotonic()
        self.waiting_since = self.changed_at
        self.needs_answers = False
        self.results: dict[tuple[str, tuple[Any, ...]], Result] = {}

    def result(self, name: str, arguments: tuple[Any, ...]) -> Result:
        """The result of a formula; the same object for the same arguments."""
        mark = (name, arguments)
        result = self.results.get(mark)
        if result is None:
            given = [_for_server(argument) for argument in arguments]
            result = self.results[mark] = Result(name, given)
            self._wake()
        return result

    def modified(self, event: Any) -> None:
        """The document changed."""
        del event
        self.revision += 1
        if self.results:
            self._wake()

    def disposing(self, event: Any) -> None:
        """The document was closed."""
        del event
        _last.clear()
        _books.pop(next((uid for uid, book in _books.items() if book is self), ""), None)

    def is_due(self) -> bool:
        """It has rested, or waited long enough."""
        now = time.monotonic()
        rested = now - self.changed_at >= _REST
        return self.needs_answers and (rested or now - self.waiting_since >= _LONGEST_REST)

    def refresh(self, context: Any) -> None:
        """Ask for everything that is not known for the present revision; tell the cells."""
        self.needs_answers = False
        revision = self.revision
        for mark, result in list(self.results.items()):
            if not result.listeners and result.asked_at >= 0:
                del self.results[mark]
        asked = [result for result in list(self.results.values()) if result.asked_at != revision]
        if not asked:
            return
        workbook = books.address(self.model, pipe.open_pipe(context))
        workbook["revision"] = revision
        calls = [{"name": each.name, "args": each.arguments} for each in asked]
        answer = server.ask("/formulas", {"workbook": workbook, "calls": calls})
        if not answer.get("ok"):
            raise server.ServerError(str(answer.get("title", "")))
        for result, value in zip(asked, answer["values"]):  # noqa: B905 - Python 3.8
            result.asked_at = revision
            result.tell(_for_cell(value))

    def _wake(self) -> None:
        self.changed_at = time.monotonic()
        if not self.needs_answers:
            self.waiting_since = self.changed_at
        self.needs_answers = True
        _changed.set()


_books: dict[str, Book] = {}
#: The document of the last formula, and its answers.
_last: list[tuple[Any, Book]] = []
_changed = threading.Event()
_worker: list[threading.Thread] = []


def result_of(context: Any, document: Any, name: str, arguments: tuple[Any, ...]) -> Result:
    """What a cell with this formula shows; called in the main thread only.

    Ten thousand cells of one recalculation come here: the document of the last one is compared
    with, which is a hundred times as fast as asking a document for its id.
    """
    if _last and _last[0][0] == document:
        return _last[0][1].result(name, arguments)
    uid = document.getPropertyValue("RuntimeUID")
    book = _books.get(uid)
    if book is None:
        book = _books[uid] = Book(document)
        document.addModifyListener(book)
    _last[:] = [(document, book)]
    if not _worker:
        _worker.append(threading.Thread(target=_work, args=(context,), daemon=True))
        _worker[0].start()
    return book.result(name, arguments)


def expect(context: Any, document: Any) -> None:
    """A workbook was opened: where it is a production, make the server ready for its presses."""
    if any(name.startswith("_poc_tab_") for name in document.NamedRanges.getElementNames()):
        threading.Thread(target=_warm, args=(context, document), daemon=True).start()


def _warm(context: Any, document: Any) -> None:
    # Whatever is wrong is said at the first press.
    with suppress(Exception):
        workbook = books.address(document, pipe.open_pipe(context))
        server.ask("/formulas", {"workbook": workbook, "calls": []})


def _work(context: Any) -> None:
    while True:
        _changed.wait()
        _changed.clear()
        while any(book.needs_answers for book in list(_books.values())):
            for book in [book for book in list(_books.values()) if book.is_due()]:
                try:
                    book.refresh(context)
                except Exception:  # noqa: BLE001 - cells keep their last value; asked again later
                    book.needs_answers = True
                    book.waiting_since = book.changed_at = time.monotonic() + _AFTER_FAILURE
            time.sleep(0.05)


def _for_server(argument: Any) -> Any:
    if argument is None or isinstance(argument, (bool, int, float, str)):
        return argument
    if isinstance(argument, tuple):
        return [
            [None if cell == "" else _for_server(cell) for cell in row]
            if isinstance(row, tuple)
            else [_for_server(row)]
            for row in argument
        ]
    return str(argument)


def _for_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        # Calc shows no boolean of a function; 1 and 0 count as yes and no.
        return float(value)
    if isinstance(value, int):
        return float(value)
    if isinstance(value, list):
        rows = tuple(tuple(_for_cell(cell) for cell in row) for row in value)
        return uno.Any("[][]any", rows)
    return value
