"""The command that syncs the productions of a whole studio."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poc_sheets.cli.app import Json, WrongUseError, command, finish
from poc_sheets.problems import Exit, Finding
from poc_sheets.workbook import Message

if TYPE_CHECKING:  # its libraries belong to an extra
    from poc_sheets.fleet.roster import Production
    from poc_sheets.fleet.workers import Fleet

_USE = "fleet start FOLDER..., fleet once FOLDER..., fleet status, fleet forget FILE.sync.toml"
_NEEDS_PATHS = ("start", "once", "forget")


@command("fleet")
def fleet(
    verb: Annotated[str, typer.Argument(help="start, once, status or forget")],
    paths: Annotated[
        list[Path] | None, typer.Argument(help="The folders of the productions.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes on this computer.")] = 2,
    every: Annotated[str, typer.Option(help="5m, 10m, 15m, 20m, 30m or 1h")] = "15m",
    database: Annotated[
        Path | None,
        typer.Option(
            help="A file that only you may read, with the address postgresql://...; "
            "by default the variable POC_SHEETS_SYNC_STATE holds it."
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Sync all productions of a studio: several workers on one PostgreSQL."""
    from poc_sheets.fleet.database import address_of
    from poc_sheets.fleet.workers import Fleet
    from poc_sheets.sync.schedule import minutes_of

    known = ("start", "once", "status", "forget")
    if verb not in known or (verb in _NEEDS_PATHS and not paths):
        raise WrongUseError(f"use {_USE}")
    given = Fleet(address_of(database), tuple(paths or ()), minutes_of(every))
    if verb == "status":
        return finish(_status(given), as_json=as_json)
    if verb == "forget":
        return finish(_forget(given), as_json=as_json)
    return finish(_work(given, workers, once=verb == "once"), as_json=as_json)


def _work(given: "Fleet", workers: int, *, once: bool) -> Message:
    from poc_sheets.fleet.problems import NOTHING_TO_SYNC
    from poc_sheets.fleet.workers import keep_working, sync_all

    left_out = given.take_in()
    known = _productions(given)
    if not known:
        folders = ", ".join(str(folder) for folder in given.folders)
        raise NOTHING_TO_SYNC.stop(folders=folders)
    for finding in left_out:
        typer.echo(finding.as_text(), err=True)
    if once:
        sync_all(given, workers)
        return _status(given, left_out)
    typer.echo(f"{len(known)} productions, each every {given.every} minutes.")
    keep_working(given, workers, typer.echo)
    return _status(given, left_out)


def _productions(given: "Fleet") -> Sequence["Production"]:
    from poc_sheets.fleet.database import connect, prepare
    from poc_sheets.fleet.roster import Roster
    from poc_sheets.fleet.tables import metadata

    engine = connect(given.address)
    try:
        prepare(engine, metadata)
        return Roster(engine).every_one()
    finally:
        engine.dispose()


def _status(given: "Fleet", left_out: Sequence[Finding] = ()) -> Message:
    from poc_sheets.fleet.roster import FAILURES_TO_TELL

    found = _productions(given)
    lines = [f"{len(found)} productions; {_counted(found)}."]
    for each in found:
        ended = each.ended.astimezone().isoformat(" ", "minutes") if each.ended else "not yet"
        lines.append(f"{each.name:30} {ended:22} {each.summary or 'waits for its first run'}")
    findings = [f for each in found if (f := each.finding) is not None]
    is_failing = any(each.failures >= FAILURES_TO_TELL for each in found)
    return Message(
        ok=True,
        title="Fleet",
        summary="\n".join(lines),
        findings=(*findings, *left_out),
        exit_code=int(Exit.FINDINGS if is_failing else Exit.DONE),
    )


def _counted(found: Sequence["Production"]) -> str:
    well = sum(each.exit_code is not None and not each.failures for each in found)
    waiting = sum(each.exit_code == Exit.CONFLICTS for each in found)
    failed = sum(bool(each.failures) for each in found)
    return f"{well} ended well, {waiting} of them with conflicts to decide; {failed} failed"


def _forget(given: "Fleet") -> Message:
    from poc_sheets.fleet.database import connect
    from poc_sheets.fleet.roster import Roster

    engine = connect(given.address)
    try:
        count = sum(Roster(engine).forget(path) for path in given.folders)
    finally:
        engine.dispose()
    return Message(ok=True, title="Fleet", summary=f"{count} productions are left out from now on.")
