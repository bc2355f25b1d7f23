"""Any table file (.csv, .tsv, .xls, .xlsx) into grids of cells; told apart by content."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from poc_sheets.problems import Finding, Place, SheetError
from poc_sheets.readers.delimited import read_delimited
from poc_sheets.readers.old_workbook import check_old_workbook
from poc_sheets.readers.package import check_package, is_workbook_package
from poc_sheets.readers.problems import (
    EMPTY_FILE,
    ENCODING_GUESSED,
    FILE_TOO_LARGE,
    LOCKED_FILE,
    NO_FILE,
    NO_SHEET,
    NOT_A_TABLE,
    QUOTES_IGNORED,
)
from poc_sheets.readers.texts import DecodedText, decode, looks_binary
from poc_sheets.workbook import Cell, ErrorValue

#: No statement and no list of a production comes near this.
LARGEST_FILE = 200 * 2**20

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet; `rows[0]` is row 1, rows can differ in length.

    Cells of a text file stay text. `is_1904` says that serial numbers count from 1904.
    """

    name: str
    rows: list[list[Cell]]
    findings: tuple[Finding, ...] = ()
    is_1904: bool = False
    encoding: str = ""

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place, `None` beyond what was read."""
        if row < 1 or column < 1 or row > len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if column <= len(cells) else None


def read_grid(path: Path, sheet: str | None = None) -> list[Grid]:
    """The sheets of a table file, in their order; one for a text file.

    Args:
        path: the file; its extension does not matter.
        sheet: the one sheet wanted; `None` gives every sheet that is not empty.

    Raises:
        SheetError: the file is missing, empty, locked, too large or no table; or has no such sheet.
    """
    content = read_content(path)
    if content.startswith((_ZIP, _OLE)):
        return _read_workbook(path, content, sheet)
    return [grid_of_text(path, decoded_text(path, content))]


def read_content(path: Path) -> bytes:
    """The bytes of a file that is not too large and not empty."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            reason = f"it has {size // 2**20} megabytes, the most is {LARGEST_FILE // 2**20}"
            raise FILE_TOO_LARGE.stop(file=path.name, reason=reason)
        content = path.read_bytes()
    except OSError as error:
        raise NO_FILE.stop(file=path.name, reason=error.strerror or "no reason given") from None
    if not content.strip(b"\0\t\n\r \xff\xfe\xef\xbb\xbf"):
        raise EMPTY_FILE.stop(file=path.name)
    return content


def is_workbook(content: bytes) -> bool:
    """Whether bytes are those of an Excel file, old or new."""
    return content.startswith((_ZIP, _OLE))


def decoded_text(path: Path, content: bytes) -> DecodedText:
    """The text of a file; a PDF or a picture is refused in words."""
    if content.startswith(_PDF):
        raise NOT_A_TABLE.stop(file=path.name, reason="it is a PDF, a picture of the rows")
    decoded = decode(content)
    if looks_binary(decoded.text):
        raise NOT_A_TABLE.stop(file=path.name, reason="it is neither text nor an Excel workbook")
    return decoded


def grid_of_text(path: Path, decoded: DecodedText) -> Grid:
    """The grid of a delimited text."""
    table = read_delimited(decoded.text)
    place = Place(tab=path.name)
    findings: list[Finding] = []
    if not decoded.is_certain and not decoded.text.isascii():
        findings.append(ENCODING_GUESSED.at(place, encoding=decoded.encoding, stated="nothing"))
    if table.unclosed_row is not None:
        at_row = Place(tab=path.name, row=table.unclosed_row)
        findings.append(QUOTES_IGNORED.at(at_row, row=table.unclosed_row))
    rows: list[list[Cell]] = [[cell if cell.strip() else None for cell in r] for r in table.rows]
    return Grid(path.name, _trimmed(rows), tuple(findings), encoding=decoded.encoding)


def _read_workbook(path: Path, content: bytes, sheet: str | None) -> list[Grid]:
    import python_calamine

    errors: dict[str, dict[tuple[int, int], ErrorValue]] = {}
    is_1904 = False
    if content.startswith(_ZIP):
        if not is_workbook_package(path):
            raise NOT_A_TABLE.stop(file=path.name, reason="it is a zip file, but no .xlsx workbook")
        package = check_package(path)
        errors, is_1904 = package.errors, package.is_1904
    else:
        errors = check_old_workbook(path, content)
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        names = _chosen(path, workbook.sheet_names, sheet)
        grids = [
            Grid(name, _cells(workbook.get_sheet_by_name(name), errors.get(name, {})), (), is_1904)
            for name in names
        ]
    except python_calamine.PasswordError:
        raise LOCKED_FILE.stop(file=path.name) from None
    except SheetError:
        raise
    except BaseException as error:  # the reader's own panics are no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = f"the workbook is damaged ({type(error).__name__})"
        raise NOT_A_TABLE.stop(file=path.name, reason=reason) from None
    return [grid for grid in grids if grid.rows or sheet is not None]


def _chosen(path: Path, present: list[str], sheet: str | None) -> list[str]:
    if sheet is None:
        return present
    for name in present:
        if name.casefold() == sheet.casefold():
            return [name]
    raise NO_SHEET.stop(file=path.name, sheet=sheet, present=", ".join(present))


def _cells(sheet: Any, errors: dict[tuple[int, int], ErrorValue]) -> list[list[Cell]]:
    last_row, last_column = sheet.end or (-1, -1)
    rows: list[list[Cell]] = []
    for values in sheet.iter_rows():
        # A stray cell far below makes a million empty rows, which must cost nothing.
        if values.count("") == len(values):
            rows.append([])
        else:
            before: list[Cell] = [None] * (last_column + 1 - len(values))
            rows.append([*before, *map(_cell, values)])
    # Rows and columns before the first cell are left out by some versions of the reader.
    rows = [[] for _ in range(last_row + 1 - len(rows))] + rows
    for (row, column), error in errors.items():
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = error
    return _trimmed(rows)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, bool | int | float | datetime | date | time):
        return value
    return None


def _trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows without empty cells at their ends and without empty rows at the end."""
    for cells in rows:
        while cells and cells[-1] is None:
            cells.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
