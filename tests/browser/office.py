"""A server over HTTPS that a test can stop and start, and Excel's pane open in a real browser."""

import json
import os
import socket
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import BrowserContext, Page, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from poc_sheets.build.officejs import build_officejs
from poc_sheets.build.officejs.manifest import ADDRESS
from poc_sheets.hosts.web.app import make_app
from poc_sheets.hosts.web.guards import PaneGate
from poc_sheets.hosts.web.json_desk import JsonDesk
from poc_sheets.hosts.web.keys import PairingCode, PaneKey
from poc_sheets.hosts.web.pairing import pair_route
from poc_sheets.serving.excel import excel_server, pages
from tests.served import AbruptServer

HERE = Path(__file__).parent
#: Where `.ci/node_packages` installs office.js and the checker of accessibility.
PACKAGES = (
    Path(os.environ.get("POC_SHEETS_NODE", Path.home() / ".cache" / "poc_sheets_node"))
    / "node_modules"
)
OFFICE_JS = PACKAGES / "@microsoft" / "office-js" / "dist"
CHECKER = PACKAGES / "axe-core" / "axe.min.js"
MICROSOFT = "https://appsforoffice.microsoft.com/lib/1/hosted/"
#: Where office.js would like to report to.
TELEMETRY = ".oaspapps.com"
Tabs = Mapping[str, Sequence[Sequence[Any]]]


class Served:
    """The add-in's server on a port of its own; requests are counted by their path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._certificate, self._private_key = _certificate(folder)
        self.asked: list[str] = []
        self.codes = PairingCode()
        self.key = PaneKey(folder)
        self._door = self._open()
        self.port: int = self._door.getsockname()[1]
        self._running: AbruptServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Answer; done again it changes nothing."""
        if self._running is not None:
            return
        if self._door.fileno() < 0:
            self._door = self._open(self.port)
        config = uvicorn.Config(
            self._counting(self._app()),
            log_config=None,
            access_log=False,
            ssl_certfile=self._certificate,
            ssl_keyfile=self._private_key,
            timeout_graceful_shutdown=1,
        )
        self._running = AbruptServer(config)
        self._thread = threading.Thread(
            target=self._running.run, kwargs={"sockets": [self._door]}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Be away: connections are refused."""
        if self._running is None or self._thread is None:
            return
        self._running.should_exit = True
        self._thread.join(10)
        self._door.close()
        self._running = self._thread = None

    def _open(self, port: int = 0) -> socket.socket:
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", port))
        door.listen(16)
        return door

    def _app(self) -> ASGIApp:
        """As `poc-sheets serve` puts it together for Excel."""
        desk = JsonDesk(self._folder / "documents")
        server = excel_server(desk, PaneGate(self.key), self.key.read())
        server.routes += [pair_route(server, self.codes, self.key), *pages(server)]
        return make_app(server)

    def _counting(self, app: ASGIApp) -> ASGIApp:
        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                self.asked.append(scope["path"])
            await app(scope, receive, send)

        return counted


class Pane:
    """The task pane beside a workbook, as a person has it in Excel."""

    def __init__(
        self, context: BrowserContext, tabs: Tabs, key: str, address: str = ADDRESS
    ) -> None:
        self.faults: list[str] = []
        self._address = address
        context.route("**/*", self._route)
        context.add_init_script(path=HERE / "fake_excel.js")
        book = json.dumps({"tabs": tabs})
        context.add_init_script(f"Object.assign(fakeBook, {book})")
        if key:
            # Frames of other addresses have no such place.
            keep = f"localStorage.setItem('poc_key', {json.dumps(key)})"
            context.add_init_script(f"if (location.origin === {json.dumps(address)}) {keep}")
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.goto(f"{address}/taskpane.html")
        self.page.wait_for_selector("#actions button")

    def press(self, label: str) -> None:
        """Press a button by its words, and wait until the answer stands there."""
        self.page.get_by_role("button", name=label, exact=True).click()
        self.wait()

    def wait(self) -> None:
        """Until the press that runs has ended."""
        self.page.wait_for_function("!document.body.hasAttribute('aria-busy')")

    def open_everything(self) -> None:
        """Every part that can be opened."""
        self.page.evaluate(
            "document.querySelectorAll('button.about, summary').forEach(at => at.click())"
        )

    def text(self, place: str) -> str:
        """What a part of the pane shows."""
        return self.page.locator(place).inner_text()

    def book(self, what: str) -> Any:
        """Something of the workbook behind the pane."""
        return self.page.evaluate(f"fakeBook.{what}")

    def wait_for_text(self, place: str, words: str) -> None:
        """Until a part of the pane shows these words."""
        with suppress(TimeoutError):
            self.page.locator(place).filter(has_text=words).wait_for(timeout=15_000)
        assert words in self.text(place)

    def _route(self, route: Route) -> None:
        """Our server, and Microsoft's file from its own package; nothing else leaves."""
        address = route.request.url.split("?")[0]
        if address.startswith((f"{ADDRESS}/", "blob:")):
            route.continue_()
            return
        if address.startswith(f"{self._address}/"):
            _as_a_team_s_server(route, address.removeprefix(f"{self._address}/"))
            return
        file = OFFICE_JS / address.removeprefix(MICROSOFT)
        if address.startswith(MICROSOFT) and file.is_file():
            route.fulfill(path=file)
            return
        if (urlsplit(address).hostname or "").endswith(TELEMETRY):
            route.fulfill(body="<!doctype html>", content_type="text/html")
            return
        self.faults.append(f"asked for {address}")
        route.abort()


def _as_a_team_s_server(route: Route, name: str) -> None:
    """The same pages under another name; who asks for more is not signed in."""
    with TemporaryDirectory() as folder:
        build_officejs(Path(folder))
        page = Path(folder) / name
        if page.is_file():
            route.fulfill(path=page)
        else:
            route.fulfill(status=401, json={"ok": False, "title": "Nobody signed in"})


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this test for `localhost`, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, private_key = folder / "certificate.pem", folder / "key.pem"
    pem = serialization.Encoding.PEM
    certificate.write_bytes(signed.public_bytes(pem))
    private_key.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private_key
