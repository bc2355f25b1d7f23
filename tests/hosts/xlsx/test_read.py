# ruff: noqa: DTZ001 (a workbook knows no time zones)
"""What a tab reads as: typed cells, formulas, tables, ids."""

from datetime import datetime, time
from pathlib import Path

import pytest

from poc_sheets.hosts.xlsx.workbook import open_workbook
from poc_sheets.workbook import NEVER_CALCULATED, Cell, ErrorValue, TabInfo
from tests.hosts.xlsx.parts import MAIN, STRICT_MAIN, STRICT_OFFICE, package, sheet, write_parts


def test_cells_have_the_type_they_show(tmp_path: Path) -> None:
    """A date-formatted number is a date, text stays text, an error keeps its code."""
    path = write_parts(
        tmp_path / "a.xlsx",
        package(
            {
                "Crew": sheet(
                    '<row r="1"><c r="A1" t="inlineStr"><is><t>0042</t></is></c>'
                    '<c r="B1"><v>2400</v></c><c r="C1" s="1"><v>46084</v></c>'
                    '<c r="D1" s="2"><v>0.4375</v></c><c r="E1" t="b"><v>1</v></c>'
                    '<c r="F1" t="e"><v>#REF!</v></c><c r="G1" s="1"/>'
                    '<c r="H1" s="2"><v>1.0625</v></c></row>'
                    '<row r="3"><c r="B3" t="str"><f>A1&amp;"x"</f><v>0042x</v></c>'
                    '<c r="C3"><f>B1*2</f></c></row>'
                )
            }
        ),
    )

    read = open_workbook(path).read(["Crew"])["Crew"]

    assert read.cells[0] == [
        "0042",
        2400.0,
        datetime(2026, 3, 3),
        time(10, 30),
        True,
        ErrorValue("#REF!"),
        None,
        datetime(1900, 1, 1, 1, 30),
    ]
    assert isinstance(read.at(1, 2), float)
    assert read.cells[1] == []
    assert read.at(3, 2) == "0042x"
    assert read.at(3, 3) == NEVER_CALCULATED
    assert read.formulas == {(3, 2): '=A1&"x"', (3, 3): "=B1*2"}


def test_serials_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    """The same serial is four years and a day later in the calendar of old Macs."""
    rows = sheet('<row r="1"><c r="A1" s="1"><v>44622</v></c></row>')
    path = write_parts(
        tmp_path / "a.xlsx", package({"Crew": rows}, properties='<workbookPr date1904="1"/>')
    )

    assert open_workbook(path).read(["Crew"])["Crew"].at(1, 1) == datetime(2026, 3, 3)


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        ("1", datetime(1900, 1, 1)),
        ("59", datetime(1900, 2, 28)),
        ("61", datetime(1900, 3, 1)),
        ("-1", -1.0),
        ("9999999", 9999999.0),
        ("46084.9999999999", datetime(2026, 3, 4)),
    ],
)
def test_first_and_last_days_of_the_calendar(tmp_path: Path, serial: str, expected: Cell) -> None:
    """Days before the phantom 29 February 1900 are right too; no day at all stays a number."""
    rows = sheet(f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c></row>')
    path = write_parts(tmp_path / "a.xlsx", package({"Crew": rows}))

    assert open_workbook(path).read(["Crew"])["Crew"].at(1, 1) == expected


def test_rich_and_escaped_text_reads_as_on_screen(tmp_path: Path) -> None:
    """Runs are joined, phonetic hints left out, `_x000D_` and entities resolved."""
    strings = (
        f'<sst xmlns="{MAIN}"><si><t xml:space="preserve"> a &amp; &#233; </t></si>'
        "<si><r><t>call </t></r><r><rPr><b/></rPr><t>sheet</t></r>"
        '<rPh sb="0" eb="1"><t>hint</t></rPh></si><si><t>x_x000D_y_x005F_x000D_</t></si><si/></sst>'
    )
    parts = package(
        {
            "Crew": sheet(
                '<row r="1">'
                + "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCDE"))
                + "</row>"
            )
        },
        extra={"xl/sharedStrings.xml": strings},
    )
    links = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = links.replace(
        "</Relationships>",
        '<Relationship Id="rId91" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>",
    )

    cells = open_workbook(write_parts(tmp_path / "a.xlsx", parts)).read(["Crew"])["Crew"].cells

    assert cells[0] == [" a & é ", "call sheet", "x\ry_x000D_", "", ErrorValue("#REF!")]


def test_followers_of_a_shared_formula_have_their_own_text(tmp_path: Path) -> None:
    """Relative references move with the cell, fixed ones stay."""
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1+SUM(A$1:A1)</f><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
    )
    path = write_parts(tmp_path / "a.xlsx", package({"Crew": sheet(rows)}))

    formulas = open_workbook(path).read(["Crew"])["Crew"].formulas

    assert formulas == {(1, 2): "=A1*$C$1+SUM(A$1:A1)", (3, 2): "=A3*$C$1+SUM(A$1:A3)"}


ODD_FORMS: dict[str, str | bytes] = {
    "prefix": (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    ),
    "comments and CDATA": sheet(
        '<!-- <row r="1"> --><row r="2"><!--a--><c r="B2"><v><![CDATA[7]]></v></c><?pi x?></row>'
    ),
    "no references": sheet("<row/><row><c/><c><v>7</v></c></row>"),
    "other order": sheet("<row spans='2:2' r='2'><c t='n' r='B2' ><v>7</v></c ></row >"),
    "utf-16": sheet('<row r="2"><c r="B2"><v>7</v></c></row>')
    .replace("UTF-8", "UTF-16")
    .encode("utf-16"),
    "strict": sheet('<row r="2"><c r="B2"><v>7</v></c></row>', main=STRICT_MAIN),
}


@pytest.mark.parametrize("form", ODD_FORMS)
def test_odd_forms_of_xml_read_like_the_usual_one(tmp_path: Path, form: str) -> None:
    """What other programs write differently is the same tab."""
    text = ODD_FORMS[form]
    is_strict = form == "strict"
    parts = (
        package({"Crew": ""}, office=STRICT_OFFICE, main=STRICT_MAIN)
        if is_strict
        else package({"Crew": ""})
    )
    parts["xl/worksheets/sheet1.xml"] = text

    read = open_workbook(write_parts(tmp_path / "a.xlsx", parts)).read(["Crew"])["Crew"]

    assert read.at(2, 2) == 7.0
    assert sum(value is not None for row in read.cells for value in row) == 1


def test_a_tab_keeps_its_id_when_it_is_renamed(tmp_path: Path) -> None:
    """The name `_poc_tab_crew` points at the first heading, whatever the tab is called."""
    names = "<definedNames><definedName name=\"_poc_tab_crew\">'Unit''s people'!$B$4</definedName></definedNames>"
    path = write_parts(
        tmp_path / "a.xlsx",
        package({"Unit's people": sheet(""), "Notes": sheet("")}, workbook=names),
    )

    workbook = open_workbook(path)

    assert list(workbook.tabs()) == [TabInfo("Unit's people", "crew"), TabInfo("Notes")]
    assert workbook.anchor("Unit's people") == (4, 2)
    assert workbook.anchor("Notes") is None
    assert workbook.name == "a.xlsx"
