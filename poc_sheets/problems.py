"""What can be wrong in a sheet, where it is, and what a person does about it.

A *problem* is a kind of trouble, declared once. A *finding* is one problem at one place, with the
facts that were seen. A `SheetError` is raised only where the run must stop before it has written
anything.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Level = Literal["error", "warning", "note"]


class Exit(IntEnum):
    """What a command's exit code says."""

    DONE = 0
    FINDINGS = 1
    WRONG_USE = 2
    CONFLICTS = 10
    GUARD = 20
    LATER = 30
    PERSON = 40
    FAULT = 70


def column_letters(column: int) -> str:
    """The letters of a column, as on screen: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; row and column count from 1, as on screen."""

    tab: str = ""
    row: int | None = None
    column: int | None = None
    heading: str = ""

    @property
    def cell(self) -> str:
        """The cell as on screen (`B2`), or blank where only the tab is known."""
        if self.row is None or self.column is None:
            return ""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        parts = [f"{self.tab} tab" if self.tab else "the workbook"]
        if self.cell:
            parts.append(f"cell {self.cell}")
        elif self.row is not None:
            parts.append(f"row {self.row}")
        where = ", ".join(parts)
        return f'{where} (column "{self.heading}")' if self.heading else where


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place; a value, not an exception."""

    problem: str
    title: str
    place: Place
    what: str
    do: str
    level: Level = "error"

    def as_text(self) -> str:
        """The four parts in their fixed order: what happened, where, what was seen, what to do."""
        return f"{self.title}\n  Where: {self.place}\n  What:  {self.what}\n  Do:    {self.do}"

    def as_dict(self) -> dict[str, str | int | None]:
        """The finding as the command line prints it with `--json`."""
        return {
            "problem": self.problem,
            "level": self.level,
            "title": self.title,
            "tab": self.place.tab,
            "cell": self.place.cell,
            "row": self.place.row,
            "heading": self.place.heading,
            "what": self.what,
            "do": self.do,
        }


#: Every problem of the modules that are loaded, by code: the catalogue that docs are made from.
_declared: dict[str, "Problem"] = {}


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of trouble.

    `title`, `what` and `do` are templates; `at` fills their braces with the facts seen.
    `exit_code` counts only where the problem stops a run.
    """

    code: str
    title: str
    what: str
    do: str
    level: Level = "error"
    exit_code: Exit = Exit.PERSON

    def __post_init__(self) -> None:
        _declared.setdefault(self.code, self)

    def at(self, place: Place, **facts: object) -> Finding:
        """The finding of this problem at a place."""
        return Finding(
            problem=self.code,
            title=self.title.format(**facts),
            place=place,
            what=self.what.format(**facts),
            do=self.do.format(**facts),
            level=self.level,
        )

    def stop(self, place: Place = Place(), **facts: object) -> "SheetError":
        """The error that ends a run because of this problem: `raise X.stop(place, ...)`."""
        return SheetError(self.at(place, **facts), exit_code=self.exit_code)


def declared_problems() -> list[Problem]:
    """The problems of every module that is loaded, by code."""
    return sorted(_declared.values(), key=lambda problem: problem.code)


class SheetError(Exception):
    """The run cannot go on; nothing was changed."""

    def __init__(self, finding: Finding, exit_code: Exit = Exit.PERSON) -> None:
        super().__init__(finding.as_text())
        self.finding = finding
        self.exit_code = exit_code


class CellTextError(Exception):
    """A formula's answer in words; the cell shows it after a `#`."""
