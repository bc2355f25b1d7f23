"""Runs the script of a Google spreadsheet in Node, in a small stand-in for Google's runtime."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

RUNTIME = Path(__file__).parent / "apps_script_runtime.js"
VECTORS = json.loads((Path(__file__).parents[1] / "formulas" / "vectors.json").read_text("utf-8"))
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")


def run_script(script: Path, steps: Sequence[Mapping[str, Any]], **world: Any) -> dict[str, Any]:
    """What the steps answered and what they did to a spreadsheet with the tabs of the vectors."""
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
