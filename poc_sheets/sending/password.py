"""Where the password of the mail server is kept: the environment, the vault, a closed file."""

import contextlib
import os
from pathlib import Path

from poc_sheets.sending.problems import NO_PASSWORD

_ENVIRONMENT = "POC_SHEETS_MAIL_PASSWORD"
_SERVICE = "poc_sheets mail"


def mail_password(user: str, host: str, folder: Path | None = None) -> str:
    """The password of a user at a host; blank for no user.

    Raises:
        SheetError: there is none, or its file is open to other people.
    """
    if not user:
        return ""
    kept = os.environ.get(_ENVIRONMENT, "")
    if not kept:
        with contextlib.suppress(ModuleNotFoundError):
            kept = _store(folder).load(_name(user, host))
    if not kept:
        raise NO_PASSWORD.stop(user=user, server=host)
    return str(kept)


def keep_password(user: str, host: str, password: str, folder: Path | None = None) -> None:
    """Keep a password in the computer's vault, else in a file that only its owner can read.

    Raises:
        SheetError: the folder for files is one that is synced or shared.
    """
    _store(folder).save(_name(user, host), password)


def _name(user: str, host: str) -> str:
    return f"mail {user} {host}"


def _store(folder: Path | None):  # type: ignore[no-untyped-def]  # noqa: ANN202  (its type loads the vault)
    from poc_sheets.hosts.google.secrets_store import SecretsStore

    if folder is None:
        return SecretsStore(service=_SERVICE)
    return SecretsStore(folder=folder, use_vault=False, service=_SERVICE)
