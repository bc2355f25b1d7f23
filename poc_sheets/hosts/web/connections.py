"""Connections that say nothing are ended, so that nobody can hold all of them."""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds in which a connection must have said what it wants.
HEAD_SECONDS: Final = 10.0


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 whose requests must have a complete head within some seconds.

    uvicorn waits for a head as long as it takes, and counts the connection against its limit: a
    few dozen that trickle would shut everybody out. Bodies have limits of their own (`guards`),
    and a connection between two requests the one of uvicorn.
    """

    head_seconds = HEAD_SECONDS
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        # uvicorn's own log would hold whole addresses, with whatever was put into them.
        self.access_log = False
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Stop waiting once a request has begun; wait again where only a part of a head came."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._end_wait()
        elif self._patience is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._end_wait()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._patience = self.loop.call_later(self.head_seconds, self._give_up)

    def _end_wait(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        self._patience = None
        is_working = self.cycle is not None and not self.cycle.response_complete
        if not is_working and not self.transport.is_closing():
            self.transport.close()
