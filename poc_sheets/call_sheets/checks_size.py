"""Preflight of what a sheet can carry: too much for a day, a day that moved, letters, print."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from poc_sheets.call_sheets.compare import from_parts
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.documents.typesetting import needs_other_fonts
from poc_sheets.problems import Finding, Problem
from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.call_sheet import CAST, CREW, TYPED
from poc_sheets.tabs.call_sheet_issues import IssuedLines
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.calling import show_time
from poc_sheets.trade.eighths import show_eighths
from poc_sheets.trade.moment import hours_text
from poc_sheets.trade.shooting_days import show_date

LONG_DAY = Problem(
    "day-too-long",
    title="Day {day} is drafted to end {hours} h after the crew call",
    what="{count} strips, {pages} pages; the last scene ends at {end}; rule: not more than {most} h (Policy, call_sheet.longest_day_hours; field practice)",
    do="move strips to another day, or type their minutes where they take less",
    level="warning",
)
LARGE_CREW = Problem(
    "large-crew",
    title="{count} people are called on day {day}",
    what="the back of the sheet takes {sheets} pages or more; rule: a back of one page holds some {most} names (Policy, call_sheet.people_on_a_back; field practice)",
    do="leave it if that is so, or set Working to No for those who are not called",
    level="note",
)
DAY_MOVED = Problem(
    "shoot-day-moved",
    title="Day {day} was published for {before} and is now {after}",
    what="the date in the Shoot Days tab changed after the last issue; rule: everyone who was told is told again (field practice)",
    do="publish the revision: everybody is told, and their calendar entries move",
    level="warning",
)
OTHER_LETTERS = Problem(
    "letters-without-font",
    title="{who} is written in letters that the call sheet's own fonts lack",
    what='"{text}" prints only on a computer that has a font for it; rule: a name is printed as its owner writes it (field practice)',
    do="look at the PDF; type the Latin spelling over the cell where letters are missing",
    level="warning",
)


def size_findings(draft: Draft) -> Iterator[Finding]:
    """Days that hold more than a day can, and crews that take more than one back."""
    plan = draft.plan
    ends = [segment.end for segment in plan.draft.segments]
    most = plan.shoot.policy.whole("call_sheet.longest_day_hours")
    if ends and not plan.untimed and max(ends) - plan.general > timedelta(hours=most):
        over = max(ends) - plan.general
        yield LONG_DAY.at(
            place_of(plan.row, "number"),
            day=plan.number,
            hours=hours_text(round(over / timedelta(minutes=6))),
            count=len(plan.scenes),
            pages=_pages(draft),
            end=show_time(max(ends), plan.style, plan.day),
            most=most,
        )
    on_a_back = plan.shoot.policy.whole("call_sheet.people_on_a_back")
    if len(draft.crew) > on_a_back:
        last = draft.crew[-1].member
        facts = {"sheets": -(-len(draft.crew) // on_a_back), "most": on_a_back}
        yield LARGE_CREW.at(place_of(last, "name"), count=len(draft.crew), day=plan.number, **facts)


def _pages(draft: Draft) -> str:
    return show_eighths(sum(strip.pages for strip in draft.plan.scenes))


def moved_findings(draft: Draft, issued: Sequence[IssuedLines]) -> Iterator[Finding]:
    """A day whose date is another one than in the issue that is in force."""
    plan = draft.plan
    mine = [row for row in issued if (row.day, unit_key(row.unit)) == (plan.number, plan.unit)]
    if not mine:
        return
    last = max(row.revision for row in mine)
    state = from_parts(mine, plan.number, last, plan.unit) or {}
    before = state.get("fact:count", ("", {}))[1].get("name", "")
    after = show_date(plan.day)
    if before and before != after:
        yield DAY_MOVED.at(place_of(plan.row, "date"), day=plan.number, before=before, after=after)


def letter_findings(draft: Draft) -> Iterator[Finding]:
    """Names in scripts that the sheet's own fonts do not have."""
    for line in draft.lines:
        if line.block not in {CREW, CAST}:
            continue
        text = next((t for key in TYPED if needs_other_fonts(t := getattr(line, key))), "")
        if text:
            person = next((p for p in draft.people if p.key == line.line), None)
            place = place_of(line, "name")
            if person is not None and person.member is not None:
                key = "name" if line.block == CREW else "performer"
                place = place_of(person.member, key)
            yield OTHER_LETTERS.at(place, who=line.item or line.name, text=text)
