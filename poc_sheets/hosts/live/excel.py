"""What the macros in Excel call: a press of a button, and the value of a cell function.

Excel starts this through xlwings: `RunPython` for a button, its function server for a cell.
"""

import time
from pathlib import Path
from typing import Any, Final

import xlwings as xw

from poc_sheets.calculator import Argument, Calculator
from poc_sheets.hosts.live.workbook import LiveWorkbook
from poc_sheets.importing.files import bring_in
from poc_sheets.problems import Exit, Problem, SheetError
from poc_sheets.registry import find_formula
from poc_sheets.runner import press, stopped_message
from poc_sheets.workbook import Message

NO_PRODUCTION = Problem(
    "no-production-open",
    title="No production workbook is in front",
    what="{seen} has no tab that poc_sheets made",
    do="click into the production workbook, and press again",
    exit_code=Exit.PERSON,
)
#: So long, in seconds, formulas of one recalculation share what was read from the tabs.
FRESH: Final = 2.0

_calculators: dict[str, tuple[float, Calculator]] = {}


def is_production(book: xw.Book) -> bool:
    """Whether a book has tabs of ours, by the names that mark them; never by where it lies."""
    return any(name.name.startswith("_poc_tab_") for name in book.names)


def production_of(book: xw.Book) -> xw.Book:
    """The production that a press in a book means.

    A button in the workbook means that workbook; one in the add-in's ribbon means the workbook in
    front.

    Raises:
        SheetError: neither of the two is a production.
    """
    for candidate in (book, book.app.books.active):
        if is_production(candidate):
            return candidate
    raise NO_PRODUCTION.stop(seen=book.app.books.active.name)


def choices_of(text: str) -> dict[str, str]:
    """What a macro asked for: `order=00310030;by=0041` is order 10 by A.

    A macro writes each letter as the four hexadecimal digits of its UTF-16 number.
    """
    pairs = (each.partition("=") for each in text.split(";") if each)
    return {name: _decoded(code) for name, _, code in pairs}


def _decoded(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")


def press_in(book: xw.Book, name: str, **options: str) -> Message:
    """Press a button in the production that a book stands for, with options as people type them."""
    try:
        production = production_of(book)
    except SheetError as stopped:
        message = stopped_message(stopped)
        LiveWorkbook(book).show(message)
        return message
    return press(name, LiveWorkbook(production), now=None, **options)


def press_here(name: str, choices: str = "") -> None:
    """Press a button in the book whose macro is running, with the choices that it asked for."""
    press_in(xw.Book.caller(), name, **choices_of(choices))


def import_here(code: str) -> None:
    """Bring a file into the book whose macro is running; its path as a macro writes texts."""
    caller = xw.Book.caller()
    try:
        production = production_of(caller)
    except SheetError as stopped:
        LiveWorkbook(caller).show(stopped_message(stopped))
        return
    bring_in(Path(_decoded(code)), LiveWorkbook(production))


def calculate_in(book: xw.Book, name: str, cells: tuple[Any, ...]) -> Any:
    """The value of a cell function over a book.

    Args:
        book: the production.
        name: the formula's name, with or without `POC_`.
        cells: one argument each: a cell, or the rows of a range; a range of one cell is the cell.
    """
    now = time.monotonic()
    made, calculator = _calculators.get(book.name, (-FRESH, None))
    if calculator is None or now - made > FRESH:
        calculator = Calculator(LiveWorkbook(book))
        _calculators[book.name] = now, calculator
    arguments = [_argument(cell) for cell in cells]
    formula = find_formula(name)
    needed = sum(option.required for option in formula.arguments) if formula else 0
    # Excel hands on an argument that was left out as an empty one.
    while len(arguments) > needed and arguments[-1] is None:
        arguments.pop()
    return calculator.calculate(name, arguments)


@xw.func
@xw.arg("cells", ndim=2)
def calculate(name: str, *cells: Any) -> Any:
    """The value of a cell function in the book that is being calculated."""
    return calculate_in(xw.Book.caller(), name, cells)


def _argument(cell: Any) -> Argument:
    is_one_cell = isinstance(cell, list) and len(cell) == 1 and len(cell[0]) == 1
    argument: Argument = cell[0][0] if is_one_cell else cell
    return argument
