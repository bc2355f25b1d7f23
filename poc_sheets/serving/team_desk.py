"""The desk of a team's server: Google spreadsheets, workbooks of a folder, tabs that travel along."""

import re
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.workbook import GoogleWorkbook
from poc_sheets.hosts.web.identity import SCRIPT
from poc_sheets.hosts.web.json_desk import JsonDesk, press_in
from poc_sheets.hosts.web.problems import NOT_READABLE
from poc_sheets.hosts.web.wire import FormulaRequest, PressRequest
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import Exit, Problem, SheetError
from poc_sheets.runner import fault_message, stopped_message
from poc_sheets.serving.productions import Productions
from poc_sheets.workbook import Message, Workbook

NOT_SERVED = Problem(
    "workbook-not-served",
    "This server does not press buttons in that workbook",
    "{seen}",
    "ask the people who look after the server to add it",
    exit_code=Exit.GUARD,
)
_MARK: Final = re.compile(r"^[A-Za-z0-9_-]{22}$")
#: Makes the address of a document.
Link = Callable[[str, str], str]


class TeamDesk:
    """Presses for people and scripts; one press at a time in each workbook.

    A request names its workbook as `{"spreadsheet": id}`, as `{"production": id}`, or brings the
    tabs itself as Excel's pane does. A script may press in its own spreadsheet, or on tabs that it
    sends, and nowhere else.
    """

    def __init__(
        self,
        documents: Path,
        link: Link,
        client: Callable[[], GoogleHttp] | None = None,
        spreadsheets: frozenset[str] = frozenset(),
        productions: Productions | None = None,
    ) -> None:
        """A desk.

        Args:
            documents: where documents are kept, each press in a folder of its own.
            link: makes the address of a document, of its folder's mark and its name.
            client: makes a signed-in client of Google; `None` where no spreadsheets are served.
            spreadsheets: the ids that may be pressed on.
            productions: workbooks by their production's id.
        """
        self._documents = documents
        self._link = link
        self._client = client
        self._spreadsheets = spreadsheets
        self._productions = productions
        self._tabs = JsonDesk(documents=self._new_folder)
        self._lock = threading.Lock()
        self._busy: dict[str, threading.Lock] = {}

    def press(self, request: PressRequest) -> Message:
        """Press a button in the workbook that the request names; never raises."""
        try:
            if "tabs" in request.workbook:
                message = self._tabs.press(request)
            else:
                with self._opened(request.workbook, request.who) as workbook:
                    message = press_in(request, workbook)
        except SheetError as stopped:
            return stopped_message(stopped)
        except Exception as fault:  # noqa: BLE001  (the boundary: the person is always told)
            return fault_message(fault)
        return replace(message, documents=tuple(map(self._linked, message.documents)))

    @property
    def tabs(self) -> JsonDesk:
        """The desk of those who send their tabs along."""
        return self._tabs

    def calculate(self, request: FormulaRequest) -> Sequence[Any]:
        """The values of formulas, in their order.

        Raises:
            SheetError: the workbook is not served, or cannot be read.
        """
        if {"tabs", "revision"} & request.workbook.keys():
            return self._tabs.calculate(request)
        with self._opened(request.workbook, request.who) as workbook:
            calculator = Calculator(workbook)
            return [calculator.calculate(call.name, call.arguments) for call in request.calls]

    def document(self, mark: str, name: str) -> Path | None:
        """A kept document; `None` where there is none of this name.

        The name is compared and never joined to a path.
        """
        folder = self._documents / mark if _MARK.match(mark) else None
        if folder is None or not folder.is_dir():
            return None
        return next((path for path in folder.iterdir() if path.name == name), None)

    @contextmanager
    def _opened(self, named: Mapping[str, Any], who: str) -> Iterator[Workbook]:
        spreadsheet, production = named.get("spreadsheet"), named.get("production")
        if isinstance(spreadsheet, str) and spreadsheet:
            if who.startswith(SCRIPT) and who != SCRIPT + spreadsheet:
                raise NOT_SERVED.stop(seen="the key is the one of another spreadsheet")
            with self._alone(f"spreadsheet {spreadsheet}"), self._google(spreadsheet) as workbook:
                yield workbook
        elif isinstance(production, str) and production:
            if who.startswith(SCRIPT):
                raise NOT_SERVED.stop(seen="a script's key opens its own spreadsheet only")
            with self._alone(f"production {production}"):
                yield self._file(production)
        else:
            raise NOT_READABLE.stop(seen="the workbook is neither named nor sent along")

    @contextmanager
    def _google(self, spreadsheet: str) -> Iterator[Workbook]:
        if self._client is None or spreadsheet not in self._spreadsheets:
            raise NOT_SERVED.stop(seen="its spreadsheet is not on the server's list")
        with closing(self._client()) as client:
            yield GoogleWorkbook(client, spreadsheet, self._new_folder())

    def _file(self, production: str) -> Workbook:
        path = self._productions.find(production) if self._productions else None
        if path is None:
            raise NOT_SERVED.stop(seen="no workbook of the server's folder is of that production")
        return XlsxWorkbook(path)

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        with self._lock:
            busy = self._busy.setdefault(name, threading.Lock())
        with busy:
            yield

    def _new_folder(self) -> Path:
        """A folder for the documents of one press, whose name nobody can guess."""
        return self._documents / secrets.token_urlsafe(16)

    def _linked(self, place: str) -> str:
        """A document as its reader can open it: an address, or its place in the team's folder."""
        path = Path(place)
        if path.parent.parent == self._documents:
            return self._link(path.parent.name, path.name)
        return f"{path.name}, in {path.parent.name} beside the workbook"
