"""A statement file into the Card Statement tab."""

from collections.abc import Sequence
from pathlib import Path

from poc_sheets.problems import Finding
from poc_sheets.readers.statement import Statement, StatementLine, read_statement
from poc_sheets.settings import Settings
from poc_sheets.tabs.card_statement import CardLine


def read_lines(
    path: Path,
    settings: Settings,
    *,
    day_first: bool | None,
    decimal: str,
    charges_positive: bool | None,
) -> tuple[list[CardLine], list[Finding], list[Statement]]:
    """The lines of a statement file as rows, what was found on the way, and the statements."""
    statements = read_statement(
        path,
        currency=settings.currency,
        day_first=day_first,
        decimal=decimal,
        charges_positive=charges_positive,
    )
    rows = [_row(line, path.stem) for s in statements for line in s.lines]
    findings = [finding for statement in statements for finding in statement.findings]
    return rows, findings, statements


def balance_note(statements: Sequence[Statement]) -> str:
    """What the balances prove, for the summary."""
    if any(not statement.is_final for statement in statements):
        return " The balances do not add up yet: see the findings."
    if statements and all(statement.is_proven for statement in statements):
        return " Opening balance and lines lead to the closing balance."
    return ""


def _row(line: StatementLine, statement: str) -> CardLine:
    return CardLine(
        line_id=line.line_id,
        statement=statement,
        card=line.card,
        holder=line.holder,
        date=line.date,
        transaction_date=line.transaction_date,
        vendor=line.vendor,
        memo=line.memo,
        reference=line.reference,
        amount=line.amount,
        original_amount=line.original_amount,
        original_currency=line.original_currency,
        is_pending=line.pending,
        kind=line.kind,
    )
