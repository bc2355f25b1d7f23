"""The server of Excel's add-in: pages for everybody, figures only with the key."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from poc_sheets.build.officejs.manifest import ADDRESS
from poc_sheets.serving.excel import make_excel_app

KEY = "k" * 40
TABS = {
    "Budget": [["Account", "Budget", "Flag", "Money at risk", "Why"], [2818, 1000, "", "", ""]],
    "Actuals": [["Account", "Amount"], ["2818", 1250.5]],
}


def _ask(
    app: Starlette, method: str, path: str, body: Any = None, **headers: str
) -> tuple[int, bytes]:
    """One request, as a web server would hand it on."""
    sent: list[dict[str, Any]] = []
    content = json.dumps(body).encode() if body is not None else b""
    lines = {"host": "localhost:8443", "content-length": str(len(content))}
    lines |= {"content-type": "application/json"} | headers
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": b"", "http_version": "1.1", "scheme": "https", "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in lines.items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:])


@pytest.fixture
def app(tmp_path: Path) -> Starlette:
    return make_excel_app(KEY, tmp_path)


@pytest.mark.parametrize(
    "name", ["taskpane.html", "functions.json", "registered.js", "icon-32.png"]
)
def test_the_pages_are_there_for_excel(app: Starlette, name: str) -> None:
    status, content = _ask(app, "GET", f"/{name}")
    assert status == 200
    assert content


def test_a_press_of_the_pane_gives_the_cells_to_write(app: Starlette) -> None:
    body = {"action": "flag_overspend", "request_id": "request-1", "workbook": {"tabs": TABS}}
    headers = {"authorization": f"Bearer {KEY}", "origin": ADDRESS}
    status, content = _ask(app, "POST", "/actions", body, **headers)
    answer = json.loads(content)
    assert (status, answer["ok"]) == (200, True), answer
    risk = {"tab": "Budget", "row": 2, "column": 4, "was": None, "value": 250.5}
    assert risk in answer["changes"]
    assert answer["findings"][0]["tab"] == "Budget"
    again = json.loads(_ask(app, "POST", "/actions", body, **headers)[1])
    assert again["changes"] == answer["changes"]


def test_formulas_of_the_sheet_are_answered(app: Starlette) -> None:
    headers = {"authorization": f"Bearer {KEY}", "origin": ADDRESS}
    calls = [{"name": "SPENT", "args": [2818]}, {"name": "EIGHTHS", "args": ["12/8"]}]
    body: dict[str, Any] = {"workbook": {"uid": "a", "revision": 0, "tabs": TABS}, "calls": calls}
    assert json.loads(_ask(app, "POST", "/formulas", body, **headers)[1])["values"] == [
        1250.5,
        "1 4/8",
    ]
    body["workbook"] = {"uid": "a", "revision": 1}
    refused = json.loads(_ask(app, "POST", "/formulas", body, **headers)[1])
    assert refused["findings"][0]["problem"] == "workbook-not-sent"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"authorization": "Bearer guessed"}, 401),
        ({"authorization": f"Bearer {KEY}", "origin": "https://elsewhere.example"}, 403),
    ],
)
def test_nobody_else_is_let_in(app: Starlette, headers: dict[str, str], status: int) -> None:
    body = {"workbook": {"uid": "a", "tabs": TABS}, "calls": []}
    assert _ask(app, "POST", "/formulas", body, **headers)[0] == status
