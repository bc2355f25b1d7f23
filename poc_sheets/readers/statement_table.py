"""A table of statement lines (CSV, XLS, XLSX) read line by line: dates, money, signs, texts."""

from collections.abc import Sequence
from dataclasses import replace

from poc_sheets.problems import Place
from poc_sheets.readers.cell_texts import raw_text, seen_text
from poc_sheets.readers.kinds import is_refund_text, kind_of, type_direction
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.problems import AMOUNT_ROUNDED, OPTIONAL_NOT_READ, SIGN_FROM_TEXT
from poc_sheets.readers.spreadsheet import Grid
from poc_sheets.readers.statement_accounts import statements_of
from poc_sheets.readers.statement_columns import Columns, find_columns
from poc_sheets.readers.statement_dates import Days, read_days
from poc_sheets.readers.statement_ids import Draft, repeated_numbers
from poc_sheets.readers.statement_lines import Statement, StatementLine
from poc_sheets.readers.statement_money import Money, currency_of, read_money
from poc_sheets.readers.statement_rows import TableReading, sort_rows
from poc_sheets.readers.statement_signs import Entry, Signs, signed
from poc_sheets.readers.statement_totals import compare_totals
from poc_sheets.readers.texts import folded, has_word
from poc_sheets.trade.money import as_text, exponent_of, to_minor
from poc_sheets.workbook import Cell

_PENDING = "pending|authori[sz]ed|authori[sz]ation|processing|hold|unposted|not posted|vorgemerkt"


def read_table(grid: Grid, options: Options) -> list[tuple[Statement, list[Draft]]]:
    """The statements of a table, each with its lines still without ids.

    Raises:
        SheetError: the table has no statement headings, or its dates, amounts or signs can be
            read in two ways.
    """
    habits = options.habits_of(grid.rows)
    columns = find_columns(grid, habits)
    table = TableReading(grid, columns, options, findings=[*grid.findings, *columns.findings])
    sort_rows(table)
    days = read_days(table.lines, grid.name, columns, options, habits, is_1904=grid.is_1904)
    money = read_money(table.lines, grid.name, columns, options, habits)
    heading = table.place(columns.header_row or 1, money_key(columns))
    signs = signed(
        money.entries,
        heading,
        charges_positive=options.charges_positive,
        habit=habits.charges_positive,
        has_balance="balance" in columns.at,
    )
    table.findings += [*money.findings, *signs.findings]
    table.left_out += len(money.unread_rows)
    for entry in money.entries:
        _read_line(table, entry, days, money, signs)
    table.findings += days.findings
    table.findings += compare_totals(table.roles.get("total", {}), table.lines, money)
    table.findings += repeated_numbers(table.drafts, Place(tab=grid.name))
    return statements_of(table, money, signs, days)


def money_key(columns: Columns) -> str:
    """The field whose heading stands for the amounts."""
    return next(key for key in ("amount", "debit", "credit") if key in columns.at)


def _read_line(table: TableReading, entry: Entry, days: Days, money: Money, signs: Signs) -> None:
    row, cells = entry.row, table.lines[entry.row]
    pending = _is_pending(table, cells)
    found = days.read(row, cells, pending=pending)
    if found is None:
        table.left_out += 1
        return
    currency = currency_of(cells, table.columns, table.options)
    amount = _minor(table, row, entry, signs, currency)
    original, original_currency = _original(table, row, money, amount)
    vendor, memo = (_unquoted(table.text(cells, key)) for key in ("vendor", "memo"))
    line = StatementLine(
        line_id="",
        account=table.code(row, "account"),
        date=found[0],
        transaction_date=found[1],
        amount=amount,
        currency=currency,
        vendor=vendor,
        memo=memo,
        reference=table.code(row, "reference"),
        card=table.code(row, "card").removeprefix("-"),
        holder=table.text(cells, "holder"),
        original_amount=original,
        original_currency=original_currency,
        pending=pending,
        kind=kind_of(amount, type_text=entry.type_text, text=f"{vendor} {memo}"),
        category=table.text(cells, "category"),
        source_row=row,
        raw=raw_text(cells),
    )
    number, own_id = table.code(row, "bank_number"), table.code(row, "line_id")
    line = replace(line, reference=line.reference or number)
    table.drafts.append(Draft(line, number, own_id))
    balance = money.amount(cells, "balance") if "balance" in table.columns.at else None
    exponent = exponent_of(currency)
    table.balances.append(None if balance is None else to_minor(balance, exponent))
    fee = money.amount(cells, "fee") if "fee" in table.columns.at else None
    if fee:
        taken = replace(line, amount=abs(to_minor(fee, exponent)), kind="fee", memo="Fee")
        table.drafts.append(Draft(taken, f"{number} fee" if number else "", ""))
        table.balances.append(None)


def _unquoted(text: str) -> str:
    """A text without the apostrophe that keeps a program from reading it as a formula."""
    return text[1:] if text[:1] == "'" and not text[1:2].islower() else text


def _is_pending(table: TableReading, cells: Sequence[Cell]) -> bool:
    status = table.text(cells, "status")
    if folded(table.columns.heading("status")) == "pending" and has_word(status, "true|yes|y|1|x"):
        return True
    return bool(status) and has_word(status, _PENDING)


def _minor(table: TableReading, row: int, entry: Entry, signs: Signs, currency: str) -> int:
    """The amount in minor units; rounding and a turned sign are said."""
    value, exponent = signs.amounts[row], exponent_of(currency)
    amount = to_minor(value, exponent)
    cells = table.lines[row]
    place = table.place(row, money_key(table.columns))
    if value.scaleb(exponent) != amount:
        read, raw = as_text(amount, exponent), raw_text(cells)
        seen = seen_text(table.columns.cell(cells, money_key(table.columns)))
        table.findings.append(AMOUNT_ROUNDED.at(place, seen=seen, read=read, raw=raw))
    says = entry.type_text if type_direction(entry.type_text) == "in" else ""
    says = says or (entry.text if is_refund_text(entry.text) else "")
    if amount > 0 and says and not entry.side:
        amount = -amount
        read, raw = as_text(amount, exponent), raw_text(cells)
        table.findings.append(SIGN_FROM_TEXT.at(place, reason=says.strip(), read=read, raw=raw))
    return amount


def _original(table: TableReading, row: int, money: Money, amount: int) -> tuple[int | None, str]:
    """The amount in the currency of the purchase, with the sign of the line."""
    cells = table.lines[row]
    cell = table.columns.cell(cells, "original_amount")
    currency = table.text(cells, "original_currency").upper()
    if cell is None:
        return None, currency
    value = money.amount(cells, "original_amount")
    if value is None:
        place = table.place(row, "original_amount")
        facts = {"heading": place.heading, "seen": seen_text(cell), "raw": raw_text(cells)}
        table.findings.append(OPTIONAL_NOT_READ.at(place, **facts))
        return None, currency
    original = abs(to_minor(value, exponent_of(currency)))
    return (original if amount >= 0 else -original), currency
