"""The file that tells programs on this computer where the server is, and its key."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from poc_sheets.hosts.web.private_files import write_private


@dataclass(frozen=True, slots=True)
class ServerState:
    """A running server, as its file tells it.

    Attributes:
        port: on 127.0.0.1.
        token: the key that every request carries.
        pid: the process.
        version: of poc_sheets.
    """

    port: int
    token: str
    pid: int
    version: str


def data_folder() -> Path:
    """Where the file is kept: `POC_SHEETS_DATA`, or the person's own data folder."""
    own = os.environ.get("POC_SHEETS_DATA")
    if own:
        return Path(own)
    import platformdirs  # noqa: PLC0415  (only where the variable does not say)

    return Path(platformdirs.user_data_dir("poc-sheets", appauthor=False))


def state_file() -> Path:
    """The file's path."""
    return data_folder() / "server.json"


def new_token() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(32)


def write_state(state: ServerState, path: Path) -> None:
    """Write the file so that only its owner can read it, whole or not at all."""
    write_private(path, json.dumps(asdict(state)).encode())


def read_state(path: Path) -> ServerState | None:
    """What the file says; `None` where there is none, or it cannot be read."""
    try:
        return ServerState(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def forget_state(state: ServerState, path: Path) -> None:
    """Take the file away, unless another server has written its own since."""
    if read_state(path) == state:
        path.unlink(missing_ok=True)
