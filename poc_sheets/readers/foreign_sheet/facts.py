"""The facts of a day on a call sheet: its date, its calls, its hospital, found by their labels."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from poc_sheets.readers.foreign_sheet.pieces import Page, Piece
from poc_sheets.readers.foreign_sheet.words import LABELS, TIMED
from poc_sheets.tabs.headings import normalise
from poc_sheets.trade.clock import CallCode, Clock, parse_clock

_DAY = re.compile(r"\bday\s*#?\s*(\d{1,3})\s*(?:of|/)\s*(\d{1,3})\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d)(st|nd|rd|th)\b", re.IGNORECASE)
_DATES = (
    "%B %d %Y", "%d %B %Y", "%b %d %Y", "%d %b %Y", "%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y",
    "%d/%m/%y", "%d.%m.%Y",
)  # fmt: skip
_BELOW = 3
#: A value has so many letters or figures; a bullet is none.
_FEWEST_SIGNS = 2
#: A value stands no farther from its label than this.
_NEAR_CELLS, _NEAR_POINTS = 3, 60


def day_numbers(pages: Sequence[Page]) -> tuple[Piece, int, int] | None:
    """`Day X of Y` with its piece, or `None`."""
    for piece in _all(pages):
        found = _DAY.search(piece.text)
        if found:
            return piece, int(found[1]), int(found[2])
    return None


def dates_of(piece: Piece) -> frozenset[date]:
    """Every date that a piece can mean: 03/04/2026 is two."""
    cell = piece.cell
    if isinstance(cell, datetime):
        return frozenset({cell.date()})
    if isinstance(cell, date):
        return frozenset({cell})
    text = piece.text.partition(":")[2] if piece.text.lower().startswith("date") else piece.text
    plain = _ORDINAL.sub(r"\1", _WEEKDAY.sub("", text.strip())).replace(",", " ").replace(".", " ")
    plain, dotted = " ".join(plain.split()), _WEEKDAY.sub("", text.strip())
    found = set()
    for form in _DATES:
        for shown in (plain, dotted):
            try:
                day = datetime.strptime(shown, form).date()  # noqa: DTZ007  (a day has no time zone)
            except ValueError:
                continue
            if 2000 <= day.year < 2100:
                found.add(day)
    return frozenset(found)


def find_date(pages: Sequence[Page]) -> tuple[Piece, frozenset[date]] | None:
    """The first date of a sheet: that of its day."""
    for piece in _all(pages):
        found = dates_of(piece)
        if found:
            return piece, found
    return None


def facts_of(page: Page, used: set[Piece]) -> Iterator[tuple[str, tuple[Piece, ...], str]]:
    """Each labelled fact as (fact, its pieces with the label first, its text).

    Args:
        page: the page.
        used: pieces that belong to a table.
    """
    for index, row in enumerate(page.rows):
        for place, piece in enumerate(row):
            if piece in used:
                continue
            fact, rest = _label(piece.text)
            if not fact:
                continue
            values = _values(page, index, place, used) if not rest else []
            if rest:
                yield fact, (piece,), rest
            elif fact == "hospital" and values:
                block = [v for v in values if v.column == values[0].column]
                yield fact, (piece, *block), "\n".join(value.text for value in block)
            else:
                first = next((v for v in values if fact not in TIMED or _is_time(v)), None)
                if first is not None:
                    yield fact, (piece, first), first.text


def _label(text: str) -> tuple[str, str]:
    """The fact that a text names, and what stands behind the label in the same text."""
    before, colon, after = text.partition(":")
    words = normalise(text)
    for fact, labels in LABELS.items():
        if words in labels:
            return fact, ""
        if colon and normalise(before) in labels:
            return fact, after.strip()
        for label in labels if fact in TIMED else ():
            rest = words.removeprefix(f"{label} ")
            shown = text[-len(rest) - 3 :].split()[-1:] if rest != words else []
            if shown and isinstance(parse_clock(shown[0]), Clock):
                return fact, shown[0]
    return "", ""


def _values(page: Page, index: int, place: int, used: set[Piece]) -> list[Piece]:
    """What can be the value of a label, the likeliest first: beside it, below it."""
    row, label = page.rows[index], page.rows[index][place]
    below = _below(page, index, label, used)
    if place + 1 == len(row) or row[place + 1] in used or _label(row[place + 1].text)[0]:
        return below
    right = row[place + 1]
    beside = [right, *_below(page, index, right, used)]
    is_near = right.column - label.end <= (_NEAR_POINTS if label.is_printed else _NEAR_CELLS)
    return [*beside, *below] if is_near or not below else [*below, *beside]


def _below(page: Page, index: int, above: Piece, used: set[Piece]) -> list[Piece]:
    found: list[Piece] = []
    last = above.row
    # Lines of other boxes of a page lie between those of one.
    apart = 3 if above.is_printed else 1
    for row in page.rows[index + 1 : index + 1 + _BELOW * apart]:
        if row[0].row > last + apart or len(found) == _BELOW:
            break
        under = next((p for p in row if p.column <= above.end and p.end >= above.column), None)
        if under is None and above.is_printed:
            continue
        if under is None or under in used or _label(under.text)[0]:
            break
        last = row[0].row
        if sum(sign.isalnum() for sign in under.text) < _FEWEST_SIGNS:
            break
        found.append(under)
    return found


def _is_time(piece: Piece) -> bool:
    return isinstance(parse_clock(piece.cell), Clock | CallCode)


def _all(pages: Sequence[Page]) -> Iterator[Piece]:
    return (piece for page in pages for row in page.rows for piece in row)
