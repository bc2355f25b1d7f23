"""Finding the heading row of a tab, and the column of each heading, wherever people moved them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from poc_sheets.workbook import Cell

#: How far down a heading row is looked for: titles, logos and notes stand above it.
_SEARCH_ROWS = 60


def normalise(text: object) -> str:
    """A heading without what people change: case, accents, dots, line breaks, `#` for `No.`."""
    return _normalised(text) if isinstance(text, str) else ""


@lru_cache(maxsize=4096)
def _normalised(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = plain.replace("#", " no ").replace(".", "").replace("'", "").replace("\u2019", "")
    plain = plain.replace("%", " percent ").replace("+/-", " variance ")
    words = re.sub(r"[^a-z0-9$]+", " ", plain).split()
    return " ".join("no" if word in {"number", "num", "nr"} else word for word in words)


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand.

    `last_row` differs from `row` where a heading takes two lines. `columns` gives the column of
    each key that was found; `duplicates` the further columns with a heading already taken.
    """

    row: int
    last_row: int
    columns: Mapping[str, int]
    headings: Mapping[int, str]
    duplicates: tuple[int, ...] = ()

    def heading_of(self, key: str) -> str:
        """The heading as it stands on the sheet."""
        return self.headings.get(self.columns.get(key, 0), "")


def find_header(
    rows: Sequence[Sequence[Cell]],
    wanted: Mapping[str, Sequence[str]],
    required: Sequence[str] = (),
    hint: int | None = None,
    *,
    is_guess: bool = False,
) -> Header | None:
    """The heading row that fits best.

    `None` where no row holds two wanted headings, or all the required ones.

    Args:
        rows: the cells of a tab; `rows[0]` is row 1.
        wanted: for each key its accepted headings, the preferred one first. Of two columns that
            fit a key, the one with the earlier accepted heading is taken, then the left one.
        required: keys that a heading row should have; a row with more of them wins.
        hint: the row where the headings were last known to stand; it wins a tie.
        is_guess: take a row with one wanted heading too, to say what it lacks.
    """
    ranks = _ranks(wanted)
    best: tuple[tuple[int, int, int, int], Header] | None = None
    for header in _candidates(rows, ranks):
        found = sum(key in header.columns for key in required)
        single_line = int(header.row == header.last_row)
        score = (found, len(header.columns), int(header.row == hint), single_line)
        if best is None or score > best[0]:
            best = (score, header)
    if best is None:
        return None
    has_required = bool(required) and best[0][0] == len(required)
    looks_like_headings = is_guess and len(best[1].headings) >= 2
    enough = has_required or len(best[1].columns) >= 2 or looks_like_headings
    return best[1] if enough else None


def nearest(heading: str, present: Sequence[str]) -> str:
    """The present heading that looks most like a missing one, or blank."""
    by_form = {normalise(text): text for text in present}
    close = get_close_matches(normalise(heading), by_form, n=1, cutoff=0.5)
    return by_form[close[0]] if close else ""


def _ranks(wanted: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[int, str]]]:
    ranks: dict[str, list[tuple[int, str]]] = {}
    for key, headings in wanted.items():
        for rank, heading in enumerate(headings):
            ranks.setdefault(normalise(heading) or heading.strip(), []).append((rank, key))
    return ranks


def _candidates(
    rows: Sequence[Sequence[Cell]], ranks: Mapping[str, list[tuple[int, str]]]
) -> Iterator[Header]:
    searched = rows[:_SEARCH_ROWS]
    for index, cells in enumerate(searched):
        single = _match(index + 1, index + 1, _texts(cells), ranks)
        if single.columns:
            yield single
        if index + 1 < len(searched):
            double = _match(index + 1, index + 2, _joined(cells, searched[index + 1]), ranks)
            if len(double.columns) > len(single.columns):
                yield double


def _texts(cells: Sequence[Cell]) -> dict[int, str]:
    return {
        column: " ".join(cell.split())
        for column, cell in enumerate(cells, start=1)
        if isinstance(cell, str) and cell.strip()
    }


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> dict[int, str]:
    """Two heading lines as one; a merged upper cell stands above every lower one it spans."""
    top, bottom = _texts(upper), _texts(lower)
    texts: dict[int, str] = {}
    for column in sorted(top.keys() | bottom.keys()):
        texts[column] = f"{top.get(column, '')} {bottom.get(column, '')}".strip()
    return texts


def _match(
    row: int, last_row: int, texts: Mapping[int, str], ranks: Mapping[str, list[tuple[int, str]]]
) -> Header:
    offers = sorted(
        (rank, column, key)
        for column, text in texts.items()
        for rank, key in ranks.get(normalise(text) or text, ())
    )
    columns: dict[str, int] = {}
    taken: set[int] = set()
    for _, column, key in offers:
        if key not in columns and column not in taken:
            columns[key] = column
            taken.add(column)
    forms = {normalise(texts[column]): column for column in taken}
    duplicates = tuple(c for c, t in texts.items() if c not in taken and normalise(t) in forms)
    return Header(row, last_row, columns, dict(texts), duplicates)
