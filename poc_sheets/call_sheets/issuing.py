"""Issuing a day's call sheet: which issue it is, what changed, who is told, what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from poc_sheets.call_sheets.checks import preflight_findings
from poc_sheets.call_sheets.checks_people import named
from poc_sheets.call_sheets.compare import (
    Comparison,
    as_parts,
    change_lines,
    compare,
    from_parts,
    shown,
)
from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.notices import notices_of
from poc_sheets.call_sheets.paper import document_of, file_name
from poc_sheets.call_sheets.printing import Issue
from poc_sheets.call_sheets.telling import affected_names, distribution_of, people_to_tell
from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.production_reports.worked import Worked
from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.call_sheet import CallSheetLine
from poc_sheets.tabs.call_sheet_issues import (
    PUBLISHED,
    REVISED,
    CallSheetIssue,
    IssuedLines,
    named_issue,
)
from poc_sheets.tabs.distribution import DistributionLine
from poc_sheets.tabs.model import Row, place_of
from poc_sheets.trade.colors import revision_color
from poc_sheets.workbook import Document

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
    do="send them the new one, early calls by phone; their lines stand in the Distribution tab",
    level="note",
)


@dataclass(frozen=True)
class Log:
    """What was issued so far, of all days."""

    issues: Sequence[CallSheetIssue]
    issued: Sequence[IssuedLines]
    distribution: Sequence[DistributionLine]
    #: Each person's own outs, for the check of the rest.
    worked: Worked | None = None

    def of(self, draft: Draft) -> list[CallSheetIssue]:
        """The issues of a day of a unit."""
        number, unit = draft.plan.number, draft.plan.unit
        return [row for row in self.issues if (row.day, unit_key(row.unit)) == (number, unit)]

    def last(self, draft: Draft) -> CallSheetIssue | None:
        """The issue in force, or `None` before the first."""
        return max(self.of(draft), key=lambda row: row.revision or 0, default=None)


@dataclass(frozen=True)
class Issued:
    """What issuing a day made; without `appends` nothing went out, and `findings` say why."""

    summary: str
    findings: tuple[Finding, ...]
    draft: Draft
    appends: tuple[Row, ...] = ()
    documents: tuple[Document, ...] = ()
    changes: tuple[CallSheetLine, ...] = ()


def issue_day(
    draft: Draft, log: Log, now: datetime, approved_by: str = "", override: str = ""
) -> Issued:
    """Issue a day's sheet, unless something must be settled first or nothing is new.

    Args:
        draft: the sheet of the day.
        log: what was issued so far.
        now: the moment of the issue.
        approved_by: who approved it.
        override: why it goes out although something must be settled; blank: it does not.
    """
    findings = preflight_findings(draft, now, log.issued, log.worked)
    errors = sum(finding.level == "error" for finding in findings)
    number = draft.plan.number
    if errors and not override.strip():
        refusal = NOT_PUBLISHED.at(place_of(draft.plan.row, "number"), day=number, count=errors)
        return Issued(f"{refusal.title}: {refusal.what}.", (refusal, *findings), draft)
    last = log.last(draft)
    issue = _issue(draft, len(log.of(draft)), last, now, approved_by)
    before = from_parts(log.issued, number, last.revision, draft.plan.unit) if last else None
    found = compare(before or {}, shown(draft.lines), draft.plan.day, draft.plan.general)
    if last and before is not None and not (found.changed or found.changes):
        note = NOTHING_NEW.at(Place(CallSheetIssue.tab), issue=named_issue(last))
        text = f"Day {number}: {note.title}; no new revision."
        return Issued(text, (note, *findings), draft)
    if before is None:
        # A first issue, or one whose forerunner is lost, has nothing to star.
        found = Comparison({}, (), ())
    about = _about(draft, last, found, issue, errors, override.strip())
    if last and before is None:
        about.append(ISSUE_UNREADABLE.at(Place(IssuedLines.tab), issue=named_issue(last)))
    return _issued(draft, log, issue, found, (*about, *findings), override.strip())


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


def _about(
    draft: Draft,
    last: CallSheetIssue | None,
    found: Comparison,
    issue: Issue,
    errors: int,
    override: str,
) -> list[Finding]:
    findings = []
    if errors:
        place = place_of(draft.plan.row, "number")
        findings.append(IN_SPITE_OF.at(place, count=errors, reason=override))
    if not issue.approved_by:
        findings.append(NOT_APPROVED.at(Place(CallSheetIssue.tab, None, None, "Approved by")))
    if last and found.affected:
        names = named(affected_names(draft, found))
        place = Place(DistributionLine.tab)
        facts = {"count": len(found.affected), "issue": named_issue(last), "names": names}
        findings.append(TELL_FIRST.at(place, **facts))
    return findings


def _issued(
    draft: Draft,
    log: Log,
    issue: Issue,
    found: Comparison,
    findings: tuple[Finding, ...],
    override: str,
) -> Issued:
    plan = draft.plan
    told = people_to_tell(draft, found, log.distribution) if issue.revision else None
    people = distribution_of(draft, issue, found, told)
    notices, unreached = notices_of(draft, issue, told)
    row = CallSheetIssue(
        day=plan.number,
        unit=plan.shoot.unit,
        revision=issue.revision,
        color=issue.color.upper(),
        status=REVISED if issue.revision else PUBLISHED,
        issued_at=issue.at,
        crew_call=draft.by_key["fact:crew_call"].time,
        changes=found.cells if issue.revision else None,
        affected=named(affected_names(draft, found)),
        approved_by=issue.approved_by,
        override=override,
        file_name=draft.original or file_name(draft, issue),
        mails=notices.name if notices else "",
    )
    parts = as_parts(plan.number, issue.revision, shown(draft.lines), plan.shoot.unit)
    starred = {key: columns for key, columns in found.changed.items() if issue.revision}
    # What a person keeps building elsewhere goes out as it is; only its notices are made here.
    printed = [] if draft.original else [document_of(draft, issue, starred, found.changes)]
    of_unit = f" of the {plan.unit} unit" if plan.unit else ""
    name = f"REV {issue.revision} {issue.color.upper()}" if issue.revision else "FINAL"
    original = f" The sheet itself is {draft.original}." if draft.original else ""
    return Issued(
        summary=(
            f"Day {plan.number} of {plan.of}{of_unit} issued as {name}: {found.cells} cells "
            f"changed, {len(people)} people to be sent it.{original}"
        ),
        findings=(*findings, *unreached),
        draft=draft,
        appends=(row, *parts, *people),
        documents=(*printed, *([notices] if notices else [])),
        changes=tuple(change_lines(plan.sheet, found.changes)),
    )


def with_changes(issued: Issued) -> list[Row]:
    """The Call Sheet tab after an issue."""
    return issued.draft.rows(issued.changes if issued.appends else None)
