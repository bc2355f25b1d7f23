"""An identity provider of the tests: its keys, and the tokens that it signs."""

import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())
STRANGER = rsa.generate_private_key(65537, 2048)
ISSUER, AUDIENCE = "https://login.example", "poc-sheets"


def key_set(**keys: Any) -> str:
    """The provider's published keys, by their ids."""
    found = []
    for name, key in keys.items():
        kind = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
        found.append(kind.to_jwk(key.public_key(), as_dict=True) | {"kid": name})
    return json.dumps({"keys": found})


def token(
    key: Any = RSA, algorithm: str = "RS256", key_id: str | None = "one", **claims: Any
) -> str:
    """A token as the provider makes it, with other claims where given; `None` leaves one out."""
    now = int(time.time())
    said: dict[str, Any] = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + 300}
    said |= {"email": "Ana@Example.com", "email_verified": True} | claims
    headers = {"kid": key_id} if key_id else None
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(kept, key, algorithm, headers)
