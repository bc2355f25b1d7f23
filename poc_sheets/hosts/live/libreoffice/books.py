"""Open spreadsheets: all of them, and one of them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice import files, pdf
from poc_sheets.hosts.live.libreoffice.document import Document
from poc_sheets.hosts.live.libreoffice.errors import OfficeError
from poc_sheets.hosts.live.libreoffice.names import Names
from poc_sheets.hosts.live.libreoffice.office import ANSWER_SECONDS
from poc_sheets.hosts.live.libreoffice.sheets import Sheets
from poc_sheets.hosts.live.libreoffice.uno_bridge import uno_exception, within

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.app import App

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


class Book(base_classes.Book):
    """One open spreadsheet."""

    def __init__(self, app: "App", document: Document) -> None:
        self._app = app
        self.document = document

    @property
    def api(self) -> Any:
        """The document in the office."""
        return self.document.model

    @property
    def app(self) -> "App":
        """The office it is open in."""
        return self._app

    @property
    def name(self) -> str:
        """The file's name, or the title of one that was never saved."""
        return self.document.name

    @property
    def fullname(self) -> str:
        """The file's path; the title of one that was never saved."""
        return str(self.document.path or self.name)

    @property
    def sheets(self) -> Sheets:
        """Its tabs."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Its names, those of single tabs included."""
        return Names(self)

    def close(self) -> None:
        """Close it without saving.

        Raises:
            OfficeError: it has a dialog box open, or is being printed.
        """
        self.document.model.setModified(False)
        close = partial(self.document.model.close, True)  # noqa: FBT003 - UNO takes no names
        try:
            within(ANSWER_SECONDS, f"closing {self.name}", close)
        except uno_exception() as problem:
            raise OfficeError(
                f"{self.name} could not be closed. Close its dialog boxes, then try again."
            ) from problem
        self._app.forget(self.document)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save in place; under a new name; or, never saved before, in the current folder."""
        target = Path(path) if path else None
        if target is None and self.document.path is None:
            target = Path.cwd() / f"{self.name}.xlsx"
        elif target is not None and not target.suffix:
            target = target.with_name(f"{target.name}.xlsx")
        files.save_document(self.document.model, target, password)

    def activate(self) -> None:
        """Bring it to the front of its office."""
        self.document.controller.getFrame().activate()

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        """Write all visible tabs as one PDF."""
        del quality
        pdf.export(self.document, path)


class Books(base_classes.Books):
    """The spreadsheets open in one office, oldest first."""

    def __init__(self, app: "App") -> None:
        self._app = app

    @property
    def app(self) -> "App":
        """The office."""
        return self._app

    @property
    def api(self) -> Any:
        """The office's desktop."""
        return self._app.office.desktop

    @property
    def active(self) -> Book:
        """The one in front.

        Raises:
            OfficeError: none is open.
        """
        model = self.api.getCurrentComponent()
        if model is not None and model.supportsService(_SPREADSHEET):
            return self._book(model)
        books = list(self)
        if not books:
            raise OfficeError("No workbook is open in LibreOffice. Open one first.")
        return books[-1]

    def add(self) -> Book:
        """A new empty one; it becomes the active one."""
        return self._opened(files.new_document(self._app.office, hidden=self._hidden))

    def open(self, fullname: str, *args: Any, **options: Any) -> Book:
        """Open a file; of Excel's many settings links, read-only and password count."""
        given = dict(zip(("update_links", "read_only", "format", "password"), args, strict=False))
        given |= options
        model = files.open_document(
            self._app.office,
            Path(fullname),
            hidden=self._hidden,
            read_only=bool(given.get("read_only")),
            update_links=bool(given.get("update_links")),
            password=given.get("password"),
        )
        return self._opened(model)

    def by_url(self, url: str) -> Book:
        """The one with a URL, or with a title where it was never saved."""
        for book in self:
            if url in {book.document.model.getURL(), book.document.model.getTitle()}:
                return book
        raise KeyError(f"{url} is not open in LibreOffice.")

    def __call__(self, name_or_index: int | str) -> Book:
        """One by its number from 1, or by its name."""
        books = list(self)
        if isinstance(name_or_index, int):
            if 1 <= name_or_index <= len(books):
                return books[name_or_index - 1]
        else:
            for book in books:
                if book.name.lower() == name_or_index.lower():
                    return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[Book]:
        found = self.api.getComponents().createEnumeration()
        books = []
        while found.hasMoreElements():
            model = found.nextElement()
            if hasattr(model, "supportsService") and model.supportsService(_SPREADSHEET):
                books.append(self._book(model))
        return iter(sorted(books, key=lambda book: int(book.document.uid)))

    @property
    def _hidden(self) -> bool:
        # Without a screen a view that can be selected in costs nothing.
        return not self._app.visible and not self._app.office.headless

    def _opened(self, model: Any) -> Book:
        book = self._book(model)
        self._app.prepare(book.document)
        book.activate()
        return book

    def _book(self, model: Any) -> Book:
        return Book(self._app, self._app.document(model))
