"""Sign-in by a team's identity provider: which tokens are believed."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from poc_sheets.hosts.web.identity import (
    People,
    ProviderKeys,
    is_address,
    script_token,
)
from poc_sheets.problems import SheetError
from tests.hosts.web.sign_ins import AUDIENCE, EC, ISSUER, RSA, STRANGER, key_set, token


@pytest.fixture
def people(tmp_path: Path) -> People:
    file = tmp_path / "keys.json"
    file.write_text(key_set(one=RSA, two=EC), encoding="utf-8")
    allowed = frozenset({"ana@example.com", "@studio.example"})
    return People(ISSUER, AUDIENCE, ProviderKeys(str(file)), allowed)


def test_a_person_who_may(people: People) -> None:
    """Signed with either kind of key; by address or by domain; letters of any size."""
    assert people.email_of(token()) == "ana@example.com"
    assert people.email_of(token(EC, "ES256", "two")) == "ana@example.com"
    assert people.email_of(token(email="Bo@Studio.Example")) == "bo@studio.example"
    assert people.email_of(token(aud=["other", AUDIENCE])) == "ana@example.com"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": ISSUER + "/"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"exp": None},
        {"iat": None},
        {"exp": 1_700_000_000},
        {"nbf": 4_000_000_000},
        {"iat": 4_000_000_000},
        {"email": "ana@example.com.evil.example"},
        {"email": "bo@example.com"},
        {"email": "bo@evil.example@studio.example"},
        {"email": "x@sub.studio.example"},
        {"email": "@studio.example."},
        {"email": None},
        {"email": ["ana@example.com"]},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
    ],
)
def test_claims_that_let_nobody_in(people: People, claims: dict[str, Any]) -> None:
    with pytest.raises(SheetError) as refused:
        people.email_of(token(**claims))
    assert refused.value.finding.problem == "not-signed-in"


def _unsigned() -> str:
    parts = [
        {"alg": "none", "kid": "one"},
        jwt.decode(token(), options={"verify_signature": False}),
    ]
    texts = [base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts]
    return ".".join([*texts, ""])


def _signed_with_public_key() -> str:
    """The classic: the public key, which everybody has, taken for a shared secret."""
    head = {"alg": "HS256", "kid": "one"}
    body = jwt.decode(token(), options={"verify_signature": False})
    texts = [
        base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in (head, body)
    ]
    public = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    mac = hmac.new(public, ".".join(texts).encode(), hashlib.sha256).digest()
    return ".".join([*texts, base64.urlsafe_b64encode(mac).decode().rstrip("=")])


FORGED: dict[str, Callable[[], str]] = {
    "unsigned": _unsigned,
    "the public key as a secret": _signed_with_public_key,
    "another key": lambda: token(STRANGER),
    "the other key's id": lambda: token(key_id="two"),
    "no key id": lambda: token(key_id=None),
    "an unknown key id": lambda: token(key_id="three"),
    "another kind of signature": lambda: token(RSA, "RS512"),
    "changed afterwards": lambda: token().replace(".", ".e", 1),
    "cut off": lambda: token()[:-20],
    "no token": lambda: "a.b.c",
    "nothing": lambda: "..",
    "not ASCII": lambda: "\u00e9.\u00e9.\u00e9",
    "very long": lambda: "a" * 100_000 + ".b.c",
    "its own key": lambda: jwt.encode(
        {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": 1,
            "exp": 4_000_000_000,
            "email": "ana@example.com",
        },
        STRANGER,
        "RS256",
        {"kid": "one", "jwk": json.loads(key_set(one=STRANGER))["keys"][0]},
    ),
}


@pytest.mark.parametrize("how", FORGED)
def test_tokens_that_are_forged(people: People, how: str) -> None:
    """Refused, and never repeated in the message."""
    forged = FORGED[how]()
    with pytest.raises(SheetError) as refused:
        people.email_of(forged)
    assert refused.value.finding.problem == "not-signed-in"
    assert forged[:20] not in refused.value.finding.as_text() or len(forged) < 10


def test_a_provider_that_never_verifies(people: People) -> None:
    """Some providers leave the word out; the team says so in its file."""
    calm = replace(people, must_be_verified=False)
    assert calm.email_of(token(email_verified=None)) == "ana@example.com"
    named = replace(calm, claim="upn")
    assert named.email_of(token(upn="ana@example.com", email=None)) == "ana@example.com"


def test_keys_that_change(people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new key is found within a minute, one that was taken back is gone within the hour."""
    file = tmp_path / "keys.json"
    people.email_of(token())
    file.write_text(key_set(three=STRANGER), encoding="utf-8")
    with pytest.raises(SheetError, match="unknown key"):
        people.email_of(token(STRANGER, key_id="three"))
    monkeypatch.setattr("poc_sheets.hosts.web.identity._ASK_AGAIN_SECONDS", 0.0)
    assert people.email_of(token(STRANGER, key_id="three")) == "ana@example.com"
    with pytest.raises(SheetError, match="unknown key"):
        people.email_of(token())


class _Provider(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self) -> None:
        _Provider.asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(key_set(one=RSA).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def provider() -> Iterator[str]:
    _Provider.asked = 0
    with HTTPServer(("127.0.0.1", 0), _Provider) as server:
        worker = threading.Thread(target=server.serve_forever)
        worker.start()
        yield f"http://127.0.0.1:{server.server_port}/keys"
        server.shutdown()
        worker.join()


def test_keys_from_an_address(provider: str) -> None:
    """Asked once; a hundred tokens with invented keys do not make us ask a hundred times."""
    people = People(ISSUER, AUDIENCE, ProviderKeys(provider), frozenset({"@example.com"}))
    for _ in range(3):
        assert people.email_of(token()) == "ana@example.com"
    for number in range(100):
        with pytest.raises(SheetError):
            people.email_of(token(STRANGER, key_id=f"invented-{number}"))
    assert _Provider.asked == 1


@pytest.mark.parametrize("content", ["", "{}", '{"keys": 7}', "<html>"])
def test_keys_that_cannot_be_read(tmp_path: Path, content: str) -> None:
    """Nobody is let in, and it is said that the fault is not the person's."""
    file = tmp_path / "keys.json"
    file.write_text(content, encoding="utf-8")
    people = People(ISSUER, AUDIENCE, ProviderKeys(str(file)), frozenset({"@example.com"}))
    with pytest.raises(SheetError) as stopped:
        people.email_of(token())
    assert stopped.value.finding.problem == "no-sign-in-keys"


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("https://login.example/keys", True),
        ("http://127.0.0.1:9/keys", True),
        ("http://login.example/keys", False),
        ("file:///etc/passwd", False),
        ("ftp://login.example", False),
        ("keys.json", False),
        ("https:///keys", False),
    ],
)
def test_where_keys_may_come_from(source: str, *, is_one: bool) -> None:
    assert is_address(source) is is_one


def test_a_scripts_token_is_of_one_spreadsheet() -> None:
    """It follows from the secret and the spreadsheet, and tells nothing of the secret."""
    one = script_token("s" * 40, "sheet-a")
    assert one.startswith("sheet-a.")
    assert one != script_token("t" * 40, "sheet-a")
    assert one.partition(".")[2] != script_token("s" * 40, "sheet-b").partition(".")[2]
