"""Runs xlwings' own test-suite on the LibreOffice engine.

    python tests/hosts/live/libreoffice/run_xlwings_suite.py PATH_OF_AN_XLWINGS_CHECKOUT [pytest options]

The tests are copied to a temporary folder first: they write beside themselves, and macros run only
from a folder that is trusted. Nothing of them is kept. `docs/live_libreoffice.md` has the results.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from poc_sheets.hosts.live.libreoffice.engine import configure, register

MODULES = ("active", "app", "book", "names", "ndim", "range", "sheet", "table")


def main(checkout: Path, options: list[str]) -> int:
    """The exit code of pytest.

    Args:
        checkout: the folder that has xlwings' folder `tests`.
        options: more for pytest; files named here (`test_font.py`) replace the usual ones.
    """
    with tempfile.TemporaryDirectory(prefix="xlwings_suite_") as folder:
        tests = Path(folder, "tests")
        shutil.copytree(checkout / "tests", tests)
        configure(trusted=[tests])
        app = register(activate=True)
        names = [option for option in options if option.endswith(".py")]
        rest = [option for option in options if option not in names]
        files = [str(tests / name) for name in names or [f"test_{name}.py" for name in MODULES]]
        settings = ["-c", str(tests / "pytest.ini"), "--rootdir", folder, "-p", "no:cacheprovider"]
        try:
            return int(pytest.main([*settings, *files, *rest]))
        finally:
            app.apps.cleanup()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
