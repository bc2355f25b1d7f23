"""What a person should know about a schedule file that was read: what is missing, double or odd."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from poc_sheets.readers.schedule import MAIN_UNIT, Strip
from poc_sheets.readers.schedule_problems import (
    BAD_DATES,
    LOOSE_STRIPS,
    NO_CATEGORY,
    NO_SCENE_NUMBER,
    NOT_IN_FILE,
    NOT_SCHEDULED,
    ON_NO_BOARD,
    SAME_SCENE,
    SCHEDULE_CHOSEN,
    SHARED_CAST_ID,
    STRIP_TWICE,
    Notes,
)
from poc_sheets.readers.uss_boards import Entry, Placed, Placement
from poc_sheets.readers.uss_breakdown import Breakdown, text
from poc_sheets.trade.eighths import show_eighths


def in_order(
    strips: Mapping[str, Entry], placement: Placement, notes: Notes, board: str
) -> list[Placed]:
    """Each strip of the file once: where the schedule places it, then those it does not place."""
    kept: dict[str, Placed] = {}
    unknown = []
    for each in placement.placed:
        if each.strip_id not in strips:
            unknown.append(each.strip_id)
        elif each.strip_id in kept:
            notes.add(STRIP_TWICE, scene=text(strips[each.strip_id].get("scene")))
        else:
            kept[each.strip_id] = each
    if unknown:
        notes.add(NOT_IN_FILE, count=len(unknown), ids=", ".join(unknown[:5]))
    left = [strip_id for strip_id in strips if strip_id not in kept]
    missing = [strips[each] for each in left if text(strips[each].get("type")) != "banner"]
    if board and missing:
        scenes = _listed(text(entry.get("scene")) for entry in missing)
        notes.add(ON_NO_BOARD, board=board, scenes=scenes)
    return [*kept.values(), *(Placed(strip_id, MAIN_UNIT, None) for strip_id in left)]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(name or "(no number)" for name in names)


def note_board(
    notes: Notes,
    boards: Sequence[str],
    used: str,
    placement: Placement,
    strips: Sequence[Strip],
) -> None:
    """Which schedule was read, and days that are not plainly days."""
    others = [name for name in boards if name != used]
    if others:
        notes.add(SCHEDULE_CHOSEN, board=used, others=", ".join(others))
    if not placement.days:
        notes.add(NOT_SCHEDULED, strips=sum(strip.kind == "strip" for strip in strips))
    for number in placement.loose_days:
        loose = [each for each in strips if (each.day_number, each.unit) == (number, MAIN_UNIT)]
        notes.add(LOOSE_STRIPS, day=number, scenes=_listed(strip.scene for strip in loose))


def note_breakdown(notes: Notes, breakdown: Breakdown, strips: Sequence[Strip]) -> None:
    """Scenes without a number or on several strips, and cast and elements that are unclear."""
    by_scene: defaultdict[str, list[Strip]] = defaultdict(list)
    for strip in strips:
        if strip.kind != "strip":
            continue
        if strip.scene:
            by_scene[strip.scene.upper()].append(strip)
        else:
            page = strip.script_page or "?"
            notes.add(NO_SCENE_NUMBER, set=strip.set_name, page=page, synopsis=strip.synopsis)
    for same in by_scene.values():
        if len(same) > 1:
            pages = " and ".join(show_eighths(strip.pages_eighths) for strip in same)
            notes.add(SAME_SCENE, scene=same[0].scene, count=len(same), pages=pages)
    for cast_id in breakdown.shared_ids:
        named = [member.character for member in breakdown.cast if member.cast_id == cast_id]
        notes.add(SHARED_CAST_ID, cast_id=cast_id, characters=", ".join(named))
    if breakdown.uncategorised:
        notes.add(NO_CATEGORY, names=", ".join(breakdown.uncategorised))
    if breakdown.unreadable_events:
        notes.add(BAD_DATES, count=breakdown.unreadable_events)
