"""QIF files: the old exchange format of Quicken, one letter a field, `^` behind each line.

Dates have no fixed order, so they are decided over the whole file as in a table.
"""

from dataclasses import dataclass, field
from pathlib import Path

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.amounts import Ambiguous, amount_style, parse_amount
from poc_sheets.readers.dates import Order, date_style, read_date
from poc_sheets.readers.kinds import kind_of
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.problems import (
    AMBIGUOUS_AMOUNTS,
    AMBIGUOUS_DATES,
    AMOUNT_NOT_READ,
    DATE_NOT_READ,
    ENCODING_GUESSED,
    NOT_A_STATEMENT,
    SHORT_YEARS,
)
from poc_sheets.readers.statement_ids import Draft
from poc_sheets.readers.statement_lines import Statement, StatementLine
from poc_sheets.readers.texts import DecodedText, one_line, shortened, unified_lines
from poc_sheets.trade.money import exponent_of, to_minor

_READ_TYPES = {"bank", "cash", "ccard", "oth a", "oth l"}


@dataclass(slots=True)
class _Record:
    """One line of the file: its fields by letter, and the row it starts on."""

    row: int
    account: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def raw(self) -> str:
        return shortened(" ".join(f"{key}{value}" for key, value in self.fields.items()), 300)

    @property
    def day_text(self) -> str:
        """The date as other files write it: Quicken writes `1/13' 5` for 2005."""
        return self.fields.get("D", "").replace("'", "/").replace("/ ", "/0")

    @property
    def amount_text(self) -> str:
        return self.fields.get("T") or self.fields.get("U", "")


def read_qif(
    path: Path, decoded: DecodedText, options: Options
) -> list[tuple[Statement, list[Draft]]]:
    """The statements of a QIF file, one for each account.

    Raises:
        SheetError: `not-a-statement` where it holds no account's lines, `ambiguous-dates` or
            `ambiguous-amounts` where the whole file can be read in two ways.
    """
    records = _records(decoded.text)
    if not records:
        reason = "it holds no lines of a bank, cash or card account"
        raise NOT_A_STATEMENT.stop(file=path.name, reason=reason)
    findings: list[Finding] = []
    if not decoded.is_certain and not decoded.text.isascii():
        place = Place(tab=path.name)
        findings.append(ENCODING_GUESSED.at(place, encoding=decoded.encoding, stated="nothing"))
    order = _order(path, records, options, findings)
    decimal = _decimal(path, records, options)
    read = []
    for account in dict.fromkeys(record.account for record in records):
        own = [record for record in records if record.account == account]
        drafts = [_draft(path, r, order, decimal, options, findings) for r in own]
        kept = [draft for draft in drafts if draft is not None]
        days = [draft.line.date for draft in kept]
        statement = Statement(
            account=account,
            currency=options.currency,
            lines=(),
            from_date=min(days, default=None),
            to_date=max(days, default=None),
            findings=tuple(findings),
            left_out=len(drafts) - len(kept),
        )
        findings = []
        read.append((statement, kept))
    return read


def _records(text: str) -> list[_Record]:
    records: list[_Record] = []
    account, section = "", "bank"
    current: _Record | None = None
    for row, line in enumerate(unified_lines(text).split("\n"), start=1):
        if line.startswith("!"):
            word = line[1:].strip().casefold()
            section = word.removeprefix("type:") if not word.startswith("option") else section
            current = None
        elif line.startswith("^"):
            if current is not None and section == "account":
                account = current.fields.get("N", account)
            elif current is not None and section in _READ_TYPES and current.fields:
                records.append(current)
            current = None
        elif line.strip():
            current = current or _Record(row, account)
            current.fields.setdefault(line[0], line[1:].strip())
    if current is not None and section in _READ_TYPES and current.amount_text:
        records.append(current)
    return records


def _order(path: Path, records: list[_Record], options: Options, findings: list[Finding]) -> Order:
    place = Place(tab=path.name, heading="D")
    style = date_style([record.day_text for record in records], day_first=options.day_first)
    if not style.is_settled:
        seen = f"no day is after the twelfth; {style.ambiguous[0]} could be either"
        raise AMBIGUOUS_DATES.stop(place, heading="D", seen=seen)
    if style.short_year:
        read = read_date(style.short_year, style.order)
        findings.append(SHORT_YEARS.at(place, heading="D", seen=style.short_year, read=read))
    return style.order


def _decimal(path: Path, records: list[_Record], options: Options) -> str:
    if options.decimal:
        return options.decimal
    style = amount_style([record.amount_text for record in records])
    if not style.is_settled:
        seen = f"{style.ambiguous[0]} has three digits behind its only sign"
        raise AMBIGUOUS_AMOUNTS.stop(Place(tab=path.name, heading="T"), heading="T", seen=seen)
    return style.decimal


def _draft(
    path: Path,
    record: _Record,
    order: Order,
    decimal: str,
    options: Options,
    findings: list[Finding],
) -> Draft | None:
    place = Place(tab=path.name, row=record.row)
    day = read_date(record.day_text, order)
    value = parse_amount(record.amount_text, decimal=decimal or None)
    if day is None:
        seen = record.fields.get("D", "")
        findings.append(DATE_NOT_READ.at(place, seen=seen, raw=record.raw))
        return None
    if value is None or isinstance(value, Ambiguous):
        findings.append(AMOUNT_NOT_READ.at(place, seen=record.amount_text, raw=record.raw))
        return None
    amount = to_minor(value, exponent_of(options.currency))
    amount = amount if options.charges_positive else -amount
    vendor, memo = one_line(record.fields.get("P", "")), one_line(record.fields.get("M", ""))
    line = StatementLine(
        line_id="",
        account=record.account,
        date=day,
        transaction_date=None,
        amount=amount,
        currency=options.currency,
        vendor=vendor or memo,
        memo=memo if vendor else "",
        reference=record.fields.get("N", ""),
        card="",
        holder="",
        original_amount=None,
        original_currency="",
        pending=False,
        kind=kind_of(amount, type_text="", text=f"{vendor} {memo}"),
        category=record.fields.get("L", ""),
        source_row=record.row,
        raw=record.raw,
    )
    return Draft(line)
