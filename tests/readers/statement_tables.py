"""Statements as tables, read from a text or from cells, and what a test asks of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.spreadsheet import Grid
from poc_sheets.readers.statement import Statement, read_statement
from poc_sheets.readers.statement_table import read_table
from poc_sheets.workbook import Cell


def read(tmp_path: Path, text: str, **options: Any) -> Statement:
    """The one statement of a text table; blanks around the cells do not count."""
    path = tmp_path / "statement.csv"
    path.write_text("\n".join(line.strip() for line in text.strip().split("\n")), encoding="utf-8")
    (statement,) = read_statement(path, **options)
    return statement


def read_cells(rows: list[list[Cell]]) -> Statement:
    """The one statement of a sheet with the given cells; its lines have no ids yet."""
    ((statement, drafts),) = read_table(Grid("Lines", rows), Options())
    return replace(statement, lines=tuple(draft.line for draft in drafts))


def amounts(statement: Statement) -> list[int]:
    """The amounts of the lines in cents, money out positive."""
    return [line.amount for line in statement.lines]


def problems(statement: Statement) -> list[str]:
    """What the findings are about."""
    return [finding.problem for finding in statement.findings]


def stopped(tmp_path: Path, text: str, **options: Any) -> str:
    """The problem that stops the reading of a text table."""
    with pytest.raises(SheetError) as error:
        read(tmp_path, text, **options)
    return error.value.finding.problem
