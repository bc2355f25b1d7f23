"""A workbook with its own macros: its parts, its buttons, and that a press keeps them."""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from poc_sheets.build.excel_macros import IMPORT_FILE, macro_modules, macro_name
from poc_sheets.build.new_production import make_production
from poc_sheets.cli import books, making
from poc_sheets.cli.app import app
from poc_sheets.hosts.xlsx.workbook import XlsxWorkbook
from poc_sheets.registry import every_action
from poc_sheets.runner import press

assert books  # imported for their commands
assert making
pyopenvba = pytest.importorskip("pyopenvba", reason="pyOpenVBA is not installed")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: The order of a worksheet's parts in ISO/IEC 29500, 18.3.1.99; Excel repairs another one.
ORDER = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
    protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells
    phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup
    headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing
    legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst
""".split()  # noqa: SIM905  (a list to read)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("macros") / "Film.xlsm"
    make_production(path, title="Film", macros=True)
    return path


@pytest.fixture
def package(workbook: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(workbook) as opened:
        yield opened


def test_the_package_is_a_workbook_with_macros(workbook: Path, package: zipfile.ZipFile) -> None:
    report = pyopenvba.check_file(str(workbook))
    assert (report.issues, report.complete) == ((), True)
    assert package.testzip() is None
    assert len(package.namelist()) == len(set(package.namelist()))
    types = package.read("[Content_Types].xml").decode()
    assert "sheet.macroEnabled.main+xml" in types
    assert "spreadsheetml.sheet.main+xml" not in types


def test_the_parts_of_every_sheet_stand_in_the_order_of_the_standard(
    package: zipfile.ZipFile,
) -> None:
    sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) > 25
    for name in sheets:
        root = ET.fromstring(package.read(name))  # noqa: S314  (our own file)
        places = [ORDER.index(child.tag.removeprefix(MAIN)) for child in root]
        assert places == sorted(places), name


def test_every_action_has_a_button_whose_macro_is_there(package: zipfile.ZipFile) -> None:
    drawing = package.read("xl/drawings/vmlDrawing1.vml").decode()
    macros = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing)
    captions = re.findall(r'color="#000000">([^<]+)</font>', drawing)
    assert sorted(macros) == sorted([IMPORT_FILE, *map(macro_name, every_action())])
    labels = [action.label for action in every_action()]
    assert sorted(captions) == sorted(["Import file", *labels])
    text = macro_modules()["PocSheets"]
    assert all(f"Public Sub {macro}()" in text for macro in macros)


def test_buttons_do_not_lie_on_each_other(package: zipfile.ZipFile) -> None:
    drawing = package.read("xl/drawings/vmlDrawing1.vml").decode()
    anchors = [tuple(map(int, a.split(","))) for a in re.findall(r"<x:Anchor>([^<]+)<", drawing)]
    assert len({(anchor[0], anchor[2]) for anchor in anchors}) == 1 + len(every_action())
    assert all(
        left == right and bottom - top <= 1 for left, _, top, _, right, _, bottom, _ in anchors
    )


def test_python_is_found_and_nobody_sees_the_tab_that_says_where(
    workbook: Path, package: zipfile.ZipFile
) -> None:
    text = package.read("xl/workbook.xml").decode()
    assert re.search(r'name="poc_sheets.conf"[^>]*state="veryHidden"', text)
    with pyopenvba.ExcelFile(str(workbook)) as book:
        modules = {module.name: module.source for module in book.vba_project().modules}
    assert {name: modules[name] for name in macro_modules()} == macro_modules()
    assert {"xlwings", "Dictionary", "ThisWorkbook"} <= modules.keys()


def test_a_press_from_the_command_line_keeps_macros_and_buttons(
    workbook: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "Film.xlsm"
    copy.write_bytes(workbook.read_bytes())
    message = press("flag_overspend", XlsxWorkbook(copy))
    assert message.ok, message.as_text(3)
    with zipfile.ZipFile(workbook) as before, zipfile.ZipFile(copy) as after:
        for name in ("xl/vbaProject.bin", "xl/drawings/vmlDrawing1.vml"):
            assert after.read(name) == before.read(name)


def test_the_name_says_whether_there_are_macros(tmp_path: Path) -> None:
    def new(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["new", *words])
        return done.exit_code, done.output

    code, text = new(str(tmp_path / "Film.xlsx"), "--macros")
    assert (code, "give a name that ends with .xlsm" in text) == (2, True)
    code, text = new(str(tmp_path / "Film.xlsm"))
    assert (code, "give a name that ends with .xlsx" in text) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.office
def test_libreoffice_sees_every_button_with_its_macro(workbook: Path, tmp_path: Path) -> None:
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "fods"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(workbook)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = (tmp_path / "Film.fods").read_text(encoding="utf-8")
    bound = set(re.findall(r"script:(?:VBAProject\.)?PocSheets\.(\w+)", text))
    bound |= set(re.findall(r"VBAProject\.PocSheets\.(\w+)\?language=Basic", text))
    assert bound == {IMPORT_FILE, *map(macro_name, every_action())}
