"""What differs between two states of a day's call sheet, cell by cell, and whom it concerns."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.call_sheet import (
    ADVANCE,
    CAST,
    CHANGES,
    CREW,
    TIMES,
    TYPED,
    CallSheetLine,
    derived_line,
)
from poc_sheets.tabs.call_sheet_issues import IssuedLines
from poc_sheets.tabs.long_text import pieces
from poc_sheets.trade.calling import read_time, same_text
from poc_sheets.trade.calls import show_offset

#: A line that is new as a whole.
NEW = frozenset({"*"})
_CREW_CALL = "fact:crew_call"
_MOST_LISTED = 24

#: By line key: the block, and the cells that hold something.
Shown = Mapping[str, tuple[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one state to the next.

    Attributes:
        changed: by line key, the columns that differ; `*` for a new line.
        changes: the CHANGES box as (what, before, after).
        affected: the keys of the people whose own times changed, or who came or went.
    """

    changed: Mapping[str, frozenset[str]]
    changes: tuple[tuple[str, str, str], ...]
    affected: tuple[str, ...]

    @property
    def cells(self) -> int:
        """How many cells differ; a new line counts once."""
        return sum(len(keys) for keys in self.changed.values())


def shown(lines: Iterable[CallSheetLine]) -> dict[str, tuple[str, dict[str, str]]]:
    """What lines show, as far as issues are compared by it: not the changes, not the days ahead.

    A line that people added has no key; it is known by its block and its words.
    """
    result: dict[str, tuple[str, dict[str, str]]] = {}
    for line in lines:
        if line.block in {CHANGES, ADVANCE}:
            continue
        cells = {key: text for key in TYPED if (text := getattr(line, key))}
        key = line.line or f"own:{line.block}/{' '.join(cells.values())}"
        if cells:
            result[key] = (line.block, cells)
    return result


def compare(before: Shown, after: Shown, day: date, general: datetime) -> Comparison:
    """Compare two states of a day.

    Times that moved just as far as the general crew call did are summed up in one change a block.

    Args:
        before: the earlier state.
        after: the later state.
        day: the shoot day.
        general: the general crew call of the later state.
    """
    changed: dict[str, frozenset[str]] = {}
    for key, (_, cells) in after.items():
        if key not in before:
            changed[key] = NEW
        elif columns := _different(before[key][1], cells):
            changed[key] = columns
    gone = [key for key in before if key not in after]
    push = _push(before, after, day, general)
    changes = _box(before, after, changed, gone, push, day, general)
    people = [key for key in (*changed, *gone) if key.startswith(("crew:", "cast:"))]
    affected = [
        key for key in people if key in gone or changed[key] == NEW or changed[key] & set(TIMES)
    ]
    return Comparison(changed, tuple(changes), tuple(affected))


def _different(one: Mapping[str, str], other: Mapping[str, str]) -> frozenset[str]:
    return frozenset(key for key in TYPED if not same_text(one.get(key, ""), other.get(key, "")))


def _push(before: Shown, after: Shown, day: date, general: datetime) -> int | None:
    """By how many minutes the general crew call moved; `None` where it did not."""
    if _CREW_CALL not in before or _CREW_CALL not in after:
        return None
    one, other = before[_CREW_CALL][1].get("time", ""), after[_CREW_CALL][1].get("time", "")
    return _moved(one, other, day, general)


def _moved(one: str, other: str, day: date, general: datetime) -> int | None:
    earlier, later = read_time(one, day, general), read_time(other, day, general)
    if isinstance(earlier, datetime) and isinstance(later, datetime):
        return round((later - earlier).total_seconds() / 60) or None
    return None


def _box(
    before: Shown,
    after: Shown,
    changed: Mapping[str, frozenset[str]],
    gone: Sequence[str],
    push: int | None,
    day: date,
    general: datetime,
) -> list[tuple[str, str, str]]:
    with_push: Counter[str] = Counter()
    listed: list[tuple[str, str, str]] = []
    for key, columns in changed.items():
        block, cells = after[key]
        if columns == NEW:
            listed.append((_name(cells), "", f"new: {_words(cells)}"))
            continue
        was = before[key][1]
        own = [column for column in TYPED if column in columns]
        if key != _CREW_CALL and push is not None:
            pairs = {c: (was.get(c, ""), cells.get(c, "")) for c in own if c in TIMES}
            moved = [
                c for c, (one, other) in pairs.items() if _moved(one, other, day, general) == push
            ]
            with_push[block] += bool(moved)
            own = [column for column in own if column not in moved]
        listed += [
            (f"{_name(cells)}{_heading(key, c)}", was.get(c, ""), cells.get(c, "")) for c in own
        ]
    listed += [(_name(before[key][1]), _words(before[key][1]), "removed") for key in gone]
    more = len(listed) - _MOST_LISTED
    if more > 0:
        listed = [*listed[:_MOST_LISTED], ("Further changes", "", f"{more} cells, starred")]
    # The crew call is the first fact of all: what moved with it follows it.
    first = 1 if _CREW_CALL in changed and listed else 0
    return [*listed[:first], *_summed(with_push, push), *listed[first:]]


def _summed(with_push: Counter[str], push: int | None) -> list[tuple[str, str, str]]:
    if push is None:
        return []
    from_call = f"moved by {show_offset_minutes(push)} with the crew call"
    words = {CREW: "people", CAST: "performers"}
    return [
        (f"{block} times", f"{count} {words.get(block, 'lines')}", from_call)
        for block, count in with_push.items()
        if count
    ]


def show_offset_minutes(minutes: int) -> str:
    """Minutes as an offset: `+1:00`, `-0:30`."""
    return show_offset(timedelta(minutes=minutes))


def _name(cells: Mapping[str, str]) -> str:
    return " ".join(part for part in (cells.get("item", ""), cells.get("name", "")) if part)


def _heading(key: str, column: str) -> str:
    return "" if key.startswith("fact:") and column in {"time", "detail"} else f", {TYPED[column]}"


def _words(cells: Mapping[str, str]) -> str:
    return " ".join(text for key, text in cells.items() if key not in {"item", "name"})[:120]


def change_lines(day: int | str, changes: Iterable[tuple[str, str, str]]) -> list[CallSheetLine]:
    """The lines of the Changes block."""
    return [
        derived_line(day, CHANGES, f"change:{number}", item=what, name=before, detail=after)
        for number, (what, before, after) in enumerate(changes, start=1)
    ]


def as_parts(day: int, revision: int, state: Shown, unit: str = "") -> list[IssuedLines]:
    """What an issue showed, as rows to keep."""
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    return [
        IssuedLines(day=day, unit=unit, revision=revision, part=number, content=piece)
        for number, piece in enumerate(pieces(text), start=1)
    ]


def from_parts(
    rows: Iterable[IssuedLines], day: int, revision: int, unit: str = ""
) -> dict[str, tuple[str, dict[str, str]]] | None:
    """What an issue showed, or `None` where its rows are gone or were changed."""
    mine = [
        r for r in rows if (r.day, r.revision, unit_key(r.unit)) == (day, revision, unit_key(unit))
    ]
    text = "".join(row.content for row in sorted(mine, key=lambda row: row.part))
    try:
        state = json.loads(text)
        return {key: (str(block), dict(cells)) for key, (block, cells) in state.items()}
    except (ValueError, TypeError, AttributeError):
        return None
