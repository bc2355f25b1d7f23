"""Script pages as whole eighths: read as people and programs write them, shown as a call sheet does.

Source:
    The trade counts a script page as eight eighths and never reduces them: 4/8 is never 1/2.
    Decimals are those of the Universal Schedule Standard (3.875 is 3 7/8).
"""

import math
import re
from collections.abc import Iterable
from decimal import Decimal

EIGHTHS_A_PAGE = 8
#: Beyond this a "page count" is a date's serial number that a program made out of 4/8.
MOST_PAGES = 9_999

_SIGNS = str.maketrans(
    {
        "\N{VULGAR FRACTION ONE EIGHTH}": " 1/8",
        "\N{VULGAR FRACTION ONE QUARTER}": " 2/8",
        "\N{VULGAR FRACTION THREE EIGHTHS}": " 3/8",
        "\N{VULGAR FRACTION ONE HALF}": " 4/8",
        "\N{VULGAR FRACTION FIVE EIGHTHS}": " 5/8",
        "\N{VULGAR FRACTION THREE QUARTERS}": " 6/8",
        "\N{VULGAR FRACTION SEVEN EIGHTHS}": " 7/8",
        "\N{FRACTION SLASH}": "/",
        "\N{EN DASH}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{NO-BREAK SPACE}": " ",
    }
)
_PAGES = re.compile(
    r"(?:(?P<whole>\d+(?:\.\d+)?)(?![\d./]))?"
    r"(?:(?:(?<=\d)(?:\s*-\s*|\s+))?(?P<over>\d+)\s*/\s*(?P<under>[248]))?"
    r"\s*(?:pgs?\.?|pages?)?",
    re.ASCII | re.IGNORECASE,
)


def parse_eighths(value: object) -> int | None:
    """Script pages as whole eighths.

    Args:
        value: a cell or a field of a file: `2 4/8`, `2-4/8`, `4/8`, `7`, 3.875, `12/8`. Halves and
            quarters count as their eighths.

    Returns:
        Eighths, zero or more. `None` where the value is no page count: blank, text, less than zero,
        not in whole eighths, or a date (a program turned 4/8 into 8 April).
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float, Decimal)):
        return _from_number(value)
    return _from_text(value) if isinstance(value, str) else None


def _from_number(number: float | Decimal) -> int | None:
    if not math.isfinite(number) or number < 0 or number > MOST_PAGES:
        return None
    eighths = round(number * EIGHTHS_A_PAGE)
    exact = abs(float(number) * EIGHTHS_A_PAGE - eighths) < 1e-6
    return eighths if exact else None


def _from_text(text: str) -> int | None:
    found = _PAGES.fullmatch(text.translate(_SIGNS).strip())
    if found is None:
        return None
    whole, over, under = found.groups()
    if over is None:
        return None if whole is None else _from_number(Decimal(whole))
    part = int(over) * (EIGHTHS_A_PAGE // int(under))
    if whole is None:
        return part if part <= MOST_PAGES * EIGHTHS_A_PAGE else None
    is_mixed_number = whole.isdigit() and part < EIGHTHS_A_PAGE and int(whole) <= MOST_PAGES
    return int(whole) * EIGHTHS_A_PAGE + part if is_mixed_number else None


def show_eighths(eighths: int) -> str:
    """Eighths as on a call sheet: 0 is `0/8`, 4 is `4/8`, 8 is `1`, 20 is `2 4/8`.

    A difference can be less than zero: -20 is `-2 4/8`.
    """
    sign = "-" if eighths < 0 else ""
    pages, part = divmod(abs(eighths), EIGHTHS_A_PAGE)
    if part == 0 and pages:
        return f"{sign}{pages}"
    whole = f"{pages} " if pages else ""
    return f"{sign}{whole}{part}/{EIGHTHS_A_PAGE}"


def total(cells: Iterable[object]) -> int | None:
    """The sum of page counts as they stand in cells, in eighths.

    Args:
        cells: as for `parse_eighths`: a bare 7 is seven pages. Blank cells add nothing.

    Returns:
        Eighths, or `None` as soon as one cell cannot be read: a total is never silently short.
    """
    eighths = 0
    for cell in cells:
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        read = parse_eighths(cell)
        if read is None:
            return None
        eighths += read
    return eighths
