"""A pipe of our own into this office, which only our server is told of."""

from __future__ import annotations

import secrets
import threading
from typing import Any

import unohelper
from com.sun.star.bridge import XInstanceProvider
from com.sun.star.container import NoSuchElementException

CONTEXT = "StarOffice.ComponentContext"

_lock = threading.Lock()
_name: list[str] = []


class _Provider(unohelper.Base, XInstanceProvider):  # type: ignore[misc]  # uno has no types
    """Hands out the office's component context and nothing else."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def getInstance(self, name: str) -> Any:  # noqa: N802 - UNO's name
        """The component context."""
        if name != CONTEXT:
            raise NoSuchElementException(name, None)
        return self._context


def open_pipe(context: Any) -> str:
    """The pipe's name; it is opened at the first call."""
    with _lock:
        if not _name:
            name = "poc_sheets_" + secrets.token_hex(16)
            threading.Thread(target=_accept, args=(context, name), daemon=True).start()
            _name.append(name)
        return _name[0]


def _accept(context: Any, name: str) -> None:
    manager = context.ServiceManager
    acceptor = manager.createInstanceWithContext("com.sun.star.connection.Acceptor", context)
    factory = manager.createInstanceWithContext("com.sun.star.bridge.BridgeFactory", context)
    while True:
        connection = acceptor.accept("pipe,name=" + name)
        if connection is None:
            return
        factory.createBridge("", "urp", connection, _Provider(context))
