"""The emulator that tests start: `with Emulator() as google:`."""

import random
from collections.abc import Callable, Mapping, Sequence
from threading import RLock
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from poc_sheets.testing.gsheets.access import FULL_DRIVE, SHEETS, Caller
from poc_sheets.testing.gsheets.calls import Call, api_of, kind_of
from poc_sheets.testing.gsheets.clock import Clock, SystemClock
from poc_sheets.testing.gsheets.document import Tab
from poc_sheets.testing.gsheets.drive_api import DriveApi
from poc_sheets.testing.gsheets.drive_sharing import share
from poc_sheets.testing.gsheets.faults import Fault, Faults, Reset
from poc_sheets.testing.gsheets.files import Drive, spreadsheet_of
from poc_sheets.testing.gsheets.grid import Grid
from poc_sheets.testing.gsheets.hands import OpenSpreadsheet, put_value
from poc_sheets.testing.gsheets.keys import new_key
from poc_sheets.testing.gsheets.oauth import SignIn
from poc_sheets.testing.gsheets.quota import Limits, Quota
from poc_sheets.testing.gsheets.server import Server
from poc_sheets.testing.gsheets.sheets_api import SheetsApi
from poc_sheets.testing.gsheets.wire import Answer, Refusal, Request, refusal

#: Who edits by hand, unless a test says otherwise.
SOMEBODY = "somebody@example.com"
_CLIENT = "emulated-client.apps.googleusercontent.com"
_DEFAULT_SCOPES = (SHEETS, FULL_DRIVE)


class Emulator:
    """Google Sheets, Drive and sign-in on a free port of this machine.

    Args:
        clock: The time; a `ManualClock` lets a test move it. Default: the machine's.
        limits: Calls in a minute (`Limits()` has Google's figures); `None` counts nothing.
        version_lag: How many seconds Drive's version and modified time come late (Google: 180).
        service_accounts_create: False refuses service accounts that create files, as Google does
            for accounts without storage of their own (403 `storageQuotaExceeded`).
        seed: Makes ids the same in every run.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        limits: Limits | None = None,
        version_lag: float = 0.0,
        service_accounts_create: bool = True,
        seed: int = 0,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        ids = random.Random(seed)  # noqa: S311 - ids of a test need no secrecy
        self.drive = Drive(self.clock, ids, version_lag)
        self.sign_in = SignIn(self.clock, clients={_CLIENT: "emulated-client-secret"})
        self.quota = Quota(self.clock, limits)
        self.calls: list[Call] = []
        self._faults = Faults()
        self._between: list[Callable[[Call], object]] = []
        self._between_running = False
        self._lock = RLock()
        self._sheets = SheetsApi(self.drive, service_accounts_create)
        self._drive_api = DriveApi(self.drive, service_accounts_create)
        self._server = Server(self)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        """The address that stands in for Google's hosts, without a slash at its end."""
        return self._server.url

    # Sign-in.

    def service_account(self, name: str = "robot") -> dict[str, Any]:
        """A service account's key file as a dict; its token server is the emulator."""
        email = f"{name}@emulated-project.iam.gserviceaccount.com"
        key = new_key()
        self.sign_in.service_accounts[email] = key
        return {
            "type": "service_account",
            "project_id": "emulated-project",
            "private_key_id": "emulated",
            "private_key": key.pem(),
            "client_email": email,
            "client_id": "100000000000000000001",
            "auth_uri": f"{self.url}/o/oauth2/auth",
            "token_uri": f"{self.url}/token",
        }

    def installed_app(self) -> dict[str, Any]:
        """The client file of an installed app as a dict; the browser's side is the emulator."""
        return {
            "installed": {
                "client_id": _CLIENT,
                "client_secret": self.sign_in.clients[_CLIENT],
                "project_id": "emulated-project",
                "auth_uri": f"{self.url}/o/oauth2/auth",
                "token_uri": f"{self.url}/token",
                "redirect_uris": ["http://localhost"],
            }
        }

    def authorized_user(
        self, email: str, scopes: Sequence[str] = _DEFAULT_SCOPES
    ) -> dict[str, Any]:
        """What a person's sign-in leaves behind: a refresh token and the client it belongs to."""
        caller = Caller(email, frozenset(scopes), _CLIENT)
        return {
            "type": "authorized_user",
            "client_id": _CLIENT,
            "client_secret": self.sign_in.clients[_CLIENT],
            "refresh_token": self.sign_in.remember(caller),
            "token_uri": f"{self.url}/token",
        }

    def token(self, email: str, scopes: Sequence[str] = _DEFAULT_SCOPES) -> str:
        """An access token without any ceremony."""
        return self.sign_in.issue(Caller(email, frozenset(scopes), _CLIENT))

    # Files.

    def create(
        self,
        title: str,
        tabs: Mapping[str, Sequence[Sequence[object]]] | None = None,
        *,
        owner: str = SOMEBODY,
        locale: str = "en_US",
    ) -> str:
        """A spreadsheet with tabs of typed rows; its id. The first tab gets id 0."""
        with self._lock:
            file = self.drive.add(title, owner)
            book = spreadsheet_of(file)
            book.properties = {**book.properties, "locale": locale}
            if tabs:
                book.tabs = []
            for number, (name, rows) in enumerate((tabs or {}).items()):
                tab_id = self.drive.ids.randrange(10_000_000, 2**31) if number else 0
                tab = Tab(tab_id, Grid(), {"title": name})
                for row, values in enumerate(rows):
                    for column, value in enumerate(values):
                        put_value(tab, row, column, value)
                book.tabs.append(tab)
            return file.id

    def share(self, file_id: str, email: str | Mapping[str, Any], role: str = "writer") -> None:
        """Share a file with a person, or with a service account given by its key file."""
        address = email if isinstance(email, str) else str(email["client_email"])
        body = {"type": "user", "role": role, "emailAddress": address}
        with self._lock:
            share(self.drive.files[file_id], body)

    def pick(self, file_id: str, app: str = _CLIENT) -> None:
        """Hand a file to an app, as a person does in Google's picker (for scope `drive.file`)."""
        self.drive.files[file_id].apps.add(app)

    def spreadsheet(self, file_id: str, person: str = SOMEBODY) -> OpenSpreadsheet:
        """A spreadsheet to look at, and to edit as a person at the keyboard."""
        return OpenSpreadsheet(self.drive, self.drive.files[file_id], self._lock, person)

    # Trouble.

    def fail(
        self,
        pattern: str,
        *,
        times: int = 1,
        skip: int = 0,
        method: str = "",
        status: int = 0,
        message: str = "",
        reason: str = "",
        retry_after: int | None = None,
        html: bool = False,
        delay: float = 0.0,
        late: float = 0.0,
        reset: Reset = "",
        truncate: bool = False,
    ) -> Fault:
        """Let the next calls fail whose path fits a pattern; see `Fault` for what each word means."""
        fault = Fault(
            pattern,
            times,
            skip,
            method,
            status,
            message,
            reason,
            retry_after,
            html,
            delay,
            late,
            reset,
            truncate,
        )
        self._faults.waiting.append(fault)
        return fault

    def heal(self) -> None:
        """Forget all faults that are still waiting."""
        self._faults.waiting.clear()

    def between_calls(self, action: Callable[[Call], object]) -> None:
        """Do something before every Sheets and Drive call is done, such as another person's edit.

        The action gets the call that is about to be done; calls it makes itself do not nest.
        """
        self._between.append(action)

    def expire_tokens(self) -> None:
        """Let every access token run out now."""
        self.sign_in.expire_tokens()

    def revoke(self, email: str) -> None:
        """Take back all that a person granted."""
        self.sign_in.revoke(email)

    def count(self, api: str = "", kind: str = "") -> int:
        """How many calls went to an API (`sheets`, `drive`, `token`), perhaps only of a kind."""
        return sum(
            (not api or call.api == api) and (not kind or call.kind == kind) for call in self.calls
        )

    # The server's side.

    def fault_before(self, request: Request) -> Fault | None:
        """The fault that a call meets; noted in the log if the call goes no further."""
        with self._lock:
            fault = self._faults.take(request)
            if fault and (fault.status or fault.reset == "before"):
                self._note(request).status = fault.status
            return fault

    def receive(self, request: Request) -> Answer:
        """Do a call and note it."""
        with self._lock:
            call = self._note(request)
            try:
                answer = self._answer(request, call)
            except Refusal as error:
                answer = Answer.of_refusal(error)
            call.status, call.sent = answer.status, len(answer.body)
            return answer

    def _note(self, request: Request) -> Call:
        try:
            body = request.json()
        except Refusal:
            body = {}
        call = Call(
            api_of(request.path) or "sheets",
            kind_of(request),
            request.method,
            unquote(request.path),
            request.query,
            body,
        )
        self.calls.append(call)
        return call

    def _answer(self, request: Request, call: Call) -> Answer:
        api = api_of(request.path)
        if api is None:
            raise refusal(404, f"The requested URL {request.path} was not found on this server.")
        if api == "browser":
            return self.sign_in.authorize(request)
        if api == "token":
            if request.path == "/revoke":
                return self.sign_in.revoke_token(request)
            return self.sign_in.token(request)
        caller = self.sign_in.caller_of(request)
        call.email = caller.email
        if not self._between_running:
            self._between_running = True
            try:
                for action in self._between:
                    action(call)
            finally:
                self._between_running = False
        if api == "sheets":
            self.quota.use(call.kind, caller.email)
            return self._sheets.answer(request, caller)
        return self._drive_api.answer(request, caller)
