"""The local server, asked over real connections."""

import http.client
import json
import os
import stat
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.web.app import Server
from poc_sheets.hosts.web.guards import MOST_BODY_BYTES
from poc_sheets.hosts.web.listening import Listening, check_reach, listen
from poc_sheets.hosts.web.state import ServerState, new_token, read_state, state_file
from poc_sheets.hosts.web.wire import FormulaRequest, PressRequest
from poc_sheets.problems import SheetError
from poc_sheets.workbook import Message

BOOK = {"url": "file:///a.xlsx"}


@dataclass
class CountingDesk:
    """Answers at once, or when it is let go, and notes what it was asked."""

    presses: list[PressRequest] = field(default_factory=list)
    formulas: list[FormulaRequest] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)

    def press(self, request: PressRequest) -> Message:
        """Wait where the action is `slow`."""
        self.presses.append(request)
        if request.action == "slow":
            self.let_go.wait(10)
        if request.action == "broken":
            raise RuntimeError("a secret of the production")
        return Message(ok=True, title="Done", summary=f"pressed {request.action}", changed_cells=3)

    def calculate(self, request: FormulaRequest) -> Sequence[Any]:
        """The name and what it was given, as text."""
        self.formulas.append(request)
        return [f"{call.name}{call.arguments}" for call in request.calls]


@dataclass
class Running:
    """A server that runs, and what it was made of."""

    server: Server
    desk: CountingDesk
    state: ServerState

    def ask(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """Status and answer; a header given as blank is left out."""
        given = {"Authorization": f"Bearer {self.state.token}"}
        if method == "POST":
            given["Content-Type"] = "application/json"
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.state.port, timeout=20)
        content = body if body is None or isinstance(body, bytes) else json.dumps(body)
        connection.request(method, path, content, {n: v for n, v in given.items() if v})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text)

    def press(self, action: str, request_id: str) -> tuple[int, dict[str, Any]]:
        """Press a button."""
        body = {"action": action, "request_id": request_id, "workbook": BOOK}
        return self.ask("POST", "/actions", body)


@pytest.fixture
def running() -> Iterator[Running]:
    """A server on a free port."""
    desk = CountingDesk()
    server = Server(desk, new_token(), press_seconds=0.5)
    started: list[Any] = []
    worker = threading.Thread(
        target=listen,
        args=(server, Listening(), state_file(), lambda *given: started.extend(given)),
    )
    worker.start()
    for _ in range(500):
        if started:
            break
        time.sleep(0.01)
    state, stop = started
    yield Running(server, desk, state)
    desk.let_go.set()
    stop()
    worker.join(10)
    assert not worker.is_alive()
    assert not state_file().exists()


def test_says_that_it_is_there(running: Running) -> None:
    """A program finds the server through a file that only its owner can read."""
    found = read_state(state_file())
    assert found == running.state
    if os.name == "posix":
        assert stat.S_IMODE(state_file().stat().st_mode) == 0o600
    status, answer = running.ask("GET", "/health")
    assert (status, answer["program"]) == (200, "poc_sheets")


@pytest.mark.parametrize("path", ["/health", "/actions", "/formulas"])
@pytest.mark.parametrize("key", ["", "Bearer wrong", "Basic x", "Bearer "])
def test_nobody_without_the_key(running: Running, path: str, key: str) -> None:
    """Every address asks for the key, and says what to do."""
    method = "GET" if path == "/health" else "POST"
    status, answer = running.ask(method, path, {}, Authorization=key)
    assert status == 401
    assert answer["findings"][0]["do"].startswith("type the code")
    assert running.state.token not in json.dumps(answer)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Host": "[::2]:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_no_web_page_even_with_the_key(running: Running, headers: dict[str, str]) -> None:
    """A page on the internet can make a browser ask here; it is refused before anything is done."""
    body = {"action": "flag", "request_id": "12345678", "workbook": BOOK}
    status, _ = running.ask("POST", "/actions", body, **headers)
    assert status == 403
    assert not running.desk.presses


@pytest.mark.parametrize("host", ["localhost", "localhost:99", "127.0.0.1:1", "[::1]:5"])
def test_the_names_of_this_computer(running: Running, host: str) -> None:
    """Whatever this computer calls itself is taken."""
    assert running.ask("GET", "/health", Host=host)[0] == 200


def test_a_press(running: Running) -> None:
    """The action, its options and the workbook arrive; the message comes back in parts and text."""
    body = {"action": "a", "request_id": "id-000001", "options": {"day": "7"}, "workbook": BOOK}
    status, answer = running.ask("POST", "/actions", body)
    assert status == 200
    assert (answer["text"], answer["changed_cells"]) == ("pressed a", 3)
    assert running.desk.presses == [PressRequest("a", "id-000001", {"day": "7"}, BOOK)]


def test_a_press_sent_twice_is_done_once(running: Running) -> None:
    """Also while the first is at work; another id is another press."""
    workers = [threading.Thread(target=running.press, args=("slow", "same-0001")) for _ in range(3)]
    for worker in workers:
        worker.start()
    time.sleep(0.1)
    running.desk.let_go.set()
    for worker in workers:
        worker.join()
    assert running.press("slow", "same-0001")[1]["ok"]
    assert len(running.desk.presses) == 1
    running.press("slow", "other-001")
    assert len(running.desk.presses) == 2


def test_a_press_that_takes_long(running: Running) -> None:
    """The answer says that it goes on; asking again with the same id gives the result."""
    status, answer = running.press("slow", "long-0001")
    assert status == 504
    assert "goes on in the background" in answer["text"]
    running.desk.let_go.set()
    assert running.press("slow", "long-0001")[0] == 200
    assert len(running.desk.presses) == 1


def test_formulas_that_are_the_same_are_asked_once(running: Running) -> None:
    """Values come back in the order asked; 1, TRUE and "1" are three arguments."""
    calls: list[dict[str, Any]] = [{"name": "SPENT", "args": ["2818"]}] * 500
    calls += [{"name": "spent", "args": ["2818"]}]
    calls += [{"name": "SPENT", "args": [cell]} for cell in (1, True, "1", None, [["a"], [None]])]
    status, answer = running.ask("POST", "/formulas", {"workbook": BOOK, "calls": calls})
    assert status == 200
    assert len(answer["values"]) == 506
    assert len(running.desk.formulas[0].calls) == 6
    assert answer["values"][-1] == "SPENT([['a'], [None]],)"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        {"action": "a", "request_id": "short", "workbook": BOOK},
        {"action": "a", "request_id": "12345678"},
        {"action": 1, "request_id": "12345678", "workbook": BOOK},
        {"action": "a", "request_id": "12345678", "workbook": BOOK, "options": [1]},
        {"action": "a", "request_id": "12345678", "workbook": BOOK, "options": {"day": {}}},
        {"action": "a", "request_id": "12345678", "workbook": BOOK, "options": {"now": "2020"}},
        b'{"action": "a", "request_id": "12345678", "workbook": {}, "options": {"day": NaN}}',
    ],
)
def test_a_request_that_is_none(running: Running, body: Any) -> None:
    """Whatever is sent, the answer is JSON in four parts, and nothing is pressed."""
    status, answer = running.ask("POST", "/actions", body)
    assert status == 400
    assert answer["findings"][0]["what"]
    assert not running.desk.presses


@pytest.mark.parametrize(
    "call", [{}, {"name": 1}, {"name": "A", "args": 1}, {"name": "A", "args": [{}]}]
)
def test_formulas_that_are_none(running: Running, call: Any) -> None:
    """One wrong call refuses the batch: it comes from a program, not from a person."""
    assert running.ask("POST", "/formulas", {"workbook": BOOK, "calls": [call]})[0] == 400


def test_a_body_that_is_too_large(running: Running) -> None:
    """It is refused by what it announces, before it is read."""
    connection = http.client.HTTPConnection("127.0.0.1", running.state.port, timeout=20)
    connection.putrequest("POST", "/actions")
    connection.putheader("Authorization", f"Bearer {running.state.token}")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(MOST_BODY_BYTES + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_fault_is_told_without_what_it_held(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    """The person is sent to the log file; figures and keys stay out of answers and request logs."""
    with caplog.at_level("INFO"):
        status, answer = running.press("broken", "broken-01")
    assert status == 500
    assert "fault in poc_sheets" in answer["title"]
    assert "secret" not in json.dumps(answer)
    assert "POST /actions 500" in caplog.text
    assert running.state.token not in caplog.text
    assert "secret of the production" not in caplog.text


def test_an_address_that_is_none(running: Running) -> None:
    """The answer names those that are."""
    status, answer = running.ask("GET", "/admin")
    assert (status, "POST /formulas" in answer["text"]) == (404, True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "production.example"])  # noqa: S104  (refused)
def test_not_beyond_this_computer(host: str, tmp_path: Path) -> None:
    """Other computers are let in with a certificate and a real secret only."""
    with pytest.raises(SheetError, match="no certificate"):
        check_reach(Listening(host), new_token())
    files: dict[str, Any] = {"certificate": tmp_path / "a.pem", "private_key": tmp_path / "b.pem"}
    with pytest.raises(SheetError, match="hard to guess"):
        check_reach(Listening(host, **files, own_secret=True), "a" * 40)
    check_reach(Listening(host, **files, own_secret=True), new_token())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_on_this_computer_without_more(host: str) -> None:
    """Loopback needs no certificate."""
    check_reach(Listening(host), new_token())


def test_ends_when_nobody_asks(tmp_path: Path) -> None:
    """A server that was started by a press does not stay for ever."""
    server = Server(CountingDesk(), new_token())
    listen(server, Listening(idle_seconds=0.2), tmp_path / "server.json")
    assert not (tmp_path / "server.json").exists()


def test_a_port_that_is_taken(running: Running, tmp_path: Path) -> None:
    """A second server on the port is refused in words and leaves no file."""
    with pytest.raises(SheetError, match="cannot listen on port"):
        listen(
            Server(CountingDesk(), new_token()),
            Listening(port=running.state.port),
            tmp_path / "second.json",
        )
    assert not (tmp_path / "second.json").exists()
