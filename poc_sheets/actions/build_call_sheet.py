"""The button "Build call sheet"."""

from datetime import datetime

from poc_sheets.call_sheets.draft import Draft, draft_sheet
from poc_sheets.call_sheets.every_day import day_rows, each_once
from poc_sheets.call_sheets.paper import document_of
from poc_sheets.call_sheets.printing import Issue
from poc_sheets.call_sheets.typed_over import typed_cells
from poc_sheets.problems import Finding, Problem
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import SCENES, TIMES, TYPED, CallSheetLine
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.trade.calling import read_time
from poc_sheets.trade.clock import NotAClock
from poc_sheets.trade.eighths import parse_eighths, show_eighths

EMPTY_DAY = Problem(
    "empty-shoot-day",
    title="No strip is scheduled on day {day}",
    what="the Schedule tab has no strip with day {day}",
    do="type the day beside its strips in the Schedule tab, or import the schedule",
    level="warning",
)
TYPED_OVER = Problem(
    "typed-over",
    title="{count} cells of the call sheet are typed over",
    what="{cells}",
    do="nothing, if they are meant; to have a cell follow again, type what From says it was",
    level="note",
)
WORDS_FOR_A_TIME = Problem(
    "words-for-a-time",
    title="{heading} of {item} {name} is no time",
    what='"{seen}" is printed as it stands; {why}',
    do="type a time such as 7:00A, or a code such as O/C",
    level="warning",
)
PAGES_UNREAD = Problem(
    "typed-pages-unread",
    title="The pages of scene {scene} cannot be read",
    what='"{seen}" was typed; {derived} of the Schedule tab is printed and counted',
    do="type pages and eighths such as 2 4/8",
)
_MOST_NAMED = 6


@action("Build call sheet", group="Call sheet")
def build_call_sheet(
    shoot: Shoot,
    lines: Rows[CallSheetLine],
    now: datetime,
    day: int | None = None,
    unit: str = "",
    *,
    all_days: bool = False,
) -> Outcome:
    """Draft the call sheet of a day from schedule, people and places, and print it.

    Calls are inherited: person, department, general crew call. Times of the cast come from the
    order of the scenes. What people typed over on the Call Sheet tab stays and is printed; building
    another day loses nothing: typed lines of the other days are kept below, and count again when
    their day is built again.

    Args:
        shoot: schedule, days, people, places, rules.
        lines: the tab as it stands; written anew.
        now: the moment of the press; it picks the day.
        day: the number of the shoot day; by default the one whose crew call comes next.
        unit: the unit of the day, such as 2nd; by default the main unit.
        all_days: yes prints the sheet of every day of every unit; the tab shows the one day.

    Returns:
        Writes the Call Sheet tab anew, and a PDF marked PRELIM.

    Problems:
        unreadable-call: a call or an offset holds words; the line says CHECK.
        typed-over: what people typed over.
        call-sheet-line-gone: a line with typed cells has nothing to stand on any more.
        empty-shoot-day: no strip is scheduled on the day.
    """
    part = shoot.of_unit(unit)
    draft = draft_sheet(part, part.pick(day, now), lines)
    undated: list[Finding] = []
    drafts = [draft]
    if all_days:
        drafts = [draft_sheet(each, row, lines) for each, row in day_rows(shoot, undated)]
    findings = (f for one in drafts for f in (*one.findings, *_findings(one)))
    more = f" {len(drafts)} days printed." if all_days else ""
    return Outcome(
        summary=f"{_summary(draft)}{more}",
        findings=each_once([*undated, *findings]),
        rewrites={CallSheetLine: draft.rows()},
        documents=[document_of(one, Issue(at=now)) for one in drafts],
    )


def _findings(draft: Draft) -> list[Finding]:
    findings: list[Finding] = []
    plan = draft.plan
    if not plan.scenes:
        findings.append(EMPTY_DAY.at(place_of(plan.row, "number"), day=plan.number))
    typed: list[tuple[CallSheetLine, str]] = []
    for line in draft.lines:
        over = typed_cells(line)
        typed += [(line, key) for key in over if line.line]
        findings += [f for key in over if key in TIMES and (f := _no_time(draft, line, key))]
        if line.block == SCENES and "pages" in over and parse_eighths(line.pages) is None:
            facts = {"scene": line.item, "seen": line.pages, "derived": line.was_pages}
            findings.append(PAGES_UNREAD.at(place_of(line, "pages"), **facts))
    if typed:
        shown = ", ".join(
            f"{TYPED[k]} of {line.item or line.name}" for line, k in typed[:_MOST_NAMED]
        )
        more = f" and {len(typed) - _MOST_NAMED} more" if len(typed) > _MOST_NAMED else ""
        place = place_of(typed[0][0], typed[0][1])
        findings.append(TYPED_OVER.at(place, count=len(typed), cells=shown + more))
    return findings


def _no_time(draft: Draft, line: CallSheetLine, key: str) -> Finding | None:
    seen = getattr(line, key)
    read = read_time(seen, draft.plan.day, draft.plan.general)
    if not isinstance(read, NotAClock):
        return None
    facts = {"heading": TYPED[key], "item": line.item, "name": line.name, "seen": seen}
    return WORDS_FOR_A_TIME.at(place_of(line, key), why=read.why, **facts)


def _summary(draft: Draft) -> str:
    plan = draft.plan
    pages = show_eighths(sum(strip.pages for strip in plan.scenes))
    call = plan.untimed or plan.show(plan.general)
    return (
        f"Day {plan.number} of {plan.of}, crew call {call}: {len(plan.scenes)} scenes, "
        f"{pages} pages, {len(draft.cast)} cast, {len(draft.crew)} crew."
    )
