"""What stands in a request: paths, markup, bombs; a stolen key; what the log keeps of all that.

Every attempt goes over a real connection to a real server; docs/security.md names these tests.
"""

import json
import logging
import time
from pathlib import Path

import pytest

from poc_sheets.hosts.web.json_workbook import JsonWorkbook
from poc_sheets.hosts.web.wire import MOST_CALLS
from poc_sheets.logs import log_folder
from poc_sheets.workbook import Document
from tests.serving.running import TABS, Local, press_body, renew_key

EVIL = "https://evil.example"


@pytest.mark.parametrize(
    "path",
    [
        "/../pane.key",
        "/..%2fpane.key",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/documents/..%2f..%2fpane.key",
        "/documents/../../pane.key",
        "//etc/passwd",
        "/taskpane.html/../../pane.key",
        "/taskpane.html%00.png",
        "/C:/Windows/win.ini",
    ],
)
def test_path_traversal(local: Local, path: str) -> None:
    """Files are looked up by their whole name among those of the add-in; nothing is on a disk."""
    status, _, content = local.excel.ask_raw("GET", path)
    assert status == 404
    assert local.key.read().encode() not in content


def test_markup_in_a_cell(local: Local) -> None:
    """It travels as JSON, which no browser shows as a page; the pane sets it as text."""
    markup = '"><img src=x onerror=alert(1)>'
    tabs = TABS | {"Actuals": [["Account", "Amount"], ["2818", markup]]}
    sent = press_body(workbook={"tabs": tabs})
    status, headers, content = local.excel.ask_raw("POST", "/actions", sent)
    assert status == 200
    assert markup in json.dumps(json.loads(content), ensure_ascii=False).replace('\\"', '"')
    assert headers["content-type"] == "application/json"
    assert headers["x-content-type-options"] == "nosniff"


def test_markup_in_an_address(local: Local) -> None:
    """A page that tells of a wrong address shows it as text, and could run nothing anyway."""
    for path in ("/<script>alert(1)</script>", "/%3Cscript%3Ealert(1)%3C/script%3E"):
        status, headers, content = local.excel.ask_raw("GET", path, headers={"Accept": "text/html"})
        assert status == 404
        assert b"<script" not in content
        assert b"&lt;script&gt;" in content
        assert headers["content-security-policy"].startswith("default-src 'none'")


def test_too_many_formulas(local: Local) -> None:
    calls = [{"name": "EIGHTHS", "args": ["1/8"]}] * (MOST_CALLS + 1)
    status, answer = local.excel.ask(
        "POST", "/formulas", {"workbook": {"tabs": {}}, "calls": calls}
    )
    assert (status, str(MOST_CALLS) in answer["text"]) == (400, True)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 1_000_000,
        b'{"a":' * 200_000,
        b'{"workbook": {"tabs": {"A": ' + b"[" * 400 + b"]" * 400 + b'}}, "calls": []}',
        b'{"calls": [{"name": "A", "args": [' + b"9" * 100_000 + b"]}]}",
        b'{"workbook": {}, "calls": [{"name": "EIGHTHS", "args": [1e999, -1e999]}]}',
        b'{"workbook": {}, "calls": [{"name": "EIGHTHS", "args": [NaN]}]}',
        b"\xff\xfe{\x00}\x00",
        b'{"workbook": {"uid": {"a": 1}, "revision": [1]}, "calls": [{"name": "SPENT", "args": [1]}]}',
        b'{"workbook": {"tabs": [], "revision": 1}, "calls": []}',
        b'{"workbook": {"tabs": {"Budget": 7}, "revision": 1}, "calls": []}',
    ],
)
def test_json_bombs(local: Local, body: bytes) -> None:
    """Deep nesting, endless numbers and shapes that are none end in words, quickly."""
    began = time.monotonic()
    status, answer = local.excel.ask("POST", "/formulas", body)
    assert status == 400 or (status == 200 and "values" in answer), answer
    assert time.monotonic() - began < 5
    assert local.excel.ask("GET", "/health")[0] == 200


@pytest.mark.parametrize("uid", ["../../up", "/etc/passwd", "a\0b", "x" * 5000, "..", "", "a\nb"])
def test_workbook_id_that_is_a_path(
    uid: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents stay in their folder, whatever the workbook or the document says it is called."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    book = JsonWorkbook({"uid": uid, "tabs": {}})
    kept = book.keep([Document(f"{uid}/../../call.pdf", b"1"), Document(uid, b"2")])
    for path in map(Path, kept):
        assert path.resolve().parent.parent == (tmp_path / "Documents").resolve()
        assert path.is_file()


def test_websocket(local: Local) -> None:
    """An upgrade is answered as any other request."""
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Origin": EVIL}
    upgrade |= {"Sec-WebSocket-Key": "x" * 24, "Sec-WebSocket-Version": "13", "Authorization": ""}
    assert local.excel.ask("GET", "/actions", headers=upgrade)[0] == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "HEAD"])
def test_other_methods(local: Local, method: str) -> None:
    assert local.excel.ask_raw(method, "/actions")[0] in {400, 404, 405}


# A stolen key, and the log


def test_stolen_and_rotated(local: Local) -> None:
    """`poc-sheets serve --new-token` in another process shuts the thief out of the running server."""
    stolen = dict(local.excel.headers)
    assert local.excel.ask("GET", "/health", headers=stolen)[0] == 200
    renew_key(local)
    assert local.excel.ask("GET", "/health")[0] == 200
    assert local.excel.ask("GET", "/health", headers=stolen)[0] == 401
    assert local.excel.ask("POST", "/formulas", {}, stolen)[0] == 401


def test_log_injection_and_secrets(local: Local, caplog: pytest.LogCaptureFixture) -> None:
    """The log has a line for each request, made of our words: no key, no figure, no line of theirs."""
    secrets = [local.key.read(), local.state.token]
    with caplog.at_level(logging.DEBUG):
        local.excel.ask("POST", "/actions", press_body())
        local.excel.ask("POST", "/actions", b"not JSON 2818", {"X-A": secrets[0]})
        local.excel.ask("GET", f"/{secrets[0]}?key={secrets[1]}")
        local.excel.ask("GET", "/a%0d%0a2026-01-01%20INFO%20forged")
        local.excel.ask("GET", "/documents/x%0aforged/y")
        local.excel.ask("POST", "/pair", {"code": "12345678"})
        local.excel.ask("GET", "/health", headers={"Origin": f"https://{secrets[0]}.example"})
    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if "POST /actions 200" in line]
    assert not [line for line in lines if "\n" in line or "\r" in line or "forged" in line]
    kept = caplog.text + "".join(path.read_text("utf-8") for path in log_folder().glob("*"))
    for secret in (*secrets, "2818", "1250"):
        assert secret not in kept


def test_answers_hold_no_secrets(local: Local) -> None:
    """Refusals of every kind are written without the key that was right."""
    told = [
        local.excel.ask("GET", "/health", headers={"Authorization": "Bearer x"}),
        local.excel.ask("GET", "/none"),
        local.excel.ask("POST", "/actions", b"{"),
        local.excel.ask("POST", "/actions", press_body(), {"Origin": EVIL}),
    ]
    text = json.dumps(told) + json.dumps(local.plain.ask("GET", "/none"))
    assert local.key.read() not in text
    assert local.state.token not in text
    assert str(local.key.folder) not in text
