"""Google's sign-in: access tokens, refresh tokens, codes, and the page a browser is sent to."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from poc_sheets.testing.gsheets.access import Caller
from poc_sheets.testing.gsheets.clock import Clock
from poc_sheets.testing.gsheets.keys import Key
from poc_sheets.testing.gsheets.wire import Answer, Refusal, Request, refusal

_JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
#: How long a refresh token lives while the consent screen says "Testing".
TESTING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Grant:
    """What a refresh token or a code stands for."""

    caller: Caller
    given: float
    challenge: str = ""


@dataclass(slots=True)
class SignIn:
    """Everything that the token server knows."""

    clock: Clock
    lifetime: float = 3600.0
    #: The consent screen says "Testing": refresh tokens die after seven days.
    in_testing: bool = False
    #: Who sits at the browser, and whether that person agrees.
    person: str = "coordinator@example.com"
    agrees: bool = True
    service_accounts: dict[str, Key] = field(default_factory=dict)
    clients: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, tuple[Caller, float]] = field(default_factory=dict)
    refresh_tokens: dict[str, Grant] = field(default_factory=dict)
    codes: dict[str, Grant] = field(default_factory=dict)

    def caller_of(self, request: Request) -> Caller:
        """Who sends a request.

        Raises:
            Refusal: no token (403), or one that is unknown or too old (401).
        """
        header = request.headers.get("authorization", "")
        token = header.removeprefix("Bearer ").strip() or request.one("access_token")
        if not token:
            raise refusal(
                403,
                "Method doesn't allow unregistered callers (callers without established "
                "identity). Please use API Key or other form of API consumer identity to call "
                "this API.",
            )
        found = self.tokens.get(token)
        if found is None or found[1] <= self.clock.now():
            raise refusal(
                401,
                "Request had invalid authentication credentials. Expected OAuth 2 access token, "
                "login cookie or other valid authentication credential.",
                [
                    {
                        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason": "ACCESS_TOKEN_EXPIRED",
                    }
                ],
                {
                    "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
                },
            )
        return found[0]

    def issue(self, caller: Caller) -> str:
        """A new access token for a caller."""
        token = "ya29.emulated-" + secrets.token_urlsafe(24)
        self.tokens[token] = (caller, self.clock.now() + self.lifetime)
        return token

    def expire_tokens(self) -> None:
        """Let every access token run out now."""
        now = self.clock.now()
        self.tokens = {token: (caller, now) for token, (caller, _) in self.tokens.items()}

    def revoke(self, email: str) -> None:
        """Take back all that a person granted: refresh tokens and access tokens."""
        self.refresh_tokens = {
            token: grant
            for token, grant in self.refresh_tokens.items()
            if grant.caller.email != email
        }
        self.tokens = {t: kept for t, kept in self.tokens.items() if kept[0].email != email}

    def authorize(self, request: Request) -> Answer:
        """The consent page: the browser is sent back at once, with a code or a refusal."""
        back = {"state": request.one("state")}
        if request.one("client_id") not in self.clients:
            return Answer(401, b"Error 401: invalid_client", "text/html; charset=utf-8")
        if self.agrees:
            scopes = frozenset(request.one("scope").split())
            caller = Caller(self.person, scopes, request.one("client_id"))
            code = "4/emulated-" + secrets.token_urlsafe(16)
            self.codes[code] = Grant(caller, self.clock.now(), request.one("code_challenge"))
            back |= {"code": code, "scope": " ".join(sorted(scopes))}
        else:
            back["error"] = "access_denied"
        target = request.one("redirect_uri")
        joiner = "&" if "?" in target else "?"
        location = target + joiner + urlencode(back)
        return Answer(302, b"", "text/html; charset=utf-8", {"Location": location})

    def token(self, request: Request) -> Answer:
        """The token endpoint; a grant that does not hold is refused with 400."""
        form = request.form()
        kind = form.get("grant_type", "")
        if kind == _JWT_GRANT:
            return self._answer(self._from_assertion(form.get("assertion", "")))
        self._check_client(form, request.headers.get("authorization", ""))
        if kind == "refresh_token":
            return self._answer(self._from_refresh(form.get("refresh_token", "")))
        if kind == "authorization_code":
            grant = self._from_code(form)
            refresh_token = self.remember(grant.caller)
            return self._answer(grant.caller, refresh_token)
        raise _denied("unsupported_grant_type", f"Invalid grant_type: {kind}")

    def remember(self, caller: Caller) -> str:
        """A refresh token for a caller."""
        token = "1//emulated-" + secrets.token_urlsafe(24)
        self.refresh_tokens[token] = Grant(caller, self.clock.now())
        return token

    def revoke_token(self, request: Request) -> Answer:
        """The revoke endpoint."""
        token = request.form().get("token") or request.one("token")
        known = token in self.tokens or token in self.refresh_tokens
        self.tokens.pop(token, None)
        self.refresh_tokens.pop(token, None)
        return Answer.of_json({} if known else {"error": "invalid_token"}, 200 if known else 400)

    def _answer(self, caller: Caller, refresh_token: str = "") -> Answer:
        made: dict[str, Any] = {
            "access_token": self.issue(caller),
            "expires_in": int(self.lifetime) - 1,
            "token_type": "Bearer",
            "scope": " ".join(sorted(caller.scopes)),
        }
        if refresh_token:
            made["refresh_token"] = refresh_token
        return Answer.of_json(made)

    def _from_assertion(self, assertion: str) -> Caller:
        try:
            head, body, signature = assertion.split(".")
            claims = json.loads(_decoded(body))
            signed = _decoded(signature)
        except ValueError:
            raise _denied("invalid_grant", "Invalid JWT.") from None
        email = str(claims.get("iss", ""))
        key = self.service_accounts.get(email)
        if key is None:
            raise _denied("invalid_grant", "Invalid grant: account not found")
        if not key.signed(f"{head}.{body}".encode(), signed):
            raise _denied("invalid_grant", "Invalid JWT Signature.")
        scopes = frozenset(str(claims.get("scope", "")).split())
        if not scopes:
            raise _denied("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        return Caller(
            str(claims.get("sub") or email), scopes, email, is_service="sub" not in claims
        )

    def _from_refresh(self, token: str) -> Caller:
        grant = self.refresh_tokens.get(token)
        age = self.clock.now() - grant.given if grant else 0.0
        if grant is None or (self.in_testing and age > TESTING_DAYS * 86_400):
            raise _denied("invalid_grant", "Token has been expired or revoked.")
        return grant.caller

    def _from_code(self, form: dict[str, str]) -> Grant:
        grant = self.codes.pop(form.get("code", ""), None)
        if grant is None:
            raise _denied("invalid_grant", "Malformed auth code.")
        if grant.challenge:
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(digest).decode().rstrip("=") != grant.challenge:
                raise _denied("invalid_grant", "Invalid code verifier.")
        return grant

    def _check_client(self, form: dict[str, str], header: str) -> None:
        """An app names itself in the form or by HTTP basic authentication."""
        client, secret = form.get("client_id", ""), form.get("client_secret", "")
        if header.startswith("Basic "):
            client, _, secret = _decoded(header.removeprefix("Basic ")).decode().partition(":")
        if client not in self.clients or secret != self.clients[client]:
            raise _denied("invalid_client", "The OAuth client was not found.", 401)


def _denied(error: str, description: str, status: int = 400) -> Refusal:
    return Refusal(status, {"error": error, "error_description": description})


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
