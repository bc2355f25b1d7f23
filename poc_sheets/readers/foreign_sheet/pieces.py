"""A sheet or a printed page as pieces of text, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from poc_sheets.problems import Exit, Place, Problem, SheetError
from poc_sheets.readers.spreadsheet import read_content, read_grid
from poc_sheets.trade.clock import Clock, parse_clock
from poc_sheets.workbook import Cell, ErrorValue

NO_TEXT = Problem(
    "pdf-without-text",
    title="{file} holds no text that could be read",
    what="{seen}",
    do="export the call sheet as PDF from the program it was made in, or take over the sheet itself",
    exit_code=Exit.WRONG_USE,
)
_PDF = b"%PDF"
#: In parts of the type size: how far runs of one line lie apart, how wide a sign is.
_SAME_LINE, _WIDTH_OF_A_SIGN = 0.4, 0.45
_USUAL_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a sheet, or a run of words of a page.

    `column` and `end` are cells of a sheet counted from 1, or points from the left of a page.
    """

    cell: Cell
    row: int
    column: int
    end: int
    page: str
    is_printed: bool = False

    @property
    def text(self) -> str:
        """What is shown; a time of the program as a clock time."""
        cell = self.cell
        if isinstance(cell, time):
            clock = parse_clock(cell)
            return clock.as_text() if isinstance(clock, Clock) else str(cell)
        if isinstance(cell, datetime) and cell.date() < date(1901, 1, 1):
            return f"{cell:%H:%M}"
        if isinstance(cell, float) and 0 < cell < 1:
            clock = parse_clock(cell)
            return clock.as_text() if isinstance(clock, Clock) else str(cell)
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        return " ".join(str(cell).split())

    @property
    def place(self) -> Place:
        """Where it stands; of a page only its line is known."""
        return Place(self.page, self.row, None if self.is_printed else self.column)

    @property
    def name(self) -> str:
        """The place in a list: `B4`, or `line 12`."""
        return f"line {self.row}" if self.is_printed else self.place.cell


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet or page; `rows` are its rows from the top, only those that hold something."""

    name: str
    rows: tuple[tuple[Piece, ...], ...]
    is_printed: bool = False


def pages_of(path: Path, sheet: str | None = None) -> list[Page]:
    """The pages of a call sheet file.

    Args:
        path: an .xlsx, .xls or .csv file, or a PDF that holds text.
        sheet: the one sheet wanted, by its name.

    Raises:
        SheetError: the file cannot be read, or a PDF holds only pictures.
    """
    if read_content(path).startswith(_PDF):
        return _printed(path)
    pages = []
    for grid in read_grid(path, sheet):
        rows = (_cells(row, number, grid.name) for number, row in enumerate(grid.rows, start=1))
        pages.append(Page(grid.name, tuple(row for row in rows if row)))
    return pages


def _cells(cells: Iterable[Cell], row: int, page: str) -> tuple[Piece, ...]:
    return tuple(
        Piece(cell, row, column, column, page)
        for column, cell in enumerate(cells, start=1)
        if cell is not None and not isinstance(cell, ErrorValue) and str(cell).strip()
    )


def _printed(path: Path) -> list[Page]:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        runs = [_runs(page) for page in pypdf.PdfReader(path).pages]
    except (PyPdfError, ValueError, KeyError, TypeError) as damaged:
        raise _no_text(path, f"it is damaged ({type(damaged).__name__})") from None
    if not any(runs):
        raise _no_text(path, f"{len(runs)} pages, all of them pictures")
    pages = []
    for number, found in enumerate(runs, start=1):
        name = f"{path.name}, page {number}"
        lines = enumerate(_lines(found), start=1)
        rows = (_words(line, row, name) for row, line in lines)
        pages.append(Page(name, tuple(row for row in rows if row), is_printed=True))
    return pages


def _no_text(path: Path, seen: str) -> SheetError:
    return NO_TEXT.stop(file=path.name, seen=seen)


@dataclass(frozen=True, slots=True)
class _Run:
    """Text that was printed in one go, nearly always one cell: where it begins, in points."""

    left: float
    height: float
    size: float
    text: str


def _runs(page: Any) -> list[_Run]:
    found: list[_Run] = []

    def see(text: str, moved: list[float], placed: list[float], _font: object, size: float) -> None:
        # A star marks what changed; it is no word of the sheet.
        plain = text.strip().strip("*").strip()
        if plain:
            left = placed[4] * moved[0] + placed[5] * moved[2] + moved[4]
            height = placed[4] * moved[1] + placed[5] * moved[3] + moved[5]
            found.append(_Run(left, height, abs(size * placed[0]) or _USUAL_SIZE, plain))

    page.extract_text(visitor_text=see)
    return found


def _lines(runs: Iterable[_Run]) -> list[list[_Run]]:
    """The runs by line, from the top of the page, each line from its left."""
    lines: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: -run.height):
        if not lines or lines[-1][0].height - run.height > run.size * _SAME_LINE:
            lines.append([])
        lines[-1].append(run)
    return [sorted(line, key=lambda run: run.left) for line in lines]


def _words(line: Iterable[_Run], row: int, page: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for run in line:
        column = max(1, round(run.left))
        end = column + max(1, round(len(run.text) * run.size * _WIDTH_OF_A_SIGN))
        text = " ".join(run.text.split())
        pieces.append(Piece(text, row, column, end, page, is_printed=True))
    return tuple(pieces)
