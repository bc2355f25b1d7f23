"""Rows of a statement table that are no lines: totals, balances, headings of a new page.

Totals are not read as lines but compared with them; balances prove the lines.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.amounts import Ambiguous, read_amount
from poc_sheets.readers.cell_texts import text_of
from poc_sheets.readers.headers import normalise_heading
from poc_sheets.readers.problems import TOTAL_DIFFERS
from poc_sheets.readers.statement_columns import Columns
from poc_sheets.readers.statement_money import Money, Rows
from poc_sheets.readers.texts import folded
from poc_sheets.workbook import Cell

_TOTAL = re.compile(r"^(?:grand |sub ?|sub-)?(?:totals?|summe|gesamt)\b(?!\s+\w+\s+\w+\s+\w+)")
_OPENING = re.compile(
    r"^(?:opening|beginning|starting|previous|prior|old) (?:ledger )?balance\b"
    r"|^balance (?:brought )?forward\b|^brought forward\b"
)
_CLOSING = re.compile(
    r"^(?:closing|ending|new|final|statement) (?:ledger )?balance\b|^balance carried forward\b"
    r"|^carried forward\b"
)


def role_of(cells: Sequence[Cell], columns: Columns) -> str:
    """What a row below the headings is: line, blank, heading, total, opening or closing."""
    if not any(cell is not None for cell in cells):
        return "blank"
    texts = [folded(cell) for cell in cells if isinstance(cell, str)]
    if _is_heading(cells, columns):
        return "heading"
    has_date = any(columns.cell(cells, key) is not None for key in ("date", "transaction_date"))
    date_texts = {folded(text_of(columns.cell(cells, key))) for key in ("date", "transaction_date")}
    has_date = has_date and not any(_TOTAL.match(text) for text in date_texts)
    if any(_OPENING.match(text) for text in texts):
        return "opening"
    if any(_CLOSING.match(text) for text in texts):
        return "closing"
    if not has_date and any(_TOTAL.match(text) for text in texts):
        return "total"
    return "line"


def last_amount(cells: Sequence[Cell], columns: Columns, money: Money) -> Decimal | None:
    """The balance that a balance row shows: in the balance column, else its last amount."""
    value = money.amount(cells, "balance") if "balance" in columns.at else None
    if value is not None:
        return value
    dates = {columns.at.get(key) for key in ("date", "transaction_date")}
    for column in range(len(cells), 0, -1):
        if column in dates or cells[column - 1] is None:
            continue
        reading = read_amount(cells[column - 1], decimal=money.style.decimal or None)
        if reading is not None and not isinstance(reading, Ambiguous):
            return reading
    return None


def compare_totals(totals: Rows, lines: Rows, money: Money) -> list[Finding]:
    """A finding for each total that is neither the sum of its block nor of everything above it."""
    findings = []
    values = _values_by_column(lines, money)
    block_start = 0
    for row, cells in totals.items():
        for key, amounts in values.items():
            stated = money.amount(cells, key)
            if stated is None:
                continue
            above = sum((v for number, v in amounts.items() if number < row), Decimal(0))
            block = sum(
                (v for number, v in amounts.items() if block_start < number < row), Decimal(0)
            )
            if stated not in {above, block, -above, -block}:
                place = Place(money.tab, row, money.columns.at[key], money.columns.heading(key))
                findings.append(TOTAL_DIFFERS.at(place, total=stated, lines=block))
        block_start = row
    return findings


def _values_by_column(lines: Rows, money: Money) -> Mapping[str, Mapping[int, Decimal]]:
    return {
        key: {
            row: value
            for row, cells in lines.items()
            if (value := money.amount(cells, key)) is not None
        }
        for key in ("amount", "debit", "credit")
        if key in money.columns.at
    }


def _is_heading(cells: Sequence[Cell], columns: Columns) -> bool:
    """Whether the headings are repeated, as at the top of a printed page."""
    keys = [key for key in ("amount", "debit", "credit", "date", "transaction_date", "vendor")
            if columns.headings.get(columns.at.get(key, 0))]  # fmt: skip
    for key in keys:
        cell = columns.cell(cells, key)
        if not isinstance(cell, str) or cell.strip()[-1:].isdigit():
            return False
        if normalise_heading(cell) != normalise_heading(columns.heading(key)):
            return False
    return len(keys) >= 2
