"""The add-in of Excel as a file: its parts, its macros, its ribbon, the path of Python."""

import zipfile
from pathlib import Path

import pytest

from poc_sheets.build.excel_add_in import make_add_in, xlwings_modules
from poc_sheets.build.excel_macros import macro_modules, ribbon
from poc_sheets.problems import SheetError
from poc_sheets.setting_up import excel

pyopenvba = pytest.importorskip("pyopenvba", reason="pyOpenVBA is not installed")
PYTHON = r"C:\Users\Jo Lee\AppData\Local\Python\python.exe"


@pytest.fixture(scope="module")
def add_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("add_in") / "poc_sheets.xlam"
    make_add_in(path, interpreter=PYTHON)
    return path


def test_the_package_is_one_that_excel_takes_for_an_add_in(add_in: Path) -> None:
    """The type of an add-in, one VBA project, the ribbon in the part that every Excel reads."""
    report = pyopenvba.check_file(str(add_in))
    assert (report.issues, report.complete) == ((), True)
    with zipfile.ZipFile(add_in) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        types = package.read("[Content_Types].xml").decode()
        assert "excel.addin.macroEnabled.main+xml" in types
        assert "sheet.macroEnabled" not in types
        assert "application/vnd.ms-office.vbaProject" in types
        assert package.read("customUI/customUI.xml").decode() == ribbon()
        assert "2006/relationships/ui/extensibility" in package.read("_rels/.rels").decode()


def test_the_macros_are_the_text_in_the_project(add_in: Path) -> None:
    with pyopenvba.ExcelFile(str(add_in)) as book:
        modules = {module.name: module.source for module in book.vba_project().modules}
    assert {n: modules[n] for n in macro_modules()} == macro_modules()
    assert set(modules) - set(macro_modules()) == {
        "ThisWorkbook",
        "Sheet1",
        "xlwings",
        "Dictionary",
    }


def test_python_is_found_by_the_path_that_the_installation_wrote(add_in: Path) -> None:
    """The starter of Python looks for a tab with the name of its project, `.conf` behind it."""
    with zipfile.ZipFile(add_in) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
        assert 'name="poc_sheets.conf"' in package.read("xl/workbook.xml").decode()
    assert PYTHON in strings
    assert "Interpreter_Win" in strings
    starter = xlwings_modules()["xlwings"]
    assert 'PROJECT_NAME As String = "poc_sheets"' in starter
    assert "redistributions" in starter.casefold()
    assert not xlwings_modules()["Dictionary"].startswith("VERSION")


def test_the_names_that_our_macros_call_are_there(add_in: Path) -> None:
    """A compiler of VBA finds the starter of Python and its function server in the whole project."""
    analysis = pytest.importorskip("pyvbaanalysis", reason="pyvbaanalysis is not installed")
    found = analysis.analyze_office_file(str(add_in))
    assert set(macro_modules()) <= set(found)
    assert [str(fault) for name in macro_modules() for fault in found.get(name, ())] == []


def test_the_add_in_goes_in_twice_and_out_again(tmp_path: Path) -> None:
    assert "Production" in excel.install(tmp_path)
    excel.install(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [excel.FILE_NAME]
    assert [sign.ok for sign in excel.signs(tmp_path)] == [True]
    assert "is gone" in excel.uninstall(tmp_path)
    assert "was not installed" in excel.uninstall(tmp_path)
    assert [sign.ok for sign in excel.signs(tmp_path)] == [False]


def test_a_system_without_excel_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(SheetError, match="does not run on this system"):
        excel.start_folder()


@pytest.mark.parametrize(
    ("platform", "part"), [("win32", "XLSTART"), ("darwin", "Startup.localized")]
)
def test_excel_starts_from_a_folder_of_the_person(
    monkeypatch: pytest.MonkeyPatch, platform: str, part: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert part in excel.start_folder().parts
