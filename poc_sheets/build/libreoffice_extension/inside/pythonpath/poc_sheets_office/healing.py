"""Formulas of ours that Excel or Google Sheets wrote, and that show `#NAME?` here.

A file of Excel says `POC_SPENT(...)` or `_xldudf_POC_SPENT(...)`, which LibreOffice does not look up
among its add-ins when it loads a file, though it does when a person types it. So such cells are
entered once more.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
_NO_NAME = 525
_FOREIGN = re.compile(r"(?<![\w.])(?:_xludf\.|_xldudf_)?(POC[_.][A-Za-z]+)(?=\s*\()", re.IGNORECASE)


def heal(model: Any, names: list[str]) -> int:
    """Enter formulas again whose name is one of ours; how many."""
    if model.isReadonly():
        return 0
    was_modified = model.isModified()
    known = set(names)
    healed = 0
    for sheet in model.getSheets():
        with suppress(Exception):  # a protected tab stays as it is
            for cell in _broken(sheet):
                healed += _enter_again(cell, known)
    if healed and not was_modified:
        # Opening a file is no change that a person should be asked to save.
        model.setModified(False)
    return healed


def healed_text(formula: str, names: set[str]) -> str:
    """The formula with the names as a person types them here."""

    def typed(match: re.Match[str]) -> str:
        name = match.group(1).upper().replace(".", "_")
        return name if name in names else match.group(0)

    return _FOREIGN.sub(typed, formula)


def _enter_again(cell: Any, names: set[str]) -> int:
    formula = cell.getFormula()
    if cell.getError() != _NO_NAME or not _FOREIGN.search(formula):
        return 0
    cell.setFormula(healed_text(formula, names))
    return 1


def _broken(sheet: Any) -> Any:
    for area in sheet.queryFormulaCells(_ERRORS):
        address = area.getRangeAddress()
        for row in range(address.EndRow - address.StartRow + 1):
            for column in range(address.EndColumn - address.StartColumn + 1):
                yield area.getCellByPosition(column, row)


def document(arguments: Any) -> Any:
    """The spreadsheet of the event, which stands in the arguments' `Environment`, or None."""
    for argument in arguments:
        if argument.Name == "Environment":
            for value in argument.Value:
                if value.Name == "Model" and value.Value is not None:
                    model = value.Value
                    return model if model.supportsService(SPREADSHEET) else None
    return None
