"""The LibreOffice extension as a file: what is in it, and that it needs nothing of ours."""

import ast
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from poc_sheets.build.libreoffice_extension import package
from poc_sheets.build.libreoffice_extension.markup import toolbar_name
from poc_sheets.build.macros_libreoffice import build_libreoffice
from poc_sheets.hosts.web.sent_files import IMPORT_FILE
from poc_sheets.registry import every_action, every_formula

INSIDE = Path(package.__file__).parent / "inside"


def test_every_button_stands_on_a_toolbar_and_in_the_menu() -> None:
    """Each of them twice, with its label, and for spreadsheets only."""
    addons = package.extension_files()["Addons.xcu"]
    ET.fromstring(addons)  # noqa: S314  (our own text)
    for action in every_action():
        assert addons.count(f"service:org.pocsheets.Actions?{action.name}<") == 2
        assert f">{action.label}<" in addons


def test_a_file_is_brought_in_by_a_button_of_its_own() -> None:
    """On a docked toolbar in a row that is there anyway, and in the menu; it asks with a label."""
    files = package.extension_files()
    assert files["Addons.xcu"].count(f"service:org.pocsheets.Actions?{IMPORT_FILE}<") == 2
    assert files["Addons.xcu"].count(">Import file ...<") == 4
    bar = f"addon_{toolbar_name('Files')}"
    states = ET.fromstring(files["CalcWindowState.xcu"])  # noqa: S314  (our own text)
    names = "{http://openoffice.org/2001/registry}name"
    (state,) = [node for node in states.iter("node") if str(node.get(names)).endswith(bar)]
    said = {each.get(names): each.findtext("value") for each in state}
    assert said["DockPos"] == "900,4"
    rows = re.findall(r"<value>0,(\d+)</value>", files["CalcWindowState.xcu"])
    assert rows == [str(row) for row in range(4, 4 + len({each.group for each in every_action()}))]
    assert json.loads(files["actions.json"])[IMPORT_FILE]["label"] == "Import file"
    sent = files["pythonpath/poc_sheets_office/presses.py"]
    assert f'IMPORT_FILE = "{IMPORT_FILE}"' in sent


def test_what_a_button_can_be_told() -> None:
    """All options with their help; the menu offers to ask where a press would not ask by itself."""
    files = package.extension_files()
    told = json.loads(files["actions.json"])
    for action in every_action():
        options = told[action.name]["options"]
        assert [each["name"] for each in options] == [option.name for option in action.options]
        assert [each["help"] for each in options] == [option.help for option in action.options]
        required = any(option.required for option in action.options)
        asks = f"service:org.pocsheets.Actions?ask:{action.name}<" in files["Addons.xcu"]
        assert asks == (bool(action.options) and not required)
    order, vendor_copy = told["print_order"]["options"]
    assert order["required"]
    assert (vendor_copy["kind"], vendor_copy["default"]) == ("yes_no", "no")
    word = next(each for each in told["approve_orders"]["options"] if each["name"] == "word")
    assert word["choices"] == ["Approve", "Hold", "Reject"]


def test_every_formula_is_declared_with_its_arguments() -> None:
    """The types, which LibreOffice parses, and the help, which its wizard shows."""
    files = package.extension_files()
    helps = {entry["name"]: entry for entry in json.loads(files["formulas.json"])}
    for formula in every_formula():
        line = next(
            line
            for line in files["XFunctions.idl"].splitlines()
            if f" {formula.name.lower()}(" in line
        )
        assert line.count("[in]") == 1 + len(formula.arguments)
        assert not re.search(r"\b[a-z]\w*_\w*\)?,|the_", line), (
            "the type language takes no underscores"
        )
        shown = helps[formula.cell_name]["arguments"]
        assert shown == [[option.name, option.help] for option in formula.arguments]


def test_what_the_manifest_names_is_inside() -> None:
    """A file that is missing makes LibreOffice refuse the whole extension."""
    files = package.extension_files()
    named = re.findall(r'full-path="([^"]+)"', files["META-INF/manifest.xml"])
    assert len(named) == 6
    assert set(named) <= files.keys()
    for name, text in files.items():
        if name.endswith((".xml", ".xcu")):
            ET.fromstring(text)  # noqa: S314  (our own text)


@pytest.mark.parametrize("path", sorted(INSIDE.rglob("*.py")), ids=lambda path: path.stem)
def test_only_the_standard_library_inside(path: Path) -> None:
    """LibreOffice's own Python has no packages, and may be as old as 3.8."""
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
    allowed = {*sys.stdlib_module_names, "uno", "unohelper", "com", "org", "poc_sheets_office"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= allowed
        elif isinstance(node, ast.ImportFrom) and not node.level:
            assert (node.module or "").split(".")[0] in allowed


def test_the_same_is_built_byte_for_byte(tmp_path: Path) -> None:
    """The generated file changes only when what it is made of changes."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        build_libreoffice(tmp_path / name)
    one, two = (tmp_path / name / package.FILE_NAME for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert "installed.json" not in zipfile.ZipFile(one).namelist()


@pytest.mark.parametrize(
    ("formula", "entered"),
    [
        ('=POC_SPENT("2818")', '=POC_SPENT("2818")'),
        ("=_xldudf_POC_SPENT(A1)+1", "=POC_SPENT(A1)+1"),
        ("=IF(A1;poc.spent(A1);_xludf.POC_CALL(A1;2))", "=IF(A1;POC_SPENT(A1);POC_CALL(A1;2))"),
        ("=POC_OTHER(1)", "=POC_OTHER(1)"),
        ("=MYPOC_SPENT(1)", "=MYPOC_SPENT(1)"),
    ],
)
def test_formulas_of_other_programs_are_entered_as_typed_here(formula: str, entered: str) -> None:
    """Only names of ours are touched."""
    assert _healed_text()(formula, {"POC_SPENT", "POC_CALL"}) == entered


def _healed_text() -> Callable[[str, set[str]], str]:
    path = INSIDE / "pythonpath/poc_sheets_office/healing.py"
    spec = spec_from_file_location("healing", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[str, set[str]], str] = module.healed_text
    return found
