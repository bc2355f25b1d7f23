"""The add-in of Excel for one machine: our macros, xlwings' own module, the ribbon, the path of Python.

Made where it is used, so that it carries no mark of a download, and so that xlwings' module is the
one of the installed package.
"""

import importlib.util
import re
import sys
import zipfile
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from poc_sheets.build.excel_macros import macro_modules, ribbon
from poc_sheets.problems import Problem

NEEDS_LIBRARY = Problem(
    "add-in-needs-library",
    title="The add-in cannot be made here",
    what="the library {name} is not installed",
    do="pip install {name}, and try again",
)
#: What the settings of xlwings' module are called by in the add-in.
PROJECT = "poc_sheets"
_PYOPENVBA = "pyOpenVBA"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADD_IN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_WORKBOOK_TYPES = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    _MACRO_TYPE.encode(),
)
_RIBBON_RELATION = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
_RIBBON = "customUI/customUI.xml"
_XLWINGS_NAME = re.compile(r'(PROJECT_NAME As String = )"[^"]*"')
_CLASS_HEAD = re.compile(
    r"\AVERSION 1\.0 CLASS\r\nBEGIN\r\n.*?\r\nEND\r\n", re.DOTALL | re.IGNORECASE
)


def make_add_in(path: Path, *, interpreter: str = sys.executable) -> None:
    """Write the add-in of this machine.

    Args:
        path: an .xlam file; it is written anew.
        interpreter: the Python that has poc_sheets.

    Raises:
        SheetError: xlwings or pyOpenVBA is not installed.
    """
    check_libraries()
    with TemporaryDirectory() as folder:
        plain, with_macros = Path(folder) / "plain.xlsx", Path(folder) / "macros.xlsm"
        import xlsxwriter

        with xlsxwriter.Workbook(str(plain)) as book:
            write_python_path(book, interpreter)
        add_macros(plain, with_macros)
        _copy_as(_ADD_IN_TYPE, with_macros, path, ribbon())


def check_libraries() -> None:
    """Look for what a file with macros is made with.

    Raises:
        SheetError: xlwings or pyOpenVBA is not installed.
    """
    for name, module in (("xlwings", "xlwings"), (_PYOPENVBA, "pyopenvba")):
        if importlib.util.find_spec(module) is None:
            raise NEEDS_LIBRARY.stop(name=name)


def add_macros(plain: Path, path: Path) -> None:
    """Write a workbook again, with our macros and those that start Python.

    Args:
        plain: an .xlsx file.
        path: the .xlsm file; it is written anew.
    """
    _copy_as(_MACRO_TYPE, plain, path)
    # Without types of its own.
    library: Any = import_module("pyopenvba")
    with library.ExcelFile(str(path)) as book:
        project = book.add_vba_project()
        for name, text in (xlwings_modules() | macro_modules()).items():
            kinds = library.VBAModuleKind
            kind = kinds.other if name == "Dictionary" else kinds.standard
            project.add_module(name, text, kind=kind)
        book.save()


def write_python_path(book: Any, interpreter: str) -> Any:
    """Add the tab that nobody needs to see: where Python is; XlsxWriter's sheet."""
    sheet = book.add_worksheet(f"{PROJECT}.conf")
    lines = {"Interpreter_Win": interpreter, "Interpreter_Mac": interpreter}
    # Python stays loaded between presses of cell functions; a press starts its own.
    lines |= {"Show Console": "False", "Use UDF Server": "False"}
    for row, (name, value) in enumerate(lines.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    return sheet


def xlwings_modules() -> dict[str, str]:
    """The modules of the installed xlwings that start Python, under the name of our add-in."""
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise NEEDS_LIBRARY.stop(name="xlwings")
    package = Path(spec.origin).parent
    starter = _vba_text(package / "xlwings_custom_addin.bas")
    dictionary = _vba_text(package / "addin" / "Dictionary.cls")
    return {
        "xlwings": _XLWINGS_NAME.sub(rf'\1"{PROJECT}"', starter),
        "Dictionary": _CLASS_HEAD.sub("", dictionary),
    }


def _vba_text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return "\r\n".join(text.splitlines()) + "\r\n"


def _copy_as(kind: str, source: Path, target: Path, ribbon_text: str = "") -> None:
    """The same package as another kind of workbook; a ribbon goes into its 2006 part."""
    relation = f'<Relationship Id="rIdPocRibbon" Type="{_RIBBON_RELATION}" Target="{_RIBBON}"/>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            text = old.read(item)
            if item.filename == "[Content_Types].xml":
                for other in _WORKBOOK_TYPES:
                    text = text.replace(other, kind.encode())
            if item.filename == "_rels/.rels" and ribbon_text:
                text = text.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
            new.writestr(item, text)
        if ribbon_text:
            new.writestr(_RIBBON, ribbon_text)
