"""The server's addresses: GET /health, POST /actions, POST /formulas."""

import json
import logging
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from poc_sheets import __version__
from poc_sheets.hosts.web import guards
from poc_sheets.hosts.web.problems import (
    NOT_LET_IN,
    NOTHING_HERE,
    STILL_WORKING,
    TOO_LARGE,
    TOO_SLOW,
    WRONG_ORIGIN,
)
from poc_sheets.hosts.web.repeats import Repeats
from poc_sheets.hosts.web.wire import (
    Call,
    Desk,
    FormulaRequest,
    formula_request,
    json_cell,
    message_object,
    press_request,
    refusal_object,
)
from poc_sheets.problems import SheetError
from poc_sheets.runner import fault_message

#: Seconds after which an answer says that the press goes on.
PRESS_SECONDS: Final = 300.0
_STATUS: Final = {
    NOT_LET_IN.code: 401,
    WRONG_ORIGIN.code: 403,
    NOTHING_HERE.code: 404,
    TOO_SLOW.code: 408,
    TOO_LARGE.code: 413,
    STILL_WORKING.code: 504,
}
_WRONG_REQUEST: Final = 400
_OUR_FAULT: Final = 500
_LOG = logging.getLogger(__name__)

Answering = Callable[[Request], Awaitable[dict[str, Any]]]


@dataclass(slots=True)
class Server:
    """What the addresses share.

    Attributes:
        desk: presses and calculates.
        token: the key that requests must carry.
        names: how this server may be called in the Host header.
        origins: web pages that may ask; none by default.
        press_seconds: after which an answer says that the press goes on.
        last_asked: `time.monotonic()` of the last request that was let in.
    """

    desk: Desk
    token: str
    names: frozenset[str] = guards.LOOPBACK_NAMES
    origins: frozenset[str] = frozenset()
    press_seconds: float = PRESS_SECONDS
    last_asked: float = field(default_factory=time.monotonic)
    repeats: Repeats = field(default_factory=Repeats)

    async def health(self, request: Request) -> dict[str, Any]:
        """Whether it is our server, and which version."""
        guards.check_token(request, self.token)
        return {"ok": True, "program": "poc_sheets", "version": __version__}

    async def actions(self, request: Request) -> dict[str, Any]:
        """Press a button; the same request_id again gives the same answer without a press."""
        guards.check_token(request, self.token)
        asked = press_request(await guards.read_body(request))

        def press() -> dict[str, Any]:
            return message_object(self.desk.press(asked))

        answer = await to_thread.run_sync(
            self.repeats.once, asked.request_id, press, self.press_seconds
        )
        if answer is None:
            raise STILL_WORKING.stop(action=asked.action, seconds=int(self.press_seconds))
        return answer

    async def formulas(self, request: Request) -> dict[str, Any]:
        """The values of formulas, each different one calculated once."""
        guards.check_token(request, self.token)
        asked = formula_request(await guards.read_body(request))
        return {"ok": True, "values": await to_thread.run_sync(_values, self.desk, asked)}


def make_app(server: Server) -> Starlette:
    """The server as an ASGI application."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> Any:
        yield
        server.repeats.close()

    routes = [
        Route("/health", _guarded(server, server.health), methods=["GET"]),
        Route("/actions", _guarded(server, server.actions), methods=["POST"]),
        Route("/formulas", _guarded(server, server.formulas), methods=["POST"]),
        Route("/{path:path}", _guarded(server, _nothing), methods=["GET", "POST", "OPTIONS"]),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def _guarded(server: Server, answering: Answering) -> Callable[[Request], Awaitable[Response]]:
    """An address behind the checks, whose refusals and faults are JSON too."""

    async def answer(request: Request) -> Response:
        began = time.monotonic()
        status = 200
        try:
            guards.check_host(request, server.names)
            guards.check_origin(request, server.origins)
            content = await answering(request)
            server.last_asked = time.monotonic()
        except SheetError as refused:
            status = _STATUS.get(refused.finding.problem, _WRONG_REQUEST)
            content = refusal_object(refused.finding)
        except Exception as fault:  # noqa: BLE001  (the boundary: an answer is always JSON)
            status, content = _OUR_FAULT, message_object(fault_message(fault))
        # Neither headers nor bodies: they hold the key and the production's figures.
        _LOG.info(
            "%s %s %d %.3fs", request.method, request.url.path, status, time.monotonic() - began
        )
        return JSONResponse(content, status, headers={"Cache-Control": "no-store"})

    return answer


async def _nothing(request: Request) -> dict[str, Any]:
    raise NOTHING_HERE.stop(path=request.url.path[:100])


def _values(desk: Desk, asked: FormulaRequest) -> list[Any]:
    """The values in the order asked; calls that are the same are asked once."""
    places: dict[str, int] = {}
    different: list[Call] = []
    order: list[int] = []
    for call in asked.calls:
        mark = json.dumps([call.name.upper(), call.arguments])
        if mark not in places:
            places[mark] = len(different)
            different.append(call)
        order.append(places[mark])
    found: Sequence[Any] = desk.calculate(FormulaRequest(asked.workbook, tuple(different)))
    values = [_plain(json_cell(value)) for value in found]
    return [values[place] for place in order]


def _plain(value: Any) -> Any:
    """JSON has no word for a number that is none."""
    if isinstance(value, list):
        return [_plain(cell) for cell in value]
    return "#NUM!" if isinstance(value, float) and not math.isfinite(value) else value
