"""The desk of programs that send their tabs with the request, such as the add-in of Excel."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Final

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.web.json_workbook import JsonWorkbook, read_arguments
from poc_sheets.hosts.web.problems import NOT_READABLE
from poc_sheets.hosts.web.sent_files import IMPORT_FILE
from poc_sheets.hosts.web.wire import FormulaRequest, PressRequest
from poc_sheets.importing.files import bring_in
from poc_sheets.problems import Exit, Problem
from poc_sheets.runner import press
from poc_sheets.workbook import Message, Workbook

NOT_SENT = Problem(
    "workbook-not-sent",
    title="The workbook as it is now was not sent",
    what="revision {revision} is not known here",
    do="send the tabs with the request",
    exit_code=Exit.LATER,
)


#: Workbooks whose tabs are kept in memory for formulas, the least asked go first.
MOST_BOOKS: Final = 32


@dataclass(slots=True)
class _Known:
    """The tabs of one revision of a workbook; one batch of formulas at a time."""

    revision: object
    calculator: Calculator
    lock: Lock = field(default_factory=Lock)


def press_in(request: PressRequest, workbook: Workbook) -> Message:
    """Press the button that a request names, or bring in the file that came with it.

    Raises:
        SheetError: a file should have come, and did not.
    """
    if request.action != IMPORT_FILE:
        options: dict[str, Any] = dict(request.options)
        return press(request.action, workbook, **options)
    if request.file is None:
        raise NOT_READABLE.stop(seen="no file came with it")
    with request.file.on_disk() as path:
        return bring_in(path, workbook)


class JsonDesk:
    """Presses and calculates over the tabs of a request.

    The tabs of a workbook travel once for each revision; formulas of that revision name it only.
    What one person sent answers nobody else, whatever id the workbook says it has.
    """

    def __init__(
        self, folder: Path | None = None, *, documents: Callable[[], Path] | None = None
    ) -> None:
        """A desk.

        Args:
            folder: where documents are kept; by default in the person's own Documents.
            documents: makes such a folder for each press.
        """
        self._documents: Callable[[], Path | None] = documents or (lambda: folder)
        self._known: OrderedDict[tuple[str, str], _Known] = OrderedDict()
        self._changes: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self._made: dict[tuple[str, str], tuple[str, ...]] = {}
        self._lock = Lock()

    def press(self, request: PressRequest) -> Message:
        """Press a button; what it wants written and what it made is then had by `take_...`."""
        workbook = self._workbook(request.workbook)
        message = press_in(request, workbook)
        # A question about a file is asked in a cell, though nothing of the file was brought in.
        is_written = message.ok or message.changed_cells > 0
        with self._lock:
            name = request.who, request.request_id
            self._changes[name] = workbook.changes if is_written else []
            self._made[name] = message.documents
        return message

    def take_changes(self, request_id: str, who: str = "") -> list[dict[str, Any]]:
        """The cells that a press wants written; they are given once."""
        with self._lock:
            return self._changes.pop((who, request_id), [])

    def take_documents(self, request_id: str, who: str = "") -> tuple[str, ...]:
        """Where the documents of a press were kept; they are given once."""
        with self._lock:
            return self._made.pop((who, request_id), ())

    def calculate(self, request: FormulaRequest) -> Sequence[Any]:
        """The values of formulas, in their order.

        Raises:
            SheetError: the tabs of this revision were never sent.
        """
        asked = request.workbook
        name, revision = (request.who, str(asked.get("uid") or "")), asked.get("revision")
        if "tabs" in asked:
            known: _Known | None = _Known(revision, Calculator(self._workbook(asked)))
        else:
            known = self._known.get(name)
        if known is None or known.revision != revision:
            raise NOT_SENT.stop(revision=revision)
        with self._lock:
            self._known[name] = known
            self._known.move_to_end(name)
            while len(self._known) > MOST_BOOKS:
                self._known.popitem(last=False)
        with known.lock:
            return [
                known.calculator.calculate(c.name, read_arguments(c.arguments))
                for c in request.calls
            ]

    def _workbook(self, given: Any) -> JsonWorkbook:
        try:
            return JsonWorkbook(given, self._documents())
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NOT_READABLE.stop(seen="its tabs are not rows of cells") from None
