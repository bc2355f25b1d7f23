"""The server of Excel's add-in: its pages, its buttons and its formulas, on this computer only."""

import mimetypes
import tempfile
from pathlib import Path
from typing import Any

from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from poc_sheets.build.officejs import build_officejs
from poc_sheets.build.officejs.manifest import ADDRESS
from poc_sheets.hosts.web import guards
from poc_sheets.hosts.web.app import Server, make_app
from poc_sheets.hosts.web.json_desk import JsonDesk
from poc_sheets.hosts.web.problems import STILL_WORKING
from poc_sheets.hosts.web.wire import message_object, press_request


class ExcelServer(Server):
    """Answers a press with the cells that the page is to write."""

    __slots__ = ("json_desk",)

    def __init__(self, desk: JsonDesk, token: str) -> None:
        super().__init__(desk, token, origins=frozenset({ADDRESS}))
        self.json_desk = desk

    async def actions(self, request: Request) -> dict[str, Any]:
        """Press a button; `changes` are the cells to write, dates as serial numbers."""
        guards.check_token(request, self.token)
        asked = press_request(await guards.read_body(request))

        def press() -> dict[str, Any]:
            answer = message_object(self.json_desk.press(asked))
            return answer | {"changes": self.json_desk.take_changes(asked.request_id)}

        answer = await to_thread.run_sync(
            self.repeats.once, asked.request_id, press, self.press_seconds
        )
        if answer is None:
            raise STILL_WORKING.stop(action=asked.action, seconds=int(self.press_seconds))
        return answer


def make_excel_app(token: str, folder: Path | None = None) -> Starlette:
    """The add-in's pages and the addresses that they ask, as one ASGI application.

    Args:
        token: the key that the pane's requests must carry; the pages themselves hold no figures.
        folder: where documents are kept; by default in the person's own Documents.
    """
    app = make_app(ExcelServer(JsonDesk(folder), token))
    app.router.routes[0:0] = [_page(name, content) for name, content in _pages().items()]
    return app


def _pages() -> dict[str, bytes]:
    """The add-in's files as the code says now, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        build_officejs(Path(folder))
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def _page(name: str, content: bytes) -> Route:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}

    async def answer(request: Request) -> Response:
        del request
        return Response(content, media_type=kind, headers=headers)

    return Route(f"/{name}", answer, methods=["GET"])
