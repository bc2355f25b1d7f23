"""The button "Who has confirmed"."""

import re
from collections.abc import Iterable
from datetime import datetime

from poc_sheets.call_sheets.answers import (
    Mark,
    current_lines,
    people_of,
    results_of,
    who_has_not,
)
from poc_sheets.registry import Fill, Outcome, action
from poc_sheets.snapshots.shoot_day import Shoot
from poc_sheets.tabs.distribution import BOUNCED, CONFIRMED, SENT, TO_SEND, DistributionLine
from poc_sheets.tabs.model import Rows

_NAMES = re.compile(r"[;\n]+")


@action("Who has confirmed", group="Call sheet")
def confirm_call(
    shoot: Shoot,
    distribution: Rows[DistributionLine],
    now: datetime,
    day: int | None = None,
    unit: str = "",
    names: str = "",
    bounced: str = "",
    results: str = "",
) -> Outcome:
    """Mark who confirmed the call sheet or whose mail came back, and list who has not answered.

    Of each person the last issue counts that they were told of: a revision that does not concern
    somebody does not ask them again. A line that says confirmed is never taken back.

    Args:
        shoot: the shoot days; they pick the day.
        distribution: the log; status, when and reason of its lines are filled.
        now: the moment of the press.
        day: the number of the shoot day; by default the one whose crew call comes next.
        unit: the unit of the day, such as 2nd; by default the main unit.
        names: who confirmed: names, "name, position" or addresses, parted by semicolons or lines.
        bounced: whose mail came back, in the same way.
        results: what became of mails, as the command that sends them reports it.

    Returns:
        A finding for each person who has not confirmed: mails that came back first, then by call.

    Problems:
        not-confirmed: a person has not confirmed.
        two-of-that-name: a name fits two people; nothing is marked for them.
        nobody-of-that-name: a name fits nobody of the day.
    """
    number = shoot.of_unit(unit).pick(day, now).number
    lines = current_lines(distribution, number, unit)
    if not lines:
        return Outcome(f"Day {number}: no call sheet has been issued yet.")
    marks = {mark.row.row: mark for mark in results_of(distribution, results)} if results else {}
    confirmed, unknown = people_of(lines, _parts(names), number)
    returned, unknown_too = people_of(lines, _parts(bounced), number)
    moment = now.replace(second=0, microsecond=0)
    for row in returned:
        marks[row.row] = Mark(row, BOUNCED, "said to have come back", moment)
    for row in confirmed:
        marks[row.row] = Mark(row, CONFIRMED, "", moment)
    left = who_has_not(lines, marks.values())
    return Outcome(
        summary=_summary(number, lines, marks.values()),
        findings=[*unknown, *unknown_too, *left],
        fills=[fill for mark in marks.values() for fill in _fills(mark)],
    )


def _parts(text: str) -> list[str]:
    return _NAMES.split(text)


def _fills(mark: Mark) -> list[Fill]:
    return [
        Fill(mark.row, "status", mark.status),
        Fill(mark.row, "when", mark.when),
        Fill(mark.row, "reason", mark.reason),
    ]


def _summary(day: int, lines: Iterable[DistributionLine], marks: Iterable[Mark]) -> str:
    now = {mark.row.row: mark.status for mark in marks}
    states = [now.get(row.row, row.status) for row in lines]
    parts = [f"{states.count(CONFIRMED)} of {len(states)} have confirmed"]
    for state, words in ((SENT, "not answered"), (BOUNCED, "came back"), (TO_SEND, "not sent yet")):
        if count := states.count(state):
            parts.append(f"{count} {words}")
    return f"Day {day}: {', '.join(parts)}."
