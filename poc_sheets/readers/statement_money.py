"""The money of each row of a statement table, as it stands: value, side, what cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.amounts import (
    Ambiguous,
    Style,
    amount_style,
    credit_mark,
    currency_in,
    is_blank,
    parse_amount,
    read_amount,
)
from poc_sheets.readers.cell_texts import raw_text, seen_text, text_of
from poc_sheets.readers.currencies import CODES
from poc_sheets.readers.mapping import Mapping as Habits
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.problems import (
    AMBIGUOUS_AMOUNTS,
    AMOUNT_NOT_READ,
    AMOUNT_STYLE_DIFFERS,
    BOTH_SIDES_FILLED,
)
from poc_sheets.readers.statement_columns import Columns
from poc_sheets.readers.statement_headings import currency_of_heading
from poc_sheets.readers.statement_signs import Entry, side_of
from poc_sheets.readers.texts import folded
from poc_sheets.trade.money import exponent_of
from poc_sheets.workbook import Cell

Rows = Mapping[int, Sequence[Cell]]


@dataclass(slots=True)
class Money:
    """What the money columns of a table hold, by row."""

    columns: Columns
    tab: str
    style: Style
    original_style: Style
    #: Whether no currency of the file has decimals, so that every separator groups thousands.
    is_whole: bool
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread_rows: set[int] = field(default_factory=set)

    def amount(self, cells: Sequence[Cell], key: str) -> Decimal | None:
        """The amount in a column of a row, in whatever style it is written."""
        style = self.original_style if key == "original_amount" else self.style
        return _value(self.columns.cell(cells, key), style, is_whole=self.is_whole)

    def place(self, row: int, key: str) -> Place:
        """Where a field of a row stands."""
        return Place(self.tab, row, self.columns.at.get(key), self.columns.heading(key))


def currency_of(cells: Sequence[Cell], columns: Columns, options: Options) -> str:
    """The currency of a row: its own column, then the heading, then a sign beside the amount."""
    stated = text_of(columns.cell(cells, "currency")).upper()
    if stated in CODES:
        return stated
    for key in ("amount", "debit", "credit"):
        if key not in columns.at:
            continue
        code = currency_of_heading(columns.heading(key))
        cell = columns.cell(cells, key)
        code = code or (currency_in(cell) if isinstance(cell, str) else "")
        if code:
            return code
    return options.currency


def read_money(rows: Rows, tab: str, columns: Columns, options: Options, habits: Habits) -> Money:
    """The money of every row; the issuer's habit where the column does not tell.

    Raises:
        SheetError: `ambiguous-amounts` where the column does not show what stands before the cents.
    """
    exponents = {exponent_of(currency_of(cells, columns, options)) for cells in rows.values()}
    style = _style(rows, columns, options, ("amount", "debit", "credit", "balance", "fee"))
    if not style.is_settled and habits.decimal:
        style = Style(habits.decimal)
    original = _style(rows, columns, options, ("original_amount",))
    money = Money(columns, tab, style, original if original.decimal else style, exponents == {0})
    if not style.is_settled and not money.is_whole:
        key = next(key for key in ("amount", "debit", "credit") if key in columns.at)
        place = Place(tab, columns.header_row, columns.at[key], columns.heading(key))
        seen = f"{style.ambiguous[0]} has three digits behind its only sign"
        if style.points or style.commas:
            seen = f"{style.points} cells have a point before the cents, {style.commas} a comma"
        raise AMBIGUOUS_AMOUNTS.stop(place, heading=place.heading, seen=seen)
    for row, cells in rows.items():
        _read_row(row, cells, money)
    return money


def _style(rows: Rows, columns: Columns, options: Options, keys: Sequence[str]) -> Style:
    if options.decimal:
        return Style(options.decimal)
    cells = [columns.cell(row, key) for key in keys if key in columns.at for row in rows.values()]
    return amount_style(cells)


def _value(cell: Cell, style: Style, *, is_whole: bool) -> Decimal | None:
    reading = read_amount(cell, decimal=style.decimal or None)
    if isinstance(reading, Ambiguous):
        whole = max(reading.with_point, reading.with_comma, key=abs)
        return whole if is_whole else None
    if reading is None and isinstance(cell, str):
        # Written the other way, but readable in one way only: the caller says so in a finding.
        other = parse_amount(cell)
        return None if isinstance(other, Ambiguous) else other
    return reading


def _read_row(row: int, cells: Sequence[Cell], money: Money) -> None:
    columns = money.columns
    keys = [key for key in ("debit", "credit", "amount") if key in columns.at]
    filled = [key for key in keys if not is_blank(columns.cell(cells, key))]
    values = {key: money.amount(cells, key) for key in filled}
    if len(filled) == 2:
        # A zero says that the money stands on the other side.
        filled = [key for key in filled if values[key] != 0] or filled[:1]
    if len(filled) == 2 and None not in values.values():
        debit, credit = (seen_text(columns.cell(cells, key)) for key in filled)
        place, raw = money.place(row, filled[0]), raw_text(cells)
        money.findings.append(BOTH_SIDES_FILLED.at(place, debit=debit, credit=credit, raw=raw))
        money.unread_rows.add(row)
        return
    unread = next((key for key in filled if values[key] is None), "" if filled else keys[0])
    if unread:
        seen, raw = seen_text(columns.cell(cells, unread)), raw_text(cells)
        money.findings.append(AMOUNT_NOT_READ.at(money.place(row, unread), seen=seen, raw=raw))
        money.unread_rows.add(row)
        return
    money.entries.append(_entry(row, cells, filled[0], values[filled[0]] or Decimal(0), money))
    _note_repair(row, cells, filled[0], money)


def _entry(row: int, cells: Sequence[Cell], key: str, value: Decimal, money: Money) -> Entry:
    columns = money.columns
    cell = columns.cell(cells, key)
    text = " ".join(text_of(columns.cell(cells, name)) for name in ("vendor", "memo"))
    type_text = text_of(columns.cell(cells, "type"))
    side = key if key != "amount" else side_of(text_of(columns.cell(cells, "direction")))
    mark = credit_mark(cell) if isinstance(cell, str) else ""
    if mark:
        return Entry(row, abs(value), mark, text, type_text)
    is_ledger_debit = key == "debit" and "out" not in folded(columns.heading(key))
    return Entry(row, value, side, text, type_text, is_ledger_debit=is_ledger_debit)


def _note_repair(row: int, cells: Sequence[Cell], key: str, money: Money) -> None:
    """A warning for an amount that is written differently from its column."""
    cell = money.columns.cell(cells, key)
    if not isinstance(cell, str) or not money.style.decimal:
        return
    if parse_amount(cell, decimal=money.style.decimal) is None:
        read = money.amount(cells, key)
        place = money.place(row, key)
        seen, raw = text_of(cell), raw_text(cells)
        money.findings.append(AMOUNT_STYLE_DIFFERS.at(place, seen=seen, read=read, raw=raw))
