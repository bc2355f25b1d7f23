"""A table of statement lines (CSV, XLS, XLSX) into statements, one for each account."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.cell_texts import code_of, raw_text, seen_text, text_of
from poc_sheets.readers.kinds import is_refund_text, kind_of, type_direction
from poc_sheets.readers.mapping import Mapping, Options, layout_of
from poc_sheets.readers.problems import (
    AMOUNT_ROUNDED,
    NOT_CHARGED,
    OPTIONAL_NOT_READ,
    ROW_NOT_A_LINE,
    SIGN_FROM_TEXT,
    TOO_MANY_CELLS,
)
from poc_sheets.readers.spreadsheet import Grid
from poc_sheets.readers.statement_balances import from_rows, from_running
from poc_sheets.readers.statement_columns import Columns, find_columns
from poc_sheets.readers.statement_dates import Days, read_days
from poc_sheets.readers.statement_ids import Draft, repeated_numbers
from poc_sheets.readers.statement_lines import Statement, StatementLine
from poc_sheets.readers.statement_money import Money, currency_of, read_money
from poc_sheets.readers.statement_signs import Entry, Signs, signed
from poc_sheets.readers.statement_totals import compare_totals, last_amount, role_of
from poc_sheets.readers.texts import folded, has_word
from poc_sheets.trade.money import as_text, exponent_of, to_minor
from poc_sheets.workbook import Cell

_PENDING = "pending|authori[sz]ed|authori[sz]ation|processing|hold|unposted|not posted|vorgemerkt"
_NOT_CHARGED = "declined|failed|cancell?ed|reverted|rejected|void|voided|abgelehnt"
#: More accounts than this in one file are cost codes, not bank accounts.
_MOST_ACCOUNTS = 5


@dataclass(slots=True)
class _Table:
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
        if key not in self.columns.at:
            return Place(self.grid.name, row)
        return Place(self.grid.name, row, self.columns.at[key], self.columns.heading(key))

    def text(self, cells: Sequence[Cell], key: str) -> str:
        return text_of(self.columns.cell(cells, key))

    def code(self, row: int, key: str) -> str:
        text, finding = code_of(self.columns.cell(self.lines[row], key), self.place(row, key))
        if finding is not None:
            self.findings.append(finding)
        return text


def read_table(grid: Grid, options: Options) -> list[tuple[Statement, list[Draft]]]:
    """The statements of a table, each with its lines still without ids.

    Raises:
        SheetError: the table has no statement headings, or its dates, amounts or signs can be
            read in two ways.
    """
    habits = options.habits_of(grid.rows)
    columns = find_columns(grid, habits)
    table = _Table(grid, columns, options, findings=[*grid.findings, *columns.findings])
    _sort_rows(table)
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
    return _statements(table, money, signs, days)


def money_key(columns: Columns) -> str:
    """The field whose heading stands for the amounts."""
    return next(key for key in ("amount", "debit", "credit") if key in columns.at)


def _sort_rows(table: _Table) -> None:
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


def _was_never_charged(table: _Table, row: int, cells: Sequence[Cell]) -> bool:
    status = table.text(cells, "status")
    if not status or not has_word(status, _NOT_CHARGED):
        return False
    facts = {"seen": status, "raw": raw_text(cells)}
    table.findings.append(NOT_CHARGED.at(table.place(row, "status"), **facts))
    return True


def _read_line(table: _Table, entry: Entry, days: Days, money: Money, signs: Signs) -> None:
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


def _is_pending(table: _Table, cells: Sequence[Cell]) -> bool:
    status = table.text(cells, "status")
    if folded(table.columns.heading("status")) == "pending" and has_word(status, "true|yes|y|1|x"):
        return True
    return bool(status) and has_word(status, _PENDING)


def _minor(table: _Table, row: int, entry: Entry, signs: Signs, currency: str) -> int:
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


def _original(table: _Table, row: int, money: Money, amount: int) -> tuple[int | None, str]:
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


def _statements(
    table: _Table, money: Money, signs: Signs, days: Days
) -> list[tuple[Statement, list[Draft]]]:
    accounts = list(dict.fromkeys(draft.line.account for draft in table.drafts))
    if len(accounts) > _MOST_ACCOUNTS:
        table.drafts = [
            replace(d, line=replace(d.line, account="", category=d.line.category or d.line.account))
            for d in table.drafts
        ]
        accounts = [""]
    mapping = _learned(table, money, signs, days)
    read = []
    for number, account in enumerate(accounts or [""]):
        pairs = [
            (draft, balance)
            for draft, balance in zip(table.drafts, table.balances, strict=True)
            if draft.line.account == account
        ]
        drafts = [draft for draft, _ in pairs]
        opening, closing = _balances(table, money, signs, pairs, is_only=len(accounts) <= 1)
        dates: list[date] = [draft.line.date for draft in drafts]
        statement = Statement(
            account=account,
            currency=_common([draft.line.currency for draft in drafts], table.options.currency),
            lines=(),
            opening=opening,
            closing=closing,
            from_date=min(dates, default=None),
            to_date=max(dates, default=None),
            findings=tuple(table.findings) if number == 0 else (),
            left_out=table.left_out if number == 0 else 0,
            mapping=mapping,
        )
        read.append((statement, drafts))
    return read


def _balances(
    table: _Table,
    money: Money,
    signs: Signs,
    pairs: Sequence[tuple[Draft, int | None]],
    *,
    is_only: bool,
) -> tuple[int | None, int | None]:
    posted = [(d.line.amount, balance) for d, balance in pairs if not d.line.pending]
    if "balance" in table.columns.at and not table.left_out:
        found = from_running([amount for amount, _ in posted], [b for _, b in posted])
        if found is not None:
            return found
    if not is_only:
        return None, None
    exponent = exponent_of(_common([d.line.currency for d, _ in pairs], table.options.currency))
    stated: dict[str, int | None] = {"opening": None, "closing": None}
    for role in ("opening", "closing"):
        for cells in table.roles.get(role, {}).values():
            value = last_amount(cells, table.columns, money)
            if value is not None:
                stated[role] = to_minor(value, exponent)
    total = sum(amount for amount, _ in posted)
    return from_rows(
        stated["opening"],
        stated["closing"],
        total,
        charges_positive=signs.charges_positive is True,
    )


def _learned(table: _Table, money: Money, signs: Signs, days: Days) -> Mapping:
    orders = {order for order in days.orders.values() if order in {"dmy", "mdy"}}
    return Mapping(
        fields={
            table.columns.headings[column]: key
            for key, column in table.columns.at.items()
            if column in table.columns.headings
        },
        day_first=orders == {"dmy"} if len(orders) == 1 else None,
        decimal=money.style.decimal,
        charges_positive=signs.charges_positive,
        layout=layout_of(table.grid.rows[table.columns.header_row - 1])
        if table.columns.headings
        else "",
    )


def _common(currencies: Sequence[str], default: str) -> str:
    present = set(currencies)
    return present.pop() if len(present) == 1 else default
