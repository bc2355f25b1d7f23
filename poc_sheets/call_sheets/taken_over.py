"""What a person should know about a call sheet that was taken over, as a whole."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.readers.foreign_sheet.pieces import Piece
from poc_sheets.readers.foreign_sheet.reading import ForeignSheet
from poc_sheets.tabs.call_sheet import CAST, CREW, SCENES, CallSheetLine
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.shooting_days import show_date

NOT_RECOGNISED = Problem(
    "foreign-cells-not-recognised",
    title="{count} cells of the call sheet that was taken over are not recognised",
    what="{cells}",
    do="type over on the Call Sheet tab what must be checked or printed of them",
    level="note",
)
NOT_THEIRS = Problem(
    "foreign-line-missing",
    title="{count} {what} of day {day} do not stand on the call sheet that was taken over",
    what="{names}",
    do="{remedy}",
    level="warning",
)
ANOTHER_DATE = Problem(
    "foreign-date-differs",
    title="The call sheet that was taken over is of another date",
    what="it says {seen}, the Shoot Days tab has {ours} for day {day}",
    do="correct the one that is wrong, or take it over for the right day",
)
_MOST_CELLS = 10


def about_taken_over(
    draft: Draft,
    theirs: ForeignSheet,
    lines: Mapping[str, CallSheetLine],
    seen: Collection[str],
    name: str,
) -> list[Finding]:
    """Its date, what it lacks of ours, and what of it was not recognised.

    Args:
        draft: the day.
        theirs: the sheet.
        lines: our lines by key.
        seen: the keys of those that the sheet has too.
        name: the name of the sheet, for a place that is not known.
    """
    missing = _missing(draft, theirs, lines, seen) if theirs.lines else ()
    return [*_dates(draft, theirs), *missing, *_others(theirs.others, name)]


def _missing(
    draft: Draft, theirs: ForeignSheet, lines: Mapping[str, CallSheetLine], seen: Collection[str]
) -> Iterator[Finding]:
    """Lines of ours that their sheet does not have; only of blocks that it has at all."""
    day = draft.plan.number
    for block, theirs_block, prefix, what, remedy in (
        (SCENES, "scenes", "scene:", "scenes", "take them off the day, or add them to the sheet"),
        (CAST, "cast", "cast:", "cast", "correct the ids in the Schedule tab, or add them to the sheet"),
        (CREW, "crew", "crew:", "crew", "set Working to No for those who are not called: they are told of this day as well"),
    ):  # fmt: skip
        if not theirs.of_block(theirs_block):  # type: ignore[arg-type]  # one of the three
            continue
        left = [
            line
            for name, line in lines.items()
            if name.startswith(prefix) and name not in seen and line.call != "N/A"
        ]
        if left:
            names = named(
                [line.item if block == SCENES else line.name or line.detail for line in left]
            )
            place = place_of(left[0], "item")
            facts = {"count": len(left), "what": what, "names": names, "remedy": remedy}
            yield NOT_THEIRS.at(place, day=day, **facts)


def _dates(draft: Draft, theirs: ForeignSheet) -> Iterator[Finding]:
    plan = draft.plan
    if theirs.dates and plan.day not in theirs.dates:
        seen = " or ".join(show_date(day) for day in sorted(theirs.dates))
        place = place_of(plan.row, "date")
        yield ANOTHER_DATE.at(place, seen=seen, ours=show_date(plan.day), day=plan.number)


def _others(pieces: Sequence[Piece], name: str) -> Iterator[Finding]:
    if pieces:
        shown = ", ".join(f'{piece.name} "{piece.text[:40]}"' for piece in pieces[:_MOST_CELLS])
        more = f" and {len(pieces) - _MOST_CELLS} more" if len(pieces) > _MOST_CELLS else ""
        place = replace(pieces[0].place, heading="") if pieces else Place(name)
        yield NOT_RECOGNISED.at(place, count=len(pieces), cells=shown + more)
