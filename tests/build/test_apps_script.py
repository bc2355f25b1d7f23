"""The script of a Google spreadsheet, executed by Node in a small stand-in for Google's runtime."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.build.apps_script import build_apps_script, scripted_formulas
from poc_sheets.registry import every_action

RUNTIME = Path(__file__).parent / "apps_script_runtime.js"
VECTORS = json.loads((Path(__file__).parents[1] / "formulas" / "vectors.json").read_text("utf-8"))
#: Where `.ci/node_packages` installs the compiler and the types of Google's services.
PACKAGES = Path(os.environ.get("POC_SHEETS_NODE", Path.home() / ".cache" / "poc_sheets_node"))
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
DISTRIBUTION = [
    ["Day", "Revision", "Person", "By", "Call", "Status", "When"],
    [12, 1, "Jo Lee", "e-mail", "7:00a", "sent", None],
    [12, 1, "Sam <Cole>", "text", "7:12a", "confirmed", None],
]


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("apps_script")
    build_apps_script(folder)
    return folder


def _run(script: Path, steps: Sequence[Mapping[str, Any]], **world: Any) -> dict[str, Any]:
    given = json.dumps({"tabs": VECTORS["tabs"], "steps": steps} | world)
    ran = subprocess.run(
        ["node", str(RUNTIME), str(script)],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_the_files_are_what_clasp_pushes(script: Path) -> None:
    names = sorted(path.name for path in script.iterdir())
    assert names == [
        "answers.js", "appsscript.json", "cells.js", "confirm.js", "formulas.js", "menu.js",
        "press.js", "tabs.js",
    ]  # fmt: skip
    assert json.loads((script / "appsscript.json").read_text())["runtimeVersion"] == "V8"
    assert {f.name for f in scripted_formulas()} == {c["formula"] for c in VECTORS["cases"]}


@needs_node
def test_the_script_answers_as_python_does(script: Path) -> None:
    """One set of cases, `tests/formulas/vectors.json`: the same values, the same words."""
    cases = VECTORS["cases"]
    steps = [{"call": f"POC_{case['formula']}", "args": case["arguments"]} for case in cases]
    answers = _run(script, steps)["results"]
    differing = [
        (case["formula"], case["arguments"], answer, case["expected"])
        for case, answer in zip(cases, answers, strict=True)
        if answer != case["expected"]
    ]
    assert differing == []


@needs_node
def test_a_thousand_cells_read_the_tabs_once(script: Path) -> None:
    """Reading a tab takes Google a second: formulas of a moment share what was read."""
    steps = [{"call": "POC_SPENT", "args": ["2818"]}] * 1000
    assert _run(script, steps)["done"]["reads"] == 2


@needs_node
def test_an_edit_counts_at_once(script: Path) -> None:
    ask = {"call": "POC_SPENT", "args": ["2818"]}
    steps: list[Mapping[str, Any]] = [
        ask,
        {"set": ["Working Budget", 4, 5, 450]},
        ask,
        {"call": "onEdit"},
        ask,
    ]
    assert _run(script, steps)["results"] == [400.5, None, 400.5, None, 450]


@needs_node
@pytest.mark.parametrize(
    ("tabs", "text"),
    [
        ({"Crew": [["Position", "Name"]]}, "#The workbook has no Budget tab"),
        (
            {"Budget": [["Account", "Notes"], ["2818", ""]]},
            "#The Budget tab has no row of headings",
        ),
        (
            {"Budget": [["Account", "Committed"], ["2818", 1]]},
            '#The Budget tab has no "Budget" heading',
        ),
    ],
)
def test_a_missing_tab_or_heading_is_said_in_the_cell(
    script: Path, tabs: dict[str, Any], text: str
) -> None:
    steps = [{"call": "POC_SPENT", "args": ["2818"]}]
    assert _run(script, steps, tabs=tabs)["results"] == [text]


@needs_node
def test_the_menu_has_every_button_and_each_can_be_pressed(script: Path) -> None:
    """Each item names a function that is there; without a server it says who presses."""
    presses = [{"call": f"press_{action.name}"} for action in every_action()]
    done = _run(script, [{"call": "onOpen"}, *presses])["done"]
    items = [
        item for group in done["menu"][0]["items"] if "items" in group for item in group["items"]
    ]
    assert sorted(items) == sorted([a.label, f"press_{a.name}"] for a in every_action())
    assert [alert[0] for alert in done["alerts"]] == [action.label for action in every_action()]
    assert all("scheduled sync" in alert[1] for alert in done["alerts"])


@needs_node
def test_a_press_asks_the_team_s_server_and_shows_its_words(script: Path) -> None:
    answers = [
        {"status": 200, "text": '{"text": "2 accounts are over."}'},
        {"status": 502, "text": "<p>"},
    ]
    properties = {"POC_SERVER": "https://office.example/", "POC_TOKEN": "key"}
    press = {"call": "press_flag_overspend"}
    done = _run(script, [press] * 3, properties=properties, answers=answers)["done"]
    request = done["fetched"][0]
    assert request["url"] == "https://office.example/actions"
    assert request["headers"] == {"Authorization": "Bearer key"}
    body = json.loads(request["payload"])
    assert (body["action"], body["workbook"]) == ("flag_overspend", {"spreadsheet": "sheet-1"})
    assert re.fullmatch(r"[A-Za-z0-9_.:-]{8,100}", body["request_id"])
    texts = [alert[1] for alert in done["alerts"]]
    assert texts[0] == "2 accounts are over."
    assert texts[1].startswith("The server answered 502.")
    assert "Nothing was changed" in texts[2]
    assert done["locks"] == 3


@needs_node
def test_two_presses_do_not_run_at_once(script: Path) -> None:
    properties = {"POC_SERVER": "https://office.example", "POC_TOKEN": "key"}
    steps: list[Mapping[str, Any]] = [{"hold": True}, {"call": "press_flag_overspend"}]
    done = _run(script, steps, properties=properties)["done"]
    assert done["fetched"] == []
    assert "still running" in done["alerts"][0][1]


@needs_node
def test_a_person_confirms_by_a_click_on_the_page_and_not_by_opening_the_link(script: Path) -> None:
    """Mail programs open links to look at them."""
    world = {"tabs": {"Distribution": DISTRIBUTION}, "properties": {"POC_SECRET": "secret"}}
    links = _run(script, [{"call": "showConfirmationLinks"}], **world)["done"]["pages"]
    assert "Sam" not in links[0][1]
    token = re.search(r"token=([\w-]+)", links[0][1])
    assert token
    asked = {"day": "12", "revision": "1", "person": "Jo Lee", "token": token[1]}
    click = [{"parameter": asked}]
    opened = _run(script, [{"call": "doGet", "args": click, "raw": True}], **world)
    assert opened["done"]["writes"] == []
    assert "your call is 7:00a" in opened["results"][0]
    confirmed = _run(script, [{"call": "doPost", "args": click, "raw": True}], **world)
    assert confirmed["done"]["writes"] == [
        ["Distribution", 2, 6, "confirmed"],
        ["Distribution", 2, 7, "a moment"],
    ]


@needs_node
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"day": "12", "revision": "1", "person": "Jo Lee", "token": "guessed"},
        {"day": "12", "revision": "1", "person": "Jo Lee"},
    ],
)
def test_a_link_that_was_not_made_here_changes_nothing(script: Path, asked: dict[str, str]) -> None:
    world = {"tabs": {"Distribution": DISTRIBUTION}, "properties": {"POC_SECRET": "secret"}}
    steps = [
        {"call": name, "args": [{"parameter": asked}], "raw": True} for name in ("doGet", "doPost")
    ]
    ran = _run(script, steps, **world)
    assert ran["done"]["writes"] == []
    assert all("not valid" in page for page in ran["results"])


def test_the_script_has_the_types_that_google_says(script: Path, tmp_path: Path) -> None:
    """A misspelt method, or a service that may give nothing, is found before a person meets it."""
    compiler = PACKAGES / "node_modules" / ".bin" / "tsc"
    if not compiler.exists():
        pytest.skip("the TypeScript compiler is not installed: run .ci/node_packages")
    options = {
        "allowJs": True, "checkJs": True, "strict": True, "noEmit": True, "target": "es2022",
        "lib": ["es2022"], "types": ["google-apps-script"], "skipLibCheck": True,
        "typeRoots": [str(PACKAGES / "node_modules" / "@types")],
    }  # fmt: skip
    files = sorted(map(str, script.glob("*.js")))
    project = tmp_path / "tsconfig.json"
    project.write_text(json.dumps({"compilerOptions": options, "files": files}))
    checked = subprocess.run(
        [str(compiler), "-p", str(project)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
