"""A range: where it is, what stands in it. How it looks and what can be done to it: other files."""

from collections.abc import Sequence
from typing import Any

from poc_sheets.hosts.live.libreoffice import values
from poc_sheets.hosts.live.libreoffice.area import Area
from poc_sheets.hosts.live.libreoffice.base import RangePart
from poc_sheets.hosts.live.libreoffice.formulas import sheet_in_excel, to_calc, to_excel
from poc_sheets.hosts.live.libreoffice.number_formats import from_office
from poc_sheets.hosts.live.libreoffice.range_edges import RangeEdges
from poc_sheets.hosts.live.libreoffice.range_links import RangeLinks
from poc_sheets.hosts.live.libreoffice.range_looks import RangeLooks
from poc_sheets.hosts.live.libreoffice.range_moves import RangeMoves
from poc_sheets.hosts.live.libreoffice.range_sizes import RangeSizes

# com.sun.star.sheet.CellFlags
_CONTENTS = 1 | 2 | 4 | 16
_FORMATS = 32 | 64 | 256
_NOTES = 8


class Range(RangeEdges, RangeLinks, RangeLooks, RangeMoves, RangeSizes, RangePart):
    """A rectangle of cells of one sheet."""

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """Sheet name, row, column, number of rows, number of columns."""
        area = self.area
        return self.sheet.name, area.row, area.column, area.rows, area.columns

    def __len__(self) -> int:
        return self.area.size

    def __bool__(self) -> bool:
        # Without this a range of no cells would be false, and `table.data_body_range` with it.
        return True

    @property
    def row(self) -> int:
        """The first row, counted from 1."""
        return self.area.row

    @property
    def column(self) -> int:
        """The first column, counted from 1."""
        return self.area.column

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.area.rows, self.area.columns

    def __call__(self, arg1: int, arg2: int | None = None) -> "Range":
        """A cell by its number along the rows, or by row and column, both from 1; also outside."""
        if arg2 is None:
            row, column = divmod(arg1 - 1, self.area.columns)
        else:
            row, column = arg1 - 1, arg2 - 1
        return self.sheet.range((self.area.row + row, self.area.column + column))

    def get_address(
        self,
        row_absolute: bool,  # noqa: FBT001 - xlwings' signature
        col_absolute: bool,  # noqa: FBT001 - xlwings' signature
        external: bool,  # noqa: FBT001 - xlwings' signature
    ) -> str:
        """The address; `external` puts `'[file]tab'!` before it, always quoted, as xlwings does."""
        address = self.area.address(row_absolute=row_absolute, column_absolute=col_absolute)
        if not external:
            return address
        book = self.sheet.book.name.replace("'", "''")
        return f"'[{book}]{self.sheet.name.replace(chr(39), chr(39) * 2)}'!{address}"

    @property
    def address(self) -> str:
        """The address with `$`, without the sheet."""
        return self.area.address()

    @property
    def raw_value(self) -> Any:
        """The values: one for a single cell, else a list for each row; None for no cells."""
        if not self.area.size:
            return None
        found = values.read(
            self.document,
            self.api,
            self.area,
            name_errors=bool(self.options.get("err_to_str")),
        )
        return found[0][0] if self.area.size == 1 else found

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if self.area.size:
            values.write(self.document, self.sheet.model, self.api, self.area, self._as_rows(value))

    @property
    def formula(self) -> Any:
        """Formulas in Excel's grammar; a constant as the text one would type, empty as blank."""
        if not self.area.size:
            return None
        rows = self._formula_rows()
        return rows[0][0] if self.area.size == 1 else tuple(tuple(row) for row in rows)

    @formula.setter
    def formula(self, value: Any) -> None:
        if isinstance(value, str) and value.startswith("=") and self.area.size > 1:
            values.fill(self.document, self.sheet.model, self.api, self.area, value)
        else:
            self.raw_value = value

    @property
    def formula2(self) -> Any:
        """The same as `formula`: LibreOffice 7 has no formulas that spill."""
        return self.formula

    @formula2.setter
    def formula2(self, value: Any) -> None:
        self.formula = value

    @property
    def formula_array(self) -> str | None:
        """The array formula that the range is part of, None where there is none."""
        text: str = self.first_cell.getArrayFormula() or self.api.getArrayFormula()
        return to_excel(text.strip("{}")) if text else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.api.setArrayFormula(to_calc(value))

    @property
    def has_array(self) -> bool:
        """Whether the first cell belongs to an array formula."""
        return bool(self.first_cell.getFormula().startswith("{="))

    def clear_contents(self) -> None:
        """Empty the cells; how they look stays."""
        self.api.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        """Take the looks away; what stands in the cells stays."""
        self.api.clearContents(_FORMATS)

    def clear(self) -> None:
        """Empty the cells, their looks and their notes."""
        self.api.clearContents(_CONTENTS | _FORMATS | _NOTES)

    @property
    def merge_area(self) -> "Range":
        """The merged cells that the first cell belongs to, itself where it is not merged."""
        cursor = self.sheet.model.createCursorByRange(self.first_cell)
        cursor.collapseToMergedArea()
        return self.other(from_office(cursor.getRangeAddress()))

    @property
    def table(self) -> Any:
        """The table that the first cell belongs to, or None."""
        cell = Area(self.area.row, self.area.column)
        for table in self.sheet.tables:
            if table.area.common(cell):
                return table
        return None

    @property
    def name(self) -> Any:
        """The first name that stands for exactly this range, or None."""
        return self.sheet.book.names.of_range(self)

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={sheet_in_excel(self.sheet.name)}!{self.address}")

    def _as_rows(self, value: Any) -> Sequence[Sequence[Any]]:
        if isinstance(value, (list, tuple)):
            rows = value if value and isinstance(value[0], (list, tuple)) else [value]
            if len(rows) == self.area.rows and all(len(row) == self.area.columns for row in rows):
                return rows
            raise ValueError(
                f"The values do not fit {self.address}: every row must have "
                f"{self.area.columns} values, and there must be {self.area.rows} rows."
            )
        return [[value] * self.area.columns] * self.area.rows

    def _formula_rows(self) -> list[list[str]]:
        texts = [list(row) for row in self.api.getFormulaArray()]
        plain = [list(row) for row in self.api.getDataArray()]
        is_formula = {
            (row, column)
            for place in values.formula_places(self.api)
            for row in range(place.row - self.area.row, place.last_row - self.area.row + 1)
            for column in range(
                place.column - self.area.column, place.last_column - self.area.column + 1
            )
        }
        for row, line in enumerate(texts):
            for column, text in enumerate(line):
                if (row, column) in is_formula:
                    formula = to_excel(text.strip("{}"))
                    line[column] = formula.removeprefix("=") if formula in _CONSTANTS else formula
                elif isinstance(plain[row][column], str):
                    line[column] = plain[row][column]
        return texts


# An .xlsx file's yes/no is a formula without arguments once LibreOffice has read it.
_CONSTANTS = {"=TRUE", "=FALSE"}
