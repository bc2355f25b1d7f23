"""Buttons and formulas in a real LibreOffice with windows, pressed and typed by a real hand."""

import os
import re
import signal
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.installations import find_office
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments, file_url
from poc_sheets.hosts.web.state import read_state, state_file
from poc_sheets.setting_up.libreoffice import install, signs, uninstall
from poc_sheets.setting_up.libreoffice_signs import is_installed
from tests.hosts.live.screen import click, everything, named, picture, screen, type_text, wait_for
from tests.hosts.live.small_production import write_small_production

pytestmark = pytest.mark.office

_ALERT = 1  # com.sun.star.accessibility.AccessibleRole
_BUTTON = "Flag overspend"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[offices.Office]:
    """An office on a screen of its own, with the extension; its server ends with it."""
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path / "profile"
    assert "is installed" in install(profile)
    assert all(sign.ok for sign in signs(profile))
    with screen(monkeypatch):
        office = offices.start(visible=True, profile=profile)
        try:
            yield office
        finally:
            office.kill()
            server = read_state(state_file())
            if server is not None:
                with suppress(ProcessLookupError):
                    os.kill(server.pid, signal.SIGTERM)


def test_a_button_and_a_formula(office: offices.Office, tmp_path: Path) -> None:
    """A click on the toolbar of a plain .xlsx fills the cells and says so; a formula calculates."""
    path = tmp_path / "production.xlsx"
    account, spent = write_small_production(path)
    try:
        model = _open(office, path)
        _press_with_the_mouse(office, model, account)
        _type_a_formula(model, account, spent)
        _look("formula")
        _save_and_open_again(office, model, path, spent)
        _open_a_file_of_excel(office, path, spent)
    except BaseException:
        picture(Path(os.environ.get("POC_SHEETS_PICTURES", str(tmp_path))) / "clicks.png")
        raise


def test_installing_twice_and_taking_out(tmp_path: Path) -> None:
    """Both say what they did; done again they do no harm."""
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path / "profile"
    assert "is installed" in install(profile)
    assert "is replaced" in install(profile)
    assert "is taken out" in uninstall(profile)
    assert not is_installed(profile)
    assert "There is no" in uninstall(profile)
    assert not all(sign.ok for sign in signs(profile))


def _look(name: str) -> None:
    """A picture, where somebody wants to see."""
    folder = os.environ.get("POC_SHEETS_PICTURES")
    if folder:
        picture(Path(folder) / f"{name}.png")


def _open(office: offices.Office, path: Path) -> Any:
    return office.desktop.loadComponentFromURL(file_url(path), "_blank", 0, ())


def _press_with_the_mouse(office: offices.Office, model: Any, account: str) -> None:
    window = model.getCurrentController().getFrame().getContainerWindow()
    button = wait_for("the button", lambda: named(window, _BUTTON))
    for _ in range(int(os.environ.get("POC_SHEETS_PRESSES", "2"))):
        began = time.monotonic()
        click(button)
        box = wait_for("the message", lambda: _box(office))
        print(f"press to message: {time.monotonic() - began:.2f} s")  # noqa: T201  (-s shows it)
        text = " ".join(part.getAccessibleName() for part in everything(box.getAccessibleContext()))
        assert f"Account {account}" in text, text
        _look("message")
        click(named(box, "OK"))
        wait_for("the end of the message", lambda: None if _box(office) else True)
    flags = [
        row
        for row in model.Sheets.getByName("Budget").getCellRangeByName("A1:Z40").getDataArray()
        if account in row
    ]
    assert flags
    assert {"OVER", "CRITICAL"} & set(flags[0]), flags


def _type_a_formula(model: Any, account: str, spent: float) -> None:
    controller, sheet = model.getCurrentController(), model.Sheets.getByName("Today")
    cell = sheet.getCellRangeByName("B30")
    controller.setActiveSheet(sheet)
    controller.select(cell)
    type_text(f'=POC_SPENT("{account}")')
    wait_for("the value", lambda: True if cell.getValue() == spent else None)
    actuals = model.Sheets.getByName("Actuals")
    rows = actuals.getCellRangeByName("A1:Z60").getDataArray()
    line = next(number for number, row in enumerate(rows) if account in row)
    amount = next(
        number
        for number, cell in enumerate(rows[line])
        if isinstance(cell, float) and 0 < cell < 20_000
    )
    actuals.getCellByPosition(amount, line).setValue(rows[line][amount] + 1000)
    wait_for("the new value", lambda: True if cell.getValue() == spent + 1000 else None)


def _save_and_open_again(office: offices.Office, model: Any, path: Path, spent: float) -> None:
    """The file is an .xlsx still, and the formula calculates where it is opened again."""
    model.storeToURL(file_url(path), arguments(FilterName="Calc MS Excel 2007 XML"))
    model.close(True)  # noqa: FBT003 - UNO takes no names
    again = _open(office, path)
    cell = again.Sheets.getByName("Today").getCellRangeByName("B30")
    assert cell.getFormula().startswith("=POC")
    wait_for("the value in the file", lambda: True if cell.getValue() == spent + 1000 else None)
    again.close(True)  # noqa: FBT003 - as above


def _open_a_file_of_excel(office: offices.Office, path: Path, spent: float) -> None:
    """A formula under the name that Excel writes calculates here as well."""
    foreign = path.with_name("of excel.xlsx")
    with zipfile.ZipFile(path) as ours, zipfile.ZipFile(foreign, "w") as made:
        for member in ours.infolist():
            content = ours.read(member)
            made.writestr(member, re.sub(rb"\bPOC\.SPENT\(", b"_xldudf_POC_SPENT(", content))
    model = _open(office, foreign)
    cell = model.Sheets.getByName("Today").getCellRangeByName("B30")
    wait_for("the healed value", lambda: True if cell.getValue() == spent + 1000 else None)
    assert not cell.getError()
    _look("healed")
    model.close(True)  # noqa: FBT003 - UNO takes no names


def _box(office: offices.Office) -> Any | None:
    """The message box, if one is shown; the large windows are not searched."""
    toolkit = office.service("awt.Toolkit")
    for number in range(toolkit.getTopWindowCount()):
        window = toolkit.getTopWindow(number)
        with suppress(Exception):
            if window.getAccessibleContext().getAccessibleRole() == _ALERT and named(window, "OK"):
                return window
    return None
