"""Fixtures: a workbook that a test's docstring pictures, on every host that can run here."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw

from poc_sheets.hosts.live.libreoffice.engine import register
from poc_sheets.hosts.live.libreoffice.errors import BridgeError
from poc_sheets.hosts.live.libreoffice.installations import find_office
from poc_sheets.hosts.live.libreoffice.uno_bridge import bridge
from poc_sheets.hosts.live.workbook import LiveWorkbook
from poc_sheets.hosts.memory.workbook import MemoryWorkbook
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.testing.docstring_tables import picture, tabs_in
from poc_sheets.workbook import Cell, ErrorValue, Workbook

HOSTS = ("memory", "xlsx", pytest.param("live", marks=pytest.mark.office))


@pytest.fixture(autouse=True)
def _folders_of_this_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes backups or logs into the home of the person who runs it."""
    folder = tmp_path_factory.mktemp("home")
    before = {name: os.environ.get(name) for name in ("POC_SHEETS_DATA", "POC_SHEETS_LOGS")}
    os.environ["POC_SHEETS_DATA"] = str(folder / "data")
    os.environ["POC_SHEETS_LOGS"] = str(folder / "logs")
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real sample files, where it is at hand."""
    beside = Path(__file__).parents[2] / "shared" / "samples"
    folder = Path(os.environ.get("POC_SHEETS_SAMPLES", beside))
    if not folder.is_dir():
        pytest.skip("the sample files are not on this machine")
    return folder


@pytest.fixture(params=HOSTS)
def workbook(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbook]:
    """The tabs that the test's docstring shows before `becomes`, in each host."""
    before, _ = tabs_in(request.function.__doc__ or "")
    if request.param == "live":
        yield from _in_libreoffice(request.getfixturevalue("app"), before, tmp_path)
    else:
        yield make_workbook(request.param, before, tmp_path)


@pytest.fixture(scope="session")
def app() -> Iterator[xw.App]:
    """A running office without windows, started once for all tests."""
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    try:
        bridge()
    except BridgeError as problem:
        pytest.skip(str(problem))
    register(activate=True)
    app = xw.App(visible=False, add_book=False)
    yield app
    app.quit()


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Callable[[Workbook], None]:
    """Compares the workbook with the tabs that the docstring shows after `becomes`."""

    def compare(workbook: Workbook) -> None:
        _, after = tabs_in(request.function.__doc__ or "")
        assert after, "the docstring shows no tab after `becomes`"
        sheets = workbook.read(list(after))
        for name, rows in after.items():
            assert picture(sheets[name].cells) == picture(rows)

    return compare


def make_workbook(host: str, tabs: dict[str, list[list[Cell]]], folder: Path) -> Workbook:
    """A workbook with these tabs in a host."""
    if host == "memory":
        return MemoryWorkbook(tabs)
    path = folder / "production.xlsx"
    write_xlsx(path, tabs)
    return XlsxWorkbook(path)


def _in_libreoffice(
    app: xw.App, tabs: dict[str, list[list[Cell]]], folder: Path
) -> Iterator[Workbook]:
    path = folder / "production.xlsx"
    write_xlsx(path, tabs)
    book = app.books.open(path)
    yield LiveWorkbook(book)
    book.close()


def write_xlsx(path: Path, tabs: dict[str, list[list[Cell]]]) -> None:
    """A plain workbook file with these tabs, with the cell types that Excel would send."""
    with xlsxwriter.Workbook(path) as book:
        formats = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd"}),
            time: book.add_format({"num_format": "h:mm"}),
        }
        for name, rows in tabs.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, ErrorValue):
                        sheet.write_formula(row, column, f"={cell.code}", None, cell.code)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif isinstance(cell, datetime | date):
                        sheet.write_datetime(row, column, cell, formats[datetime])
                    elif isinstance(cell, time):
                        sheet.write_datetime(row, column, cell, formats[time])
                    elif cell is not None:
                        sheet.write(row, column, cell)
