"""The vectors through the script of Google Sheets, by itself and with a team's server."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from poc_sheets.build.apps_script import build_apps_script, scripted_formulas
from poc_sheets.build.programs import APPS_SCRIPT_SERVER
from tests.formulas.vectors import VECTORS, Case, cases_of, differing, every_case
from tests.served import KEY, plain_server

RUNTIME = Path(__file__).parents[1] / "build" / "apps_script_runtime.js"
OWN = {formula.name for formula in scripted_formulas()}


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("node") is None:
        pytest.skip("Node is not installed")
    folder = tmp_path_factory.mktemp("apps_script")
    build_apps_script(folder)
    return folder


def _run(script: Path, cases: Sequence[Case], **properties: str) -> dict[str, Any]:
    raw = {
        str(case): given["arguments"]
        for case, given in zip(every_case(), VECTORS["cases"], strict=True)
    }
    steps = [{"call": f"POC_{case.formula}", "args": raw[str(case)]} for case in cases]
    given = {"tabs": VECTORS["tabs"], "steps": steps, "properties": properties}
    ran = subprocess.run(
        ["node", str(RUNTIME), str(script)],
        input=json.dumps(given), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_the_script_answers_its_own_formulas_without_python(script: Path) -> None:
    """The same values and the same words; nothing is fetched."""
    cases = [case for case in every_case() if case.formula in OWN]
    ran = _run(script, cases)
    assert differing(cases, ran["results"]) == []
    assert ran["done"]["fetched"] == []


def test_the_others_are_answered_by_the_team_s_server(script: Path, tmp_path: Path) -> None:
    """The tabs travel once, however many cells ask."""
    cases = [case for case in cases_of(APPS_SCRIPT_SERVER) if case.formula not in OWN]
    with plain_server(tmp_path) as address:
        ran = _run(script, cases, POC_SERVER=address, POC_TOKEN=KEY)
    assert differing(cases, ran["results"]) == []
    sent = [json.loads(request["payload"])["workbook"] for request in ran["done"]["fetched"]]
    assert sum("tabs" in workbook for workbook in sent) == 1


def test_without_a_server_a_cell_says_what_is_missing(script: Path) -> None:
    case = next(case for case in every_case() if case.formula == "CALL")
    text = "#POC_CALL needs the server of a team, or the scheduled sync"
    assert _run(script, [case])["results"] == [text]
