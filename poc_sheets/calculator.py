"""Formulas: answered from one snapshot of the workbook, a look-up each.

A formula never raises into a cell: it returns a value, or a short text that starts with `#`.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from poc_sheets.parameters import Option, option_value
from poc_sheets.problems import CellTextError, SheetError
from poc_sheets.registry import Formula, every_formula, find_formula
from poc_sheets.runner import inject
from poc_sheets.tabs.headings import nearest
from poc_sheets.tabs.opening import open_tabs
from poc_sheets.workbook import Cell, ErrorValue, Workbook

#: What a formula is given: a cell, or the rows of a range.
Argument = Cell | Sequence[Sequence[Cell]]


class Calculator:
    """Answers formulas over one revision of a workbook; `forget` starts a new one."""

    def __init__(self, workbook: Workbook, *, now: datetime | None = None) -> None:
        self._workbook = workbook
        self._now = now or datetime.now().astimezone().replace(tzinfo=None)
        self._injected: dict[str, dict[str, Any] | str] = {}

    def forget(self) -> None:
        """The workbook changed: the next formula reads it again."""
        self._injected.clear()

    def calculate(self, name: str, arguments: Sequence[Argument] = ()) -> Any:
        """The value of a formula, a list of rows where an argument is a range, or a `#` text."""
        formula = find_formula(name)
        if formula is None:
            close = nearest(name, [known.cell_name for known in every_formula()])
            return f"#no formula {name}" + (f", did you mean {close}" if close else "")
        given = self._given(formula)
        if isinstance(given, str):
            return given
        try:
            return _answer(formula, given, arguments)
        except CellTextError as text:
            return f"#{text}"

    def _given(self, formula: Formula) -> dict[str, Any] | str:
        if formula.name not in self._injected:
            try:
                needs = formula.needs
                opened = open_tabs(self._workbook, needs.all_tabs, needs.all_optional)
                self._injected[formula.name] = inject(needs, opened, self._now)
            except SheetError as stopped:
                self._injected[formula.name] = f"#{stopped.finding.title}"
        return self._injected[formula.name]


def _answer(formula: Formula, given: dict[str, Any], arguments: Sequence[Argument]) -> Any:
    options = formula.arguments
    if len(arguments) > len(options):
        raise CellTextError(f"{formula.cell_name} takes {len(options)} arguments")
    missing = [option.name for option in options[len(arguments) :] if option.required]
    if missing:
        raise CellTextError(f"{formula.cell_name} needs {missing[0]}")
    scalars: list[Any] = list(arguments)
    ranges = [a for a, o in zip(scalars, options, strict=False) if _is_range(a, o)]
    if not ranges:
        return _one(formula, given, scalars)
    rows, columns = len(ranges[0]), max((len(row) for row in ranges[0]), default=0)
    answers = []
    for row in range(rows):
        line = []
        for column in range(columns):
            cells = [
                _element(a, row, column) if _is_range(a, o) else a
                for a, o in zip(scalars, options, strict=False)
            ]
            line.append("" if cells[0] in (None, "") else _one(formula, given, cells))
        answers.append(line)
    return answers


def _is_range(argument: Argument, option: Option) -> bool:
    return isinstance(argument, list | tuple) and option.type is not list


def _element(argument: Any, row: int, column: int) -> Cell:
    cells = argument[row] if row < len(argument) else ()
    value: Cell = cells[column] if column < len(cells) else None
    return value


def _one(formula: Formula, given: dict[str, Any], cells: Sequence[Any]) -> Any:
    values = {}
    for option, cell in zip(formula.arguments, cells, strict=False):
        if isinstance(cell, ErrorValue):
            return cell.code
        try:
            values[option.name] = option_value(option, cell)
        except ValueError:
            return f"#{option.name} is {option.expected}"
    try:
        answer = formula.function(**given, **values)
    except CellTextError as text:
        return f"#{text}"
    return float(answer) if isinstance(answer, Decimal) else answer
