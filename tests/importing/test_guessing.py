"""A person picks a file; what it is, the file tells."""

from pathlib import Path

import pytest

from poc_sheets.build.new_production import make_production
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.importing.files import bring_in
from poc_sheets.importing.guessing import guess_kind
from poc_sheets.problems import SheetError


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.csv", "Date,Merchant,Amount\n2026-04-01,Lumber,12.50\n", "statement"),
        ("a.txt", "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX></OFX>", "statement"),
        ("a.sta", ":20:X\n:25:1/2\n:60F:C260401USD1,00\n", "statement"),
        ("a.xml", "<?xml version='1.0'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'/>", "statement"),
        ("a.qif", "!Type:CCard\nD04/01/2026\nT-12.50\n^\n", "statement"),
        ("a.fdx", "<FinalDraft/>", "schedule"),
        ("a.USS", "{}", "schedule"),
        ("a.csv", "Receipt No.,Date,Vendor,Amount,Envelope\nR1,2026-04-01,Lumber,12.50,E1\n", "receipts"),
        ("a.csv", "Name,Position,Department,E-mail,Phone\nAna,Grip,Grip,a@b.c,0042\n", "crew"),
        ("a.csv", "12.04.2026;Lumber Yard;12,50\n13.04.2026;Paint Shop;2,75\n14.04.2026;Nails Inc;3,10\n", "statement"),
    ],
)  # fmt: skip
def test_a_file_is_told_by_what_it_holds(tmp_path: Path, name: str, text: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert guess_kind(path) == kind


@pytest.mark.parametrize("text", ["", "Dear Ana,\nsee you at seven.\n", "Name,Shoe size\nAna,40\n"])
def test_a_file_that_is_nothing_known_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SheetError):
        guess_kind(path)


def test_bringing_in_shows_one_box_whatever_happens(tmp_path: Path) -> None:
    """A picked file ends in a message, never in an exception."""
    film = tmp_path / "Film.xlsx"
    make_production(film)
    book = XlsxWorkbook(film)
    statement = tmp_path / "april.csv"
    statement.write_text("Date,Merchant,Amount\n2026-04-01,Lumber,12.50\n", encoding="utf-8")
    assert "1 added to Card Statement" in bring_in(statement, book).summary
    assert "1 were there already" in bring_in(statement, book).summary
    assert bring_in(tmp_path / "nothing.csv", book).ok is False
