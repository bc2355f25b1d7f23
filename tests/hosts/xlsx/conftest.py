"""Every test saves its backups in a folder of its own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's data folder of this test."""
    folder = tmp_path / "data"
    monkeypatch.setenv("POC_SHEETS_DATA", str(folder))
    return folder
