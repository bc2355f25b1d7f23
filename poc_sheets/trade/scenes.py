"""Scene numbers and lists of cast ids, which are text and never numbers.

Source:
    Scene numbers of the trade: `12`, `A12` (added before 12), `12A` (added after 12), `12pt`
    (part of 12), `101-45` (scene 45 of episode 101).
"""

import re
from dataclasses import dataclass

#: Where a scene number stands in script order; compare, never read.
SceneKey = tuple[int, int, str, int, str, int, str]

_LAST = 10**9
_PART = re.compile(r"(?<=[\dA-Z.])\s*(?:PT|PART)\.?\s*(\d*|[A-Z])$")
_SCENE = re.compile(r"(?:(\d{1,9})\s*[-–]\s*)?([A-Z]*)\s*(\d{1,9})\s*((?:\.?[A-Z0-9])*)")
_SEPARATORS = re.compile(r"\s*(?:[,;&+\n\r\t]|\band\b)\s*", re.IGNORECASE)
_SCENE_WORD = re.compile(r"^(?:scenes?|scs?)\b\.?\s*", re.IGNORECASE)
_BESIDE_SPACES = re.compile(r"\s+\(([a-z])\)", re.IGNORECASE)
_BESIDE_MARK = re.compile(r"\s*\(([a-z])\)$", re.IGNORECASE)


def scene_text(value: object) -> str:
    """A scene number as text: a cell that holds the number 12.0 is scene `12`; blank is ``."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def scene_key(text: object) -> SceneKey:
    """The place of a scene number in script order: A12, 12, 12pt1, 12pt2, 12A, 12AA, 12B, A13, 13.

    Scenes of an episode (`101-45`) come by episode, then number. What is no scene number comes
    after all scenes, in alphabetical order. Large and small letters count alike.
    """
    shown = scene_text(text).upper()
    part = _PART.search(shown)
    found = _SCENE.fullmatch(shown[: part.start()] if part else shown)
    if found is None:
        return (_LAST, _LAST, shown, 0, "", 0, shown)
    episode, before, number, after = found.groups()
    # An added scene A12 stands right before 12: a prefix sorts ahead of none.
    has_no_prefix = int(not before)
    return (
        int(episode or 0),
        int(number),
        _padded_digits(after),
        has_no_prefix,
        before,
        _part_number(part[1]) if part else -1,
        shown,
    )


def _padded_digits(text: str) -> str:
    return re.sub(r"\d+", lambda digits: digits[0].zfill(9), text)


def _part_number(text: str) -> int:
    if not text:
        return 0
    return int(text) if text.isdigit() else ord(text) - ord("A") + 1


def split_scene_list(text: object) -> tuple[str, ...]:
    """The scene numbers of a cell such as `12, 14A & 15pt`, in the order written.

    Separators are comma, semicolon, `&`, `+`, "and" and line ends. A dash separates nothing: `101-45`
    is a scene of an episode.
    """
    shown = scene_text(text) if not isinstance(text, str) else text
    pieces = _SEPARATORS.split(_SCENE_WORD.sub("", shown.strip()))
    return tuple(scene_text(piece) for piece in pieces if piece.strip())


@dataclass(frozen=True, slots=True)
class CastMark:
    """A cast id in a scene, with the mark beside it: `5x` is id 5 with mark x; no mark is blank."""

    cast_id: str
    mark: str = ""


def split_cast_ids(text: object, marks: str = "xv") -> tuple[CastMark, ...]:
    """The cast ids of a cell such as `1, 3, 5x`, in the order written.

    Args:
        text: ids separated by commas, semicolons, spaces or line ends. A cell that holds the
            number 5.0 is id `5`.
        marks: letters that are a mark and not part of the id (voice, double), large or small. Other
            letters belong to the id: `5A` is id 5A.
    """
    shown = _BESIDE_SPACES.sub(r"(\1)", scene_text(text) if not isinstance(text, str) else text)
    return tuple(_cast_mark(piece, marks) for piece in re.split(r"[\s,;&+]+", shown) if piece)


def _cast_mark(piece: str, marks: str) -> CastMark:
    bare = _BESIDE_MARK.sub(r"\1", piece)
    mark = bare[-1].lower()
    if len(bare) > 1 and mark in marks.lower() and bare[:-1].isalnum() and bare[-2].isdigit():
        return CastMark(bare[:-1], mark)
    return CastMark(piece)
