"""The day out of days as it is handed out: a row for each performer, a column for each date."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from poc_sheets.documents.tables_pdf import Cell, Column, render_table
from poc_sheets.documents.typesetting import paper_of
from poc_sheets.schedules.paper import schedule_name, subtitle
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.trade.dood import DoodRow
from poc_sheets.workbook import Document

#: So many dates stand side by side on a sheet; more go on on the next.
_DATES_A_PAGE = {"us-legal": 34, "us-letter": 25, "a4": 27}
_WORK, _HOLD, _OTHER = "CFE2F5", "EEEEEE", "FFF2B8"
_TOTALS = ("Start", "Finish", "Work", "Hold", "Travel", "Reh.", "Fit.", "Days")


def dood_document(shoot: Shoot, rows: Sequence[DoodRow], now: datetime) -> Document:
    """The day out of days as PDF, the long side across.

    Args:
        shoot: names, settings, dates.
        rows: in the order in which they are printed; all over the same dates.
        now: the date on it.
    """
    paper = paper_of(shoot.settings.paper)
    dates = rows[0].dates if rows else ()
    numbers = _numbers(shoot)
    is_cast_known = any(member.performer for member in shoot.cast)
    leading = 3 if is_cast_known else 2
    columns = [
        Column("#", "center", is_bold=True),
        Column("Character", is_bold=True),
        *([Column("Performer")] if is_cast_known else []),
        *(Column(_heading(day, numbers), "center") for day in dates),
        *(Column(name, "right") for name in _TOTALS),
    ]
    content = render_table(
        "Day out of days",
        subtitle(shoot),
        columns,
        [_row(shoot, row, leading) for row in rows],
        dated=now,
        note="S start · W work · H hold · F finish · D drop · P pick-up · TR travel · FT fitting "
        "· R rehearsal. The last line of a heading is the shoot day.",
        paper=paper,
        landscape=True,
        type_size=6.6,
        repeat_columns=leading,
        columns_per_page=leading + _DATES_A_PAGE[paper],
    )
    return Document(schedule_name(shoot, "DOOD", now), content)


def _numbers(shoot: Shoot) -> Mapping[date, str]:
    """The shoot days of each date; of other units with their names."""
    found: dict[date, str] = {}
    for unit in shoot.units:
        for number, day in shoot.of_unit(unit).dates.items():
            named = f"{unit} {number}".strip()
            found[day] = f"{found[day]}/{named}" if day in found else named
    return found


def _heading(day: date, numbers: Mapping[date, str]) -> str:
    return f"{day:%a}\n{day.day} {day:%b}\n{numbers.get(day, '')}"


def _row(shoot: Shoot, row: DoodRow, leading: int) -> list[str | Cell]:
    member = shoot.cast_by_id.get(row.element_id)
    character = member.character if member else ""
    performer = member.performer if member else ""
    totals = (
        _short(row.start), _short(row.finish), row.work, row.hold, row.travel, row.rehearsal,
        row.fitting, row.total,
    )  # fmt: skip
    names = (row.element_id, character, performer if performer != character else "")
    return [
        *names[:leading],
        *(Cell(code, _fill(code), is_bold="S" in code or "F" in code) for code in row.codes),
        *(str(total or "") for total in totals),
    ]


def _short(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else ""


def _fill(code: str) -> str:
    if not code:
        return ""
    if "W" in code:
        return _WORK
    return _HOLD if code == "H" else _OTHER
