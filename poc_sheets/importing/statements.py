"""A statement file into the Card Statement tab."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from poc_sheets.problems import Finding
from poc_sheets.readers.mapping import Mapping
from poc_sheets.readers.statement import Statement, StatementLine, merge_new, read_statement
from poc_sheets.settings import Settings
from poc_sheets.tabs.card_statement import CardLine

#: The columns that come from the file; the rest of a row is people's and the reconciliation's.
FROM_FILE = (
    "line_id",
    "statement",
    "bank_account",
    "card",
    "holder",
    "date",
    "transaction_date",
    "vendor",
    "memo",
    "reference",
    "amount",
    "original_amount",
    "original_currency",
    "is_pending",
    "kind",
)


@dataclass(slots=True)
class ReadFile:
    """What a statement file holds."""

    statements: list[Statement]
    lines: list[StatementLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = [line for statement in self.statements for line in statement.lines]
        self.findings = [each for statement in self.statements for each in statement.findings]


def read_file(
    path: Path,
    settings: Settings,
    remembered: Iterable[Mapping] = (),
    *,
    day_first: bool | None,
    decimal: str,
    charges_positive: bool | None,
) -> ReadFile:
    """The statements of a file.

    Raises:
        SheetError: it is no statement, or a column can be read in two ways.
    """
    return ReadFile(
        read_statement(
            path,
            remembered=remembered,
            currency=settings.currency,
            day_first=day_first,
            decimal=decimal,
            charges_positive=charges_positive,
        )
    )


def unknown_lines(
    present: Sequence[CardLine], lines: Sequence[StatementLine]
) -> list[StatementLine]:
    """The lines whose content the tab does not have, and those whose id it has.

    A bank that numbers anew with every download gives lines that are there already other ids: the
    content decides. Lines of a known id go on to where they are compared with the row.
    """
    ids = {row.line_id for row in present}
    fresh = {id(line) for line in merge_new([line_of(row) for row in present], lines)}
    return [line for line in lines if id(line) in fresh or line.line_id in ids]


def row_of(line: StatementLine, statement: str) -> CardLine:
    """A line as a row of the tab."""
    return CardLine(
        line_id=line.line_id,
        statement=statement,
        bank_account=line.account,
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


def line_of(row: CardLine) -> StatementLine:
    """A row of the tab as the line that it was imported from."""
    return StatementLine(
        line_id=row.line_id,
        account=row.bank_account,
        date=row.date,
        transaction_date=row.transaction_date,
        amount=row.amount,
        currency="",
        vendor=row.vendor,
        memo=row.memo,
        reference=row.reference,
        card=row.card,
        holder=row.holder,
        original_amount=row.original_amount,
        original_currency=row.original_currency,
        pending=row.is_pending,
        kind=row.kind,
        category="",
        source_row=row.row or 0,
        raw="",
    )


def balance_note(statements: Sequence[Statement]) -> str:
    """What the balances prove, for the summary."""
    if any(not statement.is_final for statement in statements):
        return " The balances do not add up yet: see the findings."
    if statements and all(statement.is_proven for statement in statements):
        return " Opening balance and lines lead to the closing balance."
    return ""
