"""The lock that LibreOffice lays beside an open file, and who laid it."""

from pathlib import Path

_USER, _SYSTEM_USER, _HOST, _SINCE = 0, 1, 2, 3


def lock_of(path: Path) -> Path | None:
    """The lock file of a workbook, or None where there is none."""
    lock = path.parent / f".~lock.{path.name}#"
    return lock if lock.is_file() else None


def owner(lock: Path) -> str:
    """Who holds a lock, for people: the name, the computer and since when."""
    try:
        text = lock.read_text(encoding="utf-8", errors="replace").rstrip(";\n")
    except OSError:
        return "somebody (the lock file cannot be read)"
    parts = [part.replace("\\,", ",").strip() for part in text.split(",")] + [""] * 4
    name = parts[_USER] or parts[_SYSTEM_USER] or "somebody"
    where = f" on {parts[_HOST]}" if parts[_HOST] else ""
    since = f" since {parts[_SINCE]}" if parts[_SINCE] else ""
    return f"by {name}{where}{since}"
