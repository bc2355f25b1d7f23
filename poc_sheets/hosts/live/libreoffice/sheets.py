"""The tabs of a book."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.sheet import Sheet

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.books import Book


class Sheets(base_classes.Sheets):
    """The tabs of one book, in the order on screen."""

    def __init__(self, book: "Book") -> None:
        self._book = book

    @property
    def api(self) -> Any:
        """The tabs in the office."""
        return self._book.document.model.getSheets()

    @property
    def active(self) -> Sheet:
        """The one in front."""
        return Sheet(self._book, self._book.document.controller.getActiveSheet())

    def __call__(self, name_or_index: int | str) -> Sheet:
        """One by its number from 1, or by its name."""
        sheets = self.api
        if isinstance(name_or_index, int):
            if 1 <= name_or_index <= sheets.getCount():
                return Sheet(self._book, sheets.getByIndex(name_or_index - 1))
        else:
            # Calc tells tabs apart by case when asked for one, and yet refuses two such names.
            for name in sheets.getElementNames():
                if name.casefold() == name_or_index.casefold():
                    return Sheet(self._book, sheets.getByName(name))
        raise KeyError(name_or_index)

    def __contains__(self, name_or_index: int | str) -> bool:
        try:
            self(name_or_index)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __iter__(self) -> Iterator[Sheet]:
        sheets = self.api
        for index in range(sheets.getCount()):
            yield Sheet(self._book, sheets.getByIndex(index))

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        """A new tab, before the active one where no place is given; it becomes the active one."""
        place = after.index if after is not None else (before or self.active).index - 1
        sheets = self.api
        wanted = name or self._free_name()
        sheets.insertNewByName(wanted, place)
        sheet = Sheet(self._book, sheets.getByName(wanted))
        sheet.activate()
        return sheet

    def _free_name(self) -> str:
        taken = {name.casefold() for name in self.api.getElementNames()}
        number = len(taken) + 1
        while f"sheet{number}" in taken:
            number += 1
        return f"Sheet{number}"
