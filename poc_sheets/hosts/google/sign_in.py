"""Signing in to Google: a service account's key, or a person in the browser; least rights only."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials as PersonCredentials
from google.oauth2.service_account import Credentials as ServiceCredentials
from google_auth_oauthlib.flow import InstalledAppFlow

from poc_sheets.hosts.google.failures import transport_error
from poc_sheets.hosts.google.http import API_VARIABLE
from poc_sheets.hosts.google.problems import KEY_UNREADABLE
from poc_sheets.hosts.google.secrets_store import (
    SecretsStore,
    refuse_open_to_others,
    refuse_shared_place,
)
from poc_sheets.problems import Place

_AUTH = "https://www.googleapis.com/auth/"
#: A person grants only the files that are made with poc_sheets or handed to it in the picker.
PERSON_SCOPES = (_AUTH + "drive.file",)
#: A service account reaches what is shared with it; Drive tells it whether a sheet changed.
SERVICE_SCOPES = (_AUTH + "spreadsheets", _AUTH + "drive.metadata.readonly")
#: For a sync that never writes to the sheet.
PULL_SCOPES = (_AUTH + "spreadsheets.readonly", _AUTH + "drive.metadata.readonly")


@dataclass(frozen=True, slots=True)
class Account:
    """A sign-in: its credentials, and the address that sheets are shared with."""

    kind: Literal["service", "person"]
    address: str
    credentials: Credentials


class _ServiceCredentials(ServiceCredentials):
    """A service account that calls only the hosts we name.

    google-auth 2.62 also asks a third host, in a thread, for the regions of a company's data. We
    have no use for the answer, and behind a proxy or in a test the question must not leave.
    """

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def service_account(
    key_file: Path, *, production_folder: Path | None = None, pull_only: bool = False
) -> Account:
    """Sign in as a service account.

    Args:
        key_file: The JSON key from the Google Cloud console.
        production_folder: Where the production's files lie; a key in there is refused.
        pull_only: Ask only for the right to read.

    Raises:
        SheetError: the key lies where others can read it, or is none.
    """
    refuse_shared_place(key_file, production_folder)
    info = _read_key(key_file)
    refuse_open_to_others(key_file)
    if info.get("type") != "service_account":
        raise KEY_UNREADABLE.stop(Place(), path=key_file, said="it is no service account's key")
    base = os.environ.get(API_VARIABLE, "").rstrip("/")
    if base:
        info = {**info, "token_uri": f"{base}/token"}
    make = _ServiceCredentials.from_service_account_info
    try:
        made = make(info, scopes=PULL_SCOPES if pull_only else SERVICE_SCOPES)  # type: ignore[no-untyped-call]  # google-auth
    except (GoogleAuthError, ValueError) as error:
        raise KEY_UNREADABLE.stop(Place(), path=key_file, said=type(error).__name__) from None
    return Account("service", str(info["client_email"]), made)


def _read_key(path: Path) -> dict[str, Any]:
    try:
        info = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise KEY_UNREADABLE.stop(Place(), path=path, said=error.strerror) from None
    except ValueError:
        raise KEY_UNREADABLE.stop(Place(), path=path, said="it is no JSON") from None
    if not isinstance(info, dict):
        raise KEY_UNREADABLE.stop(Place(), path=path, said="it holds no key")
    return info


#: Opens the consent page and waits for the person; gives the credentials.
Consent = Callable[[dict[str, Any], Sequence[str]], PersonCredentials]


def ask_in_browser(client: dict[str, Any], scopes: Sequence[str]) -> PersonCredentials:
    """Open Google's consent page in the person's browser and wait until they agree."""
    flow = InstalledAppFlow.from_client_config(client, list(scopes))
    found = flow.run_local_server(port=0, timeout_seconds=300)
    if not isinstance(found, PersonCredentials):
        raise TypeError(found)
    return found


def person(
    client_file: Path,
    name: str,
    *,
    store: SecretsStore | None = None,
    consent: Consent = ask_in_browser,
) -> Account:
    """Sign in as a person; the browser is opened only the first time.

    Args:
        client_file: The installed app's JSON file from the Google Cloud console.
        name: What the sign-in is called in the configuration: the person's address.
        store: Where the sign-in is kept.
        consent: How the person is asked.

    Raises:
        SheetError: the file is none of Google's, or Google no longer accepts the sign-in.
    """
    client = _read_key(client_file)
    own = client.get("installed")
    if not isinstance(own, dict) or "client_id" not in own:
        raise KEY_UNREADABLE.stop(Place(), path=client_file, said="it is no installed app's file")
    kept_in = store or SecretsStore()
    kept = kept_in.load(name)
    if kept is None:
        made = consent(client, PERSON_SCOPES)
        kept_in.save(name, json.dumps({"refresh_token": made.refresh_token}))
        return Account("person", name, made)
    return Account("person", name, _restored(own, json.loads(kept)["refresh_token"], name))


def _restored(own: dict[str, Any], refresh_token: str, name: str) -> PersonCredentials:
    base = os.environ.get(API_VARIABLE, "").rstrip("/")
    made = PersonCredentials(  # type: ignore[no-untyped-call]  # google-auth
        None,
        refresh_token=refresh_token,
        token_uri=f"{base}/token" if base else own["token_uri"],
        client_id=own["client_id"],
        client_secret=own["client_secret"],
        scopes=list(PERSON_SCOPES),
    )
    try:
        made.refresh(Request())  # type: ignore[no-untyped-call]  # google-auth
    except GoogleAuthError as error:
        raise transport_error(error, name, writes=False) from None
    return made


def sign_out(name: str, store: SecretsStore | None = None) -> None:
    """Forget a person's sign-in on this computer."""
    (store or SecretsStore()).forget(name)
