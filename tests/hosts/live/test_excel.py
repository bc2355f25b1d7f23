"""What the macros of Excel call, in a running LibreOffice: xlwings is the same to both."""

from collections.abc import Iterator

import pytest
import xlwings as xw

from poc_sheets.build.excel_macros import CALLER
from poc_sheets.hosts.live import excel

pytestmark = pytest.mark.office


@pytest.fixture
def caller(production: xw.Book) -> Iterator[xw.Book]:
    """The production, as the book whose macro runs."""
    production.set_mock_caller()
    yield production
    delattr(xw.Book, "_mock_caller")


def test_a_cell_function_answers_from_the_book_that_asks(caller: xw.Book) -> None:
    """A range of one cell is a cell, a larger one is answered row by row."""
    assert excel.calculate_in(caller, "EIGHTHS", ([["12/8"]],)) == "1 4/8"
    assert excel.calculate_in(caller, "POC_EIGHTHS", ([["12/8"], [None]],)) == [["1 4/8"], [""]]
    assert excel.calculate_in(caller, "SPENT", ([["2818"]],)) == 0.0
    assert excel.calculate_in(caller, "SPENT", ()) == "#POC_SPENT needs account"


def test_the_command_of_a_macro_presses_the_button(caller: xw.Book) -> None:
    """The text that VBA hands to Python runs as it is."""
    namespace: dict[str, object] = {}
    command = f"from {CALLER} import press_here; press_here('no_such_button')"
    exec(compile(command, "macro", "exec"), namespace)  # noqa: S102  (as Excel does)
    assert caller.sheets["Budget"]["A2"].value == "0042"
    assert not excel.press_in(caller, "no_such_button").ok


def test_a_press_in_a_workbook_of_something_else_says_so(app: xw.App) -> None:
    book = app.books.add()
    try:
        message = excel.press_in(book, "flag_overspend")
        assert not message.ok
        assert message.title == "No production workbook is in front"
    finally:
        book.close()
