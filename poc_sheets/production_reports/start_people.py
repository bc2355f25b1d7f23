"""The people of a production report before anybody types: all whom the call sheet in force names."""

from collections.abc import Mapping
from dataclasses import replace

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.call_sheets.people import cast_order, hold_on
from poc_sheets.production_reports.start import Source
from poc_sheets.tabs import call_sheet
from poc_sheets.tabs.production_report import BACKGROUND, CAST, CREW, KINDS, STUNT, ProductionTime


def time_lines(source: Source) -> list[ProductionTime]:
    """A line for everybody whom the call sheet names: cast, held cast, stunts, background, crew."""
    people: list[ProductionTime] = []
    for block, cells in source.state.values():
        if block == call_sheet.CAST:
            people.append(_performer(source, cells))
        elif block == call_sheet.BACKGROUND:
            people.append(_crowd(source, cells))
        elif block == call_sheet.CREW:
            people.append(_crew(source, cells))
    numbers = {line.number for line in people if line.kind == CAST}
    held = [i for i in hold_on(source.plan) if i not in numbers]
    people += [_held(source.plan, cast_id) for cast_id in held]
    people = [replace(line, unit=source.unit) for line in people]
    people.sort(key=lambda line: (KINDS.index(line.kind), _by_number(line)))
    return people


def _by_number(line: ProductionTime) -> tuple[int, str]:
    return cast_order(line.number) if line.kind == CAST else (0, "")


def _performer(source: Source, cells: Mapping[str, str]) -> ProductionTime:
    name, character = cells.get("name", ""), cells.get("detail", "")
    number = cells.get("item", "")
    call = cells.get("call", "")
    return ProductionTime(
        day=source.plan.number,
        number=number,
        person=name or character or f"Cast id {number}",
        position=character,
        kind=CAST,
        status=cells.get("code", ""),
        call=source.clock(call),
        on_set=source.clock(cells.get("on_set", "")),
        notes=source.unread(call),
    )


def _held(plan: DayPlan, cast_id: str) -> ProductionTime:
    member = plan.shoot.cast_by_id.get(cast_id)
    character = member.character if member else ""
    person = (member.performer if member else "") or character or f"Cast id {cast_id}"
    return ProductionTime(
        day=plan.number, number=cast_id, person=person, position=character, kind=CAST, status="H"
    )


def _crowd(source: Source, cells: Mapping[str, str]) -> ProductionTime:
    quantity = cells.get("item", "")
    call = cells.get("call", "")
    return ProductionTime(
        day=source.plan.number,
        person=cells.get("name") or "Background",
        position=cells.get("detail", ""),
        kind=BACKGROUND,
        quantity=int(quantity) if quantity.isdecimal() else None,
        call=source.clock(call),
        on_set=source.clock(cells.get("on_set", "")),
        notes=source.unread(call),
    )


def _crew(source: Source, cells: Mapping[str, str]) -> ProductionTime:
    department = cells.get("detail", "")
    call = cells.get("call", "")
    position = cells.get("item", "")
    return ProductionTime(
        day=source.plan.number,
        person=cells.get("name") or position or "?",
        position=position,
        department=department,
        # Stunt people sign the time report of the performers.
        kind=STUNT if department.casefold().startswith("stunt") else CREW,
        call=source.clock(call),
        notes=source.unread(call),
    )
