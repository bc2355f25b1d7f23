"""Any table file into the rows of a tab, by its headings and their synonyms."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from poc_sheets.importing.problems import AMBIGUOUS_AMOUNTS, AMBIGUOUS_DATES
from poc_sheets.problems import Finding, Place
from poc_sheets.readers.amounts import amount_style, read_amount
from poc_sheets.readers.dates import date_style, read_date
from poc_sheets.readers.spreadsheet import Grid, read_grid
from poc_sheets.tabs.headings import Header
from poc_sheets.tabs.kinds import Reading
from poc_sheets.tabs.model import Column, R, Row, Rows, columns_of
from poc_sheets.tabs.reading import headings_found, locate, read_tab
from poc_sheets.workbook import Cell, Sheet

_MONEY, _DATES = {"money", "number"}, {"date", "date and time"}


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a person said about a file that its cells do not tell."""

    day_first: bool | None = None
    decimal: str | None = None
    sheet: str | None = None


def read_rows(
    tab: type[R], path: Path, reading: Reading, conventions: Conventions
) -> tuple[Rows[R], list[Finding]]:
    """The rows of a file, as rows of a tab, and a finding for each cell that cannot be read.

    A file without the tab's id column gets ids from the content of each row, so that the same file
    always gets the same ids.

    Raises:
        SheetError: the file is no table, lacks a heading, or has a column of dates or amounts that
            can be read in two ways.
    """
    grids = read_grid(path, conventions.sheet)
    best = max(grids, key=lambda grid: headings_found(tab, Sheet(grid.name, grid.rows)))
    rows = [list(cells) for cells in best.rows]
    sheet = Sheet(path.name, rows)
    header = locate(tab, sheet)
    header = _with_ids(tab, rows, header)
    for spec in columns_of(tab):
        number = header.columns.get(spec.key)
        if number is not None:
            _settle(best, rows, header, spec, number, conventions)
    bound = read_tab(tab, Sheet(path.name, rows), reading)
    return bound.rows, [*best.findings, *bound.findings]


def _settle(
    grid: Grid,
    rows: list[list[Cell]],
    header: Header,
    spec: Column,
    number: int,
    conventions: Conventions,
) -> None:
    """Read a column of dates or amounts in the one way that fits all of its cells."""
    cells = [row[number - 1] if number <= len(row) else None for row in rows[header.last_row :]]
    place = Place(grid.name, header.row, number, header.heading_of(spec.key))
    if spec.kind.name in _DATES:
        dates = date_style(cells, day_first=conventions.day_first)
        if not dates.is_settled:
            seen = ", ".join(dates.ambiguous[:3])
            raise AMBIGUOUS_DATES.stop(place, heading=place.heading, seen=seen)
        read: Any = lambda cell: read_date(cell, dates.order, is_1904=grid.is_1904)  # noqa: E731  (one of two readers)
    elif spec.kind.name in _MONEY:
        style = amount_style(cells)
        decimal = conventions.decimal or style.decimal or None
        if not style.is_settled and not decimal:
            seen = ", ".join(style.ambiguous[:3])
            raise AMBIGUOUS_AMOUNTS.stop(place, heading=place.heading, seen=seen)
        read = lambda cell: read_amount(cell, decimal=decimal)  # noqa: E731  (as above)
    else:
        return
    for row in rows[header.last_row :]:
        if number > len(row) or not isinstance(row[number - 1], str):
            continue
        value = read(row[number - 1])
        if value is not None:
            row[number - 1] = float(value) if isinstance(value, Decimal) else value


def _with_ids(tab: type[Row], rows: list[list[Cell]], header: Header) -> Header:
    """Number the rows of a file that has no id column, by their content."""
    if len(tab.key) != 1 or tab.key[0] in header.columns:
        return header
    spec = next(spec for spec in columns_of(tab) if spec.key == tab.key[0])
    if spec.kind.name != "code":
        return header
    width = max(len(row) for row in rows)
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows, start=1):
        row.extend([None] * (width - len(row)))
        row.append(
            _content_id(row, seen) if number > header.last_row and _filled(row) > 1 else None
        )
    rows[header.row - 1][width] = spec.heading
    columns = dict(header.columns) | {spec.key: width + 1}
    headings = dict(header.headings) | {width + 1: spec.heading}
    return Header(header.row, header.last_row, columns, headings, header.duplicates)


def _filled(row: Sequence[Cell]) -> int:
    return sum(cell is not None and cell != "" for cell in row)


def _content_id(row: Sequence[Cell], seen: Counter[str]) -> str:
    """An id of a row's content; equal rows are counted, so that each keeps its own."""
    content = "\x1f".join("" if cell is None else str(cell).strip() for cell in row)
    digest = hashlib.sha256(content.encode()).hexdigest()[:8].upper()
    seen[digest] += 1
    return f"N{digest}" if seen[digest] == 1 else f"N{digest}-{seen[digest]}"
