"""Who has a workbook open: the lock files of Excel and LibreOffice, and ours while we save."""

import getpass
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from poc_sheets.hosts.xlsx.problems import OPEN_ELSEWHERE, READ_ONLY

_OWNER: Final = "poc_sheets"
_EXCEL_NAME_AT: Final = 55
_STAMP: Final = "%d.%m.%Y %H:%M"


@dataclass(frozen=True, slots=True)
class Lock:
    """A sign that someone has the workbook open; `since` as written or as the file was made."""

    path: Path
    who: str
    since: str


def lock_path(workbook: Path) -> Path:
    """The lock file that LibreOffice looks for, and that we write."""
    return workbook.with_name(f".~lock.{workbook.name}#")


def owner_path(workbook: Path) -> Path:
    """The owner file that Excel writes."""
    return workbook.with_name(f"~${workbook.name}")


def find_lock(workbook: Path) -> Lock | None:
    """The first lock that another program or person holds on the workbook."""
    for path, read in ((owner_path(workbook), _excel_owner), (lock_path(workbook), _office_owner)):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError:
            # Windows keeps Excel's owner file closed to others while Excel runs.
            return Lock(path, "someone", "an unknown time")
        who, since = read(content)
        if who == _OWNER and not _is_alive(content):
            continue
        return Lock(path, who or "someone", since or _made(path))
    return None


def _excel_owner(content: bytes) -> tuple[str, str]:
    """The name in Excel's owner file: its length, single bytes, then the same in UTF-16."""
    if len(content) > _EXCEL_NAME_AT:
        length = content[_EXCEL_NAME_AT - 1]
        wide = content[_EXCEL_NAME_AT : _EXCEL_NAME_AT + 2 * length]
        name = wide.decode("utf-16-le", "replace").strip("\0 ")
        if length and name:
            return name, ""
    length = content[0] if content else 0
    return content[1 : 1 + length].decode("cp1252", "replace").strip("\0 "), ""


def _office_owner(content: bytes) -> tuple[str, str]:
    """The user or machine, and the time, in `,user,host,dd.mm.yyyy hh:mm,profile;`."""
    fields = content.decode("utf-8", "replace").split(",")
    fields += [""] * (5 - len(fields))
    if fields[4].startswith(f"{_OWNER}:"):
        return _OWNER, fields[3]
    return fields[0] or fields[1] or fields[2], fields[3]


def _made(path: Path) -> str:
    try:
        moment = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return "an unknown time"
    return f"{moment:%d %b %Y %H:%M}"


def _is_alive(content: bytes) -> bool:
    """Whether the process of ours that wrote this lock still runs; another machine's might."""
    fields = content.decode("utf-8", "replace").split(",")
    number = fields[4].rpartition(":")[2].strip().rstrip(";")
    if fields[2] != socket.gethostname() or not number.isdecimal() or sys.platform == "win32":
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def check_not_open(workbook: Path) -> None:
    """Stop where the workbook is open elsewhere.

    Raises:
        SheetError: a lock file says so, or Windows does.
    """
    lock = find_lock(workbook)
    if lock is not None:
        raise OPEN_ELSEWHERE.stop(name=workbook.name, who=lock.who, since=lock.since)
    if sys.platform == "win32":
        try:
            with workbook.open("r+b"):
                pass
        except PermissionError:
            if os.access(workbook, os.W_OK):
                raise OPEN_ELSEWHERE.stop(
                    name=workbook.name, who="a program", since="an unknown time"
                ) from None
            raise


@contextmanager
def held(workbook: Path, *, override: bool) -> Iterator[None]:
    """Hold our own lock on the workbook while saving.

    Raises:
        SheetError: it is open elsewhere, and that is not overridden; or its folder cannot be
            written to.
    """
    if not override:
        check_not_open(workbook)
    path = lock_path(workbook)
    host = socket.gethostname()
    now = datetime.now().astimezone().strftime(_STAMP)
    text = f",{_user()},{host},{now},{_OWNER}:{os.getpid()};"
    if not override and path.exists():
        path.unlink(missing_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        if not override:
            check_not_open(workbook)
            raise OPEN_ELSEWHERE.stop(
                name=workbook.name, who="someone", since="a moment ago"
            ) from None
        yield
        return
    except OSError as error:
        seen = f"its folder cannot be written to ({error.strerror})"
        raise READ_ONLY.stop(name=workbook.name, seen=seen) from None
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def _user() -> str:
    try:
        return getpass.getuser().replace(",", " ")
    except (KeyError, OSError):
        return ""
