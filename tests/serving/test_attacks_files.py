"""Files that are sent to be brought in: paths as names, too much of them, what is no file.

Every attempt goes over a real connection to a real server; docs/security.md names these tests.
"""

import base64
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.model import columns_of
from tests.serving.running import TABS, Local, press_body

TEXT = b"Date,Merchant,Amount\n2026-04-03,Lumber Yard,12.50\n2026-04-21,Paint,7.00\n"
BOOK = {"tabs": TABS | {CardLine.tab: [[spec.heading for spec in columns_of(CardLine)]]}}
CONTENT = base64.b64encode(TEXT).decode()


def _sent(name: Any = "April.csv", content: Any = CONTENT, **more: Any) -> dict[str, Any]:
    file = {"name": name, "content": content}
    return press_body(action="import_file", workbook=BOOK, file=file) | more


def _vendors(answer: dict[str, Any]) -> list[Any]:
    texts = [change["value"] for change in answer["changes"]]
    return [text for text in ("Lumber Yard", "Paint") if text in texts]


def test_a_sent_file_comes_back_as_cells(local: Local) -> None:
    """The same request again gives the same answer and is done once."""
    sent = _sent()
    first = local.excel.ask("POST", "/actions", sent)
    assert first[0] == 200
    assert first[1]["ok"], first[1]["text"]
    assert _vendors(first[1]) == ["Lumber Yard", "Paint"]
    assert local.excel.ask("POST", "/actions", sent) == first
    other = _sent(name="May.csv", request_id=sent["request_id"])
    assert local.excel.ask("POST", "/actions", other)[0] == 409


@pytest.mark.parametrize("name", ["../../pane.key", "/etc/passwd", "..\\..\\up.csv", "a\0b.csv"])
def test_file_name_that_is_a_path(local: Local, name: str) -> None:
    """What is read is what was sent, and nothing of it is left anywhere."""
    before = sorted(local.key.folder.parent.rglob("*"))
    status, answer = local.excel.ask("POST", "/actions", _sent(name=name))
    assert status == 200
    assert _vendors(answer) == ["Lumber Yard", "Paint"]
    assert sorted(local.key.folder.parent.rglob("*")) == before


def test_file_that_is_too_large(local: Local) -> None:
    """It is told in megabytes; the server goes on."""
    status, answer = local.excel.ask("POST", "/actions", _sent(content="A" * 10_700_000))
    assert (status, "8 MB" in answer["text"]) == (413, True)
    assert local.excel.ask("POST", "/actions", _sent())[0] == 200


@pytest.mark.parametrize(
    "file",
    [
        None,
        "/etc/passwd",
        {"path": "/etc/passwd"},
        {"name": "April.csv", "content": "no base64"},
        {"name": ["April.csv"], "content": CONTENT},
        {"name": "April.csv", "content": {"a": 1}},
    ],
)
def test_file_that_is_none(local: Local, file: Any) -> None:
    status, answer = local.excel.ask("POST", "/actions", _sent(file=file))
    assert (status, answer["findings"][0]["problem"]) == (400, "request-not-readable")


def test_import_without_a_file(local: Local, tmp_path: Path) -> None:
    """The pane's door never opens a file of the disk that a request names."""
    path = tmp_path / "April.csv"
    path.write_bytes(TEXT)
    sent = _sent(options={"path": str(path)})
    del sent["file"]
    status, answer = local.excel.ask("POST", "/actions", sent)
    assert (status, "no file came with it" in answer["text"]) == (400, True)


def test_file_of_another_press(local: Local) -> None:
    sent = _sent(action="flag_overspend")
    assert local.excel.ask("POST", "/actions", sent)[0] == 400


@pytest.mark.parametrize("ending", ["exe", "pdf", "zip", "xlsx", "fdx", "uss"])
def test_file_of_a_wrong_kind(local: Local, ending: str) -> None:
    """The content decides: bytes of nothing known end in words, and change nothing."""
    content = base64.b64encode(b"PK\x03\x04" + uuid4().bytes * 50).decode()
    status, answer = local.excel.ask("POST", "/actions", _sent(f"April.{ending}", content))
    assert (status, answer["ok"], answer["changes"]) == (200, False, [])
    assert answer["findings"][0]["problem"] != "our-fault", answer["text"]
    assert answer["summary"] == "Nothing was changed."
