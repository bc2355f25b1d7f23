"""The vectors through LibreOffice's cells and through the wrappers of Excel's macros."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from poc_sheets.build.excel_macros import ASKING, macro_modules
from poc_sheets.build.programs import EXCEL_MACROS, LIBREOFFICE
from poc_sheets.hosts.live.excel import calculate_in
from poc_sheets.hosts.live.libreoffice import office as offices
from poc_sheets.hosts.live.libreoffice.installations import find_office
from poc_sheets.hosts.live.libreoffice.uno_bridge import file_url
from poc_sheets.hosts.web.state import read_state, state_file
from poc_sheets.setting_up.libreoffice import install
from poc_sheets.workbook import ErrorValue
from tests.conftest import write_xlsx
from tests.formulas.vectors import Case, cases_of, differing, tabs
from tests.hosts.live.screen import wait_for

pytestmark = pytest.mark.office

#: What a cell shows until its answer is there.
_WAITING = "#..."
#: In place of xlwings' function server: keeps what it is handed, and answers with what it is given.
_HELD = """Attribute VB_Name = "Held"
Option Explicit
Public Arguments As Variant
Public Answer As Variant
Public Function XLPy() As Object
    Set XLPy = New PythonServer
End Function
Public Function HeldArguments() As Variant
    HeldArguments = Arguments
End Function
Public Sub AnswerWith(ByVal value As Variant)
    Answer = value
End Sub
"""
_SERVER = """Option Explicit
Public Function CallUDF(module As String, func As String, args As Variant, wb As Variant, who As Variant) As Variant
    Arguments = args
    CallUDF = Answer
End Function
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The workbook of the vectors, with a tab to try formulas on and one with their ranges."""
    path = tmp_path / "vectors.xlsx"
    write_xlsx(path, tabs() | {"Try": [], "Ranges": []})
    return path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[offices.Office]:
    """An office with the extension; the server that the extension starts ends with it."""
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path / "profile"
    install(profile)
    office = offices.start(visible=False, profile=profile)
    try:
        yield office
    finally:
        office.kill()
        server = read_state(state_file())
        if server is not None:
            with suppress(ProcessLookupError):
                os.kill(server.pid, signal.SIGTERM)


def test_libreoffice_answers_as_the_vectors_say(office: offices.Office, file: Path) -> None:
    """Each formula is entered into a cell and shows its value, a range as an array."""
    model = office.desktop.loadComponentFromURL(file_url(file), "_blank", 0, ())
    cases = cases_of(LIBREOFFICE)
    sheets = _Sheets(model)
    places = [sheets.enter(case) for case in cases]
    wait_for("every value", lambda: None if sheets.is_waiting() else True, 60)
    # A value may be asked once more for the revision that the last entry made.
    time.sleep(0.5)
    wait_for("every value again", lambda: None if sheets.is_waiting() else True, 60)
    answers = [sheets.shown(place, case) for place, case in zip(places, cases, strict=True)]
    assert differing(cases, answers) == []


class _Sheets:
    """The tab of formulas and the tab of ranges; both are filled from top to bottom."""

    def __init__(self, model: Any) -> None:
        self._formulas = model.Sheets.getByName("Try")
        self._ranges = model.Sheets.getByName("Ranges")
        self._row = self._range_row = 0

    def enter(self, case: Case) -> tuple[int, int, int]:
        """Enter a formula; its first row, its rows and its columns."""
        texts = [self._argument(each) for each in case.arguments]
        text = f"=POC_{case.formula}({';'.join(texts)})"
        rows = case.expected if isinstance(case.expected, list) else [[case.expected]]
        place = self._row, len(rows), len(rows[0])
        if isinstance(case.expected, list):
            self._area(place).setArrayFormula(text)
        else:
            self._formulas.getCellByPosition(0, self._row).setFormula(text)
        self._row += len(rows)
        return place

    def is_waiting(self) -> bool:
        """Whether a cell still shows that its answer is asked for."""
        rows = self._formulas.getCellRangeByPosition(0, 0, 5, self._row).getDataArray()
        return any(cell == _WAITING for row in rows for cell in row)

    def shown(self, place: tuple[int, int, int], case: Case) -> Any:
        """What the cells of a formula show: numbers, texts, errors by their sign."""
        top, height, width = place
        rows = [
            [self._cell(self._formulas.getCellByPosition(column, row)) for column in range(width)]
            for row in range(top, top + height)
        ]
        return rows if isinstance(case.expected, list) else rows[0][0]

    def _area(self, place: tuple[int, int, int]) -> Any:
        top, height, width = place
        return self._formulas.getCellRangeByPosition(0, top, width - 1, top + height - 1)

    def _argument(self, given: Any) -> str:
        if isinstance(given, list):
            return self._range(given)
        if isinstance(given, ErrorValue):
            return given.code
        if isinstance(given, float):
            return format(given, ".15g")
        return '"' + str(given).replace('"', '""') + '"'

    def _range(self, rows: list[list[Any]]) -> str:
        top, width = self._range_row, len(rows[0])
        area = self._ranges.getCellRangeByPosition(0, top, width - 1, top + len(rows) - 1)
        area.setDataArray(
            tuple(tuple("" if cell is None else cell for cell in row) for row in rows)
        )
        self._range_row += len(rows)
        return f"$Ranges.A{top + 1}:{'ABCDEF'[width - 1]}{top + len(rows)}"

    def _cell(self, cell: Any) -> Any:
        result = cell.FormulaResultType2
        return cell.getValue() if result == 1 else cell.getString()


def test_the_wrappers_of_the_macros_answer_as_the_vectors_say(app: xw.App, file: Path) -> None:
    """VBA hands the arguments to Python as they are, and Python's answer to the cell."""
    applications = pytest.importorskip("pyopenvba.apps.excel", reason="pyOpenVBA is not installed")
    excel = applications.ExcelApplication()
    wrappers = macro_modules()["PocFormulas"].replace(ASKING, "Nothing, Nothing")
    excel.add_module(wrappers, name="PocFormulas")
    excel.add_module(_HELD.replace("\n", "\r\n"), name="Held")
    excel.add_module(_SERVER.replace("\n", "\r\n"), name="PythonServer", kind="class")
    book = app.books.open(file)
    cases = cases_of(EXCEL_MACROS)
    assert differing(cases, [_asked_by_vba(excel, book, case) for case in cases]) == []
    book.close()


def _asked_by_vba(excel: Any, book: xw.Book, case: Case) -> Any:
    """A cell's call: VBA's arguments go to Python, whose answer goes back through VBA."""
    arguments = ["" if each is None else each for each in case.arguments]
    function = f"POC_{case.formula}"
    excel.run("AnswerWith", _WAITING)
    assert excel.run(function, *arguments) == _WAITING
    name, *handed = excel.run("HeldArguments")
    # As xlwings hands a cell to Python: the rows of its range, an empty cell as nothing.
    cells = tuple(
        each if isinstance(each, list) else [[None if each == "" else each]] for each in handed
    )
    excel.run("AnswerWith", calculate_in(book, name, cells))
    return excel.run(function, *arguments)
