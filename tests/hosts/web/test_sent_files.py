"""A file that travels with the tabs: what it is taken as, where it lies meanwhile, what goes back."""

import base64
import tempfile
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.build.new_production import make_production
from poc_sheets.hosts.web.json_desk import JsonDesk
from poc_sheets.hosts.web.sent_files import IMPORT_FILE, MOST_FILE_BYTES, SentFile, sent_file
from poc_sheets.hosts.web.wire import PressRequest
from poc_sheets.problems import SheetError
from poc_sheets.workbook import Message
from tests.sent_tabs import tabs_of, written

STATEMENT = (
    b"Date,Merchant,Amount\n2026-04-03,Lumber Yard,12.50\n2026-04-21,=HYPERLINK(1),1300.00\n"
)
Tabs = dict[str, list[list[Any]]]


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Tabs:
    """The tabs of a new production from the template."""
    path = tmp_path_factory.mktemp("production") / "Film.xlsx"
    make_production(path)
    return tabs_of(path)


def _bring_in(
    tabs: Tabs, content: bytes, name: str = "April.csv", number: int = 1
) -> tuple[Message, Tabs]:
    """What the desk says, and the tabs after its changes were written."""
    desk = JsonDesk()
    request_id = f"import-{number}"
    file = SentFile(name, content)
    message = desk.press(PressRequest(IMPORT_FILE, request_id, {}, {"tabs": tabs}, file=file))
    return message, written(tabs, desk.take_changes(request_id))


def _lines(tabs: Tabs) -> list[list[Any]]:
    rows = tabs["Card Statement"]
    at = next(n for n, row in enumerate(rows) if "Line ID" in row)
    columns = [rows[at].index(heading) for heading in ("Statement", "Date", "Vendor", "Amount")]
    found = [[row[column] if column < len(row) else "" for column in columns] for row in rows]
    return [line for line in found[at + 1 :] if any(cell not in ("", None) for cell in line)]


def test_a_statement_adds_its_lines_and_adds_nothing_again(production: Tabs) -> None:
    """Days are serial numbers, text stays text, and each line knows its statement."""
    message, after = _bring_in(production, STATEMENT)
    assert message.ok, message.as_text()
    assert "2 added" in message.summary
    assert _lines(after) == [
        ["April", 46115.0, "Lumber Yard", 12.5],
        ["April", 46133.0, "=HYPERLINK(1)", 1300.0],
    ]
    again, same = _bring_in(after, STATEMENT)
    assert "0 added" in again.summary
    assert "2 were there already" in again.summary
    assert same | {"Findings": []} == after | {"Findings": []}


def test_a_question_about_a_file_waits_in_its_cell(production: Tabs) -> None:
    """Days up to the twelfth only: no line comes in, but the question is written."""
    unclear = b"Posted,Name,Value\n03/04/2026,Lumber,12.50\n05/04/2026,Refund,-2.00\n"
    message, after = _bring_in(production, unclear)
    assert not message.ok
    assert [finding.problem for finding in message.findings] == ["layout-asked"]
    assert _lines(after) == []
    assert any("April" in row for row in after["Statement Layouts"])


def test_all_findings_stand_in_their_tab(production: Tabs) -> None:
    """The box shows three and says where the others are: lines that were there with other words."""
    rows = [
        f"L{number},2026-04-{number + 12},Vendor {number},{number}.50" for number in range(1, 6)
    ]
    first = "Line ID,Date,Vendor,Amount\n" + "\n".join(rows)
    _, after = _bring_in(production, first.encode())
    message, noted = _bring_in(after, first.replace(".50", ".75").encode())
    assert "2 more in the Findings tab" in message.as_text()
    found = [row for row in noted["Findings"] if "Import" in row]
    assert len(found) == len(message.findings) == 5


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 picture", b"MZ\x90\0\x03\0\0", b"a,b\n1,2\n"])
def test_a_file_that_is_nothing_of_ours_changes_nothing(production: Tabs, content: bytes) -> None:
    message, after = _bring_in(production, content)
    assert not message.ok
    assert message.summary == "Nothing was changed."
    assert message.findings[0].do
    assert after == production


def test_the_file_lies_on_the_disk_only_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, production: Tabs
) -> None:
    """In a folder of its own that others cannot open, and gone also where the reading fails."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with SentFile("April.csv", STATEMENT).on_disk() as path:
        assert path.read_bytes() == STATEMENT
        assert path.parent.parent == tmp_path
        assert path.parent.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []
    _bring_in(production, b"MZ\x90\0")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("April 2026.csv", "April 2026.csv"),
        ("../../etc/cron.d/x.csv", "x.csv"),
        ("C:\\Windows\\system32\\drivers.ofx", "drivers.ofx"),
        ("/", "workbook"),
        ("..", "workbook"),
        (".csv", "csv"),
        ("a\0b\n.csv", "a-b-.csv"),
        ("stream.csv:hidden", "stream.csv-hidden"),
        ("NUL.csv", "-NUL.csv"),
        ("Kartenabrechnung März.csv", "Kartenabrechnung März.csv"),
        ("\ud800.csv", ".csv"),
    ],
)
def test_a_name_is_never_a_path(name: str, kept: str, tmp_path: Path) -> None:
    """Folders in it are left out, and what no system takes in a name."""
    file = sent_file({"name": name, "content": ""})
    assert file.name == kept
    with file.on_disk() as path:
        assert path.is_file()


def test_a_long_name_fits_every_disk() -> None:
    file = sent_file({"name": "🎬" * 300 + "." + "x" * 300, "content": "YQ=="})
    with file.on_disk() as path:
        assert path.read_bytes() == b"a"


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        "April.csv",
        {},
        {"name": "a.csv"},
        {"name": "", "content": ""},
        {"name": 7, "content": ""},
        {"name": "a.csv", "content": None},
        {"name": "a.csv", "content": [1]},
        {"name": "a.csv", "content": "not base64!"},
        {"name": "a.csv", "content": "YQ"},
        {"name": "a.csv", "content": "YQ==YQ=="},
        {"name": "a.csv", "content": "é"},
    ],
)
def test_what_is_no_file_is_refused_in_words(given: object) -> None:
    with pytest.raises(SheetError, match="could not be read"):
        sent_file(given)


def test_a_file_that_is_too_large_is_refused_before_it_is_decoded() -> None:
    fits = base64.b64encode(b"x" * MOST_FILE_BYTES).decode()
    assert len(sent_file({"name": "a.csv", "content": fits}).content) == MOST_FILE_BYTES
    with pytest.raises(SheetError, match=r"a\.csv is larger") as refused:
        sent_file({"name": "a.csv", "content": fits + "!!!!"})
    assert "8 MB" in refused.value.finding.what
