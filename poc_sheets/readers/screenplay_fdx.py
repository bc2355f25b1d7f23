"""Reads the scene list of a Final Draft screenplay (`.fdx`, XML), in script order.

Fade In and other programs write the same file. A screenplay has no shoot days and no cast numbers:
every strip is without a day, and the cast goes by the names of the characters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import PathLike
from typing import TYPE_CHECKING

from poc_sheets.problems import Place
from poc_sheets.readers.schedule import Schedule, ScheduledCast, Strip
from poc_sheets.readers.schedule_problems import (
    NO_CAST_NUMBERS,
    NO_PAGE_COUNT,
    NO_SCENE_NUMBER,
    NOT_A_SCREENPLAY,
    Notes,
)
from poc_sheets.readers.schedule_uss import file_content
from poc_sheets.trade.eighths import parse_eighths

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_INTRO = re.compile(
    r"(?P<int_ext>(?:INT|EXT)(?:\.?\s*/\s*(?:INT|EXT))?|I\s*/\s*E|E\s*/\s*I)(?:\.\s*|\s+)",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-–—]\s+")
_EXTENSION = re.compile(r"\s*\([^)]*\)")
_TIMES = (
    "DAY",
    "NIGHT",
    "MORNING",
    "AFTERNOON",
    "EVENING",
    "DUSK",
    "DAWN",
    "SUNRISE",
    "SUNSET",
    "MAGIC HOUR",
    "LATER",
    "MOMENTS LATER",
    "CONTINUOUS",
    "SAME",
)


@dataclass(slots=True)
class _Scene:
    """A scene while its paragraphs are read; characters in order of appearance, each once."""

    number: str
    heading: str
    length: str
    page: str
    synopsis: str
    characters: dict[str, None] = field(default_factory=dict)


def read_fdx(source: str | PathLike[str] | bytes, *, name: str = "") -> Schedule:
    """Read the scenes of a screenplay.

    Args:
        source: the path of the file, or its content.
        name: what to call the file in findings, where only its content is given.

    Returns:
        One strip per scene heading in script order, pages from the scene's `Length`; the cast of a
        scene are its listed characters, then those who speak in it.

    Raises:
        SheetError: the file is no Final Draft screenplay.
    """
    content, file = file_content(source, name)
    notes = Notes(file)
    root = _root(content, file)
    times = (*_TIMES, *(_text(each).upper() for each in root.iter("TimeOfDay")))
    scenes = list(_scenes(root))
    strips = tuple(_strip(scene, order, times, notes) for order, scene in enumerate(scenes, 1))
    without = [each for each in scenes if parse_eighths(each.length) is None]
    if without:
        listed = ", ".join(each.number or each.heading for each in without)
        notes.add(NO_PAGE_COUNT, scenes=listed)
    characters = dict.fromkeys(each for scene in scenes for each in scene.characters)
    if characters:
        notes.add(NO_CAST_NUMBERS, count=len(characters), names=", ".join(characters))
    return Schedule(
        title=_title(root) or file.removesuffix(".fdx"),
        script_color=_revision_color(root),
        strips=strips,
        cast=tuple(ScheduledCast(each, each) for each in characters),
        source=file,
        findings=tuple(notes.findings),
    )


def _root(content: bytes, file: str) -> "Element":
    # Hostile XML stays outside; importing a module stays cheap.
    from defusedxml import ElementTree  # type: ignore[import-untyped]  # no annotations

    try:
        root: Element = ElementTree.fromstring(content)
    # ParseError is a SyntaxError; refused entities and broken encodings are ValueErrors.
    except (SyntaxError, ValueError, LookupError) as error:
        seen = "no XML text that can be read"
        raise NOT_A_SCREENPLAY.stop(Place(tab=file), file=file, seen=seen) from error
    if root.tag != "FinalDraft" or root.find("Content") is None:
        seen = f"XML text of the kind {root.tag}"
        raise NOT_A_SCREENPLAY.stop(Place(tab=file), file=file, seen=seen)
    return root


def _text(element: "Element") -> str:
    return " ".join("".join(element.itertext()).split())


def _own_text(paragraph: "Element") -> str:
    """The text of a paragraph itself, not of the notes and summaries inside it."""
    return " ".join("".join(_text_runs(paragraph)).split())


def _text_runs(paragraph: "Element") -> Iterator[str]:
    for run in paragraph.findall("Text"):
        yield from run.itertext()


def _paragraphs(parent: "Element") -> Iterator["Element"]:
    """Paragraphs in order, those of dual dialogue too, without what an omitted scene hides."""
    for child in parent:
        if child.tag == "Paragraph" and child.get("Type"):
            yield child
        if child.tag not in {"SceneProperties", "OmittedScene", "ScriptNote"}:
            yield from _paragraphs(child)


def _scenes(root: "Element") -> Iterator[_Scene]:
    content = root.find("Content")
    scene: _Scene | None = None
    for paragraph in () if content is None else _paragraphs(content):
        kind = paragraph.get("Type")
        if kind == "Scene Heading":
            if scene is not None:
                yield scene
            scene = _scene(paragraph)
        elif kind == "Character" and scene is not None:
            character = _EXTENSION.sub("", _own_text(paragraph)).strip().upper()
            if character:
                scene.characters[character] = None
    if scene is not None:
        yield scene


def _scene(heading: "Element") -> _Scene:
    properties = heading.find("SceneProperties")
    scene = _Scene(heading.get("Number", "").strip(), _own_text(heading), "", "", "")
    if properties is None:
        return scene
    scene.length = properties.get("Length", "")
    scene.page = properties.get("Page", "").strip()
    summary = properties.find("Summary")
    scene.synopsis = "" if summary is None else _text(summary)
    scene.synopsis = scene.synopsis or properties.get("Title", "").strip()
    for beat in properties.iter("CharacterArcBeat"):
        character = beat.get("Name", "").strip().upper()
        if character:
            scene.characters[character] = None
    return scene


def _strip(scene: _Scene, order: int, times: tuple[str, ...], notes: Notes) -> Strip:
    int_ext, set_name, day_night = split_heading(scene.heading, times)
    if not scene.number:
        page, synopsis = scene.page or "?", scene.synopsis or "no synopsis"
        notes.add(NO_SCENE_NUMBER, set=scene.heading, page=page, synopsis=synopsis)
    return Strip(
        strip_id=f"scene-{order}",
        order=order,
        scene=scene.number,
        int_ext=int_ext,
        set_name=set_name,
        day_night=day_night,
        synopsis=scene.synopsis,
        pages_eighths=parse_eighths(scene.length) or 0,
        cast_ids=tuple(scene.characters),
        script_page=scene.page,
    )


def split_heading(heading: str, times: tuple[str, ...] = _TIMES) -> tuple[str, str, str]:
    """A scene heading as INT/EXT, set and time of day; what is not there is blank.

    `INT./EXT. HOUSE - KITCHEN - NIGHT` is `INT/EXT`, `HOUSE - KITCHEN`, `NIGHT`. What stands after
    the last dash is a time only if it begins with one of `times`.
    """
    intro = _INTRO.match(heading)
    int_ext = re.sub(r"[\s.]", "", intro["int_ext"]).upper() if intro else ""
    rest = heading[intro.end() :].strip() if intro else heading.strip()
    *before, after = _DASH.split(rest)
    is_time = bool(before) and any(
        re.match(rf"{re.escape(time)}\b", after, re.IGNORECASE) for time in times if time
    )
    if not is_time:
        return int_ext, rest, ""
    return int_ext, rest[: -len(after)].rstrip(" -–—"), after.upper()


def _title(root: "Element") -> str:
    content = root.find("TitlePage/Content")
    lines = () if content is None else (_own_text(each) for each in content.iter("Paragraph"))
    return next((line for line in lines if line), "")


def _revision_color(root: "Element") -> str:
    """The colour of the running revision; the file names a colour even where none is running."""
    revisions = root.find("Revisions")
    if revisions is None or revisions.get("RevisionMode") != "Yes":
        return ""
    active = revisions.get("ActiveSet")
    for revision in revisions.iter("Revision"):
        if revision.get("ID") == active:
            return revision.get("Name", "")
    return ""
