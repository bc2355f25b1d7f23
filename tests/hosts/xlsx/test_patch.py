# ruff: noqa: DTZ001 (a workbook knows no time zones)
"""A press changes the cells it names, and not a byte of anything else."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poc_sheets.hosts.xlsx.workbook import open_workbook
from poc_sheets.workbook import Cell, Change, Value
from tests.hosts.xlsx.crew_tab import CREW, book, press
from tests.hosts.xlsx.parts import (
    MAIN,
    package,
    raw_records,
    read_parts,
    relationships,
    sheet,
    write_parts,
)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("  two\nlines <&> \x01 _x000D_ \r ", "  two\nlines <&> \x01 _x000D_ \r "),
        (7, 7.0),
        (0.1 + 0.2, 0.1 + 0.2),
        (Decimal("1234567.10"), 1234567.1),
        (True, True),
        (date(2026, 3, 3), datetime(2026, 3, 3)),
        (datetime(2026, 3, 3, 6, 42), datetime(2026, 3, 3, 6, 42)),
        (time(6, 42), time(6, 42)),
        (date(1900, 1, 5), datetime(1900, 1, 5)),
        (None, None),
        ("", None),
    ],
)
@pytest.mark.parametrize("place", [(1, 2, 2400), (2, 1, None), (2, 2, ""), (9, 5, None)])
def test_a_value_reads_back_as_it_was_written(
    tmp_path: Path, place: tuple[int, int, Cell], value: Value, read: Cell
) -> None:
    """Into a filled cell, a formatted empty one, a gap in a row, and far below."""
    path = book(tmp_path)

    workbook = press(path, *place, value)

    assert workbook.read(["Crew"])["Crew"].at(place[0], place[1]) == read
    assert open_workbook(path).read(["Crew"])["Crew"].at(place[0], place[1]) == read
    assert open_workbook(path).read(["Crew"])["Crew"].at(1, 1) == "Name"


def test_a_date_gets_a_date_format_and_keeps_one_it_has(tmp_path: Path) -> None:
    """Formats are appended, none is renumbered; a cell with a date format keeps it."""
    path = book(tmp_path)
    before = read_parts(path)["xl/styles.xml"]

    press(path, 2, 3, 46084, date(2026, 4, 4))
    unchanged = read_parts(path)["xl/styles.xml"]
    press(path, 2, 1, None, date(2026, 4, 5))
    after = read_parts(path)["xl/styles.xml"]
    tab = openpyxl.load_workbook(path)["Crew"]

    assert unchanged == before
    assert after.startswith(before[: before.index(b"<cellXfs")])
    assert b'<cellXfs count="5">' in after
    assert tab["C2"].number_format == "yyyy\\-mm\\-dd"
    assert tab["A2"].value == datetime(2026, 4, 5)
    assert tab["A2"].protection.locked is False


def test_dates_count_from_1904_where_the_workbook_does(tmp_path: Path) -> None:
    """A date is checked and written in the workbook's own calendar."""
    rows = '<row r="1"><c r="A1" s="1"><v>44622</v></c></row>'
    parts = package({"Crew": sheet(rows)}, properties='<workbookPr date1904="1"/>')
    path = write_parts(tmp_path / "a.xlsx", parts)

    press(path, 1, 1, date(2026, 3, 3), date(2026, 3, 4))

    assert b"<v>44623</v>" in read_parts(path)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("was", [2400, 2400.0])
def test_a_whole_number_is_the_same_as_a_float(tmp_path: Path, was: Cell) -> None:
    """2400 read by one program is 2400.0 in another."""
    assert press(book(tmp_path), 1, 2, was, 1).read(["Crew"])["Crew"].at(1, 2) == 1.0


RICH_PARTS: dict[str, str | bytes] = {
    "xl/worksheets/_rels/sheet1.xml.rels": relationships(
        ("rId1", "drawing", "../drawings/drawing1.xml"),
        ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
        ("rId3", "ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        ("rId4", "threadedComment", "../threadedComments/threadedComment1.xml"),
        ("rId5", "slicer", "../slicers/slicer1.xml"),
        ("rId6", "pivotTable", "../pivotTables/pivotTable1.xml"),
    ),
    "xl/drawings/drawing1.xml": '<xdr:wsDr xmlns:xdr="d"><xdr:sp textlink=""/>\r\n<xdr:pic/></xdr:wsDr>',
    "xl/drawings/vmlDrawing1.vml": "<xml><v:shape><br>not even XML</v:shape></xml>",
    "xl/ctrlProps/ctrlProp1.xml": '<formControlPr objectType="Button"/>',
    "xl/threadedComments/threadedComment1.xml": "<ThreadedComments/>",
    "xl/persons/person.xml": "<personList/>",
    "xl/slicers/slicer1.xml": "<slicers/>",
    "xl/slicerCaches/slicerCache1.xml": "<slicerCacheDefinition/>",
    "xl/pivotTables/pivotTable1.xml": '<pivotTableDefinition><location ref="H1:I2"/></pivotTableDefinition>',
    "xl/pivotCache/pivotCacheRecords1.bin": bytes(range(256)),
    "xl/charts/chart1.xml": f'<c:chart xmlns:c="c" xmlns:a="{MAIN}"><c:f>Crew!$A$1</c:f></c:chart>',
    "xl/media/image1.png": b"\x89PNG" + bytes(500),
    "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macros",
    "customXml/item1.xml": "<label/>",
    "docMetadata/LabelInfo.xml": "<labels/>",
    "docProps/custom.xml": "<Properties/>",
}


EXTENSIONS = (
    '<extLst><ext uri="{05C60535}" xmlns:x14="x14"><x14:sparklineGroups><x14:sparkline>'
    "<xm:f>Crew!A1:B1</xm:f><xm:sqref>D1</xm:sqref></x14:sparkline></x14:sparklineGroups></ext></extLst>"
)


def test_every_other_part_stays_byte_for_byte_the_same(tmp_path: Path) -> None:
    """Buttons, shapes, pictures, slicers, pivots, comments, macros, labels: all as they were."""
    path = write_parts(
        tmp_path / "a.xlsx", package({"Crew": sheet(CREW, after=EXTENSIONS)}, extra=RICH_PARTS)
    )
    before, raw = read_parts(path), raw_records(path)

    press(path, 1, 2, 2400, 5)

    after = read_parts(path)
    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    now = raw_records(path)
    assert all(now[name] == raw[name] for name in raw if name != "xl/worksheets/sheet1.xml")
    assert after["xl/worksheets/sheet1.xml"] == before["xl/worksheets/sheet1.xml"].replace(
        b"<v>2400</v>", b"<v>5</v>"
    )


def test_several_presses_on_one_object_build_on_each_other(tmp_path: Path) -> None:
    """After a write the object stands for the new file."""
    path = book(tmp_path)
    workbook = open_workbook(path)

    workbook.write([Change("Crew", 1, 2, 2400, 1)])
    workbook.write([Change("Crew", 1, 2, 1, 2), Change("Crew", 4, 4, None, time(7))])
    workbook.write([])

    assert workbook.read(["Crew"])["Crew"].at(1, 2) == 2.0
    assert open_workbook(path).read(["Crew"])["Crew"].at(4, 4) == time(7)


@pytest.mark.parametrize(
    "rows",
    [
        '<x:row r="2"><x:c r="B2" s="1"><x:v>7</x:v></x:c></x:row>',
        '<x:row r="2"/>',
        "<x:row/><x:row><x:c/><x:c><x:v>7</x:v></x:c></x:row>",
        '<!-- kept --><x:row r="2"><x:c r="B2"><x:v><![CDATA[7]]></x:v></x:c></x:row>',
        "",
    ],
)
def test_odd_forms_of_xml_are_patched_in_their_own_form(tmp_path: Path, rows: str) -> None:
    """A prefix, missing references, comments, an empty tab."""
    data = f"<x:sheetData>{rows}</x:sheetData>" if rows else "<x:sheetData/>"
    parts = package({"Crew": ""})
    parts["xl/worksheets/sheet1.xml"] = f'<x:worksheet xmlns:x="{MAIN}">{data}</x:worksheet>'
    path = write_parts(tmp_path / "a.xlsx", parts)
    was = open_workbook(path).read(["Crew"])["Crew"].at(2, 2)

    press(path, 2, 2, was, "new")
    press(path, 1, 1, None, 5)

    tab = openpyxl.load_workbook(path)["Crew"]
    assert (tab["A1"].value, tab["B2"].value) == (5, "new")
    assert [cell.coordinate for row in tab for cell in row if cell.value is not None] == [
        "A1",
        "B2",
    ]
    assert (b"kept" in read_parts(path)["xl/worksheets/sheet1.xml"]) == ("kept" in rows)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.dates(date(1900, 3, 1), date(2199, 12, 31)),
    st.times().map(lambda each: each.replace(microsecond=0)),
)


PRESSES = st.lists(
    st.dictionaries(st.tuples(st.integers(1, 6), st.integers(1, 30)), VALUES, max_size=6),
    max_size=4,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(presses=PRESSES)
def test_any_presses_leave_what_a_simple_model_says(
    tmp_path: Path, presses: list[dict[tuple[int, int], Value]]
) -> None:
    """Patch, then read: every cell holds what was last written to it."""
    path = book(tmp_path, "")
    workbook = open_workbook(path)
    model: dict[tuple[int, int], Any] = {}
    for cells in presses:
        read = workbook.read(["Crew"])["Crew"]
        workbook.write([Change("Crew", r, c, read.at(r, c), v) for (r, c), v in cells.items()])
        model |= cells

    read = open_workbook(path).read(["Crew"])["Crew"]

    for (row, column), value in model.items():
        found = read.at(row, column)
        if isinstance(value, date):
            value = datetime(value.year, value.month, value.day)  # noqa: PLW2901 (as it reads)
        if isinstance(found, time | datetime) and isinstance(value, int | float):
            continue  # a number in a cell that kept an earlier date's format shows as a date
        assert found == (None if value == "" else value), (row, column)
