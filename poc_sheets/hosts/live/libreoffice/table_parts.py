"""Rows and columns of a table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.area import Area

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.range import Range
    from poc_sheets.hosts.live.libreoffice.tables import Table


class TableRow(base_classes.TableRow):
    """One row of data."""

    def __init__(self, table: "Table", index: int) -> None:
        self._table = table
        self._index = index

    @property
    def index(self) -> int:
        """Its number among the rows of data, counted from 1."""
        return self._index

    @property
    def range(self) -> "Range":
        """Its cells."""
        body = self._table.body
        return self._table.parent.at(body.at(self._index - 1, 0, 1, body.columns))

    def delete(self) -> None:
        """Take it out; what stands below in the table's columns comes up."""
        area = self._table.area
        self.range.delete("up")
        self._table.area = area.at(0, 0, area.rows - 1, area.columns)


class TableRows(base_classes.TableRows):
    """The rows of data of a table."""

    def __init__(self, table: "Table") -> None:
        self._table = table

    @property
    def api(self) -> Any:
        """The table in the office."""
        return self._table.api

    @property
    def parent(self) -> "Table":
        """The table."""
        return self._table

    @property
    def column_count(self) -> int:
        """How many values a row takes."""
        return self._table.area.columns

    def __len__(self) -> int:
        return 0 if self._table.insert_row_range else self._table.body.rows

    def __iter__(self) -> Iterator[TableRow]:
        for number in range(1, len(self) + 1):
            yield TableRow(self._table, number)

    def __call__(self, key: int) -> TableRow:
        """One by its number from 1."""
        if not 1 <= key <= len(self):
            raise KeyError(key)
        return TableRow(self._table, key)

    def add(self, values: list[Any] | None, index: int | None) -> TableRow:
        """A new row: at the end, or before the row of that number; what is below goes down."""
        body = self._table.body
        if self._table.insert_row_range is not None:
            row = TableRow(self._table, 1)
        else:
            number = index or body.rows + 1
            area = self._table.area
            if number > body.rows and not self._table.show_totals:
                self._table.make_room(body.last_row + 1)
            else:
                self._table.parent.at(body.at(number - 1, 0, 1, body.columns)).insert("down")
            self._table.area = Area(area.row, area.column, area.rows + 1, area.columns)
            row = TableRow(self._table, number)
        if values is not None:
            row.range.raw_value = [values]
        return row


class TableColumn(base_classes.TableColumn):
    """One column of a table."""

    def __init__(self, table: "Table", index: int) -> None:
        self._table = table
        self._index = index

    @property
    def name(self) -> str:
        """Its heading."""
        heading = self._table.header_row_range
        value = heading(1, self._index).raw_value if heading is not None else None
        return str(value if value is not None else f"Column{self._index}")

    @name.setter
    def name(self, value: str) -> None:
        heading = self._table.header_row_range
        if heading is not None:
            heading(1, self._index).raw_value = value

    @property
    def index(self) -> int:
        """Its number, counted from 1."""
        return self._index

    @property
    def range(self) -> "Range":
        """Heading, data and total."""
        area = self._table.area
        return self._table.parent.at(area.at(0, self._index - 1, area.rows))

    @property
    def data_body_range(self) -> "Range | None":
        """The data; None where there is none."""
        body = self._table.body
        return self._table.parent.at(body.at(0, self._index - 1, body.rows)) if body.rows else None

    def delete(self) -> None:
        """Take it out; what stands to its right in the table's rows comes closer."""
        area = self._table.area
        if area.columns == 1:
            raise ValueError("Cannot delete the last table column")
        self.range.delete("left")
        self._table.area = area.at(0, 0, area.rows, area.columns - 1)


class TableColumns(base_classes.TableColumns):
    """The columns of a table."""

    def __init__(self, table: "Table") -> None:
        self._table = table

    def __len__(self) -> int:
        return self._table.area.columns

    def __iter__(self) -> Iterator[TableColumn]:
        for number in range(1, len(self) + 1):
            yield TableColumn(self._table, number)

    def __call__(self, key: int | str) -> TableColumn:
        """One by its number from 1, or by its heading."""
        if isinstance(key, int):
            if 1 <= key <= len(self):
                return TableColumn(self._table, key)
        else:
            for column in self:
                if column.name.casefold() == key.casefold():
                    return column
        raise KeyError(key)

    def add(self, name: str, index: int | None) -> TableColumn:
        """A new column: at the right, or before the column of that number."""
        area = self._table.area
        number = index or area.columns + 1
        self._table.parent.at(area.at(0, number - 1, area.rows)).insert("right")
        self._table.area = Area(area.row, area.column, area.rows, area.columns + 1)
        column = TableColumn(self._table, number)
        column.name = name
        return column
