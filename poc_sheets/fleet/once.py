"""One production synced once, by a worker: everything it shares lies in the database."""

from datetime import UTC, datetime

import sqlalchemy as sa

from poc_sheets.fleet.counts import DatabaseCounts
from poc_sheets.fleet.roster import Roster
from poc_sheets.problems import Exit, SheetError
from poc_sheets.runner import fault_message
from poc_sheets.sync.config import read_config
from poc_sheets.sync.once import sync_alone


class TryLaterError(Exception):
    """The run could not be made now; the same run is tried again a little later."""


def run_production(engine: sa.Engine, address: str, production: str, worker: str) -> Exit:
    """Sync a production and note how that ended.

    A run that was killed before is resumed: the journal of the sync says how far it came.

    Args:
        engine: the fleet's database.
        address: the same database, for what the sync remembers.
        production: the production's id.
        worker: who runs it.

    Returns:
        How it ended.

    Raises:
        TryLaterError: Google is busy, or somebody else syncs it at this moment.
    """
    roster = Roster(engine)
    path = roster.path_of(production)
    if path is None:
        return Exit.DONE  # forgotten since it was put in the queue
    roster.begin(production, worker, datetime.now(UTC))
    try:
        config = read_config(path)
        report = sync_alone(config, address=address, counts=DatabaseCounts(engine))
    except SheetError as stopped:
        code, said = stopped.exit_code, stopped.finding.title
    except Exception as fault:  # noqa: BLE001  (the boundary of a run: one production's fault stops no other)
        code, said = Exit.FAULT, fault_message(fault).summary
    else:
        code, said = report.exit_code, report.summary
    roster.end(production, int(code), said, datetime.now(UTC))
    if code == Exit.LATER:
        raise TryLaterError(said)
    return code
