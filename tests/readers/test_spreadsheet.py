"""Table files are told apart by content, read as they stand, and refused before they do harm."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from poc_sheets.problems import SheetError
from poc_sheets.readers.spreadsheet import Grid, read_grid
from poc_sheets.workbook import NEVER_CALCULATED, ErrorValue

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(path: Path, cells: str, *, head: str = "", extra: str = "") -> Path:
    """A minimal workbook whose one sheet has the given rows."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{_RELS}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook {_MAIN} xmlns:r="{_OFFICE}">{extra}'
        '<sheets><sheet name="Lines" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_RELS}<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{head}<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


def text_grid(path: Path, content: bytes) -> Grid:
    """The grid of a text file with the given bytes."""
    path.write_bytes(content)
    (grid,) = read_grid(path)
    return grid


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfDate,Payee\n2021-03-13,Caf\xc3\xa9\n",
        "Date,Payee\n2021-03-13,Café\n".encode("utf-16"),
        "Date,Payee\n2021-03-13,Café\n".encode("utf-16-le"),
        "Date;Payee\n2021-03-13;Café\n".encode("cp1252"),
        "Date\tPayee\n2021-03-13\tCafé\n".encode(),
        "Date|Payee\r2021-03-13|Café\r".encode(),
    ],
)
def test_letters_separators_and_line_ends_are_found_out(tmp_path: Path, content: bytes) -> None:
    grid = text_grid(tmp_path / "lines.csv", content)
    assert grid.rows == [["Date", "Payee"], ["2021-03-13", "Café"]]


def test_the_line_that_names_the_separator_is_no_row_of_cells(tmp_path: Path) -> None:
    grid = text_grid(tmp_path / "lines.csv", b"sep=;\nDate;Amount\n1;2,50\n")
    assert grid.rows == [[], ["Date", "Amount"], ["1", "2,50"]]


def test_commas_before_the_cents_are_not_taken_for_separators(tmp_path: Path) -> None:
    grid = text_grid(
        tmp_path / "lines.csv", b"Datum;Betrag;Text\n13.03.21;-12,50;a\n14.03.21;-3,10;b"
    )
    assert grid.rows[1] == ["13.03.21", "-12,50", "a"]


def test_cells_of_a_text_file_stay_text_and_formulas_are_not_calculated(tmp_path: Path) -> None:
    grid = text_grid(tmp_path / "lines.csv", b'Account,Note\n0042,=1+1\n"=""0010""",-5\n')
    assert grid.rows[1:] == [["0042", "=1+1"], ["0010", "-5"]]


def test_rows_may_differ_in_length_and_blank_lines_keep_the_row_numbers(tmp_path: Path) -> None:
    grid = text_grid(tmp_path / "lines.csv", b"a,b,c\n\n1,2\n1,2,3,4\n,,\n")
    assert grid.rows == [["a", "b", "c"], [], ["1", "2"], ["1", "2", "3", "4"]]


def test_letters_that_are_guessed_are_told(tmp_path: Path) -> None:
    grid = text_grid(tmp_path / "lines.csv", "a,é\n1,2\n".encode("cp1252"))
    assert [finding.problem for finding in grid.findings] == ["letters-guessed"]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    rows = b"".join(b"%d,name\n" % number for number in range(100))
    grid = text_grid(tmp_path / "lines.csv", b'id,payee\n1,"12 inch\n' + rows)
    assert len(grid.rows) == 102
    assert [finding.problem for finding in grid.findings] == ["quotes-ignored"]


def test_an_excel_file_is_read_with_its_errors_and_its_missing_results(tmp_path: Path) -> None:
    cells = (
        '<row r="2"><c r="A2" t="inlineStr"><is><t>0042</t></is></c><c r="B2"><v>2400</v></c>'
        '<c r="C2" t="e"><v>#REF!</v></c><c r="D2"><f>1+1</f></c>'
        '<c r="E2" t="e"><f>NA()</f><v>#N/A</v></c><c r="F2"><f>1+1</f><v>2</v></c></row>'
    )
    (grid,) = read_grid(workbook(tmp_path / "lines.csv", cells))
    assert grid.name == "Lines"
    assert grid.rows[0] == []
    assert grid.rows[1] == [
        "0042", 2400.0, ErrorValue("#REF!"), NEVER_CALCULATED, ErrorValue("#N/A"), 2.0,
    ]  # fmt: skip


def test_cells_keep_their_row_and_column_whatever_stands_before_them(tmp_path: Path) -> None:
    cells = '<row r="3"><c r="C3"><v>1</v></c></row><row r="6"><c r="B6"><v>2</v></c></row>'
    (grid,) = read_grid(workbook(tmp_path / "lines.xlsx", cells))
    assert (len(grid.rows), grid.at(3, 3), grid.at(6, 2)) == (6, 1.0, 2.0)
    assert grid.at(1, 1) is None


def test_the_1904_system_is_noticed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "mac.xlsx", "", extra='<workbookPr date1904="1"/>')
    (grid,) = read_grid(path, "lines")
    assert grid.is_1904


def _problem(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(SheetError) as stopped:
        read_grid(path, sheet)
    return stopped.value.finding.problem


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = workbook(tmp_path / "lines.xlsx", "")
    with pytest.raises(SheetError, match="its sheets are Lines"):
        read_grid(path, "Budget")


def test_a_workbook_that_reaches_to_the_last_cell_is_refused_before_it_is_opened(
    tmp_path: Path,
) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert _problem(workbook(tmp_path / "giant.xlsx", cells)) == "file-too-large"


def test_cells_without_an_address_are_counted_too(tmp_path: Path) -> None:
    cells = f"<row>{'<c/>' * 3000}</row>" + "<row/>" * 10000
    assert _problem(workbook(tmp_path / "giant.xlsx", cells)) == "file-too-large"


def test_a_part_that_unfolds_two_hundred_times_is_refused(tmp_path: Path) -> None:
    assert _problem(workbook(tmp_path / "bomb.xlsx", " " * (20 << 20))) == "unsafe-file"


def test_a_part_that_unfolds_further_than_it_says_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "liar.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>' * 5000)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert _problem(path) == "unsafe-file"


def test_a_document_type_of_its_own_is_refused(tmp_path: Path) -> None:
    head = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    assert _problem(workbook(tmp_path / "entities.xlsx", "", head=head)) == "unsafe-file"


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "twice.xlsx", "")
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert _problem(path) == "unsafe-file"


def test_few_long_texts_in_many_cells_are_refused(tmp_path: Path) -> None:
    cells = (
        f'<row r="1">{"".join(f"""<c t="s" r="A{n}"><v>0</v></c>""" for n in range(1, 2001))}</row>'
    )
    path = workbook(tmp_path / "texts.xlsx", cells)
    letters = "".join(chr(97 + n % 26) + str(n) for n in range(120_000))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", f"<sst {_MAIN}><si><t>{letters}</t></si></sst>")
    assert _problem(path) == "file-too-large"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf \n", "empty-file"),
        (b"%PDF-1.7 ...", "not-a-table"),
        (bytes(range(256)) * 20, "not-a-table"),
        (b"PK\x03\x04 no zip at all", "not-a-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", "unsafe-file"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert _problem(path) == problem


def old_workbook(path: Path, records: bytes, *, circle: bool = False) -> Path:
    """An .xls file with the given records in its one sheet, in 16 sectors of 512 bytes."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    start = record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0))
    name = record(0x85, struct.pack("<IBBBB", 52, 0, 0, 5, 0) + b"Lines")
    # Filled up, so that the sheet starts where its name record says.
    filler = record(0xE1, bytes(52 - len(start) - len(name) - 8))
    head = start + name + filler + record(0xA, b"")
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + records
    stream = (head + sheet + record(0xA, b"")).ljust(4096, b"\0")
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 2 if circle else 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")

    def entry(title: str, kind: int, first: int, size: int) -> bytes:
        text = title.encode("utf-16-le") + b"\0\0"
        links = struct.pack(
            "<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF
        )
        return (
            text.ljust(64, b"\0")
            + struct.pack("<H", len(text))
            + links
            + bytes(36)
            + struct.pack("<IQ", first, size)
        )

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry("Workbook", 2, 2, 4096) + bytes(256)
    top = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 65534, 9, 6)
    )
    top += bytes(6) + struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    top += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    path.write_bytes(top + table + directory + stream)
    return path


def _number(row: int, column: int, value: float) -> bytes:
    return struct.pack("<HHHHHd", 0x203, 14, row, column, 0, value)


def test_an_old_excel_file_is_read_with_its_errors(tmp_path: Path) -> None:
    error = struct.pack("<HHHHHBB", 0x205, 8, 1, 1, 0, 0x17, 1)
    (grid,) = read_grid(old_workbook(tmp_path / "old.csv", _number(1, 0, 2400.0) + error))
    assert grid.name == "Lines"
    assert grid.rows == [[], [2400.0, ErrorValue("#REF!")]]


def test_an_old_excel_file_that_reaches_too_far_is_refused(tmp_path: Path) -> None:
    records = _number(0, 0, 1.0) + _number(65535, 65535, 1.0)
    assert _problem(old_workbook(tmp_path / "old.xls", records)) == "file-too-large"


def test_an_old_excel_file_that_claims_more_texts_than_it_has_is_refused(tmp_path: Path) -> None:
    records = struct.pack("<HHII", 0xFC, 8, 0xFFFFFFFF, 0xFFFFFFFF)
    assert _problem(old_workbook(tmp_path / "old.xls", records)) == "unsafe-file"


def test_an_old_excel_file_that_leads_round_in_a_circle_is_refused(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "old.xls", _number(0, 0, 1.0), circle=True)
    assert _problem(path) == "unsafe-file"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("readme.txt", "hello")
    path = tmp_path / "file.xlsx"
    path.write_bytes(buffer.getvalue())
    assert _problem(path) == "not-a-table"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert _problem(tmp_path / "gone.csv") == "no-file"
