"""Bank and card statements, whatever file they come in, into one shape of lines.

    statements = read_statement(Path("april.ofx"))

A file is told apart by what it holds, never by its name. A field that cannot be read costs its
line and gives a finding with the line's raw text; a whole column that can be read in two ways stops
the reading and says which option decides it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from poc_sheets.problems import Place, SheetError
from poc_sheets.readers.camt import read_camt
from poc_sheets.readers.html_table import grid_of_html, is_html
from poc_sheets.readers.mapping import Mapping, Options, signature
from poc_sheets.readers.mt940 import read_mt940
from poc_sheets.readers.ofx import read_ofx
from poc_sheets.readers.problems import BALANCE_DIFFERS, NO_STATEMENT_HEADINGS, NOT_A_STATEMENT
from poc_sheets.readers.qif import read_qif
from poc_sheets.readers.spreadsheet import (
    decoded_text,
    grid_of_text,
    is_workbook,
    read_content,
    read_grid,
)
from poc_sheets.readers.statement_ids import (
    Draft,
    merge_new,
    replaced_pending,
    stale_pending,
    with_ids,
)
from poc_sheets.readers.statement_lines import Statement, StatementLine
from poc_sheets.readers.statement_table import read_table
from poc_sheets.readers.texts import DecodedText
from poc_sheets.trade.money import as_text, exponent_of

__all__ = [
    "Mapping",
    "Statement",
    "StatementLine",
    "merge_new",
    "read_statement",
    "replaced_pending",
    "signature",
    "stale_pending",
]

Read = list[tuple[Statement, list[Draft]]]

_MT940 = re.compile(r"^\s*:(?:20|25|60[FM]|61|86|62[FM]):", re.MULTILINE)
_QIF = re.compile(r"^!(?:Type|Account|Option)\b", re.MULTILINE | re.IGNORECASE)


def read_statement(
    path: Path,
    *,
    remembered: Iterable[Mapping] = (),
    currency: str = "",
    day_first: bool | None = None,
    decimal: str = "",
    charges_positive: bool | None = None,
) -> list[Statement]:
    """The statements in a file, one for each account and period.

    Reads OFX 1 and 2 (QFX), CAMT.052, .053 and .054, MT940 and MT942, QIF, and tables as CSV, XLS
    or XLSX.

    Args:
        path: the file.
        remembered: what was learned from earlier files of issuers; the one with the same headings
            counts.
        currency: the currency of amounts where the file names none (ISO 4217).
        day_first: for a table or QIF, whether 03/04 is the third of April.
        decimal: for a table or QIF, the sign before the cents.
        charges_positive: whether the issuer writes a purchase as a positive amount; needed only
            where the file does not show it.

    Raises:
        SheetError: the file is no statement, or a whole column can be read in two ways.
    """
    options = Options.of(
        remembered,
        currency=currency,
        day_first=day_first,
        decimal=decimal,
        charges_positive=charges_positive,
    )
    content = read_content(path)
    if is_workbook(content):
        return _finished(path, _read_workbook(path, options))
    decoded = decoded_text(path, content)
    return _finished(path, _read_text(path, content, decoded, options))


def _read_text(path: Path, content: bytes, decoded: DecodedText, options: Options) -> Read:
    text = decoded.text
    head = text[:8192]
    if re.search(r"<OFX\b|OFXHEADER", head, re.IGNORECASE):
        return read_ofx(path, decoded, options)
    if re.search(r"camt\.05[234]|<(?:\w+:)?BkToCstmr", head):
        return read_camt(path, content, options)
    if is_html(head):
        return read_table(grid_of_html(path, text), options)
    if _QIF.search(head):
        return read_qif(path, decoded, options)
    if _MT940.search(head):
        return read_mt940(path, decoded, options)
    if head.lstrip().startswith(("<", "{", "[")):
        raise NOT_A_STATEMENT.stop(file=path.name, reason="its text is of a kind not known here")
    return read_table(grid_of_text(path, decoded), options)


def _read_workbook(path: Path, options: Options) -> Read:
    """The statements on every sheet that holds one; a sheet of notes is passed over."""
    read: Read = []
    refused: list[SheetError] = []
    for grid in read_grid(path):
        try:
            read += read_table(grid, options)
        except SheetError as error:
            if error.finding.problem != NO_STATEMENT_HEADINGS.code:
                raise
            refused.append(error)
    if not read:
        if refused:
            raise refused[0]
        raise NOT_A_STATEMENT.stop(file=path.name, reason="none of its sheets holds a row")
    return read


def _finished(path: Path, read: Read) -> list[Statement]:
    """The statements with ids, counted over the whole file, and with their balances checked."""
    lines = with_ids([draft for _, drafts in read for draft in drafts])
    statements: list[Statement] = []
    for statement, drafts in read:
        own, lines = tuple(lines[: len(drafts)]), lines[len(drafts) :]
        statements.append(_proven(path, replace(statement, lines=own)))
    return statements


def _proven(path: Path, statement: Statement) -> Statement:
    """The statement, with a finding where its lines do not lead to its closing balance."""
    if not statement.difference:
        return statement
    exponent = exponent_of(statement.currency)
    opening, closing = statement.opening or 0, statement.closing or 0
    amounts: Sequence[int] = (opening, statement.posted_total, closing, statement.difference)
    shown = [as_text(amount, exponent) for amount in amounts]
    finding = BALANCE_DIFFERS.at(
        Place(tab=path.name),
        opening=shown[0],
        lines=shown[1],
        sum=as_text(opening + statement.posted_total, exponent),
        closing=shown[2],
        difference=shown[3],
    )
    return replace(statement, findings=(*statement.findings, finding))
