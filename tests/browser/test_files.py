"""A file that a person picks in the pane, in a real browser with its own file dialog."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator

from poc_sheets.tabs.card_statement import CardLine
from poc_sheets.tabs.model import columns_of
from tests.browser.conftest import TABS
from tests.browser.office import Pane, Served

HEADINGS = [spec.heading for spec in columns_of(CardLine)]
STATEMENT = (
    "Date,Merchant,Amount\n2026-04-03,Lumber Yard,12.50\n2026-04-21,0042 <b>Paint</b>,7.00\n"
)


@pytest.fixture
def pane(open_pane: Callable[..., Pane]) -> Pane:
    """The pane beside a workbook with an empty Card Statement."""
    pane = open_pane(TABS | {CardLine.tab: [HEADINGS]})
    pane.wait_for_text("#connection", "Connected")
    return pane


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    """A file as a bank gives it."""
    path = tmp_path / "April 2026.csv"
    path.write_text(STATEMENT, encoding="utf-8")
    return path


def _button(pane: Pane) -> Locator:
    return pane.page.get_by_role("button", name="Bring in a file ...", exact=True)


def _pick(pane: Pane, path: Path) -> None:
    """Click, choose the file in the dialog, and wait for the answer."""
    with pane.page.expect_file_chooser() as waiting:
        _button(pane).click()
    waiting.value.set_files(path)
    pane.wait_for_text("#answer-title", "Bring in a file")
    pane.wait()


def _lines(pane: Pane) -> list[dict[str, Any]]:
    rows = pane.book(f"tabs['{CardLine.tab}']")[1:]
    return [dict(zip(HEADINGS, row, strict=False)) for row in rows]


def test_a_statement_is_added_by_a_click_and_never_twice(pane: Pane, statement: Path) -> None:
    """The box says how many lines; the same file once more changes nothing."""
    _pick(pane, statement)
    assert "April 2026.csv: 2 added to Card Statement" in pane.text("#status")
    found = [(line["Statement"], line["Vendor"], line["Amount"]) for line in _lines(pane)]
    assert found == [
        ("April 2026", "Lumber Yard", 12.5),
        ("April 2026", "0042 <b>Paint</b>", 7),
    ]
    before = pane.book("tabs")
    _pick(pane, statement)
    pane.wait_for_text("#status", "0 added to Card Statement, 2 were there already")
    assert pane.book("tabs") | {"Findings": []} == before | {"Findings": []}


def test_a_file_that_is_nothing_of_ours_is_told(pane: Pane, tmp_path: Path) -> None:
    picture = tmp_path / "poster.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    _pick(pane, picture)
    assert "Nothing was changed." in pane.text("#status")
    assert pane.page.locator("#findings > li").count() == 1
    assert pane.book("changed") == []


def test_a_file_that_is_too_large_is_not_sent(pane: Pane, served: Served, tmp_path: Path) -> None:
    large = tmp_path / "all years.csv"
    large.write_bytes(b"x" * 8_100_000)
    before = len([path for path in served.asked if path == "/actions"])
    _pick(pane, large)
    pane.wait_for_text("#status", "all years.csv has 8.1 MB, and 8 MB fit.")
    assert len([path for path in served.asked if path == "/actions"]) == before


def test_a_server_that_is_away_changes_nothing(pane: Pane, served: Served, statement: Path) -> None:
    served.stop()
    _pick(pane, statement)
    assert "Nothing was changed. poc_sheets does not answer." in pane.text("#status")
    assert pane.book("changed") == []


def test_a_file_is_chosen_with_the_keyboard(pane: Pane, statement: Path) -> None:
    """Tab reaches one control, Enter opens the dialog, and the focus goes on to the answer."""
    pane.page.on("filechooser", lambda chooser: chooser.set_files(statement))
    pane.page.keyboard.press("Tab")
    at = pane.page.evaluate("document.activeElement.id")
    assert at == "file-button"
    help_id = _button(pane).get_attribute("aria-describedby")
    assert "A statement of a bank or card" in pane.text(f"#{help_id}")
    assert "Up to 8 MB." in pane.text(f"#{help_id}")
    pane.page.keyboard.press("Enter")
    pane.wait_for_text("#status", "2 added")
    assert pane.page.evaluate("document.activeElement.id") == "answer-title"
