"""The lines of a production report before anybody types: the call sheet in force, the day before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from poc_sheets.call_sheets.compare import Shown, from_parts, shown
from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.call_sheets.draft import draft_sheet
from poc_sheets.production_reports.figures import Figures
from poc_sheets.snapshots.shoot_day import Shoot, unit_key
from poc_sheets.tabs import call_sheet, production_report
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.call_sheet_issues import CallSheetIssue, IssuedLines, named_issue
from poc_sheets.tabs.production_report import (
    AHEAD,
    COMPANY_TIMES,
    CREW_CALL,
    DAY_TYPES,
    DAYS,
    ESTIMATED_FINISH,
    FIRST_UNIT,
    MEALS,
    MEDIA,
    MEDIA_KINDS,
    NOTE_HEADINGS,
    NOTES,
    SCENES,
    SCHEDULED_FINISH,
    SCRIPT,
    SHOOTING_CALL,
    TIMES,
    WEATHER,
    ReportLine,
)
from poc_sheets.tabs.schedule import STRIP, ShootDayRow
from poc_sheets.trade.calling import read_time
from poc_sheets.trade.clock import CallCode, Clock, NotAClock
from poc_sheets.trade.eighths import show_eighths

#: Codes of a call sheet that say nothing about when somebody came.
_NOT_KNOWN_YET = {"TBD", "W/N"}


@dataclass(frozen=True)
class Source:
    """The call sheet that a report is started from.

    Attributes:
        plan: the day as its tabs say.
        state: what the sheet shows, by line.
        name: `REV 1 BLUE`, or blank where none is issued.
    """

    plan: DayPlan
    state: Shown
    name: str

    @property
    def unit(self) -> str:
        """The unit as the tabs name it; blank for the main one."""
        return self.plan.row.unit if self.plan.unit else ""

    def clock(self, text: str) -> Clock | CallCode | None:
        """The time of a call, or its code; `None` where it does not say when somebody came."""
        read = self._read(text)
        if isinstance(read, datetime):
            return Clock(read.hour * 60 + read.minute)
        return read if isinstance(read, CallCode) and read.code not in _NOT_KNOWN_YET else None

    def unread(self, text: str) -> str:
        """What is kept of a call beside it: words that are neither a time nor a code."""
        return f"Call: {text}" if isinstance(self._read(text), NotAClock) else ""

    def _read(self, text: str) -> datetime | CallCode | NotAClock | None:
        return read_time(text, self.plan.day, self.plan.general)


def source_of(
    shoot: Shoot,
    row: ShootDayRow,
    lines: Sequence[CallSheetLine],
    issues: Sequence[CallSheetIssue],
    issued: Sequence[IssuedLines],
) -> Source:
    """The call sheet in force on a day: the last one issued, else the one on the tab, else derived.

    Raises:
        SheetError: the day has no date.
    """
    draft = draft_sheet(shoot, row, lines)
    unit = draft.plan.unit
    mine = [issue for issue in issues if (issue.day, unit_key(issue.unit)) == (row.number, unit)]
    last = max(mine, key=lambda issue: issue.revision, default=None)
    state = from_parts(issued, row.number, last.revision, unit) if last else None
    if last is None or state is None:
        return Source(draft.plan, shown(draft.lines), "")
    return Source(draft.plan, state, named_issue(last))


def report_lines(source: Source, before: Figures | None) -> list[ReportLine]:
    """The lines of a day as far as they are known.

    Args:
        source: the call sheet in force.
        before: the report of the shoot day before; `None` where there is none.
    """
    lines = (
        *_times(source),
        *_days(source, before),
        *_scenes(source),
        *_script(source, before),
        *_media(source, before),
        *_meals(source),
        *_notes(source),
    )
    return [replace(line, unit=source.unit) for line in lines]


def _times(source: Source) -> Iterator[ReportLine]:
    for item, fact in COMPANY_TIMES.items():
        cells = source.state.get(f"fact:{fact}", ("", {}))[1] if fact else {}
        text = cells.get("time", "")
        is_known = item in {CREW_CALL, SHOOTING_CALL}
        yield ReportLine(
            day=source.plan.number,
            block=TIMES,
            item=item,
            planned=text,
            at=source.clock(text) if is_known else None,
        )


def _days(source: Source, before: Figures | None) -> Iterator[ReportLine]:
    plan = source.plan
    dates = plan.shoot.dates
    worked = sum(day < plan.day for day in dates.values())
    for item in DAY_TYPES:
        is_first_unit = item == FIRST_UNIT
        known = before.to_date(DAYS, item) if before else None
        yield ReportLine(
            day=plan.number,
            block=DAYS,
            item=item,
            planned=str(plan.of) if is_first_unit else "",
            previous=known or (str(worked) if is_first_unit else ""),
            today="1" if is_first_unit else "",
        )
    finish = max(dates.values()).isoformat() if dates else ""
    yield ReportLine(day=plan.number, block=DAYS, item=SCHEDULED_FINISH, detail=finish)
    estimated = before.detail(DAYS, ESTIMATED_FINISH) if before else ""
    yield ReportLine(day=plan.number, block=DAYS, item=ESTIMATED_FINISH, detail=estimated)
    yield ReportLine(day=plan.number, block=DAYS, item=AHEAD)


def _scenes(source: Source) -> Iterator[ReportLine]:
    for key, (block, cells) in source.state.items():
        is_scene = key.startswith("scene:") or cells.get("pages")
        if block == call_sheet.SCENES and is_scene:
            yield ReportLine(
                day=source.plan.number,
                block=SCENES,
                item=cells.get("item") or "?",
                detail=" - ".join(t for t in (cells.get("name"), cells.get("code")) if t),
                planned=cells.get("pages", ""),
            )


def script_totals(shoot: Shoot) -> Mapping[str, str]:
    """The whole script as the Schedule tab has it: scenes and pages, scheduled yet or not.

    A scene in parts has a strip for each part, and counts for each, as it does on its shoot days.
    """
    strips = [strip for strip in (shoot.whole or shoot).strips if strip.kind == STRIP]
    if not strips:
        return {}
    pages = sum(strip.pages for strip in strips)
    return {
        production_report.SCENES_ROW: str(len(strips)),
        production_report.PAGES_ROW: show_eighths(pages),
    }


def _script(source: Source, before: Figures | None) -> Iterator[ReportLine]:
    whole = script_totals(source.plan.shoot)
    is_first = source.plan.previous is None
    for item in production_report.SCRIPT_ROWS:
        known = before.to_date(SCRIPT, item) if before else None
        total = (before.planned(SCRIPT, item) if before else "") or whole.get(item, "")
        yield ReportLine(
            day=source.plan.number,
            block=SCRIPT,
            item=item,
            planned=total,
            previous=known or ("0" if is_first else ""),
        )


def _media(source: Source, before: Figures | None) -> Iterator[ReportLine]:
    kinds = before.items(MEDIA) if before else ()
    for item in dict.fromkeys((*MEDIA_KINDS, *kinds)):
        known = before.to_date(MEDIA, item) if before else None
        yield ReportLine(day=source.plan.number, block=MEDIA, item=item, previous=known or "")


def _meals(source: Source) -> Iterator[ReportLine]:
    meals = [cells for block, cells in source.state.values() if block == call_sheet.MEALS]
    named = {cells.get("item", "").casefold() for cells in meals}
    for cells in [*meals, *([] if "second meal" in named else [{"item": "Second meal"}])]:
        yield ReportLine(
            day=source.plan.number,
            block=MEALS,
            item=cells.get("item") or "Meal",
            detail=cells.get("detail", ""),
            planned=cells.get("code", ""),
        )


def _notes(source: Source) -> Iterator[ReportLine]:
    row = source.plan.row
    for item in NOTE_HEADINGS:
        parts = (row.weather, row.high, row.low, row.wind) if item == WEATHER else ()
        text = ", ".join(part for part in parts if part)
        yield ReportLine(day=source.plan.number, block=NOTES, item=item, detail=text)
