"""MT940 and MT942 messages, with the habits of several banks."""

from datetime import date
from pathlib import Path

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.statement import Statement, read_statement


def read_all(tmp_path: Path, text: str) -> list[Statement]:
    path = tmp_path / "statement.txt"
    path.write_text(text)
    return read_statement(path)


def read(
    tmp_path: Path, lines: str, opening: str = "C260401EUR100,", closing: str = ""
) -> Statement:
    end = f":62F:{closing}\n" if closing else ""
    (statement,) = read_all(
        tmp_path, f":20:X\n:25:NL26X\n:28C:1/1\n:60F:{opening}\n{lines}\n{end}-\n"
    )
    return statement


def problems(statement: Statement) -> list[str]:
    return [finding.problem for finding in statement.findings]


@pytest.mark.parametrize(
    ("field", "amount"),
    [
        ("2604140414D12,50NTRFNONREF", 1250),
        ("260414D12,5NTRFNONREF", 1250),
        ("260414C107,NTRFNONREF", -10700),
        ("260414C500NTRFNONREF", -50000),
        ("260414DR000000012,50NMSCNONREF", 1250),
        ("260414CN0,01NTRFNONREF", -1),
        ("260414RC12,50NTRFNONREF", 1250),
        ("260414RD12,50NTRFNONREF", -1250),
        ("260414RCR12,50NTRFNONREF", 1250),
    ],
)
def test_a_line_is_read_with_its_side(tmp_path: Path, field: str, amount: int) -> None:
    (line,) = read(tmp_path, f":61:{field}").lines
    assert (line.amount, line.date, line.currency) == (amount, date(2026, 4, 14), "EUR")
    assert (line.account, line.source_row) == ("NL26X", 5)


def test_the_balances_prove_the_lines(tmp_path: Path) -> None:
    proven = read(tmp_path, ":61:260414D12,50NTRFNONREF", closing="C260414EUR87,50")
    assert (proven.opening, proven.closing, proven.is_proven) == (-10000, -8750, True)
    wrong = read(tmp_path, ":61:260414D12,50NTRFNONREF", closing="C260414EUR80,50")
    assert (wrong.difference, wrong.is_final, problems(wrong)) == (-700, False, ["balance-differs"])


@pytest.mark.parametrize(
    ("value", "entry", "day"),
    [("251231", "0102", date(2026, 1, 2)), ("260102", "1230", date(2025, 12, 30)),
     ("260414", "0415", date(2026, 4, 15)), ("260414", "1345", date(2026, 4, 14))],
)  # fmt: skip
def test_a_booking_day_has_the_year_nearest_to_the_value_day(
    tmp_path: Path, value: str, entry: str, day: date
) -> None:
    assert read(tmp_path, f":61:{value}{entry}D1,00NTRFNONREF").lines[0].date == day


@pytest.mark.parametrize(
    ("text", "vendor", "memo"),
    [
        ("166?00GUTSCHRIFT?20SVWZ+Invoice?2112?32GRIP ?33HOUSE", "GRIP HOUSE", "SVWZ+Invoice12"),
        ("/BENM//NAME/GRIP HOUSE/REMI/Invoice 12/ISDT/2026", "GRIP HOUSE", "Invoice 12"),
        ("Invoice 12\nREK: NL1/NAAM: GRIP HOUSE", "GRIP HOUSE", "Invoice 12 REK: NL1/NAAM: GRIP HOUSE"),
        ("000>10098>20Invoi>21ce 12", "Invoice 12", ""),
        ("GRIP HOUSE invoice", "GRIP HOUSE invoice", ""),
    ],
)  # fmt: skip
def test_name_and_purpose_are_found_in_the_habits_of_banks(
    tmp_path: Path, text: str, vendor: str, memo: str
) -> None:
    (line,) = read(tmp_path, f":61:260414D1,00NTRFNONREF//B1\n:86:{text}").lines
    assert (line.vendor, line.memo, line.reference) == (vendor, memo, "B1")


def test_a_field_in_the_wrong_place_does_not_change_the_account(tmp_path: Path) -> None:
    statement = read(tmp_path, ":61:260414D1,00NTRFNONREF\n:25:166?00X?20SVWZ?32GRIP")
    assert (statement.account, statement.lines[0].vendor) == ("NL26X", "GRIP")
    assert problems(statement) == ["field-misplaced"]


def test_an_interim_report_is_compared_with_the_banks_own_count(tmp_path: Path) -> None:
    text = ":20:X\n:25:NL26X\n:34F:EUR0,\n:61:260414D1,00NTRFNONREF\n:90D:{count}EUR1,00\n-"
    (fits,) = read_all(tmp_path, text.format(count=1))
    assert (fits.currency, problems(fits)) == ("EUR", [])
    (differs,) = read_all(tmp_path, text.format(count=2))
    assert problems(differs) == ["count-differs"]


def test_a_line_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    statement = read(tmp_path, ":61:26041X\n:61:260414D1,00NTRFNONREF")
    assert (len(statement.lines), statement.left_out) == (1, 1)
    assert problems(statement) == ["amount-not-read"]


def test_several_messages_are_several_statements_and_equal_lines_keep_their_own_id(
    tmp_path: Path,
) -> None:
    message = ":20:X\n:25:NL26X\n:60F:C260401EUR10,\n:61:260414D1,00NTRFNONREF\n:62F:C260414EUR9,\n"
    found = read_all(tmp_path, message + "-\n" + message)
    assert [len(s.lines) for s in found] == [1, 1]
    assert found[0].lines[0].line_id != found[1].lines[0].line_id


@pytest.mark.parametrize(
    "text", [":60F:C100318EUR380115,12", ":25:51210600/9223382012EUR", ":86:091\n-"]
)
def test_fields_without_a_statement_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SheetError, match="no bank or card statement"):
        read_all(tmp_path, text)
