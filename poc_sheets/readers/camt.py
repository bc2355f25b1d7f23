"""CAMT.052, .053 and .054 account reports of ISO 20022, any version and any bank's habits.

Source: ISO 20022 message definition report "Bank-to-Customer Cash Management"; where banks disagree
on it (the sign of reversals, the amounts of a batch), the statement's own balances decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from poc_sheets.problems import Finding, Place
from poc_sheets.readers.camt_batches import Part, split_entry
from poc_sheets.readers.camt_elements import (
    Element,
    amount_of,
    children,
    every,
    find,
    root_of,
    text_at,
)
from poc_sheets.readers.dates import parse_iso_start
from poc_sheets.readers.kinds import kind_of
from poc_sheets.readers.mapping import Options
from poc_sheets.readers.problems import (
    AMOUNT_NOT_READ,
    BALANCE_NOT_READ,
    DATE_FROM_ELSEWHERE,
    DATE_NOT_READ,
    NOT_A_STATEMENT,
)
from poc_sheets.readers.reversals import with_proven_reversals
from poc_sheets.readers.statement_ids import Draft, repeated_numbers
from poc_sheets.readers.statement_lines import Statement, StatementLine
from poc_sheets.readers.texts import one_line, shortened
from poc_sheets.trade.money import exponent_of, to_minor

#: Opening and closing balances, the booked ones before the interim ones.
_OPENING, _CLOSING = ("OPBD", "PRCD", "ITBD"), ("CLBD", "ITBD")


@dataclass(slots=True)
class _Reading:
    """One account report while it is read."""

    file: str
    account: str
    currency: str
    #: The day the message was made.
    made: date | None
    findings: list[Finding] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    reversals: set[int] = field(default_factory=set)
    left_out: int = 0


def read_camt(path: Path, content: bytes, options: Options) -> list[tuple[Statement, list[Draft]]]:
    """The statements of a CAMT file.

    Raises:
        SheetError: `unsafe-file` where the XML declares entities, `not-a-statement` where it is
            broken or holds no account report.
    """
    root = root_of(path, content)
    read: list[tuple[Statement, list[Draft]]] = []
    entries = 0
    for report in every(root, "Stmt", "Rpt", "Ntfctn"):
        made = parse_iso_start(text_at(report, "CreDtTm"))
        reading = _Reading(path.name, _account(report), _currency(report, options), made)
        for entry in children(report, "Ntry"):
            entries += 1
            _read_entry(reading, entry, entries)
        read.append(_statement(reading, report))
    if not read:
        raise NOT_A_STATEMENT.stop(file=path.name, reason="it holds no account report")
    return read


def _statement(reading: _Reading, report: Element) -> tuple[Statement, list[Draft]]:
    reading.findings += repeated_numbers(reading.drafts, Place(tab=reading.file))
    period = find(report, "FrToDt")
    opening = _balance(reading, report, _OPENING, is_last=False)
    closing = _balance(reading, report, _CLOSING, is_last=True)
    drafts, turned = with_proven_reversals(
        reading.drafts, reading.reversals, opening, closing, Place(tab=reading.file)
    )
    statement = Statement(
        account=reading.account,
        currency=reading.currency,
        lines=(),
        opening=opening,
        closing=closing,
        from_date=parse_iso_start(text_at(period, "FrDtTm"))
        or parse_iso_start(text_at(period, "FrDt")),
        to_date=parse_iso_start(text_at(period, "ToDtTm"))
        or parse_iso_start(text_at(period, "ToDt")),
        findings=(*reading.findings, *turned),
        left_out=reading.left_out,
    )
    return statement, drafts


def _read_entry(reading: _Reading, entry: Element, number: int) -> None:
    place = Place(tab=reading.file, row=number)
    raw = shortened(" ".join(entry.itertext()), 300)
    stated = find(entry, "Amt")
    amount = amount_of(stated)
    if stated is None or amount is None:
        seen = text_at(entry, "Amt")
        reading.findings.append(AMOUNT_NOT_READ.at(place, seen=seen, raw=raw))
        reading.left_out += 1
        return
    day = _day(entry)
    if day is None and reading.made is not None:
        day = reading.made
        used = f"{day} (the day of the message)"
        reading.findings.append(DATE_FROM_ELSEWHERE.at(place, seen="", used=used, raw=raw))
    if day is None:
        reading.findings.append(DATE_NOT_READ.at(place, seen="", raw=raw))
        reading.left_out += 1
        return
    currency = stated.get("Ccy", "") or reading.currency
    sign = -1 if text_at(entry, "CdtDbtInd") == "CRDT" else 1
    details = list(every(entry, "TxDtls"))
    total = sign * to_minor(amount, exponent_of(currency))
    parts, findings = split_entry(
        total, [_part(d, currency, sign) for d in details], currency, place
    )
    reading.findings += findings
    status = text_at(entry, "Sts", "Cd") or text_at(entry, "Sts")
    for part in parts:
        if text_at(entry, "RvslInd") in {"true", "1"}:
            reading.reversals.add(len(reading.drafts))
        detail = details[part.detail] if part.detail is not None else None
        joined = details if part.detail is None and len(parts) == 1 else []
        line = _line(reading, entry, detail, joined, part, day, currency)
        reading.drafts.append(Draft(_placed(line, number, raw, status), _number(entry, detail)))


def _part(detail: Element, currency: str, sign: int) -> Part:
    """What a detail says about its own amount: minor units in both readings of its sign."""
    paths = (("Amt",), ("AmtDtls", "TxAmt", "Amt"))
    found = next((e for path in paths if (e := find(detail, *path)) is not None), None)
    value = amount_of(found)
    if value is None or found is None:
        return Part(None, "", sign)
    code = found.get("Ccy", currency)
    own = text_at(detail, "CdtDbtInd")
    own_sign = sign if not own else (-1 if own == "CRDT" else 1)
    return Part(to_minor(value, exponent_of(code)), code, own_sign)


def _line(
    reading: _Reading,
    entry: Element,
    detail: Element | None,
    joined: Sequence[Element],
    part: Part,
    day: date,
    currency: str,
) -> StatementLine:
    source = detail if detail is not None else entry
    amount = part.amount or 0
    vendor = _party(source, amount) if part.kind != "fee" and len(joined) < 2 else ""
    memo = _memo(source) if not joined else " / ".join(filter(None, map(_memo, joined)))
    extra = text_at(entry, "AddtlNtryInf")
    original, original_currency = _original(source, amount, currency)
    return StatementLine(
        line_id="",
        account=reading.account,
        date=day,
        transaction_date=None,
        amount=amount,
        currency=currency,
        vendor=vendor or extra or memo,
        memo=memo if vendor or extra else "",
        reference=text_at(source, "Refs", "EndToEndId") or text_at(entry, "AcctSvcrRef"),
        card="",
        holder="",
        original_amount=original,
        original_currency=original_currency,
        pending=False,
        kind=part.kind or kind_of(amount, type_text="", text=f"{vendor} {memo} {extra}"),
        category=text_at(entry, "BkTxCd", "Domn", "Fmly", "SubFmlyCd"),
        source_row=0,
        raw="",
    )


def _placed(line: StatementLine, number: int, raw: str, status: str) -> StatementLine:
    return replace(line, source_row=number, raw=raw, pending=status in {"PDNG", "INFO", "FUTR"})


def _number(entry: Element, detail: Element | None) -> str:
    """The bank's own number: of the part where there is one, with that of the entry."""
    own = text_at(detail, "Refs", "AcctSvcrRef") or text_at(detail, "Refs", "TxId")
    whole = text_at(entry, "AcctSvcrRef") or text_at(entry, "NtryRef")
    end_to_end = text_at(detail, "Refs", "EndToEndId")
    return " ".join(dict.fromkeys(filter(None, (whole, own, end_to_end)))) if whole or own else ""


def _party(source: Element, amount: int) -> str:
    """Who is on the other side: paid where money goes out, paying where it comes in."""
    names = ("Cdtr", "UltmtCdtr", "TradgPty") if amount >= 0 else ("Dbtr", "UltmtDbtr")
    for parties in every(source, "RltdPties"):
        for name in names:
            party = find(parties, name)
            found = text_at(party, "Nm") or text_at(party, "Pty", "Nm")
            if found:
                return found
    return ""


def _memo(source: Element) -> str:
    """The remittance text and references of a detail, or of the first detail of an entry."""
    for remittance in every(source, "RmtInf"):
        texts = [e.text for e in every(remittance, "Ustrd", "Ref", "AddtlRmtInf") if e.text]
        if texts:
            return one_line(" ".join(texts))
    return text_at(source, "AddtlTxInf")


def _original(source: Element, amount: int, currency: str) -> tuple[int | None, str]:
    """The instructed amount, where it is in another currency."""
    for path in (("AmtDtls", "InstdAmt", "Amt"), ("AmtDtls", "TxAmt", "Amt")):
        found = find(source, *path)
        value = amount_of(found)
        if found is not None and value is not None and found.get("Ccy", currency) != currency:
            code = found.get("Ccy")
            original = to_minor(abs(value), exponent_of(code))
            return (original if amount >= 0 else -original), code
    return None, ""


def _balance(
    reading: _Reading, report: Element, codes: Sequence[str], *, is_last: bool
) -> int | None:
    """A balance, money owed positive; the bank's is money held."""
    for code in codes:
        found = [b for b in children(report, "Bal") if code in {e.text for e in every(b, "Cd")}]
        if not found or (code == "ITBD" and len(found) < 2):
            continue
        balance = found[-1] if is_last else found[0]
        element = find(balance, "Amt")
        value = amount_of(element)
        stated = element.get("Ccy", "") if element is not None else ""
        if value is None or (stated and reading.currency and stated != reading.currency):
            reason = f"the balance {code} is {text_at(balance, 'Amt')} {stated}, the account is in {reading.currency}"
            reading.findings.append(BALANCE_NOT_READ.at(Place(tab=reading.file), reason=reason))
            return None
        sign = 1 if text_at(balance, "CdtDbtInd") == "DBIT" else -1
        return sign * to_minor(value, exponent_of(reading.currency))
    return None


def _account(report: Element) -> str:
    account = find(report, "Acct", "Id")
    for path in (("IBAN",), ("Othr", "Id"), ("PrtryAcct", "Id"), ("BBAN",)):
        if text := text_at(account, *path):
            return text
    return ""


def _currency(report: Element, options: Options) -> str:
    """The account's currency: as stated, else that of its first balance or entry."""
    stated = text_at(report, "Acct", "Ccy")
    if stated:
        return stated
    first = next(
        (e for kind in ("Bal", "Ntry") for b in children(report, kind) for e in every(b, "Amt")),
        None,
    )
    return first.get("Ccy", options.currency) if first is not None else options.currency


def _day(entry: Element) -> date | None:
    """The booking day, else the value day."""
    for path in (("BookgDt", "Dt"), ("BookgDt", "DtTm"), ("ValDt", "Dt"), ("ValDt", "DtTm")):
        day = parse_iso_start(text_at(entry, *path))
        if day is not None:
            return day
    return None
