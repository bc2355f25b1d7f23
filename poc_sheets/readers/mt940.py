"""MT940 statements and MT942 reports of SWIFT, as banks really send them.

Source: SWIFT FIN user handbook, category 9, MT940 and MT942; the free text of field 86 follows
each bank's own habits, of which the common ones are read (`mt940_texts`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.dates import nearest_year, parse_iso_start
from poc_sheets.readers.kinds import kind_of
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.mt940_texts import read_details
from poc_sheets.readers.problems import (
    AMOUNT_NOT_READ,
    BALANCE_NOT_READ,
    COUNT_DIFFERS,
    NOT_A_STATEMENT,
    TEXT_MISPLACED,
)
from poc_sheets.readers.reversals import with_proven_reversals
from poc_sheets.readers.statement_ids import Draft, repeated_numbers
from poc_sheets.readers.statement_lines import Statement, StatementLine
from poc_sheets.readers.texts import DecodedText, one_line, shortened, unified_lines
from poc_sheets.trade.money import as_text, exponent_of, to_minor

_TAG = re.compile(r"^:(\d{2}[A-Z]?):(.*)$")
_END = re.compile(r"^-(?:XXX|\})?\s*$")
_BALANCE = re.compile(r"^\s*([CD])(\d{6})([A-Z]{3})\s*(\d[\d.]*,?\d*)")
_LINE = re.compile(
    r"^\s*(?P<value>\d{6})(?P<entry>\d{4})?(?P<mark>E?[CD]|R[CD])(?P<funds>[A-Z])?"
    r"(?P<amount>\d[\d.]*,?\d*)(?P<type>[A-Z][A-Z0-9]{3})?(?P<reference>[^\n]*)"
)
_NO_REFERENCE = {"", "NONREF", "EREF", "NREF"}


@dataclass(slots=True)
class _Block:
    """A field with its following lines, and the line of the file it starts on."""

    tag: str
    text: str
    row: int


@dataclass(slots=True)
class _Message:
    """One message while it is read; messages of one account can be pages of one statement."""

    file: str
    account: str = ""
    currency: str = ""
    opening: int | None = None
    closing: int | None = None
    dates: list[date] = field(default_factory=list)
    lines: list[list[_Block]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    reversals: set[int] = field(default_factory=set)
    counts: list[_Block] = field(default_factory=list)
    left_out: int = 0
    is_started: bool = False


def read_mt940(
    path: Path, decoded: DecodedText, options: Options
) -> list[tuple[Statement, list[Draft]]]:
    """The statements of an MT940 or MT942 file, one for each message.

    Raises:
        SheetError: `not-a-statement` where no message names an account or holds a line.
    """
    read = []
    for message in _messages(path.name, decoded.text, options):
        if not message.account and not message.lines:
            continue
        if message.account and not message.lines and message.opening is None:
            continue
        _read_lines(message)
        read.append(_statement(message))
    if not read:
        reason = "no message in it has an account with a balance or a line"
        raise NOT_A_STATEMENT.stop(file=path.name, reason=reason)
    return read


def _blocks(text: str) -> Iterator[_Block | None]:
    """The fields of the file; `None` where a message ends."""
    current: _Block | None = None
    for row, line in enumerate(unified_lines(text).split("\n"), start=1):
        found = _TAG.match(line)
        if found:
            if current is not None:
                yield current
            current = _Block(found[1], found[2], row)
        elif _END.match(line) or re.match(r"^\{\d:", line):
            if current is not None:
                yield current
            current = None
            yield None
        elif current is not None:
            current.text += f"\n{line}"
    if current is not None:
        yield current


def _messages(file: str, text: str, options: Options) -> Iterator[_Message]:
    message = _Message(file, currency=options.currency)
    for block in _blocks(text):
        if block is None or (block.tag == "20" and message.is_started):
            yield message
            message = _Message(file, currency=options.currency)
            if block is None:
                continue
        message.is_started = True
        _take(message, block)
    yield message


def _take(message: _Message, block: _Block) -> None:
    """One field into its message."""
    if block.tag == "25":
        if message.account and message.lines:
            place = Place(tab=message.file, row=block.row)
            seen = shortened(block.text)
            message.findings.append(TEXT_MISPLACED.at(place, seen=seen, expected="an account"))
            message.lines[-1].append(_Block("86", block.text, block.row))
        else:
            message.account = one_line(block.text)
            if found := re.search(r"\d([A-Z]{3})$", message.account):
                message.currency = found[1]
    elif block.tag in {"60F", "60M", "62F", "62M"}:
        _take_balance(message, block)
    elif block.tag == "34F" and re.match(r"[A-Z]{3}", block.text):
        message.currency = block.text[:3]
    elif block.tag == "61":
        message.lines.append([block])
    elif block.tag == "86" and message.lines and message.closing is None:
        message.lines[-1].append(block)
    elif block.tag in {"90D", "90C"}:
        message.counts.append(block)


def _take_balance(message: _Message, block: _Block) -> None:
    found = _BALANCE.match(block.text)
    if found is None:
        reason = f'field {block.tag} shows "{shortened(block.text)}"'
        place = Place(tab=message.file, row=block.row)
        message.findings.append(BALANCE_NOT_READ.at(place, reason=reason))
        return
    message.currency = found[3]
    held = to_minor(_decimal(found[4]), exponent_of(found[3]))
    owed = held if found[1] == "D" else -held
    if day := _short_date(found[2]):
        message.dates.append(day)
    if block.tag.startswith("60"):
        message.opening = owed if message.opening is None else message.opening
    else:
        message.closing = owed


def _read_lines(message: _Message) -> None:
    for blocks in message.lines:
        first = blocks[0]
        place = Place(tab=message.file, row=first.row)
        raw = shortened(" ".join(block.text for block in blocks), 300)
        found = _LINE.match(first.text)
        day = _short_date(found["value"]) if found else None
        if found is None or day is None:
            message.findings.append(AMOUNT_NOT_READ.at(place, seen=shortened(first.text), raw=raw))
            message.left_out += 1
            continue
        if found["entry"]:
            # The booking has no year of its own; around New Year it is not that of the value day.
            day = nearest_year(int(found["entry"][:2]), int(found["entry"][2:]), day) or day
        if found["mark"].startswith("R"):
            message.reversals.add(len(message.drafts))
        message.drafts.append(_draft(message, found, blocks, day, raw))
    _check_counts(message)


def _draft(
    message: _Message, found: re.Match[str], blocks: list[_Block], day: date, raw: str
) -> Draft:
    value = to_minor(_decimal(found["amount"]), exponent_of(message.currency))
    # A reversed credit is money out, a reversed debit money in.
    is_out = found["mark"] in {"D", "ED", "RC"}
    amount = value if is_out else -value
    # Some banks put the name behind the reference, far to the right.
    codes, _, name = found["reference"].strip().partition("   ")
    own, _, banks = (one_line(part) for part in codes.partition("//"))
    supplement = one_line(" ".join(blocks[0].text.split("\n")[1:]))
    details = read_details("\n".join(block.text for block in blocks[1:]))
    name = one_line(name) or details.name
    reference = next((code for code in (own, banks) if code not in _NO_REFERENCE), "")
    line = StatementLine(
        line_id="",
        account=message.account,
        date=day,
        transaction_date=None,
        amount=amount,
        currency=message.currency,
        vendor=name or details.text or supplement,
        memo=details.text if name else supplement,
        reference=reference,
        card="",
        holder="",
        original_amount=None,
        original_currency="",
        pending=found["mark"].startswith("E"),
        kind=kind_of(amount, type_text="", text=f"{name} {details.text}"),
        category="",
        source_row=blocks[0].row,
        raw=raw,
    )
    return Draft(line, banks if banks not in _NO_REFERENCE else "")


def _check_counts(message: _Message) -> None:
    """Compare the bank's own numbers and sums of debits and credits (MT942) with the lines."""
    for block in message.counts:
        found = re.match(r"^(\d+)([A-Z]{3})(\d[\d.]*,?\d*)", block.text)
        if found is None:
            continue
        is_debit = block.tag == "90D"
        amounts = [d.line.amount for d in message.drafts if (d.line.amount > 0) == is_debit]
        exponent = exponent_of(found[2])
        stated, total = to_minor(_decimal(found[3]), exponent), abs(sum(amounts))
        if int(found[1]) != len(amounts) or stated != total:
            side = "debits" if is_debit else "credits"
            message.findings.append(
                COUNT_DIFFERS.at(
                    Place(tab=message.file, row=block.row),
                    stated=f"{found[1]} {side} of {as_text(stated, exponent)}",
                    read=f"{len(amounts)} of {as_text(total, exponent)}",
                )
            )


def _statement(message: _Message) -> tuple[Statement, list[Draft]]:
    place = Place(tab=message.file)
    drafts, turned = with_proven_reversals(
        message.drafts, message.reversals, message.opening, message.closing, place
    )
    findings = (*message.findings, *turned, *repeated_numbers(drafts, place))
    days = [*message.dates, *(draft.line.date for draft in drafts)]
    statement = Statement(
        account=message.account,
        currency=message.currency,
        lines=(),
        opening=message.opening,
        closing=message.closing,
        from_date=min(days, default=None),
        to_date=max(days, default=None),
        findings=findings,
        left_out=message.left_out,
    )
    return statement, drafts


def _decimal(text: str) -> Decimal:
    """A SWIFT amount: the comma stands before the decimals and may stand last."""
    return Decimal(text.replace(".", "").replace(",", "."))


def _short_date(text: str) -> date | None:
    """YYMMDD; SWIFT reads years from 80 on as of the last century."""
    century = "19" if text[:2] >= "80" else "20"
    return parse_iso_start(century + text)
