"""The lines that come from the strips: scenes, cast, background, department notes, days ahead."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from poc_sheets.call_sheets.day import DayPlan
from poc_sheets.call_sheets.people import CastOnDay, hold_on
from poc_sheets.tabs.call_sheet import (
    ADVANCE,
    BACKGROUND,
    CAST,
    NOTES,
    SCENES,
    CallSheetLine,
    derived_line,
)
from poc_sheets.tabs.schedule import BANNER, StripRow
from poc_sheets.trade.cast_times import Segment
from poc_sheets.trade.eighths import show_eighths
from poc_sheets.trade.shooting_days import show_date

_QUANTITY = re.compile(r"\(?(\d{1,4})\)?\s*[x\u00d7]?\s+(.+)|(.+?)\s*\((\d{1,4})\)")
_NOTE_COLUMNS = {
    "stunts": "Stunts", "vehicles": "Vehicles", "props": "Props", "effects": "SFX",
    "visual_effects": "VFX",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crowd:
    """Background called together; `quantity` is `None` where the schedule does not say."""

    description: str
    quantity: int | None
    scenes: tuple[str, ...]
    on_set: datetime | None


def strip_lines(plan: DayPlan, cast: Sequence[CastOnDay]) -> list[CallSheetLine]:
    """The lines of a day's strips and of the people in them."""
    return [
        *_scenes(plan),
        *_cast(plan, cast),
        *_background(plan),
        *_notes(plan),
        *_advance(plan),
    ]


def _scenes(plan: DayPlan) -> Iterator[CallSheetLine]:
    counts: dict[str, int] = {}
    segments = list(plan.draft.segments)
    lunch = _drafted_lunch(plan)
    if lunch is not None:
        segments.remove(lunch)
    for strip, segment in zip(plan.strips, segments, strict=True):
        if lunch is not None and segment.start >= lunch.start:
            yield _banner(plan, "lunch", "LUNCH", lunch.start)
            lunch = None
        yield _strip(plan, strip, counts, segment.start)
    if lunch is not None:
        yield _banner(plan, "lunch", "LUNCH", lunch.start)


def _drafted_lunch(plan: DayPlan) -> Segment | None:
    """The lunch that the draft put in; where a banner says lunch it put in none."""
    lunches = [segment for segment in plan.draft.segments if segment.kind == "lunch"]
    return lunches[0] if len(plan.draft.segments) > len(plan.strips) else None


def _banner(plan: DayPlan, name: str, text: str, start: datetime | None) -> CallSheetLine:
    at = plan.show(start)
    return derived_line(plan.sheet, SCENES, f"banner:{name}", name=text, time=at)


def _strip(
    plan: DayPlan, strip: StripRow, counts: dict[str, int], start: datetime | None
) -> CallSheetLine:
    is_banner = strip.kind == BANNER
    name = (strip.set_name if is_banner else strip.scene) or strip.strip_id or "?"
    counts[name] = counts.get(name, 0) + 1
    again = "" if counts[name] == 1 else f"#{counts[name]}"
    if is_banner:
        return _banner(plan, f"{name}{again}", strip.set_name, start)
    cells = scene_cells(strip, plan)
    cells["time"] = plan.show(start)
    return derived_line(plan.sheet, SCENES, f"scene:{name}{again}", **cells)


def scene_cells(strip: StripRow, plan: DayPlan) -> dict[str, str]:
    """The cells of a scene without its start."""
    episode = f"{strip.episode}-" if strip.episode and "-" not in strip.scene else ""
    return {
        "item": f"{episode}{strip.scene}",
        "name": ". ".join(part for part in (strip.int_ext, strip.set_name) if part),
        "detail": strip.synopsis,
        "code": " ".join(part for part in (strip.day_night, strip.script_day) if part),
        "pages": show_eighths(strip.pages),
        "cast": ", ".join(strip.cast_ids),
        "location": strip.location or plan.row.location,
        "notes": "; ".join(
            part for part in (strip.notes, strip.background and f"BG: {strip.background}") if part
        ),
    }


def _cast(plan: DayPlan, cast: Sequence[CastOnDay]) -> Iterator[CallSheetLine]:
    for person in cast:
        member = person.member
        is_minor = member is not None and member.is_minor
        waits = (
            member is not None and member.is_picked_up and person.pick_up is None and person.call
        )
        yield derived_line(
            plan.sheet,
            CAST,
            person.key,
            person.origin,
            item=person.cast_id,
            name=member.performer if member else "",
            detail=member.character if member else "",
            code=person.status,
            time="TBD" if waits else plan.show(person.pick_up),
            call=person.code or plan.untimed or plan.show(person.call),
            makeup="" if person.code else plan.show(person.times.makeup),
            on_set=plan.show(person.times.on_set),
            notes="; ".join(
                part
                for part in ("Minor" if is_minor else "", member.notes if member else "")
                if part
            ),
        )


def crowds(plan: DayPlan) -> list[Crowd]:
    """The background of the day, each description once."""
    starts = {s.text: s.start for s in plan.draft.segments if s.kind == "scene"}
    found: dict[str, Crowd] = {}
    for strip in plan.scenes:
        for part in re.split(r"[,;\n]+", strip.background):
            if not part.strip():
                continue
            quantity, text = _counted(part.strip())
            known = found.get(text.casefold())
            if known is None:
                found[text.casefold()] = Crowd(
                    text, quantity, (strip.scene,), starts.get(strip.scene)
                )
                continue
            most = max(quantity or 0, known.quantity or 0) or None
            scenes = tuple(dict.fromkeys((*known.scenes, strip.scene)))
            found[text.casefold()] = Crowd(known.description, most, scenes, known.on_set)
    return list(found.values())


def _counted(text: str) -> tuple[int | None, str]:
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return None, text
    return int(match[1] or match[4]), match[2] or match[3]


def _background(plan: DayPlan) -> Iterator[CallSheetLine]:
    before_set = timedelta(minutes=plan.shoot.policy.whole("call_sheet.before_set_minutes"))
    holding = next((place.holding for place in plan.places if place.holding), "")
    for crowd in crowds(plan):
        report = crowd.on_set - before_set if crowd.on_set else None
        yield derived_line(
            plan.sheet,
            BACKGROUND,
            f"background:{crowd.description.casefold()}",
            "" if crowd.quantity else "the schedule gives no number",
            item=str(crowd.quantity or ""),
            name=crowd.description,
            detail=f"Sc. {', '.join(crowd.scenes)}",
            call=plan.show(report),
            on_set=plan.show(crowd.on_set),
            notes=holding,
        )


def _notes(plan: DayPlan) -> Iterator[CallSheetLine]:
    texts: dict[str, list[str]] = {}
    for row in plan.shoot.departments:
        if row.notes:
            texts.setdefault(row.department, []).append(row.notes)
    for department, needs in _needed(plan).items():
        shown = (f"{what} (sc. {', '.join(scenes)})" for what, scenes in needs.items())
        texts.setdefault(department, []).extend(shown)
    held = hold_on(plan)
    if held:
        texts["On hold"] = [", ".join(_named(plan, cast_id) for cast_id in held)]
    for department, parts in texts.items():
        text = "; ".join(parts)
        yield derived_line(plan.sheet, NOTES, f"note:{department}", item=department, detail=text)


def _needed(plan: DayPlan) -> dict[str, dict[str, list[str]]]:
    """What each department must bring, each thing once with its scenes."""
    needed: dict[str, dict[str, list[str]]] = {}
    for strip in plan.scenes:
        for department, text in _needs(strip):
            for what in text.split(","):
                scenes = needed.setdefault(department, {}).setdefault(what.strip(), [])
                scenes += [] if strip.scene in scenes else [strip.scene]
    return needed


def _needs(strip: StripRow) -> Iterator[tuple[str, str]]:
    for key, department in _NOTE_COLUMNS.items():
        if getattr(strip, key):
            yield department, getattr(strip, key)
    for part in strip.elements.split(";"):
        department, colon, text = part.partition(":")
        if colon and text.strip():
            yield department.strip(), text.strip()


def _named(plan: DayPlan, cast_id: str) -> str:
    member = plan.shoot.cast_by_id.get(cast_id)
    return f"{cast_id} {member.character}" if member else cast_id


def _advance(plan: DayPlan) -> Iterator[CallSheetLine]:
    days = plan.shoot.policy.whole("call_sheet.advance_days")
    for row in plan.next_days[:days]:
        place = plan.shoot.locations_by_number.get(row.location)
        shown = show_date(plan.shoot.dates[row.number])
        headline = place.name if place else ""
        line = f"advance:{row.number}"
        yield derived_line(
            plan.sheet, ADVANCE, line, item=f"Day {row.number}", name=headline, detail=shown
        )
        counts: dict[str, int] = {}
        for strip in plan.shoot.strips_by_day.get(row.number, ()):
            name = strip.set_name if strip.kind == BANNER else strip.scene
            counts[name] = counts.get(name, 0) + 1
            again = "" if counts[name] == 1 else f"#{counts[name]}"
            if strip.kind == BANNER:
                cells = {"name": strip.set_name}
            else:
                cells = scene_cells(strip, plan) | {
                    "location": strip.location or row.location,
                    "notes": "",
                }
            yield derived_line(plan.sheet, ADVANCE, f"{line}/{name}{again}", **cells)
