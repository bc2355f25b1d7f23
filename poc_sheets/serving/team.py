"""The server that a team hosts: one door, for people who signed in and for scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from poc_sheets.hosts.google.http import GoogleHttp
from poc_sheets.hosts.web import guards
from poc_sheets.hosts.web.app import Server, guarded, make_app
from poc_sheets.hosts.web.listening import Door
from poc_sheets.hosts.web.private_files import make_private_folder
from poc_sheets.hosts.web.problems import NOTHING_HERE
from poc_sheets.serving.excel import give_changes, pages
from poc_sheets.serving.productions import Productions
from poc_sheets.serving.team_desk import TeamDesk
from poc_sheets.serving.team_file import Team
from poc_sheets.sync.config import client_for, sign_in

_NEXT_STEPS: Final = (
    "Excel: give the add-in of this server's `manifest.xml` to your people, as docs/hosting.md says.",
    "Google Sheets: the script's properties `POC_SERVER` and `POC_TOKEN` name this server.",
    "If a button says that nobody signed in, open this page through your team's sign-in first.",
)


def team_door(team: Team) -> Door:
    """The team's server and where it listens.

    Raises:
        SheetError: the service account's key cannot be used.
    """
    make_private_folder(team.documents)
    desk = TeamDesk(
        team.documents,
        lambda mark, name: f"{team.address}/documents/{mark}/{quote(name)}",
        _client(team) if team.credentials else None,
        team.spreadsheets,
        Productions(team.folder) if team.folder else None,
    )
    server = Server(
        desk,
        token="",  # its gate looks at signatures
        names=guards.LOOPBACK_NAMES | {team.host_name},
        origins=frozenset({team.address}),
        gate=team.gate,
        next_steps=_NEXT_STEPS,
    )
    give_changes(server, desk.tabs)
    server.routes.extend([_documents(server, desk), *pages(server, team.address)])
    return Door(server, make_app(server), team.how)


def _client(team: Team) -> Callable[[], GoogleHttp]:
    """Signs in once; each press has a connection of its own."""
    account = sign_in(team.credentials or Path(), team.folder or team.documents)
    return lambda: client_for(account)


def _documents(server: Server, desk: TeamDesk) -> Route:
    """GET /documents/MARK/NAME, for people who signed in: a document that a press made."""

    async def answer(request: Request) -> Response:
        await server.let_in(request)
        found = desk.document(request.path_params["mark"], request.path_params["name"])
        if found is None:
            raise NOTHING_HERE.stop(path=request.url.path[:100])
        # Saved, never shown: what stands in it cannot act as a page of this address.
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        return FileResponse(
            found, media_type="application/octet-stream", filename=found.name, headers=headers
        )

    return Route("/documents/{mark}/{name}", guarded(server, answer), methods=["GET"])
