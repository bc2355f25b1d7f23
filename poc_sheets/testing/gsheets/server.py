"""The HTTP side: real sockets, so that time-outs and cut connections are real too."""

import contextlib
import socket
import struct
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from poc_sheets.testing.gsheets.faults import Fault
from poc_sheets.testing.gsheets.wire import Answer, Request, refusal


class Desk(Protocol):
    """What answers the calls."""

    def receive(self, request: Request) -> Answer:
        """The answer to a call."""

    def fault_before(self, request: Request) -> Fault | None:
        """The fault that a call meets before it is done."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # A cut connection must not wait for the operating system to gather more bytes.
    disable_nagle_algorithm = True
    wbufsize = -1

    def _handle(self) -> None:
        server = self.server
        if not isinstance(server, _Server):
            return
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size) if size else b""
        request = Request.of(self.command, self.path, dict(self.headers.items()), body)
        fault = server.desk.fault_before(request)
        if fault:
            if fault.delay:
                server.closing.wait(fault.delay)
            if fault.reset == "before":
                self._cut()
                return
            if fault.status:
                self._send(fault.answer())
                return
        try:
            answer = server.desk.receive(request)
        except Exception:  # noqa: BLE001 - whatever it is, the test must see it
            # A fault of the emulator's own must show in the test's output, not as a cut connection.
            traceback.print_exc()
            answer = Answer.of_refusal(refusal(500, "The emulator failed; see its traceback."))
        if fault and fault.late:
            server.closing.wait(fault.late)
        if fault and fault.reset == "after":
            self._cut()
        elif fault and fault.truncate:
            self._send(answer, half=True)
        else:
            self._send(answer)

    # http.server looks for these names.
    do_GET = _handle  # noqa: N815 - as above
    do_POST = _handle  # noqa: N815 - as above
    do_PUT = _handle  # noqa: N815 - as above
    do_PATCH = _handle  # noqa: N815 - as above
    do_DELETE = _handle  # noqa: N815 - as above

    def _send(self, answer: Answer, *, half: bool = False) -> None:
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            body = answer.body[: len(answer.body) // 2] if half else answer.body
            self.wfile.write(body)
            self.wfile.flush()
        except OSError:
            self.close_connection = True  # the caller hung up, perhaps tired of a delay
        if half:
            self._cut()

    def _cut(self) -> None:
        """Close the connection with a reset, as a broken network does."""
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: the emulator keeps its own log."""

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True

    def finish(self) -> None:
        # After a cut both may fail, and both must be closed.
        for stream in (self.wfile, self.rfile):
            with contextlib.suppress(OSError, ValueError):
                stream.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)


class Server:
    """A server on a free port of this machine; the port is taken when it starts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address, without a slash at its end.

        Raises:
            RuntimeError: the server was not started.
        """
        if self._server is None:
            message = "The emulator runs only inside its `with` block."
            raise RuntimeError(message)
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """Begin to answer."""
        self._server = _Server(self._desk)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Answer no more; calls that still wait for a delay are let go."""
        if self._server is None or self._thread is None:
            return
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)
