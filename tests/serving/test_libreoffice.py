"""The desk for LibreOffice where there is nothing to press in."""

from typing import Any

import pytest

from poc_sheets.hosts.web.sent_files import IMPORT_FILE
from poc_sheets.hosts.web.wire import PressRequest
from poc_sheets.serving.libreoffice import LibreOfficeDesk


@pytest.mark.parametrize(
    ("workbook", "title"),
    [
        ({}, "could not be read"),
        ({"pipe": "a;urp;x", "uid": "1"}, "could not be read"),
        ({"pipe": "poc_sheets_x", "uid": "../1"}, "could not be read"),
    ],
)
def test_a_workbook_that_is_none(workbook: dict[str, Any], title: str) -> None:
    """The answer is a message, and nothing is connected to."""
    message = LibreOfficeDesk().press(PressRequest("flag_overspend", "id-00001", {}, workbook))
    assert not message.ok
    assert title in message.title


@pytest.mark.parametrize("name", ["now", "workbook", "name"])
def test_what_is_no_option(name: str) -> None:
    """A request cannot set the moment of the press, nor the workbook by the way."""
    workbook = {"pipe": "poc_sheets_x", "uid": "1"}
    message = LibreOfficeDesk().press(PressRequest("check_orders", "id-2", {name: "x"}, workbook))
    assert f"{name} is no option" in message.as_text()


@pytest.mark.parametrize("options", [{}, {"path": ""}, {"path": 7}, {"path": None}])
def test_a_file_that_is_not_named(options: dict[str, Any]) -> None:
    """Nothing is read, and no office is asked."""
    workbook = {"pipe": "poc_sheets_x", "uid": "1"}
    message = LibreOfficeDesk().press(PressRequest(IMPORT_FILE, "id-4", options, workbook))
    assert not message.ok
    assert "no file is named" in message.as_text()


@pytest.mark.office
def test_an_office_that_has_ended() -> None:
    """The person is told to start it again."""
    workbook = {"pipe": "poc_sheets_nobody_here", "uid": "1"}
    message = LibreOfficeDesk().press(PressRequest("check_orders", "id-00003", {}, workbook))
    assert message.title == "LibreOffice does not answer"
