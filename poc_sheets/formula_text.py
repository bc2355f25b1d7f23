"""One formula as a person types it, outside a spreadsheet program: `=POC_SPENT("2818")`."""

import re
from typing import Any

from poc_sheets.calculator import Argument, Calculator
from poc_sheets.problems import Exit, Problem
from poc_sheets.workbook import Cell, Sheet, Workbook

NOT_A_FORMULA = Problem(
    "not-a-formula",
    title="{text} is not a formula of ours",
    what="it was read up to {seen}",
    do='type a name and its arguments in brackets, such as POC_SPENT("2818")',
    exit_code=Exit.WRONG_USE,
)
_CALL = re.compile(r"^\s*=?\s*(POC[._])?(\w+)\s*\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_ARGUMENT = re.compile(
    r"""\s*(?:"(?P<text>(?:[^"]|"")*)"
    |(?P<number>-?\d+(?:\.\d+)?)(?=\s*(?:[,;]|$))
    |(?P<boolean>TRUE|FALSE)(?=\s*(?:[,;]|$))
    |(?:'(?P<quoted>(?:[^']|'')+)'|(?P<tab>\w[\w ]*))!
     \$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d+)(?::\$?(?P<column2>[A-Z]{1,3})\$?(?P<row2>\d+))?
    |(?P<empty>))\s*(?P<end>[,;]|$)""",
    re.VERBOSE | re.IGNORECASE,
)


def calculate_text(calculator: Calculator, text: str, workbook: Workbook | None = None) -> Any:
    """The value of a formula's text, or a text that starts with `#`.

    Arguments are texts in quotes, numbers, TRUE or FALSE, and cells or ranges with their tab, such
    as `Budget!A5:A9`.

    Raises:
        SheetError: the text is not a formula.
    """
    call = _CALL.match(text)
    if call is None:
        raise NOT_A_FORMULA.stop(text=text, seen="its beginning")
    return calculator.calculate(call[2], _arguments(call[3], text, workbook))


def _arguments(inside: str, text: str, workbook: Workbook | None) -> list[Argument]:
    arguments: list[Argument] = []
    position = 0
    while position < len(inside):
        found = _ARGUMENT.match(inside, position)
        if found is None:
            raise NOT_A_FORMULA.stop(text=text, seen=inside[:position] or "the bracket")
        arguments.append(_value(found, workbook))
        position = found.end()
        if found["end"] and position == len(inside):
            arguments.append(None)
    return arguments


def _value(found: re.Match[str], workbook: Workbook | None) -> Argument:
    if found["text"] is not None:
        return found["text"].replace('""', '"')
    if found["number"]:
        return float(found["number"])
    if found["boolean"]:
        return found["boolean"].upper() == "TRUE"
    if found["column"] and workbook is not None:
        return _cells(found, workbook)
    return None


def _cells(found: re.Match[str], workbook: Workbook) -> Argument:
    tab = (found["quoted"] or found["tab"]).replace("''", "'")
    sheet = workbook.read([tab])[tab]
    top, left = int(found["row"]), _number(found["column"])
    if not found["column2"]:
        return sheet.at(top, left)
    bottom, right = int(found["row2"]), _number(found["column2"])
    return [_row(sheet, row, left, right) for row in range(top, bottom + 1)]


def _row(sheet: Sheet, row: int, left: int, right: int) -> list[Cell]:
    return [sheet.at(row, column) for column in range(left, right + 1)]


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
