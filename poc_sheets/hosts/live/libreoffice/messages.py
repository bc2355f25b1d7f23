"""LibreOffice's own message box."""

import contextlib
from typing import Any

from poc_sheets.hosts.live.libreoffice.document import Document
from poc_sheets.hosts.live.libreoffice.office import Office
from poc_sheets.hosts.live.libreoffice.uno_bridge import enum, uno_exception

# com.sun.star.awt.MessageBoxButtons and MessageBoxResults
_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_KINDS = {"info": "INFOBOX", "critical": "ERRORBOX"}


def show(
    office: Office, document: Document, text: str, title: str, buttons: str, kind: str
) -> str | None:
    """Show a box over the document's window and wait for the person.

    Returns:
        The button that was pressed: "ok", "cancel", "yes" or "no".
    """
    toolkit = office.service("awt.Toolkit")
    window: Any = document.controller.getFrame().getContainerWindow()
    box = toolkit.createMessageBox(
        window,
        enum("awt.MessageBoxType", _KINDS.get(kind, "INFOBOX")),
        _BUTTONS.get(buttons, 1),
        title,
        text,
    )
    try:
        return _ANSWERS.get(box.execute())
    finally:
        # The office can end while its box is open.
        with contextlib.suppress(uno_exception()):
            box.dispose()
