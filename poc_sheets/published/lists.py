"""Crew list and cast list for publication: what may be seen, and what changed since the last issue."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.documents.naming import file_name
from poc_sheets.documents.tables_pdf import Cell, Column, Group, render_table
from poc_sheets.documents.typesetting import paper_of
from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.published.issues import Issue, changed_headings, issues_of, name_of, parts_of
from poc_sheets.registry import Outcome
from poc_sheets.settings import Settings
from poc_sheets.tabs.published_lists import PublishedPart
from poc_sheets.trade.colors import color_rgb, revision_color
from poc_sheets.trade.shooting_days import show_date
from poc_sheets.workbook import Document

NOBODY = Problem(
    "nobody-to-list",
    title="The {tab} tab has nobody to list",
    what="{seen}",
    do="type the people in the {tab} tab, or clear No from Publish",
)
SAME_AS_BEFORE = Problem(
    "list-unchanged",
    title="Nothing has changed since {issue} of the {title}",
    what="it is printed again as it was issued on {day}",
    do="send that issue again, or change the {tab} tab first",
    level="note",
)
LIST_UNREADABLE = Problem(
    "list-issue-unreadable",
    title="{issue} of the {title} cannot be compared with",
    what="its rows in the Published Lists tab are gone or were changed; nothing is starred",
    do="compare with its PDF by hand",
    level="warning",
)
WHO_CHANGED = Problem(
    "list-changes",
    title="Lines of the {title} changed since {issue}: {count}",
    what="{names}",
    do="tell the departments that work with them",
    level="note",
)
#: What stands for a cell that cannot be read, until a person corrects it.
CHECK = "CHECK"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person as published: `cells` by heading, only what may be seen and is not blank."""

    key: str
    group: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Listing:
    """A list as it stands now.

    Attributes:
        title: `Crew list` or `Cast list`.
        tab: where its people stand.
        columns: the headings with their share of the width, None where as wide as the text.
        optional: those of them that are left out where nobody has anything there.
        rows: the people in the order of the list.
        findings: what a person should know about them.
        note: a line under the table.
    """

    title: str
    tab: str
    columns: Mapping[str, float | None]
    optional: frozenset[str]
    rows: tuple[ListRow, ...]
    findings: tuple[Finding, ...] = ()
    note: str = ""


def publish(
    listing: Listing,
    published: Sequence[PublishedPart],
    settings: Settings,
    now: datetime,
    *,
    is_preview: bool,
) -> Outcome:
    """The outcome of publishing a list: the PDF, and what it showed, to be compared with later.

    The first issue is white; every later one that differs is the next revision, with what changed
    filled in its colour and starred. What has not changed is not issued again.
    """
    if not listing.rows:
        seen = f"no row of it is to be published; {len(listing.findings)} findings"
        nobody = NOBODY.at(Place(listing.tab), tab=listing.tab, seen=seen)
        return Outcome(f"{nobody.title}.", [nobody, *listing.findings])
    issues = issues_of(listing.title, published)
    last = issues[-1] if issues else None
    state = {row.key: dict(row.cells) for row in listing.rows}
    findings: list[Finding] = []
    if last and last.state == state:
        shown_day = show_date(last.at.date()) if last.at else "an unknown day"
        facts = {"issue": last.named, "title": listing.title.lower(), "day": shown_day}
        findings.append(SAME_AS_BEFORE.at(Place(listing.tab), tab=listing.tab, **facts))
        earlier = issues[-2].state if len(issues) > 1 else None
        document = _document(listing, last, earlier, settings, now)
        return Outcome(
            _summary(listing, last, "unchanged"),
            [*findings, *listing.findings],
            documents=[document],
        )
    revision = last.revision + 1 if last else 0
    color = revision_color(revision, settings.revision_colors).title()
    issue = Issue(revision, color, now.replace(microsecond=0), state)
    if last:
        findings.append(_compared(listing, last, state))
    before = last.state if last else None
    document = _document(listing, issue, before, settings, now, is_preview=is_preview)
    verb = "would be issued" if is_preview else "issued"
    return Outcome(
        _summary(listing, issue, verb),
        [*findings, *listing.findings],
        appends=[] if is_preview else parts_of(listing.title, issue, state),
        documents=[document],
    )


def _summary(listing: Listing, issue: Issue, verb: str) -> str:
    named = f"REV {issue.revision} {issue.color}" if issue.revision else issue.color
    people = "1 person" if len(listing.rows) == 1 else f"{len(listing.rows)} people"
    return f"{listing.title} {verb}, {named}: {people}."


def _compared(listing: Listing, last: Issue, state: Mapping[str, Mapping[str, str]]) -> Finding:
    facts = {"issue": last.named, "title": listing.title.lower()}
    if last.state is None:
        return LIST_UNREADABLE.at(Place(PublishedPart.tab), **facts)
    changed = changed_headings(last.state, state)
    gone = [key for key in last.state if key not in state]
    words = [f"{name_of(key)} ({_what(keys)})" for key, keys in changed.items()]
    words += [f"{name_of(key)} (no longer listed)" for key in gone]
    return WHO_CHANGED.at(Place(listing.tab), count=len(words), names=named(words), **facts)


def _what(keys: frozenset[str]) -> str:
    return "new" if "*" in keys else " and ".join(sorted(keys))


def _document(
    listing: Listing,
    issue: Issue,
    before: Mapping[str, Mapping[str, str]] | None,
    settings: Settings,
    now: datetime,
    *,
    is_preview: bool = False,
) -> Document:
    state = {row.key: row.cells for row in listing.rows}
    changed = {} if before is None else changed_headings(before, state)
    fill = (color_rgb(issue.color) if issue.revision else "") or "E6E6E6"
    used = {heading for row in listing.rows for heading in row.cells}
    headings = [h for h in listing.columns if h in used or h not in listing.optional]
    groups = [
        Group(name, [_line(row, headings, changed, fill) for row in rows])
        for name, rows in _grouped(listing.rows).items()
    ]
    on = issue.at or now
    stamp = (
        f"{issue.color} {show_date(on.date())}"
        if not issue.revision
        else f"REV {issue.revision} {issue.color} {show_date(on.date())}"
    )
    stamp = f"PREVIEW of {stamp}" if is_preview else stamp
    gone = sorted(name_of(key) for key in before or {} if key not in state)
    notes = [
        listing.note,
        "* changed since the issue before." if changed else "",
        f"No longer listed: {', '.join(gone)}." if gone else "",
    ]
    content = render_table(
        listing.title,
        " · ".join(part for part in (settings.title, stamp) if part),
        [Column(h, share=listing.columns[h], is_bold=h == "Name") for h in headings],
        groups=groups,
        dated=on,
        note=" ".join(note for note in notes if note),
        paper=paper_of(settings.paper, "us-letter"),
    )
    title = settings.short_title or settings.title.upper()
    kind = listing.title.partition(" ")[0].upper() + ("-PREVIEW" if is_preview else "")
    revision = issue.revision
    return Document(file_name(title, kind, None, on.date(), revision, issue.color), content)


def _line(
    row: ListRow, headings: Sequence[str], changed: Mapping[str, frozenset[str]], fill: str
) -> list[str | Cell]:
    marks = changed.get(row.key, frozenset())
    line: list[str | Cell] = []
    for heading in headings:
        text = row.cells.get(heading, "")
        is_marked = heading in marks or ("*" in marks and bool(text))
        line.append(Cell(f"{text}*", fill) if is_marked else text)
    return line


def _grouped(rows: Iterable[ListRow]) -> dict[str, list[ListRow]]:
    groups: dict[str, list[ListRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return groups


def keyed(names: Iterable[str]) -> list[str]:
    """Keys for rows, one for each: the second of two alike gets `#2`."""
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return keys
