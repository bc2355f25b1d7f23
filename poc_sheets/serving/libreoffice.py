"""Presses buttons and answers formulas in workbooks that are open in LibreOffice."""

import re
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.live.attached import open_workbook
from poc_sheets.hosts.live.libreoffice.errors import OfficeError
from poc_sheets.hosts.live.libreoffice.uno_bridge import bridge
from poc_sheets.hosts.live.workbook import LiveWorkbook
from poc_sheets.hosts.web.problems import NOT_READABLE
from poc_sheets.hosts.web.sent_files import IMPORT_FILE
from poc_sheets.hosts.web.wire import FormulaRequest, PressRequest
from poc_sheets.importing.files import bring_in
from poc_sheets.problems import SheetError
from poc_sheets.registry import every_action, every_formula
from poc_sheets.runner import fault_message, press, stopped_message
from poc_sheets.workbook import Message

#: Heavy libraries that documents and the sun's hours load where they are used.
_LOADED_LATE: Final = ("typst", "astral.sun")
#: Workbooks whose tabs are kept in memory for formulas.
_MOST_BOOKS: Final = 8
_PIPE = re.compile(r"^[A-Za-z0-9_]{8,80}$")
_UID = re.compile(r"^[A-Za-z0-9_-]{1,80}$")


@dataclass(frozen=True, slots=True)
class _Address:
    pipe: str
    uid: str
    url: str


@dataclass(frozen=True, slots=True)
class _Answers:
    """Formulas of one revision of a workbook."""

    revision: object
    calculator: Calculator


class LibreOfficeDesk:
    """One press or one batch of formulas at a time in each office: it has one main thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offices: dict[str, threading.Lock] = {}
        self._answers: OrderedDict[_Address, _Answers] = OrderedDict()
        # The first press shall not pay for the imports.
        every_action()
        every_formula()
        with suppress(OfficeError):
            bridge()
        threading.Thread(target=_warm, daemon=True).start()

    def press(self, request: PressRequest) -> Message:
        """Press a button in the document that the request names, or bring a file in; never raises."""
        try:
            address = _address(request.workbook)
            options = _options(request.options)
            file = _file(options) if request.action == IMPORT_FILE else None
            with self._office(address.pipe):
                if file is not None:
                    return bring_in(file, _open(address))
                return press(request.action, _open(address), **options)
        except SheetError as stopped:
            return stopped_message(stopped)
        except Exception as fault:  # noqa: BLE001  (the boundary: the person is always told)
            return fault_message(fault)

    def calculate(self, request: FormulaRequest) -> Sequence[Any]:
        """The values of formulas; the tabs are read once for each revision of the workbook.

        Raises:
            SheetError: the office or the workbook is gone.
        """
        address = _address(request.workbook)
        with self._office(address.pipe):
            calculator = self._calculator(address, request.workbook.get("revision"))
            return [calculator.calculate(call.name, call.arguments) for call in request.calls]

    def _calculator(self, address: _Address, revision: object) -> Calculator:
        known = self._answers.get(address)
        if known is None or revision is None or known.revision != revision:
            known = _Answers(revision, Calculator(_open(address)))
            self._answers[address] = known
        self._answers.move_to_end(address)
        while len(self._answers) > _MOST_BOOKS:
            self._answers.popitem(last=False)
        return known.calculator

    def _office(self, pipe: str) -> threading.Lock:
        with self._lock:
            return self._offices.setdefault(pipe, threading.Lock())


def _warm() -> None:
    """Load what only some buttons need, while nobody waits."""
    for name in _LOADED_LATE:
        with suppress(ImportError):
            import_module(name)


def _address(workbook: Mapping[str, Any]) -> _Address:
    pipe, uid, url = (workbook.get(name) for name in ("pipe", "uid", "url"))
    if not isinstance(pipe, str) or not _PIPE.match(pipe):
        raise NOT_READABLE.stop(seen="the workbook has no pipe")
    if not isinstance(uid, str) or not _UID.match(uid):
        raise NOT_READABLE.stop(seen="the workbook has no id")
    return _Address(pipe, uid, url if isinstance(url, str) else "")


def _options(given: Mapping[str, object]) -> dict[str, Any]:
    """The options of a press, without what is no option but the press's own."""
    own = {"name", "workbook", "now"} & given.keys()
    if own:
        raise NOT_READABLE.stop(seen=f"{min(own)} is no option")
    return dict(given)


def _file(options: Mapping[str, Any]) -> Path:
    """The file that the person chose; the extension runs on this computer and names it."""
    path = options.get("path")
    if not isinstance(path, str) or not path:
        raise NOT_READABLE.stop(seen="no file is named")
    return Path(path)


def _open(address: _Address) -> LiveWorkbook:
    return open_workbook(address.pipe, address.uid, address.url)
