"""Faults and questions in a windowed LibreOffice, by a real hand; one office for all tests."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.installations import find_office
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments
from poc_sheets.hosts.web.wire import PressRequest
from poc_sheets.serving.libreoffice import LibreOfficeDesk
from poc_sheets.setting_up.libreoffice import install
from tests.hosts.live.hand import Hand, look, typed, window, words
from tests.hosts.live.screen import click, named, picture, press_key, screen, type_text, wait_for
from tests.hosts.live.small_production import (
    contents,
    first_amount,
    flag,
    formula_cell,
    imported,
    write_small_production,
)

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("hand")]


@pytest.fixture(scope="module")
def hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    """A windowed office with the extension; its server ends with it."""
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("hand")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POC_SHEETS_DATA", str(folder / "data"))
        patch.setenv("POC_SHEETS_LOGS", str(folder / "logs"))
        install(folder / "profile")
        with screen(patch):
            office = offices.start(visible=True, profile=folder / "profile")
            hand = Hand(office, folder / "data" / "server.json")
            try:
                yield hand
            finally:
                office.kill()
                hand.kill_server()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, float]:
    """A production of thirty accounts, an account with money spent, and how much."""
    path = tmp_path_factory.mktemp("small") / "production.xlsx"
    return path, *write_small_production(path)


@pytest.fixture
def model(
    hand: Hand, small: tuple[Path, str, float], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Any]:
    """That production, open; a picture of the screen where the test fails."""
    path = tmp_path / "production.xlsx"
    path.write_bytes(small[0].read_bytes())
    model = hand.open(path)
    failed = request.session.testsfailed
    yield model
    if request.session.testsfailed > failed:
        folder = os.environ.get("POC_SHEETS_PICTURES", str(tmp_path))
        picture(Path(folder) / f"failed_{request.node.name}.png")
        press_key("Escape")
    model.setModified(False)
    model.close(True)  # noqa: FBT003 - UNO takes no names


def test_a_button_asks_for_what_it_needs(hand: Hand, model: Any) -> None:
    """The box has the option's help; the answer reaches the press; nothing is remembered."""
    hand.press(model, "Print order")
    box = wait_for("the question", lambda: hand.question("Print order"))
    assert "The PO number" in words(box)
    look("question")
    type_text("PO-77", enter=False)
    wait_for("the answer in the box", lambda: "PO-77" in typed(box) or None)
    press_key("Return")
    assert "PO-77" in hand.message()
    hand.press(model, "Print order")
    box = wait_for("the question", lambda: hand.question("Print order"))
    assert not any(typed(box))
    click(named(box, "Cancel"))
    wait_for("the end of the question", lambda: hand.question("Print order") is None or None)


def test_the_server_is_killed_in_the_middle(hand: Hand, model: Any) -> None:
    """What was half done is taken back, and the person is told; the next press works."""
    server = hand.server()
    before = contents(model)
    first = model.Sheets.getByName("Cost Report").getCellRangeByName("A5")
    hand.press(model, "Update cost report")
    deadline = time.monotonic() + 60
    while not first.getString() and time.monotonic() < deadline:
        pass
    os.kill(server.pid, signal.SIGKILL)
    text = hand.message()
    if "Final cost" not in text and "changed completely" not in text:
        assert "Nothing was changed" in text
        assert "ended meanwhile" in text
        assert contents(model) == before
    hand.press(model, "Update cost report")
    assert "Final cost" in hand.message()


def test_two_workbooks_never_mix(
    hand: Hand, model: Any, small: tuple[Path, str, float], tmp_path: Path
) -> None:
    """A press changes the workbook in front; each formula answers from its own workbook."""
    path = tmp_path / "other.xlsx"
    path.write_bytes(small[0].read_bytes())
    other = hand.open(path)
    try:
        _, account, spent = small
        first_amount(other, account, 1000.0)
        first_amount(model, account, 0.0)
        cells = [formula_cell(book, f'=POC_SPENT("{account}")') for book in (model, other)]
        wait_for(
            "both answers",
            lambda: [cell.getValue() for cell in cells] == [spent, spent + 1000] or None,
        )
        before = contents(model)
        hand.bring_to_front(other)
        hand.press(other, "Flag overspend")
        assert f"Account {account}" in hand.message()
        assert contents(model) == before
        assert (
            "over" in flag(other, account).casefold()
            or "critical" in flag(other, account).casefold()
        )
        assert not flag(model, account)
        hand.bring_to_front(model)
        hand.press(model, "Flag overspend")
        assert f"Account {account}" in hand.message()
        assert flag(model, account)
    finally:
        other.setModified(False)
        other.close(True)  # noqa: FBT003 - UNO takes no names


def test_a_formula_over_a_range(model: Any, small: tuple[Path, str, float]) -> None:
    """One array formula answers for all accounts of a range, a cell each."""
    sheet = model.Sheets.getByName("Today")
    accounts = sheet.getCellRangeByName("N30:N32")
    accounts.setDataArray(((small[1],), ("none",), ("",)))
    answers = sheet.getCellRangeByName("O30:O32")
    answers.setArrayFormula("=POC.SPENT(N30:N32)")
    wait_for("the first answer", lambda: answers.getDataArray()[0][0] == small[2] or None)
    (_, (unknown,), (empty,)) = answers.getDataArray()
    assert str(unknown).startswith("#")
    assert empty == ""


def test_a_flag_in_a_cell_follows_the_budget(model: Any, small: tuple[Path, str, float]) -> None:
    """Editing the budget of an account changes what the formula says of it."""
    cell = formula_cell(model, f'=POC_FLAG("{small[1]}")')
    wait_for("the flag", lambda: cell.getString() in {"OVER", "CRITICAL"} or None)
    budget = model.Sheets.getByName("Budget")
    data = budget.getCellRangeByName("A1:Z40").getDataArray()
    headings = next(row for row in data if "Account" in row)
    row = next(number for number, line in enumerate(data) if small[1] in line)
    column = next(n for n, text in enumerate(headings) if str(text).startswith("Budget"))
    budget.getCellByPosition(column, row).setValue(10_000_000)
    wait_for("no flag any more", lambda: cell.getString() == "" or None)


def test_a_file_is_brought_in(hand: Hand, model: Any, tmp_path: Path) -> None:
    """Chosen in the office's own dialog; its lines are added, and never twice; Cancel does nothing."""
    statement = tmp_path / "April 2026.csv"
    text = "Date,Merchant,Amount\n2026-04-03,Lumber Yard,12.50\n2026-04-21,Paint,7.00\n"
    statement.write_text(text, encoding="utf-8")
    for added in ("2 added to Card Statement", "0 added to Card Statement, 2 were there already"):
        hand.press(model, "Import file ...")
        wait_for("the dialog", lambda: hand.question("Import file"))
        look("import_dialog")
        type_text(str(statement))
        said = hand.message()
        assert f"April 2026.csv: {added}" in said
    found = [("Lumber Yard" in line, 12.5 in line) for line in imported(model)]
    assert found == [(True, True), (False, False)]
    before = contents(model)
    hand.press(model, "Import file ...")
    wait_for("the dialog", lambda: hand.question("Import file"))
    press_key("Escape")
    wait_for("the end of the dialog", lambda: hand.question("Import file") is None or None)
    assert contents(model) == before
    window(model).setFocus()
    for _ in range(3):
        # What the second import found, what the first one found, and its lines.
        press_key("ctrl+z")
    wait_for("no lines any more", lambda: not imported(model) or None, 10)


def test_undo_by_hand(hand: Hand, model: Any, small: tuple[Path, str, float]) -> None:
    """One Ctrl+Z takes the whole press back."""
    before = contents(model)
    hand.press(model, "Flag overspend")
    hand.message()
    assert flag(model, small[1])
    window(model).setFocus()
    press_key("ctrl+z")
    wait_for("everything as it was", lambda: contents(model) == before or None, 10)


def test_a_press_while_a_cell_is_being_typed(hand: Hand, model: Any) -> None:
    """What was typed is entered by the click, and the press is complete."""
    sheet = model.Sheets.getByName("Today")
    model.getCurrentController().setActiveSheet(sheet)
    model.getCurrentController().select(sheet.getCellRangeByName("B30"))
    window(model).setFocus()
    time.sleep(0.3)
    type_text("half a wo", enter=False)
    hand.press(model, "Flag overspend")
    assert "Account" in hand.message()
    assert sheet.getCellRangeByName("B30").getString() in {"half a wo", ""}


def test_two_presses_at_once(hand: Hand, model: Any) -> None:
    """They come one after the other: each is complete, none sees half of another."""
    asked = {"pipe": hand.office.pipe, "uid": model.RuntimeUID, "url": model.getURL()}
    desk = LibreOfficeDesk()
    names = ["flag_overspend", "update_cost_report", "check_orders", "flag_overspend"]
    requests = [PressRequest(name, f"press-{n:04}", {}, asked) for n, name in enumerate(names)]
    with ThreadPoolExecutor(4) as threads:
        messages = list(threads.map(desk.press, requests))
    assert all(message.ok for message in messages), [message.as_text() for message in messages]
    again = [desk.press(request) for request in requests[:2]]
    # The Findings tab says when it was written; nothing else differs.
    assert [message.summary for message in again] == [each.summary for each in messages[:2]]


def test_a_dialog_is_open(hand: Hand, model: Any) -> None:
    """A press that is under way ends behind a dialog that was opened meanwhile."""
    hand.press(model, "Update cost report")
    press_key("ctrl+1")
    texts = hand.message(close=False)
    assert "Final cost" in texts or "Nothing was changed" in texts
    look("dialog")
    for _ in range(4):
        press_key("Escape")
        time.sleep(0.2)


def test_read_only(hand: Hand, model: Any, tmp_path: Path) -> None:
    """A workbook that is open to read only is left alone, and the message says so."""
    path = tmp_path / "locked.xlsx"
    path.write_bytes((tmp_path / "production.xlsx").read_bytes())
    path.chmod(0o444)
    locked = hand.office.desktop.loadComponentFromURL(
        path.as_uri(), "_blank", 0, arguments(ReadOnly=True)
    )
    try:
        before = contents(locked)
        hand.bring_to_front(locked)
        hand.press(locked, "Flag overspend")
        text = hand.message()
        assert "open to read only" in text
        assert "Nothing was changed" in text
        assert contents(locked) == before
    finally:
        locked.close(True)  # noqa: FBT003 - UNO takes no names
