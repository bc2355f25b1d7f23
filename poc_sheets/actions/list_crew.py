"""The button "List crew"."""

from datetime import datetime

from poc_sheets.published.lists import publish
from poc_sheets.published.publishable import crew_listing
from poc_sheets.registry import Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.tabs.crew import CrewMember, Department
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.published_lists import PublishedPart


@action("List crew", group="Office")
def list_crew(
    crew: Rows[CrewMember],
    published: Rows[PublishedPart],
    settings: Settings,
    now: datetime,
    departments: Rows[Department] = Rows(),  # noqa: B008  (no tab, no rows)
    *,
    preview: bool = False,
) -> Outcome:
    """Publish the crew list by department; what changed since the last one is starred in its colour.

    It shows position, name, mobile and e-mail, or what Publish of the row says. Rates, birth dates,
    dietary needs and the other private columns never appear; a home address only where Publish names
    it.

    Args:
        crew: everybody on the crew.
        published: what each issued list showed; this issue is added.
        settings: titles, office, revision colours, paper.
        now: the moment of the issue.
        departments: the order of the departments.
        preview: print it without issuing it; the next press compares with the last real issue.

    Returns:
        The PDF. Adds to the Published Lists tab.

    Problems:
        nobody-to-list: the Crew tab is empty, or nobody may be listed.
        list-unchanged: nobody's line differs from the last issue.
        list-changes: who is new, changed or gone.
        list-issue-unreadable: the last issue cannot be compared with.
        publish-unread: Publish of a row holds words that are not understood.
        listed-without-contact: people without phone and e-mail.
    """
    listing = crew_listing(crew, departments, settings)
    return publish(listing, published, settings, now, is_preview=preview)
