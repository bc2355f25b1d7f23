"""The desk of programs that send their tabs with the request, such as the add-in of Excel."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.web.json_workbook import JsonWorkbook
from poc_sheets.hosts.web.problems import NOT_READABLE
from poc_sheets.hosts.web.wire import FormulaRequest, PressRequest
from poc_sheets.problems import Exit, Problem
from poc_sheets.runner import press
from poc_sheets.workbook import Message

NOT_SENT = Problem(
    "workbook-not-sent",
    title="The workbook as it is now was not sent",
    what="revision {revision} is not known here",
    do="send the tabs with the request",
    exit_code=Exit.LATER,
)


class JsonDesk:
    """Presses and calculates over the tabs of a request.

    The tabs of a workbook travel once for each revision; formulas of that revision name it only.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str, tuple[Any, Calculator]] = {}
        self._changes: dict[str, list[dict[str, Any]]] = {}
        self._lock = Lock()

    def press(self, request: PressRequest) -> Message:
        """Press a button; the cells to write are then had with `take_changes`."""
        workbook = self._workbook(request.workbook)
        options: dict[str, Any] = dict(request.options)
        message = press(request.action, workbook, **options)
        with self._lock:
            self._changes[request.request_id] = workbook.changes if message.ok else []
        return message

    def take_changes(self, request_id: str) -> list[dict[str, Any]]:
        """The cells that a press wants written; they are given once."""
        with self._lock:
            return self._changes.pop(request_id, [])

    def calculate(self, request: FormulaRequest) -> Sequence[Any]:
        """The values of formulas, in their order.

        Raises:
            SheetError: the tabs of this revision were never sent.
        """
        asked = request.workbook
        uid, revision = str(asked.get("uid") or ""), asked.get("revision")
        with self._lock:
            if "tabs" in asked:
                self._known[uid] = revision, Calculator(self._workbook(asked))
            known, calculator = self._known.get(uid, (None, None))
            if calculator is None or known != revision:
                raise NOT_SENT.stop(revision=revision)
            return [calculator.calculate(call.name, call.arguments) for call in request.calls]

    def _workbook(self, given: Any) -> JsonWorkbook:
        try:
            return JsonWorkbook(given, self._folder)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NOT_READABLE.stop(seen="its tabs are not rows of cells") from None
