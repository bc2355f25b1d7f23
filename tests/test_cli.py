"""The command line's contract: exit codes, one JSON object, importing twice."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def poc(*words: object, code: int = 0) -> str:
    """Run a command; its exit code must be the expected one."""
    command = [sys.executable, "-m", "poc_sheets", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + (done.stderr if code else "")


def as_json(*words: object, code: int = 0) -> Any:
    """Run a command with --json; its only output is one object."""
    return json.loads(poc(*words, "--json", code=code).splitlines()[0])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A new production workbook."""
    path = tmp_path / "show.xlsx"
    poc("new", path, "--title", "Night Train")
    return path


RECEIPTS = """receipt_id,Date,Vendor,Amount,Card
R1,2026-03-02,Java Hut,12.50,4417
R2,2026-03-03,=HYPERLINK("x"),"1,250.00",4417
"""
STATEMENT = """line_id,Posting Date,Description,Amount,Card
L1,2026-03-03,SQ *JAVA HUT,12.50,4417
L2,2026-03-09,NOBODY KNOWS,77.00,4417
"""


def test_from_new_to_matches(book: Path, tmp_path: Path) -> None:
    """The main job on two receipts: ids are kept, the rest is explained."""
    receipts, statement = tmp_path / "receipts.csv", tmp_path / "card.csv"
    receipts.write_text(RECEIPTS, encoding="utf-8")
    statement.write_text(STATEMENT, encoding="utf-8")
    poc("import", "receipts", receipts, "--into", book)
    poc("import", "card_statement", statement, "--into", book)
    outcome = as_json("run", "reconcile_card", book)
    assert outcome["ok"] is True
    assert "missing-receipt" in [finding["problem"] for finding in outcome["findings"]]
    lines = poc("matches", book).splitlines()
    assert lines[0] == "line_id,receipt_id,status,score,reason"
    assert lines[1].startswith("L1,R1,")


def test_importing_twice_adds_nothing(book: Path, tmp_path: Path) -> None:
    """The second time every row is there already."""
    receipts = tmp_path / "receipts.csv"
    receipts.write_text(RECEIPTS, encoding="utf-8")
    assert "2 added" in poc("import", "receipts", receipts, "--into", book)
    before = book.read_bytes()
    assert "0 added to Receipts, 2 were there already" in poc(
        "import", "receipts", receipts, "--into", book
    )
    assert book.read_bytes() == before


def test_text_that_looks_like_a_formula_stays_text(book: Path, tmp_path: Path) -> None:
    """In the workbook as it is; in a CSV with an apostrophe in front."""
    receipts = tmp_path / "receipts.csv"
    receipts.write_text(RECEIPTS, encoding="utf-8")
    poc("import", "receipts", receipts, "--into", book)
    assert "'=HYPERLINK" in poc("export", "receipts", "--from", book)
    rows = json.loads(poc("export", "receipts", "--from", book, "--format", "json"))
    assert rows[1]["Vendor"] == '=HYPERLINK("x")'
    assert rows[1]["Amount"] == 1250


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("run", "no_such_button", "{book}"), 2),
        (("run", "flag_overspend", "{folder}/nowhere.xlsx"), 2),
        (("new", "{book}"), 2),
        (("bogus",), 2),
        (("calc", "{book}"), 2),
        (("import", "receipts", "{folder}/nowhere.csv", "--into", "{book}"), 2),
        (("export", "no such tab", "--from", "{book}"), 2),
    ],
)
def test_wrong_use_ends_with_two(
    book: Path, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    """A command that was typed wrongly says so and changes nothing."""
    before = book.read_bytes()
    poc(*(word.format(book=book, folder=tmp_path) for word in words), code=code)
    assert book.read_bytes() == before


def test_a_workbook_that_is_open_elsewhere_needs_a_person(book: Path, tmp_path: Path) -> None:
    """The lock of LibreOffice is respected: exit code 40, and who has it open."""
    receipts = tmp_path / "receipts.csv"
    receipts.write_text(RECEIPTS, encoding="utf-8")
    lock = book.with_name(f".~lock.{book.name}#")
    lock.write_text(",noor,office-mac,12.03.2026 19:05,file:///profile;", encoding="utf-8")
    text = poc("import", "receipts", receipts, "--into", book, code=40)
    assert text.startswith("Nothing was changed.")
    assert "noor" in text


def test_check_ends_with_one_where_a_person_is_needed(book: Path, tmp_path: Path) -> None:
    """A clean new workbook has nothing to do for the money; a bad cell is told."""
    receipts = tmp_path / "receipts.csv"
    receipts.write_text("receipt_id,Amount,Vendor\nR1,12,A\nR1,13,B\n", encoding="utf-8")
    poc("import", "receipts", receipts, "--into", book)
    found = as_json("check", book, code=1)
    assert "twice" in [finding["problem"] for finding in found["findings"]]


def test_calc_answers_formulas(book: Path, tmp_path: Path) -> None:
    """One formula, or a file of them."""
    assert poc("calc", book, 'POC_EIGHTHS("2.5")').strip() == "2 4/8"
    formulas = tmp_path / "formulas.txt"
    formulas.write_text('=POC_EIGHTHS("4/8")\nPOC_SPENT("9999")\n', encoding="utf-8")
    assert poc("calc", book, "--file", formulas).splitlines() == ["4/8", "#no account 9999"]


def test_list_knows_everything(book: Path) -> None:
    """Scripts rely on the names."""
    for what in ("actions", "formulas", "tabs", "problems"):
        assert as_json("list", what)
