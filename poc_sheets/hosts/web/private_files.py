"""Files that only their owner can read: keys, and where the server is."""

import os
import stat
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; nobody else could read it at any moment.

    On Windows the person's own data folder already keeps others out.
    """
    make_private_folder(path.parent)
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    beside.replace(path)


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, so that nobody else can look into them.

    One that is there is left as it is.
    """
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)


def is_private(path: Path) -> bool:
    """Whether nobody but the owner can read a file, as far as the system tells by its mode."""
    return os.name != "posix" or not stat.S_IMODE(path.stat().st_mode) & 0o077
