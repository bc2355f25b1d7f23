"""The button "Publish call sheet"."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from poc_sheets.call_sheets.draft import draft_sheet
from poc_sheets.call_sheets.every_day import day_rows, worst_first
from poc_sheets.call_sheets.issuing import Issued, Log, issue_day, with_changes
from poc_sheets.day_costs.tomorrow import Tomorrow
from poc_sheets.day_costs.tomorrow_findings import extra_sentence
from poc_sheets.problems import Finding
from poc_sheets.production_reports.worked import Worked
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.call_sheet_issues import CallSheetIssue, IssuedLines
from poc_sheets.tabs.distribution import DistributionLine
from poc_sheets.tabs.model import Row, Rows


@action("Publish call sheet", group="Call sheet")
def publish_call_sheet(
    worked: Worked,
    lines: Rows[CallSheetLine],
    issues: Rows[CallSheetIssue],
    issued: Rows[IssuedLines],
    distribution: Rows[DistributionLine],
    now: datetime,
    day: int | None = None,
    approved_by: str = "",
    override: str = "",
    unit: str = "",
    *,
    all_days: bool = False,
) -> Outcome:
    """Issue a day's call sheet: the first as FINAL on white, later ones as coloured revisions.

    A revision is compared with the issue before, cell by cell: what changed is filled and starred,
    a CHANGES box lists it, and the people whose calls moved are named. Issues are only ever added,
    never changed.

    Args:
        worked: schedule, days, people, places, rules, and the outs of the days before.
        lines: the Call Sheet tab as it stands; written anew.
        issues: every issue so far; one is added.
        issued: what each issue showed.
        distribution: one line is added for each person who is told.
        now: the moment of the issue.
        day: the number of the shoot day; by default the one whose crew call comes next.
        approved_by: who approved it: 1st AD or UPM.
        override: why it goes out although something must be settled; blank: it does not.
        unit: the unit of the day, such as 2nd; by default the main unit.
        all_days: yes issues every day of every unit in one press.

    Returns:
        The PDF, and an archive of mail drafts with each person's own call and calendar entry: of a
        revision only for those whom it concerns. Adds to Call Sheet Issues, Issued Lines and
        Distribution. Nothing of it where something must be settled first. Where rates are known,
        the summary says what the calls cost beyond straight time.

    Problems:
        not-published: the preflight found errors, and no reason was given.
        published-in-spite-of: it went out with a reason.
        not-approved: nobody is named who approved it.
        nothing-new: no line differs from the last issue.
    """
    shoot = worked.shoot
    log = Log(issues, issued, distribution, worked)

    def issue(part: Shoot, number: int | None) -> Issued:
        draft = draft_sheet(part, part.pick(number, now), lines)
        return issue_day(draft, log, now, approved_by, override)

    if not all_days:
        one = issue(shoot.of_unit(unit), day)
        rewrites: dict[type[Row], Sequence[Row]] = {}
        if one.appends:
            rewrites = {CallSheetLine: with_changes(one)}
        extra = extra_sentence(Tomorrow(one.draft, worked.of_unit(unit)))
        return Outcome(
            f"{one.summary} {extra}".strip(),
            one.findings,
            appends=one.appends,
            rewrites=rewrites,
            documents=one.documents,
        )
    undated: list[Finding] = []
    every = [issue(part, row.number) for part, row in day_rows(shoot, undated)]
    return _all_issued(every, undated)


def _all_issued(every: list[Issued], undated: list[Finding]) -> Outcome:
    out = [one for one in every if one.appends]
    held_back = [str(one.draft.plan.sheet) for one in every if not one.appends]
    mails = sum(isinstance(row, DistributionLine) for one in out for row in one.appends)
    rest = f" Not issued: day {', '.join(held_back)}." if held_back else ""

    def findings() -> Iterator[Finding]:
        yield from undated
        for one in every:
            yield from one.findings

    # The tab keeps the day it shows: all days are printed, none takes another's place.
    return Outcome(
        summary=f"{len(out)} of {len(every)} days issued, {mails} people to be sent them.{rest}",
        findings=worst_first(findings()),
        appends=[row for one in out for row in one.appends],
        documents=[document for one in out for document in one.documents],
    )
