"""Where pictures, buttons and notes hang: their rows follow the rows they stand on."""

import re
from typing import Final

from poc_sheets.hosts.xlsx.moves import Move, moved_ranges

_ANCHOR: Final = re.compile(
    rb"<((?:[\w.-]+:)?(?:twoCellAnchor|oneCellAnchor|anchor))(?=[\s>])([^>]*)>.*?</\1\s*>",
    re.DOTALL,
)
_FROM: Final = re.compile(rb"<((?:[\w.-]+:)?from)>.*?<((?:[\w.-]+:)?row)>\s*([0-9]+)", re.DOTALL)
_TO: Final = re.compile(rb"<((?:[\w.-]+:)?to)>.*?<((?:[\w.-]+:)?row)>\s*([0-9]+)", re.DOTALL)
_VML_ANCHOR: Final = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_VML_ROW: Final = re.compile(rb"(<x:Row>\s*)([0-9]+)")
_REF: Final = re.compile(rb'(<(?:[\w.-]+:)?(?:comment|threadedComment)\s[^>]*?\bref=")([^"]+)')


def _row_index(index: int, move: Move) -> int:
    """Drawings count rows from 0."""
    return move.row(index + 1) - 1


def moved_drawing(data: bytes, move: Move) -> bytes:
    """The drawing with every anchor at its new rows; absolute ones stay where they are.

    An object that begins above the inserted rows and ends below them is stretched where it is
    tied to both its cells, as spreadsheet programs do.
    """
    return _ANCHOR.sub(lambda found: _moved_anchor(found, move), data)


def _moved_anchor(found: re.Match[bytes], move: Move) -> bytes:
    anchor = found[0]
    if b'editAs="absolute"' in found[2]:
        return anchor
    start = _FROM.search(anchor)
    if start is None:
        return anchor
    has_moved = _row_index(int(start[3]), move) != int(start[3])
    stretches = b'editAs="oneCell"' not in found[2]
    for pattern in (_TO, _FROM):
        corner = pattern.search(anchor)
        if corner is None or not (has_moved or stretches):
            continue
        row = _row_index(int(corner[3]), move)
        anchor = anchor[: corner.start(3)] + str(row).encode() + anchor[corner.end(3) :]
    return anchor


def moved_vml(data: bytes, move: Move) -> bytes:
    """The old-style drawing with its notes and buttons at their new rows.

    Only whole objects move; one that spans the inserted rows keeps its size.
    """

    def anchor(found: re.Match[bytes]) -> bytes:
        numbers = [each.strip() for each in found[2].split(b",")]
        if len(numbers) != 8 or not all(each.lstrip(b"-").isdigit() for each in numbers):
            return found[0]
        by = _row_index(int(numbers[2]), move) - int(numbers[2])
        if not by:
            return found[0]
        for at in (2, 6):
            numbers[at] = str(int(numbers[at]) + by).encode()
        return found[1] + b", ".join(numbers) + found[3]

    data = _VML_ANCHOR.sub(anchor, data)
    return _VML_ROW.sub(
        lambda found: found[1] + str(_row_index(int(found[2]), move)).encode(), data
    )


def moved_comments(data: bytes, move: Move) -> bytes:
    """The notes with the cells they belong to at their new rows."""

    def ref(found: re.Match[bytes]) -> bytes:
        return found[1] + moved_ranges(found[2].decode(), move, grows=False).encode()

    return _REF.sub(ref, data)
