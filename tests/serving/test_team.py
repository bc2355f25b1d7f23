"""The server that a team hosts: who may, in which workbook, and when it refuses to start."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.web.identity import script_token
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.serving.team import team_door
from poc_sheets.serving.team_file import read_team
from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.model import columns_of
from poc_sheets.testing.gsheets import Emulator
from tests.hosts.web.sign_ins import STRANGER, token
from tests.serving.running import TABS, Client, served
from tests.serving.team_folder import (
    ACTUALS,
    ADDRESS,
    BUDGET,
    PROXY,
    SECRET,
    team_file,
    write_production,
    write_secret,
)


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator() as emulator:
        monkeypatch.setenv("POC_SHEETS_GOOGLE_API", emulator.url)
        yield emulator


@pytest.fixture
def sheets(google: Emulator) -> list[str]:
    """Two spreadsheets that are served, and one that is shared by mistake and is not."""
    made = []
    for name in ("One", "Two", "Private"):
        tabs = {"Budget": BUDGET, "Actuals": ACTUALS}
        made.append(google.create(name, tabs, owner="owner@example.com"))
        google.share(made[-1], google.service_account())
    return made


@pytest.fixture
def client(tmp_path: Path, google: Emulator, sheets: list[str]) -> Iterator[Client]:
    """Asks a team's server as its proxy does, without anybody signed in."""
    folder = tmp_path / "team"
    write_secret(folder / "key.json", json.dumps(google.service_account()))
    path = team_file(folder, spreadsheets=sheets[:2])
    write_production(folder / "productions" / "show.xlsx", "prod-1")
    with served([team_door(read_team(path))]) as state:
        yield Client(state.port, None, {"X-Proxy-Secret": PROXY, "Host": "sheets.example.com"})


def script(spreadsheet: str, secret: str = SECRET) -> dict[str, str]:
    return {"Authorization": f"Bearer {script_token(secret, spreadsheet)}"}


def person(**claims: Any) -> dict[str, str]:
    return {"X-Id-Token": token(**claims), "Origin": ADDRESS}


def press(workbook: Any, request_id: str = "request-1") -> dict[str, Any]:
    return {"action": "flag_overspend", "request_id": request_id, "workbook": workbook}


def test_a_script_presses_in_its_spreadsheet(
    client: Client, google: Emulator, sheets: list[str]
) -> None:
    """As macros/apps_script posts it; the cells are written in the spreadsheet, once."""
    sent = press({"spreadsheet": sheets[0]})
    status, answer = client.ask("POST", "/actions", sent, script(sheets[0]))
    assert (status, answer["ok"], answer["changed_cells"] > 0) == (200, True, True), answer
    assert google.spreadsheet(sheets[0]).at("Budget!D2") == 250.5
    assert google.spreadsheet(sheets[1]).at("Budget!D2") in (None, "")
    calls = google.count()
    assert client.ask("POST", "/actions", sent, script(sheets[0]))[1] == answer
    assert google.count() == calls


def test_formulas_of_a_spreadsheet(client: Client, sheets: list[str]) -> None:
    calls = [{"name": "SPENT", "args": ["2818"]}, {"name": "SPENT", "args": ["1"]}]
    body = {"workbook": {"spreadsheet": sheets[0]}, "calls": calls}
    status, answer = client.ask("POST", "/formulas", body, script(sheets[0]))
    assert (status, answer["values"][0]) == (200, 1250.5), answer


def test_a_person_presses_in_the_team_s_workbooks(
    client: Client, tmp_path: Path, sheets: list[str]
) -> None:
    """In a spreadsheet, in a file by its production's id, and on tabs that the pane sends."""
    for number, workbook in enumerate(
        ({"spreadsheet": sheets[1]}, {"production": "prod-1"}, {"tabs": TABS})
    ):
        status, answer = client.ask(
            "POST", "/actions", press(workbook, f"id-{number:06}"), person()
        )
        assert (status, answer["ok"]) == (200, True), answer
    assert answer["changes"]
    path = tmp_path / "team" / "productions" / "show.xlsx"
    assert XlsxWorkbook(path).read(["Budget"])["Budget"].at(2, 4) == 250.5


def test_a_person_brings_a_file_in(client: Client) -> None:
    """Into the tabs that the pane sends; a workbook without such a tab says so, unchanged."""
    text = b"Date,Merchant,Amount\n2026-04-03,Lumber Yard,12.50\n2026-04-21,Paint,7.00\n"
    file = {"name": "April.csv", "content": base64.b64encode(text).decode()}
    headings = [spec.heading for spec in columns_of(CardLine)]
    tabs = {"tabs": TABS | {CardLine.tab: [headings]}}
    sent = press(tabs) | {"action": "import_file", "file": file}
    status, answer = client.ask("POST", "/actions", sent, person())
    assert (status, answer["ok"]) == (200, True), answer
    assert "2 added to Card Statement" in answer["summary"]
    assert {change["tab"] for change in answer["changes"]} == {CardLine.tab}
    sent = press({"production": "prod-1"}, "id-2-file") | {"action": "import_file", "file": file}
    _, answer = client.ask("POST", "/actions", sent, person())
    assert (answer["ok"], answer["findings"][0]["problem"]) == (False, "no-tab"), answer


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": "Bearer a.b"},
        {"Authorization": f"Bearer {SECRET}"},
        {"Authorization": f"Bearer {PROXY}"},
        script("one", "another secret that is long enough to be one"),
        {"X-Id-Token": "a.b.c"},
        {"X-Id-Token": token(STRANGER)},
        {"X-Id-Token": token(email="eve@example.com")},
        {"Authorization": f"Bearer {token()}"},
        {"X-Forwarded-Email": "ana@example.com"},
    ],
)
def test_nobody_else(client: Client, sheets: list[str], headers: dict[str, str]) -> None:
    """A token counts only where the proxy puts it; headers that merely claim somebody do not."""
    for path in ("/health", "/documents/x/y"):
        assert client.ask("GET", path, headers=headers)[0] == 401
    sent = press({"spreadsheet": sheets[0]})
    assert client.ask("POST", "/actions", sent, headers)[0] == 401


@pytest.mark.parametrize("secret", ["", "x", PROXY[:-1], PROXY + "x"])
def test_not_past_the_proxy(client: Client, sheets: list[str], secret: str) -> None:
    """Whoever reaches the server itself is refused, with a good sign-in too."""
    for who in (person(), script(sheets[0])):
        status, answer = client.ask("GET", "/health", headers=who | {"X-Proxy-Secret": secret})
        assert (status, "proxy" in answer["text"]) == (401, True)


def test_only_the_workbooks_that_are_listed(client: Client, sheets: list[str]) -> None:
    """A script in its own spreadsheet, people in those of the file; never by a path."""
    cases = [
        (script(sheets[0]), {"spreadsheet": sheets[1]}),
        (script(sheets[2]), {"spreadsheet": sheets[2]}),
        (script(sheets[0]), {"production": "prod-1"}),
        (person(), {"spreadsheet": sheets[2]}),
        (person(), {"spreadsheet": "nobody-knows-it"}),
        (person(), {"production": "prod-2"}),
        (person(), {"production": "../team/productions/show.xlsx"}),
        (person(), {"production": "template"}),
        (person(), {}),
        (person(), {"url": "file:///etc/passwd", "pipe": "poc_sheets_x"}),
        (person(), {"spreadsheet": {"a": 1}}),
    ]
    for number, (who, workbook) in enumerate(cases):
        sent = press(workbook, f"id-{number:06}")
        answer = client.ask("POST", "/actions", sent, who)[1]
        assert not answer["ok"], workbook
        assert answer["changed_cells"] == 0
    body = {"workbook": {"spreadsheet": sheets[1]}, "calls": []}
    assert client.ask("POST", "/formulas", body, script(sheets[0]))[0] == 400


def test_what_one_person_sent_answers_nobody_else(client: Client) -> None:
    """Neither the tabs of a formula nor the answer to a press, for the same ids."""
    bo = person(email="bo@studio.example")
    calls = [{"name": "SPENT", "args": ["2818"]}]
    sent = {"workbook": {"uid": "a", "revision": 1, "tabs": TABS}, "calls": calls}
    assert client.ask("POST", "/formulas", sent, person())[1]["values"] == [1250.5]
    known = {"workbook": {"uid": "a", "revision": 1}, "calls": calls}
    assert client.ask("POST", "/formulas", known, person())[1]["values"] == [1250.5]
    refused = client.ask("POST", "/formulas", known, bo)[1]
    assert refused["findings"][0]["problem"] == "workbook-not-sent"
    assert client.ask("POST", "/actions", press({"tabs": TABS}), person())[1]["changes"]
    small = {"Budget": BUDGET, "Actuals": [["Account", "Amount"], ["2818", 1]]}
    status, answer = client.ask("POST", "/actions", press({"tabs": small}), bo)
    assert (status, answer["ok"]) == (200, True)
    assert 250.5 not in [change["value"] for change in answer["changes"]]


def test_a_hostile_page_of_a_person_who_signed_in(client: Client) -> None:
    """The proxy adds the sign-in to whatever the browser sends; the page's origin gives it away."""
    signed = {"X-Id-Token": token()}
    sent = press({"tabs": TABS})
    for origin in ("https://evil.example", "null", "https://localhost:8443"):
        assert client.ask("POST", "/actions", sent, signed | {"Origin": origin})[0] == 403
    crossing = signed | {"Sec-Fetch-Site": "cross-site"}
    assert client.ask("POST", "/actions", sent, crossing)[0] == 403
    assert client.ask("POST", "/actions", sent, signed | {"Content-Type": "text/plain"})[0] == 415
    assert client.ask("GET", "/", headers={"Host": "evil.example"})[0] == 403


def test_documents_for_those_who_signed_in(
    client: Client, tmp_path: Path, sheets: list[str]
) -> None:
    """A document is had by its address, saved and not shown, and no other file is."""
    folder = tmp_path / "team" / "documents" / ("a" * 22)
    folder.mkdir(parents=True)
    (folder / "call sheet.pdf").write_bytes(b"%PDF-1")
    place = f"/documents/{'a' * 22}/call%20sheet.pdf"
    status, headers, content = client.ask_raw("GET", place, headers=person())
    assert (status, content) == (200, b"%PDF-1")
    assert headers["content-disposition"].startswith("attachment")
    assert client.ask("GET", place)[0] == 401
    for other in ("/documents/../script.secret", f"/documents/{'a' * 22}/..%2f..%2fscript.secret"):
        assert client.ask_raw("GET", other, headers=person())[0] == 404


def test_the_manifest_names_the_team_s_address(client: Client) -> None:
    manifest = client.ask_raw("GET", "/manifest.xml")[2].decode()
    assert f"{ADDRESS}/taskpane.html" in manifest
    assert "localhost" not in manifest
