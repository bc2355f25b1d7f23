"""The shooting schedule: each scene of each day with everything that its breakdown names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from poc_sheets.documents.typesetting import Paper, plain, typeset, wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakdownStrip:
    """A scene with its breakdown, or a banner: then only `banner` is there.

    `elements` are categories with their names; `minutes` is the estimated shooting time; `fill` is
    the colour of the strip as RRGGBB or blank.
    """

    banner: str = ""
    scene: str = ""
    int_ext: str = ""
    set_name: str = ""
    day_night: str = ""
    pages: str = ""
    script_page: str = ""
    location: str = ""
    minutes: int | None = None
    synopsis: str = ""
    notes: str = ""
    fill: str = ""
    elements: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakdownDay:
    """A shoot day: its heading, its strips in shooting order, the banner at its end."""

    heading: str
    strips: tuple[BreakdownStrip, ...]
    end: str


def render_shooting_schedule(
    subtitle: str,
    days: Sequence[BreakdownDay],
    *,
    dated: datetime | date,
    paper: Paper = "us-letter",
) -> bytes:
    """The schedule as PDF; a scene is never torn over two pages, long lists excepted.

    Args:
        subtitle: which production and which version.
        days: the days in their order.
        dated: the date of the schedule.
        paper: the sheet's size.
    """
    content = {
        "subtitle": subtitle,
        "days": plain(tuple(days), wrapped),
        "paper": paper,
        "dated": f"{dated.day} {dated:%b} {dated.year}",
    }
    return typeset("shooting_schedule", content, dated=dated)
