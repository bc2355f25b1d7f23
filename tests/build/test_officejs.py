"""The add-in of Excel: its manifest, its cell functions run by Node, its pane."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from poc_sheets.build.officejs import SIZES, build_officejs, functions_metadata
from poc_sheets.build.officejs.manifest import ADDRESS, manifest
from poc_sheets.registry import Formula, every_action, every_formula

HERE = Path(__file__).parent
PACKAGES = Path(os.environ.get("POC_SHEETS_NODE", Path.home() / ".cache" / "poc_sheets_node"))
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")


@pytest.fixture(scope="module")
def add_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("officejs")
    build_officejs(folder)
    return folder


def _run(
    add_in: Path, rounds: Sequence[Any], answers: Sequence[Any], **more: Sequence[Any]
) -> dict[str, Any]:
    ran = subprocess.run(
        ["node", str(HERE / "officejs_runtime.js"), str(add_in)],
        input=json.dumps({"rounds": rounds, "answers": answers} | more),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_every_file_that_the_manifest_and_the_pane_name_is_there(add_in: Path) -> None:
    """A missing icon is enough for Excel to refuse an add-in."""
    names = re.findall(rf'"{re.escape(ADDRESS)}/([^"]+)"', manifest("1.2.3"))
    page = (add_in / "taskpane.html").read_text(encoding="utf-8")
    names += re.findall(r'(?:src|href)="([^":]+)"', page)
    assert {name for name in names if not (add_in / name).is_file()} == set()
    for size in SIZES:
        png = (add_in / f"icon-{size}.png").read_bytes()
        assert (png[16:20], png[20:24]) == (size.to_bytes(4, "big"),) * 2


@pytest.mark.parametrize(
    ("version", "four"), [("26.11.0", "26.11.0.0"), ("1.2.3.dev4", "1.2.3.0"), ("2", "2.0.0.0")]
)
def test_the_version_has_the_four_numbers_that_excel_wants(version: str, four: str) -> None:
    root = ET.fromstring(manifest(version))  # noqa: S314  (our own text)
    found = root.find("{http://schemas.microsoft.com/office/appforoffice/1.1}Version")
    assert found is not None
    assert found.text == four


@needs_node
def test_the_manifest_fits_microsoft_s_schema(add_in: Path, tmp_path: Path) -> None:
    """A manifest that lacks an icon does not; converted first, because that form has a schema."""
    modules = PACKAGES / "node_modules"
    if not (modules / "ajv-draft-04").exists():
        pytest.skip("the manifest converter is not installed: run .ci/node_packages")
    broken = tmp_path / "broken.xml"
    broken.write_text(
        re.sub(r"<HighResolutionIconUrl.*/>", "", manifest("1.0.0")), encoding="utf-8"
    )
    found = []
    for number, path in enumerate((add_in / "manifest.xml", broken)):
        command = ["node", str(HERE / "check_manifest.js"), str(modules), str(path)]
        ran = subprocess.run(
            [*command, str(tmp_path / str(number))], capture_output=True, text=True, check=False
        )
        found.append(ran.stdout if ran.returncode == 0 else "refused")
    assert found[0] == "[]"
    assert found[1] != "[]"


def test_the_metadata_of_the_functions_is_what_excel_takes() -> None:
    """Ids in capitals, no optional argument before a needed one, a sentence for each."""
    metadata = functions_metadata()
    assert metadata["allowErrorForDataTypeAny"], "a range with an error in it would not arrive"
    functions = metadata["functions"]
    assert [f["id"] for f in functions] == [f.name for f in every_formula()]
    for function in functions:
        assert re.fullmatch(r"[A-Z][A-Z0-9._]{1,127}", function["id"])
        assert function["description"]
        optional = [p.get("optional", False) for p in function["parameters"]]
        assert optional == sorted(optional)
        assert all(p["description"] for p in function["parameters"])


@needs_node
def test_microsoft_s_own_generator_makes_the_same_metadata(tmp_path: Path) -> None:
    """Each function written out as that generator reads it: ids, arguments, ranges, what is optional."""
    modules = PACKAGES / "node_modules"
    if not (modules / "custom-functions-metadata").exists():
        pytest.skip("the generator of metadata is not installed: run .ci/node_packages")
    source = tmp_path / "functions.ts"
    source.write_text("\n".join(map(_as_typescript, every_formula())), encoding="utf-8")
    ran = subprocess.run(
        ["node", str(HERE / "functions_metadata.js"), str(modules), str(source)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    made = json.loads(ran.stdout)
    assert made["errors"] == []
    assert functions_metadata()["functions"] == made["metadata"]["functions"]


def _as_typescript(formula: Formula) -> str:
    lines = ["/**", f" * {formula.tooltip}", f" * @customfunction {formula.name} {formula.name}"]
    lines += [f" * @param {option.name} {option.help}" for option in formula.arguments]
    marks = ["" if option.required else "?" for option in formula.arguments]
    named = zip(formula.arguments, marks, strict=True)
    typed = ", ".join(f"{option.name}{mark}: any[][]" for option, mark in named)
    lines += [
        " * @returns {any[][]}",
        " */",
        f"function of_{formula.name.lower()}({typed}): any[][] {{ return []; }}",
    ]
    return "\n".join(lines)


@needs_node
def test_calls_of_a_moment_travel_together_and_the_same_call_once(add_in: Path) -> None:
    calls = [["SPENT", str(number % 10)] for number in range(300)]
    ran = _run(add_in, [calls], ["ok"])
    assert sorted(ran["registered"]) == sorted(f.name for f in every_formula())
    assert ran["results"][0] == [f"SPENT {number % 10}" for number in range(300)]
    assert [len(request["calls"]) for request in ran["asked"]] == [10]
    assert (ran["asked"][0]["address"], ran["asked"][0]["key"]) == ("/formulas", "Bearer key")


@needs_node
def test_the_tabs_travel_with_the_first_of_many_requests_only(add_in: Path) -> None:
    """A workbook of a megabyte twenty times over would be slower than any formula."""
    asked = _run(add_in, [[["SPENT", str(number)] for number in range(1200)]], ["ok"])["asked"]
    assert ["tabs" in request["workbook"] for request in asked] == [True, False, False]


@needs_node
def test_changes_are_written_in_rectangles(add_in: Path) -> None:
    """A column of a thousand cells is one order to Excel."""
    cells = [("A", 2, 3), ("A", 3, 3), ("A", 2, 4), ("A", 3, 4), ("A", 5, 3), ("B", 4, 3)]
    changes = [{"tab": t, "row": r, "column": c, "value": f"{t}{r}{c}"} for t, r, c in cells]
    assert _run(add_in, [], [], changes=changes)["blocks"] == [
        {"tab": "A", "row": 2, "column": 3, "values": [["A23", "A24"], ["A33", "A34"]]},
        {"tab": "A", "row": 5, "column": 3, "values": [["A53"]]},
        {"tab": "B", "row": 4, "column": 3, "values": [["B43"]]},
    ]


@needs_node
def test_no_request_has_more_than_five_hundred_calls(add_in: Path) -> None:
    ran = _run(add_in, [[["SPENT", str(number)] for number in range(1200)]], ["ok"])
    assert [len(request["calls"]) for request in ran["asked"]] == [500, 500, 200]


@needs_node
def test_one_wrong_cell_does_not_spoil_the_others(add_in: Path) -> None:
    ran = _run(add_in, [[["SPENT", "bad"], ["CALL", "Jo", 12], ["SPENT", ""]]], ["ok"])
    assert ran["results"][0] == ["#no account bad", "CALL Jo 12", "SPENT "]


@needs_node
def test_values_stay_while_the_server_is_away_and_new_cells_say_so(add_in: Path) -> None:
    rounds = [[["SPENT", "1"]], [["SPENT", "1"], ["SPENT", "2"]]]
    ran = _run(add_in, rounds, ["ok", "away"])
    assert ran["results"][1][0] == "SPENT 1"
    assert ran["results"][1][1]["code"] == "#N/A"
    assert "poc-sheets serve" in ran["results"][1][1]["text"]


@needs_node
def test_the_tabs_travel_once_for_each_state_of_the_workbook(add_in: Path) -> None:
    rounds = [[["SPENT", "1"]], [["SPENT", "2"]], "changed", [["SPENT", "1"]]]
    asked = _run(add_in, rounds, ["ok"])["asked"]
    assert ["tabs" in request["workbook"] for request in asked] == [True, False, True]


@needs_node
def test_a_server_that_started_anew_is_sent_the_tabs_again(add_in: Path) -> None:
    unknown = {"ok": False, "findings": [{"problem": "workbook-not-sent"}]}
    ran = _run(add_in, [[["SPENT", "1"]], [["SPENT", "2"]]], ["ok", unknown, "ok"])
    assert ran["results"] == [["SPENT 1"], ["SPENT 2"]]
    assert ["tabs" in request["workbook"] for request in ran["asked"]] == [True, False, True]


@needs_node
@pytest.mark.parametrize(
    "name",
    [
        "answer.js",
        "changes.js",
        "file.js",
        "form.js",
        "functions.js",
        "host.js",
        "registered.js",
        "taskpane.js",
    ],
)
def test_every_script_can_be_read(add_in: Path, name: str) -> None:
    """One sign too many, and the pane stays empty."""
    checked = subprocess.run(
        ["node", "--check", str(add_in / name)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


def test_the_pane_asks_for_no_element_that_the_page_lacks(add_in: Path) -> None:
    page = (add_in / "taskpane.html").read_text(encoding="utf-8")
    scripts = "".join(path.read_text(encoding="utf-8") for path in sorted(add_in.glob("*.js")))
    asked = re.findall(r'byId\("([^"]+)"\)', scripts)
    assert asked
    assert [name for name in asked if f'id="{name}"' not in page] == []


@needs_node
def test_text_stays_text_and_nothing_becomes_a_formula(add_in: Path) -> None:
    values = ["=1+1", "0042", "4/8", "+ is over", "#no account", "over", 12.5, None, False]
    ran = _run(add_in, [], [], written=values)
    texts = ["'=1+1", "'0042", "'4/8", "'+ is over", "'#no account", "over", 12.5, "", False]
    assert ran["written"] == texts


@needs_node
def test_a_cell_that_somebody_changed_is_seen(add_in: Path) -> None:
    """An empty cell is empty text to Excel; a sum may differ in its last digit."""
    seen = [["", None], [0.1 + 0.2, 0.3], ["7", 7], [7, 8], ["a", "a"], [0, None]]
    assert _run(add_in, [], [], seen=seen)["same"] == [True, True, False, False, True, False]


def test_the_pane_has_every_button_and_sets_all_text_as_text(add_in: Path) -> None:
    """What the tabs hold is never read as markup."""
    registered = (add_in / "registered.js").read_text(encoding="utf-8")
    assert all(f'"name": "{action.name}"' in registered for action in every_action())
    scripts = "".join(path.read_text(encoding="utf-8") for path in sorted(add_in.glob("*.js")))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", scripts)
