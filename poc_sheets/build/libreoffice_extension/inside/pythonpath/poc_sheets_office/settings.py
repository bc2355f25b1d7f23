"""What the installation wrote into the extension."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

EXTENSION = Path(__file__).resolve().parents[2]


def formulas() -> list[dict[str, Any]]:
    """Every formula: method, name in cells, help, arguments."""
    found: list[dict[str, Any]] = json.loads(
        (EXTENSION / "formulas.json").read_text(encoding="utf-8")
    )
    return found


def buttons() -> dict[str, dict[str, Any]]:
    """Every button by its action's name: `label`, `about`, and its `options`."""
    found: dict[str, dict[str, Any]] = json.loads(
        (EXTENSION / "actions.json").read_text(encoding="utf-8")
    )
    return found


def start_command() -> list[str]:
    """The program that starts our server, and its arguments."""
    installed = _installed().get("start")
    return list(installed) if installed else ["poc-sheets", "serve", "--idle-minutes", "480"]


def state_file() -> Path:
    """The file in which the running server tells its port and key."""
    written = _installed().get("state")
    if written:
        return Path(written)
    own = os.environ.get("POC_SHEETS_DATA")
    return Path(own or _user_data()) / "server.json"


def _installed() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(
            (EXTENSION / "installed.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError):
        return {}
    return found


def _user_data() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "poc-sheets"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/poc-sheets"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "poc-sheets"
