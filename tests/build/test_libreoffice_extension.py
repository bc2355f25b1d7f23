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
from poc_sheets.build.macros_libreoffice import build_libreoffice
from poc_sheets.registry import every_action, every_formula

INSIDE = Path(package.__file__).parent / "inside"


def test_every_button_stands_on_a_toolbar_and_in_the_menu() -> None:
    """Each of them twice, with its label, and for spreadsheets only."""
    addons = package.extension_files()["Addons.xcu"]
    ET.fromstring(addons)  # noqa: S314  (our own text)
    for action in every_action():
        assert addons.count(f"service:org.pocsheets.Actions?{action.name}<") == 2
        assert f">{action.label}<" in addons


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
