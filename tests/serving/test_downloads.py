"""Documents that a press made, as the pane asks for them."""

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.web.downloads import MOST_DOCUMENTS, Downloads
from tests.served import KEY, plain_server

TABS = {
    "Budget": [["Account", "Budget"], ["2818", 1000]],
    "PO Log": [["PO No.", "Vendor", "Status"], ["1001", "Acme Rentals", "Approved"]],
    "PO Lines": [["PO No.", "Line", "Account", "Amount"], ["1001", 1, "2818", 300]],
}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with plain_server(tmp_path) as address:
        yield address


def _ask(address: str, body: Any = None, key: str = KEY) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    content = json.dumps(body).encode() if body is not None else None
    try:
        asked = urllib.request.Request(address, content, headers)  # noqa: S310  (our own address)
        with urllib.request.urlopen(asked) as answer:  # noqa: S310  (as above)
            found: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return {"status": refused.code}
    return found


def test_a_press_says_where_its_documents_can_be_had(address: str) -> None:
    """With the key only, and only what a press made."""
    body = {
        "action": "print_order", "request_id": "request-1", "options": {"order": "1001"},
        "workbook": {"tabs": TABS},
    }  # fmt: skip
    answer = _ask(f"{address}/actions", body)
    assert [each["name"] for each in answer["downloads"]] == [
        Path(path).name for path in answer["documents"]
    ]
    place = address + answer["downloads"][0]["address"]
    document = _ask(place)
    assert base64.b64decode(document["content"]).startswith(b"%PDF")
    assert _ask(place, key="guessed") == {"status": 401}
    assert _ask(f"{address}/documents/{'0' * 32}") == {"status": 404}
    assert _ask(f"{address}/documents/..%2Fpane.key") == {"status": 404}


def test_a_document_is_for_whoever_pressed_and_not_for_ever(tmp_path: Path) -> None:
    """Another person of the team gets nothing; the oldest make room; a file that is gone is gone."""
    downloads = Downloads()
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"%PDF")
    mark = downloads.offer([str(path)], "jo@example.com")[0]["address"].rpartition("/")[2]
    assert downloads.find(mark, "jo@example.com") == path
    assert downloads.find(mark, "sam@example.com") is None
    assert downloads.find(mark, "") is None
    downloads.offer([str(path)] * MOST_DOCUMENTS, "")
    assert downloads.find(mark, "jo@example.com") is None
    newest = downloads.offer([str(path)], "")[0]["address"].rpartition("/")[2]
    path.unlink()
    assert downloads.find(newest, "") is None
