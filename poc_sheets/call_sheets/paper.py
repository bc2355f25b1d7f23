"""The call sheet of a day as a file."""

from collections.abc import Mapping, Sequence

from poc_sheets.call_sheets.draft import Draft
from poc_sheets.call_sheets.printing import Issue, print_content
from poc_sheets.documents.call_sheet import render_call_sheet
from poc_sheets.documents.typesetting import paper_of
from poc_sheets.trade.calling import call_sheet_name
from poc_sheets.workbook import Document


def document_of(
    draft: Draft,
    issue: Issue,
    changed: Mapping[str, frozenset[str]] | None = None,
    changes: Sequence[tuple[str, str, str]] = (),
) -> Document:
    """The PDF of a day's call sheet, named so that the files of a show sort by day.

    Args:
        draft: the day's sheet.
        issue: which issue it is.
        changed: as for `print_content`.
        changes: as for `print_content`.
    """
    settings = draft.plan.shoot.settings
    content = render_call_sheet(
        print_content(draft, issue, changed, changes),
        paper=paper_of(settings.paper),
        clock=draft.plan.style,
    )
    return Document(file_name(draft, issue), content)


def file_name(draft: Draft, issue: Issue) -> str:
    """The name of the file of an issue: `SHOW_CS_D07_2026-03-12_REV1-BLUE.pdf`."""
    settings, row = draft.plan.shoot.settings, draft.plan.row
    unit = "" if row.unit.casefold().startswith("main") else row.unit
    title = settings.short_title or settings.title.upper()
    return call_sheet_name(title, row.number, draft.plan.day, issue.in_file_name, unit=unit)
