"""A server of ours in the test's own process, asked over real connections."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from poc_sheets.serving.excel import make_excel_app

KEY = "k" * 40


class AbruptServer(uvicorn.Server):
    """Ends as a program that is killed does: connections that stand are cut."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cut, then end."""
        for connection in list(self.server_state.connections):
            # The TLS transport first, else it waits for a farewell that no browser sends.
            connection.transport.abort()
        await super().shutdown(sockets)
        await asyncio.sleep(0.05)


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    """The server of Excel's add-in without TLS, as behind a team's proxy; its address."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen(16)
    config = uvicorn.Config(make_excel_app(KEY, folder), log_config=None, access_log=False)
    server = AbruptServer(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        door.close()
