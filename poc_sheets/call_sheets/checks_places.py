"""Preflight of the places of a day: which they are, their hospital, permit, release, insurance."""

from collections.abc import Iterator
from datetime import date

from poc_sheets.call_sheets.draft import Draft
from poc_sheets.problems import Finding, Problem
from poc_sheets.tabs.locations import Location
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.shooting_days import show_date

NO_LOCATION = Problem(
    "no-location",
    title="{what_has_none} has no location",
    what="{seen}; rule: each scene points at one location (field practice)",
    do="type the location number, and keep the location in the Locations tab",
)
NO_HOSPITAL = Problem(
    "no-hospital",
    title="Location {number} {name} has no hospital",
    what="Hospital is empty; rule: the nearest hospital with an emergency room, for each location (field practice)",
    do="type the nearest hospital with its address and phone",
)
OUTSIDE_PERMIT = Problem(
    "outside-permit",
    title="Day {day} is outside the permit of location {number} {name}",
    what="permit {seen}, shoot day {date}; rule: the permit holds on every day of work (field practice)",
    do="have the permit extended, or move the day",
)
PAPER_MISSING = Problem(
    "location-paper-missing",
    title="Location {number} {name} has no {paper}",
    what="{seen}; rule: permit, release and insurance are in hand before the company arrives (field practice)",
    do="get the {paper} and type it in the Locations tab",
    level="warning",
)
NOT_INSURED = Problem(
    "insurance-expired",
    title="The insurance of location {number} {name} ends before day {day}",
    what="insured to {seen}, shoot day {date}; rule: the certificate holds on every day of work (field practice)",
    do="ask for a new certificate and type its date",
)


def place_findings(draft: Draft) -> Iterator[Finding]:
    """Places that the day names and nobody knows, and what the known ones lack on the day."""
    plan = draft.plan
    if not plan.place_numbers:
        seen = "neither Shoot Days nor a strip names one"
        yield NO_LOCATION.at(
            place_of(plan.row, "location"), what_has_none=f"Day {plan.number}", seen=seen
        )
    elif not plan.row.location:
        for strip in plan.scenes:
            if not strip.location:
                what = f"Scene {strip.scene}"
                yield NO_LOCATION.at(
                    place_of(strip, "location"), what_has_none=what, seen="Loc is empty"
                )
    for number in plan.place_numbers:
        place = plan.shoot.locations_by_number.get(number)
        if place is None:
            seen = f"the Locations tab has no location {number}"
            yield NO_LOCATION.at(
                place_of(plan.row, "location"), what_has_none=f"Location {number}", seen=seen
            )
        else:
            yield from _papers(draft, place)


def _papers(draft: Draft, place: Location) -> Iterator[Finding]:
    plan = draft.plan
    facts = {
        "number": place.number,
        "name": place.name,
        "day": plan.number,
        "date": show_date(plan.day),
    }
    hospital = draft.by_key.get(f"hospital:{place.number}")
    if not place.hospital and not (hospital and hospital.name):
        yield NO_HOSPITAL.at(place_of(place, "hospital"), **facts)
    before = place.permit_from is not None and plan.day < place.permit_from
    after = place.permit_to is not None and plan.day > place.permit_to
    if before or after:
        key = "permit_from" if before else "permit_to"
        seen = f"from {_shown(place.permit_from)} to {_shown(place.permit_to)}"
        yield OUTSIDE_PERMIT.at(place_of(place, key), seen=seen, **facts)
    elif not place.permit_no and place.permit_to is None:
        seen = "Permit no. and Permit to are empty"
        yield PAPER_MISSING.at(place_of(place, "permit_no"), paper="permit", seen=seen, **facts)
    if not place.has_release:
        seen = "Release signed does not say Yes"
        yield PAPER_MISSING.at(place_of(place, "has_release"), paper="release", seen=seen, **facts)
    if place.insured_to is None:
        seen = "Insurance to is empty"
        paper = "certificate of insurance"
        yield PAPER_MISSING.at(place_of(place, "insured_to"), paper=paper, seen=seen, **facts)
    elif place.insured_to < plan.day:
        seen = _shown(place.insured_to)
        yield NOT_INSURED.at(place_of(place, "insured_to"), seen=seen, **facts)


def _shown(day: date | None) -> str:
    return show_date(day) if day else "no date"
