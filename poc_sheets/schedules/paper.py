"""The one-line schedule as it is handed out, and what all papers of a schedule have in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from poc_sheets.call_sheets.people import cast_order
from poc_sheets.documents.naming import file_name
from poc_sheets.documents.tables_pdf import Cell, Column, Group, render_table
from poc_sheets.documents.typesetting import paper_of
from poc_sheets.snapshots.shoot_day import Shoot, unit_key
from poc_sheets.tabs.schedule import BANNER, DAY_BREAK, STRIP, StripRow
from poc_sheets.trade.colors import revision_number
from poc_sheets.trade.eighths import show_eighths
from poc_sheets.trade.one_line import OneLineRow, one_line
from poc_sheets.trade.shooting_days import show_date
from poc_sheets.workbook import Document

#: Strip colours of a board: inside and outside, by day and by night.
_STRIP_COLORS = {
    (False, False): "", (True, False): "FFF2B8", (False, True): "CFE2F5", (True, True): "CDE8CF",
}  # fmt: skip
_BANNER_COLOR = "DDDDDD"
_NIGHT = ("N", "DUSK", "EVENING", "MIDNIGHT")


@dataclass(frozen=True)
class _Strip:
    """A row of the Schedule tab as the one-line schedule asks for it."""

    row: StripRow
    default_location: str

    @property
    def kind(self) -> str:
        return {STRIP: "strip", BANNER: "banner", DAY_BREAK: "day break"}.get(
            self.row.kind, "strip"
        )

    @property
    def scene(self) -> str:
        return shown_scene(self.row)

    @property
    def int_ext(self) -> str:
        return self.row.int_ext

    @property
    def set_name(self) -> str:
        return self.row.set_name

    @property
    def day_night(self) -> str:
        return self.row.day_night

    @property
    def synopsis(self) -> str:
        return self.row.synopsis

    @property
    def cast_ids(self) -> tuple[str, ...]:
        return self.row.cast_ids

    @property
    def pages_eighths(self) -> int:
        return self.row.pages

    @property
    def location_hint(self) -> str:
        return self.row.location or self.default_location

    @property
    def day_number(self) -> int | None:
        return self.row.day

    @property
    def unit(self) -> str:
        return unit_key(self.row.unit)

    @property
    def text(self) -> str:
        return self.row.set_name


@dataclass(frozen=True, slots=True)
class ScheduledDay:
    """A shoot day as the one-line schedule asks for it."""

    number: int
    date: date | None
    unit: str


def shown_scene(strip: StripRow) -> str:
    """A scene number with its episode: `104-23`."""
    return (
        f"{strip.episode}-{strip.scene}"
        if strip.episode and "-" not in strip.scene
        else strip.scene
    )


def days_of(shoot: Shoot) -> list[ScheduledDay]:
    """The shoot days of every unit in their order."""
    days = []
    for unit in shoot.units:
        part = shoot.of_unit(unit)
        numbers = dict.fromkeys(row.number for row in part.days)
        days += [ScheduledDay(n, part.dates.get(n), unit_key(unit)) for n in numbers]
    return days


def _rows(shoot: Shoot) -> list[OneLineRow]:
    whole = shoot.whole or shoot
    places = {(unit_key(row.unit), row.number): row.location for row in reversed(whole.days)}
    strips = [
        _Strip(row, places.get((unit_key(row.unit), row.day or 0), "")) for row in whole.strips
    ]
    return one_line(strips, days_of(shoot))


def one_line_document(shoot: Shoot, now: datetime) -> Document:
    """The one-line schedule as PDF: a line for each strip, a banner at the end of each day."""
    columns = (
        Column("Sc.", "center", is_bold=True), Column("I/E"), Column("Set", share=1.0),
        Column("D/N", "center"), Column("Synopsis", share=1.35), Column("Cast", share=0.5),
        Column("Pages", "right"), Column("Loc", "center"),
    )  # fmt: skip
    groups = [
        Group(day_heading(shoot, unit, day), [_line(row) for row in rows[:-1]], _end(rows[-1]))
        for (unit, day), rows in _by_day(_rows(shoot))
    ]
    content = render_table(
        "One-line schedule",
        subtitle(shoot),
        columns,
        groups=groups,
        dated=now,
        note=cast_key(shoot),
        paper=paper_of(shoot.settings.paper),
        type_size=7.6,
    )
    return Document(schedule_name(shoot, "ONELINE", now), content)


def _by_day(rows: Sequence[OneLineRow]) -> Iterator[tuple[tuple[str, int], list[OneLineRow]]]:
    for key, of_day in groupby(rows, key=lambda row: (row.unit, row.day_number)):
        yield key, list(of_day)


def day_heading(shoot: Shoot, unit: str, number: int) -> str:
    """The heading over the scenes of a day: its unit and number, its date, its place."""
    part = shoot.of_unit(unit)
    day = part.dates.get(number)
    row = next((row for row in part.days if row.number == number), None)
    place = part.locations_by_number.get(row.location) if row else None
    named = f"{part.unit.upper()} UNIT, DAY {number}" if unit else f"DAY {number}"
    parts = (named, show_date(day) if day else "no date", place.name if place else "")
    return " · ".join(part for part in parts if part)


def _line(row: OneLineRow) -> tuple[str | Cell, ...]:
    if row.kind == "banner":
        blank = Cell("", _BANNER_COLOR)
        return (blank, blank, Cell(row.text, _BANNER_COLOR, is_bold=True), *[blank] * 5)
    fill = strip_color(row.int_ext, row.day_night)
    texts = (
        row.scene, row.int_ext, row.set_name, row.day_night, row.synopsis, row.cast, row.pages,
        row.location,
    )  # fmt: skip
    return tuple(Cell(text, fill) for text in texts)


def _end(row: OneLineRow) -> tuple[str | Cell, ...]:
    return ("", "", "", "", row.text, "", row.pages, "")


def strip_color(int_ext: str, day_night: str) -> str:
    """The colour of a strip as RRGGBB; blank is white, for inside by day."""
    is_night = day_night.strip().upper().startswith(_NIGHT)
    return _STRIP_COLORS["EXT" in int_ext.upper(), is_night]


def subtitle(shoot: Shoot) -> str:
    """Which production, and which version of its schedule."""
    settings, whole = shoot.settings, shoot.whole or shoot
    version = " ".join(
        part
        for part in (
            settings.schedule_color,
            show_date(settings.schedule_date) if settings.schedule_date else "",
        )
        if part
    )
    strips = [row for row in whole.strips if row.kind == STRIP and row.day is not None]
    pages = show_eighths(sum(row.pages for row in strips))
    counts = f"{len(days_of(shoot))} days, {len(strips)} scenes, {pages} pages"
    return " · ".join(part for part in (settings.title, version, counts) if part)


def cast_key(shoot: Shoot) -> str:
    """Who the cast ids are: `1 Wick, 2 Nell`."""
    members = sorted(shoot.cast, key=lambda member: cast_order(member.cast_id))
    names = ", ".join(f"{member.cast_id}\u00a0{member.character}" for member in members)
    return f"Cast: {names}" if names else ""


def schedule_name(shoot: Shoot, kind: str, now: datetime) -> str:
    """The name of a schedule's file: `SHOW_ONELINE_2026-02-26_REV1-BLUE.pdf`."""
    settings = shoot.settings
    revision = revision_number(settings.schedule_color, settings.revision_colors) or 0
    title = settings.short_title or settings.title.upper()
    on = settings.schedule_date or now.date()
    return file_name(title, kind, None, on, revision, settings.schedule_color)
