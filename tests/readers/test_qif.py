"""QIF files, whose dates and amounts are decided over the whole file."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.statement import Statement, read_statement


def read(tmp_path: Path, text: str, **options: Any) -> list[Statement]:
    path = tmp_path / "statement.txt"
    path.write_text(text)
    return read_statement(path, **options)


def test_lines_are_read_with_the_fields_of_quicken(tmp_path: Path) -> None:
    text = (
        "!Account\nNCard 1147\nTCCard\n^\n!Type:CCard\nD4/13'26\nT-1,234.50\nPGRIP HOUSE\nMlamps\n"
        "N0042\nLRental\nSRental\n$-1,234.50\n^\nD4/14' 6\nU5.00\nPREFUND\n^\n"
    )
    (statement,) = read(tmp_path, text, currency="USD")
    line, refund = statement.lines
    assert (line.account, line.date, line.amount) == ("Card 1147", date(2026, 4, 13), 123450)
    assert (line.vendor, line.memo, line.reference, line.category) == (
        "GRIP HOUSE", "lamps", "0042", "Rental",
    )  # fmt: skip
    assert (refund.date, refund.amount, refund.kind) == (date(2006, 4, 14), -500, "credit")


def test_dates_without_an_order_ask(tmp_path: Path) -> None:
    text = "!Type:Bank\nD03/04/2026\nT-1.00\nPA\n^\n"
    with pytest.raises(SheetError) as stopped:
        read(tmp_path, text)
    assert stopped.value.finding.problem == "ambiguous-dates"
    assert read(tmp_path, text, day_first=True)[0].lines[0].date == date(2026, 4, 3)


def test_what_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    text = "!Type:Bank\nD13/04/2026\nTx\nPA\n^\nDx\nT-1.00\n^\nD13/04/2026\nT-1.00\nPB\n^\n"
    (statement,) = read(tmp_path, text)
    assert [line.vendor for line in statement.lines] == ["B"]
    assert sorted(finding.problem for finding in statement.findings) == [
        "amount-not-read", "date-not-read",
    ]  # fmt: skip


def test_a_list_of_investments_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="bank, cash or card account"):
        read(tmp_path, "!Type:Invst\nD4/13/26\nNBuy\n^\n")
