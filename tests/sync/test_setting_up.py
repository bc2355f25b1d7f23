"""`poc-sheets sync init`: a person in the browser, a service account, and what is said to each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from poc_sheets.cli import syncing
from poc_sheets.cli.app import app
from poc_sheets.hosts.google.secrets_store import SecretsStore
from poc_sheets.sync.config import read_config
from poc_sheets.testing.gsheets import Emulator
from tests.sync.conftest import write_workbook

assert syncing  # imported for its commands

HEADINGS = ["Name", "Position", "Mobile"]
ANA = "ana@example.com"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a crew of two."""
    path = tmp_path / "Film" / "Film.xlsx"
    path.parent.mkdir()
    write_workbook(path, {"Crew": [HEADINGS, ["Ana", "Gaffer", "0042"], ["Bo", "Grip", "0043"]]})
    return path


def _init(book: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["sync", "init", str(book), *words])
    return done.exit_code, " ".join(done.output.split())


def test_a_person_signs_in_once_and_gets_a_sheet_that_is_shared(
    google: Emulator, book: Path, tmp_path: Path
) -> None:
    """The browser asks, a sheet is made with the tabs, colleagues may edit; the token is closed."""
    google.sign_in.person = ANA
    client = tmp_path / "keys" / "client.json"
    client.parent.mkdir()
    client.write_text(json.dumps(google.installed_app()))
    client.chmod(0o600)
    browser = tmp_path / "browser"
    visit = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1])"
    browser.write_text(f"#!/bin/sh\n{sys.executable} -c '{visit}' \"$1\" &\n")
    browser.chmod(0o755)
    environment = os.environ | {
        "BROWSER": str(browser),
        "OAUTHLIB_INSECURE_TRANSPORT": "1",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "POC_SHEETS_DATA": str(tmp_path / "data"),
    }

    def poc(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "poc_sheets", "sync", *words]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        return done.returncode, done.stdout + done.stderr

    words = ("--credentials", str(client), "--account", ANA, "--share", "bo@example.com,cy@x.org")
    code, text = poc("init", str(book), *words)
    assert code == 0, text
    file = google.drive.files[read_config(book).sheet]
    assert (file.owner, file.name) == (ANA, "Film")
    writers = {p["emailAddress"] for p in file.permissions if p["role"] == "writer"}
    assert writers == {"bo@example.com", "cy@x.org"}

    browser.unlink()  # never asked again
    assert poc(str(book), "--yes")[0] == 0
    assert google.spreadsheet(file.id).rows("Crew")[1:] == [
        ["Ana", "Gaffer", "0042"],
        ["Bo", "Grip", "0043"],
    ]
    tokens = [path for path in (tmp_path / "config").rglob("*") if path.is_file()]
    assert [path.stat().st_mode & 0o777 for path in tokens] == [0o600]
    assert "refresh_token" not in (book.parent / "Film.sync.toml").read_text()

    google.revoke(ANA)
    code, text = poc(str(book))
    assert code == 40
    assert f"no longer accepts the sign-in of {ANA}" in text


def test_a_person_s_sign_in_cannot_open_a_sheet_it_did_not_make(
    google: Emulator, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The least scope has that price; it is said with what to do instead."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    user = google.authorized_user(ANA, ["https://www.googleapis.com/auth/drive.file"])
    SecretsStore(use_vault=False).save(ANA, json.dumps({"refresh_token": user["refresh_token"]}))
    client = tmp_path / "client.json"
    client.write_text(json.dumps(google.installed_app()))
    sheet = google.create("Film", {"Crew": [HEADINGS]}, owner=ANA)
    words = ("--sheet", sheet, "--credentials", str(client), "--account", ANA)
    code, text = _init(book, *words)
    assert code == 40
    assert "leave out --sheet" in text
    google.pick(sheet)
    assert _init(book, *words)[0] == 0


def test_a_service_account_is_told_to_get_a_sheet_from_a_person(
    google: Emulator, book: Path, key_file: Path
) -> None:
    """It has no storage; the address to share with stands in the words."""
    code, text = _init(book, "--credentials", str(key_file))
    assert code == 40
    assert "share it with robot@emulated-project.iam.gserviceaccount.com as Editor" in text


@pytest.mark.parametrize("role", ["", "reader"])
def test_missing_access_names_the_address_and_the_role(
    google: Emulator, book: Path, key_file: Path, role: str
) -> None:
    """Not shared at all, or to look only: press Share, add this address as Editor."""
    sheet = google.create("Film")
    robot = json.loads(key_file.read_text())["client_email"]
    if role:
        google.share(sheet, robot, role)
    code, text = _init(book, "--sheet", sheet, "--credentials", str(key_file))
    assert code == 40
    assert f"press Share, add {robot} as {'Editor' if role else 'Viewer'}" in text
    assert not (book.parent / "Film.sync.toml").exists()


def test_an_existing_sheet_is_adopted_with_its_tabs(
    google: Emulator, book: Path, key_file: Path
) -> None:
    """Its rows stay; the preview says what a first run would do."""
    sheet = google.create("Film", {"Crew": [HEADINGS, ["Cy", "Grip", "0044"]]})
    google.share(sheet, json.loads(key_file.read_text())["client_email"])
    code, text = _init(book, "--sheet", sheet, "--credentials", str(key_file))
    assert code == 0, text
    assert google.spreadsheet(sheet).tabs == ["Crew"]
    assert google.spreadsheet(sheet).rows("Crew")[1:] == [["Cy", "Grip", "0044"]]
    assert "Google Sheet: 2 new rows; workbook: 1 new rows" in text


def test_a_pull_only_set_up_needs_a_viewer_s_right_only(
    google: Emulator, book: Path, key_file: Path
) -> None:
    """Nothing is written, not even a tab; the first run brings the rows."""
    sheet = google.create("Film", {"Crew": [HEADINGS, ["Cy", "Grip", "0044"]]})
    google.share(sheet, json.loads(key_file.read_text())["client_email"], "reader")
    words = ("--sheet", sheet, "--credentials", str(key_file), "--pull", "overwrite")
    assert _init(book, *words)[0] == 0
    done = CliRunner().invoke(app, ["sync", str(book), "--yes"])
    assert done.exit_code == 0, done.output
    assert google.count("sheets", "write") == 0
    assert _init(book, *words[:-1], "sometimes")[0] == 2
