"""One run of the sync: look, read, plan, journal, save, send, verify, remember.

A write to Google is never sent twice without a read between; after any doubt the next round reads
and goes on from what arrived. The order of the steps and what each crash leaves is in
`docs/sync.md`.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from poc_sheets.hosts.google.problems import UnknownOutcome
from poc_sheets.hosts.google.spreadsheet import GoogleBook, read_all, version, write_batch
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import Exit, Finding, Place, SheetError
from poc_sheets.sync import conflicts, problems
from poc_sheets.sync.audit import audit_lines
from poc_sheets.sync.cells import Key, Plain
from poc_sheets.sync.outcome import agreed_now, counts, news, summary_of
from poc_sheets.sync.pair import Pair, Report
from poc_sheets.sync.plan import TablePlan, Wishes, is_shrunken, plan_table
from poc_sheets.sync.reading import BothSides, both_sides, digest_of, table_after
from poc_sheets.sync.sending import all_writes
from poc_sheets.sync.settle import (
    SAVED,
    SENDING,
    VERIFIED,
    Settled,
    journal_entry,
    meant,
    settle,
)
from poc_sheets.sync.writing import (
    cells_touched,
    has_arrived,
    undressed,
)

MOST_ROUNDS = 5
_ONCE = {p.code for p in (problems.MISPLACED, problems.CAME_BACK, problems.RETYPED)}

#: Told the name of each step as it is done.
Progress = Callable[[str], object]


NO_WISHES = Wishes()


def _silent(step: str) -> None:
    """Tell nobody."""


def run_sync(
    pair: Pair,
    wishes: Wishes = NO_WISHES,
    *,
    dry_run: bool = False,
    is_confirmed: bool = False,
    now: datetime | None = None,
    progress: Progress = _silent,
) -> Report:
    """Sync once. The caller holds the lock.

    Args:
        pair: what is synced.
        wishes: who wins on a first run, how many deletions are allowed.
        dry_run: plan only; nothing is written or remembered.
        is_confirmed: a first run may write.
        now: the moment.
        progress: told of each step.

    Raises:
        SheetError: the run cannot go on; the next one goes on from the journal.
    """
    moment = now or datetime.now().astimezone().replace(tzinfo=None)
    run = _Run(pair, wishes, moment, progress, dry_run=dry_run, is_confirmed=is_confirmed)
    if dry_run:
        return run.go(0)
    number = pair.state.begin_run()
    try:
        report = run.go(number)
    except SheetError as stopped:
        pair.state.end_run(number, int(stopped.exit_code), stopped.finding.title)
        raise
    pair.state.end_run(number, int(report.exit_code), report.summary)
    return report


class _Run:
    """The steps of one run."""

    def __init__(
        self,
        pair: Pair,
        wishes: Wishes,
        now: datetime,
        progress: Progress,
        *,
        dry_run: bool,
        is_confirmed: bool,
    ) -> None:
        self.pair, self.state, self.wishes, self.now = pair, pair.state, wishes, now
        self.progress, self.dry_run, self.is_confirmed = progress, dry_run, is_confirmed
        self.number = 0
        self.version = ""
        self.written = 0
        self.base: dict[str, dict[Key, dict[str, Plain]]] = {}
        self.records: dict[str, dict[str, str]] = {}
        #: What earlier rounds did that the last one no longer sees.
        self.told: list[Finding] = []

    def go(self, number: int) -> Report:
        self.number = number or 1 << 30
        self.records = self.state.conflicts()
        if self._is_unchanged():
            return self._unchanged_report()
        self.base = self.state.base()
        sides = self._read_first()
        for _ in range(MOST_ROUNDS):
            plans = self._plan(sides)
            self.progress("planned")
            if self.dry_run:
                return self._report(sides, plans)
            self._check_first_run(plans)
            after = self._carry_out(sides, plans)
            if after is None:
                self._commit(sides, plans)
                self.progress("committed")
                return self._report(sides, plans)
            self.told += [f for plan in plans for f in plan.findings if f.problem in _ONCE]
            sides = self._found(after)
        raise problems.UNSETTLED.stop(rounds=MOST_ROUNDS)

    # Looking and reading.

    def _is_unchanged(self) -> bool:
        """Whether neither side changed since the last run: one call to Drive at most."""
        state = self.state
        digest = digest_of(self.pair.office)
        known = state.fact("digest")
        if state.journal() is not None or state.gone() or (known and digest != known):
            return False
        with suppress(SheetError):  # a hint only: without it the sheet is read
            self.version = version(self.pair.client, self.pair.sheet_id)
        is_same = bool(self.version) and self.version == state.fact("version")
        return bool(known) and is_same and self._tables_text() == state.fact("tables")

    def _tables_text(self) -> str:
        return json.dumps([[spec.id, sorted(spec.headings)] for spec in self.pair.tables])

    def _unchanged_report(self) -> Report:
        waiting = sum(r["status"] == conflicts.OPEN for r in self.records.values())
        code = Exit.CONFLICTS if waiting else Exit.DONE
        tail = f" {waiting} conflicts wait for a decision." if waiting else ""
        return Report(code, f"Nothing changed on either side.{tail}")

    def _tab_ids(self) -> dict[str, int]:
        ids: dict[str, int] = json.loads(self.state.fact("tab ids") or "{}")
        return ids

    def _read(self) -> GoogleBook:
        book = read_all(self.pair.client, self.pair.sheet_id)
        self.progress("read")
        return book

    def _found(self, book: GoogleBook) -> BothSides:
        office = XlsxWorkbook(self.pair.office)
        return both_sides(book, office, self.pair.tables, self._tab_ids())

    def _read_first(self) -> BothSides:
        """Both sides; a reading that lacks many rows is made twice before it is believed."""
        sides = self._found(self._read())
        for tab, (_, sheet, _) in sides.tables.items():
            if is_shrunken(self.base.get(tab, {}), sheet):
                return self._found(self._read())
        return sides

    # Planning.

    def _plan(self, sides: BothSides) -> list[TablePlan]:
        settled = self._settle(sides)
        decisions = sides.decisions(self.records)
        waiting = self.state.gone()
        for record in self.records.values():
            if record["kind"] == "misplaced" and record["status"] == conflicts.OPEN:
                settled.setdefault(record["tab"], Settled()).doubtful.add(
                    (record["key"], record["column"])
                )
        return [
            plan_table(
                self.base.get(tab, {}),
                sheet,
                office,
                settled.get(tab, Settled()),
                decisions.get(tab, {}),
                self.wishes,
                waiting,
                self.number,
            )
            for tab, (_, sheet, office) in sides.tables.items()
        ]

    def _settle(self, sides: BothSides) -> dict[str, Settled]:
        """What an open journal says about what arrived; the base takes it in."""
        journal = self.state.journal()
        if journal is None:
            return {}
        run, step, entry = journal
        settled: dict[str, Settled] = {}
        for tab, kept in entry["tables"].items():
            if tab not in sides.tables:
                continue
            _, sheet, office = sides.tables[tab]
            codes = sheet.spec.codes
            is_same = run == self.number
            settled[tab] = settle(
                meant(kept), step, sheet.table, office.table, codes, is_same_run=is_same
            )
            self._take_in(tab, settled[tab].agreed, settled[tab].forgotten)
        if not self.dry_run:
            with self.state.together() as connection:
                for tab, found in settled.items():
                    self.state.agree(connection, tab, found.agreed)
                    self.state.forget(connection, tab, found.forgotten)
                    if found.agreed or found.forgotten:
                        self.state.confirm(connection, run)
        return settled

    def _take_in(
        self, tab: str, agreed: Mapping[Key, Mapping[str, Plain]], forgotten: list[Key]
    ) -> None:
        rows = self.base.setdefault(tab, {})
        for key, cells in agreed.items():
            rows.setdefault(key, {}).update(cells)
        for key in forgotten:
            rows.pop(key, None)

    def _check_first_run(self, plans: list[TablePlan]) -> None:
        is_first = not self.base and not self.state.fact("tables")
        if is_first and not self.is_confirmed and self.wishes.first == "ask":
            seen = "; ".join(f"{plan.sheet.spec.name}: {counts(plan)}" for plan in plans)
            raise problems.FIRST_RUN.stop(seen=seen or "no table was found on both sides")

    # Writing.

    def _carry_out(self, sides: BothSides, plans: list[TablePlan]) -> GoogleBook | None:
        """Write what is planned; the sheet to plan the next round from, `None` when all arrived."""
        changes, appends, requests = all_writes(sides, plans, self.records, self.now)
        if not (changes or appends or requests):
            return None
        self._open_journal(plans)
        self.progress("journal")
        self.written += cells_touched(plans)
        if changes or appends:
            sides.office.write(changes, appends)
            self.progress("workbook saved")
        self.state.step(SAVED)
        if not requests:
            self.state.step(VERIFIED)
            return None
        self.state.step(SENDING)
        self.progress("sending")
        try:
            shown = [plan.sheet.sheet.name for plan in plans if plan.touches("sheet")]
            after = write_batch(self.pair.client, self.pair.sheet_id, requests, show=shown)
        except UnknownOutcome:
            return self._read()
        except SheetError:
            self.state.step(SAVED)  # refused as a whole: nothing of it arrived
            raise
        self.progress("sent")
        if shown and (after is None or not self._verified(sides, plans, after)):
            return self._read()
        self.state.step(VERIFIED)
        self.progress("verified")
        return None

    def _open_journal(self, plans: list[TablePlan]) -> None:
        entry = {
            "tables": {
                plan.id: journal_entry(plan.merge, plan.sheet.table)
                for plan in plans
                if not plan.is_empty
            }
        }
        self.state.open_journal(self.number, entry, audit_lines(plans), self.version)

    def _verified(self, sides: BothSides, plans: list[TablePlan], after: GoogleBook) -> bool:
        dress: list[dict[str, Any]] = []
        for plan in plans:
            if not plan.touches("sheet"):
                continue
            tab = after.tab_by_id(sides.tables[plan.id][0])
            found = table_after(plan.sheet.spec, tab.sheet) if tab else None
            if tab is None or found is None or not has_arrived(plan, found.table):
                return False
            dress += undressed(plan, found, tab.id)
        if dress:
            with suppress(SheetError):  # the values are right; only their look is missing
                write_batch(self.pair.client, self.pair.sheet_id, dress, show=[])
        return True

    # Remembering.

    def _commit(self, sides: BothSides, plans: list[TablePlan]) -> None:
        """The base takes in what both sides hold now, and the journal is closed."""
        self.records = conflicts.records_after(self.records, plans, self.now)
        gone: dict[tuple[str, Key, str], int] = {
            place: run for place, run in self.state.gone().items() if place[0] not in sides.tables
        }
        with self.state.together() as connection:
            for plan in plans:
                agreed, forgotten = agreed_now(plan)
                known = self.base.get(plan.id, {})
                self.state.agree(connection, plan.id, news(known, agreed))
                self.state.forget(connection, plan.id, forgotten)
                gone |= plan.waiting
            ids = self._tab_ids() | {tab: each[0] for tab, each in sides.tables.items()}
            stopped = bool(sides.stopped) or any(plan.stopped for plan in plans)
            facts = {
                "tab ids": json.dumps(ids),
                "tables": self._tables_text(),
                "digest": "" if stopped else digest_of(self.pair.office),
                "version": self.version,
                "last sync": self.now.isoformat(timespec="seconds"),
            }
            self.state.keep_facts(connection, facts)
            self.state.keep_conflicts(connection, self.records)
            self.state.keep_gone(connection, gone)
            self.state.close_journal(connection, self.number, confirmed=True)

    def _report(self, sides: BothSides, plans: list[TablePlan]) -> Report:
        findings = [*sides.stopped, *self.told]
        findings += [plan.stopped.finding for plan in plans if plan.stopped]
        findings += [finding for plan in plans for finding in plan.findings]
        findings = list(dict.fromkeys(findings))
        waits = sum(len(plan.merge.clashes) for plan in plans)
        if waits and sides.office_conflicts is None:
            findings.append(problems.NO_CONFLICTS_TAB.at(Place()))
        code = Exit.DONE
        if any(plan.stopped for plan in plans):
            code = Exit.GUARD
        elif sides.stopped:
            code = Exit.PERSON
        elif waits:
            code = Exit.CONFLICTS
        written = cells_touched(plans) if self.dry_run else self.written
        return Report(code, summary_of(plans, dry_run=self.dry_run), findings, written, plans)
