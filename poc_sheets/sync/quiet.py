"""A run in which nothing changed: how that is known, and what it says."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from poc_sheets.hosts.google.spreadsheet import version, write_batch
from poc_sheets.problems import Exit, SheetError
from poc_sheets.sync import conflicts
from poc_sheets.sync.pair import Pair, Report
from poc_sheets.sync.reading import digest_of
from poc_sheets.sync.status import BEAT, beat_requests

#: Facts of the state: when the Sync Status tab was last written, and the sheet's time zone.
BEAT_FACT, ZONE_FACT = "status written", "time zone"


def tables_text(pair: Pair) -> str:
    """Which tables and columns are synced, and how: where it changed, both sides are read."""
    return json.dumps([[spec.id, sorted(spec.headings)] for spec in pair.tables] + [pair.pull])


def look(pair: Pair) -> tuple[bool, str]:
    """Whether neither side changed since the last run, and Drive's version: one call at most."""
    state = pair.state
    facts = state.facts()
    known = facts.get("digest", "")
    is_same_file = not known or digest_of(pair.office) == known
    if not is_same_file or state.journal() is not None or state.gone():
        return False, ""
    seen = ""
    with suppress(SheetError):  # a hint only: without it the sheet is read
        seen = version(pair.client, pair.sheet_id)
    is_same = bool(seen) and seen == facts.get("version")
    return bool(known) and is_same and tables_text(pair) == facts.get("tables"), seen


def waiting_in(records: Mapping[str, Mapping[str, str]]) -> int:
    """How many conflicts wait for a decision."""
    return sum(record["status"] == conflicts.OPEN for record in records.values())


def quiet_report(records: Mapping[str, Mapping[str, str]]) -> Report:
    """What a run says in which nothing changed."""
    waiting = waiting_in(records)
    code = Exit.CONFLICTS if waiting else Exit.DONE
    tail = f" {waiting} conflicts wait for a decision." if waiting else ""
    return Report(code, f"Nothing changed on either side.{tail}")


def beat(pair: Pair, now: datetime, waiting: int) -> None:
    """Write the moment into the Google Sheet, where that was not done for an hour.

    It is no part of the sync: where it fails, the next run that has something to write makes the
    tab anew.
    """
    last = pair.state.fact(BEAT_FACT)
    if pair.pull or not last or now - datetime.fromisoformat(last) < BEAT:
        return
    with suppress(SheetError):
        made = beat_requests(now, pair.state.fact(ZONE_FACT), waiting)
        write_batch(pair.client, pair.sheet_id, made)
    with pair.state.together() as connection:
        pair.state.keep_facts(connection, {BEAT_FACT: now.isoformat(timespec="seconds")})
