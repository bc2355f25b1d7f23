"""Which column of a statement table is which: by its headings, or by what the columns hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.amounts import is_blank, read_amount
from poc_sheets.readers.cell_texts import raw_text
from poc_sheets.readers.dates import date_style, read_date
from poc_sheets.readers.headers import Header, find_header, normalise_heading
from poc_sheets.readers.mapping import Mapping as Habits
from poc_sheets.readers.problems import HEADING_TWICE, NO_HEADINGS_GUESSED, NO_STATEMENT_HEADINGS
from poc_sheets.readers.spreadsheet import Grid
from poc_sheets.readers.statement_headings import MEMO_TOO, headings_for
from poc_sheets.workbook import Cell

_DATES = ("date", "transaction_date")
_MONEY = ("amount", "debit", "credit")
_BILLED = ("billing", "billed", "settlement", "posted", "account currency")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a statement table, by field, from 1; `first_row` is the first below them."""

    header_row: int
    first_row: int
    at: Mapping[str, int]
    headings: Mapping[int, str]
    findings: tuple[Finding, ...] = ()

    def heading(self, field: str) -> str:
        """The heading of a field as in the file, or the field's name where there is none."""
        return self.headings.get(self.at.get(field, 0), field.replace("_", " "))

    def cell(self, cells: Sequence[Cell], field: str) -> Cell:
        """The cell of a field in a row."""
        column = self.at.get(field, 0)
        return cells[column - 1] if 0 < column <= len(cells) else None


def find_columns(grid: Grid, habits: Habits) -> Columns:
    """The columns of a statement table; the issuer's habits name headings that nobody else has.

    Raises:
        SheetError: `no-statement-headings` where neither headings nor cells show a date and an
            amount.
    """
    wanted = _wanted(grid, habits)
    header = find_header(grid.rows, wanted, required=("date", "amount", "debit", "credit"))
    if header is not None:
        at = _settled(header, habits)
        if any(key in at for key in _DATES) and any(key in at for key in _MONEY):
            findings = _duplicates(grid, header)
            return Columns(header.row, header.last_row + 1, at, header.headings, findings)
    guessed = _guess(grid)
    if guessed is not None:
        return guessed
    first = next((raw_text(row) for row in grid.rows if any(row)), "nothing")
    place = Place(tab=grid.name)
    raise NO_STATEMENT_HEADINGS.stop(place, file=grid.name, seen=f'"{first}"')


def _wanted(grid: Grid, habits: Habits) -> dict[str, list[str]]:
    """The accepted headings, with those that an earlier file has settled in front."""
    wanted = headings_for(grid.rows)
    settled = {normalise_heading(heading): key for heading, key in habits.fields.items()}
    for key, headings in wanted.items():
        wanted[key] = [h for h in headings if settled.get(normalise_heading(h), key) == key]
    for heading, key in habits.fields.items():
        if key:
            wanted.setdefault(key, []).insert(0, heading)
    return wanted


def _settled(header: Header, habits: Habits) -> dict[str, int]:
    """The columns by field, with the amounts and texts that stand in for one another."""
    at = dict(header.columns)
    settled = {normalise_heading(heading) for heading in habits.fields}
    free = {
        normalise_heading(text): column
        for column, text in header.headings.items()
        if column not in at.values() and normalise_heading(text) not in settled
    }
    _settle_money(at, free, header)
    if "vendor" not in at and "memo" in at:
        at["vendor"] = at.pop("memo")
    if "memo" not in at and "vendor" in at:
        memo = next(
            (free[normalise_heading(h)] for h in MEMO_TOO if normalise_heading(h) in free), 0
        )
        if memo:
            at["memo"] = memo
    if "holder" in at and "card" not in at and "account" in at:
        # American Express calls the last digits of the card the account number.
        at["card"] = at.pop("account")
    return at


def _settle_money(at: dict[str, int], free: Mapping[str, int], header: Header) -> None:
    """Which columns are the amount of the line, where several could be."""
    if "amount" not in at and "debit" not in at and "credit" not in at and "original_amount" in at:
        at["amount"] = at.pop("original_amount")
    billed = normalise_heading(header.heading_of("amount")).startswith(_BILLED)
    if billed and "original_amount" not in at:
        for heading in ("transaction amount", "amount"):
            if heading in free:
                at["original_amount"] = free[heading]
                break
    if {"debit", "credit"} <= at.keys():
        at.pop("amount", None)
    elif "amount" in at:
        at.pop("debit", None)
        at.pop("credit", None)


def _duplicates(grid: Grid, header: Header) -> tuple[Finding, ...]:
    findings = []
    for other in header.duplicates:
        text = header.headings[other]
        used = next(
            (
                column
                for column in sorted(header.columns.values())
                if normalise_heading(header.headings[column]) == normalise_heading(text)
            ),
            0,
        )
        place = Place(grid.name, header.row, other, text)
        findings.append(HEADING_TWICE.at(place, heading=text, used=used, other=other))
    return tuple(findings)


def _guess(grid: Grid) -> Columns | None:
    """The columns of a table without headings: one of dates, one of amounts, one of names."""
    rows = [row for row in grid.rows[:200] if len([c for c in row if c is not None]) >= 3]
    if not rows or len(rows) < len([r for r in grid.rows[:200] if r]) * 0.8:
        return None
    width = max(map(len, rows))
    columns = {
        number: [row[number - 1] if number <= len(row) else None for row in rows]
        for number in range(1, width + 1)
    }
    date_column = next((n for n, cells in columns.items() if _share_of_dates(cells) > 0.9), 0)
    money = [n for n, cells in columns.items() if n != date_column and _is_money(cells)]
    lengths = {
        n: fmean(len(c) if isinstance(c, str) else 0 for c in cells)
        for n, cells in columns.items()
        if n != date_column and n not in money
    }
    vendor = max(lengths, key=lambda n: lengths[n]) if lengths else 0
    if not (date_column and money and vendor and lengths[vendor] >= 3):
        return None
    at = {"date": date_column, "amount": money[0], "vendor": vendor}
    shown = f"date {date_column}, amount {money[0]}, name {vendor}"
    finding = NO_HEADINGS_GUESSED.at(Place(tab=grid.name, row=1), columns=shown)
    first_row = next(n for n, row in enumerate(grid.rows, start=1) if row)
    return Columns(first_row - 1, first_row, at, {}, (finding,))


def _share_of_dates(cells: Sequence[Cell]) -> float:
    order = date_style(cells).order
    read = [
        (isinstance(cell, str) and read_date(cell, order or "dmy") is not None)
        or (cell is not None and not isinstance(cell, int | float | str))
        for cell in cells
    ]
    return sum(read) / len(read)


def _is_money(cells: Sequence[Cell]) -> bool:
    """Whether nearly every cell is an amount, and some show cents."""
    filled = [cell for cell in cells if not is_blank(cell)]
    amounts = [c for c in filled if read_amount(c) is not None and read_date(c, "dmy") is None]
    cents = [
        cell
        for cell in amounts
        if (isinstance(cell, float) and cell != int(cell))
        or (isinstance(cell, str) and any(sign in cell[-4:] for sign in ".,"))
    ]
    return len(filled) > len(cells) * 0.9 and len(amounts) > len(filled) * 0.9 and bool(cents)
