"""The button "Build day out of days"."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from poc_sheets.call_sheets.people import cast_order
from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Outcome, action
from poc_sheets.schedules.checks import schedule_findings
from poc_sheets.schedules.dood_paper import dood_document
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.day_out_of_days import DayOutOfDaysLine
from poc_sheets.tabs.model import Rows, column_of, place_of
from poc_sheets.trade.dood import DoodRow
from poc_sheets.trade.shooting_days import show_date

UNKNOWN_ID = Problem(
    "dood-unknown-cast",
    title="The Cast tab has no id {number}",
    what="the id stands in scene {scene}",
    do="add the performer to the Cast tab, or correct the strip",
    level="warning",
)
DATE_UNREAD = Problem(
    "dood-date-unread",
    title="{heading} of cast id {number} holds no date",
    what='"{seen}" is left out; it stays in the cell',
    do="type dates such as 2026-03-01, with commas between them",
)
LEFT_THE_CAST = Problem(
    "dood-not-in-cast",
    title="Cast id {number} is in no scene and not in the Cast tab any more",
    what="its row is kept, as {seen} was typed there",
    do="delete the row, or add the performer to the Cast tab",
    level="warning",
)
#: The columns that people type, each with what it is called in the trade's engine.
_TYPED = {"travel_dates": "travel", "fitting_dates": "fitting", "rehearsal_dates": "rehearsal"}

Events = Mapping[str, Mapping[str, Sequence[date]]]


@action("Build day out of days", group="Schedule")
def build_day_out_of_days(shoot: Shoot, lines: Rows[DayOutOfDaysLine], now: datetime) -> Outcome:
    """Write the Day Out of Days tab anew and print it: start, work, hold, drop, pick-up, finish.

    Start and finish are the first and the last day in a scene. Days between are held where the Cast
    tab allows it; from the drop days on (the performer's, else the Policy tab's) a performer is
    dropped and picked up. Travel, fittings, rehearsals and notes typed in the tab are kept.

    Args:
        shoot: schedule, days, cast.
        lines: the tab as it stands; written anew.
        now: the date on the print.

    Returns:
        Writes the Day Out of Days tab anew, and a PDF with a column for each date.

    Problems:
        dood-unknown-cast: an id of a scene that the Cast tab does not have.
        dood-date-unread: a typed travel, fitting or rehearsal date that is no date.
        dood-not-in-cast: a row with something typed whose id is gone.
    """
    typed = {line.cast_id: line for line in reversed(lines)}
    findings: list[Finding] = []
    events = _events(lines, findings)
    found = shoot.dood_with(**events)
    ordered = [found[cast_id] for cast_id in sorted(found, key=cast_order)]
    rows = [_line(shoot, row, typed.get(row.element_id)) for row in ordered]
    gone = [line for line in lines if line.cast_id not in found and _is_typed(line)]
    findings = [*schedule_findings(shoot), *_unknown(shoot, found), *findings, *_gone(gone)]
    working = [row for row in ordered if row.total]
    documents = [dood_document(shoot, working, now)] if working else []
    drops = sum("D" in code for row in ordered for code in row.codes)
    return Outcome(
        f"{len(working)} of {len(ordered)} cast over {len(shoot.dates)} days: "
        f"{sum(row.work for row in ordered)} work days, {sum(row.hold for row in ordered)} held, "
        f"{drops} drops.",
        findings,
        rewrites={DayOutOfDaysLine: [*rows, *gone]},
        documents=documents,
    )


def _events(
    lines: Sequence[DayOutOfDaysLine], findings: list[Finding]
) -> dict[str, dict[str, list[date]]]:
    events: dict[str, dict[str, list[date]]] = {}
    for column, event in _TYPED.items():
        for line in lines:
            for text in getattr(line, column):
                try:
                    day = date.fromisoformat(text[:10])
                except ValueError:
                    heading = column_of(DayOutOfDaysLine, column).heading
                    facts = {"heading": heading, "number": line.cast_id, "seen": text}
                    findings.append(DATE_UNREAD.at(place_of(line, column), **facts))
                else:
                    events.setdefault(event, {}).setdefault(line.cast_id, []).append(day)
    return events


def _line(shoot: Shoot, row: DoodRow, typed: DayOutOfDaysLine | None) -> DayOutOfDaysLine:
    member = shoot.cast_by_id.get(row.element_id)
    own = typed or DayOutOfDaysLine()
    return DayOutOfDaysLine(
        cast_id=row.element_id,
        character=member.character if member else "",
        performer=member.performer if member else "",
        start=row.start,
        finish=row.finish,
        work=row.work,
        hold=row.hold,
        travel=row.travel,
        rehearsal=row.rehearsal,
        fitting=row.fitting,
        days=row.total,
        drops=", ".join(_drops(row)),
        work_days=", ".join(_work_days(shoot, row)),
        pattern=row.as_text(),
        travel_dates=own.travel_dates,
        fitting_dates=own.fitting_dates,
        rehearsal_dates=own.rehearsal_dates,
        notes=own.notes,
    )


def _drops(row: DoodRow) -> Iterator[str]:
    """From the day after which a performer is let go to the day of the pick-up."""
    dropped: date | None = None
    for day, code in zip(row.dates, row.codes, strict=True):
        if code.startswith("P") and dropped:
            yield f"{_day(dropped)} to {_day(day)}"
        dropped = day if code.endswith("D") else dropped


def _day(day: date) -> str:
    return show_date(day).removesuffix(f" {day.year}")


def _work_days(shoot: Shoot, row: DoodRow) -> Iterator[str]:
    worked = {day for day, code in zip(row.dates, row.codes, strict=True) if "W" in code}
    for unit in shoot.units:
        for number, day in shoot.of_unit(unit).dates.items():
            if day in worked and _is_in(shoot.of_unit(unit), row.element_id, number):
                yield f"{number} {unit}".strip()


def _is_in(part: Shoot, cast_id: str, number: int) -> bool:
    return any(cast_id in part.cast_ids_of(strip) for strip in part.strips_by_day.get(number, ()))


def _is_typed(line: DayOutOfDaysLine) -> bool:
    return bool(line.notes) or any(getattr(line, column) for column in _TYPED)


def _unknown(shoot: Shoot, found: Mapping[str, DoodRow]) -> Iterator[Finding]:
    missing = {cast_id for cast_id in found if cast_id not in shoot.cast_by_id}
    for strip in (shoot.whole or shoot).strips:
        for cast_id in shoot.cast_ids_of(strip):
            if cast_id in missing:
                missing.remove(cast_id)
                facts = {"number": cast_id, "scene": strip.scene or strip.set_name}
                yield UNKNOWN_ID.at(place_of(strip, "cast_ids"), **facts)


def _gone(lines: Sequence[DayOutOfDaysLine]) -> Iterator[Finding]:
    for line in lines:
        seen = line.notes or ", ".join(text for column in _TYPED for text in getattr(line, column))
        yield LEFT_THE_CAST.at(place_of(line, "cast_id"), number=line.cast_id, seen=seen)
