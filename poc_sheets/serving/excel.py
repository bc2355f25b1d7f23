"""The server of Excel's add-in: its pages, its buttons and its formulas."""

import mimetypes
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from poc_sheets.build.officejs import build_officejs
from poc_sheets.build.officejs.manifest import ADDRESS
from poc_sheets.hosts.web import guards
from poc_sheets.hosts.web.app import Server, make_app
from poc_sheets.hosts.web.downloads import Downloads, download_route
from poc_sheets.hosts.web.json_desk import JsonDesk
from poc_sheets.hosts.web.pages import PAGE_HEADERS, refusal_page
from poc_sheets.hosts.web.wire import PressRequest, refusal_object
from poc_sheets.problems import SheetError

PORT: Final = int(ADDRESS.rpartition(":")[2])
#: A page opened under another of this computer's names is ours too.
ORIGINS: Final = frozenset({ADDRESS, f"https://127.0.0.1:{PORT}", f"https://[::1]:{PORT}"})
#: Where scripts may come from: us, and Microsoft's office.js with what it loads. Text that ended
#: up in a page as markup runs nothing.
_SCRIPTS: Final = (
    "'self' 'unsafe-eval' https://appsforoffice.microsoft.com https://*.officeapps.live.com "
    "https://*.cdn.office.net https://ajax.aspnetcdn.com"
)
_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": f"script-src {_SCRIPTS}; object-src 'none'; base-uri 'none'; "
    "form-action 'self'",
}
NEXT_STEPS: Final = (
    "If Excel does not have the add-in yet, run `poc-sheets install officejs` in a terminal.",
    "In Excel, open Home > Production office.",
    "The pane asks for a code once: run `poc-sheets pair` in a terminal, and type what it shows.",
    "If a button says that the server did not answer, run `poc-sheets doctor`.",
)


def excel_server(desk: JsonDesk, gate: guards.Gate, token: str) -> Server:
    """The server that answers a press with the cells that the page is to write."""
    server = Server(desk, token, origins=ORIGINS, gate=gate, next_steps=NEXT_STEPS)
    give_changes(server, desk)
    return server


def give_changes(server: Server, desk: JsonDesk) -> None:
    """Let a server answer a press with the cells to write, and hand out its documents.

    Args:
        server: whose answers.
        desk: where tabs that were sent along are pressed on.
    """
    downloads = Downloads()

    def more(asked: PressRequest) -> dict[str, Any]:
        made = desk.take_documents(asked.request_id, asked.who)
        return {
            "changes": desk.take_changes(asked.request_id, asked.who),
            "downloads": downloads.offer(made, asked.who),
        }

    server.more = more
    server.routes.append(download_route(server, downloads))


def make_excel_app(token: str, folder: Path | None = None) -> Starlette:
    """The add-in's pages and the addresses that they ask, as one ASGI application.

    Args:
        token: the key that the pane's requests must carry; the pages themselves hold no figures.
        folder: where documents are kept; by default in the person's own Documents.
    """
    server = excel_server(JsonDesk(folder), guards.TokenGate(token), token)
    server.routes.extend(pages(server))
    return make_app(server)


def pages(server: Server, address: str = ADDRESS) -> list[BaseRoute]:
    """The add-in's files as the code says now; nothing else can be asked for.

    Args:
        server: whose names a page may be asked under.
        address: where the pages are, as the manifest says it.
    """
    files = dict(_files())
    files["manifest.xml"] = files["manifest.xml"].replace(ADDRESS.encode(), address.encode())
    return [_page(server, name, content) for name, content in files.items()]


@cache
def _files() -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        build_officejs(Path(folder))
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def _page(server: Server, name: str, content: bytes) -> Route:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"

    async def answer(request: Request) -> Response:
        # Excel on the web shows the page in a frame of another site: only the name is checked.
        try:
            guards.check_host(request, server.names)
        except SheetError as refused:
            return Response(refusal_page(refusal_object(refused.finding)), 403, PAGE_HEADERS)
        return Response(content, media_type=kind, headers=_HEADERS)

    return Route(f"/{name}", answer, methods=["GET"])
