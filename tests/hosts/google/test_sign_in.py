"""Signing in: least rights, and secrets only where nobody else looks."""

import json
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import keyring.backends.fail
import pytest
from google.oauth2.credentials import Credentials

from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.google.secrets_store import SecretsStore
from poc_sheets.hosts.google.sign_in import (
    PERSON_SCOPES,
    PULL_SCOPES,
    person,
    service_account,
    sign_out,
)
from poc_sheets.hosts.google.spreadsheet import read_all
from poc_sheets.problems import Exit, SheetError
from poc_sheets.testing.gsheets import Emulator

ANA = "ana@example.com"


class MemoryVault(keyring.backend.KeyringBackend):
    """A vault that works, as on a desktop."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


@pytest.fixture(params=["vault", "no vault"])
def vault(request: pytest.FixtureRequest) -> Iterator[MemoryVault | None]:
    """A desktop's vault, and a computer under cron, where it does not open."""
    before = keyring.get_keyring()
    made = MemoryVault() if request.param == "vault" else None
    keyring.set_keyring(made or keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]  # keyring
    yield made
    keyring.set_keyring(before)


def _write(path: Path, info: object, mode: int = 0o600) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(info), "utf-8")
    path.chmod(mode)
    return path


def _consent(google: Emulator, asked: list[Sequence[str]]) -> Any:
    def agree(client: dict[str, Any], scopes: Sequence[str]) -> Credentials:
        asked.append(scopes)
        kept = google.authorized_user(ANA, scopes)
        return Credentials(  # type: ignore[no-untyped-call]  # google-auth
            google.token(ANA, scopes),
            refresh_token=kept["refresh_token"],
            token_uri=kept["token_uri"],
            client_id=kept["client_id"],
            client_secret=kept["client_secret"],
        )

    return agree


def test_a_person_is_asked_once_and_only_for_their_own_files(
    google: Emulator, tmp_path: Path, vault: MemoryVault | None
) -> None:
    client_file = _write(tmp_path / "client.json", google.installed_app())
    store = SecretsStore(tmp_path / "config")
    asked: list[Sequence[str]] = []
    sheet = google.create("Mine", owner=ANA)
    google.pick(sheet)

    for _ in range(2):
        account = person(client_file, ANA, store=store, consent=_consent(google, asked))
        client = GoogleHttp(account.credentials, address=account.address)
        assert read_all(client, sheet).title == "Mine"
        client.close()

    assert asked == [PERSON_SCOPES]
    files = list((tmp_path / "config").glob("*")) if (tmp_path / "config").exists() else []
    if vault:
        assert (len(vault.kept), files) == (1, [])
    else:
        assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600]


def test_a_grant_that_was_taken_back_needs_the_person(
    google: Emulator, tmp_path: Path, vault: MemoryVault | None
) -> None:
    client_file = _write(tmp_path / "client.json", google.installed_app())
    store = SecretsStore(tmp_path / "config")
    person(client_file, ANA, store=store, consent=_consent(google, []))
    google.revoke(ANA)

    with pytest.raises(SheetError) as raised:
        person(client_file, ANA, store=store)

    assert raised.value.finding.problem == "google-signed-out"
    assert "sign in again" in raised.value.finding.do
    sign_out(ANA, store)
    assert store.load(ANA) is None


def test_a_token_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    store = SecretsStore(tmp_path, use_vault=False)
    store.save(ANA, "secret")
    next(tmp_path.glob("*.json")).chmod(0o644)

    with pytest.raises(SheetError) as raised:
        store.load(ANA)

    assert "chmod 600" in raised.value.finding.do


def test_a_token_file_never_goes_into_a_synced_folder(tmp_path: Path) -> None:
    store = SecretsStore(tmp_path / "Dropbox" / "config", use_vault=False)

    with pytest.raises(SheetError):
        store.save(ANA, "secret")

    assert not (tmp_path / "Dropbox").exists()


@pytest.mark.parametrize(
    "folder",
    ["Dropbox", "OneDrive - Studio", "Google Drive", "iCloud Drive", "Box Sync", "production"],
)
def test_a_key_in_a_shared_folder_is_refused(google: Emulator, tmp_path: Path, folder: str) -> None:
    path = _write(tmp_path / folder / "keys" / "key.json", google.service_account())

    with pytest.raises(SheetError) as raised:
        service_account(path, production_folder=tmp_path / "production")

    assert raised.value.finding.problem == "google-key-in-shared-folder"
    assert raised.value.exit_code == Exit.PERSON


def test_a_link_into_a_shared_folder_does_not_help(google: Emulator, tmp_path: Path) -> None:
    path = _write(tmp_path / "Dropbox" / "key.json", google.service_account())
    link = tmp_path / "key.json"
    link.symlink_to(path)

    with pytest.raises(SheetError):
        service_account(link)


@pytest.mark.parametrize(
    ("content", "mode"),
    [("no json", 0o600), ('{"type": "authorized_user"}', 0o600), ("[]", 0o600)],
)
def test_what_is_no_key_is_said_so(tmp_path: Path, content: str, mode: int) -> None:
    path = tmp_path / "key.json"
    path.write_text(content, "utf-8")
    path.chmod(mode)

    with pytest.raises(SheetError) as raised:
        service_account(path)

    assert raised.value.finding.problem == "google-key-unreadable"


def test_a_key_that_others_can_read_is_refused(google: Emulator, tmp_path: Path) -> None:
    path = _write(tmp_path / "key.json", google.service_account(), 0o644)

    with pytest.raises(SheetError) as raised:
        service_account(path)

    assert raised.value.finding.problem == "google-key-readable"


def test_a_pull_only_sync_asks_only_to_read(google: Emulator, key_file: Path, sheet: str) -> None:
    account = service_account(key_file, pull_only=True)
    client = GoogleHttp(account.credentials)

    read_all(client, sheet)
    client.close()

    caller, _ = next(iter(google.sign_in.tokens.values()))
    assert caller.scopes == frozenset(PULL_SCOPES)
