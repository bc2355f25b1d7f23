"""Lets a person choose the file that is to be brought in, in LibreOffice's own dialog."""

from __future__ import annotations

from typing import Any

import uno

_OK = 1  # com.sun.star.ui.dialogs.ExecutableDialogResults


def pick(context: Any, title: str) -> dict[str, str] | None:
    """The file as an option of the press; None where the person left the dialog."""
    manager = context.ServiceManager
    picker = manager.createInstanceWithContext("com.sun.star.ui.dialogs.FilePicker", context)
    picker.setTitle(title)
    # Banks name their files as they like: what a file is, its content tells.
    picker.appendFilter("All files", "*.*")
    if picker.execute() != _OK:
        return None
    chosen = picker.getSelectedFiles()
    return {"path": _path(chosen[0])} if chosen else None


def _path(url: str) -> str:
    """The file as this computer calls it; a place on the network stays an address."""
    try:
        return str(uno.fileUrlToSystemPath(url))
    except Exception:  # noqa: BLE001 - the office raises whatever it likes
        return url
