"""The one-line schedule: a row per strip in shooting order, and a banner at the end of each day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from poc_sheets.trade.eighths import EIGHTHS_A_PAGE, show_eighths
from poc_sheets.trade.shooting_days import show_date


class ScheduledStrip(Protocol):
    """What a one-liner needs of a strip; `day_number` is `None` for a strip without a day."""

    @property
    def kind(self) -> str:
        """`strip`, `banner` or `day break`."""

    @property
    def scene(self) -> str:
        """The scene number."""

    @property
    def int_ext(self) -> str:
        """INT, EXT or both."""

    @property
    def set_name(self) -> str:
        """The set."""

    @property
    def day_night(self) -> str:
        """D, N, DAWN, DUSK as in the schedule."""

    @property
    def synopsis(self) -> str:
        """One line."""

    @property
    def cast_ids(self) -> tuple[str, ...]:
        """Cast ids in schedule order."""

    @property
    def pages_eighths(self) -> int:
        """Pages in eighths."""

    @property
    def location_hint(self) -> str:
        """The location, where the schedule names it."""

    @property
    def day_number(self) -> int | None:
        """The shoot day."""

    @property
    def unit(self) -> str:
        """The unit that shoots it."""

    @property
    def text(self) -> str:
        """The text of a banner."""


class NumberedDay(Protocol):
    """A shoot day; `date` is `None` where the schedule has no calendar."""

    @property
    def number(self) -> int:
        """Counts from 1."""

    @property
    def date(self) -> date | None:
        """The date of the day."""

    @property
    def unit(self) -> str:
        """The unit; each numbers its own days."""


@dataclass(frozen=True, slots=True)
class OneLineRow:
    """A row of the one-liner as printed; `text` is that of a banner or of the end of a day."""

    kind: Literal["scene", "banner", "end of day"]
    day_number: int
    scene: str = ""
    int_ext: str = ""
    set_name: str = ""
    day_night: str = ""
    synopsis: str = ""
    cast: str = ""
    pages: str = ""
    location: str = ""
    text: str = ""
    unit: str = ""


def one_line(strips: Iterable[ScheduledStrip], days: Sequence[NumberedDay]) -> list[OneLineRow]:
    """The rows of a one-liner.

    Args:
        strips: in shooting order; strips without a day (the boneyard) are left out, and so are day
            breaks: the end of a day comes from the day numbers.
        days: the shoot days; a day without a strip still gets its banner.

    Returns:
        The rows day by day, each day closed by its banner with the day's pages; the units one
        after the other, in the order in which they come up.
    """
    by_day: dict[tuple[str, int], list[ScheduledStrip]] = {
        (day.unit, day.number): [] for day in days
    }
    for strip in strips:
        if strip.day_number is not None:
            by_day.setdefault((strip.unit, strip.day_number), []).append(strip)
    units = {unit: place for place, unit in enumerate(dict.fromkeys(unit for unit, _ in by_day))}
    dates = {(day.unit, day.number): day.date for day in days}
    rows: list[OneLineRow] = []
    for unit, number in sorted(by_day, key=lambda day: (units[day[0]], day[1])):
        of_day = by_day[unit, number]
        rows += (_row(strip, number) for strip in of_day if strip.kind != "day break")
        pages = sum(strip.pages_eighths for strip in of_day)
        banner = end_of_day(number, dates.get((unit, number)), pages)
        row = OneLineRow("end of day", number, pages=show_eighths(pages), text=banner, unit=unit)
        rows.append(row)
    return rows


def _row(strip: ScheduledStrip, number: int) -> OneLineRow:
    if strip.kind == "banner":
        return OneLineRow("banner", number, text=strip.text, unit=strip.unit)
    return OneLineRow(
        kind="scene",
        day_number=number,
        scene=strip.scene,
        int_ext=strip.int_ext,
        set_name=strip.set_name,
        day_night=strip.day_night,
        synopsis=strip.synopsis,
        cast=", ".join(strip.cast_ids),
        pages=show_eighths(strip.pages_eighths),
        location=strip.location_hint,
        unit=strip.unit,
    )


def end_of_day(number: int, day: date | None, eighths: int) -> str:
    """The banner that closes a day: `END OF DAY 7, Thu 12 Mar 2026, total 4 6/8 pages`."""
    dated = "" if day is None else f", {show_date(day)}"
    unit = "page" if eighths == EIGHTHS_A_PAGE else "pages"
    return f"END OF DAY {number}{dated}, total {show_eighths(eighths)} {unit}"
