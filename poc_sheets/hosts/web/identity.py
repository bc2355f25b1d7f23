"""Who asks, by the token of a team's identity provider (OpenID Connect), and by scripts' tokens.

A person's token is a JWT that the provider signed. It is believed only with a signature of one of
the provider's published keys (RS256 or ES256), the right issuer and audience, and within its time.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

import jwt
from starlette.requests import Request

from poc_sheets.hosts.web.problems import NO_KEYS, NOT_SIGNED_IN

#: How a script is named as the one who asks: this, then its spreadsheet's id.
SCRIPT: Final = "script:"
#: Signatures that need no secret of ours; a token that names another kind is refused.
ALGORITHMS: Final = ("RS256", "ES256")
_CLOCK_SECONDS: Final = 60
_KEYS_LAST_SECONDS: Final = 3600.0
#: A token with an unknown key makes us ask the provider, but not more often than this.
_ASK_AGAIN_SECONDS: Final = 60.0
_MOST_KEY_BYTES: Final = 1_000_000
_FETCH_SECONDS: Final = 10


@dataclass(slots=True)
class ProviderKeys:
    """The provider's keys (JWKS), from an https address or a file.

    A file is read again when it changed; an address is asked again every hour, and for a key that
    is not known yet.
    """

    source: str
    _keys: dict[str, Any] = field(default_factory=dict)
    _asked: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key_id: str) -> Any:
        """The key of this id.

        Raises:
            SheetError: the keys cannot be had, or none has this id.
        """
        with self._lock:
            age = time.monotonic() - self._asked
            limit = _KEYS_LAST_SECONDS if key_id in self._keys else _ASK_AGAIN_SECONDS
            if age > limit:
                self._keys, self._asked = self._read(), time.monotonic()
            if key_id not in self._keys:
                raise NOT_SIGNED_IN.stop(seen="the sign-in was signed with an unknown key")
            return self._keys[key_id]

    def _read(self) -> dict[str, Any]:
        try:
            found = jwt.PyJWKSet.from_json(_text(self.source))
        except (OSError, ValueError, jwt.PyJWTError) as problem:
            seen = f"{self.source}: {type(problem).__name__}"
            raise NO_KEYS.stop(seen=seen) from None
        return {str(key.key_id): key for key in found.keys if key.key_id}


def _text(source: str) -> str:
    if not is_address(source):
        return Path(source).read_text(encoding="utf-8")
    with urllib.request.urlopen(source, timeout=_FETCH_SECONDS) as answer:  # noqa: S310  (https, as `is_address` says)
        content: bytes = answer.read(_MOST_KEY_BYTES)
    return content.decode()


def is_address(source: str) -> bool:
    """Whether keys come from an address; only https is one, except on this computer."""
    parts = urlsplit(source)
    if parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}:
        return True
    return parts.scheme == "https" and bool(parts.hostname)


@dataclass(frozen=True, slots=True)
class People:
    """Who may sign in.

    Attributes:
        issuer: as the tokens name it.
        audience: what the provider calls this server.
        keys: the provider's.
        allowed: e-mail addresses, and domains as `@example.com`.
        header: where the token stands; `Authorization` holds it after `Bearer`.
        claim: the part of a token that holds the address.
        must_be_verified: the token must say that the provider verified the address.
    """

    issuer: str
    audience: str
    keys: ProviderKeys
    allowed: frozenset[str]
    header: str = "Authorization"
    claim: str = "email"
    must_be_verified: bool = True

    def email_of(self, token: str) -> str:
        """The e-mail address of who signed in, in small letters.

        Raises:
            SheetError: the token is not believed, or the person may not.
        """
        claims = self._claims(token)
        email = claims.get(self.claim)
        if not isinstance(email, str) or email.count("@") != 1:
            raise NOT_SIGNED_IN.stop(seen="the sign-in names no e-mail address")
        if self.must_be_verified and claims.get("email_verified") is not True:
            raise NOT_SIGNED_IN.stop(seen="the e-mail address of the sign-in is not verified")
        known = email.strip().lower()
        domain = known[known.index("@") :]
        if known not in self.allowed and domain not in self.allowed:
            raise NOT_SIGNED_IN.stop(seen="this person is not among those who may")
        return known

    def _claims(self, token: str) -> Mapping[str, Any]:
        try:
            key_id = jwt.get_unverified_header(token).get("kid")
            if not isinstance(key_id, str):
                raise NOT_SIGNED_IN.stop(seen="the sign-in names no key")
            found: dict[str, Any] = jwt.decode(
                token,
                self.keys.find(key_id),
                algorithms=list(ALGORITHMS),
                audience=self.audience,
                issuer=self.issuer,
                leeway=_CLOCK_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud"]},
            )
        except jwt.ExpiredSignatureError:
            raise NOT_SIGNED_IN.stop(seen="the sign-in has ended") from None
        except (jwt.PyJWTError, ValueError, RecursionError, json.JSONDecodeError):
            # The library's words can hold parts of the token.
            raise NOT_SIGNED_IN.stop(seen="the sign-in was not believed") from None
        return found


def script_token(secret: str, spreadsheet: str) -> str:
    """The token of one Google spreadsheet's script.

    Every editor of a spreadsheet can read it, so it opens that spreadsheet and nothing else, and
    the secret that it is made from stays on the server.
    """
    digest = hmac.new(secret.encode(), f"spreadsheet {spreadsheet}".encode(), hashlib.sha256)
    return f"{spreadsheet}.{base64.urlsafe_b64encode(digest.digest()).decode().rstrip('=')}"


@dataclass(frozen=True, slots=True)
class TeamGate:
    """Lets in people who signed in, and scripts of spreadsheets.

    Attributes:
        people: who may sign in; `None` nobody.
        script_secret: what tokens of scripts are made from; blank lets none in.
        proxy_header: the header with which the team's proxy proves itself; blank where there is
            no proxy.
        proxy_secret: what it must hold.
    """

    #: The provider's keys.
    waits: ClassVar[bool] = True
    people: People | None = None
    script_secret: str = ""
    proxy_header: str = ""
    proxy_secret: str = ""

    def let_in(self, request: Request) -> str:
        """The person's e-mail address, or `script:` with the spreadsheet's id.

        Raises:
            SheetError: nobody who may.
        """
        self._check_proxy(request)
        bearer = _bearer(request.headers.get("authorization", ""))
        if self.script_secret and bearer.count(".") == 1:
            spreadsheet = bearer.partition(".")[0]
            if _same(bearer, script_token(self.script_secret, spreadsheet)):
                return f"{SCRIPT}{spreadsheet}"
            raise NOT_SIGNED_IN.stop(seen="the key was another one")
        if self.people is None:
            raise NOT_SIGNED_IN.stop(
                seen="there was no key" if not bearer else "it was another key"
            )
        token = bearer
        if self.people.header.lower() != "authorization":
            token = request.headers.get(self.people.header, "")
        if not token:
            raise NOT_SIGNED_IN.stop(seen="nobody signed in")
        return self.people.email_of(token)

    def _check_proxy(self, request: Request) -> None:
        if self.proxy_header:
            given = request.headers.get(self.proxy_header, "")
            if not _same(given, self.proxy_secret):
                raise NOT_SIGNED_IN.stop(seen="the request did not come through the team's proxy")


def _bearer(header: str) -> str:
    kind, _, given = header.partition(" ")
    return given.strip() if kind.lower() == "bearer" else ""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
