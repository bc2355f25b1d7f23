"""Names that stand for cells or formulas, of a whole book or of one tab."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.formulas import sheet_in_excel, to_calc, to_excel
from poc_sheets.hosts.live.libreoffice.number_formats import from_office

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.books import Book
    from poc_sheets.hosts.live.libreoffice.range import Range
    from poc_sheets.hosts.live.libreoffice.sheet import Sheet


class Name(base_classes.Name):
    """One name."""

    def __init__(self, book: "Book", sheet: "Sheet | None", model: Any) -> None:
        self._book = book
        self._sheet = sheet
        self._model = model

    @property
    def api(self) -> Any:
        """The name in the office."""
        return self._model

    @property
    def name(self) -> str:
        """The name; one of a single tab with that tab before it: `Budget!total`."""
        own = str(self._model.getName())
        return f"{sheet_in_excel(self._sheet.name)}!{own}" if self._sheet else own

    @name.setter
    def name(self, value: str) -> None:
        self._model.setName(value.rpartition("!")[2])

    @property
    def refers_to(self) -> str:
        """What it stands for, as a formula in Excel's grammar."""
        return to_excel("=" + self._model.getContent())

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._model.setContent(to_calc(value)[1:])

    @property
    def refers_to_range(self) -> "Range":
        """The range it stands for.

        Raises:
            ValueError: it stands for something else.
        """
        found = self.found()
        if found is None:
            raise ValueError(f"The name {self.name} stands for no range: {self.refers_to}.")
        sheet, area = found
        return self._book.sheets(sheet).at(area)

    def found(self) -> tuple[int, Area] | None:
        """The tab, counted from 1, and the rectangle; None where it stands for something else."""
        cells = self._model.getReferredCells()
        if cells is None:
            return None
        address = cells.getRangeAddress()
        return address.Sheet + 1, from_office(address)

    def delete(self) -> None:
        """Remove it; the cells stay."""
        holder = self._sheet.model if self._sheet else self._book.document.model
        holder.NamedRanges.removeByName(self._model.getName())


class Names(base_classes.Names):
    """The names of a book with those of its tabs, or of one tab."""

    def __init__(self, book: "Book", sheet: "Sheet | None" = None) -> None:
        self._book = book
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The names in the office."""
        return (self._sheet.model if self._sheet else self._book.document.model).NamedRanges

    def __iter__(self) -> Iterator[Name]:
        for own in self.api.getElementNames():
            yield Name(self._book, self._sheet, self.api.getByName(own))
        if self._sheet is None:
            for sheet in self._book.sheets:
                yield from Names(self._book, sheet)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def snapshot(self) -> list[tuple[str, Name]]:
        """All of them with their names, in one walk: xlwings would ask for each by its number."""
        return [(name.name, name) for name in self]

    def __call__(self, name_or_index: int | str) -> Name:
        """One by its number from 1, or by its name."""
        if isinstance(name_or_index, int):
            return list(self)[name_or_index - 1]
        for name in self:
            if name.name.casefold() == self._full(name_or_index):
                return name
        raise KeyError(name_or_index)

    def contains(self, name_or_index: int | str) -> bool:
        """Whether there is such a name."""
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    def add(self, name: str, refers_to: str) -> Name:
        """Add a name, or give one that is there another meaning.

        Args:
            name: the name; with a tab before it (`Budget!total`), or on `Sheet.names`, it counts
                on that tab only.
            refers_to: a formula or an address in Excel's grammar, with or without `=`.
        """
        sheet, _, own = name.rpartition("!")
        holder = self
        if sheet:
            holder = Names(self._book, self._book.sheets(sheet.strip("'").replace("''", "'")))
        content = to_calc("=" + refers_to.removeprefix("="))[1:]
        names = holder.api
        if names.hasByName(own):
            names.getByName(own).setContent(content)
        else:
            first = (holder._sheet or self._book.sheets(1)).first_cell_address
            names.addNewByName(own, content, first, 0)
        return Name(self._book, holder._sheet, names.getByName(own))

    def of_range(self, cells: "Range") -> Name | None:
        """The first name that stands for exactly a range."""
        wanted = (cells.sheet.index, cells.area)
        return next((name for name in self if name.found() == wanted), None)

    def area_of(self, text: str, of_sheet: "Sheet | None" = None) -> Area | None:
        """The rectangle that a name stands for; None where it stands for none on that tab."""
        if not self.contains(text):
            return None
        found = self(text).found()
        sheet = of_sheet or self._sheet
        return found[1] if found and sheet and found[0] == sheet.index else None

    def _full(self, text: str) -> str:
        if self._sheet is not None and "!" not in text:
            text = f"{sheet_in_excel(self._sheet.name)}!{text}"
        return text.casefold()
