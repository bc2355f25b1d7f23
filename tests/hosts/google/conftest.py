"""A signed-in client against the emulator, whose waits only move a clock."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from poc_sheets.hosts.google.budget import CallBudget
from poc_sheets.hosts.google.http import GoogleHttp, Patience
from poc_sheets.hosts.google.sign_in import service_account
from poc_sheets.testing.gsheets import Emulator, ManualClock

CREW: list[list[object]] = [
    ["Dept", "Name", "Phone", "Days"],
    ["Camera", "Ana", "0042", 3],
    ["Grip", "Bo", None, 2],
]
OWNER = "owner@example.com"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_760_000_000.0)


@pytest.fixture
def google(clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator(clock) as emulator:
        monkeypatch.setenv("POC_SHEETS_GOOGLE_API", emulator.url)
        yield emulator


@pytest.fixture
def sheet(google: Emulator) -> str:
    """A crew list that is shared with the service account."""
    made = google.create("Crew list", {"Crew": CREW, "Budget": [["Account"], [2818]]}, owner=OWNER)
    google.share(made, google.service_account())
    return made


@pytest.fixture
def key_file(google: Emulator, tmp_path: Path) -> Path:
    """The service account's key as a file of its owner alone."""
    return write_key(tmp_path / "mine" / "key.json", google.service_account())


def write_key(path: Path, info: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(info), "utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def waits() -> list[float]:
    """How long the client waited, wait by wait."""
    return []


@pytest.fixture
def make_client(
    key_file: Path, clock: ManualClock, waits: list[float]
) -> Iterator[Callable[..., GoogleHttp]]:
    """Makes clients whose waits move the emulator's clock."""
    made: list[GoogleHttp] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(seconds)

    def make(budget: CallBudget | None = None, patience: Patience | None = None) -> GoogleHttp:
        account = service_account(key_file)
        client = GoogleHttp(
            account.credentials,
            address=account.address,
            budget=budget,
            patience=patience or Patience(),
            sleep=sleep,
            clock=clock.now,
        )
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(make_client: Callable[..., GoogleHttp]) -> GoogleHttp:
    return make_client()
