"""The one-liner lists the strips of each day and closes the day with its pages."""

from dataclasses import dataclass
from datetime import date

from poc_sheets.trade.one_line import end_of_day, one_line


@dataclass(frozen=True)
class Row:
    """A row of a schedule, as a sheet would give it."""

    scene: str
    pages_eighths: int
    day_number: int | None
    kind: str = "strip"
    int_ext: str = "INT"
    set_name: str = "BANK"
    day_night: str = "DAY"
    synopsis: str = ""
    cast_ids: tuple[str, ...] = ("1", "3")
    location_hint: str = ""
    text: str = ""
    unit: str = "Main"


@dataclass(frozen=True)
class Day:
    """A shoot day."""

    number: int
    date: date | None
    unit: str = "Main"


def test_days_end_with_their_banner() -> None:
    strips = [
        Row("12", 20, 7),
        Row("", 0, 7, kind="banner", text="COMPANY MOVE"),
        Row("A13", 18, 7),
        Row("", 0, 7, kind="day break"),
        Row("14", 8, 8),
        Row("99", 8, None),
    ]
    rows = one_line(strips, [Day(7, date(2026, 3, 12)), Day(8, None), Day(9, None)])
    assert [(row.kind, row.scene, row.pages, row.text) for row in rows] == [
        ("scene", "12", "2 4/8", ""),
        ("banner", "", "", "COMPANY MOVE"),
        ("scene", "A13", "2 2/8", ""),
        ("end of day", "", "4 6/8", "END OF DAY 7, Thu 12 Mar 2026, total 4 6/8 pages"),
        ("scene", "14", "1", ""),
        ("end of day", "", "1", "END OF DAY 8, total 1 page"),
        ("end of day", "", "0/8", "END OF DAY 9, total 0/8 pages"),
    ]
    assert rows[0].cast == "1, 3"


def test_a_second_unit_counts_its_own_days() -> None:
    strips = [Row("1", 8, 1), Row("2", 8, 1, unit="Second Unit"), Row("3", 8, 2)]
    rows = one_line(strips, [Day(1, None), Day(2, None), Day(1, None, "Second Unit")])
    assert [(row.unit, row.day_number, row.scene) for row in rows if row.kind == "scene"] == [
        ("Main", 1, "1"),
        ("Main", 2, "3"),
        ("Second Unit", 1, "2"),
    ]


def test_the_banner_of_the_standard() -> None:
    shown = end_of_day(7, date(2026, 3, 12), 38)
    assert shown == "END OF DAY 7, Thu 12 Mar 2026, total 4 6/8 pages"
