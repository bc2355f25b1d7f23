"""The commands of the local server: serve, pair."""

import logging
import logging.handlers
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from poc_sheets.cli.app import Json, WrongUseError, command, finish
from poc_sheets.problems import Exit
from poc_sheets.workbook import Message

if TYPE_CHECKING:
    from poc_sheets.hosts.web.keys import PairingCode
    from poc_sheets.hosts.web.listening import Door, Listening

_LEAST_SECRET = 32
_LOG_BYTES = 1_000_000


@command("serve")
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port for LibreOffice; 0 takes a free one.")] = 0,
    idle_minutes: Annotated[
        float, typer.Option(help="End after so long without a request; 0 never.")
    ] = 0,
    certificate: Annotated[Path | None, typer.Option(help="A TLS certificate (PEM).")] = None,
    private_key: Annotated[Path | None, typer.Option(help="The key of the certificate.")] = None,
    secret_file: Annotated[
        Path | None, typer.Option(help="A file with the secret that requests carry.")
    ] = None,
    new_token: Annotated[
        bool, typer.Option("--new-token", help="Shut out every pane that was paired before.")
    ] = False,
    team: Annotated[
        Path | None, typer.Option(help="Serve a team as this file says: docs/hosting.md.")
    ] = None,
    script_token: Annotated[
        str, typer.Option(help="With --team: show the key of a spreadsheet's script, by its id.")
    ] = "",
) -> int:
    """Run the server that the buttons and formulas of open programs use, on this computer only."""
    from poc_sheets.hosts.web.keys import PaneKey
    from poc_sheets.hosts.web.listening import Listening, check_reach
    from poc_sheets.hosts.web.private_files import make_private_folder
    from poc_sheets.hosts.web.state import data_folder

    if script_token and team is None:
        raise WrongUseError("--script-token goes with --team FILE")
    if team is not None:
        return _serve_team(team, script_token)
    secret = _secret(secret_file) if secret_file else ""
    idle = idle_minutes * 60 or None
    how = Listening(host, port, certificate, private_key, idle, own_secret=bool(secret))
    check_reach(how, secret)
    make_private_folder(data_folder())
    if new_token:
        PaneKey(data_folder()).renew()
        typer.echo("There is a new key: panes ask for a code again.")
    return _serve_this_computer(how, secret)


def _serve_this_computer(how: "Listening", secret: str) -> int:
    from filelock import FileLock, Timeout

    from poc_sheets.hosts.web.keys import PairingCode
    from poc_sheets.hosts.web.listening import listen_at
    from poc_sheets.hosts.web.state import ServerState, data_folder, state_file
    from poc_sheets.serving.local import local_doors

    codes = PairingCode()

    def ready(state: ServerState, _stop: object) -> None:
        typer.echo(f"LibreOffice: {how.host}, port {state.port}. Its key is in {state_file()}.")
        typer.echo(_excel_line(doors, codes))

    try:
        with FileLock(data_folder() / "server.lock", timeout=0):
            _log_to_file()
            doors = local_doors(how, codes, secret=secret)
            listen_at(doors, state_file(), ready)
    except Timeout:
        typer.echo(f"A server runs already: {state_file()} says where.")
    return int(Exit.DONE)


def _serve_team(path: Path, spreadsheet: str) -> int:
    from poc_sheets.hosts.web.identity import script_token
    from poc_sheets.hosts.web.listening import listen_at
    from poc_sheets.serving.team import team_door
    from poc_sheets.serving.team_file import read_team

    team = read_team(path)
    if spreadsheet:
        if not team.gate.script_secret or spreadsheet not in team.spreadsheets:
            raise WrongUseError(f"{path} has no [scripts], or not {spreadsheet} in [google]")
        typer.echo(script_token(team.gate.script_secret, spreadsheet))
        return int(Exit.DONE)
    door = team_door(team)
    _log_to_file()
    listen_at(
        [door],
        None,
        lambda state, _stop: typer.echo(
            f"Serving {team.address} at {door.how.host}, port {state.port}."
        ),
    )
    return int(Exit.DONE)


@command("pair")
def pair(as_json: Json = False) -> int:
    """Show a code that lets Excel's pane in: for ten minutes, for one pane."""
    from poc_sheets.hosts.web.state import state_file
    from poc_sheets.serving.asking import ask_for_code

    code = ask_for_code(state_file())
    text = f"Type this into the pane Production office within ten minutes: {code}"
    return finish(Message(ok=True, title="Pair", summary=text), as_json=as_json)


def _excel_line(doors: "list[Door]", codes: "PairingCode") -> str:
    from poc_sheets.build.officejs.manifest import ADDRESS
    from poc_sheets.hosts.web.certificates import certificate_files, is_made

    if len(doors) > 1:
        line = f"Excel: {ADDRESS}. "
        # A code is for the person who sits here, not for a file that somebody sends along.
        if sys.stdout.isatty():
            return f"{line}Code for a new pane, within ten minutes: {codes.renew()}"
        return f"{line}poc-sheets pair shows the code for a new pane."
    if is_made(certificate_files()):
        return "Excel: not served, another program has its port. poc-sheets doctor says more."
    return "Excel: not set up. If you work in it, run poc-sheets install officejs."


def _secret(path: Path) -> str:
    secret = path.read_text(encoding="utf-8").strip()
    if len(secret) < _LEAST_SECRET:
        raise WrongUseError(f"{path} holds fewer than {_LEAST_SECRET} signs")
    return secret


def _log_to_file() -> None:
    """Requests without what they held, in a file that starts anew when it is large."""
    from poc_sheets.logs import log_folder

    folder = log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "server.log", maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
