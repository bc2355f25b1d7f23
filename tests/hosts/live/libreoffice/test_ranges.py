"""What can be done to ranges, names and tables."""

from pathlib import Path

import pytest
import xlwings as xw

pytestmark = pytest.mark.office


def test_edges_and_regions(sheet: xw.Sheet) -> None:
    """`end`, `expand` and the current region stop where Excel's would."""
    sheet["B2"].value = [["a", "b", "c"], [1, None, 3], [4, 5, 6], [None, 8, 9]]

    assert sheet["B2"].expand().address == "$B$2:$D$4"
    assert sheet["B2"].expand("down").address == "$B$2:$B$4"
    assert sheet["B2"].expand("right").address == "$B$2:$D$2"
    assert sheet["B2"].end("down").address == "$B$4"
    assert sheet["C2"].end("down").address == "$C$4"
    assert sheet["B5"].end("down").row == 1_048_576
    assert sheet["B9"].end("up").address == "$B$4"
    assert sheet["C3"].current_region.address == "$B$2:$D$5"
    assert sheet.used_range.address == "$B$2:$D$5"


def test_looks(sheet: xw.Sheet) -> None:
    """Colours, fonts, alignment and merged cells read as they were set."""
    cells = sheet["A1:B2"]
    cells.color = "#1e64c8"
    cells.font.bold = True
    cells.horizontal_alignment = "center"
    cells.merge()

    assert cells.color == (30, 100, 200)
    assert cells.font.bold is True
    assert cells.horizontal_alignment == "center"
    assert sheet["B2"].merge_area == cells


def test_a_colour_for_each_cell(sheet: xw.Sheet) -> None:
    """Several colours at once; what is left out keeps its own."""
    sheet["B1"].color = (1, 2, 3)

    sheet["A1:C1"].set_colors([[(255, 0, 0), ..., None]])

    assert [cell.color for cell in sheet["A1:C1"]] == [(255, 0, 0), (1, 2, 3), None]


def test_hidden_rows_and_columns(sheet: xw.Sheet) -> None:
    """Rows and columns can be hidden and found again."""
    sheet["2:3"].rows.hidden = True
    sheet["B:B"].columns.hidden = True

    assert sheet["A1:A4"].rows.hidden is None
    assert sheet["A2:A3"].rows.hidden is True
    assert sheet["B1"].columns.hidden is True


def test_copies_between_books(app: xw.App, sheet: xw.Sheet) -> None:
    """Values and looks go along to another book."""
    other = app.books.add()
    sheet["A1:B1"].value = ["0042", 2.0]
    sheet["A1"].color = (255, 0, 0)

    sheet["A1:B1"].copy(other.sheets[0]["C3"])
    found, color = other.sheets[0]["C3:D3"].value, other.sheets[0]["C3"].color
    other.close()

    assert (found, color) == (["0042", 2.0], (255, 0, 0))


def test_pastes_turned_around(sheet: xw.Sheet) -> None:
    """Rows become columns, formulas their values."""
    sheet["A1"].value = ["x", "=1+1"]

    sheet["C3"].copy_from(sheet["A1:B1"], copy_type="values", transpose=True)

    assert list(sheet["C3:C4"].formula) == [("x",), ("2",)]


def test_sorts(sheet: xw.Sheet) -> None:
    """Rows are sorted below their headings."""
    sheet["A1"].value = [["account", "spent"], ["b", 1], ["a", 3], ["c", 2]]

    sheet["A1:B4"].sort([2], ascending=[False], has_headers=True)

    assert sheet["A2:A4"].value == ["a", "c", "b"]


def test_notes_and_links(sheet: xw.Sheet) -> None:
    """A note and a link hang on their cells."""
    sheet["A1"].add_note("Ask the gaffer")
    sheet["A2"].add_hyperlink("https://example.invalid/a", "call sheet")

    assert [note.text for note in sheet.notes] == ["Ask the gaffer"]
    assert sheet["A2"].value == "call sheet"
    assert sheet["A2"].hyperlink == "https://example.invalid/a"


def test_names(book: xw.Book) -> None:
    """A name of the book and one of a tab, also for a tab with an apostrophe."""
    book.sheets[0].name = "Bob's tab"
    book.sheets[0]["A1:B2"].name = "block"
    book.sheets[0].names.add("own", "='Bob''s tab'!$C$3")
    book.names.add("rate", "=0.2")

    assert book.names["block"].refers_to == "='Bob''s tab'!$A$1:$B$2"
    assert book.sheets[0].range("own").address == "$C$3"
    assert [name.name for name in book.names] == ["block", "rate", "'Bob''s tab'!own"]
    with pytest.raises(ValueError, match="stands for no range"):
        _ = book.names["rate"].refers_to_range


def test_table_rows_and_columns(sheet: xw.Sheet) -> None:
    """Rows and columns are added and taken out, what is below gives way."""
    sheet["A1"].value = [
        ["no", "amount"],
        ["0001", 1.0],
        ["0002", 2.0],
        [None, None],
        ["note", None],
    ]
    table = sheet.tables.add(sheet["A1:B3"], name="Petty")
    table.show_totals = True

    table.rows.add(["0003", 3.0])
    table.rows[0].delete()
    table.columns.add("vat", 2)

    assert table.range.address == "$A$1:$C$4"
    assert sheet["A1:C4"].value == [
        ["no", "vat", "amount"],
        ["0002", None, 2.0],
        ["0003", None, 3.0],
        ["Total", None, 5.0],
    ]
    assert sheet["A5"].value == "note"


def test_pdf(sheet: xw.Sheet, tmp_path: Path) -> None:
    """A tab is printed to a PDF file."""
    sheet["A1"].value = "Call sheet"

    sheet.book.to_pdf(tmp_path / "sheet.pdf")

    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
