"""What became of each call sheet that went out: sent, bounced, confirmed, and who has not."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from poc_sheets.problems import Exit, Finding, Place, Problem
from poc_sheets.snapshots.shoot_day import unit_key
from poc_sheets.tabs.distribution import BOUNCED, CONFIRMED, SENT, TO_SEND, DistributionLine
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.clock import Clock, parse_clock
from poc_sheets.trade.rules import key

NOT_CONFIRMED = Problem(
    "not-confirmed",
    title="{person}, {position} has not confirmed {call}",
    what="{issue} of day {day}: {status}{reason}; reach them by {channel}: {address}",
    do="{remedy}",
    level="note",
)
NOBODY_OF_THAT_NAME = Problem(
    "nobody-of-that-name",
    title="{name} is not on the distribution of day {day}",
    what="the Distribution tab has {close}",
    do="give the name as it stands there, or the e-mail address",
    level="warning",
)
TWO_OF_THAT_NAME = Problem(
    "two-of-that-name",
    title="{count} people of day {day} are called {name}",
    what="{posts}; nothing was marked for them",
    do='give name and position, such as "{name}, {first}", or the e-mail address',
    level="warning",
)
RESULTS_UNREADABLE = Problem(
    "results-unreadable",
    title="What became of the mails cannot be read",
    what="{seen}",
    do="press the button without results, and note them by hand",
    exit_code=Exit.WRONG_USE,
)
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]{2,}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line gets another status."""

    row: DistributionLine
    status: str
    reason: str = ""
    when: datetime | None = None


def current_lines(
    distribution: Iterable[DistributionLine], day: int, unit: str = ""
) -> list[DistributionLine]:
    """For each person of a day the line of the last issue that they were told of, in sheet order.

    A revision that did not concern a person leaves the earlier line in force.
    """
    latest: dict[str, DistributionLine] = {}
    for row in distribution:
        if (row.day, unit_key(row.unit)) != (day, unit_key(unit)):
            continue
        who = row.line or f"{key(row.person)}/{key(row.position)}"
        if who not in latest or row.revision >= latest[who].revision:
            latest[who] = row
    return list(latest.values())


def people_of(
    lines: Sequence[DistributionLine], texts: Iterable[str], day: int
) -> tuple[list[DistributionLine], list[Finding]]:
    """The lines of the people named, and a finding for each name that fits none or several.

    Args:
        lines: the lines of the day that count.
        texts: each a name, `name, position`, or any text with an e-mail address in it.
        day: the shoot day, for the findings.
    """
    found: list[DistributionLine] = []
    findings: list[Finding] = []
    for text in dict.fromkeys(part.strip() for part in texts if part.strip()):
        mine = _named(lines, text)
        if len({(row.line, row.person, row.position) for row in mine}) == 1:
            found += mine
        elif mine:
            posts = ", ".join(row.position for row in mine)
            facts = {"count": len(mine), "name": mine[0].person, "posts": posts, "day": day}
            place = place_of(mine[1], "person")
            findings.append(TWO_OF_THAT_NAME.at(place, first=mine[0].position, **facts))
        else:
            findings.append(_nobody(lines, text, day))
    return list(dict.fromkeys(found)), findings


def _named(lines: Sequence[DistributionLine], text: str) -> list[DistributionLine]:
    address = _ADDRESS.search(text)
    if address:
        wanted = address[0].casefold()
        mine = [row for row in lines if row.address.strip().casefold() == wanted]
        # One address can serve a household: the name beside it decides.
        named = [row for row in mine if len(mine) > 1 and key(row.person) in key(text)]
        return named or mine
    wanted = key(text)
    return [
        row for row in lines if wanted in {key(row.person), key(f"{row.person}, {row.position}")}
    ]


def _nobody(lines: Sequence[DistributionLine], text: str, day: int) -> Finding:
    from difflib import get_close_matches  # noqa: PLC0415  (rarely needed)

    names = list(dict.fromkeys(row.person for row in lines))
    close = get_close_matches(text, names, n=3, cutoff=0.5)
    seen = ", ".join(close) if close else f"{len(names)} other names"
    return NOBODY_OF_THAT_NAME.at(Place(DistributionLine.tab), name=text, day=day, close=seen)


def results_of(lines: Sequence[DistributionLine], results: str) -> list[Mark]:
    """The marks that a report of sent mails means.

    Args:
        lines: all lines of the tab.
        results: JSON: a list of objects with `row` (of the sheet), `person`, `status`, `reason` and
            `when` (ISO, local to the office).

    Raises:
        SheetError: it is no such list, or names a row that holds somebody else.
    """
    by_row = {(row.row, row.person): row for row in lines}
    marks = []
    try:
        for each in json.loads(results):
            row = by_row[int(each["row"]), each["person"]]
            when = datetime.fromisoformat(each["when"])
            marks.append(Mark(row, str(each["status"]), str(each.get("reason", "")), when))
    except (ValueError, TypeError, KeyError) as unreadable:
        seen = f"{type(unreadable).__name__.removesuffix('Error').lower()}: {unreadable}"
        raise RESULTS_UNREADABLE.stop(Place(DistributionLine.tab), seen=seen) from None
    return [mark for mark in marks if mark.row.status != CONFIRMED or mark.status == CONFIRMED]


def who_has_not(lines: Iterable[DistributionLine], marks: Iterable[Mark]) -> list[Finding]:
    """Everybody who has not confirmed: what came back first, then by call, then by name."""
    now = {mark.row.row: mark for mark in marks}
    left = []
    for row in lines:
        mark = now.get(row.row)
        status = mark.status if mark else row.status
        reason = mark.reason if mark else row.reason
        if status != CONFIRMED:
            left.append((_order(status, row), _not_confirmed(row, status, reason)))
    return [finding for _, finding in sorted(left, key=lambda each: each[0])]


def _order(status: str, row: DistributionLine) -> tuple[int, int, str, int]:
    clock = parse_clock(row.call or None)
    minutes = clock.minutes if isinstance(clock, Clock) else 48 * 60
    urgency = {BOUNCED: 0, TO_SEND: 1}.get(status, 2)
    return (urgency, minutes, row.person.casefold(), row.row)


def _not_confirmed(row: DistributionLine, status: str, reason: str) -> Finding:
    remedy = {
        BOUNCED: "reach them another way, and correct the address",
        TO_SEND: "send it to them",
        SENT: "call them, and choose confirmed in Status when they answer",
    }.get(status, "choose a status from the list")
    issue = f"REV {row.revision} {row.color}" if row.revision else f"FINAL {row.color}"
    return NOT_CONFIRMED.at(
        place_of(row, "status"),
        person=row.person,
        position=row.position,
        call=f"the call at {row.call}"
        if row.call[:1].isdigit()
        else f"the call {row.call}".rstrip(),
        issue=issue.strip(),
        day=row.day,
        status=status,
        reason=f" ({reason})" if reason else "",
        channel=row.channel or "phone",
        address=row.address or "no address",
        remedy=remedy,
    )
