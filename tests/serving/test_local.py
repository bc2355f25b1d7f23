"""The server of one computer over real TLS: both doors, pairing, pages, a new key."""

import json
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from poc_sheets.build.officejs.manifest import ADDRESS
from poc_sheets.hosts.web.certificates import (
    CertificateFiles,
    certificate_files,
    make_certificates,
    sign_server,
)
from poc_sheets.hosts.web.keys import MOST_WRONG, PairingCode, PaneKey
from poc_sheets.hosts.web.listening import Listening
from poc_sheets.hosts.web.sockets import port_is_free
from poc_sheets.hosts.web.state import data_folder, state_file
from poc_sheets.problems import SheetError
from poc_sheets.serving.asking import ask_for_code
from poc_sheets.serving.local import local_doors
from tests.serving.running import PANE, TABS, Client, Local, free_port, local_server, served

PRESS = {"action": "flag_overspend", "request_id": "request-1", "workbook": {"tabs": TABS}}


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    with local_server(tmp_path / "documents") as running:
        yield running


def test_a_press_over_tls(local: Local) -> None:
    """The pane's press is answered with the cells to write, by a server that the root vouches for."""
    status, answer = local.excel.ask("POST", "/actions", PRESS)
    assert (status, answer["ok"]) == (200, True), answer
    assert {"tab": "Budget", "row": 2, "column": 4, "was": None, "value": 250.5} in answer[
        "changes"
    ]


def test_each_door_has_its_own_key(local: Local) -> None:
    """The pane's key opens no document in LibreOffice, and LibreOffice's not the pane's door."""
    swapped = {"Authorization": local.plain.headers["Authorization"]}
    assert local.excel.ask("POST", "/actions", PRESS, swapped)[0] == 401
    pane = {"Authorization": local.excel.headers["Authorization"]}
    assert local.plain.ask("GET", "/health", headers=pane)[0] == 401
    assert local.plain.ask("GET", "/health")[0] == 200


def test_a_program_that_does_not_trust_the_root(local: Local) -> None:
    """Without the person's consent nobody believes the server."""
    stranger = Client(local.excel.port, ssl.create_default_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        stranger.ask("GET", "/")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_under_both_names(local: Local, name: str) -> None:
    client = Client(local.excel.port, local.excel.tls, local.excel.headers, name)
    assert client.ask("GET", "/health")[1]["program"] == "poc_sheets"


def test_a_pane_is_paired_with_a_code(local: Local) -> None:
    """The code is shown to whoever can read the server's file, is good once, and gives the key."""
    code = ask_for_code(state_file())
    without = {"Authorization": "", "Origin": PANE}
    status, answer = local.excel.ask("POST", "/pair", {"code": code}, without)
    assert (status, answer["key"]) == (200, local.key.read())
    assert local.excel.ask("POST", "/pair", {"code": code}, without)[0] == 403


@pytest.mark.parametrize("body", [{}, {"code": 12345678}, [], b"{", {"code": ""}])
def test_what_is_no_code(local: Local, body: object) -> None:
    ask_for_code(state_file())
    assert local.excel.ask("POST", "/pair", body)[0] in {400, 403}


def test_a_code_is_not_guessed(local: Local) -> None:
    """After five wrong ones the right one is refused too."""
    code = ask_for_code(state_file())
    wrong = "0000 0000" if code != "0000 0000" else "1111 1111"
    for _ in range(MOST_WRONG):
        assert local.excel.ask("POST", "/pair", {"code": wrong})[0] == 403
    assert local.excel.ask("POST", "/pair", {"code": code})[0] == 403
    assert local.excel.ask("POST", "/pair", {"code": ask_for_code(state_file())})[0] == 200


def test_a_code_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poc_sheets.hosts.web.keys.CODE_SECONDS", -1.0)
    codes = PairingCode()
    assert not codes.take(codes.renew())


def test_a_code_without_a_server(local: Local, tmp_path: Path) -> None:
    """What to do is said where no server runs, and where its file is from an earlier run."""
    with pytest.raises(SheetError, match="run poc-sheets serve"):
        ask_for_code(tmp_path / "none.json")
    stale = json.loads(state_file().read_text(encoding="utf-8"))
    (tmp_path / "old.json").write_text(json.dumps(stale | {"port": free_port()}), encoding="utf-8")
    with pytest.raises(SheetError, match="run poc-sheets serve"):
        ask_for_code(tmp_path / "old.json")
    (tmp_path / "other.json").write_text(json.dumps(stale | {"token": "x"}), encoding="utf-8")
    with pytest.raises(SheetError, match="another key"):
        ask_for_code(tmp_path / "other.json")


def test_a_new_key_shuts_out_the_old_one_at_once(local: Local) -> None:
    """Also while the server runs: what `poc-sheets serve --new-token` does in another process."""
    assert local.excel.ask("GET", "/health")[0] == 200
    fresh = PaneKey(data_folder()).renew()
    status, answer = local.excel.ask("POST", "/actions", PRESS)
    assert (status, answer["findings"][0]["problem"]) == (401, "not-let-in")
    again = {"Authorization": f"Bearer {fresh}"}
    assert local.excel.ask("GET", "/health", headers=again)[0] == 200


def test_the_page_of_a_person(local: Local) -> None:
    """Opened in a browser the address says what it is and what to do, without a key and without a secret."""
    page = {"Authorization": "", "Origin": "", "Accept": "text/html"}
    for client in (local.excel, local.plain):
        status, headers, content = client.ask_raw("GET", "/", headers=page)
        assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
        text = content.decode()
        assert (
            "The production office&#x27;s server works" in text or "office's server works" in text
        )
        assert "<code>poc-sheets pair</code>" in text
        assert local.key.read() not in text
        assert local.state.token not in text
    status, _, content = local.excel.ask_raw("GET", "/health", headers=page)
    assert status == 401
    assert b"What to do" in content
    assert content.startswith(b"<!doctype html>")


def test_the_files_of_the_add_in(local: Local) -> None:
    """They hold no figures, so they need no key; the manifest names the address of the door."""
    nobody = {"Authorization": "", "Origin": ""}
    status, headers, content = local.excel.ask_raw("GET", "/taskpane.html", headers=nobody)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert b"<script" in content
    manifest = local.excel.ask_raw("GET", "/manifest.xml", headers=nobody)[2]
    assert f"{ADDRESS}/taskpane.html".encode() in manifest
    assert local.plain.ask("GET", "/taskpane.html")[0] == 404


def test_a_renewed_certificate_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that runs for months shows its new certificate without starting again."""
    monkeypatch.setattr("poc_sheets.hosts.web.listening._RENEW_SECONDS", 0.0)
    monkeypatch.setattr("poc_sheets.hosts.web.listening._LOOK_SECONDS", 0.05)
    asked = threading.Event()

    def renew(files: CertificateFiles) -> bool:
        if not asked.is_set():
            return False
        asked.clear()
        chain, key = sign_server(files, ("localhost",), ("127.0.0.1", "::1"))
        files.server_key.write_bytes(key)
        files.server.write_bytes(chain)
        return True

    monkeypatch.setattr("poc_sheets.serving.local.renew_server", renew)
    with local_server(tmp_path) as local:
        place = ("127.0.0.1", local.excel.port)
        first = ssl.get_server_certificate(place)
        asked.set()
        for _ in range(200):
            if ssl.get_server_certificate(place) != first:
                break
            time.sleep(0.02)
        assert ssl.get_server_certificate(place) != first
        assert local.excel.ask("GET", "/health")[0] == 200


def test_libreoffice_is_served_without_excel(tmp_path: Path) -> None:
    """Where no certificate was made, and where another program has Excel's port."""
    codes = PairingCode()
    assert len(local_doors(Listening(), codes)) == 1
    make_certificates(certificate_files())
    with local_server(tmp_path) as running:
        taken = running.excel.port
        assert not port_is_free(taken)
        doors = local_doors(Listening(), codes, excel_port=taken)
        assert len(doors) == 1
        with served(doors) as state:
            found = Client(state.port, None, {"Authorization": f"Bearer {state.token}"})
            assert found.ask("GET", "/health")[0] == 200
