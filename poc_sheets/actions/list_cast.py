"""The button "List cast"."""

from datetime import datetime

from poc_sheets.published.lists import publish
from poc_sheets.published.publishable import cast_listing
from poc_sheets.registry import Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.model import Rows
from poc_sheets.tabs.published_lists import PublishedPart


@action("List cast", group="Office")
def list_cast(
    cast: Rows[CastMember],
    published: Rows[PublishedPart],
    settings: Settings,
    now: datetime,
    *,
    preview: bool = False,
) -> Outcome:
    """Publish the cast list by id; what changed since the last one is starred in its colour.

    It shows character, performer, agent and the days of start and finish. A performer's own phone or
    e-mail stands there only where Publish of the row names it; birth dates and rates never do.

    Args:
        cast: the performers.
        published: what each issued list showed; this issue is added.
        settings: titles, revision colours, paper.
        now: the moment of the issue.
        preview: print it without issuing it; the next press compares with the last real issue.

    Returns:
        The PDF. Adds to the Published Lists tab.

    Problems:
        nobody-to-list: the Cast tab is empty, or nobody may be listed.
        list-unchanged: nobody's line differs from the last issue.
        list-changes: who is new, changed or gone.
        list-issue-unreadable: the last issue cannot be compared with.
        publish-unread: Publish of a row holds words that are not understood.
    """
    return publish(cast_listing(cast), published, settings, now, is_preview=preview)
