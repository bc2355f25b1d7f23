"""One run by its configuration, as the command line and the scheduler make it."""

from datetime import datetime

from poc_sheets.hosts.google.budget import CallCounts
from poc_sheets.problems import SheetError
from poc_sheets.sync.config import SyncConfig, alone, opened, state_of
from poc_sheets.sync.pair import Report
from poc_sheets.sync.plan import Wishes
from poc_sheets.sync.run import NO_WISHES, run_sync
from poc_sheets.sync.telling import (
    counts_as_a_run,
    failure_text,
    note_end,
    send_mail,
    show_notice,
)


def sync_alone(
    config: SyncConfig,
    wishes: Wishes = NO_WISHES,
    *,
    dry_run: bool = False,
    is_confirmed: bool = False,
    address: str = "",
    counts: CallCounts | None = None,
) -> Report:
    """Sync a pair once while nobody else does; nobody is told of a failure.

    Args:
        config: the pair.
        wishes: who wins on a first run, how many deletions are allowed.
        dry_run: plan only.
        is_confirmed: a first run may write.
        address: the database that remembers, where it is not on this computer.
        counts: where calls are counted, if not on this computer.

    Raises:
        SheetError: the run could not go on, or another one is under way.
    """
    with alone(config, address=address), opened(config, address=address, counts=counts) as pair:
        return run_sync(pair, wishes, dry_run=dry_run, is_confirmed=is_confirmed)


def sync_once(
    config: SyncConfig,
    wishes: Wishes = NO_WISHES,
    *,
    dry_run: bool = False,
    is_confirmed: bool = False,
) -> Report:
    """Sync a pair once, alone; a person is told of the second failure in a row.

    Args:
        config: the pair.
        wishes: who wins on a first run, how many deletions are allowed.
        dry_run: plan only.
        is_confirmed: a first run may write.

    Raises:
        SheetError: the run could not go on, or another one is under way.
    """
    try:
        report = sync_alone(config, wishes, dry_run=dry_run, is_confirmed=is_confirmed)
    except SheetError as stopped:
        if not dry_run and counts_as_a_run(stopped):
            _note(config, int(stopped.exit_code), stopped.finding.title)
        raise
    if not dry_run:
        _note(config, int(report.exit_code), report.summary)
    return report


def _note(config: SyncConfig, code: int, said: str) -> None:
    state = state_of(config)
    try:
        failures = note_end(state, code, datetime.now().astimezone().replace(tzinfo=None))
    finally:
        state.close()
    if failures is None:
        return
    title, text = failure_text(config.workbook.name, failures, said)
    if config.mail_to and config.mail_server:
        send_mail(config.mail_to, config.mail_server, title, text)
    show_notice(title, text)
