"""The server's addresses: GET / and /health, POST /actions and /formulas."""

import hashlib
import json
import logging
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from poc_sheets import __version__
from poc_sheets.hosts.web import guards
from poc_sheets.hosts.web.pages import PAGE_HEADERS, refusal_page, wants_page, welcome_page
from poc_sheets.hosts.web.problems import (
    FILE_TOO_LARGE,
    NO_KEYS,
    NOT_JSON,
    NOT_LET_IN,
    NOT_SIGNED_IN,
    NOTHING_HERE,
    OTHER_REQUEST,
    STILL_WORKING,
    TOO_LARGE,
    TOO_SLOW,
    WRONG_CODE,
    WRONG_ORIGIN,
)
from poc_sheets.hosts.web.repeats import Repeats
from poc_sheets.hosts.web.wire import (
    Call,
    Desk,
    FormulaRequest,
    PressRequest,
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
    NOT_SIGNED_IN.code: 401,
    WRONG_ORIGIN.code: 403,
    WRONG_CODE.code: 403,
    NOTHING_HERE.code: 404,
    TOO_SLOW.code: 408,
    OTHER_REQUEST.code: 409,
    TOO_LARGE.code: 413,
    FILE_TOO_LARGE.code: 413,
    NOT_JSON.code: 415,
    NO_KEYS.code: 503,
    STILL_WORKING.code: 504,
}
_WRONG_REQUEST: Final = 400
_OUR_FAULT: Final = 500
_METHODS: Final = ("GET", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_LOG = logging.getLogger(__name__)

Answering = Callable[[Request], Awaitable[dict[str, Any] | Response]]
#: Addresses as the log names them. Another one may hold anything, line ends and keys too.
_PLACES: Final = frozenset({"health", "actions", "formulas", "code", "pair", "documents"})


def _no_more(_asked: PressRequest) -> dict[str, Any]:
    return {}


@dataclass(slots=True)
class Server:
    """What the addresses share.

    Attributes:
        desk: presses and calculates.
        token: the key that requests must carry, where there is no `gate`.
        names: how this server may be called in the Host header.
        origins: web pages that may ask; none by default.
        press_seconds: after which an answer says that the press goes on.
        last_asked: `time.monotonic()` of the last request that was let in.
        gate: says who asks.
        more: what the answer to a press holds besides the message.
        next_steps: what the page at / tells a person to do.
        routes: further addresses, which guard themselves.
        asking: how many are asked who they are at a time.
        waiting: how many presses are waited for at a time; formulas never wait for them.
    """

    desk: Desk
    token: str
    names: frozenset[str] = guards.LOOPBACK_NAMES
    origins: frozenset[str] = frozenset()
    press_seconds: float = PRESS_SECONDS
    last_asked: float = field(default_factory=time.monotonic)
    repeats: Repeats = field(default_factory=Repeats)
    gate: guards.Gate | None = None
    more: Callable[[PressRequest], dict[str, Any]] = _no_more
    next_steps: Sequence[str] = ()
    routes: list[BaseRoute] = field(default_factory=list)
    asking: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(8))
    waiting: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(64))

    async def let_in(self, request: Request) -> str:
        """Who asks.

        Raises:
            SheetError: nobody who may.
        """
        gate = self.gate or guards.TokenGate(self.token)
        if gate.waits:
            who = await to_thread.run_sync(gate.let_in, request, limiter=self.asking)
        else:
            who = gate.let_in(request)
        self.last_asked = time.monotonic()
        return who

    async def health(self, request: Request) -> dict[str, Any]:
        """Whether it is our server, and which version."""
        await self.let_in(request)
        return {"ok": True, "program": "poc_sheets", "version": __version__}

    async def actions(self, request: Request) -> dict[str, Any]:
        """Press a button; the same request_id again gives the same answer without a press."""
        who = await self.let_in(request)
        guards.check_json(request)
        body = await guards.read_body(request)
        asked = await to_thread.run_sync(press_request, body, who)

        def press() -> dict[str, Any]:
            return message_object(self.desk.press(asked)) | self.more(asked)

        content = hashlib.sha256(body).digest()
        once = partial(self.repeats.once, who, asked.request_id, content)
        answer = await to_thread.run_sync(once, press, self.press_seconds, limiter=self.waiting)
        self.last_asked = time.monotonic()
        if answer is None:
            raise STILL_WORKING.stop(action=asked.action[:40], seconds=int(self.press_seconds))
        return answer

    async def formulas(self, request: Request) -> dict[str, Any]:
        """The values of formulas, each different one calculated once."""
        who = await self.let_in(request)
        guards.check_json(request)
        body = await guards.read_body(request)
        return {"ok": True, "values": await to_thread.run_sync(_values, self.desk, body, who)}


def make_app(server: Server) -> Starlette:
    """The server as an ASGI application."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> Any:
        yield
        server.repeats.close()

    routes = [
        Route("/health", guarded(server, server.health), methods=["GET"]),
        Route("/actions", guarded(server, server.actions), methods=["POST"]),
        Route("/formulas", guarded(server, server.formulas), methods=["POST"]),
        *server.routes,
        Route("/", _welcome(server), methods=["GET"]),
        Route("/{path:path}", guarded(server, _nothing), methods=_METHODS),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def guarded(server: Server, answering: Answering) -> Callable[[Request], Awaitable[Response]]:
    """An address behind the checks, whose refusals and faults are JSON, or a page for people."""

    async def answer(request: Request) -> Response:
        began = time.monotonic()
        status = 200
        content: dict[str, Any] | Response
        try:
            guards.check_host(request, server.names)
            guards.check_origin(request, server.origins)
            content = await answering(request)
        except SheetError as refused:
            status = _STATUS.get(refused.finding.problem, _WRONG_REQUEST)
            content = refusal_object(refused.finding)
        except Exception as fault:  # noqa: BLE001  (the boundary: an answer is always JSON)
            status, content = _OUR_FAULT, message_object(fault_message(fault))
        # Neither headers nor bodies: they hold the key and the production's figures.
        first = request.url.path.split("/")[1]
        place = f"/{first}" if first in _PLACES else "an unknown address"
        seconds = time.monotonic() - began
        _LOG.info("%s %s %d %.3fs", request.method, place, status, seconds)
        if isinstance(content, Response):
            return content
        if status != 200 and wants_page(request):
            return Response(refusal_page(content), status, PAGE_HEADERS)
        return JSONResponse(content, status, headers=_HEADERS)

    return answer


def _welcome(server: Server) -> Callable[[Request], Awaitable[Response]]:
    """The page of a person who opened the address in a browser; it holds nothing secret."""

    async def answer(request: Request) -> Response:
        try:
            guards.check_host(request, server.names)
        except SheetError as refused:
            content = refusal_object(refused.finding)
            return Response(refusal_page(content), _STATUS[WRONG_ORIGIN.code], PAGE_HEADERS)
        return Response(welcome_page(__version__, server.next_steps), headers=PAGE_HEADERS)

    return answer


async def _nothing(request: Request) -> dict[str, Any]:
    raise NOTHING_HERE.stop(path=request.url.path[:100])


def _values(desk: Desk, body: bytes, who: str) -> list[Any]:
    """The values in the order asked; calls that are the same are asked once."""
    asked = formula_request(body, who)
    places: dict[str, int] = {}
    different: list[Call] = []
    order: list[int] = []
    for call in asked.calls:
        mark = json.dumps([call.name.upper(), call.arguments])
        if mark not in places:
            places[mark] = len(different)
            different.append(call)
        order.append(places[mark])
    found: Sequence[Any] = desk.calculate(FormulaRequest(asked.workbook, tuple(different), who))
    values = [_plain(json_cell(value)) for value in found]
    return [values[place] for place in order]


def _plain(value: Any) -> Any:
    """JSON has no word for a number that is none."""
    if isinstance(value, list):
        return [_plain(cell) for cell in value]
    return "#NUM!" if isinstance(value, float) and not math.isfinite(value) else value
