"""The cases that every program answers alike: `vectors.json`, in the forms that programs take."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from poc_sheets.build.programs import Program, difference
from poc_sheets.registry import find_formula
from poc_sheets.workbook import Cell, ErrorValue, comparable

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Case:
    """One formula with its arguments as cells or rows of cells, and what it answers."""

    formula: str
    arguments: tuple[Any, ...]
    expected: Any

    def __str__(self) -> str:
        return f"{self.formula}({', '.join(map(repr, self.arguments))})"

    @property
    def needed(self) -> int:
        """How many arguments the formula cannot do without."""
        formula = find_formula(self.formula)
        assert formula is not None, f"no formula {self.formula}"
        return sum(option.required for option in formula.arguments)


def as_cell(given: Any) -> Any:
    """A cell or rows of cells as programs hold them: every number is a float."""
    if isinstance(given, list):
        return [as_cell(each) for each in given]
    if isinstance(given, dict) and "date" in given:
        return datetime.fromisoformat(given["date"])
    if isinstance(given, dict):
        return ErrorValue(given["error"])
    return float(given) if isinstance(given, int) else given


def as_json(cell: Any) -> Any:
    """A cell or rows of cells as a program sends them: dates as serial numbers."""
    if isinstance(cell, list | tuple):
        return [as_json(each) for each in cell]
    plain = comparable(cell)
    return plain.code if isinstance(plain, ErrorValue) else plain


def every_case() -> list[Case]:
    """All of them."""
    return [
        Case(case["formula"], tuple(as_cell(case["arguments"])), case["expected"])
        for case in VECTORS["cases"]
    ]


def cases_of(program: Program) -> list[Case]:
    """Those that a program answers as Python does; see `DIFFERENCES` for the others.

    At least one is left for each formula: else the table in the docs would claim too much.
    """
    cases = [c for c in every_case() if not difference(program, c.arguments, c.needed)]
    assert {case.formula for case in cases} == {case.formula for case in every_case()}
    return cases


def tabs() -> dict[str, list[list[Cell]]]:
    """The workbook that the formulas stand in."""
    return {name: [as_cell(row) for row in rows] for name, rows in VECTORS["tabs"].items()}


def differing(cases: Sequence[Case], answers: Sequence[Any]) -> list[str]:
    """Each case with what was answered instead."""
    assert len(cases) == len(answers)
    return [
        f"{case} is {answer!r}, not {case.expected!r}"
        for case, answer in zip(cases, answers, strict=True)
        if not _same(answer, case.expected)
    ]


def _same(answer: Any, expected: Any) -> bool:
    if isinstance(expected, list):
        return (
            isinstance(answer, list | tuple)
            and len(answer) == len(expected)
            and all(map(_same, answer, expected))
        )
    if isinstance(answer, bool) or isinstance(expected, bool):
        return answer is expected
    if isinstance(answer, int | float) and isinstance(expected, int | float):
        return abs(answer - expected) < 1e-9
    return bool(answer == expected)
