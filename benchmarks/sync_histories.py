"""Thousands of random sync histories: `python -m benchmarks.sync_histories [FIRST] [COUNT]`.

The histories of `tests/sync`, with real workbooks and a real SQLite file, in one emulator; one in
four over real HTTP, the others without sockets. One that loses an edit prints its story; a line of
figures ends the run.
"""

import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter

from poc_sheets.hosts.google.http import GoogleHttp, Patience
from poc_sheets.hosts.google.sign_in import service_account
from poc_sheets.sync.pair import Pair
from poc_sheets.sync.state import State
from poc_sheets.tabs.sync_conflicts import SyncConflict
from poc_sheets.testing.gsheets import Emulator
from poc_sheets.testing.gsheets.wire import Request
from tests.sync.conftest import CONFLICT_HEADINGS, CREW, SPEC, Two, write_workbook
from tests.sync.histories import History

#: A folder in memory, where there is one: what is written ten thousand times need not reach a disk.
_MEMORY = Path("/dev/shm")  # noqa: S108  (nothing of worth is kept in it)


class _WithoutSockets(BaseAdapter):
    """Hands calls to the emulator; what cuts a connection raises as `requests` would."""

    def __init__(self, google: Emulator) -> None:
        super().__init__()
        self.google = google

    def close(self) -> None:
        """Nothing is open."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """The answer to a call."""
        parts = urlsplit(str(request.url))
        body = request.body or b""
        sent = body.encode() if isinstance(body, str) else bytes(body)  # type: ignore[arg-type]  # never a stream
        target = f"{parts.path}?{parts.query}"
        asked = Request.of(
            str(request.method), target, {str(k): str(v) for k, v in request.headers.items()}, sent
        )
        fault = self.google.fault_before(asked)
        if fault and fault.reset == "before":
            raise requests.ConnectionError("reset")
        answer = fault.answer() if fault and fault.status else self.google.receive(asked)
        if fault and fault.reset == "after":
            raise requests.ConnectionError("reset")
        if fault and fault.truncate:
            raise requests.exceptions.ChunkedEncodingError("cut")
        made = requests.Response()
        made.status_code, made._content = answer.status, answer.body  # noqa: SLF001  (it has no other way)
        made.url, made.request, made.encoding = str(request.url), request, "utf-8"
        return made


def main() -> int:
    """Play the histories; 1 where an edit was lost."""
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    place = str(_MEMORY) if _MEMORY.is_dir() else None
    told: Counter[str] = Counter()
    losing: list[int] = []
    began = time.process_time()
    with tempfile.TemporaryDirectory(dir=place) as name, Emulator() as google:
        folder = Path(name)
        os.environ["POC_SHEETS_GOOGLE_API"] = google.url
        os.environ["POC_SHEETS_DATA"] = str(folder / "data")
        key = folder / "key.json"
        key.write_text(json.dumps(google.service_account()), encoding="utf-8")
        key.chmod(0o600)
        account = service_account(key).credentials
        clients = [GoogleHttp(account, patience=Patience(), sleep=lambda _: None) for _ in "ab"]
        clients[1].session.mount("http://", _WithoutSockets(google))
        for seed in range(first, first + count):
            two = _two(google, clients[seed % 4 > 0], folder, seed)
            two.sync()
            history = History(two, seed)
            try:
                history.play()
            except AssertionError as complaint:
                losing.append(seed)
                print(complaint, flush=True)
            told.update(line.split()[1] if "types" in line else "" for line in history.told)
            told["syncs"] += len([line for line in history.told if line.startswith("sync")]) + 4
            told["calls"] += len(google.calls)
            _forget(google, two)
            if (seed - first) % 100 == 99:
                print(f"{seed - first + 1} histories, {len(losing)} lost an edit", flush=True)
        for client in clients:
            client.close()
    seconds = time.process_time() - began
    print(
        f"{count} histories from seed {first}: {len(losing)} lost an edit {losing or ''}; "
        f"{told['syncs']} runs, {told['calls']} calls, {seconds:.0f} s of process time"
    )
    return 1 if losing else 0


def _two(google: Emulator, client: GoogleHttp, folder: Path, seed: int) -> Two:
    path = folder / "Film.xlsx"
    write_workbook(path, {SPEC.name: CREW, SyncConflict.tab: [CONFLICT_HEADINGS]})
    sheet_id = google.create("Film", {SPEC.name: CREW})
    google.share(sheet_id, google.service_account())
    state = State(folder / "state.sqlite", f"film{seed}")
    pair = Pair(path, client, sheet_id, (SPEC,), state)
    return Two(google, google.spreadsheet(sheet_id), path, pair, SPEC.name)


def _forget(google: Emulator, two: Two) -> None:
    two.pair.state.close()
    google._between.clear()  # noqa: SLF001  (ten thousand histories share one emulator)
    google.calls.clear()
    google.drive.remove(google.drive.files[two.sheet.id])


if __name__ == "__main__":
    sys.exit(main())
