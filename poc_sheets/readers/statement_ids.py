"""Ids of statement lines: the same line gets the same id in every file it comes in."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.problems import SAME_BANK_NUMBER
from poc_sheets.readers.statement_lines import StatementLine
from poc_sheets.readers.texts import folded

#: Ids made of a bank's number; such a number can change with every download.
_FROM_BANK = re.compile(r"^b[0-9a-f]{12}(-\d+)?$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A line that has no id yet, with the bank's number for it and the id its file gives it."""

    line: StatementLine
    bank_number: str = ""
    own_id: str = ""


def content_key(line: StatementLine) -> str:
    """What makes a line itself, whatever file it comes in."""
    card = re.sub(r"\D", "", line.card)[-4:]
    text = folded(line.vendor or line.memo)
    parts = (line.account, line.date.isoformat(), str(line.amount), text, card, line.reference)
    return "\x1f".join(folded(part) for part in parts)


def with_ids(drafts: Sequence[Draft]) -> list[StatementLine]:
    """The lines with their ids; equal lines are counted, so that each keeps its own.

    An id that the file gives is kept. A bank's number counts together with account, amount and
    date, because banks use one number for several lines and several accounts. Without one, the
    content counts.
    """
    seen: Counter[str] = Counter()
    lines = []
    for draft in drafts:
        line_id = draft.own_id or _made_id(draft)
        if not draft.own_id:
            seen[line_id] += 1
            line_id += f"-{seen[line_id]}" if seen[line_id] > 1 else ""
        lines.append(replace(draft.line, line_id=line_id))
    return lines


def repeated_numbers(drafts: Sequence[Draft], place: Place) -> list[Finding]:
    """A note for each number that the bank, or the file's id column, gave to several lines."""
    counts = Counter(draft.own_id or draft.bank_number for draft in drafts)
    return [
        SAME_BANK_NUMBER.at(place, count=count, number=number)
        for number, count in counts.items()
        if number and count > 1
    ]


def merge_new(
    existing: Iterable[str | StatementLine], lines: Sequence[StatementLine]
) -> list[StatementLine]:
    """The lines that are not there yet: importing a file twice adds nothing.

    Two equal lines that are both real stay two: the lines are compared as they are counted. Where
    an account's bank numbers are all new although its lines are known (banks that number anew
    with every download), the content decides; that needs lines, not ids alone.

    Args:
        existing: what is there, as lines or as their ids, in any order.
        lines: what was read.
    """
    there = list(existing)
    have = Counter(item if isinstance(item, str) else item.line_id for item in there)
    left: list[StatementLine] = []
    stable_accounts: set[str] = set()
    for line in lines:
        if have[line.line_id] > 0:
            have[line.line_id] -= 1
            stable_accounts.add(line.account)
        else:
            left.append(line)
    contents: Counter[str] = Counter()
    for item in there:
        if isinstance(item, StatementLine) and _FROM_BANK.match(item.line_id):
            contents[content_key(item)] += item.account not in stable_accounts
    new = []
    for line in left:
        key = content_key(line)
        if _FROM_BANK.match(line.line_id) and contents[key] > 0:
            contents[key] -= 1
        else:
            new.append(line)
    return new


def replaced_pending(
    existing: Sequence[StatementLine], lines: Sequence[StatementLine]
) -> list[StatementLine]:
    """Pending lines that a newer file no longer lists: they were posted, or have vanished.

    A pending line counts as replaced where the newer file has its account, reaches its day, and
    does not hold it any more.
    """
    listed = {line.line_id for line in lines if line.pending}
    reach: dict[str, date] = {}
    for line in lines:
        reach[line.account] = max(reach.get(line.account, line.date), line.date)
    return [
        line
        for line in existing
        if line.pending
        and line.line_id not in listed
        and line.account in reach
        and line.date <= reach[line.account]
    ]


def stale_pending(
    lines: Sequence[StatementLine], today: date, days: int = 8
) -> list[StatementLine]:
    """Pending lines older than a bank keeps a hold; eight days is what card issuers use."""
    return [line for line in lines if line.pending and today - line.date > timedelta(days=days)]


def _made_id(draft: Draft) -> str:
    line = draft.line
    number = draft.bank_number.strip()
    if number:
        key = f"{line.account}\x1f{number}\x1f{line.amount}\x1f{line.date.isoformat()}"
        return "b" + hashlib.sha256(key.encode()).hexdigest()[:12]
    return "c" + hashlib.sha256(content_key(line).encode()).hexdigest()[:12]
