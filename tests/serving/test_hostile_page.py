"""A hostile page in a real browser that trusts our root, with the local server running."""

import json
import logging
import os
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.web.certificates import certificate_files
from tests.serving.running import local_server

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    not BROWSER or not shutil.which("certutil"), reason="Chromium or certutil is not installed"
)
PAGE = """<!doctype html><title>hostile</title>
<iframe name="hidden"></iframe>
<form id="form" method="post" enctype="text/plain" target="hidden" action="SERVER/actions">
<input name='{"action":"flag_overspend","request_id":"from-a-form","workbook":{"tabs":{}},"a":"' value='"}'>
</form>
<script>
const told = {};
const press = JSON.stringify({action: "flag_overspend", request_id: "hostile-1", workbook: {tabs: {}}});
const json = {"Content-Type": "application/json", Authorization: "Bearer KEY"};
async function attempt(name, work) {
  try { told[name] = await work(); } catch (problem) { told[name] = problem.name; }
}
function loaded(tag, address) {
  return new Promise((resolve) => {
    const found = document.createElement(tag);
    found.onload = () => resolve("loaded");
    found.onerror = () => resolve("refused");
    found.src = address;
    document.body.append(found);
    setTimeout(() => resolve("nothing"), 2000);
  });
}
(async () => {
  await attempt("simple", async () => (await fetch("SERVER/actions", {method: "POST", body: press})).status);
  await attempt("with the key", async () => (await fetch("SERVER/actions", {method: "POST", body: press, headers: json})).status);
  await attempt("no cors", async () => (await fetch("SERVER/actions", {method: "POST", body: press, mode: "no-cors"})).type);
  await attempt("read health", async () => (await fetch("SERVER/health", {headers: {Authorization: "Bearer KEY"}})).status);
  await attempt("opaque text", async () => (await (await fetch("SERVER/", {mode: "no-cors"})).text()).length);
  await attempt("script", () => loaded("script", "SERVER/formulas"));
  await attempt("picture", () => loaded("img", "SERVER/health"));
  await attempt("socket", () => new Promise((resolve) => {
    const socket = new WebSocket("SERVER/actions".replace("https", "wss"));
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
  }));
  document.getElementById("form").submit();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await attempt("frame", () => { const page = frames.hidden.document; return page.body.innerText; });
  await fetch("/told", {method: "POST", body: JSON.stringify(told)});
})();
</script>
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person whose browser keeps its list in here."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


class Hostile(HTTPServer):
    """Serves a page, and keeps what the page reports."""

    def __init__(self, page: str) -> None:
        super().__init__(("127.0.0.1", 0), _HostileAnswers)
        self.page = page
        self.told: dict[str, Any] = {}
        self.has_told = threading.Event()


class _HostileAnswers(BaseHTTPRequestHandler):
    server: Hostile

    def do_GET(self) -> None:
        self._say(self.server.page.encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._say(b"thanks")
        self.server.told = json.loads(body)
        self.server.has_told.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _say(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _trust(folder: Path) -> None:
    folder.mkdir(parents=True)
    new = ("certutil", "-d", f"sql:{folder}", "-N", "--empty-password")
    subprocess.run(new, check=True)
    root = str(certificate_files().root)
    add = ("certutil", "-d", f"sql:{folder}", "-A", "-t", "C,,", "-n", "ours", "-i", root)
    subprocess.run(add, check=True)


def _browser(address: str, home: Path, *more: str) -> "subprocess.Popen[str]":
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home / 'profile'}"]
    return subprocess.Popen(
        [str(BROWSER), *options, *more, address],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=dict(os.environ) | {"HOME": str(home)},
    )


def _visit(page: str, home: Path) -> dict[str, Any]:
    """What a hostile page reports after it was opened in the browser."""
    with Hostile(page) as hostile:
        worker = threading.Thread(target=hostile.serve_forever)
        worker.start()
        browser = _browser(
            f"http://127.0.0.1:{hostile.server_port}/", home, "--remote-debugging-port=0"
        )
        hostile.has_told.wait(60)
        browser.terminate()
        browser.communicate(timeout=20)
        hostile.shutdown()
        worker.join()
        return hostile.told


def test_a_hostile_page_gets_nothing(
    home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is pressed and nothing is read, even by a page that knows the key.

    The browser trusts our root, as the first page shows, so it is the server that refuses.
    """
    with local_server(tmp_path / "documents") as local, caplog.at_level(logging.INFO):
        _trust(home / ".pki/nssdb")
        server = f"https://localhost:{local.excel.port}"
        assert (
            "server works" in _browser(f"{server}/", home, "--dump-dom").communicate(timeout=60)[0]
        )
        told = _visit(PAGE.replace("SERVER", server).replace("KEY", local.key.read()), home)
    assert told == {
        "simple": "TypeError",
        "with the key": "TypeError",
        "no cors": "opaque",
        "read health": "TypeError",
        "opaque text": 0,
        "script": "refused",
        "picture": "refused",
        "socket": "refused",
        "frame": "SecurityError",
    }
    assert caplog.text.count("POST /actions 403") == 3
    assert "POST /actions 200" not in caplog.text
    assert "GET /health 200" not in caplog.text
