"""Files no spreadsheet program writes: refused in words, quickly, without the process going down."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from poc_sheets.hosts.xlsx.workbook import open_workbook
from poc_sheets.problems import SheetError
from poc_sheets.workbook import Change
from tests.hosts.xlsx.parts import MAIN, package, sheet, write_parts

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f'<sst xmlns="{MAIN}"><si><t>&a;</t></si></sst>'
)


def with_strings(text: str) -> dict[str, str | bytes]:
    """A workbook whose only cell is the first of these strings."""
    parts = package(
        {"Crew": sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')},
        extra={"xl/sharedStrings.xml": text},
    )
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    link = '<Relationship Id="rId91" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Rel", f"{link}</Rel")
    return parts


def zipped(parts: dict[str, str | bytes]) -> Callable[[Path], object]:
    """A file of these parts."""
    return lambda path: write_parts(path, parts)


def bomb(path: Path) -> None:
    """A tab that unpacks to a thousand times its size."""
    parts = package({"Crew": sheet(" " * 60_000_000)})
    write_parts(path, parts)


def twice(path: Path) -> None:
    """The same part twice: two programs would see two different tabs."""
    write_parts(path, package({"Crew": sheet("")}))
    with zipfile.ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("xl/worksheets/sheet1.xml", sheet('<row r="1"/>'))


def claims_less(path: Path) -> None:
    """The directory says that a part is small; it is not."""
    write_parts(path, package({"Crew": sheet(" " * 100_000)}))
    content = bytearray(path.read_bytes())
    at = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", content, at + 24, 500)
    path.write_bytes(content)


def cut_off(path: Path) -> None:
    """A download that stopped."""
    write_parts(path, package({"Crew": sheet("")}))
    path.write_bytes(path.read_bytes()[:-200])


def encrypted_member(path: Path) -> None:
    """A part marked as encrypted."""
    write_parts(path, package({"Crew": sheet("")}))
    content = bytearray(path.read_bytes())
    at = content.rfind(b"xl/styles.xml") - 46
    content[at + 8] |= 1
    path.write_bytes(content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "zip bomb": (bomb, "unsafe-workbook"),
    "entities": (zipped(with_strings(ENTITIES)), "unsafe-workbook"),
    "part twice": (twice, "unsafe-workbook"),
    "way out": (zipped(package({"A": ""}, extra={"../../x": ""})), "unsafe-workbook"),
    "absolute name": (zipped(package({"A": ""}, extra={"/etc/x": ""})), "unsafe-workbook"),
    "false size": (claims_less, "damaged-workbook"),
    "cut off": (cut_off, "damaged-workbook"),
    "encrypted part": (encrypted_member, "password-protected"),
    "too many parts": (
        zipped(package({"A": ""}, extra={f"p{n}": "" for n in range(10_001)})),
        "workbook-too-large",
    ),
    "password": (
        lambda path: path.write_bytes(OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le")),
        "password-protected",
    ),
    "old .xls": (lambda path: path.write_bytes(OLE + bytes(500)), "not-a-workbook"),
    "text": (lambda path: path.write_bytes(b"Name,Rate\n"), "not-a-workbook"),
    "empty": (lambda path: path.write_bytes(b""), "not-a-workbook"),
    "other zip": (lambda path: write_parts(path, {"a.txt": "x"}), "not-a-workbook"),
    "garbage": (
        lambda path: path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 9),
        "damaged-workbook",
    ),
    "no parts": (lambda path: write_parts(path, {}), "damaged-workbook"),
    "missing": (lambda path: path.unlink(missing_ok=True), "workbook-missing"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_not_safe_or_no_workbook_is_refused_in_words(
    tmp_path: Path, kind: str
) -> None:
    """Each with its own reason, none with a traceback."""
    make, problem = HOSTILE[kind]
    path = tmp_path / "a.xlsx"
    make(path)

    with pytest.raises(SheetError) as stopped:
        open_workbook(path).read(["Crew"])

    assert stopped.value.finding.problem == problem
    assert "a.xlsx" in stopped.value.finding.as_text()


def test_two_far_cells_cost_nothing(tmp_path: Path) -> None:
    """A value in the last cell of the sheet: one long row, not a full grid."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    path = write_parts(tmp_path / "a.xlsx", package({"Crew": sheet(rows)}))
    workbook = open_workbook(path)

    workbook.write([Change("Crew", 1, 1, 1, 5)])

    read = workbook.read(["Crew"])["Crew"]
    assert (read.at(1, 1), read.at(1_048_576, 16_384)) == (5.0, 2.0)


def test_a_grid_too_large_to_hold_is_refused(tmp_path: Path) -> None:
    """A value in the last column of every row of many."""
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 1400))
    path = write_parts(tmp_path / "a.xlsx", package({"Crew": sheet(rows)}))

    with pytest.raises(SheetError) as stopped:
        open_workbook(path).read(["Crew"])

    assert stopped.value.finding.problem == "workbook-too-large"


def test_a_cell_beyond_the_sheet_is_damage(tmp_path: Path) -> None:
    """Row 0 and column ZZZ are in no program."""
    for cell in ("A0", "ZZZ1"):
        rows = f'<row r="1"><c r="{cell}"><v>1</v></c></row>'
        path = write_parts(tmp_path / "a.xlsx", package({"Crew": sheet(rows)}))
        with pytest.raises(SheetError, match="damaged"):
            open_workbook(path).read(["Crew"])


def test_merged_cells_over_everything_cost_nothing(tmp_path: Path) -> None:
    """One that covers the sheet, and a hundred thousand small ones."""
    merges = '<mergeCell ref="A2:XFD1048576"/>' + '<mergeCell ref="C1:D1"/>' * 100_000
    after = f"<mergeCells>{merges}</mergeCells>"
    path = write_parts(tmp_path / "a.xlsx", package({"Crew": sheet("", after=after)}))

    open_workbook(path).write([Change("Crew", 1, 1, None, 5)])

    assert open_workbook(path).read(["Crew"])["Crew"].at(1, 1) == 5.0


def test_rows_out_of_order_are_read_but_not_patched(tmp_path: Path) -> None:
    """No program writes them; where a new row would go cannot be told."""
    rows = '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    path = write_parts(tmp_path / "a.xlsx", package({"Crew": sheet(rows)}))
    workbook = open_workbook(path)

    assert workbook.read(["Crew"])["Crew"].cells == [[1.0], [2.0]]
    with pytest.raises(SheetError, match="unusual way"):
        workbook.write([Change("Crew", 1, 1, 1, 5)])


def test_an_unknown_tab_is_named_with_those_there_are(tmp_path: Path) -> None:
    """The person sees what the workbook has."""
    path = write_parts(tmp_path / "a.xlsx", package({"Crew": sheet(""), "Budget": sheet("")}))

    with pytest.raises(SheetError) as stopped:
        open_workbook(path).read(["Cast"])

    assert stopped.value.finding.what == "it has: Crew, Budget"
