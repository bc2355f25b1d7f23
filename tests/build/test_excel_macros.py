"""The macros for Excel: compiled by two checkers, and run by an interpreter of VBA."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from poc_sheets.build.excel_macros import (
    ASKING,
    CALLER,
    CANCELLED,
    IMPORT_FILE,
    PICKED,
    RIBBON_NAMESPACE,
    build_excel_macros,
    macro_modules,
    macro_name,
    python_command,
    ribbon,
    with_choices,
)
from poc_sheets.hosts.live.excel import choices_of
from poc_sheets.registry import every_action, every_formula

#: In place of xlwings' own module: what it was asked is kept where the test finds it.
XLWINGS = """Attribute VB_Name = "Xlwings"
Option Explicit
Public Asked As String
Public Function RunPython(PythonCommand As String)
    Asked = PythonCommand
    RunPython = 0
End Function
Public Function LastAsked() As String
    LastAsked = Asked
End Function
""".replace("\n", "\r\n")
SERVER = """Attribute VB_Name = "XlwingsServer"
Option Explicit
Public Function XLPy() As Object
    Set XLPy = New PythonServer
End Function
""".replace("\n", "\r\n")
#: Answers with what it was handed, so that a test sees the call that a cell makes.
PYTHON_SERVER = """Option Explicit
Public Function CallUDF(module As String, func As String, args As Variant, wb As Variant, who As Variant) As Variant
    Dim k As Long
    Dim said As String
    said = module & "." & func & "("
    For k = LBound(args) To UBound(args)
        said = said & IIf(k > LBound(args), ", ", "") & CStr(args(k))
    Next k
    CallUDF = said & ")"
End Function
""".replace("\n", "\r\n")


def test_every_button_and_formula_has_its_macro_and_nothing_is_copied_from_xlwings() -> None:
    modules = macro_modules()
    subs = re.findall(r"^Public Sub (\w+)\(\)", modules["PocSheets"], re.MULTILINE)
    with_each = [(macro_name(a), with_choices(a) if a.options else "") for a in every_action()]
    assert [m for pair in with_each for m in pair if m] == subs[:-2]
    assert subs[-2:] == [IMPORT_FILE, "RefreshFormulas"]
    functions = re.findall(r"^Public Function (\w+)", modules["PocFormulas"], re.MULTILINE)
    assert functions == [f.cell_name for f in every_formula()]
    assert "Declare" not in "".join(modules.values())


@pytest.mark.parametrize("name", ["PocSheets", "PocFormulas", "PocRibbon"])
def test_a_module_is_text_that_excel_takes(name: str) -> None:
    """Its name first, CRLF, plain letters, no line that VBA cuts off."""
    text = macro_modules()[name]
    lines = text.split("\r\n")
    assert lines[0] == f'Attribute VB_Name = "{name}"'
    assert lines[2] == "Option Explicit"
    assert text.isascii()
    assert "\n" not in text.replace("\r\n", "")
    assert max(map(len, lines)) < 1000
    assert not any(re.match(r"\s*#\w+.*'", line) for line in lines)


def test_the_files_are_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    build_excel_macros(tmp_path / "a")
    build_excel_macros(tmp_path / "b")
    names = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert names == ["PocFormulas.bas", "PocRibbon.bas", "PocSheets.bas", "ribbon.xml"]
    assert all(
        (tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in names
    )


def test_the_ribbon_has_each_button_once() -> None:
    """An id that stands twice makes Excel drop the whole ribbon."""
    root = ET.fromstring(ribbon())  # noqa: S314  (our own text)
    buttons = root.findall(f".//{{{RIBBON_NAMESPACE}}}button")
    choosing = {f"{a.name}_with" for a in every_action() if a.options}
    assert {b.attrib["id"] for b in buttons} == (
        {a.name for a in every_action()} | choosing | {"import_file"}
    )
    macros = macro_modules()["PocSheets"]
    assert all(f"Public Sub {b.attrib['tag']}()" in macros for b in buttons)
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    callbacks = {b.attrib["onAction"] for b in buttons}
    assert all(f"Sub {c}(" in macro_modules()["PocRibbon"] for c in callbacks)


def _faults(folder: Path, modules: dict[str, str]) -> tuple[list[str], str]:
    """What each of two checkers finds in modules, with stand-ins for those of xlwings."""
    analysis = pytest.importorskip("pyvbaanalysis", reason="pyvbaanalysis is not installed")
    pytest.importorskip("vbalidator", reason="vbalidator is not installed")
    for name, text in (*modules.items(), ("Xlwings", XLWINGS), ("XlwingsServer", SERVER)):
        (folder / f"{name}.bas").write_bytes(text.encode("ascii"))
    server = 'VERSION 1.0 CLASS\r\nAttribute VB_Name = "PythonServer"\r\n' + PYTHON_SERVER
    (folder / "PythonServer.cls").write_bytes(server.encode("ascii"))
    found = analysis.analyze_loose_files(sorted(map(str, folder.iterdir())))
    ours = [f"{name}: {fault}" for name, faults in found.items() for fault in faults]
    ours = [fault for fault in ours if fault.split(":")[0] in modules]
    command = [str(Path(sys.executable).parent / "vbalidator"), "--host", "excel", "--no-strict"]
    command += ["--output", str(folder / "report.json"), str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    return ours, checked.stdout if checked.returncode else ""


def test_no_checker_finds_fault_with_the_modules(tmp_path: Path) -> None:
    assert _faults(tmp_path, macro_modules()) == ([], "")


def test_the_checkers_would_find_a_fault(tmp_path: Path) -> None:
    """One finds undeclared names and wrong calls, the other blocks that do not end."""
    broken = {"Broken": 'Attribute VB_Name = "Broken"\r\nOption Explicit\r\n'}
    broken["Broken"] += "Public Sub A()\r\n    If nobody = 1 Then\r\n    Zap 3\r\nEnd Sub\r\n"
    one, other = _faults(tmp_path, broken)
    assert one
    assert other


@pytest.fixture
def excel() -> Any:
    """An interpreter of VBA with our modules and, for xlwings, one that keeps what it was asked."""
    application = pytest.importorskip("pyopenvba.apps.excel", reason="pyOpenVBA is not installed")
    app = application.ExcelApplication()
    # Which cell asks is the one thing that the interpreter cannot say.
    # Nor can it tell Cancel from a blank answer.
    modules = {
        name: text.replace(ASKING, "Nothing, Nothing")
        .replace(CANCELLED, 'answer = "cancel"')
        .replace(PICKED, "PickedFile()")
        for name, text in macro_modules().items()
    }
    for name, text in (*modules.items(), ("Xlwings", XLWINGS), ("XlwingsServer", SERVER)):
        app.add_module(text, name=name)
    app.add_module(PYTHON_SERVER, name="PythonServer", kind="class")
    return app


def test_each_macro_asks_python_for_its_own_button(excel: Any) -> None:
    """The command is one that Python can run: the function is there, the button exists."""
    press_here = import_module(CALLER).press_here
    assert callable(press_here)
    for action in every_action():
        if any(option.required for option in action.options):
            continue
        excel.run(macro_name(action))
        asked = excel.run("LastAsked")
        assert asked == python_command(action)
        compile(asked, "macro", "exec")


def test_what_a_person_types_cannot_end_the_command(excel: Any) -> None:
    """Quotations and signs of a command line arrive in Python as typed."""
    typed = 'O\'Brien "&" Zoë %PATH%; x=1 中'
    excel.answer_dialogs(typed)
    excel.run("PrintOrder")
    asked = excel.run("LastAsked")
    choices = asked.split("'")[3]
    assert re.fullmatch(r"order=[0-9A-F]+;", choices)
    assert choices_of(choices) == {"order": typed}
    compile(asked, "macro", "exec")


def test_a_macro_with_choices_asks_for_each_and_leaves_blank_ones_out(excel: Any) -> None:
    action = next(a for a in every_action() if a.name == "push_call")
    names = [option.name for option in action.options]
    excel.answer_dialogs(*("7" if name == "day" else "" for name in names))
    excel.run("PushCallWith")
    assert excel.run("LastAsked") == python_command(action, "day=0037;")
    asked = [prompt for kind, prompt, *_ in excel.dialogs if kind == "InputBox"]
    assert len(asked) == len(names)
    assert max(map(len, asked)) < 1000


def test_a_picked_file_reaches_python_by_its_path(excel: Any) -> None:
    path = r"C:\\Users\\Zoë O'Neil\\april 50%.csv"
    picked = f'Attribute VB_Name = "Picking"\r\nPublic Function PickedFile()\r\n PickedFile = "{path}"\r\n'
    excel.add_module(picked + "End Function\r\n", name="Picking")
    excel.run(IMPORT_FILE)
    asked = excel.run("LastAsked")
    compile(asked, "macro", "exec")
    assert bytes.fromhex(asked.split("'")[1]).decode("utf-16-be") == path


def test_cancel_and_a_blank_answer_to_what_is_needed_end_the_press(excel: Any) -> None:
    excel.answer_dialogs("")
    excel.run("PrintOrder")
    assert excel.run("LastAsked") == ""
    assert excel.dialogs[-1][:2] == ("MsgBox", "Nothing was done: it needs order.")
    excel.answer_dialogs("cancel")
    excel.run("PushCallWith")
    assert excel.run("LastAsked") == ""


def test_a_cell_function_hands_its_arguments_on(excel: Any) -> None:
    assert excel.run("POC_SPENT", "2818") == f"{CALLER}.calculate(SPENT, 2818)"
    assert excel.run("POC_CALL", "Jo Lee", 12) == f"{CALLER}.calculate(CALL, Jo Lee, 12)"
