"""The button "Publish call sheet"."""

from collections.abc import Sequence
from datetime import datetime

from poc_sheets.call_sheets.checks import preflight_findings
from poc_sheets.call_sheets.checks_people import named
from poc_sheets.call_sheets.compare import (
    NEW,
    Comparison,
    as_parts,
    change_lines,
    compare,
    from_parts,
    shown,
)
from poc_sheets.call_sheets.draft import Draft, draft_sheet
from poc_sheets.call_sheets.notices import notices_of
from poc_sheets.call_sheets.paper import document_of, file_name
from poc_sheets.call_sheets.printing import Issue
from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.registry import Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.call_sheet_issues import PUBLISHED, REVISED, CallSheetIssue, IssuedLines
from poc_sheets.tabs.distribution import TO_SEND, DistributionLine
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.trade.colors import revision_color

NOT_PUBLISHED = Problem(
    "not-published",
    title="The call sheet of day {day} was not published",
    what="{count} findings must be settled first",
    do="settle them, or publish with a reason in override; the reason is kept",
)
IN_SPITE_OF = Problem(
    "published-in-spite-of",
    title="Published with {count} open findings",
    what='the reason given: "{reason}"; it stands in the Call Sheet Issues tab',
    do="settle them in the next revision",
    level="warning",
)
NOT_APPROVED = Problem(
    "not-approved",
    title="Nobody is named who approved the call sheet",
    what="Approved by is blank in the Call Sheet Issues tab",
    do="publish with the name of the 1st AD or UPM in approved_by",
    level="warning",
)
NOTHING_NEW = Problem(
    "nothing-new",
    title="Nothing has changed since {issue}",
    what="every line is as it was issued",
    do="send that issue again, or change the call sheet first",
    level="note",
)
ISSUE_UNREADABLE = Problem(
    "issue-unreadable",
    title="{issue} cannot be compared with",
    what="its rows in the Issued Lines tab are gone or were changed; every line counts as new",
    do="compare with its PDF by hand",
    level="warning",
)
TELL_FIRST = Problem(
    "tell-first",
    title="{count} people have another call than in {issue}",
    what="{names}",
    do="tell them by phone; the Distribution tab lists everyone",
    level="note",
)


@action("Publish call sheet", group="Call sheet")
def publish_call_sheet(
    shoot: Shoot,
    lines: Rows[CallSheetLine],
    issues: Rows[CallSheetIssue],
    issued: Rows[IssuedLines],
    distribution: Rows[DistributionLine],
    now: datetime,
    day: int | None = None,
    approved_by: str = "",
    override: str = "",
) -> Outcome:
    """Issue a day's call sheet: the first as FINAL on white, later ones as coloured revisions.

    A revision is compared with the issue before, cell by cell: what changed is filled and starred,
    a CHANGES box lists it, and the people whose calls moved are named. Issues are only ever added,
    never changed.

    Args:
        shoot: schedule, days, people, places, rules.
        lines: the Call Sheet tab as it stands; written anew.
        issues: every issue so far; one is added.
        issued: what each issue showed.
        distribution: one line is added for each person, to be sent.
        now: the moment of the issue.
        day: the number of the shoot day; by default the one whose crew call comes next.
        approved_by: who approved it: 1st AD or UPM.
        override: why it goes out although something must be settled; blank: it does not.

    Returns:
        The PDF, and an archive of mail drafts with each person's own call and calendar entry: of a
        revision only for those whose call moved. Adds to Call Sheet Issues, Issued Lines and Distribution. Nothing of it where
        something must be settled first.

    Problems:
        not-published: the preflight found errors, and no reason was given.
        published-in-spite-of: it went out with a reason.
        not-approved: nobody is named who approved it.
        nothing-new: no line differs from the last issue.
    """
    del distribution
    draft = draft_sheet(shoot, shoot.pick(day, now), lines)
    findings = preflight_findings(draft, now)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors and not override.strip():
        facts = {"day": draft.plan.number, "count": len(errors)}
        refusal = NOT_PUBLISHED.at(place_of(draft.plan.row, "number"), **facts)
        return Outcome(f"{refusal.title}: {refusal.what}.", [refusal, *findings])
    mine = [row for row in issues if row.day == draft.plan.number]
    last = max(mine, key=lambda row: row.revision or 0, default=None)
    issue = _issue(draft, len(mine), last, now, approved_by)
    return _next_issue(draft, issue, last, issued, findings, override.strip())


def _next_issue(
    draft: Draft,
    issue: Issue,
    last: CallSheetIssue | None,
    issued: Sequence[IssuedLines],
    findings: Sequence[Finding],
    override: str,
) -> Outcome:
    number = draft.plan.number
    before = from_parts(issued, number, last.revision) if last else None
    found = compare(before or {}, shown(draft.lines), draft.plan.day, draft.plan.general)
    if last and before is not None and not (found.changed or found.changes):
        note = NOTHING_NEW.at(Place(CallSheetIssue.tab), issue=_named(last))
        return Outcome(f"Day {number}: {note.title}; no new revision.", [note, *findings])
    if before is None:
        # A first issue, or one whose forerunner is lost, has nothing to star.
        found = Comparison({}, (), ())
    about = _about(draft, last, found, issue, findings, override)
    if last and before is None:
        about.append(ISSUE_UNREADABLE.at(Place(IssuedLines.tab), issue=_named(last)))
    return _published(draft, issue, found, [*about, *findings], override)


def _issue(
    draft: Draft, earlier: int, last: CallSheetIssue | None, now: datetime, approved_by: str
) -> Issue:
    # A damaged number of an earlier issue must not give the same number twice.
    revision = max((last.revision or 0) + 1, earlier) if last else 0
    color = revision_color(revision, draft.plan.shoot.settings.revision_colors).title()
    return Issue(
        status="REV" if last else "FINAL",
        revision=revision,
        color=color,
        at=now.replace(second=0, microsecond=0),
        approved_by=approved_by.strip(),
    )


def _named(row: CallSheetIssue) -> str:
    return f"REV {row.revision} {row.color}" if row.revision else f"FINAL {row.color}"


def _about(
    draft: Draft,
    last: CallSheetIssue | None,
    found: Comparison,
    issue: Issue,
    preflight: Sequence[Finding],
    override: str,
) -> list[Finding]:
    findings = []
    errors = sum(finding.level == "error" for finding in preflight)
    if errors:
        place = place_of(draft.plan.row, "number")
        findings.append(IN_SPITE_OF.at(place, count=errors, reason=override))
    if not issue.approved_by:
        findings.append(NOT_APPROVED.at(Place(CallSheetIssue.tab, None, None, "Approved by")))
    if last and found.affected:
        names = named(_affected(draft, found))
        place = Place(DistributionLine.tab)
        facts = {"count": len(found.affected), "issue": _named(last), "names": names}
        findings.append(TELL_FIRST.at(place, **facts))
    return findings


def _affected(draft: Draft, found: Comparison) -> list[str]:
    names = []
    for key in found.affected:
        line = draft.by_key.get(key)
        gone = key.rpartition("/")[2] if line is None else ""
        names.append(gone or f"{line.name or line.detail} {line.call}".strip() if line else gone)
    return names


def _published(
    draft: Draft, issue: Issue, found: Comparison, findings: list[Finding], override: str
) -> Outcome:
    plan = draft.plan
    people = _distribution(draft, issue, found)
    row = CallSheetIssue(
        day=plan.number,
        revision=issue.revision,
        color=issue.color.upper(),
        status=REVISED if issue.revision else PUBLISHED,
        issued_at=issue.at,
        crew_call=draft.by_key["fact:crew_call"].time,
        changes=found.cells if issue.revision else None,
        affected=named(_affected(draft, found)),
        approved_by=issue.approved_by,
        override=override,
        file_name=file_name(draft, issue),
    )
    # Of a revision only those are told again whose own call moved.
    affected = set(found.affected) if issue.revision else None
    notices, unreached = notices_of(draft, issue, affected)
    parts = as_parts(plan.number, issue.revision, shown(draft.lines))
    starred = {key: columns for key, columns in found.changed.items() if issue.revision}
    named_issue = f"REV {issue.revision} {issue.color.upper()}" if issue.revision else "FINAL"
    return Outcome(
        summary=(
            f"Day {plan.number} of {plan.of} issued as {named_issue}: {found.cells} cells changed, "
            f"{len(people)} people to be sent it."
        ),
        findings=[*findings, *unreached],
        appends=[row, *parts, *people],
        rewrites={CallSheetLine: draft.rows(change_lines(plan.number, found.changes))},
        documents=[
            document_of(draft, issue, starred, found.changes),
            *([notices] if notices else []),
        ],
    )


def _distribution(draft: Draft, issue: Issue, found: Comparison) -> list[DistributionLine]:
    people = []
    for person in draft.people:
        line = draft.by_key.get(person.key)
        member = person.member
        if line is None or member is None or line.call == "N/A":
            continue
        phone = getattr(member, "mobile", "") or getattr(member, "phone", "")
        channel = "e-mail" if member.email else "text" if phone else "paper"
        is_changed = person.key in found.affected or found.changed.get(person.key) == NEW
        people.append(
            DistributionLine(
                day=draft.plan.number,
                revision=issue.revision,
                color=issue.color.upper(),
                person=line.name or line.detail,
                position=line.item if line.line.startswith("crew:") else line.detail,
                channel=channel,
                address=member.email or phone,
                call=line.call,
                status=TO_SEND,
                is_changed="yes" if is_changed and issue.revision else "",
            )
        )
    return people
