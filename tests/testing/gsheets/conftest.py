"""An emulator for each test, and a bare HTTP client that shows answers as they come."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import pytest

from poc_sheets.testing.gsheets import Emulator, ManualClock

CREW: list[list[object]] = [
    ["Dept", "Name", "Phone"],
    ["Camera", "Ana", "0042"],
    ["Grip", "Bo", None],
]
OWNER = "owner@example.com"


class Api:
    """Sends one call and gives its status and its JSON."""

    def __init__(self, google: Emulator, token: str) -> None:
        self.google = google
        self.token = token

    def send(
        self, method: str, path: str, body: object = None, query: object = ()
    ) -> tuple[int, dict[str, str], bytes]:
        pairs = list(query.items()) if isinstance(query, dict) else list(query)  # type: ignore[call-overload]  # a dict or pairs
        target = path + ("?" + urlencode(pairs) if pairs else "")
        connection = HTTPConnection(self.google.url.removeprefix("http://"), timeout=10)
        try:
            content = None if body is None else json.dumps(body).encode()
            headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
            connection.request(method, target, content, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers.items()), answer.read()
        finally:
            connection.close()

    def __call__(self, method: str, path: str, body: object = None, query: object = ()) -> Any:
        """The JSON of a call that must go well."""
        status, _, content = self.send(method, path, body, query)
        assert status in (200, 204), content
        return json.loads(content) if content else {}

    def refused(
        self, method: str, path: str, body: object = None, query: object = ()
    ) -> tuple[int, str]:
        """Status and message of a call that must be refused."""
        status, _, content = self.send(method, path, body, query)
        assert status >= 400, content
        return status, json.loads(content)["error"]["message"]

    def batch(self, sheet: str, *requests: dict[str, Any]) -> Any:
        """One batchUpdate that must go well; its replies."""
        path = f"/v4/spreadsheets/{sheet}:batchUpdate"
        return self("POST", path, {"requests": list(requests)})["replies"]

    def batch_refused(self, sheet: str, *requests: dict[str, Any]) -> tuple[int, str]:
        """One batchUpdate that must be refused."""
        path = f"/v4/spreadsheets/{sheet}:batchUpdate"
        return self.refused("POST", path, {"requests": list(requests)})


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_760_000_000.0)


@pytest.fixture
def google(clock: ManualClock) -> Iterator[Emulator]:
    with Emulator(clock) as emulator:
        yield emulator


@pytest.fixture
def api(google: Emulator) -> Api:
    return Api(google, google.token(OWNER))


@pytest.fixture
def sheet(google: Emulator) -> str:
    """A crew list with a heading row and two people."""
    return google.create(
        "Crew list", {"Crew": CREW, "Budget": [["Account"], [2818.0]]}, owner=OWNER
    )
