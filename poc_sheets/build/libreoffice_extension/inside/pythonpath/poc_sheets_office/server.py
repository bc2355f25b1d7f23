"""Asks our server on this computer, and starts it where it does not run."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from typing import Any

from . import settings

START_SECONDS = 40.0
#: Longer than the server itself waits for a press.
ANSWER_SECONDS = 330.0

_SLOW = "It takes longer than five minutes and goes on. Wait until the cells change."

_starting = threading.Lock()


class ServerError(Exception):
    """No answer; the text says what a person can do."""


class SlowError(ServerError):
    """The server works longer than anybody waits."""


class LostError(ServerError):
    """The server took the request and ended."""


def ask(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The server's answer to a POST; it is started where it does not run.

    Raises:
        ServerError: it could not be started.
        SlowError: it works on, longer than anybody waits.
        LostError: it ended before it answered; nobody knows how far it came.
    """
    state = _running() or _start()
    try:
        return _post(state, path, body)
    except socket.timeout as problem:  # noqa: UP041 - no TimeoutError before Python 3.10
        raise SlowError(_SLOW) from problem
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise LostError("The process of poc_sheets on this computer ended meanwhile.") from problem


def _post(state: dict[str, Any], path: str, body: dict[str, Any]) -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", state["port"], timeout=ANSWER_SECONDS)
    try:
        headers = {
            "Authorization": "Bearer " + state["token"],
            "Content-Type": "application/json",
        }
        connection.request("POST", path, json.dumps(body), headers)
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    if not isinstance(answer, dict):
        raise ServerError("The answer of the server could not be read.")
    return answer


def _running() -> dict[str, Any] | None:
    """Where the server is, if it answers."""
    try:
        state: dict[str, Any] = json.loads(settings.state_file().read_text(encoding="utf-8"))
        connection = http.client.HTTPConnection("127.0.0.1", state["port"], timeout=5)
        try:
            headers = {"Authorization": "Bearer " + state["token"]}
            connection.request("GET", "/health", headers=headers)
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
        return None
    return state if answer.get("program") == "poc_sheets" and answer.get("ok") else None


def _start() -> dict[str, Any]:
    with _starting:
        state = _running()
        if state:
            return state
        command = settings.start_command()
        try:
            process = subprocess.Popen(command, **_apart())
        except OSError as problem:
            raise ServerError(
                f"{command[0]} could not be started: {problem}. "
                "Install the extension again: poc-sheets install libreoffice"
            ) from problem
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            state = _running()
            if state:
                return state
            if process.poll() not in (None, 0):
                break
            time.sleep(0.05)
    raise ServerError(
        "The server did not start. Run this in a terminal to see why: " + " ".join(command)
    )


def _apart() -> dict[str, Any]:
    """A process that outlives the office and has nothing of the office's own Python."""
    environment = dict(os.environ)
    office_variables = ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "UNO_PATH", "URE_BOOTSTRAP")
    for name in office_variables:
        environment.pop(name, None)
    apart: dict[str, Any] = {
        "env": environment,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    if sys.platform == "win32":
        apart["creationflags"] = 0x00000008 | 0x08000000  # DETACHED_PROCESS, CREATE_NO_WINDOW
    else:
        apart["start_new_session"] = True
    return apart
