"""Sign-in: service accounts, people, scopes, tokens that run out."""

import threading
import urllib.request
from typing import Any

import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.credentials import Credentials
from google.oauth2.service_account import Credentials as ServiceCredentials
from google_auth_oauthlib.flow import InstalledAppFlow

from poc_sheets.testing.gsheets import Emulator, ManualClock

SHEETS = "https://www.googleapis.com/auth/spreadsheets"
READ_ONLY = SHEETS + ".readonly"


def _service(google: Emulator, *scopes: str, name: str = "robot") -> ServiceCredentials:
    make = ServiceCredentials.from_service_account_info
    made = make(google.service_account(name), scopes=scopes or (SHEETS,))  # type: ignore[no-untyped-call]  # google-auth
    assert isinstance(made, ServiceCredentials)
    return made


def _session(google: Emulator, *scopes: str) -> AuthorizedSession:
    return AuthorizedSession(_service(google, *scopes))  # type: ignore[no-untyped-call]  # google-auth


def _refresh(credentials: Credentials | ServiceCredentials) -> None:
    with requests.Session() as session:
        credentials.refresh(Request(session))  # type: ignore[no-untyped-call]  # google-auth


def test_a_service_account_signs_in_with_its_key(google: Emulator, sheet: str) -> None:
    google.share(sheet, google.service_account())

    with _session(google) as session:
        answer = session.get(f"{google.url}/v4/spreadsheets/{sheet}")

    assert answer.json()["properties"]["title"] == "Crew list"
    assert [call.api for call in google.calls] == ["token", "sheets"]


def test_a_sheet_that_is_not_shared_is_closed(google: Emulator, sheet: str) -> None:
    with _session(google) as session:
        answer = session.get(f"{google.url}/v4/spreadsheets/{sheet}")

    assert answer.status_code == 403
    assert answer.json()["error"]["message"] == "The caller does not have permission"


def test_a_signature_of_another_key_is_refused(google: Emulator) -> None:
    credentials = _service(google)
    email = credentials.service_account_email
    key = google.sign_in.service_accounts[email]
    google.sign_in.service_accounts[email] = type(key)(key.modulus + 2, 0, 3, 5)

    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        _refresh(credentials)


def test_a_read_only_scope_reads_and_does_not_write(google: Emulator, sheet: str) -> None:
    google.share(sheet, google.service_account())
    url = f"{google.url}/v4/spreadsheets/{sheet}/values/Crew!A2"

    with _session(google, READ_ONLY) as session:
        assert session.get(url).status_code == 200
        refused = session.put(url + "?valueInputOption=RAW", json={"values": [["x"]]})

    assert refused.status_code == 403
    assert "insufficient authentication scopes" in refused.json()["error"]["message"]


def test_a_reader_cannot_write(api: Any, google: Emulator, sheet: str) -> None:
    google.share(sheet, "reader@example.com", role="reader")
    api.token = google.token("reader@example.com")

    assert api("GET", f"/v4/spreadsheets/{sheet}/values/Crew!A2")["values"] == [["Camera"]]
    path = f"/v4/spreadsheets/{sheet}/values/Crew!A2"
    assert api.refused("PUT", path, {"values": [["x"]]}, {"valueInputOption": "RAW"})[0] == 403


def test_drive_file_reaches_only_files_of_the_app_or_picked_ones(
    api: Any, google: Emulator, sheet: str
) -> None:
    api.token = google.token("owner@example.com", ["https://www.googleapis.com/auth/drive.file"])
    assert api.refused("GET", f"/v4/spreadsheets/{sheet}")[0] == 404

    google.pick(sheet)

    assert api("GET", f"/v4/spreadsheets/{sheet}")["spreadsheetId"] == sheet


def test_a_token_that_ran_out_is_renewed_once_by_google_auth(google: Emulator, sheet: str) -> None:
    google.share(sheet, google.service_account())

    with _session(google) as session:
        session.get(f"{google.url}/v4/spreadsheets/{sheet}")
        google.expire_tokens()
        google.calls.clear()
        answer = session.get(f"{google.url}/v4/spreadsheets/{sheet}")

    assert answer.status_code == 200
    assert [(c.api, c.status) for c in google.calls] == [
        ("sheets", 401),
        ("token", 200),
        ("sheets", 200),
    ]


def test_an_app_in_testing_loses_its_grant_after_seven_days(
    google: Emulator, clock: ManualClock
) -> None:
    google.sign_in.in_testing = True
    info = google.authorized_user("ana@example.com")
    credentials = Credentials(  # type: ignore[no-untyped-call]  # google-auth
        None,
        refresh_token=info["refresh_token"],
        token_uri=info["token_uri"],
        client_id=info["client_id"],
        client_secret=info["client_secret"],
    )
    _refresh(credentials)
    clock.advance(8 * 86_400)

    with pytest.raises(RefreshError, match="expired or revoked"):
        _refresh(credentials)


def test_a_person_signs_in_through_the_browser(
    google: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The browser is a thread that follows the redirect, as a person's click would."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("OAUTHLIB_RELAX_TOKEN_SCOPE", "1")
    flow = InstalledAppFlow.from_client_config(google.installed_app(), [SHEETS])
    google.sign_in.person = "ana@example.com"

    class Browser:
        def open(self, url: str, **_: object) -> bool:
            threading.Thread(target=_visit, args=(url,)).start()
            return True

    monkeypatch.setattr("webbrowser.get", lambda *_: Browser())
    credentials = flow.run_local_server(port=0, timeout_seconds=10)

    assert credentials.refresh_token.startswith("1//")
    assert google.sign_in.tokens[credentials.token][0].email == "ana@example.com"


def _visit(url: str) -> None:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - the emulator's own address
        answer.read()
