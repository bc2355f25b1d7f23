"""The issues of a published list: what each showed, as the Published Lists tab keeps it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from poc_sheets.tabs.long_text import pieces
from poc_sheets.tabs.published_lists import PublishedPart


@dataclass(frozen=True)
class Issue:
    """An issue that went out: what it showed, or `None` where that cannot be read any more."""

    revision: int
    color: str
    at: datetime | None
    state: Mapping[str, Mapping[str, str]] | None = field(default=None)

    @property
    def named(self) -> str:
        """The issue in a sentence: `REV 1 Blue`, or `the first issue (White)`."""
        return (
            f"REV {self.revision} {self.color}"
            if self.revision
            else f"the first issue ({self.color})"
        )


def issues_of(title: str, published: Sequence[PublishedPart]) -> list[Issue]:
    """The issues of a list in their order."""
    found: dict[int, list[PublishedPart]] = {}
    for row in published:
        if row.title == title:
            found.setdefault(row.revision, []).append(row)
    issues = []
    for revision, rows in sorted(found.items()):
        ordered = sorted(rows, key=lambda row: row.part)
        text = "".join(row.content for row in ordered)
        state = _read_state(text)
        issues.append(Issue(revision, ordered[0].color, ordered[0].issued_at, state))
    return issues


def _read_state(text: str) -> dict[str, dict[str, str]] | None:
    try:
        return {key: dict(cells) for key, cells in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):
        return None


def parts_of(
    title: str, issue: Issue, state: Mapping[str, Mapping[str, str]]
) -> list[PublishedPart]:
    """The rows that keep what an issue showed, for the Published Lists tab."""
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    return [
        PublishedPart(
            title=title,
            revision=issue.revision,
            color=issue.color,
            issued_at=issue.at,
            part=number,
            content=piece,
        )
        for number, piece in enumerate(pieces(text), start=1)
    ]


def changed_headings(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> dict[str, frozenset[str]]:
    """By key the headings that differ; `*` for somebody new."""
    found = {}
    for key, cells in after.items():
        was = before.get(key)
        if was is None:
            found[key] = frozenset("*")
        elif was != cells:
            headings = {*was, *cells}
            found[key] = frozenset(h for h in headings if was.get(h, "") != cells.get(h, ""))
    return found


def name_of(key: str) -> str:
    """The name in the key of a list's row."""
    return key.partition("#")[0].rpartition("/")[2]
