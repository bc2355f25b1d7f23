"""The command that syncs with Google Sheets."""

import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from poc_sheets.cli.app import Json, WrongUseError, command, finish, working
from poc_sheets.workbook import Message

_USE = "sync CONFIG_OR_WORKBOOK, sync init WORKBOOK, sync log|undo|restore WORKBOOK WHAT"
_VERBS = {"init": 1, "log": 2, "undo": 2, "restore": 2, "live-check": 1}


@command("sync")
def sync(
    words: Annotated[
        list[str],
        typer.Argument(
            help="A configuration or workbook; or init WORKBOOK; "
            "or log, undo, restore with a workbook and a row's key or a run's number; "
            "or live-check SHEET, which asks Google what only Google knows."
        ),
    ],
    once: Annotated[  # noqa: ARG001  (schedules name it: a run is always one)
        bool, typer.Option("--once", help="Sync one time, as it always does.")
    ] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Let a first run write.")] = False,
    first: Annotated[
        str, typer.Option(help="Who wins on a first run where cells differ: ask, sheet, office")
    ] = "ask",
    allow_deletes: Annotated[
        int, typer.Option("--allow-deletes", help="Let as many rows of a table go in this run.")
    ] = 0,
    sheet: Annotated[str, typer.Option(help="init: the Google Sheet's address or id.")] = "",
    credentials: Annotated[
        Path | None, typer.Option(help="init: a service account's key, or a person's client file.")
    ] = None,
    account: Annotated[str, typer.Option(help="init: the person's address.")] = "",
    tabs: Annotated[str, typer.Option(help="init: the tabs to sync, with commas between.")] = "",
    share: Annotated[str, typer.Option(help="init: who may edit a new sheet.")] = "",
    pull: Annotated[
        str, typer.Option(help="init: only bring; cells changed here: ask or overwrite.")
    ] = "",
    as_json: Json = False,
) -> int:
    """Sync a workbook with a Google Sheet, in both directions."""
    verb = words[0] if words[0] in _VERBS and len(words) > 1 else ""
    if len(words) != (1 + _VERBS[verb] if verb else 1):
        raise WrongUseError(f"{words[-1]} belongs to nothing; use {_USE}")
    if first not in {"ask", "sheet", "office"}:
        raise WrongUseError("--first takes ask, sheet or office")
    if pull not in {"", "ask", "overwrite"}:
        raise WrongUseError("--pull takes ask or overwrite")
    with working("syncing ...", quiet=as_json):
        if verb == "init":
            if credentials is None:
                raise WrongUseError("init needs --credentials FILE")
            wanted: dict[str, Any] = {"sheet": sheet, "account": account, "pull": pull}
            wanted |= {"tabs": _split(tabs), "share_with": _split(share)}
            message = _init(Path(words[1]), credentials, wanted)
        elif verb == "live-check":
            if credentials is None:
                raise WrongUseError("live-check needs --credentials FILE")
            message = _live_check(words[1], credentials, account)
        elif verb:
            message = _history(verb, Path(words[1]), words[2])
        else:
            wishes = {"first": first, "allow_deletes": allow_deletes}
            message = _run(Path(words[0]), wishes, dry_run=dry_run, yes=yes)
    return finish(message, as_json=as_json)


def _run(given: Path, wishes: dict[str, Any], *, dry_run: bool, yes: bool) -> Message:
    from poc_sheets.sync.config import read_config
    from poc_sheets.sync.once import sync_once
    from poc_sheets.sync.plan import Wishes
    from poc_sheets.sync.preview import plan_table_text

    config = read_config(given)
    report = sync_once(config, Wishes(**wishes), dry_run=dry_run, is_confirmed=yes)
    summary = report.summary
    if dry_run:
        summary = f"{summary}\n\n{plan_table_text(report.plans)}".rstrip()
    return Message(
        ok=True,
        title="Sync",
        summary=summary,
        findings=tuple(report.findings),
        changed_cells=0 if dry_run else report.changed_cells,
        exit_code=int(report.exit_code),
    )


def _init(workbook: Path, credentials: Path, wanted: dict[str, Any]) -> Message:
    from poc_sheets.sync.config import opened
    from poc_sheets.sync.preview import plan_table_text
    from poc_sheets.sync.run import run_sync
    from poc_sheets.sync.setting_up import set_up

    config = set_up(workbook, credentials, **wanted)
    with opened(config) as pair:
        report = run_sync(pair, dry_run=True)
    summary = (
        f"{config.path} is set up; nothing was copied yet. {report.summary}\n\n"
        f"{plan_table_text(report.plans)}\n\n"
        f"To begin: poc-sheets sync {shlex.quote(str(workbook))} --yes"
    )
    return Message(ok=True, title="Sync", summary=summary, findings=tuple(report.findings))


def _live_check(sheet: str, credentials: Path, account: str) -> Message:
    from poc_sheets.sync.config import client_for, sign_in
    from poc_sheets.sync.live_check import answers_text, live_check
    from poc_sheets.sync.setting_up import sheet_id_of

    client = client_for(sign_in(credentials, Path.cwd() / "no production", account))
    try:
        answers = live_check(client, sheet_id_of(sheet))
    finally:
        client.close()
    code = 0 if all(answer.is_as_expected for answer in answers) else 1
    return Message(ok=True, title="Live check", summary=answers_text(answers), exit_code=code)


def _history(verb: str, workbook: Path, what: str) -> Message:
    from poc_sheets.sync.config import alone, read_config, state_of
    from poc_sheets.sync.history import log_lines, restore, undo

    config = read_config(workbook)
    state = state_of(config)
    try:
        if verb == "log":
            return Message(ok=True, title="Log", summary="\n".join(log_lines(state, what)))
        with alone(config):
            if verb == "restore":
                count = restore(state, config.workbook, config.specs(), what)
                return Message(ok=True, title="Restore", summary=_put_back(count, []))
            if not what.isdecimal():
                raise WrongUseError("undo takes the number of a run, as sync log shows it")
            count, left = undo(state, config.workbook, config.specs(), int(what))
            return Message(ok=True, title="Undo", summary=_put_back(count, left))
    finally:
        state.close()


def _put_back(count: int, left: list[str]) -> str:
    text = f"Put back {count} in the workbook; the next sync carries it to the Google Sheet."
    if left:
        text += "\nLeft as they are:\n" + "\n".join(left)
    return text


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


@command("schedule")
def schedule(
    verb: Annotated[str, typer.Argument(help="install, status or remove")],
    workbook: Annotated[Path, typer.Argument(help="The configuration or the workbook.")],
    every: Annotated[str, typer.Option(help="5m, 10m, 15m, 20m, 30m or 1h")] = "15m",
    as_json: Json = False,
) -> int:
    """Let the computer's own scheduler run the sync."""
    from poc_sheets.sync.config import read_config, state_of
    from poc_sheets.sync.installing import install, is_installed, remove
    from poc_sheets.sync.schedule import Job, minutes_of
    from poc_sheets.sync.telling import schedule_status

    config = read_config(workbook)
    job = Job(config.id, config.path.resolve(), minutes_of(every))
    if verb == "install":
        summary = f"{install(job)} runs the sync every {job.minutes} minutes, as {job.name}."
    elif verb == "remove":
        summary = f"{job.name} was taken out of {remove(job)}."
    elif verb == "status":
        state = state_of(config)
        summary = schedule_status(job, state, is_known=is_installed(job))
        state.close()
    else:
        raise WrongUseError("schedule takes install, status or remove")
    return finish(Message(ok=True, title="Schedule", summary=summary), as_json=as_json)
