"""The performers' time report of a day (Exhibit G) as it is printed."""

from collections.abc import Iterator

from poc_sheets.documents.exhibit_g import ExhibitG, PerformerTime
from poc_sheets.production_reports.day_report import DayReport
from poc_sheets.tabs.production_report import CAST, STUNT


def exhibit_g(report: DayReport) -> ExhibitG:
    """The content of the performers' time report."""
    settings = report.shoot.settings
    return ExhibitG(
        production=settings.title or "Untitled production",
        date=report.day,
        company=settings.company,
        production_number=settings.production_no,
        shooting_day=f"Day {report.row.number} of {report.of}",
        location="; ".join(place.name for place in report.places),
        contact=settings.second_ad or settings.coordinator,
        contact_phone=settings.office_phone,
        kind={"Feature": "Theatrical", "Series": "Television"}.get(settings.kind, settings.kind),
        performers=tuple(_performers(report)),
    )


def _performers(report: DayReport) -> Iterator[PerformerTime]:
    for line, found in report.people(CAST, STUNT):
        member = report.shoot.cast_by_id.get(line.number)
        has_own_set_time = line.dismissed_set is not None
        yield PerformerTime(
            number=line.number,
            performer=line.person,
            character="" if line.position == line.person else line.position,
            status=line.status,
            is_minor=member.is_minor if member else False,
            report_makeup=found.when(line, "call"),
            report_set=found.when(line, "on_set"),
            dismiss_set=found.when(line, "dismissed_set" if has_own_set_time else "wrap"),
            dismiss_makeup=found.when(line, "wrap"),
            breakfast_in=found.when(line, "breakfast_out"),
            breakfast_out=found.when(line, "breakfast_in"),
            meal_start=found.when(line, "meal_out"),
            meal_finish=found.when(line, "meal_in"),
            second_meal_start=found.when(line, "second_meal_out"),
            second_meal_finish=found.when(line, "second_meal_in"),
            leave_for_location=found.when(line, "left_for_location"),
            arrive_location=found.when(line, "arrived_location"),
            leave_location=found.when(line, "left_location"),
            arrive_studio=found.when(line, "arrived_home"),
            tutoring=line.tutoring,
            wardrobe=line.outfits,
            forced_call=line.forced_call,
            meal_penalties=line.meal_penalties,
            stunt_adjustment=line.adjustments,
        )
