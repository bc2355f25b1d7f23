"""CAMT files of any version; the balances decide where banks disagree."""

from datetime import date
from pathlib import Path

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.statement import Statement, read_statement


def balance(code: str, amount: str, side: str = "CRDT", currency: str = "EUR") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='{currency}'>{amount}</Amt>"
        f"<CdtDbtInd>{side}</CdtDbtInd></Bal>"
    )


def entry(
    amount: str, side: str = "DBIT", details: str = "", *, extra: str = "", status: str = "BOOK"
) -> str:
    return (
        f"<Ntry><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{extra}"
        f"<Sts>{status}</Sts><BookgDt><DtTm>2026-04-14T23:30:00-08:00</DtTm></BookgDt>"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def detail(amount: str, name: str, currency: str = "EUR") -> str:
    return (
        f"<TxDtls><Amt Ccy='{currency}'>{amount}</Amt><RltdPties><Cdtr><Nm>{name}</Nm></Cdtr>"
        f"</RltdPties><RmtInf><Ustrd>Invoice {name}</Ustrd></RmtInf></TxDtls>"
    )


def read(tmp_path: Path, body: str, version: str = "053.001.02", head: str = "") -> Statement:
    path = tmp_path / "statement.txt"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{version}"><BkToCstmrStmt><Stmt>'
        f"<CreDtTm>2026-04-30T10:00:00</CreDtTm><Acct><Id><IBAN>NL26X</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{body}</Stmt></BkToCstmrStmt></Document>"
    )
    (statement,) = read_statement(path)
    return statement


def problems(statement: Statement) -> list[str]:
    return [finding.problem for finding in statement.findings]


@pytest.mark.parametrize("version", ["053.001.02", "053.001.08", "052.001.06", "054.001.04"])
def test_any_version_is_read_and_proven_by_its_balances(tmp_path: Path, version: str) -> None:
    body = (
        balance("OPBD", "100.00")
        + balance("CLBD", "87.50")
        + entry("12.50", details=detail("12.50", "Grip"))
    )
    statement = read(tmp_path, body, version)
    (line,) = statement.lines
    assert (line.amount, line.currency, line.account) == (1250, "EUR", "NL26X")
    assert (line.vendor, line.memo, line.date) == ("Grip", "Invoice Grip", date(2026, 4, 14))
    assert (statement.opening, statement.closing, statement.is_proven) == (-10000, -8750, True)


def test_a_batch_is_read_as_its_parts(tmp_path: Path) -> None:
    parts = detail("10.00", "Grip") + detail("2.50", "Paint")
    statement = read(tmp_path, entry("12.50", details=parts))
    assert [(line.amount, line.vendor) for line in statement.lines] == [
        (1000, "Grip"),
        (250, "Paint"),
    ]


def test_what_a_batch_has_more_than_its_parts_is_a_part_of_its_own(tmp_path: Path) -> None:
    parts = detail("10.00", "Grip") + detail("2.00", "Paint")
    statement = read(tmp_path, entry("12.50", details=parts))
    assert [(line.amount, line.kind) for line in statement.lines] == [
        (1000, "charge"), (200, "charge"), (50, "fee"),
    ]  # fmt: skip
    assert problems(statement) == ["batch-difference"]


@pytest.mark.parametrize(
    "parts",
    [
        detail("12.50", "Grip") + detail("12.50", "Paint"),
        detail("10.00", "Grip", "USD") + detail("2.50", "Paint", "USD"),
        "<TxDtls/><TxDtls/>",
    ],
)
def test_a_batch_whose_parts_cannot_be_told_apart_is_one_line(tmp_path: Path, parts: str) -> None:
    statement = read(tmp_path, entry("12.50", details=parts))
    assert [line.amount for line in statement.lines] == [1250]
    assert problems(statement) == ["batch-not-split"]


def test_a_reversal_keeps_the_sign_it_is_sent_with(tmp_path: Path) -> None:
    reversal = entry("12.50", "CRDT", extra="<RvslInd>true</RvslInd>")
    body = balance("OPBD", "100.00") + balance("CLBD", "112.50") + reversal
    statement = read(tmp_path, body)
    assert (statement.lines[0].amount, problems(statement)) == (-1250, [])


def test_a_reversal_is_turned_only_where_that_proves_the_balance(tmp_path: Path) -> None:
    reversal = entry("12.50", "CRDT", extra="<RvslInd>true</RvslInd>")
    turned = read(tmp_path, balance("OPBD", "100.00") + balance("CLBD", "87.50") + reversal)
    assert (turned.lines[0].amount, turned.is_proven) == (1250, True)
    assert problems(turned) == ["reversals-turned"]
    neither = read(tmp_path, balance("OPBD", "100.00") + balance("CLBD", "50.00") + reversal)
    assert (neither.lines[0].amount, problems(neither)) == (-1250, ["balance-differs"])


def test_what_is_not_booked_yet_is_pending_and_not_in_the_balance(tmp_path: Path) -> None:
    body = balance("OPBD", "100.00") + balance("CLBD", "100.00") + entry("12.50", status="PDNG")
    statement = read(tmp_path, body)
    assert (statement.lines[0].pending, statement.is_proven) == (True, True)


def test_a_balance_in_another_currency_is_told_and_not_compared(tmp_path: Path) -> None:
    body = balance("OPBD", "100.00") + balance("CLBD", "9.00", currency="SEK") + entry("12.50")
    statement = read(tmp_path, body)
    assert (statement.closing, problems(statement)) == (None, ["balance-not-read"])


def test_an_entry_without_a_day_takes_that_of_the_message_and_it_is_told(tmp_path: Path) -> None:
    statement = read(tmp_path, "<Ntry><Amt Ccy='EUR'>1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Ntry>")
    assert statement.lines[0].date == date(2026, 4, 30)
    assert problems(statement) == ["date-repaired"]


def test_an_amount_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    statement = read(tmp_path, entry("12O.50") + entry("1.00"))
    assert ([line.amount for line in statement.lines], statement.left_out) == ([100], 1)


@pytest.mark.parametrize(
    ("head", "body", "problem"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]>', entry("&a;"), "unsafe-file"),
        ("", "<broken>", "not-a-statement"),
    ],
)
def test_hostile_and_broken_files_are_refused(
    tmp_path: Path, head: str, body: str, problem: str
) -> None:
    with pytest.raises(SheetError) as stopped:
        read(tmp_path, body, head=head)
    assert stopped.value.finding.problem == problem
