"""A day's production report as it is printed."""

from collections.abc import Iterator
from datetime import date, datetime, time

from poc_sheets.documents.approvals import Approval
from poc_sheets.documents.clock import When
from poc_sheets.documents.production_report import (
    CastTime,
    CrewTime,
    DayCount,
    ExtraTime,
    MediaCount,
    ProductionReport,
    ReportNote,
    ScriptCount,
    ServedMeal,
)
from poc_sheets.production_reports.day_report import DayReport
from poc_sheets.production_reports.figures import Figures, result_of
from poc_sheets.production_reports.times import Clocked, company_times
from poc_sheets.tabs.production_report import (
    ADDED_PAGES,
    ADDED_SCENES,
    AHEAD,
    BACKGROUND,
    CAST,
    COMPANY_TIMES,
    CREW,
    DAY_TYPES,
    DAYS,
    DELETED_PAGES,
    DELETED_SCENES,
    ESTIMATED_FINISH,
    MEALS,
    MEDIA,
    MINUTES_ROW,
    NOTES,
    PAGES_ROW,
    RESULTS,
    RETAKES,
    SCENES,
    SCENES_ROW,
    SCHEDULED_FINISH,
    SCRIPT,
    SETUPS_ROW,
    STUNT,
    TIMES,
    WEATHER,
    ProductionTime,
    ReportLine,
)
from poc_sheets.trade.clock import CallCode, Clock
from poc_sheets.trade.report_counts import Counted
from poc_sheets.trade.rules import key

#: The rows of the script's totals, each with the column of the tab that it shows.
_SCRIPT = {
    "Script total": "planned", "Taken previously": "previous", "Taken today": "today",
    "Taken to date": "to_date", "Remaining": "remaining",
}  # fmt: skip
_MEASURES = {
    "scenes": SCENES_ROW, "pages": PAGES_ROW, "seconds": MINUTES_ROW, "setups": SETUPS_ROW,
}  # fmt: skip
_CHANGES = {
    "Added": {"scenes": ADDED_SCENES, "pages": ADDED_PAGES},
    "Deleted": {"scenes": DELETED_SCENES, "pages": DELETED_PAGES},
    "Retakes": {"scenes": RETAKES},
}


def production_report(report: DayReport, now: datetime) -> ProductionReport:
    """The content of the daily production report."""
    settings, figures = report.shoot.settings, report.figures
    people = (
        ("Director", settings.director), ("Producers", settings.producers), ("UPM", settings.upm),
        ("1st AD", settings.first_ad), ("2nd AD", settings.second_ad),
    )  # fmt: skip
    versions = (
        ("Script", _version(settings.script_color, settings.script_date)),
        ("Schedule", _version(settings.schedule_color, settings.schedule_date)),
    )
    return ProductionReport(
        production=settings.title or "Untitled production",
        company=settings.company,
        production_number=settings.production_no,
        date=report.day,
        number=report.row.number,
        of=report.of,
        unit=f"{report.row.unit} unit" if " " not in report.row.unit else report.row.unit,
        people=tuple((role, name) for role, name in people if name),
        started=settings.shoot_start or min(report.shoot.dates.values(), default=None),
        scheduled_finish=_date(figures.detail(DAYS, SCHEDULED_FINISH)),
        estimated_finish=_date(figures.detail(DAYS, ESTIMATED_FINISH)),
        versions=tuple((what, shown) for what, shown in versions if shown),
        days_ahead=_whole(figures.totals(DAYS, AHEAD).today),
        days=tuple(_day_counts(figures)),
        times=tuple(_company(report)),
        scenes=tuple(_scenes(report)),
        script=tuple(_script(figures)),
        media=tuple(_media(figures)),
        cast=tuple(_cast(report)),
        extras=tuple(_extras(report)),
        crew=tuple(_crew(report)),
        meals=tuple(_meals(figures)),
        notes=tuple(_notes(figures)),
        weather=figures.detail(NOTES, WEATHER),
        approvals=tuple(
            Approval(role, name)
            for role, name in (
                ("2nd AD", settings.second_ad), ("1st AD", settings.first_ad), ("UPM", settings.upm),
            )
        ),
        issued_at=now,
    )  # fmt: skip


def _version(color: str, dated: date | None) -> str:
    return " ".join(part for part in (color, dated.isoformat() if dated else "") if part)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _whole(count: Counted | None) -> int | None:
    return None if count is None else int(count.number)


def _day_counts(figures: Figures) -> Iterator[DayCount]:
    words = {SCHEDULED_FINISH, ESTIMATED_FINISH, AHEAD}
    for item in dict.fromkeys((*DAY_TYPES, *figures.items(DAYS))):
        totals = figures.totals(DAYS, item)
        planned, to_date = _whole(totals.planned), _whole(totals.to_date)
        if item not in words and (planned or to_date):
            yield DayCount(kind=item, scheduled=planned or 0, actual=to_date or 0)


def _company(report: DayReport) -> Iterator[tuple[str, datetime | str | None]]:
    found = company_times(report.figures, report.day)
    for item in COMPANY_TIMES:
        line = report.figures.line(TIMES, item)
        moment = found.moments.get(item)
        if moment is not None:
            yield item, moment.as_datetime().replace(tzinfo=None)
        elif line is not None:
            yield item, line.at.as_text() if isinstance(line.at, CallCode) else ""


def _scenes(report: DayReport) -> Iterator[tuple[str, str]]:
    scenes = report.figures.of(SCENES)
    if not scenes:
        return
    planned = [scene for scene in scenes if result_of(scene) not in {"Added", "Retake"}]
    yield "Scheduled", ", ".join(scene.item for scene in planned)
    for result in RESULTS:
        found = [_scene(scene) for scene in scenes if result_of(scene) == result]
        yield result, ", ".join(found)
    open_ones = [scene.item for scene in scenes if not result_of(scene)]
    if open_ones:
        yield "No result", ", ".join(open_ones)
    names = [f"{place.name}, {place.address}".strip(", ") for place in report.places]
    if names:
        yield "Locations", "; ".join(names)


def _scene(scene: ReportLine) -> str:
    """A scene with the pages that count, where they are not those of the schedule."""
    return f"{scene.item} ({scene.today})" if scene.today else scene.item


def _script(figures: Figures) -> Iterator[ScriptCount]:
    totals = {name: figures.totals(SCRIPT, item) for name, item in _MEASURES.items()}
    for row, column in _SCRIPT.items():
        counts = {name: _whole(getattr(each, column)) for name, each in totals.items()}
        yield ScriptCount(row=row, **counts)
    for row, items in _CHANGES.items():
        changed = {name: _whole(figures.totals(SCRIPT, item).today) for name, item in items.items()}
        if any(changed.values()):
            yield ScriptCount(row=f"{row} today", **changed)


def _media(figures: Figures) -> Iterator[MediaCount]:
    for line in figures.of(MEDIA):
        to_date = line.to_date or figures.to_date(MEDIA, line.item) or ""
        yield MediaCount(what=line.item, previous=line.previous, today=line.today, to_date=to_date)


def _cast(report: DayReport) -> Iterator[CastTime]:
    for line, found in report.people(CAST, STUNT):
        names = (
            "on_set", "meal_out", "meal_in", "second_meal_out", "second_meal_in", "left_location",
            "arrived_home",
        )  # fmt: skip
        yield CastTime(
            number=line.number,
            performer=line.person,
            character="" if line.position == line.person else line.position,
            status=line.status,
            report=found.when(line, "call"),
            dismissed=found.when(line, "wrap"),
            remarks=_remarks(line),
            **{name: found.when(line, name) for name in names},
        )


def _remarks(line: ProductionTime) -> str:
    forced = "FC" if line.forced_call.casefold().startswith("y") else ""
    penalties = f"MP {line.meal_penalties}" if line.meal_penalties not in {"", "0"} else ""
    return "; ".join(part for part in (line.notes, forced, penalties) if part)


def _extras(report: DayReport) -> Iterator[ExtraTime]:
    for line, found in report.people(BACKGROUND):
        meals = [
            m for m in (_span(report, found, "meal"), _span(report, found, "second_meal")) if m
        ]
        yield ExtraTime(
            quantity=1 if line.quantity is None else line.quantity,
            description=line.person,
            rate=line.rate,
            time_in=found.when(line, "call"),
            time_out=found.when(line, "wrap"),
            meals="; ".join(meals),
            adjustments="; ".join(part for part in (line.adjustments, line.notes) if part),
            vouchers=line.vouchers,
        )


def _span(report: DayReport, found: Clocked, meal: str) -> str:
    start, end = found.moments.get(f"{meal}_out"), found.moments.get(f"{meal}_in")
    return " to ".join(moment.as_text(report.style) for moment in (start, end) if moment)


def _crew(report: DayReport) -> Iterator[CrewTime]:
    departments = [row.department for row in report.shoot.departments]
    lines = list(report.people(CREW))
    order = {
        key(name): place
        for place, name in enumerate(
            dict.fromkeys([*departments, *(line.department for line, _ in lines)])
        )
    }
    for line, found in sorted(lines, key=lambda pair: order[key(pair[0].department)]):
        span = _span(report, found, "breakfast")
        breakfast = f"NDB {span}" if span else ""
        yield CrewTime(
            department=line.department or "Crew",
            position=line.position,
            name=line.person,
            call=found.when(line, "call"),
            meal_out=found.when(line, "meal_out"),
            meal_in=found.when(line, "meal_in"),
            second_meal_out=found.when(line, "second_meal_out"),
            second_meal_in=found.when(line, "second_meal_in"),
            out=found.when(line, "wrap"),
            remarks="; ".join(part for part in (breakfast, _remarks(line)) if part),
        )


def _meals(figures: Figures) -> Iterator[ServedMeal]:
    for line in figures.of(MEALS):
        at: When = line.at.as_text() if isinstance(line.at, CallCode) else None
        if isinstance(line.at, Clock):
            at = time(line.at.minutes // 60 % 24, line.at.minutes % 60)
        yield ServedMeal(meal=line.item, count=_whole(figures.typed(line).today), at=at)


def _notes(figures: Figures) -> Iterator[ReportNote]:
    for line in figures.of(NOTES):
        minutes = f"{line.today} min" if line.today and not _has_unit(line.today) else line.today
        text = ": ".join(part for part in (minutes, line.detail) if part)
        text = "; ".join(part for part in (text, line.notes) if part)
        if text and key(line.item) != key(WEATHER):
            yield ReportNote(heading=line.item, text=text)


def _has_unit(text: str) -> bool:
    return not text.replace(".", "", 1).isdecimal()
