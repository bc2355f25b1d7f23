"""The formulas that every program must answer alike: `vectors.json` through Python."""

from datetime import datetime

import pytest

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.registry import every_formula
from tests.formulas.vectors import Case, differing, every_case, tabs


@pytest.fixture(scope="module")
def calculator() -> Calculator:
    return Calculator(MemoryWorkbook(tabs()), now=datetime(2026, 3, 12, 9, 0))  # noqa: DTZ001  (as in a sheet)


@pytest.mark.parametrize("case", every_case(), ids=str)
def test_python_answers_as_the_vectors_say(calculator: Calculator, case: Case) -> None:
    answer = calculator.calculate(case.formula, case.arguments)
    assert differing([case], [answer]) == []


def test_every_formula_has_its_vectors() -> None:
    """A formula without one could answer anything in a program, and nobody would see it."""
    tried = {case.formula for case in every_case()}
    assert [f.name for f in every_formula() if f.name not in tried] == []
