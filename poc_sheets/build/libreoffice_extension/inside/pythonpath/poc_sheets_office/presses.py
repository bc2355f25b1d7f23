"""A button was pressed: send it to the server from a thread, then show what came back."""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress
from typing import Any

import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX

from . import books, pipe, server, settings

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_BUTTONS_OK = 1

_at_work: set[tuple[str, str]] = set()


class _Later(unohelper.Base, XCallback):  # type: ignore[misc]  # uno has no types
    """Something that must be done by the office's main thread: a box on the screen."""

    def __init__(self, work: Any) -> None:
        self._work = work

    def notify(self, data: Any) -> None:
        """Do it."""
        del data
        self._work()


def press(context: Any, action: str) -> None:
    """Press a button in the document in front; returns at once."""
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    model = desktop.getCurrentComponent()
    if model is None or not getattr(model, "supportsService", lambda _: False)(SPREADSHEET):
        return
    mark = (model.RuntimeUID, action)
    if mark in _at_work:
        # A double click is one press.
        return
    _at_work.add(mark)
    label = settings.labels().get(action, action)
    indicator = _indicator(model, label)
    threading.Thread(
        target=_send, args=(context, model, action, mark, indicator), daemon=True
    ).start()


def _send(context: Any, model: Any, action: str, mark: tuple[str, str], indicator: Any) -> None:
    label = settings.labels().get(action, action)
    try:
        body = {
            "action": action,
            "request_id": uuid.uuid4().hex,
            "workbook": books.address(model, pipe.open_pipe(context)),
        }
        answer = server.ask("/actions", body)
    except Exception as problem:  # noqa: BLE001 - whatever happens, the person is told
        answer = {"ok": False, "title": label, "text": str(problem)}
    finally:
        _at_work.discard(mark)

    def show() -> None:
        if indicator is not None:
            with suppress(Exception):
                indicator.end()
        _show(context, model, answer)

    _by_main_thread(context, show)


def _indicator(model: Any, label: str) -> Any:
    """The line in the status bar while the press is at work."""
    with suppress(Exception):
        indicator = model.getCurrentController().getFrame().createStatusIndicator()
        indicator.start(label + " ...", 0)
        return indicator
    return None


def _by_main_thread(context: Any, work: Any) -> None:
    manager = context.ServiceManager
    later = manager.createInstanceWithContext("com.sun.star.awt.AsyncCallback", context)
    later.addCallback(_Later(work), None)


def _show(context: Any, model: Any, answer: dict[str, Any]) -> None:
    toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
    try:
        window = model.getCurrentController().getFrame().getContainerWindow()
    except Exception:  # noqa: BLE001 - closed meanwhile: the box stands alone
        window = None
    kind = INFOBOX if answer.get("ok") else ERRORBOX
    box = toolkit.createMessageBox(
        window, kind, _BUTTONS_OK, answer.get("title", ""), answer.get("text", "")
    )
    box.execute()
    box.dispose()
