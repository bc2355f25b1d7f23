"""Tables: Excel's list objects are LibreOffice's database ranges, also in the files."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.document import range_address
from poc_sheets.hosts.live.libreoffice.number_formats import from_office
from poc_sheets.hosts.live.libreoffice.table_parts import TableColumns, TableRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from poc_sheets.hosts.live.libreoffice.range import Range
    from poc_sheets.hosts.live.libreoffice.sheet import Sheet


class Table(base_classes.Table):
    """One table. LibreOffice 7 has no table styles: asking for one says so."""

    def __init__(self, sheet: "Sheet", model: Any) -> None:
        self._sheet = sheet
        self._model = model

    @property
    def api(self) -> Any:
        """The database range in the office."""
        return self._model

    @property
    def parent(self) -> "Sheet":
        """The tab it is on."""
        return self._sheet

    @property
    def name(self) -> str:
        """Its name, as formulas use it."""
        return str(self._model.getName())

    @name.setter
    def name(self, value: str) -> None:
        self._model.setName(value)

    @property
    def display_name(self) -> str:
        """The same as `name`."""
        return self.name

    @display_name.setter
    def display_name(self, value: str) -> None:
        self.name = value

    @property
    def area(self) -> Area:
        """All of it: headings, data, totals."""
        return from_office(self._model.getDataArea())

    @area.setter
    def area(self, value: Area) -> None:
        self._model.setDataArea(range_address(self._sheet.index - 1, value))

    @property
    def body(self) -> Area:
        """The rows between headings and totals; it can have none."""
        area = self.area
        above, below = int(self.show_headers), int(self.show_totals)
        return Area(area.row + above, area.column, area.rows - above - below, area.columns)

    @property
    def range(self) -> "Range":
        """All of it."""
        return self._sheet.at(self.area)

    @property
    def data_body_range(self) -> "Range | None":
        """Its rows of data; None where it has none."""
        return self._sheet.at(self.body) if self.body.rows else None

    @property
    def header_row_range(self) -> "Range | None":
        """Its row of headings; None where they are switched off."""
        area = self.area
        return self._sheet.at(area.at(0, 0, 1, area.columns)) if self.show_headers else None

    @property
    def totals_row_range(self) -> "Range | None":
        """Its row of totals; None where they are switched off."""
        area = self.area
        if not self.show_totals:
            return None
        return self._sheet.at(area.at(area.rows - 1, 0, 1, area.columns))

    @property
    def insert_row_range(self) -> "Range | None":
        """The empty row of a table that has no data yet."""
        body = self.body
        if body.rows == 1 and not any(_filled(self._sheet.at(body))):
            return self._sheet.at(body)
        return None

    @property
    def rows(self) -> TableRows:
        """Its rows of data."""
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        """Its columns."""
        return TableColumns(self)

    @property
    def show_autofilter(self) -> bool:
        """Whether its headings have buttons."""
        return bool(self._model.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self._model.AutoFilter = value

    @property
    def show_headers(self) -> bool:
        """Whether its first row holds headings."""
        return bool(self._model.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        """Take the row of headings into the table or out of it; their text stays in the cells."""
        if value == self.show_headers:
            return
        area = self.area
        step = -1 if value else 1
        self._model.ContainsHeader = value
        self.area = Area(area.row + step, area.column, area.rows - step, area.columns)

    @property
    def show_totals(self) -> bool:
        """Whether its last row holds totals."""
        return bool(self._model.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if value == self.show_totals:
            return
        area = self.area
        if not value:
            totals = self._sheet.at(area.at(area.rows - 1, 0, 1, area.columns))
            totals.clear_contents()
            self._model.TotalsRow = False
            self.area = area.at(0, 0, area.rows - 1, area.columns)
            return
        self.make_room(area.last_row + 1)
        self.area = area.at(0, 0, area.rows + 1, area.columns)
        self._model.TotalsRow = True
        last = self._sheet.at(Area(area.last_row, area.last_column))
        function = 109 if isinstance(last.raw_value, float) else 103
        row: list[str | None] = ["Total"] + [None] * (area.columns - 1)
        if area.columns > 1:
            heading = self.columns(area.columns).name
            row[-1] = f"=SUBTOTAL({function},{self.name}[{heading}])"
        self._sheet.at(area.at(area.rows, 0, 1, area.columns)).raw_value = [row]

    def make_room(self, row: int, count: int = 1) -> None:
        """Free rows below the table: what stands there in its columns goes down."""
        area = self.area
        below = self._sheet.at(Area(row, area.column, count, area.columns))
        if any(_filled(below)):
            below.insert("down")

    def resize(self, range: Any) -> None:  # noqa: A002 - xlwings' signature
        """Give it another rectangle."""
        self.area = range.impl.area

    def sort(self, keys: "Sequence[int]", ascending: "Sequence[bool]") -> None:
        """Sort its rows by columns, counted from 1."""
        body = self.data_body_range
        if body is not None:
            body.sort(keys, ascending, has_headers=False)


class Tables(base_classes.Tables):
    """The tables of one tab, from top to bottom and left to right."""

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """All tables of the document in the office."""
        return self._sheet.book.document.model.DatabaseRanges

    @property
    def parent(self) -> "Sheet":
        """The tab."""
        return self._sheet

    def __iter__(self) -> Iterator[Table]:
        all_tables = self.api
        index = self._sheet.index - 1
        found = []
        for name in all_tables.getElementNames():
            model = all_tables.getByName(name)
            address = model.getDataArea()
            if address.Sheet == index:
                found.append((address.StartRow, address.StartColumn, name, model))
        for *_, model in sorted(found, key=lambda entry: entry[:3]):
            yield Table(self._sheet, model)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: str) -> bool:
        return any(table.name.casefold() == key.casefold() for table in self)

    def __call__(self, key: int | str) -> Table:
        """One by its number from 1, or by its name."""
        tables = list(self)
        if isinstance(key, int):
            if 1 <= key <= len(tables):
                return tables[key - 1]
        else:
            for table in tables:
                if table.name.casefold() == key.casefold():
                    return table
        raise KeyError(key)

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: bool = True,  # noqa: FBT001, FBT002 - xlwings' signature
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        """A table over a range; a single row gets an empty row of data below it."""
        del source_type, link_source, destination, table_style_name
        area: Area = source.impl.area
        if not has_headers:
            self._sheet.at(area.at(0, 0, 1, area.columns)).insert("down")
            area = area.at(0, 0, area.rows + 1, area.columns)
        if area.rows == 1:
            area = area.at(0, 0, 2, area.columns)
        headings = self._sheet.at(area.at(0, 0, 1, area.columns))
        filled = list(_filled(headings))
        if not all(filled):
            (row,) = headings.raw_value if area.columns > 1 else [[headings.raw_value]]
            headings.raw_value = [
                [value if has else f"Column{number}" for number, (value, has) in
                 enumerate(zip(row, filled, strict=True), 1)]
            ]  # fmt: skip
        wanted = name or self._free_name()
        self.api.addNewByName(wanted, range_address(self._sheet.index - 1, area))
        model = self.api.getByName(wanted)
        model.ContainsHeader = True
        model.AutoFilter = True
        return Table(self._sheet, model)

    def _free_name(self) -> str:
        taken = {name.casefold() for name in self.api.getElementNames()}
        number = 1
        while f"table{number}" in taken:
            number += 1
        return f"Table{number}"


def _filled(cells: "Range") -> Iterator[bool]:
    for row in cells.api.getDataArray():
        for value in row:
            yield value != ""
