"""Compares the emulator with Google: gspread's own test-suite, and the answers recorded with it.

    python -m poc_sheets.testing.gsheets.conformance PATH_OF_A_GSPREAD_CHECKOUT [--suite]

The checkout is not part of this project; it is only read. The recorded answers need nothing but
the standard library. `--suite` also runs the suite itself, unmodified and without recordings, over
real HTTP; that needs gspread's test requirements (pytest, pytest-vcr).
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from poc_sheets.testing.gsheets.access import FULL_DRIVE, SHEETS, Caller
from poc_sheets.testing.gsheets.emulator import Emulator
from poc_sheets.testing.gsheets.files import Version
from poc_sheets.testing.gsheets.wire import Answer, Request

_FILE_ID = re.compile(r"\b[A-Za-z0-9_-]{44}\b")
_EMAIL = re.compile(r"[\w.-]+@[\w.-]+")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
_NEW_IDS = ("sheetId", "namedRangeId", "protectedRangeId")
_ME = "robot@emulated-project.iam.gserviceaccount.com"


@dataclass(slots=True)
class Comparison:
    """How many recorded answers the emulator gives alike, and where it does not."""

    recordings: int = 0
    answers: int = 0
    equal: int = 0
    whole_recordings: int = 0
    #: (recording, request, recorded answer, ours), for each that differs.
    differences: list[tuple[str, str, str, str]] = field(default_factory=list)

    def as_text(self) -> str:
        """One line."""
        return (
            f"{self.equal} of {self.answers} recorded answers equal, "
            f"{self.whole_recordings} of {self.recordings} recordings wholly"
        )


def compare(checkout: Path) -> Comparison:
    """Ask the emulator everything that was recorded, in order, and compare the answers."""
    total = Comparison()
    for path in sorted((checkout / "tests" / "cassettes").glob("*.json")):
        recorded = json.loads(path.read_text("utf-8"))["interactions"]
        before = total.equal
        _Replay(path.stem, recorded).run(total)
        total.recordings += 1
        total.whole_recordings += total.equal - before == len(recorded)
    return total


class _Replay:
    """One recording against one fresh emulator; Google's ids are mapped to ours as they appear."""

    def __init__(self, name: str, recorded: list[dict[str, Any]]) -> None:
        self.name = name
        self.recorded = recorded
        self.google = Emulator()
        caller = Caller(_ME, frozenset({SHEETS, FULL_DRIVE}), _ME, is_service=True)
        self.header = {"Authorization": f"Bearer {self.google.sign_in.issue(caller)}"}
        self.ids: dict[str, str] = {}
        self.seeded: set[str] = set()
        self._seed()

    def _seed(self) -> None:
        """Spreadsheets that the recording account was refused."""
        for entry in self.recorded:
            if entry["response"]["status"]["code"] == 403:
                for file_id in _FILE_ID.findall(entry["request"]["uri"]):
                    self.google.drive.add("private", "owner@example.com", file_id=file_id)

    def _seed_listed(self, recorded: dict[str, Any]) -> None:
        """Files that the account happened to hold when a list was recorded, and no others."""
        uri = recorded["request"]["uri"]
        if recorded["request"]["method"] != "GET" or urlsplit(uri).path != "/drive/v3/files":
            return
        listed = json.loads(recorded["response"]["body"]["string"])["files"]
        files = self.google.drive.files
        for file_id in self.seeded - {file["id"] for file in listed}:
            files.pop(file_id, None)
        for file in listed:
            if file["id"] not in self.ids and file["id"] not in files:
                added = self.google.drive.add(file["name"], _ME, file_id=file["id"])
                moment = datetime.fromisoformat(file["modifiedTime"]).timestamp()
                added.history = [Version(moment, 1, _ME)]
                self.seeded.add(file["id"])

    def run(self, total: Comparison) -> None:
        for entry in self.recorded:
            self._seed_listed(entry)
            request = self._request(entry["request"])
            answer = self.google.receive(request)
            expected = str(entry["response"]["body"].get("string", ""))
            same, shown = self._same(entry["response"]["status"]["code"], expected, answer)
            total.answers += 1
            total.equal += same
            if not same:
                line = f"{request.method} {entry['request']['uri']} {request.body.decode()[:300]}"
                total.differences.append((self.name, line, expected, shown))

    def _request(self, recorded: dict[str, Any]) -> Request:
        uri = urlsplit(recorded["uri"])
        target = uri.path + (f"?{uri.query}" if uri.query else "")
        body = recorded.get("body") or ""
        headers = {n.lower(): v[0] for n, v in recorded["headers"].items()} | self.header
        return Request.of(
            recorded["method"], self._ours(target), headers, self._ours(str(body)).encode()
        )

    def _ours(self, text: str) -> str:
        for theirs, ours in self.ids.items():
            text = text.replace(theirs, ours)
        return text

    def _same(self, status: int, expected: str, answer: Answer) -> tuple[bool, str]:
        shown = answer.body.decode("utf-8", "replace")
        if status != answer.status:
            return False, f"{answer.status} {shown}"
        try:
            theirs, ours = json.loads(expected), json.loads(shown)
        except ValueError:
            return expected == shown, shown
        self._learn(theirs, ours)
        return self._plain(theirs) == _plain(ours), shown

    def _plain(self, value: Any) -> Any:
        return _plain(json.loads(self._ours(json.dumps(value))))

    def _learn(self, theirs: Any, ours: Any) -> None:
        """Note which of our ids stands for which of Google's."""
        if isinstance(theirs, dict) and isinstance(ours, dict):
            for name, value in theirs.items():
                if name not in ours:
                    continue
                is_id = name in _NEW_IDS or (name == "id" and "name" in theirs)
                if is_id and value and ours[name] and str(value) != str(ours[name]):
                    self.ids.setdefault(str(value), str(ours[name]))
                else:
                    self._learn(value, ours[name])
        elif isinstance(theirs, list) and isinstance(ours, list):
            for one, other in zip(theirs, ours, strict=False):
                self._learn(one, other)


def _plain(value: Any) -> Any:
    """A JSON value without what differs by account and moment: addresses, times, pixel sizes."""
    if isinstance(value, dict):
        return {k: 0 if k == "pixelSize" else _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return _TIME.sub("time", _EMAIL.sub("person", value))
    return value


_SITECUSTOMIZE = """
import os, urllib.parse
from requests.adapters import HTTPAdapter
import requests.sessions

class ToEmulator(HTTPAdapter):
    def send(self, request, **options):
        parts = urllib.parse.urlsplit(request.url)
        query = "?" + parts.query if parts.query else ""
        request.url = os.environ["EMULATOR_URL"] + parts.path + query
        return super().send(request, **options)

first = requests.sessions.Session.__init__
def init(self, *args, **options):
    first(self, *args, **options)
    self.mount("https://", ToEmulator())
requests.sessions.Session.__init__ = init
"""


def run_suite(checkout: Path) -> tuple[str, int]:
    """Run gspread's own suite against the emulator; its last line, and how many calls it made."""
    with Emulator() as google, tempfile.TemporaryDirectory() as folder:
        key_file = Path(folder) / "key.json"
        key_file.write_text(json.dumps(google.service_account()), "utf-8")
        _seed_private(google, checkout)
        (Path(folder) / "sitecustomize.py").write_text(_SITECUSTOMIZE, "utf-8")
        environment = {
            **os.environ,
            "EMULATOR_URL": google.url,
            "GS_CREDS_FILENAME": str(key_file),
            "PYTHONPATH": os.pathsep.join(
                [folder, str(checkout), os.environ.get("PYTHONPATH", "")]
            ),
        }
        command = [sys.executable, "-m", "pytest", "tests", "-q", "--disable-vcr"]
        done = subprocess.run(
            [*command, "-p", "no:cacheprovider"],
            cwd=checkout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = done.stdout.strip().splitlines() or [done.stderr]
        failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
        return "\n".join([*failed, lines[-1]]), len(google.calls)


def _seed_private(google: Emulator, checkout: Path) -> None:
    """The spreadsheet that the suite expects to exist and to be closed to it."""
    text = (checkout / "tests" / "client_test.py").read_text("utf-8")
    for file_id in _FILE_ID.findall(text):
        google.drive.add("private", "owner@example.com", file_id=file_id)


def _report(total: Comparison) -> Iterator[str]:
    yield total.as_text()
    for name, request, theirs, ours in total.differences:
        yield f"\n{name}\n  {request}\n  Google: {theirs[:600]}\n  ours:   {ours[:600]}"


def main() -> None:
    """Print what is equal and what is not."""
    parser = argparse.ArgumentParser(description="Compare the emulator with Google.")
    parser.add_argument("checkout", type=Path, help="a checkout of gspread")
    parser.add_argument("--suite", action="store_true", help="also run gspread's own tests")
    options = parser.parse_args()
    print("\n".join(_report(compare(options.checkout))))  # noqa: T201 - a command
    if options.suite:
        text, calls = run_suite(options.checkout)
        print(f"{text}\n{calls} calls")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
