"""A button was pressed: send it to the server from a thread, then show what came back."""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress
from typing import Any

import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX

from . import books, files, outcome, pipe, questions, server, settings

IMPORT_FILE = "import_file"
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


def press(context: Any, event: str) -> None:
    """Press a button in the document in front; returns at once.

    Args:
        context: the office's.
        event: the button's name; `ask:` before it asks for all its options first.
    """
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    model = desktop.getCurrentComponent()
    if model is None or not getattr(model, "supportsService", lambda _: False)(SPREADSHEET):
        return
    action = event.rpartition(":")[2]
    button = settings.buttons().get(action) or {"label": action, "about": "", "options": []}
    mark = (model.RuntimeUID, action)
    if mark in _at_work:
        # A double click is one press.
        return
    _at_work.add(mark)
    options: dict[str, str] | None = {}
    try:
        if action == IMPORT_FILE:
            options = files.pick(context, button["label"])
        elif event != action or questions.has_required(button):
            options = questions.ask(context, _window(model), button)
    except BaseException:
        _at_work.discard(mark)
        raise
    if options is None:
        _at_work.discard(mark)
        return
    pressed = Press(model, action, button["label"], options)
    pressed.indicator = _indicator(model, pressed.label)
    threading.Thread(target=_send, args=(context, pressed, mark), daemon=True).start()


class Press:
    """A button on its way: the document, the action and its options, the line that says so."""

    def __init__(self, model: Any, action: str, label: str, options: dict[str, str]) -> None:
        self.model = model
        self.action = action
        self.label = label
        self.options = options
        self.indicator: Any = None


def _send(context: Any, pressed: Press, mark: tuple[str, str]) -> None:
    before = outcome.last_step(pressed.model)
    try:
        body = {
            "action": pressed.action,
            "request_id": uuid.uuid4().hex,
            "options": pressed.options,
            "workbook": books.address(pressed.model, pipe.open_pipe(context)),
        }
        answer = server.ask("/actions", body)
    except server.SlowError as problem:
        answer = {"ok": False, "title": pressed.label, "text": str(problem)}
    except server.LostError as problem:
        answer = _lost(pressed, before, problem)
    except Exception as problem:  # noqa: BLE001 - whatever happens, the person is told
        answer = {"ok": False, "title": pressed.label, "text": f"{outcome.NOTHING}\n\n{problem}"}
    finally:
        _at_work.discard(mark)

    def show() -> None:
        if pressed.indicator is not None:
            with suppress(Exception):
                pressed.indicator.end()
        _show(context, pressed.model, answer)

    _by_main_thread(context, show)


def _lost(pressed: Press, before: str, problem: Exception) -> dict[str, Any]:
    """The message where the server ended in the middle."""
    try:
        became = outcome.settle(pressed.model, before)
    except Exception:  # noqa: BLE001 - the document was closed as well
        became = "The workbook is no longer open."
    text = f"{became}\n\n{problem}\n\nLook at the workbook, then press again if you need to."
    return {"ok": False, "title": pressed.label, "text": text}


def _window(model: Any) -> Any:
    """The window over which boxes open; None where the document was closed meanwhile."""
    with suppress(Exception):
        return model.getCurrentController().getFrame().getContainerWindow()
    return None


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
    kind = INFOBOX if answer.get("ok") else ERRORBOX
    box = toolkit.createMessageBox(
        _window(model), kind, _BUTTONS_OK, answer.get("title", ""), answer.get("text", "")
    )
    box.execute()
    box.dispose()
