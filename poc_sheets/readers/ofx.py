"""OFX and QFX statements, version 1 (SGML without end tags) and 2 (XML), as banks really send them.

Banks break the format in every way, so nothing but the tags of a transaction is relied on. Source:
OFX Banking Specification 1.6 and 2.2, sections 3.2.8 (dates) and 11.4 (statements).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.amounts import Ambiguous, Style, amount_style, parse_amount
from poc_sheets.readers.dates import parse_iso_start
from poc_sheets.readers.kinds import kind_of
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.problems import (
    AMOUNT_NOT_READ,
    BALANCE_NOT_READ,
    DATE_FROM_ELSEWHERE,
    DATE_NOT_READ,
    ENCODING_GUESSED,
    NOT_A_STATEMENT,
    SIGNS_TURNED,
)
from poc_sheets.readers.statement_ids import Draft, repeated_numbers
from poc_sheets.readers.statement_lines import Statement, StatementLine
from poc_sheets.readers.texts import DecodedText, one_line, shortened
from poc_sheets.trade.money import exponent_of, to_minor

_STATEMENT = re.compile(r"<((?:CC|INV)?STMTRS)>", re.IGNORECASE)
_TRANSACTION = re.compile(
    r"<STMTTRN(P?)>(.*?)(?=</?STMTTRNP?>|</BANKTRANLISTP?>|<LEDGERBAL>|<AVAILBAL>"
    r"|</(?:CC|INV)?STMTRS>|$)",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(r"<([A-Z0-9.]+)>\s*(<!\[CDATA\[.*?\]\]>|[^<]*)", re.IGNORECASE | re.DOTALL)
_OUT_TYPES = {"DEBIT", "POS", "FEE", "SRVCHG", "ATM", "CHECK", "DIRECTDEBIT", "CASH"}
_IN_TYPES = {"CREDIT", "DEP", "DIRECTDEP"}
_KINDS = {
    "FEE": "fee", "SRVCHG": "fee", "INT": "interest", "ATM": "cash", "CASH": "cash",
    "CHECK": "check", "XFER": "transfer",
}  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """One statement of the file while it is read."""

    file: str
    account: str
    currency: str
    style: Style
    charges_positive: bool | None
    findings: list[Finding] = field(default_factory=list)
    left_out: int = 0

    def amount(self, text: str) -> Decimal | None:
        """An amount, where the sign before the cents is settled by the whole statement."""
        reading = parse_amount(text, decimal=self.style.decimal or None)
        # The standard allows no separators of thousands, so a lone sign stands before decimals.
        if isinstance(reading, Ambiguous):
            return reading.with_point if "." in text else reading.with_comma
        if reading is None and self.style.decimal:
            other = parse_amount(text)
            return None if isinstance(other, Ambiguous) else other
        return reading


def read_ofx(
    path: Path, decoded: DecodedText, options: Options
) -> list[tuple[Statement, list[Draft]]]:
    """The statements of an OFX file.

    Raises:
        SheetError: `not-a-statement` with the bank's own message where the file holds none.
    """
    read = []
    entry = 0
    for body in _statement_bodies(decoded.text):
        statement, drafts, entry = _read_one(path, body, options, entry)
        read.append((statement, drafts))
    if not read:
        fields = _fields(decoded.text)
        said = fields.get("MESSAGE", "")
        reason = f'the bank answers "{said}"' if said else "it holds no statement"
        raise NOT_A_STATEMENT.stop(file=path.name, reason=reason)
    if not decoded.is_certain and not decoded.text.isascii():
        stated = re.search(
            r"(?:CHARSET|encoding)\W{1,2}([\w-]+)", decoded.text[:400], re.IGNORECASE
        )
        finding = ENCODING_GUESSED.at(
            Place(tab=path.name),
            encoding=decoded.encoding,
            stated=stated[1] if stated else "nothing",
        )
        first, drafts = read[0]
        read[0] = (replace(first, findings=(finding, *first.findings)), drafts)
    return read


def _statement_bodies(text: str) -> Iterator[str]:
    """The text of each statement; a file of bare transactions counts as one."""
    starts = [found.start() for found in _STATEMENT.finditer(text)]
    if not starts and re.search(r"<STMTTRNP?>", text, re.IGNORECASE):
        starts = [0]
    for start, end in pairwise([*starts, len(text)]):
        yield text[start:end]


def _fields(text: str) -> dict[str, str]:
    """The first value of each tag."""
    fields: dict[str, str] = {}
    for tag, value in _FIELD.findall(text):
        plain = value[9:-3] if value.startswith("<![CDATA[") else unescape(value)
        if plain.strip():
            fields.setdefault(tag.upper(), one_line(plain))
        else:
            fields.setdefault(f"{tag.upper()}?", "")
    return fields


def _read_one(
    path: Path, body: str, options: Options, entry: int
) -> tuple[Statement, list[Draft], int]:
    found = list(_TRANSACTION.finditer(body))
    head = _fields(body[: found[0].start()] if found else body)
    transactions = [(item[1] != "", _fields(item[2]), shortened(item[2], 300)) for item in found]
    style = amount_style([fields.get("TRNAMT", "") for _, fields, _ in transactions])
    reading = _Reading(
        file=path.name,
        account=head.get("ACCTID", ""),
        currency=head.get("CURDEF", options.currency).upper(),
        style=style,
        charges_positive=options.charges_positive,
    )
    if reading.charges_positive is None:
        reading.charges_positive = _is_turned(reading, [fields for _, fields, _ in transactions])
    drafts = []
    for number, (pending, fields, raw) in enumerate(transactions, start=entry + 1):
        draft = _draft(reading, fields, number, raw, pending=pending)
        reading.left_out += draft is None
        drafts += [draft] if draft else []
    place = Place(tab=path.name)
    reading.findings += repeated_numbers(drafts, place)
    closing = _ledger_balance(reading, body)
    statement = Statement(
        account=reading.account,
        currency=reading.currency,
        lines=(),
        closing=closing,
        from_date=parse_iso_start(head.get("DTSTART", "")),
        to_date=parse_iso_start(head.get("DTEND", "")),
        findings=tuple(reading.findings),
        left_out=reading.left_out,
    )
    return statement, drafts, entry + len(transactions)


def _is_turned(reading: _Reading, transactions: list[dict[str, str]]) -> bool:
    """Whether the issuer sends charges as positive amounts, against the standard."""
    signs = [
        (fields.get("TRNTYPE", "").upper(), amount > 0)
        for fields in transactions
        if (amount := reading.amount(fields.get("TRNAMT", "")))
    ]
    charges = [positive for kind, positive in signs if kind in _OUT_TYPES]
    credits_ = [positive for kind, positive in signs if kind in _IN_TYPES]
    turned = len(charges) >= 2 and all(charges) and not any(credits_) and bool(credits_)
    if turned:
        finding = SIGNS_TURNED.at(Place(tab=reading.file), charges=len(charges))
        reading.findings.append(finding)
    return turned


def _draft(
    reading: _Reading, fields: dict[str, str], number: int, raw: str, *, pending: bool
) -> Draft | None:
    place = Place(tab=reading.file, row=number)
    value = reading.amount(fields.get("TRNAMT", ""))
    if value is None:
        seen = fields.get("TRNAMT", "")
        reading.findings.append(AMOUNT_NOT_READ.at(place, seen=seen, raw=raw))
        return None
    days = _days(reading, fields, place, raw, pending=pending)
    if days is None:
        return None
    currency, original_currency, rate = _currencies(reading, fields)
    amount = to_minor(value, exponent_of(currency)) * (1 if reading.charges_positive else -1)
    original = None
    if original_currency and rate:
        original = to_minor(value / rate, exponent_of(original_currency))
        original = abs(original) if amount >= 0 else -abs(original)
    kind = fields.get("TRNTYPE", "").upper()
    vendor, memo = fields.get("NAME", ""), fields.get("MEMO", "")
    line = StatementLine(
        line_id="",
        account=reading.account,
        date=days[0],
        transaction_date=days[1],
        amount=amount,
        currency=currency,
        vendor=vendor or memo,
        memo=memo if vendor else "",
        reference=_reference(fields),
        card=fields.get("CARDNUM", ""),
        holder="",
        original_amount=original,
        original_currency=original_currency,
        pending=pending,
        kind=_KINDS.get(kind) or kind_of(amount, type_text=kind, text=f"{vendor} {memo}"),
        category=fields.get("SIC", ""),
        source_row=number,
        raw=raw,
    )
    return Draft(line, fields.get("FITID", ""))


def _days(
    reading: _Reading, fields: dict[str, str], place: Place, raw: str, *, pending: bool
) -> tuple[date, date | None] | None:
    seen = fields.get("DTPOSTED", fields.get("DTTRAN", ""))
    posted = parse_iso_start(seen)
    bought = parse_iso_start(fields.get("DTUSER", ""))
    if posted is None and bought is None:
        reading.findings.append(DATE_NOT_READ.at(place, seen=seen, raw=raw))
        return None
    if posted is None and bought is not None:
        if not pending:
            finding = DATE_FROM_ELSEWHERE.at(place, seen=seen, used=bought, raw=raw)
            reading.findings.append(finding)
        posted = bought
    return (posted, bought) if posted else None


def _currencies(reading: _Reading, fields: dict[str, str]) -> tuple[str, str, Decimal | None]:
    """Currency of the amount, of the purchase, and the rate between them (section 5.2)."""
    symbol = fields.get("CURSYM", "").upper()
    rate = parse_amount(fields.get("CURRATE", ""), decimal=".")
    if not symbol or isinstance(rate, Ambiguous):
        return reading.currency, "", None
    if "CURRENCY?" in fields:
        # The amount itself is in the other currency.
        return symbol, "", None
    return reading.currency, symbol, rate


def _reference(fields: dict[str, str]) -> str:
    check = fields.get("CHECKNUM", "")
    return check if check.strip("0") else fields.get("REFNUM", "")


def _ledger_balance(reading: _Reading, body: str) -> int | None:
    """The closing balance, money owed positive; the standard's balance is money held."""
    found = re.search(
        r"<LEDGERBAL>(.*?)(?=</LEDGERBAL>|<AVAILBAL>|$)", body, re.IGNORECASE | re.DOTALL
    )
    if found is None:
        return None
    text = _fields(found[1]).get("BALAMT", "")
    value = reading.amount(text)
    if value is None:
        reason = f'the closing balance shows "{text}"'
        reading.findings.append(BALANCE_NOT_READ.at(Place(tab=reading.file), reason=reason))
        return None
    return -to_minor(value, exponent_of(reading.currency))
