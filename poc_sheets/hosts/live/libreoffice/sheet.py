"""One tab of a book."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.area import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    from_corners,
    parse_address,
)
from poc_sheets.hosts.live.libreoffice.document import cell_address
from poc_sheets.hosts.live.libreoffice.names import Names
from poc_sheets.hosts.live.libreoffice.number_formats import from_office
from poc_sheets.hosts.live.libreoffice.page import FreezePanes, PageSetup
from poc_sheets.hosts.live.libreoffice.range import Range
from poc_sheets.hosts.live.libreoffice.range_links import Note
from poc_sheets.hosts.live.libreoffice.shapes import Pictures, Shapes
from poc_sheets.hosts.live.libreoffice.tables import Tables

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.books import Book

Corner = str | tuple[int, ...] | Range | None


class Sheet(base_classes.Sheet):
    """One tab; it follows its tab when that is renamed or moved."""

    def __init__(self, book: "Book", model: Any) -> None:
        self._book = book
        self.model = model

    @property
    def api(self) -> Any:
        """The tab in the office."""
        return self.model

    @property
    def book(self) -> "Book":
        """The book it belongs to."""
        return self._book

    @property
    def name(self) -> str:
        """The name on screen."""
        return str(self.model.getName())

    @name.setter
    def name(self, value: str) -> None:
        self.model.setName(value)

    @property
    def index(self) -> int:
        """Its place among the tabs, counted from 1."""
        return int(self.model.getRangeAddress().Sheet) + 1

    @property
    def names(self) -> Names:
        """The names that count on this tab only."""
        return Names(self._book, self)

    def at(self, area: Area) -> Range:
        """A rectangle of this tab."""
        return Range(self, area)

    def range(self, arg1: Corner, arg2: Corner = None) -> Range:
        """A range by address, name, (row, column), (row, column, rows, columns) or two of these.

        Raises:
            IndexError: row or column 0, or beyond the sheet.
            ValueError: neither an address nor a name that is known here.
        """
        first = self._area(arg1)
        if arg2 is not None:
            first = first.joined(self._area(arg2))
        return Range(self, first, arg1 if isinstance(arg1, str) else "")

    def _area(self, corner: Corner) -> Area:
        if isinstance(corner, Range):
            return corner.area
        if isinstance(corner, tuple):
            row, column, rows, columns = (*corner, 1, 1) if len(corner) == 2 else corner
            if rows and columns:
                return from_corners(row, column, row + rows - 1, column + columns - 1)
            return Area(row, column, rows, columns)
        text = str(corner)
        found = parse_address(text) or self._named(text)
        if found is None:
            raise ValueError(f"{text!r} is neither an address nor a name that {self.name} can use.")
        return found

    def _named(self, text: str) -> Area | None:
        sheet, mark, address = text.rpartition("!")
        if mark and sheet.strip("'").replace("''", "'") == self.name:
            found = parse_address(address)
            if found is not None:
                return found
        named = self.names.area_of(text) or self._book.names.area_of(text, of_sheet=self)
        if named is not None:
            return named
        for table in self.tables:
            if table.name.casefold() == text.casefold():
                body: Range = table.data_body_range or table.range
                return body.area
        return None

    @property
    def cells(self) -> Range:
        """All of it."""
        return Range(self, Area(1, 1, MOST_ROWS, MOST_COLUMNS))

    @property
    def used_range(self) -> Range:
        """From the first to the last cell that holds something; A1 on an empty tab."""
        cursor = self.model.createCursor()
        cursor.gotoStartOfUsedArea(False)  # noqa: FBT003 - UNO takes no names: start a new range
        cursor.gotoEndOfUsedArea(True)  # noqa: FBT003 - and extend it
        return self.at(from_office(cursor.getRangeAddress()))

    def activate(self) -> None:
        """Bring it to the front of its book."""
        self._book.document.controller.setActiveSheet(self.model)

    def select(self) -> None:
        """The same as `activate`."""
        self.activate()

    def clear_contents(self) -> None:
        """Empty all cells."""
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        """Take all looks away."""
        self.cells.clear_formats()

    def clear(self) -> None:
        """Empty all cells and take their looks away."""
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns ("c"), rows ("r") or both to what stands in them."""
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Delete it."""
        self._book.document.model.getSheets().removeByName(self.name)

    def copy(self, before: "Sheet | None" = None, after: "Sheet | None" = None) -> None:
        """Copy it before or after a tab of this or of another book of the same office."""
        target = before or after
        if target is None:
            raise ValueError("Say before or after which tab the copy shall stand.")
        place = target.index - 1 if before is not None else target.index
        sheets = target.book.document.model.getSheets()
        name = _free_name(self.name, sheets.getElementNames())
        if target.book.document.uid == self._book.document.uid:
            sheets.copyByName(self.name, name, place)
        else:
            place = sheets.importSheet(self._book.document.model, self.name, place)
            sheets.getByIndex(place).setName(name)

    def move(self, before: "Sheet | None" = None, after: "Sheet | None" = None) -> None:
        """Move it before or after another tab of this book."""
        place = before.index - 1 if before is not None else after.index if after is not None else 0
        self._book.document.model.getSheets().moveByName(self.name, place)

    @property
    def shapes(self) -> Shapes:
        """Everything that floats over the cells."""
        return Shapes(self)

    @property
    def pictures(self) -> Pictures:
        """The pictures among them."""
        return Pictures(self)

    @property
    def tables(self) -> Tables:
        """The tables on it."""
        return Tables(self)

    @property
    def notes(self) -> list[Note]:
        """The notes on its cells."""
        found = []
        for position in (note.getPosition() for note in self.model.getAnnotations()):
            found.append(Note(self, Area(position.Row + 1, position.Column + 1)))
        return found

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(self.model.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.model.IsVisible = bool(value)

    @property
    def page_setup(self) -> PageSetup:
        """How it is printed."""
        return PageSetup(self)

    @property
    def freeze_panes(self) -> FreezePanes:
        """Rows and columns that stay in view."""
        return FreezePanes(self)

    @property
    def first_cell_address(self) -> Any:
        """A1 as the office takes it."""
        return cell_address(self.index - 1, Area(1, 1))


def _free_name(name: str, taken: tuple[str, ...]) -> str:
    used = {other.casefold() for other in taken}
    wanted, number = name, 2
    while wanted.casefold() in used:
        ending = f" ({number})"
        wanted = name[: 31 - len(ending)] + ending
        number += 1
    return wanted
