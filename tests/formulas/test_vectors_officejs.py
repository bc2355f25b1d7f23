"""The vectors through the add-in of Excel: its scripts in Node, our server over a connection."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from poc_sheets.build.officejs import build_officejs
from poc_sheets.build.programs import OFFICEJS
from tests.formulas.vectors import as_json, cases_of, differing, tabs
from tests.served import KEY, plain_server

RUNTIME = Path(__file__).parents[1] / "build" / "officejs_runtime.js"


def test_the_add_in_answers_as_the_vectors_say(tmp_path: Path) -> None:
    """All in one recalculation; a range goes in as a range and comes out as one."""
    if shutil.which("node") is None:
        pytest.skip("Node is not installed")
    build_officejs(tmp_path)
    cases = cases_of(OFFICEJS)
    calls = [[case.formula, *as_json(case.arguments)] for case in cases]
    sent = {name: [as_json(row) for row in rows] for name, rows in tabs().items()}
    with plain_server(tmp_path) as address:
        given = {"rounds": [calls], "server": address, "key": KEY, "tabs": sent}
        ran = subprocess.run(
            ["node", str(RUNTIME), str(tmp_path)],
            input=json.dumps(given), capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert differing(cases, found["results"][0]) == []
    assert len(found["asked"]) == 1
