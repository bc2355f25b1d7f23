"""What people typed over on the Call Sheet tab, kept while everything else is derived anew.

Nothing typed is ever lost. A line belongs to its day: while another day is on the tab, the lines of
a day that hold something typed stay below, and count again when their day is built again. A line
that has nothing to stand on any more (the scene moved, the person left) stays with its typed cells,
is not printed, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from poc_sheets.problems import Finding, Problem
from poc_sheets.tabs.call_sheet import BLOCKS, NOTICES, TYPED, CallSheetLine
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.calling import same_text

LINE_GONE = Problem(
    "call-sheet-line-gone",
    title="{item} {name} is not on day {day} any more, but was typed over",
    what="{typed}; the line is kept and not printed",
    do="delete the row, or type what it says where it belongs",
    level="warning",
)
OTHER_DAYS = Problem(
    "call-sheet-other-days",
    title="What was typed on the call sheet of day {days} is kept",
    what="{count} lines at the foot of the tab; they are not printed with day {day}",
    do="build day {days} again to see them in their place, or delete them",
    level="note",
)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The lines of a day after a refresh.

    Attributes:
        lines: what the sheet shows and prints, in its order.
        kept: lines that are kept and not printed: those of other days, and those without ground.
        findings: what a person should know about them.
    """

    lines: tuple[CallSheetLine, ...]
    kept: tuple[CallSheetLine, ...]
    findings: tuple[Finding, ...]


def typed_cells(row: CallSheetLine) -> tuple[str, ...]:
    """The keys of the cells of a line that differ from what was derived for them."""
    return tuple(
        key for key in TYPED if not same_text(getattr(row, key), getattr(row, f"was_{key}"))
    )


def placed(rows: Sequence[CallSheetLine], day: str) -> list[CallSheetLine]:
    """Lines with day and block filled in where people left them blank, as in the row above.

    A copied row is people's own line: only the first of two rows with one key is the derived one.
    """
    result: list[CallSheetLine] = []
    seen: set[tuple[str, str]] = set()
    last_day, last_block = day, NOTICES
    for row in rows:
        last_day, last_block = row.day or last_day, row.block or last_block
        line = row.line
        if (last_day, line) in seen:
            line = ""
        seen.add((last_day, line))
        whole = replace(row, day=last_day, block=last_block, line=line)
        result.append(whole if line else _own(whole))
    return result


def _own(row: CallSheetLine) -> CallSheetLine:
    twins: dict[str, Any] = {f"was_{key}": "" for key in TYPED}
    return replace(row, origin="added by hand", **twins)


def typed_facts(rows: Sequence[CallSheetLine], day: str) -> dict[str, str]:
    """The times typed over the facts of a day, by fact."""
    return {
        row.line.removeprefix("fact:"): row.time
        for row in placed(rows, day)
        if row.day == day and row.line.startswith("fact:") and "time" in typed_cells(row)
    }


def refresh(derived: Sequence[CallSheetLine], rows: Sequence[CallSheetLine], day: str) -> Refreshed:
    """The lines of a day: derived anew, with what people typed over or added.

    Args:
        derived: every line of the day as derived now.
        rows: the tab as it stands.
        day: what the lines of the day carry in the Day column.
    """
    present = placed(rows, day)
    mine = {row.line: row for row in present if row.day == day and row.line}
    own = [row for row in present if row.day == day and not row.line]
    lines = [_over(line, mine.pop(line.line)) if line.line in mine else line for line in derived]
    gone = [_gone(row) for row in mine.values() if typed_cells(row)]
    others = [row for row in present if row.day != day and (typed_cells(row) or not row.line)]
    findings = [_gone_finding(row) for row in gone]
    if others:
        days = ", ".join(sorted({row.day for row in others}, key=lambda text: (len(text), text)))
        place = place_of(others[0], "day")
        findings.append(OTHER_DAYS.at(place, days=days, count=len(others), day=day))
    return Refreshed(tuple(_in_blocks([*lines, *own])), (*gone, *others), tuple(findings))


def _over(derived: CallSheetLine, present: CallSheetLine) -> CallSheetLine:
    typed = typed_cells(present)
    # What was typed and is derived alike by now is no longer typed over.
    kept = [k for k in typed if not same_text(getattr(present, k), getattr(derived, k))]
    if not kept:
        return replace(derived, row=present.row)
    origin = "; ".join(part for part in (derived.origin, _typed_text(derived, kept)) if part)
    cells: dict[str, Any] = {key: getattr(present, key) for key in kept}
    return replace(derived, row=present.row, origin=origin, **cells)


def _typed_text(line: CallSheetLine, keys: Sequence[str]) -> str:
    parts = (f"{TYPED[key]}, was {getattr(line, f'was_{key}') or 'blank'}" for key in keys)
    return f"typed over {'; '.join(parts)}"


def _gone(row: CallSheetLine) -> CallSheetLine:
    return replace(row, origin=f"not on day {row.day} any more, not printed")


def _gone_finding(row: CallSheetLine) -> Finding:
    typed = ", ".join(f'{TYPED[key]} "{getattr(row, key)}"' for key in typed_cells(row))
    item, name = row.item or row.was_item, row.name or row.was_name
    return LINE_GONE.at(place_of(row, "item"), item=item, name=name, day=row.day, typed=typed)


def _in_blocks(lines: Sequence[CallSheetLine]) -> list[CallSheetLine]:
    order = {block: index for index, block in enumerate(BLOCKS)}
    return sorted(lines, key=lambda line: order.get(line.block, len(BLOCKS)))
