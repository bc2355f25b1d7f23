"""Documents that a press made, handed out to whoever pressed: a pane has no folder of its own."""

import base64
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

from starlette.requests import Request
from starlette.routing import Route

from poc_sheets.hosts.web.app import Server, guarded
from poc_sheets.hosts.web.problems import NOTHING_HERE

#: So many of the last documents can be had.
MOST_DOCUMENTS: Final = 200


class Downloads:
    """Documents by an address that nobody guesses; nothing else of the folder can be had."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, Path]] = OrderedDict()
        self._lock = Lock()

    def offer(self, paths: Sequence[str], who: str) -> list[dict[str, str]]:
        """Where each document can be had, as the answer to a press says it: name and address.

        Args:
            paths: as they were kept.
            who: who pressed; nobody else is given them.
        """
        offered = []
        with self._lock:
            for path in map(Path, paths):
                mark = secrets.token_hex(16)
                self._kept[mark] = who, path
                offered.append({"name": path.name, "address": f"/documents/{mark}"})
            while len(self._kept) > MOST_DOCUMENTS:
                self._kept.popitem(last=False)
        return offered

    def find(self, mark: str, who: str) -> Path | None:
        """The document at an address, if it is still there and was made for this person."""
        with self._lock:
            owner, path = self._kept.get(mark, ("", None))
        return path if path is not None and owner == who and path.is_file() else None


def download_route(server: Server, downloads: Downloads) -> Route:
    """GET /documents/..., with the key: `{"ok", "name", "content"}`, the content as base64."""

    async def answer(request: Request) -> dict[str, Any]:
        path = downloads.find(request.path_params["mark"], await server.let_in(request))
        if path is None:
            raise NOTHING_HERE.stop(path="this address of a document any more")
        content = base64.b64encode(path.read_bytes()).decode()
        return {"ok": True, "name": path.name, "content": content}

    return Route("/documents/{mark}", guarded(server, answer), methods=["GET"])
