"""The formulas that every program must answer alike: `vectors.json` through Python."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.calculator import Calculator
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.workbook import ErrorValue

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


def _cell(given: Any) -> Any:
    if isinstance(given, list):
        return [_cell(each) for each in given]
    if isinstance(given, dict) and "date" in given:
        return datetime.fromisoformat(given["date"])
    if isinstance(given, dict):
        return ErrorValue(given["error"])
    # A spreadsheet program sends every number as a float.
    return float(given) if isinstance(given, int) else given


@pytest.fixture(scope="module")
def calculator() -> Calculator:
    tabs = {name: [_cell(row) for row in rows] for name, rows in VECTORS["tabs"].items()}
    return Calculator(MemoryWorkbook(tabs), now=datetime(2026, 3, 12, 9, 0))  # noqa: DTZ001  (as in a sheet)


@pytest.mark.parametrize(
    "case", VECTORS["cases"], ids=lambda case: f"{case['formula']}({case['arguments']})"
)
def test_python_answers_as_the_vectors_say(calculator: Calculator, case: dict[str, Any]) -> None:
    assert calculator.calculate(case["formula"], _cell(case["arguments"])) == case["expected"]
