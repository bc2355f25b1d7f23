"""Where a sign-in is kept: the computer's own vault, else a file that only its owner can read."""

import contextlib
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

import keyring
import keyring.errors
import platformdirs

from poc_sheets.hosts.google.problems import KEY_IN_SHARED_FOLDER, KEY_READABLE
from poc_sheets.problems import Place

_SERVICE = "poc_sheets Google sign-in"
#: Folders that a program copies to other computers, by the names they have on disk.
_SYNCED = re.compile(
    r"^(?:dropbox|onedrive|google ?drive|googledrive-.*|my drive|shared drives|icloud ?drive|"
    r"mobile documents|cloudstorage|box(?: sync)?|nextcloud|owncloud|synologydrive|pcloud ?drive|"
    r"mega|creative cloud files|egnyte|sync|resilio sync|lucidlink)(?:\b.*)?$",
    re.IGNORECASE,
)


def _config_folder() -> Path:
    return Path(platformdirs.user_config_dir("poc_sheets"))


@dataclass(frozen=True, slots=True)
class SecretsStore:
    """Keeps texts by name.

    The vault is the Windows Credential Manager, the macOS keychain or the Secret Service. It does
    not open under cron or on a computer without a desktop; there a file takes its place.

    Attributes:
        folder: Where files go; never the production's folder.
        use_vault: False keeps to files.
        service: The name under which the vault shows what is kept.
    """

    folder: Path = field(default_factory=_config_folder)
    use_vault: bool = True
    service: str = _SERVICE

    def load(self, name: str) -> str | None:
        """The text kept under a name, `None` if there is none.

        Raises:
            SheetError: its file is open to other people.
        """
        if self.use_vault:
            with contextlib.suppress(keyring.errors.KeyringError, RuntimeError):
                found = keyring.get_password(self.service, name)
                if found is not None:
                    return found
        path = self._path(name)
        if not path.exists():
            return None
        refuse_open_to_others(path)
        return path.read_text("utf-8")

    def save(self, name: str, text: str) -> None:
        """Keep a text under a name.

        Raises:
            SheetError: the folder for files is one that is synced or shared.
        """
        if self.use_vault:
            with contextlib.suppress(keyring.errors.KeyringError, RuntimeError):
                keyring.set_password(self.service, name, text)
                return
        refuse_shared_place(self.folder, None)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(name)
        temporary = path.with_suffix(".new")
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        temporary.replace(path)

    def forget(self, name: str) -> None:
        """Keep nothing under a name any more."""
        if self.use_vault:
            with contextlib.suppress(keyring.errors.KeyringError, RuntimeError):
                keyring.delete_password(self.service, name)
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / (re.sub(r"[^A-Za-z0-9_.@-]", "_", name) + ".json")


def refuse_open_to_others(path: Path) -> None:
    """Refuse a secret's file that other people of this computer can read.

    On Windows the folders of a user are closed to others; there is nothing to check.

    Raises:
        SheetError: with the command that closes it.
    """
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KEY_READABLE.stop(Place(), path=path)


def refuse_shared_place(path: Path, production_folder: Path | None) -> None:
    """Refuse a secret inside the production's folder or one that is copied to other computers.

    Raises:
        SheetError: says which folder it is.
    """
    whole = path.expanduser().resolve()
    if production_folder is not None:
        production = production_folder.expanduser().resolve()
        if whole.is_relative_to(production):
            raise KEY_IN_SHARED_FOLDER.stop(Place(), path=path, folder=production)
    for folder in (whole, *whole.parents):
        if _SYNCED.match(folder.name):
            raise KEY_IN_SHARED_FOLDER.stop(Place(), path=path, folder=folder)
