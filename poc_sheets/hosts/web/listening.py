"""Listens on this computer only, says where in a file, and ends when nobody asks any more."""

import ipaddress
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn

from poc_sheets import __version__
from poc_sheets.hosts.web.app import Server, make_app
from poc_sheets.hosts.web.problems import OPEN_TO_OTHERS, PORT_TAKEN
from poc_sheets.hosts.web.state import ServerState, forget_state, write_state

_LEAST_SECRET: Final = 32
_LOOK_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Listening:
    """Where and how to listen.

    Attributes:
        host: an address of this computer; one that others reach needs the two files.
        port: 0 takes any free one.
        certificate: a PEM file.
        private_key: the PEM file of its key.
        idle_seconds: the server ends after so long without a request; `None` never.
        own_secret: the token was chosen by a person, not drawn for this run.
    """

    host: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    private_key: Path | None = None
    idle_seconds: float | None = None
    own_secret: bool = False


def check_reach(how: Listening, token: str) -> None:
    """Beyond this computer only with TLS and a real secret.

    Raises:
        SheetError: other computers could reach a server that is not made for them.
    """
    if is_loopback(how.host):
        return
    if not (how.certificate and how.private_key):
        raise OPEN_TO_OTHERS.stop(host=how.host, seen="there is no certificate")
    if not how.own_secret or len(token) < _LEAST_SECRET or len(set(token)) < _LEAST_SECRET // 4:
        raise OPEN_TO_OTHERS.stop(host=how.host, seen="there is no secret that is hard to guess")


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(
    server: Server,
    how: Listening,
    state_path: Path | None,
    ready: Callable[[ServerState, Callable[[], None]], None] | None = None,
) -> None:
    """Serve until stopped.

    Args:
        server: what is served.
        how: where to listen.
        state_path: the file that tells other programs; `None` writes none.
        ready: called once connections are taken, with where the server is and what stops it.

    Raises:
        SheetError: see `check_reach`; or the port is taken.
    """
    check_reach(how, server.token)
    door = _door(how)
    state = ServerState(door.getsockname()[1], server.token, os.getpid(), __version__)
    config = uvicorn.Config(
        make_app(server),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
        limit_concurrency=64,
        ssl_certfile=how.certificate,
        ssl_keyfile=how.private_key,
    )
    running = uvicorn.Server(config)

    def stop() -> None:
        running.should_exit = True

    if state_path is not None:
        write_state(state, state_path)
    try:
        if how.idle_seconds is not None:
            threading.Thread(
                target=_stop_when_idle, args=(server, how.idle_seconds, stop), daemon=True
            ).start()
        if ready is not None:
            ready(state, stop)
        logging.getLogger(__name__).info("listening on port %d", state.port)
        running.run(sockets=[door])
    finally:
        door.close()
        if state_path is not None:
            forget_state(state, state_path)


def _door(how: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in how.host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    try:
        # An answer goes out at once: header and body wait for no acknowledgement (Nagle).
        # Connections inherit it, and asyncio sets it again on each.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if os.name == "posix":
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((how.host, how.port))
        door.listen(64)
    except OSError as problem:
        door.close()
        raise PORT_TAKEN.stop(port=how.port, seen=problem.strerror or str(problem)) from problem
    return door


def _stop_when_idle(server: Server, seconds: float, stop: Callable[[], None]) -> None:
    while time.monotonic() - server.last_asked < seconds:
        time.sleep(min(_LOOK_SECONDS, seconds))
    stop()
