"""Real servers for tests: doors that listen in a thread, and a client that says anything."""

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from poc_sheets.hosts.web.certificates import certificate_files, make_certificates
from poc_sheets.hosts.web.keys import PairingCode, PaneKey
from poc_sheets.hosts.web.listening import Door, Listening, listen_at
from poc_sheets.hosts.web.state import ServerState, data_folder, state_file
from poc_sheets.serving.local import local_doors

PANE = "https://localhost:8443"
TABS: dict[str, Any] = {
    "Budget": [["Account", "Budget", "Flag", "Money at risk", "Why"], [2818, 1000, "", "", ""]],
    "Actuals": [["Account", "Amount"], ["2818", 1250.5]],
}


@dataclass
class Client:
    """Asks one door; a header given as blank is left out."""

    port: int
    tls: ssl.SSLContext | None = None
    headers: dict[str, str] = field(default_factory=dict)
    name: str = "localhost"

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Status and answer; the answer is empty where it is no JSON object."""
        status, _, content = self.ask_raw(method, path, body, headers)
        try:
            found = json.loads(content)
        except ValueError:
            return status, {}
        return status, found if isinstance(found, dict) else {}

    def ask_raw(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in small letters, and content."""
        given = {"Content-Type": "application/json"} if method == "POST" else {}
        given |= self.headers | (headers or {})
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = self.connection()
        connection.request(method, path, content, {n: v for n, v in given.items() if v})
        answer = connection.getresponse()
        found = answer.read()
        connection.close()
        return answer.status, {n.lower(): v for n, v in answer.getheaders()}, found

    def connection(self) -> http.client.HTTPConnection:
        if self.tls is None:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        return http.client.HTTPSConnection(self.name, self.port, timeout=20, context=self.tls)

    def socket(self) -> socket.socket:
        """A connection on which anything can be sent."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        if self.tls is None:
            return plain
        return self.tls.wrap_socket(plain, server_hostname=self.name)


@contextmanager
def served(doors: Sequence[Door], state_path: Path | None = None) -> Iterator[ServerState]:
    """The doors listen until the block ends."""
    started: list[Any] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            listen_at(doors, state_path, lambda *given: started.extend(given))
        except BaseException as fault:  # noqa: BLE001  (told in the test's own thread)
            faults.append(fault)

    worker = threading.Thread(target=run)
    worker.start()
    for _ in range(2000):
        if started or faults:
            break
        time.sleep(0.005)
    if faults:
        raise faults[0]
    state, stop = started
    try:
        yield state
    finally:
        stop()
        worker.join(20)
    assert not worker.is_alive()


@dataclass
class Local:
    """One person's server: the plain door for programs, and Excel's."""

    plain: Client
    excel: Client
    state: ServerState
    key: PaneKey
    codes: PairingCode


@contextmanager
def local_server(documents: Path) -> Iterator[Local]:
    """The server of this computer, with certificates of its own, on free ports."""
    make_certificates(certificate_files())
    port = free_port()
    codes, key = PairingCode(), PaneKey(data_folder())
    doors = local_doors(Listening(), codes, excel_port=port, documents=documents)
    trusting = ssl.create_default_context(cafile=str(certificate_files().root))
    with served(doors, state_file()) as state:
        plain = Client(state.port, None, {"Authorization": f"Bearer {state.token}"})
        own = {"Authorization": f"Bearer {key.read()}", "Origin": PANE}
        yield Local(plain, Client(port, trusting, own), state, key, codes)


def press_body(**more: Any) -> dict[str, Any]:
    """A press as the pane sends it, with an id of its own."""
    given = {"action": "flag_overspend", "request_id": uuid4().hex, "workbook": {"tabs": TABS}}
    return given | more


def renew_key(local: Local) -> None:
    """A new key, which the pane of this server has from now on."""
    local.excel.headers["Authorization"] = f"Bearer {PaneKey(local.key.folder).renew()}"


def free_port() -> int:
    """A port that nobody has at the moment."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port
