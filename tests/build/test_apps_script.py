"""The script of a Google spreadsheet: its formulas, its menu and its presses, run by Node."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.build.apps_script import scripted_formulas
from poc_sheets.registry import every_action, every_formula
from tests.build.apps_script_runtime import VECTORS, needs_node, run_script
from tests.served import KEY, plain_server

#: Where `.ci/node_packages` installs the compiler and the types of Google's services.
PACKAGES = Path(os.environ.get("POC_SHEETS_NODE", Path.home() / ".cache" / "poc_sheets_node"))


def test_the_files_are_what_clasp_pushes(script: Path) -> None:
    names = sorted(path.name for path in script.iterdir())
    assert names == [
        "answers.js", "appsscript.json", "cells.js", "changes.js", "confirm.js", "formulas.js",
        "menu.js", "press.js", "sending.js", "served.js", "tabs.js",
    ]  # fmt: skip
    assert json.loads((script / "appsscript.json").read_text())["runtimeVersion"] == "V8"
    own = {formula.name for formula in scripted_formulas()}
    assert {"SPENT", "COMMITTED", "REMAINING", "EIGHTHS", "COLOR", "CONTACT"} <= own
    declared = (script / "formulas.js").read_text(encoding="utf-8")
    assert all(f"function {f.cell_name}(" in declared for f in every_formula())


@needs_node
def test_a_thousand_cells_read_the_tabs_once(script: Path) -> None:
    """Reading a tab takes Google a second: formulas of a moment share what was read."""
    steps = [{"call": "POC_SPENT", "args": ["2818"]}] * 1000
    done = run_script(script, steps)["done"]
    assert (done["reads"], done["locks"]) == (2, 1)


@needs_node
def test_what_the_server_answered_is_kept_until_an_edit(script: Path, tmp_path: Path) -> None:
    """A range is one call; a thousand cells that ask the same are none."""
    names = {"call": "POC_CALL", "args": [[["Jo Lee"], ["Rae Ward"]], 1]}
    other = {"call": "POC_CALL", "args": ["Jo Lee", 2]}
    with plain_server(tmp_path) as address:
        properties = {"POC_SERVER": address, "POC_TOKEN": KEY}
        steps: list[Mapping[str, Any]] = [*[names] * 1000, other, {"call": "onEdit"}, other]
        ran = run_script(script, steps, properties=properties)
    assert ran["results"][0] == ran["results"][999] == [["7:00A"], ["6:30A"]]
    assert ran["results"][1000] == ran["results"][1002] == "8:00A"
    bodies = [json.loads(request["payload"])["workbook"] for request in ran["done"]["fetched"]]
    # Asked, asked again alone, sent with the tabs; the other cell; after the edit as at first.
    assert ["tabs" in body for body in bodies] == [False, False, True, False, False, False, True]


@needs_node
@pytest.mark.parametrize(("shows", "over"), [("Over as plus", 112.35), ("Over as minus", -112.35)])
def test_the_variance_has_the_sign_of_the_production(script: Path, shows: str, over: float) -> None:
    settings = [["Setting", "Value"], ["Variance shows", shows]]
    steps = [{"call": "POC_VAR", "args": ["2820"]}]
    ran = run_script(script, steps, tabs=VECTORS["tabs"] | {"Production": settings})
    assert ran["results"] == [over]


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
    assert run_script(script, steps)["results"] == [400.5, None, 400.5, None, 450]


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
        (
            {"Budget": [["Account", "Budget", "Committed"], ["2818", 1, 0]]},
            '#The Budget tab has no "Actual to date" heading',
        ),
    ],
)
def test_a_missing_tab_or_heading_is_said_in_the_cell(
    script: Path, tabs: dict[str, Any], text: str
) -> None:
    steps = [{"call": "POC_SPENT", "args": ["2818"]}]
    assert run_script(script, steps, tabs=tabs)["results"] == [text]


@needs_node
def test_the_menu_has_every_button_and_each_can_be_pressed(script: Path) -> None:
    """Each item names a function that is there; without a server it says who presses."""
    presses = [{"call": f"press_{action.name}"} for action in every_action()]
    done = run_script(script, [{"call": "onOpen"}, *presses])["done"]
    items = [
        item for group in done["menu"][0]["items"] if "items" in group for item in group["items"]
    ]
    assert sorted(items) == sorted([a.label, f"press_{a.name}"] for a in every_action())
    assert [alert[0] for alert in done["alerts"]] == [action.label for action in every_action()]
    assert all("scheduled sync" in alert[1] for alert in done["alerts"])


BOOK = {
    "Budget": [
        ["Account", "Budget", "Flag", "Money at risk", "Why"],
        [2818, 1000, None, None, None],
    ],
    "Actuals": [["Account", "Amount", "Date"], ["2818", 1250.5, {"date": "2026-03-02T00:00:00"}]],
}


@needs_node
def test_a_press_goes_to_the_team_s_server_and_its_cells_come_back(
    script: Path, tmp_path: Path
) -> None:
    """The whole road: the tabs go out, the real server presses, text stays text in the cells."""
    with plain_server(tmp_path) as address:
        properties = {"POC_SERVER": f"{address}/", "POC_TOKEN": KEY}
        press = {"call": "press_flag_overspend"}
        done = run_script(script, [press], tabs=BOOK, properties=properties)["done"]
    body = json.loads(done["fetched"][0]["payload"])
    assert body["workbook"]["tabs"]["Actuals"][1] == ["2818", 1250.5, 46083]
    assert ["Budget", 2, 3, "OVER"] in done["writes"]
    assert ["Budget", 2, 4, 250.5] in done["writes"]
    assert "1 of 1 account" in done["alerts"][0][1]
    assert done["locks"] == 1


@needs_node
def test_what_goes_wrong_with_a_press_is_said(script: Path) -> None:
    """A gateway's page, a server that is away, a key that is another one, a cell that changed."""
    changes = [{"tab": "Budget", "row": 2, "column": 3, "was": "seen", "value": "OVER"}]
    answers = [
        {"status": 502, "text": "<p>"},
        {"status": 401, "text": '{"ok": false, "text": "The request did not carry the key"}'},
        {"status": 200, "text": json.dumps({"ok": True, "text": "Done", "changes": changes})},
    ]
    properties = {"POC_SERVER": "https://office.example/", "POC_TOKEN": "key"}
    press = {"call": "press_flag_overspend"}
    done = run_script(script, [press] * 4, tabs=BOOK, properties=properties, answers=answers)[
        "done"
    ]
    request = done["fetched"][0]
    assert request["url"] == "https://office.example/actions"
    assert request["headers"] == {"Authorization": "Bearer key"}
    texts = [alert[1] for alert in done["alerts"]]
    assert texts[0].startswith("The server answered 502.")
    assert texts[1] == "The request did not carry the key"
    assert texts[2] == "Nothing was changed. Somebody changed Budget row 2 meanwhile. Press again."
    assert texts[3] == "Nothing was changed. Address unavailable"
    assert done["writes"] == []


@needs_node
def test_google_that_stops_halfway_is_not_called_unchanged(script: Path) -> None:
    """One tab is written, the next one has a protected range."""
    tabs = {"Budget": [["Account"], ["2818"]], "Notes": [["Note"], ["x"]]}
    changes = [{"tab": tab, "row": 2, "column": 2, "was": None, "value": "new"} for tab in tabs]
    answers = [{"status": 200, "text": json.dumps({"text": "Done", "changes": changes})}]
    world = {"properties": {"POC_SERVER": "https://office.example"}, "answers": answers}
    done = run_script(
        script, [{"call": "press_flag_overspend"}], tabs=tabs, refused="Notes", **world
    )["done"]
    assert done["writes"] == [["Budget", 2, 2, "new"]]
    assert "some are changed" in done["alerts"][0][1]
    assert "protected cell" in done["alerts"][0][1]


@needs_node
@pytest.mark.parametrize(
    ("prompts", "options"),
    [
        (["1001", "YES"], {"order": "1001", "vendor_copy": True}),
        (["", " 1001 ", "NO"], {"order": "1001", "vendor_copy": False}),
        ([None], None),
        (["1001", "CANCEL"], None),
    ],
)
def test_a_button_asks_for_its_options(
    script: Path, prompts: list[str | None], options: dict[str, Any] | None
) -> None:
    """A question each; what is needed is asked again; Cancel presses nothing."""
    world: dict[str, Any] = {
        "properties": {"POC_SERVER": "https://office.example"},
        "prompts": prompts,
        "answers": [{"status": 200, "text": '{"text": "Done"}'}],
    }
    done = run_script(script, [{"call": "press_print_order"}], **world)["done"]
    sent = [json.loads(request["payload"])["options"] for request in done["fetched"]]
    assert sent == ([] if options is None else [options])
    assert done["prompts"][0] == ["Print order (1 of 2)", "Order: The PO number."]


@needs_node
@pytest.mark.parametrize(
    ("kind", "typed", "taken"),
    [
        ("number", "-15", -15),
        ("number", "soon", None),
        ("date", "2026-03-12", "2026-03-12"),
        ("date", "12.3.", None),
        ("choice", "hold", "Hold"),
        ("choice", "shout", None),
        ("text", "0042", "0042"),
        ("number", "", ""),
    ],
)
def test_an_answer_is_taken_as_what_the_option_is(
    script: Path, kind: str, typed: str, taken: Any
) -> None:
    question = {"kind": kind, "choices": ["Approve", "Hold"], "required": False}
    steps = [{"call": "pocTyped_", "args": [typed, question], "raw": True}]
    assert run_script(script, steps)["results"] == [taken]


@needs_node
def test_new_rows_below_the_last_line_get_their_room(script: Path) -> None:
    """A sheet of Google has no cells beyond its last row."""
    changes = [
        {"tab": "Budget", "row": row, "column": 1, "was": None, "value": f"{row}/8"}
        for row in (3, 4)
    ]
    done = run_script(script, [{"call": "pocWrite_", "args": [changes], "raw": True}], tabs=BOOK)[
        "done"
    ]
    assert done["writes"] == [["Budget", 3, 1, "3/8"], ["Budget", 4, 1, "4/8"]]


@needs_node
def test_two_presses_do_not_run_at_once(script: Path) -> None:
    properties = {"POC_SERVER": "https://office.example", "POC_TOKEN": "key"}
    steps: list[Mapping[str, Any]] = [{"hold": True}, {"call": "press_flag_overspend"}]
    done = run_script(script, steps, properties=properties)["done"]
    assert done["fetched"] == []
    assert "still running" in done["alerts"][0][1]


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
