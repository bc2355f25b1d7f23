"""The sockets of a server: opened at its addresses, and how many connections they take."""

import contextlib
import os
import socket
from typing import Final

from poc_sheets.hosts.web.problems import PORT_TAKEN

MOST_CONNECTIONS: Final = 64


def port_is_free(port: int) -> bool:
    """Whether a server could listen on a port of 127.0.0.1 now."""
    try:
        _bound("127.0.0.1", port).close()
    except OSError:
        return False
    return True


def sockets_at(
    host: str, port: int, also: str, opened: contextlib.ExitStack
) -> list[socket.socket]:
    """Sockets that take connections.

    Args:
        host: an address of this computer.
        port: 0 takes any free one.
        also: another address at the same port, where it has one; blank for none.
        opened: closes them in the end.

    Raises:
        SheetError: the port is taken at `host`.
    """
    sockets = [_socket(host, port)]
    opened.callback(sockets[0].close)
    if also:
        with contextlib.suppress(OSError):
            sockets.append(_bound(also, sockets[0].getsockname()[1]))
            opened.callback(sockets[1].close)
    return sockets


def _socket(host: str, port: int) -> socket.socket:
    try:
        return _bound(host, port)
    except OSError as problem:
        raise PORT_TAKEN.stop(port=port, seen=problem.strerror or str(problem)) from problem


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    try:
        # An answer goes out at once: header and body wait for no acknowledgement (Nagle).
        # Connections inherit it, and asyncio sets it again on each.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if os.name == "posix":
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
        door.listen(MOST_CONNECTIONS)
    except OSError:
        door.close()
        raise
    return door
