"""The wheel as a user gets it: clean, without development dependencies."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), "."]
    subprocess.run(command, cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_templates_macros_and_data(wheel: Path) -> None:
    """What a user needs without the checkout is inside."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "poc_sheets/_artefacts/workbook_templates/feature.xlsx" in names
    assert any(name.startswith("poc_sheets/_artefacts/macros/") for name in names)
    assert "poc_sheets/tabs/defaults/rules.csv" in names
    assert "poc_sheets/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


@pytest.mark.timeout(600)
def test_the_demo_runs_from_a_clean_installation(wheel: Path, tmp_path: Path) -> None:
    """No dependency is declared only for developers."""
    python = tmp_path / "clean" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "clean")], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    done = subprocess.run(
        [str(python), "-m", "poc_sheets", "demo", "shown"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "MISSED" not in done.stdout
    assert (tmp_path / "shown" / "The Lamplighters.xlsx").exists()
