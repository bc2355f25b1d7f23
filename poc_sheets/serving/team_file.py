"""The file that says how a team hosts the server: who may, on what, and behind what."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from poc_sheets.hosts.web.identity import People, ProviderKeys, TeamGate, is_address
from poc_sheets.hosts.web.listening import LEAST_SECRET, Listening, is_hard_to_guess
from poc_sheets.hosts.web.private_files import is_private
from poc_sheets.problems import Exit, Problem

TEAM_FILE_WRONG = Problem(
    "team-file-wrong",
    "The file {path} cannot be used for a team's server",
    "{seen}",
    "{remedy}",
    exit_code=Exit.WRONG_USE,
)
_PARTS: Final[dict[str, frozenset[str]]] = {
    "server": frozenset({"address", "listen", "certificate", "private_key", "documents"}),
    "proxy": frozenset({"header", "secret_file"}),
    "people": frozenset(
        {"issuer", "audience", "keys", "allowed", "header", "claim", "must_be_verified"}
    ),
    "scripts": frozenset({"secret_file"}),
    "google": frozenset({"credentials", "spreadsheets"}),
    "folder": frozenset({"path"}),
}


@dataclass(frozen=True, slots=True)
class Team:
    """How a team hosts the server.

    Attributes:
        address: where people and scripts find it, `https://...`.
        how: where the server itself listens.
        gate: who is let in.
        documents: where documents of presses are kept.
        credentials: the key file of the service account that presses on spreadsheets.
        spreadsheets: ids of the spreadsheets that may be pressed on.
        folder: where workbooks are; `None` for none.
    """

    address: str
    how: Listening
    gate: TeamGate
    documents: Path
    credentials: Path | None = None
    spreadsheets: frozenset[str] = frozenset()
    folder: Path | None = None

    @property
    def host_name(self) -> str:
        """The name in the address."""
        return (urlsplit(self.address).hostname or "").lower()


@dataclass(slots=True)
class _Reading:
    """The file's parts, and where it lies: paths in it are seen from there."""

    path: Path
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def part(self, name: str) -> dict[str, Any]:
        return self.parts.get(name, {})

    def text(self, part: str, key: str, default: str | None = None) -> str:
        found = self.part(part).get(key, default)
        if not isinstance(found, str) or (not found and default is None):
            self.wrong(f"[{part}] has no {key}", f"give {key} in [{part}]")
        return str(found)

    def texts(self, part: str, key: str) -> list[str]:
        found = self.part(part).get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self.wrong(f"{key} in [{part}] is no list of texts", f"write {key} = ['...']")
        return list(found)

    def file(self, part: str, key: str) -> Path:
        return self.path.parent / self.text(part, key)

    def secret(self, part: str) -> str:
        path = self.file(part, "secret_file")
        if not path.is_file():
            self.wrong(f"there is no {path}", "make it: openssl rand -base64 48")
        if not is_private(path):
            self.wrong(f"others can read {path}", f"make it yours alone: chmod 600 {path}")
        secret = path.read_text(encoding="utf-8").strip()
        if not is_hard_to_guess(secret):
            remedy = f"put {LEAST_SECRET} signs or more into it: openssl rand -base64 48"
            self.wrong(f"the secret in {path} is easy to guess", remedy)
        return secret

    def wrong(self, seen: str, remedy: str) -> None:
        raise TEAM_FILE_WRONG.stop(path=self.path.name, seen=seen, remedy=remedy)


def read_team(path: Path) -> Team:
    """Read the file.

    Raises:
        SheetError: it says too little, something unknown, or lets in nobody; a secret is easy to
            guess or open to others.
    """
    given = _Reading(path, _parsed(path))
    address = given.text("server", "address").rstrip("/")
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.path:
        given.wrong(f"{address} is no https address", "write https://name, as people type it")
    gate = _gate(given)
    google = "google" in given.parts
    return Team(
        address,
        _listening(given, gate),
        gate,
        given.path.parent / given.text("server", "documents", "documents"),
        given.file("google", "credentials") if google else None,
        frozenset(given.texts("google", "spreadsheets")),
        given.file("folder", "path") if "folder" in given.parts else None,
    )


def _parsed(path: Path) -> dict[str, Any]:
    reading = _Reading(path)
    try:
        parts = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        reading.wrong(problem.strerror or "it cannot be read", "name a file that is there")
    except ValueError as problem:
        reading.wrong(f"it is no TOML: {problem}", "see docs/hosting.md")
    for name, keys in parts.items():
        unknown = (
            set(keys) - _PARTS[name] if name in _PARTS and isinstance(keys, dict) else {f"[{name}]"}
        )
        if unknown:
            reading.wrong(f"{min(unknown)} is not known", "see docs/hosting.md for what is")
    return parts


def _gate(given: _Reading) -> TeamGate:
    people = _people(given) if "people" in given.parts else None
    script_secret = given.secret("scripts") if "scripts" in given.parts else ""
    if people is None and not script_secret:
        given.wrong("it lets nobody in", "add [people], or [scripts] for Apps Script")
    if "proxy" not in given.parts:
        return TeamGate(people, script_secret)
    header = given.text("proxy", "header", "X-Proxy-Secret")
    return TeamGate(people, script_secret, header, given.secret("proxy"))


def _people(given: _Reading) -> People:
    keys = given.text("people", "keys")
    if not is_address(keys):
        if "://" in keys:
            given.wrong(f"keys are at {keys}", "give an https address, or a file")
        keys = str(given.path.parent / keys)
    allowed = frozenset(each.strip().lower() for each in given.texts("people", "allowed"))
    if not allowed or any(each.count("@") != 1 or each.endswith("@") for each in allowed):
        given.wrong("allowed names nobody", "list addresses, or domains as '@example.com'")
    verified = given.part("people").get("must_be_verified", True)
    return People(
        given.text("people", "issuer"),
        given.text("people", "audience"),
        ProviderKeys(keys),
        allowed,
        given.text("people", "header", "Authorization"),
        given.text("people", "claim", "email"),
        must_be_verified=verified is not False,
    )


def _listening(given: _Reading, gate: TeamGate) -> Listening:
    host, _, port = given.text("server", "listen", "127.0.0.1:8080").rpartition(":")
    if not port.isdecimal() or not host:
        given.wrong("listen is no address and port", "write listen = '127.0.0.1:8080'")
    files = [given.part("server").get(key) for key in ("certificate", "private_key")]
    if any(files) and not all(files):
        given.wrong("certificate and private_key belong together", "give both or none")
    certificate, key = (given.path.parent / str(each) if each else None for each in files)
    behind = bool(gate.proxy_header)
    host = host.strip("[]")
    return Listening(host, int(port), certificate, key, signed=True, behind_proxy=behind)
