"""Copies of the script: to whom they go, who has which colour, which numbers are free."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from poc_sheets.call_sheets.checks_people import named
from poc_sheets.problems import Finding, Place, Problem
from poc_sheets.tabs.cast import CastMember
from poc_sheets.tabs.crew import CrewMember
from poc_sheets.tabs.model import Rows, place_of
from poc_sheets.tabs.script_distribution import EMAIL, PAPER, ScriptCopy, ScriptNumbers
from poc_sheets.trade.colors import revision_number
from poc_sheets.trade.rules import key

NOBODY_OF_THAT_NAME = Problem(
    "script-to-nobody",
    title="There is nobody and no department called {asked}",
    what="the Crew and Cast tabs do not have it",
    do="name people and departments as in these tabs, with semicolons between them, or everybody",
)
TWO_OF_THAT_NAME = Problem(
    "script-to-two",
    title="There are {count} people called {asked}",
    what="{who}; none of them was given a copy",
    do="write name and position, such as {example}",
)
STILL_OLD = Problem(
    "script-older-colour",
    title="Nothing newer than {color} is with {count}",
    what="{names}; the newest colour out is {newest}",
    do="press Log script for them, or note under Returned that their pages came back",
    level="warning",
)
OLD_PAGES_OUT = Problem(
    "script-old-pages-out",
    title="Old pages that are not back: {count}",
    what="{names}",
    do="collect them, and type Yes or the date under Returned",
    level="note",
)
COLOR_NOT_LISTED = Problem(
    "script-colour-unknown",
    title="{color} is no revision colour of this production",
    what="copy {number} of {person} is in no order with the others; the colours are {known}",
    do="type a colour of that list, or add it to Revision colours in the Production tab",
    level="warning",
)
EVERYBODY = {"everybody", "everyone", "all"}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be given a copy."""

    name: str
    position: str
    department: str
    by: str

    @property
    def key(self) -> tuple[str, str]:
        """Who they are in the log."""
        return key(self.name), key(self.position)

    @property
    def who(self) -> str:
        """The person in a sentence."""
        return f"{self.name}, {self.position}" if self.position else self.name


def recipients(crew: Iterable[CrewMember], cast: Iterable[CastMember]) -> list[Recipient]:
    """Everybody: the crew, then the performers that are cast."""
    people = [
        Recipient(m.name, m.position, m.department, EMAIL if m.email else PAPER) for m in crew
    ]
    people += [
        Recipient(m.performer, m.character, "Cast", EMAIL if m.email else PAPER)
        for m in cast
        if m.performer
    ]
    return people


def chosen(to: str, people: Sequence[Recipient]) -> tuple[list[Recipient], list[Finding]]:
    """Those who are named: everybody, departments, people; each once, in the order of the tabs.

    Args:
        to: names with semicolons between them; a person as `Name` or `Name, Position`.
        people: everybody who can be given a copy.

    Returns:
        The people, and a finding for each name that fits nobody, or several people.
    """
    picked: set[int] = set()
    findings: list[Finding] = []
    place = Place(ScriptCopy.tab)
    for asked in (part.strip() for part in to.split(";")):
        if not asked:
            continue
        wanted = key(asked)
        of_group = [
            i for i, p in enumerate(people) if wanted in EVERYBODY or key(p.department) == wanted
        ]
        exact = [i for i, p in enumerate(people) if key(p.who) == wanted]
        named = [i for i, p in enumerate(people) if key(p.name) == wanted]
        if of_group or exact:
            picked.update(of_group or exact)
        elif len(named) == 1:
            picked.update(named)
        elif named:
            who = "; ".join(people[i].who for i in named)
            facts = {"count": len(named), "asked": asked, "example": people[named[0]].who}
            findings.append(TWO_OF_THAT_NAME.at(place, who=who, **facts))
        else:
            findings.append(NOBODY_OF_THAT_NAME.at(place, asked=asked))
    return [people[i] for i in sorted(picked)], findings


def next_number(copies: Rows[ScriptCopy], given: Rows[ScriptNumbers]) -> int:
    """The next number that no copy ever had, also none whose row was deleted."""
    numbers = [copy.number for copy in copies] + [row.last for row in given]
    damaged = [unread.values.get("number") for unread in copies.unreadable]
    damaged += [unread.values.get("last") for unread in given.unreadable]
    known = [number for number in (*numbers, *damaged) if isinstance(number, int)]
    return max(known, default=0) + 1


def is_out(copy: ScriptCopy) -> bool:
    """Whether a copy is still with its person."""
    return key(copy.returned) in {"", "no"}


def without_it(
    people: Sequence[Recipient], copies: Iterable[ScriptCopy], color: str
) -> list[Recipient]:
    """Those who do not have a colour yet; of two people of one name and position, two need it."""
    have = Counter(
        (key(copy.person), key(copy.position))
        for copy in copies
        if key(copy.color) == key(color) and is_out(copy)
    )
    missing = []
    for person in people:
        if have[person.key]:
            have[person.key] -= 1
        else:
            missing.append(person)
    return missing


def older_findings(copies: Sequence[ScriptCopy], colors: Sequence[str]) -> Iterator[Finding]:
    """Who works from an older colour than the newest that is out, and which old pages are not back.

    Args:
        copies: every copy, those of this press included.
        colors: the revision colours of the production.
    """
    out = [copy for copy in copies if is_out(copy)]
    order = {copy.color: revision_number(copy.color, colors) for copy in copies}
    for copy in out:
        if order[copy.color] is None:
            facts = {"color": copy.color, "number": copy.number, "person": copy.person}
            known = ", ".join(colors)
            yield COLOR_NOT_LISTED.at(place_of(copy, "color"), known=known, **facts)
    known_out = [(number, copy) for copy in out if (number := order[copy.color]) is not None]
    every = [(number, copy.color) for copy in copies if (number := order[copy.color]) is not None]
    newest, newest_name = max(every, default=(0, ""))
    latest: dict[tuple[str, str], int] = {}
    for number, copy in known_out:
        who = (key(copy.person), key(copy.position))
        latest[who] = max(number, latest.get(who, 0))
    behind: dict[str, dict[tuple[str, str], ScriptCopy]] = {}
    old: list[ScriptCopy] = []
    for number, copy in known_out:
        who = (key(copy.person), key(copy.position))
        if latest[who] == number < newest:
            behind.setdefault(copy.color, {})[who] = copy
        elif number < latest[who]:
            old.append(copy)
    for color, holders in behind.items():
        names = named([copy.person for copy in holders.values()])
        first = next(iter(holders.values()))
        count = "1 person" if len(holders) == 1 else f"{len(holders)} people"
        facts = {"color": color, "count": count, "newest": newest_name}
        yield STILL_OLD.at(place_of(first, "color"), names=names, **facts)
    if old:
        names = named([f"{copy.person} ({copy.color})" for copy in old])
        yield OLD_PAGES_OUT.at(place_of(old[0], "returned"), count=len(old), names=names)
