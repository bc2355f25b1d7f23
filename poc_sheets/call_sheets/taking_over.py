"""A call sheet that people built elsewhere, laid over the lines of ours as typed-over cells."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from poc_sheets.call_sheets.draft import Draft, draft_sheet
from poc_sheets.call_sheets.statements import STATEMENT_WORDS
from poc_sheets.call_sheets.taken_over import about_taken_over
from poc_sheets.problems import Finding, Problem
from poc_sheets.readers.foreign_sheet.pieces import Piece
from poc_sheets.readers.foreign_sheet.reading import ForeignSheet
from poc_sheets.readers.foreign_sheet.tables import Line
from poc_sheets.readers.foreign_sheet.words import TIMED
from poc_sheets.tabs.call_sheet import (
    CAST,
    CREW,
    DAY_BLOCK,
    PLACES,
    SCENES,
    TAKEN_OVER,
    TIMES,
    CallSheetLine,
    derived_line,
)
from poc_sheets.tabs.model import Row
from poc_sheets.trade.calling import read_time, show_time
from poc_sheets.trade.clock import CallCode, NotAClock
from poc_sheets.trade.eighths import parse_eighths, show_eighths
from poc_sheets.trade.rules import key

NOT_UNDERSTOOD = Problem(
    "foreign-cell-not-understood",
    title="{heading} of {who} on the call sheet that was taken over cannot be read",
    what='"{seen}": {why}; our own {ours} stands',
    do="type it over on the Call Sheet tab",
    level="warning",
)
NOT_OURS = Problem(
    "foreign-line-added",
    title="{who} stands on the call sheet that was taken over and not in the {tab} tab",
    what="{seen}; the line is added by hand, and gets no notice of its own",
    do="add it to the {tab} tab, and take the sheet over again",
    level="warning",
)
#: What is laid over a day moves other lines of it; after so many rounds nothing moves any more.
_MOST_ROUNDS = 4
_PHONE = re.compile(r"[+()\d .x/-]{7,}")
_HEADINGS = {
    "call": "Call", "time": "Time", "makeup": "HMU", "on_set": "On set", "pages": "Pages",
}  # fmt: skip
#: What each block takes over; scene and cast lines keep their own wording where theirs is blank.
_TAKEN: Mapping[str, tuple[str, ...]] = {
    SCENES: ("name", "detail", "code", "pages", "cast", "location", "notes", "time"),
    CAST: ("code", "time", "call", "makeup", "on_set", "notes"),
    CREW: ("call", "notes"),
}


@dataclass
class _Taking:
    """The lines of the tab while theirs are laid over them, by key."""

    draft: Draft
    lines: dict[str, CallSheetLine]
    #: Lines that people added; one that was taken over before is not added a second time.
    own: list[CallSheetLine]
    findings: list[Finding] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def put(self, name: str, cells: Mapping[str, str]) -> None:
        """Type over cells of a line."""
        self.seen.add(name)
        over: dict[str, Any] = dict(cells)
        self.lines[name] = replace(self.lines[name], **over)

    def add(self, block: str, cells: Mapping[str, str]) -> None:
        """Add a line of their own."""
        own: dict[str, Any] = dict(cells)
        new = CallSheetLine(day=self.draft.plan.sheet, block=block, **own)
        for index, line in enumerate(self.own):
            if (line.block, key(line.item), key(line.name)) == (
                block,
                key(new.item),
                key(new.name),
            ):
                self.own[index] = replace(line, **own)
                return
        self.own.append(new)

    @classmethod
    def of(cls, draft: Draft) -> "_Taking":
        """The lines of a draft."""
        keyed = {line.line: line for line in draft.lines if line.line}
        return cls(draft, keyed, [line for line in draft.lines if not line.line])

    def redrafted(self) -> Draft:
        """The day drafted anew with what was laid over it."""
        plan = self.draft.plan
        kept = [*self.lines.values(), *self.own, *self.draft.refreshed.kept]
        return draft_sheet(plan.shoot, plan.row, kept)


def take_over(draft: Draft, theirs: ForeignSheet, original: str) -> tuple[list[Row], list[Finding]]:
    """The Call Sheet tab after a sheet was taken over, and what was not understood of it.

    Args:
        draft: the day as it stands.
        theirs: the sheet.
        original: the name under which its file is kept; blank where it is a tab of the workbook.

    Returns:
        All rows of the tab: what differs from ours counts as typed over.
    """
    name = original or theirs.title
    mark = derived_line(
        draft.plan.sheet,
        DAY_BLOCK,
        TAKEN_OVER,
        item="Taken over",
        name=theirs.title,
        detail=original,
        notes=f"says: {', '.join(word for word in STATEMENT_WORDS if word in theirs.words)}",
    )
    # Their crew call moves what ours derives from it, and their lunch the scenes after it.
    whole, marks = draft, (mark,)
    for _ in range(_MOST_ROUNDS):
        taking = _Taking.of(whole)
        taking.lines |= {line.line: line for line in marks}
        _facts(taking, theirs)
        _scenes(taking, theirs.of_block("scenes"))
        _cast(taking, theirs.of_block("cast"))
        _crew(taking, theirs.of_block("crew"))
        before, whole = whole, taking.redrafted()
        if before.rows() == whole.rows():
            break
    about = about_taken_over(draft, theirs, taking.lines, taking.seen, name)
    findings = [*taking.findings, *about]
    return whole.rows(), findings


def _facts(taking: _Taking, theirs: ForeignSheet) -> None:
    for fact, found in theirs.facts.items():
        if fact == "hospital":
            _hospital(taking, found.text)
        elif fact in TIMED:
            text = _time(taking, fact.replace("_", " "), found.text, found.piece, "the day", "")
            if text:
                taking.put(f"fact:{fact}", {"time": text})
        elif f"fact:{fact}" in taking.lines:
            column = "name" if fact == "medic" else "detail"
            taking.put(f"fact:{fact}", {column: found.text})


def _hospital(taking: _Taking, text: str) -> None:
    name, _, rest = text.partition("\n")
    hospital = next((line for line in taking.lines if line.startswith("hospital:")), "")
    parts = rest.split("\n") if rest else []
    phone = next((part for part in parts if _PHONE.fullmatch(part)), "")
    cells = {"name": name}
    cells |= {"detail": ", ".join(p for p in parts if p != phone)} if parts else {}
    cells |= {"notes": phone} if phone else {}
    if hospital:
        taking.put(hospital, cells)
    else:
        taking.add(PLACES, {"item": "Hospital", **cells})


def _time(taking: _Taking, heading: str, text: str, piece: Piece, who: str, ours: str) -> str:
    """A time in the form of our sheet; blank, with a finding, where it cannot be read."""
    plan = taking.draft.plan
    read = read_time(text, plan.day, plan.general)
    if isinstance(read, NotAClock):
        facts = {"heading": heading, "who": who, "seen": text, "why": read.why}
        finding = NOT_UNDERSTOOD.at(piece.place, ours=ours or "draft", **facts)
        taking.findings.append(finding)
        return ""
    if isinstance(read, CallCode):
        return read.as_text(plan.style)
    return show_time(read, plan.style, plan.day) if isinstance(read, datetime) else ""


def _cells(
    taking: _Taking, block: str, theirs: Line, who: str, line: CallSheetLine | None
) -> dict[str, str]:
    """Their cells of a row in the form of ours; blank ones are left out."""
    cells = {}
    for column in _TAKEN[block]:
        piece = theirs.cells.get(column)
        if piece is None or piece.text in {"-", "\u2013", "\u2014"}:
            continue
        text = piece.text
        if column in TIMES:
            ours = getattr(line, column) if line else ""
            text = _time(taking, _HEADINGS[column], text, piece, who, ours)
        elif column == "pages":
            eighths = parse_eighths(text)
            text = show_eighths(eighths) if eighths is not None else ""
            if eighths is None:
                facts = {"heading": "Pages", "who": who, "seen": piece.text}
                why = "pages are whole pages and eighths"
                taking.findings.append(
                    NOT_UNDERSTOOD.at(
                        piece.place, why=why, ours=line.pages if line else "", **facts
                    )
                )
        if text:
            cells[column] = text
    return cells


def _scenes(taking: _Taking, lines: Iterable[Line]) -> None:
    by_number: dict[str, list[str]] = defaultdict(list)
    for name, line in taking.lines.items():
        if name.startswith("scene:"):
            by_number[key(line.item)].append(name)
    for theirs in lines:
        number = theirs.cells.get("item")
        if number is None:
            continue
        found = by_number.get(key(number.text), [])
        who = f"scene {number.text}"
        name = found.pop(0) if found else ""
        cells = _cells(taking, SCENES, theirs, who, taking.lines.get(name))
        # The set is told by its words: "INT KITCHEN" is our "INT. KITCHEN".
        if name and _alike(cells.get("name", ""), taking.lines[name].name):
            cells.pop("name", None)
        if name:
            taking.put(name, cells)
        else:
            _added(taking, SCENES, {"item": number.text, **cells}, who, "Schedule", number)


def _alike(one: str, other: str) -> bool:
    letters = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return len(set(letters)) == 1


def _cast(taking: _Taking, lines: Iterable[Line]) -> None:
    names: dict[str, str] = {}
    for name, line in taking.lines.items():
        if name.startswith("cast:"):
            names |= {f"#{key(line.item)}": name, key(line.name): name, key(line.detail): name}
    for theirs in lines:
        known = (
            names.get(f"#{key(piece.text)}" if column == "item" else key(piece.text))
            for column in ("item", "name", "detail")
            if (piece := theirs.cells.get(column))
        )
        name = next((each for each in known if each), "")
        first = next(theirs.cells[c] for c in ("name", "detail") if c in theirs.cells)
        cells = _cells(taking, CAST, theirs, first.text, taking.lines.get(name))
        if name:
            taking.put(name, cells)
        else:
            own = {c: theirs.cells[c].text for c in ("item", "name", "detail") if c in theirs.cells}
            _added(taking, CAST, own | cells, first.text, "Cast", first)


def _crew(taking: _Taking, lines: Iterable[Line]) -> None:
    by_name: dict[str, list[str]] = defaultdict(list)
    for name, line in taking.lines.items():
        if name.startswith("crew:"):
            by_name[key(line.name)].append(name)
    for theirs in lines:
        person = theirs.cells["name"]
        found = by_name.get(key(person.text), [])
        position = theirs.cells["item"].text if "item" in theirs.cells else ""
        same = [each for each in found if key(taking.lines[each].item) == key(position)]
        name = (same or found or [""])[0]
        cells = _cells(taking, CREW, theirs, person.text, taking.lines.get(name))
        if name:
            found.remove(name)
            taking.put(name, cells)
        else:
            own = {"item": position, "name": person.text, "detail": theirs.group}
            _added(taking, CREW, own | cells, person.text, "Crew", person)


def _added(
    taking: _Taking, block: str, cells: Mapping[str, str], who: str, tab: str, piece: Piece
) -> None:
    taking.add(block, cells)
    seen = ", ".join(text for text in cells.values() if text)
    taking.findings.append(NOT_OURS.at(piece.place, who=who, tab=tab, seen=seen))
