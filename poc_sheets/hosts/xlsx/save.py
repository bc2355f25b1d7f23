"""A file replaced so that there is never a moment without a whole one, and its backups."""

import contextlib
import errno
import hashlib
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from poc_sheets.hosts.xlsx.problems import (
    CANNOT_SAVE,
    CHANGED_MEANWHILE,
    DISK_FULL,
    FILE_MISSING,
    READ_ONLY,
    WORKBOOK_TOO_LARGE,
)
from poc_sheets.problems import SheetError

MOST_BACKUPS: Final = 5
MOST_FILE_BYTES: Final = 500_000_000
_FULL_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT}) if hasattr(errno, "EDQUOT") else {28}
#: Windows: access denied, sharing violation, lock violation; a scanner or a sync program.
_BUSY: Final = frozenset({5, 32, 33})
_BUSY_WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file is still the one that was read."""

    size: int
    modified: int
    digest: bytes


def read_file(path: Path) -> tuple[bytes, Stamp]:
    """The file's bytes, read once, and its stamp.

    Raises:
        SheetError: no such file, too large, or not allowed to be read.
    """
    try:
        status = path.stat()
        if status.st_size > MOST_FILE_BYTES:
            raise WORKBOOK_TOO_LARGE.stop(name=path.name, seen=f"{status.st_size:,} bytes")
        content = path.read_bytes()
    except FileNotFoundError:
        raise FILE_MISSING.stop(name=path.name, path=str(path)) from None
    except OSError as error:
        raise READ_ONLY.stop(name=path.name, seen=f"it cannot be read ({error.strerror})") from None
    return content, stamp_of(content, status.st_mtime_ns)


def stamp_of(content: bytes, modified: int) -> Stamp:
    """The stamp of these bytes, last modified at that time (nanoseconds)."""
    return Stamp(len(content), modified, hashlib.blake2b(content, digest_size=16).digest())


def check_same(path: Path, stamp: Stamp) -> None:
    """Stop where the file is not the one that was read.

    Raises:
        SheetError: another program has saved it since, or it is gone.
    """
    _, now = read_file(path)
    if (now.size, now.digest) != (stamp.size, stamp.digest):
        seen = "another program has saved it since it was read"
        raise CHANGED_MEANWHILE.stop(seen=seen)


def replace_file(path: Path, content: bytes, stamp: Stamp) -> Stamp:
    """Put new content in the place of a file that was read, the old one kept as a backup.

    Raises:
        SheetError: it changed meanwhile, there is no space, or it may not be written; the file
            is as it was then.
    """
    target = path.resolve()
    if not os.access(target, os.W_OK):
        raise READ_ONLY.stop(name=path.name, seen="the file is read-only")
    temporary: Path | None = None
    try:
        temporary = write_beside(target, content)
        check_same(target, stamp)
        keep_backup(target)
        replace_atomically(temporary, target)
    except OSError as error:
        raise _in_words(error, path) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return stamp_of(content, target.stat().st_mtime_ns)


def _in_words(error: OSError, path: Path) -> SheetError:
    if error.errno in _FULL_DISK:
        return DISK_FULL.stop(name=path.name, folder=str(path.parent))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return READ_ONLY.stop(name=path.name, seen=f"{error.strerror}: {path.parent}")
    return CANNOT_SAVE.stop(name=path.name, seen=str(error.strerror or error))


def write_beside(target: Path, content: bytes) -> Path:
    """A synced temporary file in the target's folder, with the target's permissions.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    handle, name = tempfile.mkstemp(prefix=".~poc.", suffix=target.suffix, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        else:
            temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def replace_atomically(temporary: Path, target: Path) -> None:
    """Move the temporary file onto the target, and let the folder know for good.

    Raises:
        OSError: it stays refused after some 2.5 seconds of retries on Windows.
    """
    for wait in (*_BUSY_WAITS, None):
        try:
            _replace_once(temporary, target)
            break
        except OSError as error:
            if wait is None or getattr(error, "winerror", None) not in _BUSY:
                raise
            time.sleep(wait)
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # some network folders cannot be synced
                os.fsync(folder)
        finally:
            os.close(folder)


def _replace_once(temporary: Path, target: Path) -> None:
    """Windows: ReplaceFileW keeps the file's access list and streams; a rename would not."""
    if sys.platform == "win32" and target.exists():
        import ctypes  # noqa: PLC0415 (Windows only)

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.ReplaceFileW(str(target), str(temporary), None, 0x2, None, None):
            raise ctypes.WinError(ctypes.get_last_error())
    else:
        temporary.replace(target)


def data_folder() -> Path:
    """Where backups are kept: `POC_SHEETS_DATA`, or the person's own data folder."""
    own = os.environ.get("POC_SHEETS_DATA")
    if own:
        return Path(own)
    import platformdirs  # noqa: PLC0415 (only a save needs it)

    return Path(platformdirs.user_data_dir("poc-sheets", appauthor=False))


def keep_backup(path: Path) -> Path:
    """Copy the file into the backups, the newest five of each workbook's place are kept.

    Raises:
        OSError: the copy cannot be written.
    """
    folder = data_folder() / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    place = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    now = datetime.now().astimezone()
    backup = folder / f"{path.stem}.{now:%Y%m%d-%H%M%S-%f}-{place}{path.suffix}"
    shutil.copy2(path, backup)
    older = sorted(
        each
        for each in folder.iterdir()
        if each.name.startswith(f"{path.stem}.") and each.stem.endswith(f"-{place}")
    )
    for each in older[:-MOST_BACKUPS]:
        each.unlink(missing_ok=True)
    return backup
