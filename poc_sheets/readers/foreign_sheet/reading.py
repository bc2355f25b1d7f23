"""A whole call sheet that people built elsewhere: what was recognised, and what was not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from poc_sheets.problems import Exit, Problem
from poc_sheets.readers.foreign_sheet.facts import day_numbers, facts_of, find_date
from poc_sheets.readers.foreign_sheet.pieces import Page, Piece, pages_of
from poc_sheets.readers.foreign_sheet.tables import Line, read_tables, read_unheaded_crew
from poc_sheets.readers.foreign_sheet.words import BlockName

NOT_A_CALL_SHEET = Problem(
    "not-a-call-sheet",
    title="{file} is not recognised as a call sheet",
    what="neither a crew call nor a table of scenes, cast or crew was found in {pages}",
    do="name the sheet with --sheet, or give its columns headings such as Position, Name, Call",
    exit_code=Exit.WRONG_USE,
)
#: Fewer rows of position, name and call than this are chance.
_FEWEST_CREW = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the day with the piece that holds it."""

    text: str
    piece: Piece


@dataclass(frozen=True)
class ForeignSheet:
    """What a call sheet says.

    Attributes:
        title: the names of the sheets or pages that were read.
        day: X of Day X of Y, 0 where it does not say.
        of: the Y.
        dates: the date; two where its figures can be read in two ways, none where it has none.
        facts: calls, hospital and the like, by fact.
        lines: the rows of its tables.
        others: pieces that nothing was recognised in.
        words: all its text in small letters, blanks between the pieces.
    """

    title: str
    day: int
    of: int
    dates: frozenset[date]
    facts: dict[str, Fact] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    others: tuple[Piece, ...] = ()
    words: str = ""

    def of_block(self, block: BlockName) -> list[Line]:
        """The rows of one block."""
        return [line for line in self.lines if line.block == block]


def read_foreign_sheet(path: Path, sheet: str | None = None) -> ForeignSheet:
    """Read a call sheet of any form.

    Args:
        path: an .xlsx, .xls, .csv or PDF file.
        sheet: the sheet of the file; `None` reads all of them.

    Raises:
        SheetError: the file cannot be read, or nothing of a call sheet is in it.
    """
    pages = pages_of(path, sheet)
    found = _read(pages)
    if not found.lines and "crew_call" not in found.facts:
        names = ", ".join(page.name for page in pages[:4])
        raise NOT_A_CALL_SHEET.stop(file=path.name, pages=names)
    return found


def _read(pages: Sequence[Page]) -> ForeignSheet:
    facts: dict[str, Fact] = {}
    lines: list[Line] = []
    used: set[Piece] = set()
    for page in pages:
        tables = read_tables(page)
        lines += tables.lines
        used |= tables.used
        if not tables.of("crew"):
            unheaded = read_unheaded_crew(page, used)
            if len(unheaded.lines) >= _FEWEST_CREW:
                lines += unheaded.lines
                used |= unheaded.used
        for fact, pieces, text in facts_of(page, used):
            if fact not in facts and fact != "date":
                facts[fact] = Fact(text, pieces[-1] if len(pieces) == 2 else pieces[0])
            used |= set(pieces)
    numbers, dated = day_numbers(pages), find_date(pages)
    used |= {numbers[0]} if numbers else set()
    used |= {dated[0]} if dated else set()
    others = [p for page in pages for row in page.rows for p in row if p not in used]
    return ForeignSheet(
        title=", ".join(page.name for page in pages),
        day=numbers[1] if numbers else 0,
        of=numbers[2] if numbers else 0,
        dates=dated[1] if dated else frozenset(),
        facts=facts,
        lines=tuple(lines),
        others=tuple(others),
        words=" ".join(p.text for page in pages for row in page.rows for p in row).casefold(),
    )
