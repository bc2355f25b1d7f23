"""What a person does in a windowed office: open a workbook, press a button, read the message."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.uno_bridge import file_url
from poc_sheets.hosts.web.state import ServerState, read_state
from tests.hosts.live.screen import click, everything, named, picture, wait_for

_ALERT = 1  # com.sun.star.accessibility.AccessibleRole


@dataclass
class Hand:
    """An office on a screen with the extension, and the file that tells where its server is."""

    office: offices.Office
    state: Path

    def open(self, path: Path) -> Any:
        """Open a workbook in front of the person."""
        return self.office.desktop.loadComponentFromURL(file_url(path), "_blank", 0, ())

    def bring_to_front(self, model: Any) -> None:
        """Make a workbook's window the active one."""
        window(model).toFront()
        model.getCurrentController().getFrame().activate()
        wait_for(
            "the window in front",
            lambda: (
                True
                if self.office.desktop.getCurrentComponent().RuntimeUID == model.RuntimeUID
                else None
            ),
        )

    def press(self, model: Any, label: str) -> None:
        """Click a button of the toolbars."""
        click(wait_for(label, lambda: named(window(model), label)))

    def message(self, *, close: bool = True) -> str:
        """All words of the message box, which is closed with OK."""
        box = wait_for("the message", self.box, 60)
        text = words(box)
        if close:
            click(named(box, "OK"))
            wait_for("the end of the message", lambda: True if self.box() is None else None)
        return text

    def box(self) -> Any | None:
        """The message box, if one is shown."""
        return self._window(lambda seen: seen.getAccessibleRole() == _ALERT)

    def question(self, title: str) -> Any | None:
        """The box with a title in which a button asks, if it is shown."""
        return self._window(lambda seen: seen.getAccessibleName() == title)

    def _window(self, fits: Callable[[Any], bool]) -> Any | None:
        toolkit = self.office.service("awt.Toolkit")
        for number in range(toolkit.getTopWindowCount()):
            with suppress(Exception):
                found = toolkit.getTopWindow(number)
                if fits(found.getAccessibleContext()) and found.isVisible():
                    return found
        return None

    def server(self) -> ServerState:
        """The server, once it runs."""
        return wait_for("the server", lambda: read_state(self.state), 60)

    def kill_server(self) -> None:
        """End the server at once, as a crash would."""
        server = read_state(self.state)
        if server is not None:
            with suppress(ProcessLookupError):
                os.kill(server.pid, signal.SIGKILL)
            self.state.unlink(missing_ok=True)


def window(model: Any) -> Any:
    """The window of a workbook."""
    return model.getCurrentController().getFrame().getContainerWindow()


def words(box: Any) -> str:
    """Everything that a box says."""
    return " ".join(part.getAccessibleName() for part in everything(box.getAccessibleContext()))


def typed(box: Any) -> list[str]:
    """What stands in each field of a box that can be typed in."""
    parts = everything(box.getAccessibleContext())
    return [str(part.getText()) for part in parts if hasattr(part, "setText")]


def look(name: str) -> None:
    """A picture, where somebody wants to see."""
    folder = os.environ.get("POC_SHEETS_PICTURES")
    if folder:
        time.sleep(0.5)  # until it is drawn
        picture(Path(folder) / f"{name}.png")
