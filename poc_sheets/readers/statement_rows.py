"""The rows of a statement table, sorted: its lines, its totals and balances, and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.cell_texts import code_of, raw_text, text_of
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.problems import NOT_CHARGED, ROW_NOT_A_LINE, TOO_MANY_CELLS
from poc_sheets.readers.spreadsheet import Grid
from poc_sheets.readers.statement_columns import Columns
from poc_sheets.readers.statement_ids import Draft
from poc_sheets.readers.statement_totals import role_of
from poc_sheets.readers.texts import has_word
from poc_sheets.workbook import Cell

_NOT_CHARGED = "declined|failed|cancell?ed|reverted|rejected|void|voided|abgelehnt"


@dataclass(slots=True)
class TableReading:
    """One table while it is read."""

    grid: Grid
    columns: Columns
    options: Options
    lines: dict[int, Sequence[Cell]] = field(default_factory=dict)
    roles: dict[str, dict[int, Sequence[Cell]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    balances: list[int | None] = field(default_factory=list)
    left_out: int = 0

    def place(self, row: int, key: str = "") -> Place:
        """Where a row stands, or its cell of a field that the table has."""
        if key not in self.columns.at:
            return Place(self.grid.name, row)
        return Place(self.grid.name, row, self.columns.at[key], self.columns.heading(key))

    def text(self, cells: Sequence[Cell], key: str) -> str:
        """The text of a field in a row; blank where the table has none."""
        return text_of(self.columns.cell(cells, key))

    def code(self, row: int, key: str) -> str:
        """A line's number that only names (account, card); digits that it lost are reported."""
        text, finding = code_of(self.columns.cell(self.lines[row], key), self.place(row, key))
        if finding is not None:
            self.findings.append(finding)
        return text


def sort_rows(table: TableReading) -> None:
    """Lines, totals and balance rows apart; what is none of them gets a note."""
    columns = table.columns
    width = max(columns.headings, default=0)
    for row, cells in enumerate(table.grid.rows, start=1):
        if row < columns.first_row:
            role = role_of(cells, columns)
            if role not in {"opening", "closing"}:
                continue
        else:
            role = role_of(cells, columns)
        if role == "line" and not _has_date_or_amount(cells, columns):
            role = "other"
            table.findings.append(ROW_NOT_A_LINE.at(table.place(row), raw=raw_text(cells)))
        if role == "line" and _was_never_charged(table, row, cells):
            role = "other"
        if role != "line":
            table.roles.setdefault(role, {})[row] = cells
            continue
        table.lines[row] = cells
        if width and len(cells) > width:
            facts = {"count": len(cells), "headings": width, "raw": raw_text(cells)}
            table.findings.append(TOO_MANY_CELLS.at(table.place(row), **facts))


def _has_date_or_amount(cells: Sequence[Cell], columns: Columns) -> bool:
    keys = ("date", "transaction_date", "amount", "debit", "credit")
    return any(columns.cell(cells, key) is not None for key in keys)


def _was_never_charged(table: TableReading, row: int, cells: Sequence[Cell]) -> bool:
    status = table.text(cells, "status")
    if not status or not has_word(status, _NOT_CHARGED):
        return False
    facts = {"seen": status, "raw": raw_text(cells)}
    table.findings.append(NOT_CHARGED.at(table.place(row, "status"), **facts))
    return True
