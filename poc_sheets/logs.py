"""The log of our own faults: where details go that no coordinator should have to read."""

import os
from datetime import UTC, datetime
from pathlib import Path

_MOST_BYTES = 1_000_000


def log_folder() -> Path:
    """The folder of the log; the environment variable POC_SHEETS_LOGS moves it."""
    moved = os.environ.get("POC_SHEETS_LOGS")
    if moved:
        return Path(moved)
    from platformdirs import user_log_path  # noqa: PLC0415  (a press that works pays no import)

    return user_log_path("poc-sheets", appauthor=False)


def fault_log(details: str) -> str:
    """Add a fault to the log; the log's path, or a blank text where no file can be written."""
    path = log_folder() / "faults.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _MOST_BYTES:
            path.replace(path.with_suffix(".old"))
        with path.open("a", encoding="utf-8") as log:
            log.write(f"--- {datetime.now(UTC).isoformat(timespec='seconds')}\n{details}\n")
    except OSError:
        return "(no log could be written)"
    return str(path)
