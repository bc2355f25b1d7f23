"""Revision colours: which one a revision has, which comes next, and how it looks.

Source:
    The order of the Writers Guild of America; each show can set its own list.
"""

from collections.abc import Sequence

REVISION_COLORS = (
    "WHITE",
    "BLUE",
    "PINK",
    "YELLOW",
    "GREEN",
    "GOLDENROD",
    "BUFF",
    "SALMON",
    "CHERRY",
)
#: Paper colours as RRGGBB, light enough to read black print on.
_RGB = {
    "WHITE": "FFFFFF",
    "BLUE": "BDD7EE",
    "PINK": "FFC7DD",
    "YELLOW": "FFF59D",
    "GREEN": "C6E7C0",
    "GOLDENROD": "F6C544",
    "BUFF": "F3E0B5",
    "SALMON": "FFB199",
    "CHERRY": "F28FA6",
    "TAN": "E2CDAA",
    "GRAY": "D5D5D5",
    "GREY": "D5D5D5",
    "IVORY": "FFFBE6",
    "LAVENDER": "DCD0F0",
}
_ROUNDS = ("", "DOUBLE", "TRIPLE")
_ROUND_NAMES = {
    "DOUBLE": 1,
    "DBL": 1,
    "SECOND": 1,
    "2ND": 1,
    "TRIPLE": 2,
    "THIRD": 2,
    "3RD": 2,
}


def revision_color(
    number: int,
    colors: Sequence[str] = REVISION_COLORS,
    *,
    repeats_first: bool = False,
) -> str:
    """The colour of a revision: 0 is WHITE, 1 BLUE, 8 CHERRY, 9 DOUBLE BLUE, 17 TRIPLE BLUE.

    Args:
        number: 0 for the first issue, then one for each revision.
        colors: the show's own list, first issue first.
        repeats_first: later rounds begin with the first colour too (DOUBLE WHITE).
    """
    if number < 0 or not colors:
        msg = f"there is no revision {number} in {len(colors)} colours"
        raise ValueError(msg)
    if number < len(colors):
        return colors[number].upper()
    repeated = colors if repeats_first or len(colors) == 1 else colors[1:]
    round_number, index = divmod(number - len(colors), len(repeated))
    return f"{_round_name(round_number + 1)} {repeated[index].upper()}"


def _round_name(round_number: int) -> str:
    return _ROUNDS[round_number] if round_number < len(_ROUNDS) else f"{round_number + 1}TH"


def revision_number(
    color: str,
    colors: Sequence[str] = REVISION_COLORS,
    *,
    repeats_first: bool = False,
) -> int | None:
    """Which revision a colour is (`blue` 1, `2nd Blue` 9), or `None` if the list does not have it."""
    names = [name.upper() for name in colors]
    asked = " ".join(color.upper().split())
    if asked in names:
        return names.index(asked)
    round_number, name = _round_and_name(asked)
    repeated = names if repeats_first or len(names) == 1 else names[1:]
    if round_number == 0 or name not in repeated:
        return None
    return len(names) + (round_number - 1) * len(repeated) + repeated.index(name)


def _round_and_name(color: str) -> tuple[int, str]:
    first, _, name = color.partition(" ")
    if not name:
        return 0, color
    if first in _ROUND_NAMES:
        return _ROUND_NAMES[first], name
    count = first.removesuffix("TH")
    is_later_round = count != first and count.isdecimal() and int(count) > 1
    return (int(count) - 1, name) if is_later_round else (0, color)


def next_color(
    color: str,
    colors: Sequence[str] = REVISION_COLORS,
    *,
    repeats_first: bool = False,
) -> str | None:
    """The colour after this one, or `None` if the list does not have this one."""
    number = revision_number(color, colors, repeats_first=repeats_first)
    if number is None:
        return None
    return revision_color(number + 1, colors, repeats_first=repeats_first)


def color_rgb(color: str) -> str | None:
    """A revision colour as RRGGBB for fills; DOUBLE BLUE looks like BLUE; `None` if not known."""
    asked = " ".join(color.upper().split())
    return _RGB.get(asked) or _RGB.get(_round_and_name(asked)[1])
