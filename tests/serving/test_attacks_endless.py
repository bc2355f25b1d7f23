"""What requests get that are repeated, cut off, too long, or never end.

Every attempt goes over a real connection to a real server; docs/security.md names these tests.
"""

import json
import logging
import socket
import ssl
import time
from collections.abc import Callable

import pytest

from poc_sheets.hosts.web import guards
from poc_sheets.hosts.web.connections import ImpatientProtocol
from poc_sheets.hosts.web.guards import MOST_BODY_BYTES
from poc_sheets.hosts.web.sockets import MOST_CONNECTIONS
from tests.serving.running import PANE, TABS, Local, press_body


def _head(local: Local, *lines: str) -> bytes:
    """The head of a press as the pane sends it, with further lines."""
    key = local.excel.headers["Authorization"]
    own = ["POST /actions HTTP/1.1", "Host: localhost:8443", f"Authorization: {key}"]
    own += ["Content-Type: application/json", f"Origin: {PANE}", *lines]
    return ("\r\n".join(own) + "\r\n\r\n").encode()


def _answer(connection: socket.socket) -> bytes:
    """Everything until the server ends the connection, or says nothing for three seconds."""
    connection.settimeout(3)
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
            if b"\r\n\r\n" in b"".join(parts):
                break
    except (TimeoutError, ssl.SSLError, ConnectionError):
        pass
    return b"".join(parts)


def test_replayed(local: Local) -> None:
    """The same request again gives the first answer and presses nothing; see docs for its end."""
    sent = press_body()
    first = local.excel.ask("POST", "/actions", sent)[1]
    assert local.excel.ask("POST", "/actions", sent)[1] == first
    changed = sent | {"workbook": {"tabs": TABS | {"Budget": []}}}
    status, answer = local.excel.ask("POST", "/actions", changed)
    assert (status, answer["findings"][0]["problem"]) == (409, "request-id-taken")


def test_truncated(local: Local, caplog: pytest.LogCaptureFixture) -> None:
    """A body that ends early presses nothing, and the server goes on."""
    body = json.dumps(press_body()).encode()
    with caplog.at_level(logging.INFO), local.excel.socket() as connection:
        connection.sendall(_head(local, f"Content-Length: {len(body)}") + body[:-1])
        connection.close()
        _until(lambda: "POST /actions 408" in caplog.text)
    assert local.excel.ask("POST", "/actions", press_body())[1]["changed_cells"] > 0


def test_chunks_without_end(local: Local) -> None:
    """It is ended at 20 MB, whatever was announced."""
    with local.excel.socket() as connection:
        connection.sendall(_head(local, "Transfer-Encoding: chunked"))
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        sent = 0
        try:
            while sent <= 2 * MOST_BODY_BYTES:
                connection.sendall(chunk)
                sent += 0x100000
        except OSError:
            pass
        answer = _answer(connection)
    assert b" 413 " in answer or sent < 2 * MOST_BODY_BYTES
    assert local.excel.ask("GET", "/health")[0] == 200


def test_body_of_100_megabytes(local: Local) -> None:
    """It is refused by what it announces, before it is sent."""
    with local.excel.socket() as connection:
        connection.sendall(_head(local, "Content-Length: 100000000"))
        assert b" 413 " in _answer(connection)


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 30])
def test_length_that_is_none(local: Local, length: str) -> None:
    with local.excel.socket() as connection:
        connection.sendall(_head(local, f"Content-Length: {length}"))
        assert _answer(connection).split(b" ")[1] in {b"400", b"413"}


def test_two_lengths(local: Local) -> None:
    """A request that a proxy could read in two ways is none."""
    with local.excel.socket() as connection:
        lines = ("Content-Length: 2", "Transfer-Encoding: chunked")
        connection.sendall(_head(local, *lines) + b"0\r\n\r\nGET /health HTTP/1.1\r\n\r\n")
        answer = _answer(connection)
    assert answer.count(b"HTTP/1.1") == 1
    assert b" 200 " not in answer


def test_body_that_trickles(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steady single bytes do not keep a request alive for ever."""
    monkeypatch.setattr(guards, "SILENCE_SECONDS", 0.5)
    monkeypatch.setattr(guards, "BODY_SECONDS", 1.0)
    began = time.monotonic()
    with local.excel.socket() as connection:
        connection.sendall(_head(local, "Content-Length: 1000"))
        connection.settimeout(0.1)
        answer = b""
        while not answer and time.monotonic() - began < 10:
            try:
                connection.sendall(b" ")
                answer = connection.recv(1000)
            except TimeoutError:
                continue
    assert b" 408 " in answer
    assert time.monotonic() - began < 5


def test_slow_heads_hold_no_connections(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many connections as the server takes, each with half a head: soon it is free again."""
    monkeypatch.setattr(ImpatientProtocol, "head_seconds", 0.5)
    held = [
        socket.create_connection(("127.0.0.1", local.plain.port)) for _ in range(MOST_CONNECTIONS)
    ]
    for connection in held:
        connection.sendall(b"POST /actions HTTP/1.1\r\nHost: localhost\r\nX-A: ")
    time.sleep(0.2)
    busy = local.plain.ask("GET", "/health")[0]
    _until(lambda: local.plain.ask("GET", "/health")[0] == 200)
    for connection in held:
        connection.settimeout(2)
        assert connection.recv(100) == b""
        connection.close()
    assert busy == 503


def test_second_head_that_never_ends(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a request that was answered, half a head does not keep the connection either."""
    monkeypatch.setattr(ImpatientProtocol, "head_seconds", 0.3)
    with socket.create_connection(("127.0.0.1", local.plain.port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert _answer(connection).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /hea")
        connection.settimeout(3)
        rest = b""
        while part := connection.recv(65536):
            rest += part
        assert b"HTTP/1.1" not in rest


def _until(is_so: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")
