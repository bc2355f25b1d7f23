"""Real files, and files others wrote, are read whole or refused with a reason."""

import os
from pathlib import Path

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.statement import Statement, read_statement

SAMPLES = Path(
    os.environ.get("POC_SHEETS_SAMPLES", Path(__file__).parents[3] / "shared" / "samples")
)

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample folder is not beside the project"),
]

#: Lines read and lines left out with a finding.
READ = {
    "purchase_card/birmingham_purchasecardtransactionsaugust2014.xls": (2365, 0),
    "purchase_card/birmingham_cusersfinainmndesktoppublish-spend-april-2017.xls": (3163, 0),
    "statements/ofx/anzcc.ofx": (1, 0),
    "statements/ofx/bank_medium.ofx": (3, 0),
    "statements/ofx/checking.ofx": (3, 0),
    "statements/ofx/multiple_accounts.ofx": (0, 0),
    "statements/ofx/suncorp.ofx": (1, 0),
    "statements/ofx/fail_nice/date_missing.ofx": (0, 3),
    "statements/ofx/fail_nice/decimal_error.ofx": (0, 1),
    "statements/ofx/fail_nice/empty_balance.ofx": (1, 0),
}
REFUSED = {
    "statements/ofx/bank_small.ofx": "holds no statement",
    "statements/ofx/signon_fail.ofx": "your password was incorrect",
    "statements/mt940/amount_formats.sta": "no message in it has an account",
    "statements/mt940/currency_in_25.sta": "no message in it has an account",
    "statements/mt940/empty_86.sta": "no message in it has an account",
    "mcc_codes.csv": "no row of statement headings",
}


def _read(name: str) -> list[Statement]:
    return read_statement(SAMPLES / name)


def _accounted(statements: list[Statement]) -> tuple[int, int]:
    return sum(len(s.lines) for s in statements), sum(s.left_out for s in statements)


@pytest.mark.parametrize(("name", "expected"), READ.items())
def test_every_line_is_read_or_left_out_with_a_reason(name: str, expected: tuple[int, int]) -> None:
    statements = _read(name)
    assert _accounted(statements) == expected
    stopping = [f for s in statements for f in s.findings if "left out" in f.title]
    assert len(stopping) == expected[1]


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_a_file_without_a_statement_is_refused_with_the_reason(name: str, reason: str) -> None:
    with pytest.raises(SheetError, match=reason):
        _read(name)


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("statements/mt940/*")), ids=lambda path: path.name
)
def test_every_field_61_of_mt940_is_a_line(path: Path) -> None:
    if f"statements/mt940/{path.name}" in REFUSED:
        pytest.skip("it holds no statement")
    fields = path.read_text(encoding="utf-8", errors="replace").count("\n:61:")
    assert _accounted(read_statement(path)) == (fields, 0)


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("statements/camt/*")), ids=lambda path: path.name
)
def test_every_entry_of_camt_is_read(path: Path) -> None:
    entries = path.read_text(encoding="utf-8").count("<Ntry>")
    statements = read_statement(path)
    found = {line.source_row for s in statements for line in s.lines}
    assert (len(found), _accounted(statements)[1]) == (entries, 0)


def test_the_council_months_have_their_sums_and_their_ids() -> None:
    (statement,) = _read("purchase_card/birmingham_purchasecardtransactionsaugust2014.xls")
    assert len({line.line_id for line in statement.lines}) == len(statement.lines)
    assert {line.currency for line in statement.lines} == {"GBP"}
    assert all(line.card.startswith("*") for line in statement.lines)
    assert sum(line.amount < 0 for line in statement.lines) == 42
