"""OFX files, as the standard wants them and as banks send them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.statement import Statement, merge_new, read_statement

_HEADER = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
_LINE = "<STMTTRN><TRNTYPE>POS<DTPOSTED>20260414<TRNAMT>-12.50<FITID>1<NAME>LUMBER</STMTTRN>"


def sgml(lines: str, *, account: str = "9100", balance: str = "<BALAMT>-12.50") -> str:
    """A card statement of version 1, without end tags."""
    return (
        "<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD"
        f"<CCACCTFROM><ACCTID>{account}</CCACCTFROM><BANKTRANLIST><DTSTART>20260401<DTEND>20260430"
        f"{lines}</BANKTRANLIST><LEDGERBAL>{balance}<DTASOF>20260430</LEDGERBAL>"
        "</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>"
    )


def read_all(tmp_path: Path, text: str | bytes, **options: Any) -> list[Statement]:
    path = tmp_path / "statement.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_statement(path, **options)


def read(tmp_path: Path, text: str | bytes, **options: Any) -> Statement:
    (statement,) = read_all(tmp_path, text, **options)
    return statement


def problems(statement: Statement) -> list[str]:
    return [finding.problem for finding in statement.findings]


def line(**fields: str) -> str:
    """A transaction with some fields changed; a blank one is left out."""
    given = {"TRNTYPE": "POS", "DTPOSTED": "20260414", "TRNAMT": "-12.50", "FITID": "1",
             "NAME": "LUMBER"} | fields  # fmt: skip
    return "<STMTTRN>" + "".join(f"<{k}>{v}" for k, v in given.items() if v) + "</STMTTRN>"


@pytest.mark.parametrize(
    "text",
    [
        _HEADER + sgml(_LINE),
        _HEADER.replace("\n", "") + sgml(_LINE),
        "\n\n" + _HEADER + sgml(_LINE),
        sgml(_LINE),
        '<?xml version="1.0"?>\n<?OFX OFXHEADER="200" VERSION="203"?>\n'
        + sgml(
            _LINE.replace("<TRNAMT>-12.50", "<TRNAMT>-12.50</TRNAMT>").replace("R<FITID>1", "R")
        ),
        _HEADER + sgml(_LINE).replace("<", "\n\t<"),
        _HEADER + sgml(_LINE).lower().replace("20260414", "20260414120000.000[-5:EST]"),
    ],
)
def test_both_versions_are_read_whatever_their_header_looks_like(tmp_path: Path, text: str) -> None:
    (found,) = read(tmp_path, text).lines
    assert (found.date, found.amount, found.vendor.upper()) == (date(2026, 4, 14), 1250, "LUMBER")
    assert (found.account, found.currency.upper(), found.kind) == ("9100", "USD", "charge")


@pytest.mark.parametrize(
    ("body", "vendor"),
    [
        ("Café".encode(), "Café"),
        ("Café".encode("cp1252"), "Café"),
        (b"Grip &amp; Co", "Grip & Co"),
        (b"<![CDATA[Grip & Co  ]]>", "Grip & Co"),
    ],
)
def test_letters_are_read_by_what_they_are_not_by_what_the_header_says(
    tmp_path: Path, body: bytes, vendor: str
) -> None:
    for charset in (b"1252", b"NONE", b"8859-1", b"UTF-8"):
        header = _HEADER.encode().replace(b"CHARSET:1252", b"CHARSET:" + charset)
        text = header + sgml(line(NAME="@@")).encode().replace(b"@@", body)
        assert read(tmp_path, text).lines[0].vendor == vendor


def test_letters_that_had_to_be_guessed_are_told(tmp_path: Path) -> None:
    text = (_HEADER + sgml(line(NAME="Café"))).encode("cp1252")
    assert problems(read(tmp_path, text)) == ["letters-guessed"]


@pytest.mark.parametrize(
    "amount", ["-12,50", " -12.50 ", "- 12.50", "-12.5", "\u221212.50", "-0012.50"]
)
def test_an_amount_is_read_with_comma_plus_and_blanks(tmp_path: Path, amount: str) -> None:
    assert read(tmp_path, sgml(line(TRNAMT=amount))).lines[0].amount == 1250
    assert read(tmp_path, sgml(line(TRNAMT="+12.50"))).lines[0].amount == -1250


@pytest.mark.parametrize("day", ["00000000", "", "20260231", "201120000000"])
def test_a_line_without_a_day_is_told_and_takes_the_purchase_day_if_there_is_one(
    tmp_path: Path, day: str
) -> None:
    refused = read(tmp_path, sgml(line(DTPOSTED=day)))
    assert (refused.lines, refused.left_out, refused.is_final) == ((), 1, False)
    assert "LUMBER" in refused.findings[0].what
    repaired = read(tmp_path, sgml(line(DTPOSTED=day, DTUSER="20260413")))
    assert repaired.lines[0].date == date(2026, 4, 13)
    assert problems(repaired) == ["date-repaired"]


def test_an_amount_that_cannot_be_read_is_told_and_left_out(tmp_path: Path) -> None:
    statement = read(tmp_path, sgml(line(TRNAMT="12O.50") + line()))
    assert [found.amount for found in statement.lines] == [1250]
    assert (problems(statement), statement.left_out) == (["amount-not-read"], 1)


def test_one_number_for_several_lines_loses_none(tmp_path: Path) -> None:
    lines = line() + line(TRNAMT="-0.31", NAME="FX FEE") + line(DTPOSTED="20260415") + line()
    statement = read(tmp_path, sgml(lines))
    ids = [found.line_id for found in statement.lines]
    assert len(set(ids)) == 4
    assert problems(statement) == ["same-bank-number"]


def test_lines_of_one_number_keep_their_ids_in_whatever_order_they_come(tmp_path: Path) -> None:
    parts = [line(), line(TRNAMT="-0.31", NAME="FX FEE"), line(DTPOSTED="20260415")]
    first = read(tmp_path, sgml("".join(parts))).lines
    second = read(tmp_path, sgml("".join(parts[::-1]))).lines
    assert [found.line_id for found in first] == [found.line_id for found in second][::-1]


def test_one_number_in_two_accounts_is_two_lines(tmp_path: Path) -> None:
    first = read(tmp_path, sgml(line(), account="9100")).lines
    second = read(tmp_path, sgml(line(), account="9200")).lines
    assert merge_new(first, second) == list(second)


def test_without_numbers_importing_twice_adds_nothing_and_equal_lines_stay(tmp_path: Path) -> None:
    statement = read(tmp_path, sgml(line(FITID="") * 2 + line(FITID=" ", NAME="PAINT")))
    assert len({found.line_id for found in statement.lines}) == 3
    assert merge_new([found.line_id for found in statement.lines], statement.lines) == []


def test_numbers_that_are_new_with_every_download_add_nothing(tmp_path: Path) -> None:
    first = read(tmp_path, sgml(line(FITID="1") + line(FITID="2"))).lines
    second = read(tmp_path, sgml(line(FITID="7") + line(FITID="8") + line(FITID="9"))).lines
    assert merge_new(first, second) == [second[2]]


def test_an_issuer_that_sends_charges_as_positive_is_noticed(tmp_path: Path) -> None:
    lines = line(TRNAMT="12.50") + line(TRNAMT="3.00") + line(TRNAMT="-5.00", TRNTYPE="CREDIT")
    statement = read(tmp_path, sgml(lines))
    assert [found.amount for found in statement.lines] == [1250, 300, -500]
    assert problems(statement)[0] == "signs-turned"
    said = read(tmp_path, sgml(lines), charges_positive=False)
    assert [found.amount for found in said.lines] == [-1250, -300, 500]


def test_pending_lines_are_marked(tmp_path: Path) -> None:
    lines = line() + "<STMTTRNP><TRNTYPE>POS<DTTRAN>20260420<TRNAMT>-100.00<NAME>FUEL</STMTTRNP>"
    statement = read(tmp_path, sgml(lines))
    assert [found.pending for found in statement.lines] == [False, True]
    assert statement.posted_total == 1250


def test_the_closing_balance_is_money_owed_and_a_blank_one_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, sgml(_LINE)).closing == 1250
    blank = read(tmp_path, sgml(_LINE, balance="<BALAMT> "))
    assert (blank.closing, problems(blank)) == (None, ["balance-not-read"])


def test_a_purchase_abroad_keeps_its_own_currency(tmp_path: Path) -> None:
    abroad = "<ORIGCURRENCY><CURRATE>1.25<CURSYM>EUR</ORIGCURRENCY>"
    statement = read(tmp_path, sgml(line().replace("</STMTTRN>", f"{abroad}</STMTTRN>")))
    found = statement.lines[0]
    assert (found.amount, found.currency) == (1250, "USD")
    assert (found.original_amount, found.original_currency) == (1000, "EUR")


def test_several_accounts_are_several_statements(tmp_path: Path) -> None:
    found = read_all(tmp_path, sgml(_LINE) + sgml("", account="9200"))
    assert [(s.account, len(s.lines)) for s in found] == [("9100", 1), ("9200", 0)]


def test_a_file_without_a_statement_is_refused_with_the_banks_words(tmp_path: Path) -> None:
    text = "<OFX><SONRS><STATUS><CODE>15500<MESSAGE>Wrong password</STATUS></SONRS></OFX>"
    with pytest.raises(SheetError, match="Wrong password"):
        read(tmp_path, text)


def test_a_file_cut_off_in_the_middle_gives_the_lines_it_has(tmp_path: Path) -> None:
    text = sgml(line() + line(NAME="PAINT"))
    assert len(read(tmp_path, text[: text.index("PAINT") + 5]).lines) == 2
