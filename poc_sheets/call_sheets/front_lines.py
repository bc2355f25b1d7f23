"""The lines of the front as derived: facts, notices, places; then the strips and their people."""

from collections.abc import Iterable, Iterator

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.call_sheets.people import CastOnDay
from poc_sheets.call_sheets.statements import notices
from poc_sheets.call_sheets.strip_lines import strip_lines
from poc_sheets.problems import SheetError
from poc_sheets.tabs.call_sheet import (
    DAY_BLOCK,
    NOTICES,
    PLACES,
    CallSheetLine,
    derived_line,
)
from poc_sheets.tabs.locations import Location
from poc_sheets.trade.calling import show_time
from poc_sheets.trade.shooting_days import show_date
from poc_sheets.trade.sun import SunTimes, sun_times

_FACT_NAMES = {
    "crew_call": "General crew call", "shooting_call": "Shooting call", "breakfast": "Breakfast",
    "lunch": "Lunch", "wrap": "Est. wrap",
}  # fmt: skip
_WEATHER = {
    "weather": "Weather", "high": "High", "low": "Low", "precipitation": "Precip.", "wind": "Wind",
}  # fmt: skip
_SUN = {"dawn": "First light", "sunrise": "Sunrise", "sunset": "Sunset", "dusk": "Last light"}


def front_lines(plan: DayPlan, cast: Iterable[CastOnDay]) -> list[CallSheetLine]:
    """The lines of the front in their order."""
    performers = list(cast)
    return [
        *_facts(plan),
        *_notices(plan, performers),
        *_places(plan),
        *strip_lines(plan, performers),
    ]


def sun_of(plan: DayPlan) -> SunTimes | None:
    """The sun at the day's first location; `None` where its latitude or the zone is not known."""
    place = next(iter(plan.places), None)
    if place is None or place.latitude is None or place.longitude is None:
        return None
    try:
        return sun_times(float(place.latitude), float(place.longitude), plan.day, plan.zone)
    except SheetError:
        return None


def _facts(plan: DayPlan) -> Iterator[CallSheetLine]:
    style, settings = plan.style, plan.shoot.settings

    def fact(fact: str, item: str, **cells: str) -> CallSheetLine:
        return derived_line(plan.sheet, DAY_BLOCK, f"fact:{fact}", item=item, **cells)

    yield fact("count", "Day", name=show_date(plan.day), detail=f"{plan.number} of {plan.of}")
    yield fact("crew_call", _FACT_NAMES["crew_call"], time=plan.crew_call_text)
    for name, moment in plan.derived.items():
        yield fact(name, _FACT_NAMES[name], time=plan.show(moment))
    for name, item in _WEATHER.items():
        yield fact(name, item, detail=getattr(plan.row, name))
    sun = sun_of(plan)
    for name, item in _SUN.items():
        yield fact(name, item, time=show_time(getattr(sun, name, None), style, plan.day))
    yield fact("medic", "Medic", name=plan.row.medic)
    for name, color, dated in (
        ("Script", settings.script_color, settings.script_date),
        ("Schedule", settings.schedule_color, settings.schedule_date),
    ):
        shown = show_date(dated) if dated else ""
        yield fact(f"version {name.lower()}", name, name=color, detail=shown)


def _notices(plan: DayPlan, cast: list[CastOnDay]) -> Iterator[CallSheetLine]:
    for name, text in notices(plan, cast):
        yield derived_line(plan.sheet, NOTICES, f"notice:{name}", detail=text)


def _places(plan: DayPlan) -> Iterator[CallSheetLine]:
    hospitals: set[str] = set()
    for number in plan.place_numbers:
        place = plan.shoot.locations_by_number.get(number)
        if place is None:
            yield derived_line(
                plan.sheet, PLACES, f"place:{number}", item=f"Loc {number}", location=number
            )
            continue
        yield from _place(plan, place)
        if place.hospital not in hospitals:
            hospitals.add(place.hospital)
            yield _hospital(plan, place)


def _hospital(plan: DayPlan, place: Location) -> CallSheetLine:
    """The hospital; where the Locations tab has none, a line to type it in."""
    return derived_line(
        plan.sheet,
        PLACES,
        f"hospital:{place.number}",
        item="Hospital",
        name=place.hospital,
        detail=place.hospital_address,
        code=place.hospital_distance,
        location=place.number,
        notes=place.hospital_phone,
    )


def _place(plan: DayPlan, place: Location) -> Iterator[CallSheetLine]:
    contact = ", ".join(part for part in (place.contact, place.phone) if part)
    yield derived_line(
        plan.sheet,
        PLACES,
        f"place:{place.number}",
        item=f"Loc {place.number}",
        name=place.name,
        detail=place.address,
        location=place.number,
        notes=contact,
    )
    for key, item in (
        ("crew_parking", "Crew parking"),
        ("truck_parking", "Truck parking"),
        ("basecamp", "Basecamp"),
        ("holding", "BG holding"),
        ("catering", "Catering"),
    ):
        text = getattr(place, key)
        if text:
            line = f"place:{place.number}/{key}"
            yield derived_line(
                plan.sheet, PLACES, line, item=item, name=text, location=place.number
            )
