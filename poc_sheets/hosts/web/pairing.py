"""How a pane gets its key: the person types a short code that this computer shows.

The code is asked for by whoever can read the server's file, that is by the person's own programs
(`poc-sheets pair`), and handed in by the pane.
"""

import json
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from poc_sheets.hosts.web import guards
from poc_sheets.hosts.web.app import Server, guarded
from poc_sheets.hosts.web.keys import PairingCode, PaneKey
from poc_sheets.hosts.web.problems import NOT_READABLE, WRONG_CODE


def code_route(server: Server, codes: PairingCode) -> Route:
    """POST /code, with the server's key: a new code, `{"ok", "code"}`."""

    async def answer(request: Request) -> dict[str, Any]:
        await server.let_in(request)
        return {"ok": True, "code": codes.renew()}

    return Route("/code", guarded(server, answer), methods=["POST"])


def pair_route(server: Server, codes: PairingCode, key: PaneKey) -> Route:
    """POST /pair `{"code"}`, without a key: the pane's key, `{"ok", "key"}`."""

    async def answer(request: Request) -> dict[str, Any]:
        guards.check_json(request)
        body = await guards.read_body(request)
        try:
            code = json.loads(body)["code"]
        except (ValueError, RecursionError, KeyError, TypeError):
            raise NOT_READABLE.stop(seen="there is no code in it") from None
        if not isinstance(code, str) or not codes.take(code):
            raise WRONG_CODE.stop()
        return {"ok": True, "key": key.read()}

    return Route("/pair", guarded(server, answer), methods=["POST"])
