"""What the command line asks of a server that runs."""

import http.client
import json
from pathlib import Path
from typing import Any

from poc_sheets.hosts.web.state import ServerState, read_state
from poc_sheets.problems import Exit, Problem

NO_SERVER = Problem(
    "no-server",
    "The server does not run",
    "{seen}",
    "run poc-sheets serve, and leave it running",
    exit_code=Exit.LATER,
)


def ask_for_code(state_path: Path) -> str:
    """A new pairing code of the server that the file tells of.

    Raises:
        SheetError: no server runs, or it does not answer as ours does.
    """
    state = read_state(state_path)
    if state is None:
        raise NO_SERVER.stop(seen=f"there is no {state_path}")
    try:
        answer = _post(state, "/code")
    except (OSError, http.client.HTTPException, ValueError) as problem:
        seen = f"port {state.port} says: {type(problem).__name__}"
        raise NO_SERVER.stop(seen=seen) from problem
    if not isinstance(answer.get("code"), str):
        raise NO_SERVER.stop(seen=f"port {state.port} has another key")
    return str(answer["code"])


def _post(state: ServerState, path: str) -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", state.port, timeout=10)
    headers = {"Authorization": f"Bearer {state.token}", "Content-Type": "application/json"}
    try:
        connection.request("POST", path, "{}", headers)
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    return answer if isinstance(answer, dict) else {}
