"""RSA keys for service accounts, made and checked with the standard library alone."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from functools import lru_cache

_EXPONENT = 65537
_SMALL_PRIMES = [p for p in range(3, 2000, 2) if all(p % q for q in range(3, int(p**0.5) + 1, 2))]
#: DER of the algorithm name SHA-256 before the digest, as PKCS #1 (RFC 8017) gives it.
_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")


@dataclass(frozen=True, slots=True)
class Key:
    """A key pair."""

    modulus: int
    private: int
    first: int
    second: int

    def pem(self) -> str:
        """The private key as the key file of a service account has it (PKCS #1)."""
        numbers = [
            0,
            self.modulus,
            _EXPONENT,
            self.private,
            self.first,
            self.second,
            self.private % (self.first - 1),
            self.private % (self.second - 1),
            pow(self.second, -1, self.first),
        ]
        body = base64.b64encode(_der(0x30, b"".join(map(_der_number, numbers)))).decode()
        lines = [body[start : start + 64] for start in range(0, len(body), 64)]
        name = "RSA PRIVATE KEY"
        return "\n".join([f"-----BEGIN {name}-----", *lines, f"-----END {name}-----", ""])

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether a signature (RS256) fits a message."""
        size = (self.modulus.bit_length() + 7) // 8
        number = pow(int.from_bytes(signature, "big"), _EXPONENT, self.modulus)
        digest = _SHA256 + hashlib.sha256(message).digest()
        expected = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
        return number.to_bytes(size, "big") == expected


def _der(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + content


def _der_number(value: int) -> bytes:
    return _der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


@lru_cache(maxsize=1)
def new_key() -> Key:
    """A 2048-bit key, made once in a process: making one takes a moment."""
    first, second = _prime(1024), _prime(1024)
    while first == second:
        second = _prime(1024)
    private = pow(_EXPONENT, -1, (first - 1) * (second - 1))
    return Key(first * second, private, first, second)


def _prime(bits: int) -> int:
    while True:
        number = secrets.randbits(bits) | (3 << (bits - 2)) | 1
        if number % _EXPONENT != 1 and all(number % p for p in _SMALL_PRIMES) and _is_prime(number):
            return number


def _is_prime(number: int) -> bool:
    """Miller and Rabin's test; twelve rounds leave no practical doubt for random numbers."""
    odd, halvings = number - 1, 0
    while odd % 2 == 0:
        odd, halvings = odd // 2, halvings + 1
    for _ in range(12):
        power = pow(secrets.randbelow(number - 3) + 2, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(halvings - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True
