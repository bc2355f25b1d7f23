"""Formula calls in batches against one request for each cell, over TLS to the real server.

The client does what the add-in does: 500 calls a request, the same call only once, the tabs of a
state of the workbook once. Its peer sends a request for each cell on one connection that is kept
open, with the workbook named and not sent again. Prints requests and ratios of medians, taken in
turn inside one run.

    python benchmarks/formula_batches.py [rounds]
"""

import http.client
import json
import os
import ssl
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from poc_sheets.hosts.web.certificates import certificate_files, make_certificates
from poc_sheets.hosts.web.keys import PairingCode, PaneKey
from poc_sheets.hosts.web.listening import Listening, listen_at
from poc_sheets.hosts.web.state import data_folder
from poc_sheets.serving.local import local_doors

MOST = 500
ACCOUNTS = 1_000
PORT = 8454
TABS = {
    "Budget": [["Account", "Budget"], *([str(2000 + at), 1000 + at] for at in range(ACCOUNTS))],
    "Actuals": [["Account", "Amount"], *([str(2000 + at % 990), at / 7] for at in range(20_000))],
}


class Pane:
    """Counts requests on one connection that is kept open."""

    def __init__(self) -> None:
        context = ssl.create_default_context(cafile=str(certificate_files().root))
        self._connection = http.client.HTTPSConnection("localhost", PORT, context=context)
        key = PaneKey(data_folder()).read()
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.requests = 0
        self._revision = 0

    def new_revision(self) -> None:
        """Somebody typed: the tabs travel once more."""
        self._revision += 1
        self._post([], {"tabs": TABS})
        self.requests = 0

    def batched(self, calls: Sequence[dict[str, Any]]) -> list[Any]:
        """Values as the add-in gets them."""
        different = list({json.dumps(call): call for call in calls}.values())
        values: list[Any] = []
        for first in range(0, len(different), MOST):
            values += self._post(different[first : first + MOST])
        known = {json.dumps(c): value for c, value in zip(different, values, strict=True)}
        return [known[json.dumps(call)] for call in calls]

    def one_by_one(self, calls: Sequence[dict[str, Any]]) -> list[Any]:
        """Values with a request for each cell."""
        return [self._post([call])[0] for call in calls]

    def _post(self, calls: Sequence[Any], more: dict[str, Any] | None = None) -> list[Any]:
        workbook = {"uid": "benchmark", "revision": self._revision} | (more or {})
        body = json.dumps({"workbook": workbook, "calls": list(calls)})
        self._connection.request("POST", "/formulas", body, self._headers)
        answer = json.loads(self._connection.getresponse().read())
        self.requests += 1
        values: list[Any] = answer["values"]
        return values


def measure(name: str, calls: Sequence[dict[str, Any]], rounds: int) -> None:
    """Both ways in turn; the values must be the same."""
    seconds: dict[str, list[float]] = {"batched": [], "one by one": []}
    requests: dict[str, int] = {}
    values: dict[str, list[Any]] = {}
    for _ in range(rounds):
        for way, times in seconds.items():
            pane = Pane()
            pane.new_revision()
            began = time.perf_counter()
            values[way] = pane.batched(calls) if way == "batched" else pane.one_by_one(calls)
            times.append(time.perf_counter() - began)
            requests[way] = pane.requests
    assert values["batched"] == values["one by one"]
    batched, single = (statistics.median(seconds[way]) for way in seconds)
    fewer = requests["one by one"] / requests["batched"]
    print(
        f"{name:<38} {requests['batched']:>5} requests {batched:>7.3f} s | one by one "
        f"{requests['one by one']:>6} requests {single:>7.3f} s | {fewer:>6.0f}x fewer, "
        f"{single / batched:>5.1f}x faster"
    )


def main(rounds: int) -> None:
    """Serve in a thread, then measure."""
    doors = local_doors(Listening(), PairingCode(), excel_port=PORT)
    started: list[Any] = []
    worker = threading.Thread(
        target=listen_at, args=(doors, None, lambda *given: started.extend(given))
    )
    worker.start()
    while not started:
        time.sleep(0.01)
    try:
        for count in (1_000, 10_000):
            every = [{"name": "SPENT", "args": [str(2000 + at % ACCOUNTS)]} for at in range(count)]
            measure(f"{count} cells, {min(count, ACCOUNTS)} accounts", every, rounds)
            few = [{"name": "SPENT", "args": [str(2000 + at % 10)]} for at in range(count)]
            measure(f"{count} cells, 10 accounts", few, rounds)
            each = [{"name": "EIGHTHS", "args": [f"{at}/8"]} for at in range(count)]
            measure(f"{count} cells, all different", each, rounds)
    finally:
        started[1]()
        worker.join()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POC_SHEETS_DATA"] = str(Path(folder) / "data")
        make_certificates(certificate_files())
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
