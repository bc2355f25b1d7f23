"""Preflight of the day itself: scenes and ids, places, statements, completeness."""

import re
from collections import defaultdict
from collections.abc import Iterator

from poc_sheets.call_sheets.checks_places import place_findings
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.front_lines import sun_of
from poc_sheets.call_sheets.statements import (
    COMMERCIAL,
    IATSE_HOTLINE,
    UK,
    cast_agreements,
    crew_agreements,
    is_iatse,
    is_low_budget,
)
from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.tabs.call_sheet import NOTICES, TAKEN_OVER, CallSheetLine
from poc_sheets.tabs.distribution import DistributionLine
from poc_sheets.tabs.model import place_of
from poc_sheets.tabs.production import ProductionSetting
from poc_sheets.trade.scenes import scene_key, scene_text

UNKNOWN_CAST = Problem(
    "cast-id-unknown",
    title="Cast id {cast_id} of scene {scene} is not in the Cast tab",
    what="the strip names {ids}; rule: everyone in a scene stands in the cast grid (field practice)",
    do="add the performer to the Cast tab, or correct the id in the Schedule tab",
)
CAST_WITHOUT_SCENE = Problem(
    "cast-without-scene",
    title="{who} is in no scheduled scene",
    what="id {cast_id} stands in no strip with a day; rule: the cast grid and the scenes name the same people (field practice)",
    do="correct the id in the Schedule tab, or leave it if the scene is still to be scheduled",
    level="note",
)
SCENE_TWICE = Problem(
    "scene-on-two-days",
    title="Scene {scene} stands on days {days}",
    what="rows {rows}; rule: a scene is shot once; a part of a scene is marked pt (field practice)",
    do="take it off one of the days, or mark the parts: {scene}pt1, {scene}pt2",
)
NO_STATEMENT = Problem(
    "statement-missing",
    title="The call sheet does not say {statement}",
    what="{seen}; rule: {rule}; source: {source}",
    do="fill in {setting} in the Production tab",
)
NO_MEAL_WINDOW = Problem(
    "no-meal-window",
    title="The call sheet does not say when food is available",
    what='it says "{seen}"; rule: the window of a rolling meal; source: IATSE Low Budget Theatrical, Art. XX (8)',
    do="add from when to when food is available to the notice",
)
NO_CONDITION = Problem(
    "weather-call-without-condition",
    title="A call is weather permitting, and the condition is not named",
    what='it says "{seen}"; rule: the condition stands beside the call; source: Jeffords Rules 2024',
    do="name the condition, such as rain",
    level="warning",
)
CALL_BOARD = Problem(
    "send-to-call-board",
    title="Every call sheet goes to the call board of the union as well",
    what="crew agreements: {seen}; source: Teamsters 399 / AICP Location Managers 2023",
    do="e-mail the sheet to the call board of Teamsters 399",
    level="note",
)
INCOMPLETE = Problem(
    "call-sheet-incomplete",
    title="The call sheet of day {day} has no {fact}",
    what="{seen}; rule: a complete call sheet has it (field practice)",
    do="{remedy}",
    level="warning",
)
_TIME = re.compile(r"\d{1,2}(:\d\d)? ?[ap]|\d{1,2}:\d\d")


def day_findings(draft: Draft) -> Iterator[Finding]:
    """Everything about the day that does not hang on a person's call."""
    yield from _cast_ids(draft)
    yield from _scenes_twice(draft)
    yield from place_findings(draft)
    yield from _statements(draft)
    yield from _conditional(draft)
    yield from _completeness(draft)


def _cast_ids(draft: Draft) -> Iterator[Finding]:
    plan, shoot = draft.plan, draft.plan.shoot
    for strip in plan.scenes:
        for cast_id in shoot.cast_ids_of(strip):
            if cast_id not in shoot.cast_by_id:
                facts = {"cast_id": cast_id, "scene": strip.scene, "ids": ", ".join(strip.cast_ids)}
                yield UNKNOWN_CAST.at(place_of(strip, "cast_ids"), **facts)
    for member in shoot.cast:
        row = shoot.dood.get(member.cast_id)
        if row is not None and row.work == 0 and shoot.strips:
            who = member.performer or member.character
            yield CAST_WITHOUT_SCENE.at(
                place_of(member, "cast_id"), who=who, cast_id=member.cast_id
            )


def _scenes_twice(draft: Draft) -> Iterator[Finding]:
    """Scenes of this day that stand on another one as well; parts of a scene may."""
    shoot, number = draft.plan.shoot, draft.plan.number
    rows = defaultdict(list)
    for day, strips in shoot.strips_by_day.items():
        for strip in strips:
            if scene_text(strip.scene) and scene_key(strip.scene)[5] == -1:
                rows[strip.episode, strip.scene.upper()].append((day, strip))
    for (_, scene), found in rows.items():
        days = sorted({day for day, _ in found})
        if len(days) > 1 and number in days:
            here = next(strip for day, strip in found if day == number)
            shown = ", ".join(str(strip.row) for _, strip in found)
            yield SCENE_TWICE.at(
                place_of(here, "scene"), scene=scene, days=" and ".join(map(str, days)), rows=shown
            )


def _statements(draft: Draft) -> Iterator[Finding]:
    settings = draft.plan.shoot.settings
    crew = crew_agreements(draft.plan)
    seen = f"crew agreements: {', '.join(name for name in crew if name) or 'none'}"
    if is_iatse(crew):
        for value, setting, word, statement, rule, source in (
            (settings.housing_contact, "Housing and rides", "ride", "who arranges a courtesy room or ride home",
             "housing or a round-trip ride after a long day, with name and contact of who arranges it",
             "IATSE Basic Agreement 2024, item 6; Area Standards 2024, item 10"),
            (settings.safety_contact, "Safety contact", "safety contact", "who is the producer's safety contact",
             "name and phone of the safety contact stand on the call sheet",
             "Basic Safety Standards, Jeffords Rules 2024 p. 32"),
            (settings.safety_hotline, "Safety hotline", "hotline", "the safety hotline",
             "the number of the safety hotline stands on the call sheet",
             "Basic Safety Standards, Jeffords Rules 2024 p. 32"),
        ):  # fmt: skip
            if (draft.original or not value) and not _is_said(draft, word):
                yield _statement(seen, statement, rule, source, setting)
    digits = "".join(filter(str.isdigit, settings.safety_hotline))
    if is_low_budget(crew) and IATSE_HOTLINE.replace("-", "") not in digits:
        rule, source = (
            f"the IATSE Safety Hotline {IATSE_HOTLINE}",
            "IATSE Low Budget Theatrical 2023-25, Art. XXXIII.G",
        )
        yield _statement(seen, "the IATSE safety hotline", rule, source, "Safety hotline")
    cast = cast_agreements(draft.plan)
    has_cast = bool(draft.cast) and any("sag" in name.casefold() for name in cast)
    is_settled = bool(settings.harassment_reporting) and not draft.original
    if has_cast and not is_settled and not _is_said(draft, "harass"):
        seen = f"cast agreements: {', '.join(cast)}"
        rule, source = (
            "how to report harassment, when practicable",
            "SAG-AFTRA 2023 TV/Theatrical MOA",
        )
        yield _statement(seen, "how to report harassment", rule, source, "Harassment reporting")


def _statement(seen: str, statement: str, rule: str, source: str, setting: str) -> Finding:
    place = Place(ProductionSetting.tab, None, None, setting)
    facts = {"seen": seen, "statement": statement, "rule": rule, "source": source}
    return NO_STATEMENT.at(place, setting=setting, **facts)


def _conditional(draft: Draft) -> Iterator[Finding]:
    """Statements that only some days need."""
    for line in draft.lines:
        text = f"{line.item} {line.name} {line.detail}".strip()
        words = text.casefold()
        if line.block != NOTICES:
            continue
        if ("rolling" in words or "alternative meal" in words) and not _TIME.search(words):
            yield NO_MEAL_WINDOW.at(place_of(line, "detail"), seen=text)
        if re.fullmatch(r"(the call is |call )?weather permitting\W*", words):
            yield NO_CONDITION.at(place_of(line, "detail"), seen=text)
    crew = crew_agreements(draft.plan)
    is_commercial = draft.plan.shoot.settings.kind == COMMERCIAL
    if is_commercial and any("teamsters" in name.casefold() for name in crew):
        yield CALL_BOARD.at(Place(DistributionLine.tab), seen=", ".join(crew))


def _is_said(draft: Draft, word: str) -> bool:
    """Whether a notice that people typed speaks of it; of a sheet taken over, what it says itself."""
    wanted = word.casefold()
    if draft.original:
        return wanted in draft.by_key[TAKEN_OVER].notes.casefold()
    notices = (line for line in draft.lines if line.block == NOTICES)
    return any(wanted in f"{line.item} {line.name} {line.detail}".casefold() for line in notices)


def _completeness(draft: Draft) -> Iterator[Finding]:
    number = draft.plan.number
    for place, fact, seen, remedy in _gaps(draft):
        yield INCOMPLETE.at(place, day=number, fact=fact, seen=seen, remedy=remedy)


def _gaps(draft: Draft) -> Iterator[tuple[Place, str, str, str]]:
    """What is missing, as (place, fact, what was seen, what to do)."""
    plan, lines = draft.plan, draft.by_key
    for fact, value, key in (
        ("lunch", lines["fact:lunch"].time, "lunch"),
        ("weather", lines["fact:weather"].detail, "weather"),
        ("medic", lines["fact:medic"].name, "medic"),
    ):
        if not value:
            place = place_of(plan.row, key)
            yield place, fact, f"{place.heading} is empty", f"fill in {place.heading} of the day"
    if plan.places:
        yield from _gaps_of_places(draft)
    settings = plan.shoot.settings
    for setting, filled in (
        ("UPM", settings.upm),
        ("1st AD", settings.first_ad),
        ("Office phone", settings.office_phone),
        ("Script date", settings.script_date),
        ("Schedule date", settings.schedule_date),
    ):
        if not filled:
            place = Place(ProductionSetting.tab, None, None, setting)
            yield place, setting, f"{setting} is empty", f"fill in {setting} in the Production tab"
    if settings.sheet_style == UK:
        for word in ("risk assessment", "movement order"):
            if not _is_said(draft, word):
                place = Place(CallSheetLine.tab, None, None, "Detail")
                yield place, word, "no notice speaks of it", f"say where the {word} is in a notice"
    if not _is_said(draft, "safety meeting"):
        place = Place(CallSheetLine.tab, None, None, "Detail")
        yield place, "safety meeting", "no notice speaks of it", "say when it is in a notice"


def _gaps_of_places(draft: Draft) -> Iterator[tuple[Place, str, str, str]]:
    plan, lines = draft.plan, draft.by_key
    first = plan.places[0]
    if not any(f"place:{place.number}/crew_parking" in lines for place in plan.places):
        place = place_of(first, "crew_parking")
        yield place, "parking", "Crew parking is empty", "fill in Crew parking of the location"
    if sun_of(plan) is None and not lines["fact:sunrise"].time:
        seen = "the place on the map or the time zone is not known"
        remedy = "fill in Latitude and Longitude of the location"
        yield place_of(first, "latitude"), "sunrise and sunset", seen, remedy
