"""Reading a tab: its rows, and a finding for each cell that cannot be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from poc_sheets.problems import Finding, Place
from poc_sheets.tabs.headings import Header, find_header, nearest
from poc_sheets.tabs.kinds import Reading, Unreadable
from poc_sheets.tabs.model import (
    BY_FORMULA,
    Column,
    R,
    Row,
    Rows,
    Unread,
    columns_of,
    empty_values,
)
from poc_sheets.tabs.problems import (
    BLANK_CELL,
    ERROR_IN_CELL,
    NEVER_CALCULATED_CELL,
    NO_HEADING,
    NO_HEADINGS,
    NOT_READABLE,
    TWICE,
)
from poc_sheets.workbook import NEVER_CALCULATED, Cell, ErrorValue, Sheet

_TOTALS = re.compile(r"^(grand |sub ?)?-?totals?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bound(Generic[R]):
    """A tab as it stands in one workbook: where its columns are, and its rows."""

    tab: type[R]
    sheet: Sheet
    header: Header
    rows: Rows[R]
    findings: tuple[Finding, ...]
    #: Every row of the tab that holds data, readable or not.
    used_rows: tuple[int, ...]

    @property
    def last_row(self) -> int:
        """The row below which a new row goes."""
        return max(self.used_rows, default=self.header.last_row)

    def column(self, key: str) -> int | None:
        """Where a column stands, or `None` where the workbook has none."""
        return self.header.columns.get(key)

    def place(self, row: int | None, key: str = "") -> Place:
        """The place of a cell, for a finding."""
        number = self.column(key)
        heading = self.header.heading_of(key)
        return Place(self.sheet.name, row, number, heading)


def read_tab(
    tab: type[R], sheet: Sheet, reading: Reading, anchor: tuple[int, int] | None = None
) -> Bound[R]:
    """Bind a tab to a sheet and read its rows.

    Args:
        tab: the class of the tab.
        sheet: all its cells.
        reading: what the production's settings say.
        anchor: where the first heading was last known to stand.

    Raises:
        SheetError: the sheet has no row of headings, or a heading without which no row can be read
            is missing.
    """
    columns = columns_of(tab)
    header = locate(tab, sheet, anchor)
    _require_headings(tab, sheet, header)
    reader = _RowReader(tab, sheet, header, reading, columns)
    rows: list[R] = []
    unreadable: list[Unread] = []
    used: list[int] = []
    findings: list[Finding] = []
    doubtful: dict[int, frozenset[str]] = {}
    key_of = {number: key for key, number in header.columns.items()}
    for number in _data_rows(sheet, header, columns):
        used.append(number)
        values, found = reader.read(number)
        findings += found
        if len(values) < len(columns):
            unreadable.append(Unread(number, values, tuple(found)))
        else:
            rows.append(tab(row=number, **values))
            if found:
                doubtful[number] = frozenset(
                    key_of[f.place.column] for f in found if f.place.column
                )
    bound = Bound(tab, sheet, header, Rows(rows, unreadable, doubtful), (), tuple(used))
    findings += _twice(bound)
    return Bound(tab, sheet, header, bound.rows, tuple(findings), bound.used_rows)


def locate(tab: type[Row], sheet: Sheet, anchor: tuple[int, int] | None = None) -> Header:
    """Where the headings of a tab stand on a sheet.

    Raises:
        SheetError: no row holds two of them.
    """
    wanted = {spec.key: spec.accepted for spec in columns_of(tab)}
    required = [spec.key for spec in columns_of(tab) if spec.required]
    hint = anchor[0] if anchor else _table_row(sheet)
    header = find_header(sheet.cells, wanted, required, hint)
    if header is None:
        header = find_header(sheet.cells, wanted, required, hint, is_guess=True)
    if header is None:
        expected = ", ".join(spec.heading for spec in columns_of(tab)[:6])
        raise NO_HEADINGS.stop(Place(sheet.name), tab=tab.tab, expected=expected)
    return header


def _table_row(sheet: Sheet) -> int | None:
    return sheet.tables[0].header_row if sheet.tables else None


def _require_headings(tab: type[Row], sheet: Sheet, header: Header) -> None:
    for spec in columns_of(tab):
        if not spec.required or spec.key in header.columns:
            continue
        present = list(header.headings.values())
        free = [text for number, text in header.headings.items() if _is_free(header, number)]
        close = nearest(spec.heading, free)
        remedy = (
            f'rename the heading "{close}" to {spec.heading}, if that is what it holds'
            if close
            else f"add a column with the heading {spec.heading}"
        )
        raise NO_HEADING.stop(
            Place(sheet.name, header.row),
            tab=tab.tab,
            heading=spec.heading,
            present=", ".join(present),
            remedy=remedy,
        )


def _is_free(header: Header, number: int) -> bool:
    return number not in header.columns.values()


def _data_rows(sheet: Sheet, header: Header, columns: Sequence[Column]) -> Iterator[int]:
    """The rows that hold data: no blank rows, banners, totals, or headings printed again."""
    typed = [
        (spec, header.columns[spec.key])
        for spec in columns
        if spec.key in header.columns and spec.filled_by != BY_FORMULA
    ]
    required = [number for spec, number in typed if spec.required]
    own = {text.casefold() for text in header.headings.values()}
    for row in range(header.last_row + 1, len(sheet.cells) + 1):
        cells = sheet.cells[row - 1]
        filled = [n for _, n in typed if n <= len(cells) and not is_blank(cells[n - 1])]
        if not filled or _is_totals(sheet, row, required, filled):
            continue
        if len(filled) == 1 and len(required) > 1 and isinstance(cells[filled[0] - 1], str):
            continue
        if len(filled) > 1 and all(_is_one_of(cells[n - 1], own) for n in filled):
            continue
        yield row


def _is_one_of(cell: Cell, texts: set[str]) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() in texts


def _is_totals(sheet: Sheet, row: int, required: Sequence[int], filled: Sequence[int]) -> bool:
    if any(table.has_totals and row == table.last_row + 1 for table in sheet.tables):
        return True
    cells = sheet.cells[row - 1]
    labels = [c for c in cells if isinstance(c, str) and _TOTALS.match(c.strip())]
    if not labels:
        return False
    named = [n for n in required if n in filled]
    return any(
        isinstance(cells[n - 1], str) and _TOTALS.match(str(cells[n - 1]).strip()) for n in named
    ) or len(named) < len(required)


def is_blank(cell: Cell) -> bool:
    """An empty cell, or one with blanks only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


class _RowReader(Generic[R]):
    """Reads the cells of one row after another into values."""

    def __init__(
        self,
        tab: type[R],
        sheet: Sheet,
        header: Header,
        reading: Reading,
        columns: Sequence[Column],
    ) -> None:
        self.sheet = sheet
        self.header = header
        self.reading = reading
        self.empty = dict(empty_values(tab))
        for spec in columns:
            if spec.key not in header.columns and spec.absent is not None:
                self.empty[spec.key] = spec.absent
        self.columns = [
            (spec, header.columns[spec.key])
            for spec in columns
            if spec.key in header.columns and spec.filled_by != BY_FORMULA
        ]

    def read(self, row: int) -> tuple[dict[str, Any], list[Finding]]:
        """The values of a row, and a finding for each cell that could not be read.

        A value is missing where the row cannot be used without it: it is required, or it counts
        (an amount whose empty cell means zero). Elsewhere the row goes on with an empty value.
        """
        values = dict(self.empty)
        findings: list[Finding] = []
        cells = self.sheet.cells[row - 1]
        width = len(cells)
        for spec, number in self.columns:
            cell = cells[number - 1] if number <= width else None
            if is_blank(cell):
                if spec.required:
                    findings.append(self._blank(spec, row))
                    values.pop(spec.key, None)
                continue
            try:
                values[spec.key] = self._value(spec, cell)
            except Unreadable as unreadable:
                # A column that an action fills is written anew: what stands there is no input.
                if spec.filled_by:
                    continue
                if spec.required or self.empty[spec.key] not in (None, "", ()):
                    values.pop(spec.key, None)
                findings.append(self._unreadable(spec, row, cell, str(unreadable)))
        return values, findings

    def _value(self, spec: Column, cell: Cell) -> Any:
        if isinstance(cell, ErrorValue):
            raise Unreadable(spec.kind.expected)
        return spec.kind.read(cell, self.reading)

    def _place(self, spec: Column, row: int) -> Place:
        return Place(
            self.sheet.name, row, self.header.columns[spec.key], self.header.heading_of(spec.key)
        )

    def _blank(self, spec: Column, row: int) -> Finding:
        cells = [c for c in self.sheet.cells[row - 1] if not is_blank(c)]
        facts = ", ".join(str(c) for c in cells[:4])
        return BLANK_CELL.at(self._place(spec, row), heading=spec.heading, facts=facts)

    def _unreadable(self, spec: Column, row: int, cell: Cell, expected: str) -> Finding:
        place = self._place(spec, row)
        if cell is NEVER_CALCULATED or cell == NEVER_CALCULATED:
            return NEVER_CALCULATED_CELL.at(place, heading=spec.heading)
        if isinstance(cell, ErrorValue):
            return ERROR_IN_CELL.at(place, heading=spec.heading, seen=cell)
        return NOT_READABLE.at(place, heading=spec.heading, seen=cell, expected=expected)


def _twice(bound: Bound[R]) -> list[Finding]:
    """A finding for each key that stands on two rows."""
    if not bound.tab.key:
        return []
    seen: dict[tuple[Any, ...], list[int]] = {}
    for row in bound.rows:
        parts = tuple(getattr(row, key) for key in bound.tab.key)
        if any(part not in (None, "") for part in parts):
            seen.setdefault(parts, []).append(row.row)
    findings = []
    for parts, numbers in seen.items():
        if len(numbers) > 1:
            first = bound.tab.key[0]
            findings.append(
                TWICE.at(
                    bound.place(numbers[1], first),
                    heading=bound.header.heading_of(first),
                    value=" ".join(str(part) for part in parts),
                    rows=", ".join(map(str, numbers)),
                )
            )
    return findings


def headings_found(tab: type[Row], sheet: Sheet) -> int:
    """How many headings of a tab a sheet holds: how a renamed tab is recognised."""
    wanted: Mapping[str, Sequence[str]] = {s.key: (s.heading, *s.old) for s in columns_of(tab)}
    header = find_header(sheet.cells, wanted)
    return len(header.columns) if header else 0
