"""The tables of a call sheet: scenes, cast, crew, found by their headings, several side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from poc_sheets.readers.foreign_sheet.pieces import Page, Piece
from poc_sheets.readers.foreign_sheet.words import HEADINGS, NEEDED, BlockName
from poc_sheets.tabs.headings import normalise
from poc_sheets.trade.clock import CallCode, Clock, parse_clock

_TOTALS = re.compile(r"\b(total|totals)\b", re.IGNORECASE)
#: So many rows without anything in the columns of a table end it.
_MOST_BLANK = 3
_BANNER = re.compile(
    r"\b(lunch|dinner|meal|move|setup|set-up|break|wrap|travel|tech)\b", re.IGNORECASE
)
_LONGEST_ID = 4
#: Printed text that begins so near the heading's begin stands under it; in points.
_ALIGNED = 2
_EVERY_HEADING = (
    *(words for block in HEADINGS.values() for words in block.values()),
    frozenset({"qty", "holding", "ready", "background", "stand ins", "stand ins and background"}),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its pieces by key; `group` is the banner above it (a department)."""

    block: BlockName
    cells: dict[str, Piece]
    group: str = ""


@dataclass
class Tables:
    """The rows of all tables, and every piece that belongs to one."""

    lines: list[Line] = field(default_factory=list)
    used: set[Piece] = field(default_factory=set)

    def of(self, block: BlockName) -> list[Line]:
        """The rows of one block."""
        return [line for line in self.lines if line.block == block]


@dataclass(frozen=True, slots=True)
class _Heading:
    block: BlockName
    keys: tuple[tuple[str, Piece], ...]
    first: int
    last: int

    def keyed(self, pieces: Sequence[Piece]) -> dict[str, Piece]:
        """The pieces of a row by key; what stands under no known heading is left out."""
        if pieces and pieces[0].is_printed:
            return self._printed(pieces)
        key_of = {head.column: key for key, head in reversed(self.keys)}
        return {key: p for p in reversed(pieces) if (key := key_of.get(p.column, ""))}

    def _printed(self, pieces: Sequence[Piece]) -> dict[str, Piece]:
        """Printed columns are set left, right or in the middle: the nearest free heading is theirs."""
        free = list(self.keys)
        found: dict[str, Piece] = {}
        rest = []
        for piece in pieces:
            aligned = [k for k in free if abs(k[1].column - piece.column) <= _ALIGNED]
            if aligned:
                free.remove(aligned[0])
                found[aligned[0][0]] = piece
            else:
                rest.append(piece)
        for piece in rest:
            if free:
                nearest = min(free, key=lambda pair: _gap(pair[1], piece))
                free.remove(nearest)
                found[nearest[0]] = piece
        found.pop("", None)
        return found


def _gap(head: Piece, piece: Piece) -> tuple[float, float]:
    apart = max(head.column - piece.end, piece.column - head.end, 0)
    middle = abs((head.column + head.end) - (piece.column + piece.end)) / 2
    return apart, middle


def read_tables(page: Page) -> Tables:
    """Every table of a page."""
    tables = Tables()
    taken = -1
    for index, row in enumerate(page.rows):
        if index <= taken:
            continue
        headings = list(_headings(row, page))
        for heading in headings:
            tables.used |= set(row)
            last = _read(page, index, heading, tables)
            taken = max(taken, index if len(headings) > 1 or heading.block == "crew" else last)
    return tables


def _headings(row: Sequence[Piece], page: Page) -> Iterator[_Heading]:
    """The tables that begin in a row; a crew list can stand in several columns."""
    for block in ("scenes", "cast", "crew"):
        found = _keys(row, block)
        groups: list[list[tuple[str, Piece]]] = []
        for key, piece in found:
            if not groups or (key and key in {known for known, _ in groups[-1]}):
                groups.append([])
            groups[-1].append((key, piece))
        whole = [group for group in groups if _is_whole(block, {key for key, _ in group})]
        if not whole or sum(bool(key) for key, _ in found) * 2 < len(row):
            continue
        for number, group in enumerate(whole):
            right = whole[number + 1][0][1].column - 1 if number + 1 < len(whole) else 10**6
            left = group[0][1].column
            slack = 3 if page.is_printed else 0
            first = left - slack if number else 1
            yield _Heading(
                block, tuple(group), first, right - (slack if number + 1 < len(whole) else 0)
            )
        return


def _keys(row: Sequence[Piece], block: BlockName) -> list[tuple[str, Piece]]:
    keyed = [(_key(piece, block), piece) for piece in row]
    # On a page a heading that is not known keeps its column from the next one's.
    return [(key, piece) for key, piece in keyed if key or piece.is_printed]


def _key(piece: Piece, block: BlockName) -> str:
    words = normalise(piece.text)
    return next((key for key, accepted in HEADINGS[block].items() if words in accepted), "")


def _is_whole(block: BlockName, keys: set[str]) -> bool:
    return all(keys & needed for needed in NEEDED[block])


def _read(page: Page, index: int, heading: _Heading, tables: Tables) -> int:
    """Read the rows below a heading; the last row that belongs to it."""
    group, last, last_row = "", index, page.rows[index][0].row
    for number in range(index + 1, len(page.rows)):
        row = page.rows[number]
        mine = [p for p in row if heading.first <= p.column <= heading.last]
        if not mine:
            continue
        is_apart = row[0].row - last_row > _MOST_BLANK
        if is_apart or any(_headings(row, page)) or _is_other_heading(row):
            break
        if _TOTALS.search(mine[0].text) or any(_TOTALS.search(p.text) for p in mine[:2]):
            tables.used |= set(mine)
            break
        last, last_row = number, row[0].row
        cells = heading.keyed(mine)
        if not _is_row(heading.block, cells):
            if len(mine) == 1:
                group = mine[0].text
                tables.used |= set(mine)
                if heading.block == "scenes":
                    _banner_or_synopsis(tables, mine[0])
            continue
        # What stands under no known heading is said to be not recognised.
        tables.used |= set(cells.values())
        tables.lines.append(Line(heading.block, cells, group))
    return last


def _is_other_heading(row: Sequence[Piece]) -> bool:
    """Whether a row heads a table of another kind: background, meals, vehicles."""
    words = [normalise(piece.text) for piece in row]
    known = sum(any(w in accepted for accepted in _EVERY_HEADING) for w in words)
    return (
        len(row) >= 3 and known * 2 >= len(row) and not any(c.isdigit() for w in words for c in w)
    )


def _banner_or_synopsis(tables: Tables, piece: Piece) -> None:
    """A row of one piece among the scenes: LUNCH, a company move; else what happens in the scene."""
    last = tables.lines[-1] if tables.lines else None
    if _BANNER.search(piece.text) or last is None or "item" not in last.cells:
        tables.lines.append(Line("scenes", {"name": piece}))
    elif "detail" not in last.cells:
        tables.lines[-1] = Line(last.block, last.cells | {"detail": piece}, last.group)


def read_unheaded_crew(page: Page, used: set[Piece]) -> Tables:
    """Crew under department banners without headings: position, name and a call in one row."""
    tables, groups = Tables(), [piece for row in page.rows for piece in row if len(row) <= 4]
    for row in page.rows:
        free = [piece for piece in row if piece not in used]
        place = 0
        while place + 2 < len(free):
            position, name, call = free[place : place + 3]
            if _is_word(position) and _is_word(name) and _is_call(call):
                above = [g for g in groups if g.row < call.row and g.column <= name.column]
                above = [g for g in above if g.end >= position.column and g.text.isupper()]
                cells = {"item": position, "name": name, "call": call}
                group = above[-1].text if above else ""
                tables.lines.append(Line("crew", cells, group))
                tables.used |= {position, name, call, *above[-1:]}
                place += 3
            else:
                place += 1
    return tables


def _is_word(piece: Piece) -> bool:
    return sum(c.isalpha() for c in piece.text) >= 2 and not _is_call(piece)


def _is_call(piece: Piece) -> bool:
    call = parse_clock(piece.text)
    is_plain_number = piece.text.replace(".", "").isdigit() and len(piece.text) != 4
    return isinstance(call, Clock | CallCode) and not is_plain_number


def _is_row(block: BlockName, cells: dict[str, Piece]) -> bool:
    if block == "scenes":
        return "item" in cells and len(cells) > 1
    if block == "cast":
        timed = [cells[key] for key in ("time", "call", "makeup", "on_set") if key in cells]
        has_id = "item" in cells and len(cells["item"].text) <= _LONGEST_ID
        is_called = has_id or any(_is_call(piece) for piece in timed)
        return is_called and bool({"name", "detail"} & cells.keys()) and len(cells) > 1
    return "name" in cells and bool({"item", "call"} & cells.keys())
