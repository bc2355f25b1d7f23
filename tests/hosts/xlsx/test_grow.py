# ruff: noqa: DTZ001 (a workbook knows no time zones)
"""New rows: a table grows, what stands below moves, everything that refers there follows."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook, open_workbook
from poc_sheets.problems import SheetError
from poc_sheets.workbook import NEVER_CALCULATED, Append, Change, Value
from tests.hosts.xlsx.budget_tab import HEADINGS, budget
from tests.hosts.xlsx.parts import package, read_parts, relationships, sheet, write_parts


def append(path: Path, after: int, count: int, *changes: Change) -> XlsxWorkbook:
    """Rows appended to Budget."""
    workbook = open_workbook(path)
    rows: tuple[dict[int, Value], ...] = tuple(
        {1: f"new{n}", 2: date(2026, 5, 5), 3: 10.0} for n in range(count)
    )
    workbook.write(changes, [Append("Budget", after, rows)])
    return workbook


@pytest.mark.parametrize("totals", [False, True])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_table_grows_and_everything_that_refers_to_it_follows(
    tmp_path: Path, count: int, *, totals: bool
) -> None:
    """Values, calculated column, formats, rules, names, print area, chart, formulas elsewhere."""
    path = budget(tmp_path / "a.xlsx", totals=totals)

    workbook = append(path, 9, count, Change("Budget", 5, 3, 100.0, 150))

    read = workbook.read(["Budget", "Sum It's"])
    tab, last = read["Budget"], 9 + count
    book = openpyxl.load_workbook(path)
    page = book["Budget"]
    assert (tab.tables[0].last_row, tab.tables[0].has_totals) == (last, totals)
    assert tab.cells[last - 1][:4] == [f"new{count - 1}", datetime(2026, 5, 5), 10.0, 20.0]
    assert tab.formulas[(last, 4)] == "=Bud[[#This Row],[Amount]]*2"
    assert page.cell(last, 2).number_format == "yyyy\\-mm\\-dd"[:4] + "-mm-dd"
    assert page.tables["Bud"].autoFilter.ref == f"A4:D{last}"
    assert [str(each.sqref) for each in page.conditional_formatting] == [f"C5:C{last}"]
    assert str(page.data_validations.dataValidation[0].sqref) == f"A5:A{last}"
    assert book.defined_names["Amounts"].attr_text == f"Budget!$C$5:$C${last}"
    assert page.print_area == f"'Budget'!$A$1:$D${last}"
    chart = read_parts(path)["xl/charts/chart1.xml"]
    assert f"<c:f>Budget!$C$5:$C${last}</c:f>".encode() in chart
    total = 1500.0 + 50 + 10 * count
    assert [row[0] for row in read["Sum It's"].cells] == [total, total + 1, total]
    if totals:
        assert tab.at(last + 1, 3) == total


def test_what_stands_below_moves_down_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    """Notes, merged cells, a comment, a link, a picture's anchor: four rows further down."""
    path = budget(tmp_path / "a.xlsx")

    append(path, 9, 4)

    page = openpyxl.load_workbook(path)["Budget"]
    parts = read_parts(path)
    assert page["A16"].value == "Notes"
    assert page["C17"].value == "=SUM(C5:C13)"
    assert [str(each) for each in page.merged_cells.ranges] == ["A18:C18"]
    assert page["A16"].comment is not None
    assert page["A19"].hyperlink.location == "Budget!A16"
    assert b"<xdr:row>15</xdr:row>" in parts["xl/drawings/drawing1.xml"]
    assert re.findall(rb"<x:Row>(\d+)<", parts["xl/drawings/vmlDrawing1.vml"]) == [b"15"]


def test_a_total_that_leaves_out_its_table_is_computed_too(tmp_path: Path) -> None:
    """`SUBTOTAL(109,[Amount])` is computed, and stays as it is written."""
    workbook = append(budget(tmp_path / "a.xlsx", totals=True, below=False), 9, 1)

    read = workbook.read(["Budget"])["Budget"]

    assert read.at(11, 3) == 1510.0
    assert read.formulas[(11, 3)] == "=SUBTOTAL(109,[Amount])"


def test_rows_that_fit_move_nothing(tmp_path: Path) -> None:
    """Two blank rows below the table are enough for two."""
    path = budget(tmp_path / "a.xlsx")

    append(path, 9, 2)

    assert openpyxl.load_workbook(path)["Budget"]["A12"].value == "Notes"


def test_an_empty_table_uses_its_blank_row_first(tmp_path: Path) -> None:
    """Excel keeps one blank row in a table without data."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    tab = book.add_worksheet("Budget")
    tab.add_table(3, 0, 4, 3, {"name": "Bud", "columns": [{"header": each} for each in HEADINGS]})
    book.close()

    workbook = append(path, 4, 2)

    read = workbook.read(["Budget"])["Budget"]
    assert [row[0] for row in read.cells[4:]] == ["new0", "new1"]
    assert read.tables[0].last_row == 6


def test_rows_between_data_push_the_rest_down(tmp_path: Path) -> None:
    """After row 6 of a table that goes on to row 9."""
    path = budget(tmp_path / "a.xlsx")

    workbook = append(path, 6, 2)

    read = workbook.read(["Budget", "Sum It's"])
    assert [row[0] for row in read["Budget"].cells[4:11]] == [
        "A0", "A1", "new0", "new1", "A2", "A3", "A4",
    ]  # fmt: skip
    assert read["Budget"].tables[0].last_row == 11
    assert read["Sum It's"].at(1, 1) == 1520.0


def test_without_a_table_rows_look_like_the_row_above(tmp_path: Path) -> None:
    """The total directly below moves down and takes in the new rows; the format is copied."""
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Day</t></is></c></row>'
        '<row r="2" ht="30" customHeight="1" hidden="1"><c r="A2" s="1"><v>46084</v></c><c r="B2"><v>5</v></c></row>'
        '<row r="3"><c r="B3"><f>SUM(B2:B2)</f><v>5</v></c></row>'
    )
    path = write_parts(tmp_path / "a.xlsx", package({"Budget": sheet(rows)}))
    workbook = open_workbook(path)

    workbook.write([], [Append("Budget", 2, ({1: date(2026, 5, 5), 2: 7}, {2: 8}))])

    read = workbook.read(["Budget"])["Budget"]
    part = read_parts(path)["xl/worksheets/sheet1.xml"]
    assert read.at(3, 1) == datetime(2026, 5, 5)
    assert read.formulas == {(5, 2): "=SUM(B2:B4)"}
    assert read.at(5, 2) == 20.0
    assert b'<row r="3" ht="30" customHeight="1"><c r="A3" s="1">' in part
    assert b'<c r="A4" s="1"/>' in part


def test_two_appends_to_one_tab_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Both are given in rows as they were read."""
    path = budget(tmp_path / "a.xlsx", below=False)
    workbook = open_workbook(path)

    workbook.write(
        [Change("Budget", 9, 1, "A4", "changed")],
        [
            Append("Budget", 5, ({1: "first"},)),
            Append("Budget", 9, ({1: "last"}, {1: "very last"})),
        ],
    )

    read = workbook.read(["Budget"])["Budget"]
    assert [row[0] for row in read.cells[4:]] == [
        "A0", "first", "A1", "A2", "A3", "changed", "last", "very last",
    ]  # fmt: skip


def test_a_shared_formula_cut_by_the_new_rows_gets_its_text_in_every_cell(tmp_path: Path) -> None:
    """Followers of a shared formula no longer stand at equal distances."""
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><f t="shared" ref="C1:C3" si="0">A1+A2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="C3"><f t="shared" si="0"/><v>0</v></c></row>'
    )
    path = write_parts(tmp_path / "a.xlsx", package({"Budget": sheet(rows)}))
    workbook = open_workbook(path)

    workbook.write([], [Append("Budget", 2, ({1: 7, 3: 0},))])

    assert workbook.read(["Budget"])["Budget"].formulas == {
        (1, 3): "=A1+A2",
        (2, 3): "=A2+A4",
        (4, 3): "=A4+A5",
    }


OBSTACLES: dict[str, Callable[[], dict[str, str | bytes]]] = {
    "array": lambda: package(
        {
            "Budget": sheet(
                '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><f t="array" ref="C1:C2">A1:A2</f><v>1</v></c></row>'
                '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>1</v></c></row>'
            )
        }
    ),
    "pivot": lambda: package(
        {
            "Budget": sheet(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
            )
        },
        extra={
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(("r1", "pivotTable", "../p.xml")),
            "xl/p.xml": '<pivotTableDefinition><location ref="F5:G9"/></pivotTableDefinition>',
        },
    ),
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_rows_are_not_inserted_where_something_would_break(tmp_path: Path, obstacle: str) -> None:
    """An array formula cut in two, a pivot table below: refused, nothing written."""
    path = write_parts(tmp_path / "a.xlsx", OBSTACLES[obstacle]())
    before = path.read_bytes()

    with pytest.raises(SheetError) as stopped:
        open_workbook(path).write([], [Append("Budget", 1, ({1: "x"},))])

    assert stopped.value.finding.problem == "no-room-for-rows"
    assert path.read_bytes() == before


def test_the_order_of_calculation_is_dropped_with_all_its_traces(tmp_path: Path) -> None:
    """A list of formula cells that moved would make Excel repair the file."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><f>A1</f><v>1</v></c></row>'
    parts = package(
        {"Budget": sheet(rows)},
        extra={"xl/calcChain.xml": '<calcChain><c r="A2" i="1"/></calcChain>'},
    )
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    link = '<Relationship Id="rId99" Type="x/calcChain" Target="calcChain.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Rel", f"{link}</Rel")
    types = str(parts["[Content_Types].xml"])
    override = '<Override PartName="/xl/calcChain.xml" ContentType="x"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>")
    path = write_parts(tmp_path / "a.xlsx", parts)

    open_workbook(path).write([], [Append("Budget", 1, ({1: 5},))])

    after = read_parts(path)
    assert "xl/calcChain.xml" not in after
    assert after["[Content_Types].xml"].decode() == types
    assert after["xl/_rels/workbook.xml.rels"].decode() == rels


def test_formulas_of_a_kind_we_cannot_compute_are_left_to_the_program(tmp_path: Path) -> None:
    """The column of formulas goes on in the new row, without a result."""
    names = "<definedNames><definedName name='_poc_tab_x'>Budget!$A$1</definedName></definedNames>"
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Day</t></is></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>FOO(A2,A$2)</f><v>1</v></c></row>'
    )
    path = write_parts(tmp_path / "a.xlsx", package({"Budget": sheet(rows)}, workbook=names))
    workbook = open_workbook(path)

    workbook.write([], [Append("Budget", 2, ({1: 5},))])

    read = workbook.read(["Budget"])["Budget"]
    assert read.cells[2] == [5.0, NEVER_CALCULATED]
    assert read.formulas[(3, 2)] == "=FOO(A3,A$2)"
    assert read.at(2, 2) == 1.0
