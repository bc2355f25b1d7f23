"""A workbook with the Crew tab, and one cell of it changed."""

from pathlib import Path

from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook, open_workbook
from poc_sheets.workbook import Cell, Change, Value
from tests.hosts.xlsx.parts import package, sheet, write_parts

CREW = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1"><v>2400</v></c></row>'
    '<row r="2" spans="1:2"><c r="A2" s="3"/><c r="C2" s="1"><v>46084</v></c></row>'
)


def book(tmp_path: Path, rows: str = CREW, **around: str) -> Path:
    """A workbook with one tab, Crew."""
    return write_parts(tmp_path / "a.xlsx", package({"Crew": sheet(rows, **around)}))


def press(path: Path, row: int, column: int, was: Cell, value: Value) -> XlsxWorkbook:
    """One cell changed."""
    workbook = open_workbook(path)
    workbook.write([Change("Crew", row, column, was, value)])
    return workbook
