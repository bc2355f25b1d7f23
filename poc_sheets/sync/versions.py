"""The words of the merge: the versions of a table, and what is wished for and asked about."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from poc_sheets.sync.cells import Key, Known, Plain, Side, plain, same
from poc_sheets.workbook import Cell

_encode = json.JSONEncoder(ensure_ascii=False).encode

#: Who wins where a first run finds two different cells and nothing that was agreed on.
First: TypeAlias = Literal["ask", "sheet", "office"]
#: What both sides agreed on, by row and column; a column that is missing was never agreed on.
Base: TypeAlias = Mapping[Key, Mapping[str, Known]]


@dataclass(frozen=True, slots=True)
class Line:
    """A row on one side: where it stands, its cells by column, and which of them calculate."""

    number: int
    cells: Mapping[str, Cell]
    formulas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one side.

    `held` has the row numbers of keys that stand twice; `calculated` the columns in which every
    filled cell is a formula, so that a new row gets no value there.
    """

    lines: Mapping[Key, Line]
    held: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)
    calculated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Write:
    """A cell of a row that stands on a side gets a value."""

    side: Side
    key: Key
    column: str
    old: Cell
    new: Cell
    reason: str = "merge"


@dataclass(frozen=True, slots=True)
class Insert:
    """A row that a side lacks.

    `lacks` are the cells that it cannot get, because their columns are paused.
    """

    side: Side
    key: Key
    cells: Mapping[str, Cell]
    reason: str = "merge"
    lacks: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delete:
    """A row that goes away on a side."""

    side: Side
    key: Key
    cells: Mapping[str, Cell]
    reason: str = "merge"


@dataclass(frozen=True, slots=True)
class Clash:
    """What a person has to decide; a blank `column` means the whole row."""

    key: Key
    column: str
    base: Plain
    sheet: Cell
    office: Cell
    kind: Literal["value", "formula", "misplaced", "renamed"] = "value"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person chose for a conflict: a side's value, or one of their own."""

    choice: Literal["sheet", "office", "new"]
    value: Cell = None


@dataclass(slots=True)
class Merge:
    """What a table needs so that both sides agree, and what cannot be settled without a person."""

    writes: list[Write] = field(default_factory=list)
    inserts: list[Insert] = field(default_factory=list)
    deletes: list[Delete] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    #: Cells that are equal on both sides, where that is news.
    agreed: dict[Key, dict[str, Plain]] = field(default_factory=dict)
    forgotten: list[Key] = field(default_factory=list)
    #: Rows deleted on a side and edited on the other: the edit won. The side that deleted.
    came_back: list[tuple[Key, Side]] = field(default_factory=list)
    errors: list[tuple[Key, str, Side]] = field(default_factory=list)
    retyped: list[tuple[Key, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a merge is told beside the three versions.

    Attributes:
        columns: the columns that are synced, found on both sides.
        keys: those of them that name a row.
        codes: those of them that hold codes.
        first: who wins where nothing was agreed on and the cells differ.
        decisions: what people decided, by row and column.
        doubtful: cells of the Google Sheet that may hold a value of another row, and what they held
            before; they are never copied.
        paused: columns that only one side has now, and that were synced before.
        asked: cells about which people are asked already: where nothing was agreed on, emptying one
            side is no answer.
    """

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    codes: frozenset[str] = frozenset()
    first: First = "ask"
    decisions: Mapping[tuple[Key, str], Decision] = field(default_factory=dict)
    doubtful: Mapping[tuple[Key, str], Cell] = field(default_factory=dict)
    paused: tuple[str, ...] = ()
    asked: Collection[tuple[Key, str]] = ()

    def is_doubtful(self, key: Key, column: str, cell: Cell) -> bool:
        """Whether a cell of the Google Sheet may hold another row's value.

        One that holds what it held before is out of doubt.
        """
        is_code = column in self.codes
        return (key, column) in self.doubtful and not same(
            plain(cell, is_code=is_code), plain(self.doubtful[key, column], is_code=is_code)
        )

    def plain(self, line: Line, column: str) -> Plain:
        """A row's cell in its one form."""
        return plain(line.cells.get(column), is_code=column in self.codes)


def key_of(parts: Iterable[Plain]) -> Key:
    """The key of a row from its key cells."""
    return _encode([_key_part(part) for part in parts])


def key_parts(key: Key) -> list[str]:
    """The key cells of a key, as texts."""
    parts: list[str] = json.loads(key)
    return parts


def _key_part(part: Plain) -> str:
    if isinstance(part, float):
        return format(part, ".15g")
    return "" if part is None else str(part).strip()
