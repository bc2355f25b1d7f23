"""What people decided on the Card Statement tab, as facts that no later run moves."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from poc_sheets.problems import Finding, Problem
from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.model import place_of
from poc_sheets.trade.matching import Decision
from poc_sheets.trade.matching.model import Verdict

UNKNOWN_RECEIPT = Problem(
    "unknown-receipt",
    title="The decision names receipt {receipt}, which is not in the Receipts tab",
    what="Decided receipts says {seen}",
    do="correct the receipt number",
)
NOTHING_DECIDED = Problem(
    "nothing-decided",
    title="{decision} is decided, but not with which receipt",
    what="Decided receipts is empty, and nothing is suggested for this line",
    do="type the receipt number into Decided receipts",
)
_VERDICTS: dict[str, Verdict] = {
    "match": "match",
    "no match": "no match",
    "personal": "personal",
    "missing": "missing",
    "dispute": "dispute",
    "duplicate": "duplicate",
    "carry over": "carry over",
}
_WITH_RECEIPTS = {"match", "no match", "duplicate"}
#: Statuses under which Receipts shows what the last run found.
_FOUND = {"matched", "suggested"}


@dataclass
class Decided:
    """The decisions, what was wrong with them, and the receipts ruled out for each line."""

    decisions: list[Decision] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ruled_out: dict[str, tuple[str, ...]] = field(default_factory=dict)


def decisions_of(lines: Sequence[CardLine], known: set[str]) -> Decided:
    """What people decided.

    A decision without receipt numbers is about those that the last run found for the line. "Match"
    then takes the whole link: every line that shows the same receipts. "No match" is remembered in
    Ruled out, so that it stays about those receipts once others are suggested.

    Args:
        lines: the statement.
        known: the receipt numbers of the Receipts tab; a number that is not there is a finding.
    """
    made = Decided()
    together = _found_together(lines)
    links: list[tuple[set[str], set[str], str]] = []
    for row in lines:
        verdict = _VERDICTS.get(row.decision.strip().casefold())
        if verdict is None:
            continue
        receipts = _good(made, row, _about(row, verdict), known)
        if verdict == "match":
            if receipts:
                mates = () if _numbers(row.decided_receipts) else together[row.receipts]
                links.append(({row.line_id, *mates}, set(receipts), row.note))
            elif not _numbers(row.decided_receipts):
                place = place_of(row, "decided_receipts")
                made.findings.append(NOTHING_DECIDED.at(place, decision=row.decision.strip()))
            continue
        if verdict == "no match":
            made.ruled_out[row.line_id] = receipts
        about = receipts if verdict in _WITH_RECEIPTS else ()
        made.decisions.append(Decision((row.line_id,), about, verdict, row.note))
    made.decisions += _whole_links(links)
    return made


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[,;\s]+", text) if part)


def _about(row: CardLine, verdict: Verdict) -> tuple[str, ...]:
    """The receipts that a decision is about: those typed, else those that were found."""
    named = _numbers(row.decided_receipts)
    if verdict == "no match":
        return tuple(dict.fromkeys((*_numbers(row.ruled_out), *named))) or _numbers(row.receipts)
    return named or _numbers(row.receipts)


def _good(made: Decided, row: CardLine, numbers: Sequence[str], known: set[str]) -> tuple[str, ...]:
    typed = set(_numbers(row.decided_receipts))
    for number in numbers:
        if number not in known and number in typed:
            place = place_of(row, "decided_receipts")
            made.findings.append(
                UNKNOWN_RECEIPT.at(place, receipt=number, seen=row.decided_receipts)
            )
    return tuple(number for number in numbers if number in known)


def _found_together(lines: Sequence[CardLine]) -> dict[str, list[str]]:
    """Undecided lines that the last run linked to the same receipts, by what Receipts shows."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in lines:
        if row.receipts and row.status in _FOUND and not row.decision.strip():
            found[row.receipts].append(row.line_id)
    return found


def _whole_links(links: Sequence[tuple[set[str], set[str], str]]) -> list[Decision]:
    """Decisions that share a line or a receipt are one link."""
    merged: list[tuple[set[str], set[str], list[str]]] = []
    for lines, receipts, note in links:
        whole = (set(lines), set(receipts), [note] if note else [])
        apart = []
        for other in merged:
            if other[0] & whole[0] or other[1] & whole[1]:
                whole = (other[0] | whole[0], other[1] | whole[1], [*other[2], *whole[2]])
            else:
                apart.append(other)
        merged = [*apart, whole]
    return [
        Decision(
            tuple(sorted(lines)), tuple(sorted(receipts)), "match", "; ".join(dict.fromkeys(notes))
        )
        for lines, receipts, notes in merged
    ]
