"""What is built once for the tests of a file."""

from pathlib import Path

import pytest

from poc_sheets.build.apps_script import build_apps_script


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the script of a Google spreadsheet."""
    folder = tmp_path_factory.mktemp("apps_script")
    build_apps_script(folder)
    return folder
