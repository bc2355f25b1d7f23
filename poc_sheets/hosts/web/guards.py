"""Who may ask, and how much: the key, the web page it comes from, the size, the time.

A `Gate` says who asks: on one computer whoever holds the key, behind a team's sign-in a person.
"""

import hmac
import re
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Protocol
from urllib.parse import urlsplit

import anyio
from starlette.requests import ClientDisconnect, Request

from poc_sheets.hosts.web.keys import PaneKey
from poc_sheets.hosts.web.problems import (
    NOT_JSON,
    NOT_LET_IN,
    TOO_LARGE,
    TOO_SLOW,
    WRONG_ORIGIN,
)

MOST_BODY_BYTES: Final = 20_000_000
#: Seconds of silence after which a request that is not complete is given up.
SILENCE_SECONDS: Final = 10.0
#: Seconds in which a request must be complete, however steadily it trickles in.
BODY_SECONDS: Final = 60.0
#: The names that this computer has for itself. Any other name in the Host header is a web page's
#: that was made to point here (DNS rebinding).
LOOPBACK_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_HOST = re.compile(r"^(?:\[(?P<six>[0-9a-fA-F:]+)\]|(?P<name>[^:\[\]]+))(?::\d{1,5})?$")


class Gate(Protocol):
    """Says who asks.

    Attributes:
        waits: it may have to ask somebody else first; the others answer at once.
    """

    waits: ClassVar[bool]

    def let_in(self, request: Request) -> str:
        """Who asks: blank for the person of this computer, else an e-mail address or a name.

        Raises:
            SheetError: nobody who may.
        """


@dataclass(frozen=True, slots=True)
class TokenGate:
    """Lets in whoever carries a key."""

    waits: ClassVar[bool] = False
    token: str

    def let_in(self, request: Request) -> str:
        """The person of this computer."""
        check_token(request, self.token)
        return ""


@dataclass(frozen=True, slots=True)
class PaneGate:
    """Lets in whoever carries the pane's key as it is now."""

    waits: ClassVar[bool] = False
    key: PaneKey

    def let_in(self, request: Request) -> str:
        """The person of this computer."""
        check_token(request, self.key.read())
        return ""


def check_host(request: Request, names: frozenset[str]) -> None:
    """The request was sent to this server by its name.

    Raises:
        SheetError: it was sent to another name.
    """
    host = request.headers.get("host", "")
    match = _HOST.match(host)
    if match is None or (match["six"] or match["name"]).lower() not in names:
        raise WRONG_ORIGIN.stop(header="Host", seen=host[:100] or "missing")


def check_origin(request: Request, origins: frozenset[str]) -> None:
    """The request comes from a program, or from a page that belongs to us.

    Raises:
        SheetError: it comes from another web page.
    """
    origin = request.headers.get("origin")
    if origin is not None and origin not in origins:
        raise WRONG_ORIGIN.stop(header="Origin", seen=_shown_origin(origin))
    site = request.headers.get("sec-fetch-site")
    if origin is None and site not in {None, "none", "same-origin"}:
        raise WRONG_ORIGIN.stop(header="Sec-Fetch-Site", seen=site[:20])


def check_token(request: Request, token: str) -> None:
    """The request carries the key: `Authorization: Bearer ...`.

    Raises:
        SheetError: no key, or another one.
    """
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not given:
        raise NOT_LET_IN.stop(seen="there was no key")
    if not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise NOT_LET_IN.stop(seen="the key was another one")


def check_json(request: Request) -> None:
    """The request says that it is JSON: a web page cannot say so without asking first (CORS).

    Raises:
        SheetError: it says something else.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise NOT_JSON.stop(seen=kind[:60] or "nothing")


async def read_body(request: Request) -> bytes:
    """The whole body.

    Raises:
        SheetError: it is too large, or does not arrive.
    """
    most = MOST_BODY_BYTES // 1_000_000
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > MOST_BODY_BYTES:
        raise TOO_LARGE.stop(most=most)
    parts: list[bytes] = []
    size = 0
    chunks = request.stream()
    deadline = anyio.current_time() + BODY_SECONDS
    while True:
        chunk = await _next(chunks, deadline)
        if chunk is None:
            return b"".join(parts)
        size += len(chunk)
        if size > MOST_BODY_BYTES:
            raise TOO_LARGE.stop(most=most)
        parts.append(chunk)


async def _next(chunks: Any, deadline: float) -> bytes | None:
    left = deadline - anyio.current_time()
    try:
        with anyio.fail_after(max(0.0, min(SILENCE_SECONDS, left))):
            found: bytes = await anext(chunks)
    except StopAsyncIteration:
        return None
    except TimeoutError:
        seconds = SILENCE_SECONDS if left > SILENCE_SECONDS else BODY_SECONDS
        raise TOO_SLOW.stop(seen=f"it was not complete after {seconds:g} seconds") from None
    except ClientDisconnect:
        raise TOO_SLOW.stop(seen="the connection ended before its end") from None
    return found


def _shown_origin(origin: str) -> str:
    """Without what an address could carry besides its place."""
    parts = urlsplit(origin)
    return f"{parts.scheme}://{parts.hostname}"[:100] if parts.hostname else origin[:20]
