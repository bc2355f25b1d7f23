"""One LibreOffice as an xlwings App."""

import contextlib
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice import macros, messages
from poc_sheets.hosts.live.libreoffice.books import Books
from poc_sheets.hosts.live.libreoffice.document import Document
from poc_sheets.hosts.live.libreoffice.errors import OfficeError
from poc_sheets.hosts.live.libreoffice.installations import find_office
from poc_sheets.hosts.live.libreoffice.number_formats import from_office
from poc_sheets.hosts.live.libreoffice.office import Office
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments, uno_exception

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.engine import Apps, Engine
    from poc_sheets.hosts.live.libreoffice.range import Range

_CALCULATIONS = ("automatic", "manual", "semiautomatic")


class App(base_classes.App):
    """An office.

    `screen_updating`, `display_alerts`, `enable_events` and `interactive` are kept so that code
    written for Excel runs: this office asks nothing and runs no events while it is driven.
    """

    def __init__(self, apps: "Apps", office: Office, *, visible: bool) -> None:
        self._apps = apps
        self.office = office
        self.copied: Range | None = None
        self._documents: dict[str, Document] = {}
        self._visible = visible
        self._calculation = _CALCULATIONS[0]
        self._settings = {"updating": True, "alerts": True, "events": True, "interactive": True}
        self._status_bar = ""

    @property
    def engine(self) -> "Engine":
        """The engine."""
        return self._apps.engine

    @property
    def api(self) -> Any:
        """The office's component context: everything is reached from it."""
        return self.office.context

    def document(self, model: Any) -> Document:
        """The document of a UNO model; the same object for the same document."""
        uid = model.RuntimeUID
        if uid not in self._documents:
            self._documents[uid] = Document(model)
        return self._documents[uid]

    def forget(self, document: Document) -> None:
        """A document that was closed."""
        self._documents.pop(document.uid, None)
        if self.copied is not None and self.copied.document is document:
            self.copied = None

    @property
    def books(self) -> Books:
        """The open spreadsheets."""
        return Books(self)

    @property
    def pid(self) -> int:
        """The process id; see `Office.pid`."""
        return self.office.pid

    @property
    def hwnd(self) -> None:
        """LibreOffice has no window of the whole program."""

    @property
    def path(self) -> str:
        """The folder of the program."""
        program = find_office()
        return str(program.resolve().parent) if program else ""

    @property
    def version(self) -> str:
        """LibreOffice's version: `7.4.7.2`."""
        provider = self.office.service("configuration.ConfigurationProvider")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess",
            arguments(nodepath="/org.openoffice.Setup/Product"),
        )
        return str(access.getByName("ooSetupVersionAboutBox"))

    @property
    def selection(self) -> "Range | None":
        """The selected cells of the active book; None where something else is selected."""
        book = self.books.active
        chosen = book.document.controller.getSelection()
        if not hasattr(chosen, "getRangeAddress"):
            return None
        found = chosen.getRangeAddress()
        return book.sheets(found.Sheet + 1).at(from_office(found))

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002 - xlwings' signature
        """Make this office the active one."""
        self._apps.bring_to_front(self)
        if steal_focus and not self.office.headless:
            self.books.active.document.controller.getFrame().getContainerWindow().toFront()

    @property
    def visible(self) -> bool:
        """Whether windows are shown; without a screen, whether they were asked for."""
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        self._visible = value
        for book in self.books:
            book.document.controller.getFrame().getContainerWindow().setVisible(value)

    def quit(self) -> None:
        """Close every book without saving and end the office.

        An office that was running before is left running, with its books: it belongs to a person.
        """
        if self.office.process is not None:
            with contextlib.suppress(OfficeError, uno_exception()):
                for book in self.books:
                    book.close()
            self.office.stop()
        self._apps.forget(self)

    def kill(self) -> None:
        """End an office that was started here at once."""
        self.office.kill()
        self._apps.forget(self)

    @property
    def calculation(self) -> str:
        """Whether formulas follow by themselves: "automatic", "manual", "semiautomatic"."""
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in _CALCULATIONS:
            raise ValueError(f"calculation is one of {', '.join(_CALCULATIONS)}.")
        self._calculation = value
        for book in self.books:
            self.prepare(book.document)

    def prepare(self, document: Document) -> None:
        """Give a document this app's way of calculating."""
        document.model.enableAutomaticCalculation(self._calculation != "manual")

    def calculate(self) -> None:
        """Calculate all formulas of all books."""
        for book in self.books:
            book.document.model.calculateAll()

    def run(self, macro: str, args: list[Any]) -> Any:
        """Run a Basic or VBA macro: `Module.Name`, `'book.xlsm'!Module.Name` or `Name`."""
        name = macro.rpartition("!")[0].strip("'")
        book = self.books(name) if name else self.books.active
        return macros.run(book.document, macro.rpartition("!")[2], args)

    def alert(
        self,
        prompt: str,
        title: str | None = None,
        buttons: str = "ok",
        mode: str | None = None,
        callback: str | None = None,
    ) -> str | None:
        """A message box; without a screen nothing is shown, and nothing is answered."""
        del callback
        if self.office.headless or not self._visible:
            return None
        return messages.show(
            self.office, self.books.active.document, prompt, title or "", buttons, mode or "info"
        )

    @property
    def status_bar(self) -> str:
        """The text in the status bar that was set from here."""
        return self._status_bar

    @status_bar.setter
    def status_bar(self, value: str) -> None:
        self._status_bar = value if isinstance(value, str) else ""
        indicator = self.books.active.document.controller.getStatusIndicator()
        if self._status_bar:
            indicator.start(self._status_bar, 0)
        else:
            indicator.end()

    @property
    def cut_copy_mode(self) -> str | None:
        """The word "copy" while `Range.copy()` remembers a range."""
        return "copy" if self.copied is not None else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool) -> None:
        if not value:
            self.copied = None

    @property
    def screen_updating(self) -> bool:
        """Kept for code written for Excel."""
        return self._settings["updating"]

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._settings["updating"] = value

    @property
    def display_alerts(self) -> bool:
        """Kept for code written for Excel."""
        return self._settings["alerts"]

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._settings["alerts"] = value

    @property
    def enable_events(self) -> bool:
        """Kept for code written for Excel."""
        return self._settings["events"]

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._settings["events"] = value

    @property
    def interactive(self) -> bool:
        """Kept for code written for Excel."""
        return self._settings["interactive"]

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self._settings["interactive"] = value

    @property
    def is_alive(self) -> bool:
        """Whether the office still answers."""
        try:
            return self.office.is_alive
        except uno_exception():
            return False
