"""The lines of a table laid apart: a statement for each account, with its balances."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from poc_sheets.readers.mapping import Mapping, layout_of
from poc_sheets.readers.statement_balances import from_rows, from_running
from poc_sheets.readers.statement_dates import Days
from poc_sheets.readers.statement_ids import Draft
from poc_sheets.readers.statement_lines import Statement
from poc_sheets.readers.statement_money import Money
from poc_sheets.readers.statement_rows import TableReading
from poc_sheets.readers.statement_signs import Signs
from poc_sheets.readers.statement_totals import last_amount
from poc_sheets.trade.money import exponent_of, to_minor

#: More accounts than this in one file are cost codes, not bank accounts.
_MOST_ACCOUNTS = 5


def statements_of(
    table: TableReading, money: Money, signs: Signs, days: Days
) -> list[tuple[Statement, list[Draft]]]:
    """The statements of a table whose lines are read; the first one has what is said of all."""
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
    table: TableReading,
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


def _learned(table: TableReading, money: Money, signs: Signs, days: Days) -> Mapping:
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
