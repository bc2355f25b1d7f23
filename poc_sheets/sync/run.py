"""One run of the sync: look, read, plan, journal, save, send, verify, remember.

A write to Google is never sent twice without a read between; after any doubt the next round reads
and goes on from what arrived. The order of the steps and what each crash leaves is in
`docs/sync.md`.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from poc_sheets.hosts.google.problems import UnknownOutcome
from poc_sheets.hosts.google.spreadsheet import GoogleBook, last_editor, read_all, write_batch
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.problems import Finding, SheetError
from poc_sheets.sync import conflicts, problems
from poc_sheets.sync.audit import audit_lines
from poc_sheets.sync.cells import Key, Known, packed
from poc_sheets.sync.outcome import agreed_now, counts, news, report_of
from poc_sheets.sync.pair import Pair, Report
from poc_sheets.sync.plan import TablePlan, Wishes, is_shrunken, plan_table
from poc_sheets.sync.quiet import (
    BEAT_FACT,
    ZONE_FACT,
    beat,
    look,
    quiet_report,
    tables_text,
    waiting_in,
)
from poc_sheets.sync.reading import BothSides, both_sides, digest_of
from poc_sheets.sync.resuming import DOUBTS_FACT, Doubts, doubts_left, resume, take_questions
from poc_sheets.sync.sending import all_arrived, all_writes
from poc_sheets.sync.settle import SAVED, SENDING, VERIFIED, Settled, journal_entry
from poc_sheets.sync.writing import (
    cells_touched,
    shown_again,
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
        self.round = 0
        self.version = ""
        self.written = 0
        self.has_sent = False
        self.editor = ""
        self.base: dict[str, dict[Key, dict[str, Known]]] = {}
        self.records: dict[str, dict[str, str]] = {}
        #: Cells that may hold another row's value, by table: people are asked about them.
        self.doubtful: Doubts = {}
        #: What earlier rounds did that the last one no longer sees.
        self.told: list[Finding] = []

    def go(self, number: int) -> Report:
        self.number = number or 1 << 30
        self.records = self.state.conflicts()
        is_unchanged, self.version = look(self.pair)
        if is_unchanged:
            if not self.dry_run:
                beat(self.pair, self.now, waiting_in(self.records))
            return quiet_report(self.records)
        self.base = self.state.base()
        sides = self._read_first()
        for self.round in range(1, MOST_ROUNDS + 1):
            plans = self._plan(sides)
            self.progress("planned")
            if self.dry_run:
                return report_of(sides, plans, self.told)
            self._check_first_run(plans)
            after = self._carry_out(sides, plans)
            if after is None:
                self._commit(sides, plans)
                self.progress("committed")
                return report_of(sides, plans, self.told, self.written)
            self.told += [f for plan in plans for f in plan.findings if f.problem in _ONCE]
            sides = self._found(after)
        raise problems.UNSETTLED.stop(rounds=MOST_ROUNDS)

    # Looking and reading.

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
        settled = resume(self.state, sides, self.base, self.number, dry_run=self.dry_run)
        decisions = sides.decisions(self.records)
        waiting = self.state.gone()
        self.doubtful = {
            tab: [(*place, packed(was)) for place, was in found.doubtful.items()]
            for tab, found in settled.items()
            if found.doubtful
        }
        take_questions(settled, self.records)
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
                self.pair.pull,
            )
            for tab, (_, sheet, office) in sides.tables.items()
        ]

    def _check_first_run(self, plans: list[TablePlan]) -> None:
        is_first = not self.base and not self.state.fact("tables")
        if is_first and not self.is_confirmed and self.wishes.first == "ask":
            seen = "; ".join(f"{plan.sheet.spec.name}: {counts(plan)}" for plan in plans)
            raise problems.FIRST_RUN.stop(seen=seen or "no table was found on both sides")

    # Writing.

    def _carry_out(self, sides: BothSides, plans: list[TablePlan]) -> GoogleBook | None:
        """Write what is planned; the sheet to plan the next round from, `None` when all arrived."""
        self._ask_for_editor(plans)
        changes, appends, requests = all_writes(
            self.pair, sides, plans, self._records_after(plans), self.now, self._mark()
        )
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
            shown = shown_again(plans)
            after = write_batch(self.pair.client, self.pair.sheet_id, requests, show=shown)
        except UnknownOutcome:
            return self._read()
        except SheetError:
            self.state.step(SAVED)  # refused as a whole: nothing of it arrived
            raise
        self.has_sent = True
        self.progress("sent")
        if shown and (after is None or not all_arrived(self.pair, sides, plans, after)):
            return self._read()
        self.state.step(VERIFIED)
        self.progress("verified")
        return None

    def _ask_for_editor(self, plans: list[TablePlan]) -> None:
        """Who last changed the Google Sheet: one call, where a conflict is new."""
        if self.editor or not conflicts.has_new(self.records, plans):
            return
        with suppress(SheetError):  # it is a help to whoever decides, and no more
            self.editor = last_editor(self.pair.client, self.pair.sheet_id)

    def _records_after(self, plans: list[TablePlan]) -> dict[str, dict[str, str]]:
        return conflicts.records_after(self.records, plans, self.now, self.editor)

    def _mark(self) -> str:
        """What tells this round from every other."""
        return f"run {self.number}" + (f".{self.round}" if self.round > 1 else "")

    def _open_journal(self, plans: list[TablePlan]) -> None:
        entry = {
            "tables": {
                plan.id: journal_entry(plan.merge, plan.sheet)
                for plan in plans
                if not plan.is_empty
            },
            # Until people are asked: this journal takes the place of the one that told of them.
            "doubtful": self.doubtful,
            "mark": self._mark(),
        }
        self.state.open_journal(self.number, entry, audit_lines(plans), self.version)

    # Remembering.

    def _commit(self, sides: BothSides, plans: list[TablePlan]) -> None:
        """The base takes in what both sides hold now, and the journal is closed."""
        self.records = self._records_after(plans)
        gone: dict[tuple[str, Key, str], int] = {
            place: run for place, run in self.state.gone().items() if place[0] not in sides.tables
        }
        with self.state.together() as connection:
            for plan in plans:
                agreed, forgotten = agreed_now(plan)
                known = self.base.get(plan.id, {})
                self.state.forget(connection, plan.id, [key for key in forgotten if key in known])
                self.state.agree(connection, plan.id, news(known, agreed, forgotten))
                gone |= plan.waiting
            ids = self._tab_ids() | {tab: each[0] for tab, each in sides.tables.items()}
            stopped = bool(sides.stopped) or any(plan.stopped for plan in plans)
            facts = {
                "tab ids": json.dumps(ids),
                "tables": tables_text(self.pair),
                "digest": "" if stopped else digest_of(self.pair.office),
                "version": self.version,
                "last sync": self.now.isoformat(timespec="seconds"),
                DOUBTS_FACT: json.dumps(doubts_left(self.doubtful, plans)),
                ZONE_FACT: sides.book.time_zone,
            }
            if self.has_sent:
                facts[BEAT_FACT] = facts["last sync"]
            self.state.keep_facts(connection, facts)
            self.state.keep_conflicts(connection, self.records)
            self.state.keep_gone(connection, gone)
            self.state.close_journal(connection, self.number, confirmed=True)
