"""The button "Log script"."""

from collections.abc import Sequence
from datetime import datetime

from poc_sheets.problems import Exit, Finding, Place, Problem
from poc_sheets.published.script_copies import (
    Recipient,
    chosen,
    next_number,
    older_findings,
    recipients,
    without_it,
)
from poc_sheets.registry import Outcome, action
from poc_sheets.settings import Settings
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.model import Row, Rows
from poc_sheets.tabs.production import ProductionSetting
from poc_sheets.tabs.script_distribution import ScriptCopy, ScriptNumbers
from poc_sheets.trade.colors import revision_color, revision_number

NO_SUCH_COLOR = Problem(
    "no-such-script-colour",
    title="{color} is no revision colour of this production",
    what="the colours are {known}",
    do="give one of them, or add it to Revision colours in the Production tab",
    exit_code=Exit.WRONG_USE,
)
OLDER_THAN_OUT = Problem(
    "script-older-than-out",
    title="{color} was handed out although {newest} is out",
    what="{newest} comes after {color} in the Revision colours",
    do="hand out {newest} to them too, or check the colour",
    level="warning",
)
SETTING_BEHIND = Problem(
    "script-colour-of-production",
    title="The Production tab still says that the script is {setting}",
    what="{color} was handed out; call sheets print the colour of the Production tab",
    do="type {color} beside Script colour, and its date beside Script date",
    level="warning",
)


@action("Log script", group="Office")
def log_script(
    copies: Rows[ScriptCopy],
    numbers: Rows[ScriptNumbers],
    settings: Settings,
    now: datetime,
    crew: Rows[CrewMember] = Rows(),  # noqa: B008  (no tab, no rows)
    cast: Rows[CastMember] = Rows(),  # noqa: B008
    to: str = "",
    color: str = "",
    pages: str = "",
    handed_by: str = "",
) -> Outcome:
    """Log a colour of the script handed out, each copy with its own number; tell who holds an older.

    A number is never given twice, not even after its row was deleted. Who has the colour already
    gets no second copy.

    Args:
        copies: every copy handed out so far; new ones are added.
        numbers: every number given so far.
        settings: the script's colour and date, the order of the colours.
        now: the day of the hand-out.
        crew: who can be given one.
        cast: who can be given one.
        to: everybody, departments, people, with semicolons between; blank: only tell who is behind.
        color: the revision colour; by default the script colour of the Production tab.
        pages: full, or the pages that changed, such as 12-14, 33A.
        handed_by: who hands them out.

    Returns:
        Adds to the Script Distribution and Script Numbers tabs.

    Problems:
        script-to-nobody: a name that fits nobody.
        script-to-two: a name that fits several people.
        script-older-colour: people who have nothing of the newest colour.
        script-old-pages-out: older copies of people who have a newer one.
        script-older-than-out: a newer colour is out already.
        script-colour-of-production: the Production tab names an older colour.
        script-colour-unknown: a colour of the log that the production does not have.
    """
    number = _revision(color or settings.script_color, settings)
    shown = revision_color(number, settings.revision_colors).title()
    named, findings = chosen(to, recipients(crew, cast))
    people = without_it(named, copies, shown)
    first = next_number(copies, numbers)
    new = _copies(people, first, shown, settings, now, pages, handed_by)
    every = [*copies, *new]
    findings += _order(number, shown, copies, settings) if new else []
    findings += older_findings(every, settings.revision_colors)
    appends: list[Row] = [*new]
    if new:
        last = first + len(new) - 1
        at = now.replace(microsecond=0)
        appends.append(ScriptNumbers(first=first, last=last, color=shown, given_at=at))
    have = len(named) - len(people)
    return Outcome(_summary(shown, new, have, every), findings, appends=appends)


def _revision(color: str, settings: Settings) -> int:
    number = revision_number(color, settings.revision_colors)
    if number is None:
        known = ", ".join(settings.revision_colors)
        raise NO_SUCH_COLOR.stop(Place(ProductionSetting.tab), color=color, known=known)
    return number


def _copies(
    people: Sequence[Recipient],
    first: int,
    color: str,
    settings: Settings,
    now: datetime,
    pages: str,
    handed_by: str,
) -> list[ScriptCopy]:
    is_of_production = color.casefold() == settings.script_color.strip().casefold()
    return [
        ScriptCopy(
            number=number,
            color=color,
            dated=settings.script_date if is_of_production else None,
            pages=pages.strip() or "Full",
            person=person.name,
            position=person.position,
            department=person.department,
            sent_on=now.date(),
            by=person.by,
            handed_by=handed_by.strip(),
            watermark=f"{number} {person.name.upper()} {color.upper()}",
        )
        for number, person in enumerate(people, start=first)
    ]


def _order(
    number: int, color: str, copies: Sequence[ScriptCopy], settings: Settings
) -> list[Finding]:
    colors = settings.revision_colors
    findings = []
    known = [(n, c.color) for c in copies if (n := revision_number(c.color, colors)) is not None]
    newest, newest_name = max(known, default=(number, color))
    if newest > number:
        place = Place(ScriptCopy.tab)
        findings.append(OLDER_THAN_OUT.at(place, color=color, newest=newest_name))
    of_production = revision_number(settings.script_color, colors)
    if of_production is None or of_production < number:
        place = Place(ProductionSetting.tab, None, None, "Script colour")
        facts = {"setting": settings.script_color or "of no colour", "color": color}
        findings.append(SETTING_BEHIND.at(place, **facts))
    return findings


def _summary(color: str, new: Sequence[ScriptCopy], have: int, every: Sequence[ScriptCopy]) -> str:
    already = f" {have} have it already." if have else ""
    if not new:
        return f"{color}: no copy was handed out, {len(every)} are logged.{already}"
    numbers = f"{new[0].number} to {new[-1].number}" if len(new) > 1 else str(new[0].number)
    unit = "copies" if len(new) > 1 else "copy"
    return f"{color}: {unit} {numbers} handed out.{already}"
