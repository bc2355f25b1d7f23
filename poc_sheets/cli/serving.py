"""The command that runs the local server: serve."""

import logging
import logging.handlers
from pathlib import Path
from typing import Annotated

import typer

from poc_sheets.cli.app import WrongUseError, command
from poc_sheets.problems import Exit

_LEAST_SECRET = 32
_LOG_BYTES = 1_000_000


@command("serve")
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 0,
    idle_minutes: Annotated[
        float, typer.Option(help="End after so long without a request; 0 never.")
    ] = 0,
    certificate: Annotated[Path | None, typer.Option(help="A TLS certificate (PEM).")] = None,
    private_key: Annotated[Path | None, typer.Option(help="The key of the certificate.")] = None,
    secret_file: Annotated[
        Path | None, typer.Option(help="A file with the secret that requests carry.")
    ] = None,
) -> int:
    """Run the server that the buttons and formulas of open programs use, on this computer only."""
    from filelock import FileLock, Timeout

    from poc_sheets.hosts.web.app import Server
    from poc_sheets.hosts.web.listening import Listening, check_reach, listen
    from poc_sheets.hosts.web.state import ServerState, data_folder, new_token, state_file
    from poc_sheets.serving.libreoffice import LibreOfficeDesk

    token = _secret(secret_file) if secret_file else new_token()
    idle = idle_minutes * 60 or None
    how = Listening(host, port, certificate, private_key, idle, own_secret=bool(secret_file))
    check_reach(how, token)
    data_folder().mkdir(parents=True, exist_ok=True, mode=0o700)

    def ready(state: ServerState, _stop: object) -> None:
        typer.echo(f"Listening on {host}, port {state.port}. Its key is in {state_file()}.")

    try:
        with FileLock(data_folder() / "server.lock", timeout=0):
            _log_to_file()
            listen(Server(LibreOfficeDesk(), token), how, state_file(), ready)
    except Timeout:
        typer.echo(f"A server runs already: {state_file()} says where.")
    return int(Exit.DONE)


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
