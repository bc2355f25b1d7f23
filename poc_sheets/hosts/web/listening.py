"""Listens, on this computer only unless told otherwise, and ends when nobody asks any more.

A server has one or more *doors*: the plain one for programs of this computer, which find it
through a file, and the one with a certificate that Excel's pages need.
"""

import asyncio
import contextlib
import ipaddress
import logging
import os
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette

from poc_sheets import __version__
from poc_sheets.hosts.web.app import Server, make_app
from poc_sheets.hosts.web.connections import ImpatientProtocol
from poc_sheets.hosts.web.problems import OPEN_TO_OTHERS
from poc_sheets.hosts.web.sockets import MOST_CONNECTIONS, sockets_at
from poc_sheets.hosts.web.state import ServerState, forget_state, write_state

LEAST_SECRET: Final = 32
_LOOK_SECONDS: Final = 1.0
#: How often a door with a certificate looks whether there is a newer one.
_RENEW_SECONDS: Final = 6 * 3600.0


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
        behind_proxy: others reach it only through a proxy that proves itself with a secret and
            ends TLS; the certificate may then be left out.
        signed: who asks is proved by signatures, or by secrets that were looked at elsewhere.
        also: another address of this computer at the same port, where it has one.
    """

    host: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    private_key: Path | None = None
    idle_seconds: float | None = None
    own_secret: bool = False
    behind_proxy: bool = False
    signed: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """An application and where it listens.

    Attributes:
        server: what the application serves.
        app: the application.
        how: where it listens.
        renew: renews the certificate files if need be; whether it did.
    """

    server: Server
    app: Starlette
    how: Listening
    renew: Callable[[], bool] | None = None


def check_reach(how: Listening, token: str) -> None:
    """Beyond this computer only with TLS, or behind a proxy, and with a real secret.

    Raises:
        SheetError: other computers could reach a server that is not made for them.
    """
    if is_loopback(how.host):
        return
    if not (how.certificate and how.private_key) and not how.behind_proxy:
        raise OPEN_TO_OTHERS.stop(host=how.host, seen="there is no certificate")
    if how.signed:
        return
    if not how.own_secret or not is_hard_to_guess(token):
        raise OPEN_TO_OTHERS.stop(host=how.host, seen="there is no secret that is hard to guess")


def is_hard_to_guess(secret: str) -> bool:
    """Whether a secret is long, and not one sign over and over."""
    return len(secret) >= LEAST_SECRET and len(set(secret)) >= LEAST_SECRET // 4


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
    """Serve at one door until stopped; see `listen_at`.

    Raises:
        SheetError: see `check_reach`; or the port is taken.
    """
    listen_at([Door(server, make_app(server), how)], state_path, ready)


def listen_at(
    doors: Sequence[Door],
    state_path: Path | None,
    ready: Callable[[ServerState, Callable[[], None]], None] | None = None,
) -> None:
    """Serve until stopped by `ready`'s function, by a signal, or because nobody asks.

    Args:
        doors: the first is the one that `state_path` tells of, and whose `idle_seconds` count.
        state_path: the file that tells other programs; `None` writes none.
        ready: called once connections are taken, with where the server is and what stops it.

    Raises:
        SheetError: see `check_reach`; or a port is taken.
    """
    for door in doors:
        check_reach(door.how, door.server.token)
    with contextlib.ExitStack() as opened:
        running = [
            _Running(door, sockets_at(door.how.host, door.how.port, door.how.also, opened))
            for door in doors
        ]
        first = running[0]
        state = ServerState(first.port, first.door.server.token, os.getpid(), __version__)
        ended = threading.Event()

        def stop() -> None:
            ended.set()
            for each in running:
                each.uvicorn.should_exit = True

        if state_path is not None:
            write_state(state, state_path)
        try:
            watch = (running, first.door.how.idle_seconds, stop, ended)
            threading.Thread(target=_watch, args=watch, daemon=True).start()
            if ready is not None:
                ready(state, stop)
            for each in running:
                logging.getLogger(__name__).info("listening on port %d", each.port)
            with _signals(stop):
                asyncio.run(_serve(running))
        finally:
            ended.set()
            if state_path is not None:
                forget_state(state, state_path)


class _Uvicorn(uvicorn.Server):
    """Leaves signals to us: one of them ends all doors, and the file is taken away."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class _Running:
    """A door with its sockets and its part of uvicorn."""

    def __init__(self, door: Door, sockets: list[socket.socket]) -> None:
        self.door = door
        self.sockets = sockets
        self.port: int = sockets[0].getsockname()[1]
        self.config = uvicorn.Config(
            door.app,
            http=ImpatientProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=5,
            limit_concurrency=MOST_CONNECTIONS,
            ssl_certfile=door.how.certificate,
            ssl_keyfile=door.how.private_key,
        )
        self.uvicorn = _Uvicorn(self.config)
        self.loop: asyncio.AbstractEventLoop | None = None

    async def serve(self) -> None:
        """Serve until stopped."""
        self.loop = asyncio.get_running_loop()
        await self.uvicorn.serve(self.sockets)

    def renew(self) -> None:
        """New connections get the renewed certificate."""
        if self.loop is not None and self.door.renew is not None and self.door.renew():
            # Where connections begin: none may see the new certificate with the old key.
            with contextlib.suppress(RuntimeError):  # the server has ended meanwhile
                self.loop.call_soon_threadsafe(self._load)

    def _load(self) -> None:
        how, context = self.door.how, self.config.ssl
        if isinstance(context, ssl.SSLContext) and how.certificate:
            context.load_cert_chain(how.certificate, how.private_key)


async def _serve(running: Sequence[_Running]) -> None:
    await asyncio.gather(*(each.serve() for each in running))


@contextlib.contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl+C and the end of the session stop the server in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.signal(name, lambda *_: stop()) for name in names}
    try:
        yield
    finally:
        for name, was in before.items():
            signal.signal(name, was)


def _watch(
    running: Sequence[_Running],
    idle_seconds: float | None,
    stop: Callable[[], None],
    ended: threading.Event,
) -> None:
    """Renew certificates now and then, and stop when nobody asks any more."""
    looked = time.monotonic()
    pause = _LOOK_SECONDS if idle_seconds is None else min(_LOOK_SECONDS, idle_seconds)
    while not ended.wait(pause):
        now = time.monotonic()
        if now - looked > _RENEW_SECONDS:
            looked = now
            for each in running:
                each.renew()
        last = max(each.door.server.last_asked for each in running)
        if idle_seconds is not None and now - last > idle_seconds:
            stop()
            return
